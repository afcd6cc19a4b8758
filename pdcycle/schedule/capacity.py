"""What a year asks of those who lead it, week by week, against the time they have; nothing is placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil

from pdcycle.model.kinds import Kind
from pdcycle.model.people import Absence
from pdcycle.model.results import Occurrence, Program, Standing
from pdcycle.schedule.break_outs import Floor, break_out_floor
from pdcycle.schedule.spans import merged
from pdcycle.schedule.world import World

SHARE = Fraction(60, 100)
"""How much of the contract's time may go into leading: Sweeney's 60 % of a coach's time in cycles."""
LOG = 10
"""Minutes to write up a talk, a visit or anything else that expects a log."""
MEETING = 45
"""Minutes of a meeting whose length nobody says."""
LEADERS = ("coach", "principal", "assistant-principal", "mentor")
"""Roles that are always listed once they lead something; coaches and principals also where they lead nothing."""
_GONE = (Standing.CANCELLED, Standing.SKIPPED)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """One person's week, named by its Monday, in minutes: what leading, ways and logs ask of what there is."""

    monday: date
    led: int
    travel: int
    logs: int
    available: int

    @property
    def asked(self) -> int:
        """Everything together."""
        return self.led + self.travel + self.logs

    @property
    def over(self) -> bool:
        """Whether more is asked than there is."""
        return self.asked > self.available


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """One person's year; weeks in which nobody is on duty and nothing is asked are left out."""

    person: str
    role: str
    weeks: tuple[WeekLoad, ...]
    break_outs: Floor | None = None

    @property
    def over(self) -> tuple[WeekLoad, ...]:
        """The weeks that ask too much."""
        return tuple(week for week in self.weeks if week.over)


@dataclass(frozen=True, slots=True)
class Capacity:
    """Everybody who leads, sorted by role and id, with the share of duty time taken for available."""

    people: tuple[PersonLoad, ...]
    share: Fraction

    @property
    def fits(self) -> bool:
        """Whether no week of anybody asks too much."""
        return not any(person.over for person in self.people)


def capacity(
    programs: Iterable[Program], world: World, span: tuple[date, date], share: Fraction = SHARE
) -> Capacity:
    """The load of everybody who leads, over the days of `span`, both in.

    What has a date counts there, what is asked for a date counts in that date's week, and all else is spread
    evenly over the days of its window on which its leader is on duty.
    """
    led: dict[str, list[Occurrence]] = {}
    for program in programs:
        for item in program.occurrences:
            if item.event and item.standing not in _GONE:
                for person in item.lead:
                    led.setdefault(person, []).append(item)
    chosen = [
        row
        for row in world.people.values()
        if row.role in ("coach", "principal") or (row.role in LEADERS and row.id in led)
    ]
    chosen.sort(key=lambda row: (LEADERS.index(row.role), row.id))
    lengths = _meeting_lengths(world, span)
    people = tuple(
        PersonLoad(
            row.id,
            row.role,
            _weeks(
                sorted(led.get(row.id, ()), key=lambda item: item.id),
                _Duty(world, row.id),
                lengths,
                span,
                share,
            ),
            break_out_floor((item for item in led.get(row.id, ()) if item.kind is Kind.BREAK_OUT), world),
        )
        for row in chosen
    )
    return Capacity(people, share)


@dataclass(slots=True)
class _Duty:
    """A person's minutes on duty by day, absences taken off."""

    world: World
    person: str
    absences: list[Absence] = field(init=False)
    known: dict[date, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.absences = [absence for absence in self.world.absences if absence.person == self.person]

    def on(self, day: date) -> int:
        """Minutes at the school whose day is longest: nobody is on duty in two buildings at once."""
        if day not in self.known:
            schools = self.world.people[self.person].schools or self.world.schools
            spans = [duty for school in schools if (duty := self.world.year.hours(school, day).duty)]
            whole = max((end - start for start, end in spans), default=0)
            away = {item.part for item in self.absences if item.first <= day <= item.last}
            self.known[day] = 0 if "all" in away or len(away) > 1 else whole // 2 if away else whole
        return self.known[day]


@dataclass(slots=True)
class _Sum:
    """One week while it is added up: minutes and visits are shares of what is spread."""

    led: Fraction = Fraction(0)
    logs: Fraction = Fraction(0)
    ways: int = 0
    visits: dict[str, Fraction] = field(default_factory=dict)

    def spread(self, item: Occurrence, minutes: int, part: Fraction) -> None:
        self.led += minutes * part
        self.logs += _log(item) * part
        if (school := building(item)) is not None:
            self.visits[school] = self.visits.get(school, Fraction(0)) + part


def _weeks(
    items: list[Occurrence], duty: _Duty, lengths: Mapping[str, int], span: tuple[date, date], share: Fraction
) -> tuple[WeekLoad, ...]:
    sums: dict[date, _Sum] = {}
    bound: dict[date, list[tuple[int, int, Occurrence]]] = {}
    for item in items:
        minutes = length(item, lengths)
        if item.binding is not None and item.binding.start is not None:
            start = item.binding.start
            bound.setdefault(item.binding.day, []).append((start, start + minutes, item))
            continue
        for monday, part in _parts(item, duty):
            sums.setdefault(monday, _Sum()).spread(item, minutes, part)
    for day, entries in bound.items():
        _add_day(sums.setdefault(_monday(day), _Sum()), entries, duty.world)
    minutes_there: Counter[date] = Counter()
    for day in _days(*span):
        minutes_there[_monday(day)] += duty.on(day)
    found = []
    for monday in sorted({*sums, *(week for week, there in minutes_there.items() if there)}):
        week = sums.get(monday, _Sum())
        ways = ceil(week.ways + _open_ways(week.visits, duty.world))
        available = int(minutes_there[monday] * share)
        found.append(WeekLoad(monday, ceil(week.led), ways, ceil(week.logs), available))
    return tuple(found)


def _parts(item: Occurrence, duty: _Duty) -> Iterator[tuple[date, Fraction]]:
    """The weeks an open event falls in, each with its part; the parts make one."""
    day = item.binding.day if item.binding is not None else item.asked
    if day is not None:
        yield _monday(day), Fraction(1)
        return
    days = [one for one in _days(item.first, item.last) if duty.on(one)] or list(_days(item.first, item.last))
    for monday, there in sorted(Counter(_monday(one) for one in days).items()):
        yield monday, Fraction(there, len(days))


def _add_day(week: _Sum, entries: list[tuple[int, int, Occurrence]], world: World) -> None:
    """A day of dated events: what shares a meeting is counted once, and ways lead from one to the next."""
    week.led += sum(end - start for start, end in merged((start, end) for start, end, _ in entries))
    week.logs += sum(_log(item) for _, _, item in entries)
    stops = [building(item) for _, _, item in sorted(entries, key=lambda entry: (entry[0], entry[2].id))]
    places = [school for school in stops if school is not None]
    week.ways += sum(world.travel_minutes(here, there) for here, there in pairwise(places))


def _open_ways(visits: Mapping[str, Fraction], world: World) -> Fraction:
    """One way a week to each building beside the one visited most, in part where less than one visit falls there."""
    if not visits:
        return Fraction(0)
    base = min(visits, key=lambda school: (-visits[school], school))
    return sum(
        (min(Fraction(1), part) * world.travel_minutes(base, school) for school, part in visits.items()),
        Fraction(0),
    )


def building(item: Occurrence) -> str | None:
    """The one school an event is at; None online, or where people of several schools meet."""
    if len(item.schools) != 1 or (item.where or "").casefold() == "online":
        return None
    return item.schools[0]


def length(item: Occurrence, lengths: Mapping[str, int]) -> int:
    """Minutes of an event: as bound or said, else of the group's standing meeting, else of its kind."""
    said = (item.binding.minutes if item.binding is not None else None) or item.minutes
    return said or lengths.get(item.group or "", item.kind.brings.minutes or MEETING)


def _log(item: Occurrence) -> int:
    return LOG if any("log" in expected.kinds for expected in item.expects) else 0


def _meeting_lengths(world: World, span: tuple[date, date]) -> dict[str, int]:
    return {sitting.group: sitting.minutes for day in _days(*span) for sitting in world.meetings.on(day)}


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * _DAY
