"""A person's day: when on duty, teaching, preparing, away, in a standing meeting."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from pdcycle.model.people import Absence, Person, TimetableRow
from pdcycle.schedule.problem import Slot
from pdcycle.schedule.spans import Spans, merged, without
from pdcycle.schedule.world import Hours, Sitting, World

NOON = 12 * 60
_MONTH = 31
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class PersonDay:
    """One person on one day, in minutes since midnight.

    `known` says that their lessons are known or that they teach none. `taken` is what the timetable gives
    to others: for teachers all of the students' day but prep. `rooms` maps a stretch's start to its room.
    """

    duty: Spans
    students: Spans
    prep: Spans
    classes: Spans
    taken: Spans
    away: Spans
    teaches: bool
    known: bool
    rooms: tuple[tuple[int, str], ...] = ()

    @property
    def free(self) -> Spans:
        """On duty, not absent, and nothing in the timetable."""
        return without(without(self.duty, self.taken), self.away)

    @property
    def dismissal(self) -> int | None:
        """When the last students go home; None without students."""
        return self.students[-1][1] if self.students else None


ABSENT = PersonDay((), (), (), (), (), (), teaches=False, known=True)


class Days:
    """Looks up people's days, each worked out once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._hours: dict[tuple[str, date], Hours] = {}
        self._people: dict[tuple[str, date], PersonDay] = {}
        self._sittings: dict[date, tuple[Sitting, ...]] = {}
        self._members: dict[date, dict[str, list[Sitting]]] = {}
        self._counts: dict[str, tuple[date, list[int]]] = {}
        self.led: dict[Hashable, Spans] = {}
        self.slots: dict[Hashable, tuple[Slot, ...]] = {}

    @cached_property
    def _rows(self) -> dict[str, list[TimetableRow]]:
        rows: dict[str, list[TimetableRow]] = {}
        for row in self.world.timetable:
            rows.setdefault(row.person, []).append(row)
        return rows

    @cached_property
    def _absences(self) -> dict[str, list[Absence]]:
        found: dict[str, list[Absence]] = {}
        for absence in self.world.absences:
            found.setdefault(absence.person, []).append(absence)
        return found

    def hours(self, school: str, day: date) -> Hours:
        """A school's day."""
        key = (school, day)
        if key not in self._hours:
            self._hours[key] = self.world.year.hours(school, day)
        return self._hours[key]

    def sittings(self, day: date) -> tuple[Sitting, ...]:
        """The standing meetings of a day."""
        if day not in self._sittings:
            self._sittings[day] = self.world.meetings.on(day)
        return self._sittings[day]

    def sittings_of(self, person: str, day: date) -> list[Sitting]:
        """The standing meetings of a day that somebody is a member of."""
        if day not in self._members:
            found: dict[str, list[Sitting]] = {}
            for sitting in self.sittings(day):
                for member in sitting.members:
                    found.setdefault(member, []).append(sitting)
            self._members[day] = found
        return self._members[day].get(person, [])

    def schools_of(self, person: str) -> tuple[str, ...]:
        """Where a person works; who has no school works for all of them."""
        row = self.world.people.get(person)
        return row.schools if row is not None and row.schools else self.world.schools

    def school_days_between(self, school: str, first: date, last: date) -> int:
        """How many steps of school days lead from one day to another, negative backwards."""
        return self._count(school, last) - self._count(school, first)

    def _count(self, school: str, day: date) -> int:
        """School days from a day of the past, the same for each school, up to this one."""
        first, counts = self._counts.get(school, (day - timedelta(days=_MONTH), []))
        if day < first:
            first, counts = day - timedelta(days=_MONTH), []
        for number in range(len(counts), (day - first).days + 1):
            today = self.hours(school, first + timedelta(days=number))
            counts.append((counts[-1] if counts else 0) + (today.students is not None))
        self._counts[school] = first, counts
        return counts[(day - first).days]

    def of(self, person: str, day: date) -> PersonDay:
        """A person's day; somebody unknown is never there."""
        key = (person, day)
        if key not in self._people:
            row = self.world.people.get(person)
            self._people[key] = self._build(row, day) if row is not None else ABSENT
        return self._people[key]

    def known(self, person: str) -> bool:
        """Whether the person's free periods are known, or they teach none."""
        row = self.world.people.get(person)
        return row is None or row.role != "teacher" or bool(row.prep) or person in self._rows

    def _build(self, person: Person, day: date) -> PersonDay:
        open_schools = [
            hours for school in self.schools_of(person.id) if (hours := self.hours(school, day)).duty
        ]
        if not open_schools:
            return ABSENT
        duty = merged(hours.duty for hours in open_schools if hours.duty)
        duty = ((duty[0][0], duty[-1][1]),)
        students = merged(hours.students for hours in open_schools if hours.students)
        rows = self._rows.get(person.id, [])
        teaches = person.role == "teacher" or bool(person.prep) or any(row.kind == "class" for row in rows)
        parts = self._parts(person, rows, open_schools, day)
        prep = merged((start, end) for kind, start, end, _ in parts if kind == "prep")
        taken = (
            without(students, prep)
            if teaches
            else merged((start, end) for kind, start, end, _ in parts if kind != "prep")
        )
        return PersonDay(
            duty=duty,
            students=students if teaches or len(students) <= 1 else ((students[0][0], students[-1][1]),),
            prep=prep,
            # Periods are kept apart: an observation sits in one class, not across a change of classes.
            classes=tuple(sorted({(start, end) for kind, start, end, _ in parts if kind == "class"})),
            taken=taken,
            away=self._away(person.id, day),
            teaches=teaches,
            known=self.known(person.id),
            rooms=tuple(sorted((start, room) for _, start, _, room in parts if room)),
        )

    def _parts(
        self, person: Person, rows: list[TimetableRow], schools: list[Hours], day: date
    ) -> list[tuple[str, int, int, str]]:
        """Kind, start, end and room of everything the timetable says of that day."""
        found: list[tuple[str, int, int, str]] = []
        for hours in schools:
            bells = {name.casefold(): (start, end) for name, start, end in hours.periods}
            if rows:
                said = [(row.kind, row.period, row.room) for row in rows if _applies(row, hours, day)]
            else:
                said = _short_form(person.prep, hours, day)
            for kind, period, room in said:
                if period.casefold() in bells:
                    start, end = bells[period.casefold()]
                    found.append((kind, start, end, room))
            if rows or person.prep:
                # Who works in several buildings with one set of bells is read once.
                break
        return found

    def _away(self, person: str, day: date) -> Spans:
        halves = {"am": (0, NOON), "pm": (NOON, 1440)}
        return merged(
            halves.get(absence.part, (0, 1440))
            for absence in self._absences.get(person, ())
            if absence.first <= day <= absence.last
        )


def _applies(row: TimetableRow, hours: Hours, day: date) -> bool:
    if row.term and row.term != hours.term:
        return False
    return not row.day or _is_day(row.day, hours, day)


def _is_day(word: str, hours: Hours, day: date) -> bool:
    lower = word.casefold()
    if lower == hours.letter.casefold():
        return True
    return len(lower) >= 3 and _WEEKDAYS[day.weekday()].startswith(lower.removesuffix("s"))


def _short_form(prep: Iterable[str], hours: Hours, day: date) -> list[tuple[str, str, str]]:
    """`prep` of people.csv: `4` or `A4`, `B 2`, `mon 3`; every other numbered period is a class."""
    free: set[str] = set()
    names = {name.casefold() for name, _, _ in hours.periods}
    given = [entry.strip().casefold() for entry in prep if entry.strip()]
    for entry in given:
        if entry in names:
            free.add(entry)
        elif (found := re.fullmatch(r"([a-z]+?)[ -]?(\d+)", entry)) and _is_day(found[1], hours, day):
            free.add(found[2])
    if not given:
        return []
    return [
        ("prep" if name.casefold() in free else "class", name, "")
        for name, _, _ in hours.periods
        if name.casefold() in free or name.isdigit()
    ]
