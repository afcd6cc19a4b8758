"""Whether two dates go together, where one hangs on the other."""

from __future__ import annotations

from datetime import date

from pdcycle.model.results import Event, Link, Occurrence
from pdcycle.schedule.days import Days


def distance(link: Link, item: Occurrence, days: Days, anchor: int, day: int) -> int:
    """Days, or school days where the link says so, from the anchor's day to this one; both are ordinals."""
    if not link.school_days or not item.schools:
        return day - anchor
    return days.school_days_between(item.schools[0], date.fromordinal(anchor), date.fromordinal(day))


def before(link: Link) -> bool:
    """Whether what hangs on the anchor comes before it."""
    return link.low < 0 and link.high <= 0


def goes(link: Link, item: Occurrence, days: Days, anchor: Event, day: int, span: tuple[int, int]) -> bool:
    """Whether the day (an ordinal) is far enough from the anchor's, and the minutes of `span` after or before it."""
    at = anchor.day.toordinal()
    if not link.low <= distance(link, item, days, at, day) <= link.high:
        return False
    if day != at:
        return True
    start, end = span
    return end <= anchor.start if before(link) else anchor.start + anchor.minutes <= start
