"""A calendar.yaml from a published file, where none is there yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pdcycle.imports.audience import Known
from pdcycle.imports.calendar_reading import Reading
from pdcycle.imports.day_lines import prose, when, written
from pdcycle.imports.words import Words

_HOURS = "duty: 08:00 .. 15:30, students: 08:30 .. 15:00"


def standard(words: Words) -> Known:
    """The levels a new calendar begins with."""
    return Known(dict(words.grades), {})


def new_calendar(found: Reading, title: str, file: str, words: Words) -> str:
    """The text of a calendar.yaml; what the file does not say is marked DECIDE."""
    return "".join(f"{line}\n" for line in _lines(found, title, file, words))


def _lines(found: Reading, title: str, file: str, words: Words) -> Iterator[str]:
    yield f"# Read from {file}. Settle each DECIDE, then take it out."
    yield f"calendar: {prose(title or f'School year {found.start}-{(found.start + 1) % 100:02}')}"
    yield from _years(found)
    if found.declared is not None:
        yield f"declared_days: {found.declared}"
    yield ""
    yield "levels:"
    yield "  # DECIDE: when are staff on duty, and when are students there on a regular day?"
    for level, grades in words.grades.items():
        yield f"  {level}: {{{_HOURS}, grades: [{', '.join(grades)}]}}"
    yield ""
    yield "schools:"
    yield "  # DECIDE: put your own schools here, each with its level."
    for level in words.grades:
        yield f"  {level}-school: {{name: {level.capitalize()} school, level: {level}}}"
    yield ""
    yield "# Later lines win."
    yield "days:" if found.lines else "days: []"
    yield from (written(line) for line in found.lines)
    if found.make_up:
        yield ""
        yield "# Days on which closures are made up if need be."
        yield f"make_up: {{dates: [{', '.join(when(day, day) for day in found.make_up)}]}}"


def _years(found: Reading) -> Iterator[str]:
    first, last, unsaid = year_of(found)
    comment = f"  # DECIDE: the file does not name the {' and the '.join(unsaid)}" if unsaid else ""
    yield f"year: {when(first, last)}{comment}"
    before = [line.first for line in found.lines if line.status == "staff" and line.first < first]
    after = [line.last for line in found.lines if line.status == "staff" and line.last > last]
    marks = [found.marks[name].day for name in ("staff-first", "staff-last") if name in found.marks]
    staff = min([first, *before, *marks]), max([last, *after, *marks])
    if staff != (first, last):
        yield f"staff_year: {when(*staff)}"


def year_of(found: Reading) -> tuple[date, date, list[str]]:
    """The students' first and last day, and which of the two the file leaves open."""
    unsaid = [
        name
        for name, mark in (("first day", "first-day"), ("last day", "last-day"))
        if mark not in found.marks
    ]
    first = found.marks["first-day"].day if "first-day" in found.marks else date(found.start, 9, 1)
    last = found.marks["last-day"].day if "last-day" in found.marks else date(found.start + 1, 6, 15)
    while "first day" in unsaid and first.weekday() > 4:
        first += timedelta(days=1)
    while "last day" in unsaid and last.weekday() > 4:
        last -= timedelta(days=1)
    return first, max(first, last), unsaid
