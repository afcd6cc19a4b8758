"""What the schedule needs to know of a district: hours by school and day, people, meetings, supply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Protocol

from pdcycle.model.people import Absence, Person, TimetableRow


@dataclass(frozen=True, slots=True)
class Hours:
    """One school's day in minutes since midnight.

    `duty` is when staff are there (None: nobody is); `students` from the first bell to dismissal (None: no
    students); `periods` are the bells of that day in order; `letter` is the rotation's, `term` the term's id.
    """

    duty: tuple[int, int] | None
    students: tuple[int, int] | None
    periods: tuple[tuple[str, int, int], ...] = ()
    letter: str = ""
    term: str = ""


OFF = Hours(None, None)


class SchoolYear(Protocol):
    """The compiled calendar, seen from the schedule."""

    def hours(self, school: str, day: date) -> Hours:
        """The school's day; OFF where nobody is on duty."""

    def blacked_out(self, school: str, day: date, words: tuple[str, ...]) -> bool:
        """Whether an activity, a kind of activity or a kind of time may not take place that day."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A standing meeting of a group on one day; `members` are in the group that day, `not_yet` those who joined later or left before."""

    group: str
    start: int
    minutes: int
    members: frozenset[str]
    where: str | None = None
    not_yet: frozenset[str] = frozenset()


class Meetings(Protocol):
    """When groups meet."""

    def on(self, day: date) -> tuple[Sitting, ...]:
        """The standing meetings of that day, sorted by group."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much the schedule minds each thing, in points a piece (`weights:` in pdcycle.yaml)."""

    late_day: int = 1
    second_choice: int = 4
    substitute: int = 20
    trip: int = 5
    moved: int = 50
    uneven: int = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What the contract allows a person: so many meetings and minutes after school in each `week`, `month`, `term` or `year`.

    `length` is a meeting's longest in minutes, `after` when after school is, and `coaching` the share of a week's
    duty that a coach may lead in, `visits` how many events a coach may lead. None is no limit.
    """

    meetings: tuple[int, str] | None = None
    length: int | None = None
    after_school: tuple[int, str] | None = None
    after: tuple[int, int] | None = None
    coaching: Fraction | None = None
    visits: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class World:
    """Everything around the occurrences.

    `schools` lists all; `substitutes` is the supply a day by school; `travel` gives minutes between two schools,
    sorted pair first; `notice` counts days in which nothing published may move; `after_school` counts minutes past the
    end of duty in which the contract lets staff meet; `programs` are ids in order of precedence; `rooms` hold one
    event at a time, by school.
    """

    year: SchoolYear
    meetings: Meetings
    people: Mapping[str, Person]
    schools: tuple[str, ...]
    timetable: tuple[TimetableRow, ...] = ()
    absences: tuple[Absence, ...] = ()
    substitutes: Mapping[str, int] = field(default_factory=dict)
    travel: Mapping[tuple[str, str], int] = field(default_factory=dict)
    travel_default: int = 15
    weights: Weights = Weights()
    programs: tuple[str, ...] = ()
    notice: int = 0
    after_school: int = 0
    limits: Limits = Limits()
    rooms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def travel_minutes(self, here: str, there: str) -> int:
        """Minutes between two schools; an unknown place (online, empty) is no way at all."""
        if here == there or not here or not there:
            return 0
        return self.travel.get((min(here, there), max(here, there)), self.travel_default)
