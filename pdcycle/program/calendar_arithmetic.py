"""Dates alone: calendar units, what weekday rules name, and steps along sorted days (as ordinals)."""

from __future__ import annotations

import calendar as months
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pdcycle.language.time import EveryOrdinal, EveryWeekday

DAY = timedelta(days=1)


def add(day: date, count: int, unit: str) -> date:
    """`count` (negative for before) days, weeks, months or years from a day; 31 January + 1 month is 28 February."""
    if unit == "day":
        return day + count * DAY
    if unit == "week":
        return day + 7 * count * DAY
    total = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def dates(first: date, last: date) -> Iterator[date]:
    """Every date from first to last, both in."""
    return (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))


def rule_dates(rule: EveryWeekday | EveryOrdinal, first: date, last: date) -> tuple[date, ...]:
    """The dates of a weekday rule from first to last, both in.

    Every other week counts from `since`, else from the rule's first date on or after `first`.
    """
    if isinstance(rule, EveryOrdinal):
        return tuple(day for day in dates(first, last) if _is_ordinal(day, rule))
    start = max(first, rule.since) if rule.since else first
    found = tuple(day for day in dates(start, last) if day.weekday() in rule.weekdays)
    if not rule.other or not found:
        return found
    anchor = rule.since or found[0]
    return tuple(day for day in found if (day - anchor).days % 14 == 0)


def _is_ordinal(day: date, rule: EveryOrdinal) -> bool:
    if day.weekday() != rule.weekday:
        return False
    if (day.day + 6) // 7 in rule.ordinals:
        return True
    return -1 in rule.ordinals and (day + 7 * DAY).month != day.month


def between(days: Sequence[int], first: date, last: date) -> tuple[date, ...]:
    """The dates of sorted ordinals from first to last, both in."""
    low, high = bisect_left(days, first.toordinal()), bisect_right(days, last.toordinal())
    return tuple(map(date.fromordinal, days[low:high]))


def count(days: Sequence[int], first: date, last: date) -> int:
    """How many sorted ordinals lie from first to last, both in."""
    return max(bisect_right(days, last.toordinal()) - bisect_left(days, first.toordinal()), 0)


def at_or_after(days: Sequence[int], day: date) -> date | None:
    """The first of the days on or after a day."""
    index = bisect_left(days, day.toordinal())
    return date.fromordinal(days[index]) if index < len(days) else None


def at_or_before(days: Sequence[int], day: date) -> date | None:
    """The last of the days on or before a day."""
    index = bisect_right(days, day.toordinal()) - 1
    return date.fromordinal(days[index]) if index >= 0 else None


def along(days: Sequence[int], day: date, steps: int) -> date:
    """The day `steps` of the days after a day (before it, if negative); past their end, weekdays are counted."""
    if steps == 0:
        return day
    number = day.toordinal()
    index = bisect_right(days, number) + steps - 1 if steps > 0 else bisect_left(days, number) + steps
    if 0 <= index < len(days):
        return date.fromordinal(days[index])
    left = index - len(days) + 1 if steps > 0 else index
    at = max(day, date.fromordinal(days[-1])) if steps > 0 and days else day
    at = min(day, date.fromordinal(days[0])) if steps < 0 and days else at
    step = 1 if left > 0 else -1
    while left:
        at += step * DAY
        left -= step if at.weekday() < 5 else 0
    return at
