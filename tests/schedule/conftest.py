from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from pdcycle.diagnostics import Route
from pdcycle.model.kinds import Kind, TimeKind
from pdcycle.model.people import Absence, Person, TimetableRow
from pdcycle.model.phrases import TimeChoice, TimeChoicesOf
from pdcycle.model.results import Occurrence
from pdcycle.schedule.world import OFF, Hours, Sitting, World

PERIODS = tuple((str(n + 1), 510 + 55 * n, 560 + 55 * n) for n in range(7))
REGULAR = Hours((480, 930), (510, 895), PERIODS, letter="", term="fall")


@dataclass(frozen=True)
class PlainYear:
    """Weekdays of a school year alike at all schools, but for the days named."""

    special: dict[date, Hours] = field(default_factory=dict)
    blackouts: tuple[tuple[date, str], ...] = ()

    def hours(self, school, day):
        if day in self.special:
            return self.special[day]
        return REGULAR if day.weekday() < 5 and date(2026, 8, 31) <= day <= date(2027, 6, 15) else OFF

    def blacked_out(self, school, day, words):
        return any(day == closed and word in words for closed, word in self.blackouts)


@dataclass(frozen=True)
class PlainMeetings:
    by_day: dict[date, tuple[Sitting, ...]] = field(default_factory=dict)

    def on(self, day):
        return self.by_day.get(day, ())


class Builder:
    """Small districts and what is asked of them."""

    def person(self, name, role="teacher", schools=("lincoln",), **rest):
        return Person(id=name, name=name, line=1, role=role, schools=schools, **rest)

    def teacher_rows(self, name, prep):
        return [
            TimetableRow(name, "", "", str(n), "prep" if str(n) == prep else "class", f"R{n}", 1)
            for n in range(1, 8)
        ]

    def world(self, people, rows=(), *, special=None, sittings=None, blackouts=(), **rest):
        return World(
            year=PlainYear(special or {}, blackouts),
            meetings=PlainMeetings(sittings or {}),
            people={person.id: person for person in people},
            schools=("lincoln", "grant"),
            timetable=tuple(rows),
            **rest,
        )

    def absence(self, person, first, last, part="all"):
        return Absence(person, first, last, part, 1)

    def sitting(self, group, start, minutes, members, **rest):
        return Sitting(group, start, minutes, frozenset(members), **rest)

    def talk(self, name, people, lead, first, last, *, kinds=("prep",), **rest):
        program, _, activity, keys, n = name.split("/")
        base = Occurrence(
            id=name,
            program=program,
            cycle="fall",
            activity=activity,
            keys=(keys,),
            n=int(n),
            kind=Kind.COACHING,
            step=Kind.COACHING.brings.step,
            title="Coaching talk",
            event=True,
            people=tuple(people),
            lead=tuple(lead),
            owners=tuple(people),
            schools=("lincoln",),
            first=first,
            last=last,
            place=Route("curricula/a.yaml", ("activities", activity)),
            minutes=30,
            time=TimeChoicesOf((("", tuple(TimeChoice(TimeKind(kind)) for kind in kinds)),)),
            label=f"{activity} {keys} {n}",
        )
        return replace(base, **rest)


@pytest.fixture
def build():
    return Builder()
