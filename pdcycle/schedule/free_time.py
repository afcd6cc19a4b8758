"""How much of a day somebody has for leading, and on which days a thing may be at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from pdcycle.model.kinds import TimeKind
from pdcycle.model.phrases import TimeChoice
from pdcycle.model.results import Occurrence
from pdcycle.schedule.candidates import sitting_of
from pdcycle.schedule.days import Days
from pdcycle.schedule.spans import without

DAY = timedelta(days=1)
_LESSONS = (TimeKind.PREP, TimeKind.CLASS, TimeKind.RELEASE)


@dataclass(slots=True)
class FreeTime:
    """A person's minutes on duty by day, without absences and what the timetable gives to classes."""

    days: Days
    person: str
    known: dict[date, int] = field(default_factory=dict)

    def on(self, day: date) -> int:
        """Minutes at the school whose day is longest: nobody is on duty in two buildings at once."""
        if day not in self.known:
            found = self.days.of(self.person, day)
            hours = (self.days.hours(school, day).duty for school in self.days.schools_of(self.person))
            free = (without(without((duty,), found.taken), found.away) for duty in hours if duty)
            self.known[day] = max((sum(end - start for start, end in spans) for spans in free), default=0)
        return self.known[day]


class Openings:
    """The days on which things may be, each looked up once for all that ask for the same."""

    def __init__(self, days: Days) -> None:
        self.days = days
        self._known: dict[object, tuple[date, ...]] = {}

    def of(self, item: Occurrence, free: FreeTime) -> tuple[date, ...]:
        """The days of its window on which its leader is on duty and its kind of time is there; never none.

        Where there is no such day, the wish for a kind of time goes first, then the leader's duty.
        """
        fit = self._suitable(item)
        window = tuple(each_day(item.first, item.last))
        return (
            tuple(day for day in fit if free.on(day))
            or tuple(day for day in window if free.on(day))
            or window
        )

    def _suitable(self, item: Occurrence) -> tuple[date, ...]:
        key = (
            item.first,
            item.last,
            item.schools,
            item.time,
            item.group,
            item.people,
            item.kind,
            item.activity,
        )
        if key not in self._known:
            choices = _choices(item)
            self._known[key] = tuple(
                day for day in each_day(item.first, item.last) if self._open(item, choices, day)
            )
        return self._known[key]

    def _open(self, item: Occurrence, choices: tuple[TimeChoice, ...], day: date) -> bool:
        here = [school for school in item.schools if self.days.hours(school, day).duty]
        return any(self._holds(item, choice, here, day) for choice in choices)

    def _holds(self, item: Occurrence, choice: TimeChoice, here: list[str], day: date) -> bool:
        words = (item.activity, item.kind.value, choice.kind.value)
        if any(self.days.world.year.blacked_out(school, day, words) for school in item.schools):
            return False
        if choice.kind is TimeKind.MEETING:
            return sitting_of(item, choice, self.days, day) is not None
        if choice.kind in _LESSONS:
            return any(self.days.hours(school, day).students for school in here)
        return True


def _choices(item: Occurrence) -> tuple[TimeChoice, ...]:
    """The kinds of time it may be in, whoever is asked; where no kind is said, its kind's own."""
    said = item.time.by_role if item.time is not None else ()
    found = tuple(dict.fromkeys(choice for _, several in said for choice in several))
    return found or (TimeChoice(item.kind.brings.time),)


def each_day(first: date, last: date) -> Iterator[date]:
    """From one day to another, both in."""
    for number in range((last - first).days + 1):
        yield first + number * DAY
