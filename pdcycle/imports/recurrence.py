"""Recurring events as dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from dateutil.rrule import rrulestr

FARTHEST = timedelta(days=5 * 366)
"""How far after its first day a rule without an end is followed."""


class UnboundedError(ValueError):
    """A rule that no school calendar means: several times a day, or unreadable."""


def days_of(start: date, rules: Iterable[tuple[str, date | None]], extra: Iterable[date] = ()) -> list[date]:
    """The first day of every occurrence, sorted; each rule comes with its last day, where it has one."""
    found = {start, *extra}
    for rule, until in rules:
        if re.search(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BY(?:HOUR|MINUTE|SECOND)=", rule):
            raise UnboundedError("it recurs several times a day; only its first day was taken")
        last = min(until or date.max, start + FARTHEST)
        try:
            series = rrulestr(rule, dtstart=datetime.combine(start, time()))
            found |= set(takewhile(last.__ge__, (moment.date() for moment in series)))
        except (ValueError, TypeError, OverflowError) as problem:
            raise UnboundedError("its rule cannot be read; only its first day was taken") from problem
    return sorted(found)
