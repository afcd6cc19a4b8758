"""What would bring a week that asks too much under what there is: each way out is tried before it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from pdcycle.model.results import Binding, Occurrence, Standing
from pdcycle.schedule.free_time import DAY, FreeTime
from pdcycle.schedule.loads import PersonLoad, Relief, WeekLoad
from pdcycle.schedule.week_sums import Frame, Sums, days_of, length, monday, weeks_of


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everybody's loads and what they are made of; what is before `today` or inside the notice stays where it is.

    `anchors` are events that the windows of others are reckoned from; they stay too, as what hangs on them would go along.
    """

    frame: Frame
    led: Mapping[str, tuple[Occurrence, ...]]
    loads: Mapping[str, PersonLoad]
    today: date
    anchors: frozenset[str] = frozenset()

    @property
    def near(self) -> date:
        """The first day to which something can move."""
        return self.today + self.frame.days.world.notice * DAY


def reliefs(person: PersonLoad, books: Ledger) -> tuple[Relief, ...]:
    """One for each week that asks too much and is not over."""
    return tuple(
        Relief(
            monday=week.monday,
            minutes=max(0, week.asked - week.available),
            events=_events(week, books) if week.crowded else None,
            moves=_moves(person, week, books),
            share=_share(person, week, books) if week.asked > week.available else None,
            helper=_helper(person, week, books) if not week.crowded else None,
        )
        for week in person.over
        if week.monday + 6 * DAY >= books.today
    )


def _share(person: PersonLoad, week: WeekLoad, books: Ledger) -> Fraction | None:
    """The least whole percentage of the time on duty that is enough; None where even all of it is not."""
    free = FreeTime(books.frame.days, person.person)
    there = sum(free.on(week.monday + number * DAY) for number in range(7))
    if week.asked > there:
        return None
    return Fraction(-(-100 * week.asked // there), 100)


def _events(week: WeekLoad, books: Ledger) -> int | None:
    """The least number a day or a week that the contract would have to allow."""
    limit = books.frame.days.world.limits.visits
    if limit is None or not limit[0] or not week.events_allowed:
        return None
    return -(-week.events * limit[0] // week.events_allowed)


def _helper(person: PersonLoad, week: WeekLoad, books: Ledger) -> str | None:
    """The one of the same role who has most time left that week, if it is enough."""
    excess = week.asked - week.available
    spare = sorted(
        (there.asked - there.available, name)
        for name, other in books.loads.items()
        if name != person.person and other.role == person.role == "coach"
        for there in other.weeks
        if there.monday == week.monday and not there.crowded
    )
    return spare[0][1] if spare and -spare[0][0] >= excess else None


def _moves(person: PersonLoad, week: WeekLoad, books: Ledger) -> tuple[tuple[str, date], ...]:
    """Events with another week each; empty where moving was not enough."""
    items = books.led.get(person.person, ())
    sums = Sums(books.frame, FreeTime(books.frame.days, person.person), person.share)
    before = {one.monday for one in person.over}
    moved: dict[str, tuple[Occurrence, date]] = {}
    loads = person.weeks
    for item in _movable(items, week, sums, books):
        there = _other_week(item, week, loads, sums, books)
        if there is None:
            continue
        tried = {**moved, item.id: (item, there)}
        loads = _again(items, tried, sums)
        if {one.monday for one in loads if one.over} - before:
            loads = _again(items, moved, sums)
            continue
        moved = tried
        if not next((one.over for one in loads if one.monday == week.monday), False):
            return tuple((item.label or item.id, there) for item, there in moved.values())
    return ()


def _movable(items: Sequence[Occurrence], week: WeekLoad, sums: Sums, books: Ledger) -> Iterator[Occurrence]:
    """What is in that week, wholly or in part, and no date in a file holds there; what weighs most first."""
    weighed = []
    for item in items:
        past = item.binding is not None and item.binding.day < books.near
        if past or item.standing is Standing.FIXED or item.id in books.anchors:
            continue
        days = [item.binding.day] if item.binding is not None else days_of(item, sums)
        here = sum(monday(day) == week.monday for day in days)
        if here:
            minutes = length(item, books.frame.lengths) + books.frame.writing(item)
            weighed.append((-Fraction(minutes * here, len(days)), item.id, item))
    return (item for _, _, item in sorted(weighed, key=lambda entry: entry[:2]))


def _other_week(
    item: Occurrence, week: WeekLoad, loads: Sequence[WeekLoad], sums: Sums, books: Ledger
) -> date | None:
    """The nearest other week of its window with room for it, the earlier of two."""
    minutes = length(item, books.frame.lengths) + books.frame.writing(item)
    by_week = {one.monday: one for one in loads}
    openings = {
        monday(day) for day in books.frame.openings.of(item, sums.free) if day >= books.near and sums.free.on(day)
    }  # fmt: skip
    choices = [
        (abs(there - week.monday), there)
        for there in weeks_of(item.first, item.last)
        if there != week.monday
        and there in openings
        and (load := by_week.get(there)) is not None
        and load.available - load.asked >= minutes
        and (load.events_allowed is None or load.events < load.events_allowed)
    ]
    return min(choices)[1] if choices else None


def _again(
    items: Sequence[Occurrence], moved: Mapping[str, tuple[Occurrence, date]], sums: Sums
) -> tuple[WeekLoad, ...]:
    """The weeks as they would be: what is moved counts wholly in its new week."""
    tried = Sums(sums.frame, sums.free, sums.share)
    tried.add([_at(item, moved[item.id][1]) if item.id in moved else item for item in items])
    return tried.loads()


def _at(item: Occurrence, week: date) -> Occurrence:
    return replace(item, standing=Standing.OPEN, binding=Binding(max(week, item.first)), asked=None)
