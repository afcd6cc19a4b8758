"""One person's year added up by week: what is led, written up and travelled, against the time there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise

from pdcycle.model.kinds import Kind, TimeKind
from pdcycle.model.results import Occurrence
from pdcycle.schedule.days import Days
from pdcycle.schedule.free_time import DAY, FreeTime, Openings, each_day
from pdcycle.schedule.limits import VISITS, allowed, uses
from pdcycle.schedule.loads import Stretch, WeekLoad
from pdcycle.schedule.problem import Meeting
from pdcycle.schedule.spans import merged
from pdcycle.schedule.world import World

MEETING = 45
"""Minutes of a meeting whose length nobody says; the same as when it is placed."""


@dataclass(frozen=True)
class Frame:
    """What everybody's sums share: the world's days, the span that is counted, and minutes for each write-up."""

    days: Days
    openings: Openings
    span: tuple[date, date]
    log: int
    lengths: Mapping[str, int]

    @classmethod
    def of(cls, world: World, span: tuple[date, date], log: int) -> Frame:
        """The frame around a world; `span` is both in."""
        lengths = {
            sitting.group: sitting.minutes for day in each_day(*span) for sitting in world.meetings.on(day)
        }
        days = Days(world)
        return cls(days, Openings(days), span, log, lengths)

    def writing(self, item: Occurrence) -> int:
        """Minutes to write it up: where a log is expected, or an observation."""
        return self.log if any({"log", "observation"} & set(one.kinds) for one in item.expects) else 0


@dataclass(slots=True)
class _Sum:
    """One week while it is added up; what is spread counts in parts. `visits` are parts of visits by building."""

    led: Fraction = Fraction(0)
    logs: Fraction = Fraction(0)
    events: Fraction = Fraction(0)
    ways: int = 0
    visits: dict[str, Fraction] = field(default_factory=dict)


@dataclass(slots=True)
class Sums:
    """What one person leads, added up; `share` is the part of their free time that is available."""

    frame: Frame
    free: FreeTime
    share: Fraction
    weeks: dict[date, _Sum] = field(default_factory=dict)
    stretches: Counter[str] = field(default_factory=Counter)

    def add(self, items: Sequence[Occurrence]) -> None:
        """Everything there is to lead, sorted by id."""
        bound: dict[date, list[tuple[int, int, Occurrence]]] = {}
        for item in items:
            minutes = length(item, self.frame.lengths)
            if item.binding is not None and item.binding.start is not None:
                start = item.binding.start
                bound.setdefault(item.binding.day, []).append((start, start + minutes, item))
            else:
                self._spread(item, minutes)
        for day, entries in sorted(bound.items()):
            self._day(day, entries)

    def _week(self, day: date) -> _Sum:
        return self.weeks.setdefault(monday(day), _Sum())

    def _spread(self, item: Occurrence, minutes: int) -> None:
        days = days_of(item, self)
        part, school = Fraction(1, len(days)), building(item)
        for day in days:
            week = self._week(day)
            week.led += minutes * part
            week.logs += self.frame.writing(item) * part
            week.events += part
            if school is not None:
                week.visits[school] = week.visits.get(school, Fraction(0)) + part
        self._count(days[len(days) // 2], item.id, None)

    def _day(self, day: date, entries: list[tuple[int, int, Occurrence]]) -> None:
        """A day of dated events: what shares a meeting is counted once, and ways lead from one to the next."""
        week, days = self._week(day), self.frame.days
        week.led += sum(end - start for start, end in merged((start, end) for start, end, _ in entries))
        week.logs += sum(self.frame.writing(item) for _, _, item in entries)
        ordered = sorted(entries, key=lambda entry: (entry[0], entry[2].id))
        places = [school for _, _, item in ordered if (school := building(item)) is not None]
        week.ways += sum(days.world.travel_minutes(here, there) for here, there in pairwise(places))
        shared = {}
        for start, end, item in ordered:
            meeting = self._meeting(item, day, start, end)
            shared[meeting or item.id] = meeting, item.id
        week.events += len(shared)
        for meeting, name in shared.values():
            self._count(day, name, meeting)

    def _meeting(self, item: Occurrence, day: date, start: int, end: int) -> Meeting | None:
        """The standing meeting it is an item of."""
        if item.time is not None and not any(
            choice.kind is TimeKind.MEETING for _, several in item.time.by_role for choice in several
        ):
            return None
        for sitting in self.frame.days.sittings(day):
            inside = sitting.start <= start and end <= sitting.start + sitting.minutes
            if inside and sitting.members.intersection((*item.people, *item.lead)):
                return sitting.group, day.toordinal()
        return None

    def _count(self, day: date, name: str, meeting: Meeting | None) -> None:
        """One event more in the month, term or year in which a contract counts them."""
        limit = self.frame.days.world.limits.visits
        if limit is None or limit[1] in ("day", "week"):
            return
        for use in uses(name, Kind.EVENT, "", day, 0, (), (self.free.person,), meeting, self.frame.days):
            if use.budget[0] == VISITS:
                self.stretches[use.budget[2]] += 1

    def loads(self) -> tuple[WeekLoad, ...]:
        """The weeks with somebody on duty or something asked, in whole minutes whose sum is that of the parts."""
        there: Counter[date] = Counter()
        working: Counter[date] = Counter()
        for day in each_day(*self.frame.span):
            there[monday(day)] += self.free.on(day)
            working[monday(day)] += self.free.on(day) > 0
        mondays = sorted({*self.weeks, *(week for week, minutes in there.items() if minutes)})
        sums = [self.weeks.get(week, _Sum()) for week in mondays]
        led, logs, events = (
            whole([getattr(week, name) for week in sums]) for name in ("led", "logs", "events")
        )
        ways = whole([week.ways + _open_ways(week.visits, self.frame.days.world) for week in sums])
        return tuple(
            WeekLoad(
                week, led[at], ways[at], logs[at], int(there[week] * self.share), events[at], self._most(working[week])
            )
            for at, week in enumerate(mondays)
        )  # fmt: skip

    def limited(self) -> tuple[Stretch, ...]:
        """Months, terms or the year against what the contract allows in them; a week has its own limit."""
        return tuple(
            Stretch(name, number, allowed((VISITS, self.free.person, name), self.frame.days))
            for name, number in sorted(self.stretches.items())
        )

    def _most(self, days: int) -> int | None:
        """How many events a contract allows a coach in a week of so many working days."""
        limit = self.frame.days.world.limits.visits
        row = self.frame.days.world.people.get(self.free.person)
        if limit is None or row is None or row.role != "coach" or limit[1] not in ("day", "week"):
            return None
        return limit[0] * days if limit[1] == "day" else limit[0]


def days_of(item: Occurrence, sums: Sums) -> tuple[date, ...]:
    """The days over which something without a time is spread: the date it has or asks for, else all it may be on."""
    day = item.binding.day if item.binding is not None else item.asked
    return (day,) if day is not None else sums.frame.openings.of(item, sums.free)


def whole(parts: Sequence[Fraction]) -> list[int]:
    """The parts as whole numbers, each off by less than one, whose sum is that of all, rounded."""
    found, before, total = [], 0, Fraction(0)
    for part in parts:
        total += part
        now = (2 * total.numerator + total.denominator) // (2 * total.denominator)
        found.append(now - before)
        before = now
    return found


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


def monday(day: date) -> date:
    """The day its week begins."""
    return day - day.weekday() * DAY


def weeks_of(first: date, last: date) -> Iterator[date]:
    """The Mondays of the weeks that two days and all between them fall in."""
    week = monday(first)
    while week <= last:
        yield week
        week += 7 * DAY
