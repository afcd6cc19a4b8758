"""When in the week each person can meet, read off the timetable over the whole year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from pdcycle.groups.candidates import Slot
from pdcycle.program.calendar import SchoolCalendar
from pdcycle.schedule.days import Days
from pdcycle.schedule.spans import Spans, without
from pdcycle.schedule.world import World

GRID = 15
"""Meetings are tried at every quarter of an hour."""
MOSTLY = 4, 5
"""A time counts as free when it is on four of five days of its weekday."""
EVERY = 3
"""One week in three is looked at: rotations of two and of other lengths all come by."""


def common_times(
    people: Iterable[str], world: World, calendar: SchoolCalendar, minutes: int
) -> dict[str, frozenset[Slot]]:
    """Weekly times at which each person is on duty, without lessons, and free for so long."""
    days = Days(world)
    year = calendar.year()
    sample = [day for day in _weekdays(year.first, year.last) if (day - year.first).days // 7 % EVERY == 0]
    sample = [
        day for day in sample if any(calendar.is_school_day(school, day) for school in calendar.schools)
    ]
    seen: dict[tuple[Spans, int], tuple[int, ...]] = {}
    found = {}
    for person in sorted(people):
        free: Counter[Slot] = Counter()
        there: Counter[int] = Counter()
        for day in sample:
            today = days.of(person, day)
            if today.duty:
                there[day.weekday()] += 1
                spans = without(today.duty, today.taken)
                if (spans, minutes) not in seen:
                    seen[spans, minutes] = _starts(spans, minutes)
                free.update((day.weekday(), start) for start in seen[spans, minutes])
        found[person] = frozenset(
            slot for slot, number in free.items() if number * MOSTLY[1] >= there[slot[0]] * MOSTLY[0]
        )
    return found


def _starts(free: Spans, minutes: int) -> tuple[int, ...]:
    return tuple(at for start, end in free for at in range(-(-start // GRID) * GRID, end - minutes + 1, GRID))


def _weekdays(first: date, last: date) -> list[date]:
    whole = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in whole if day.weekday() < 5]
