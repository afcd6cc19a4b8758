"""Rows of time: how long programs run, the weeks and months in it, and the days of school."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pdcycle.progress.columns import Row
from pdcycle.progress.facts import Facts


def spans(facts: Facts) -> Iterator[Row]:
    """Each program from its first cycle's start to its last one's end."""
    for program in facts.programs:
        first = min((cycle.first for cycle in program.cycles), default=None)
        last = max((cycle.last for cycle in program.cycles), default=None)
        yield program.id, program.kind, program.title, first, last


def periods(facts: Facts) -> Iterator[Row]:
    """The weeks (from Monday) and months from the first program's start to the day of the report."""
    first = min((cycle.first for program in facts.programs for cycle in program.cycles), default=facts.as_of)
    start = first - timedelta(days=first.weekday())
    while start <= facts.as_of:
        yield "week", start, start + timedelta(days=6)
        start += timedelta(days=7)
    start = first.replace(day=1)
    while start <= facts.as_of:
        following = _next_month(start)
        yield "month", start, following - timedelta(days=1)
        start = following


def school_days(facts: Facts) -> Iterator[Row]:
    """Each school's days with students, numbered from the year's first."""
    for school, days in sorted(facts.school_days.items()):
        for number, day in enumerate(days, 1):
            yield school, day, number


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
