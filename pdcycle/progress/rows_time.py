"""Rows of time: how long programs run, the weeks and months in it, and the days of school."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pdcycle.model.results import Program
from pdcycle.progress.columns import Row
from pdcycle.progress.expectations import EXCUSED
from pdcycle.progress.facts import Facts


def spans(facts: Facts) -> Iterator[Row]:
    """Each program from its first cycle's start to its last one's end, and from when it asks for anything.

    Courses of the summer and days before school are asked for before the first cycle begins.
    """
    for program in facts.programs:
        first = min((cycle.first for cycle in program.cycles), default=None)
        last = max((cycle.last for cycle in program.cycles), default=None)
        yield program.id, program.kind, program.title, first, last, asks_from(program)


def asks_from(program: Program) -> date | None:
    """The first day on which the program asks for anything: no later than its first cycle's start."""
    windows = (one.first for one in program.occurrences if one.standing not in EXCUSED)
    return min((*(cycle.first for cycle in program.cycles), *windows), default=None)


def periods(facts: Facts) -> Iterator[Row]:
    """The weeks (from Monday) and months from the first day anything is asked for to the day of the report."""
    begins = [day for program in facts.programs if (day := asks_from(program)) is not None]
    first = min(begins, default=facts.as_of)
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
