"""One school's year, day by day, as compiled from the authored calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pdcycle.language.time import At, DateLiteral, Length, Name, Point, Range, Relative, Shift, When
from pdcycle.model.calendar import Calendar, DayLine, DayStatus
from pdcycle.program.calendar_arithmetic import DAY, add
from pdcycle.program.calendar_days import (
    Finisher,
    SchoolDay,
    Shape,
    Strand,
    applies,
    base_shapes,
    lay,
    together,
)
from pdcycle.program.calendar_making_up import Year, make_up
from pdcycle.program.calendar_rotation import letters

OFF = SchoolDay(DayStatus.CLOSED.value)


@dataclass(frozen=True, slots=True)
class Book:
    """One school: `days` from `first` on, and the sorted ordinals on which students and staff are there.

    `years` are its levels' years, `terms` the first and last day of each term, `planned` its students'
    days had nothing been closed unplanned.
    """

    school: str
    first: int
    days: tuple[SchoolDay, ...]
    students: tuple[int, ...]
    staff: tuple[int, ...]
    years: Mapping[str, Year]
    terms: Mapping[str, tuple[date, date]]
    planned: Mapping[str, int]
    grades: Mapping[str, tuple[SchoolDay, ...]] = field(default_factory=dict)

    @property
    def start(self) -> date:
        """The first student day, at the level that begins last."""
        return max(year.start for year in self.years.values())

    @property
    def end(self) -> date:
        """The last student day, at the level that ends last."""
        return max(year.end for year in self.years.values())

    def day(self, day: date, grade: str | None = None) -> SchoolDay:
        """What a day is; outside the calendar everything is closed."""
        index = day.toordinal() - self.first
        days = self.grades.get(grade, self.days) if grade is not None else self.days
        return days[index] if 0 <= index < len(days) else OFF


@dataclass(frozen=True, slots=True)
class _Written:
    """A strand's days as planned, as they are, and the year that follows from them."""

    planned: Mapping[date, Shape]
    shapes: Mapping[date, Shape]
    year: Year


def book(calendar: Calendar, school: str, lines: Sequence[DayLine], span: tuple[date, date]) -> Book:
    """Compile one school over `span`, both ends in."""
    entry = calendar.schools[school]
    strands = [Strand(school, level) for level in entry.all_levels]
    written = {strand.level: _write(calendar, strand, lines, span) for strand in strands}
    finished = [_finish(calendar, strand, written[strand.level]) for strand in strands]
    days = [together(group) for group in zip(*finished, strict=True)]
    low = span[0].toordinal()
    attended = [date.fromordinal(low + index) for index, day in enumerate(days) if day.students]
    marks = _letters(calendar, school, attended, list(written.values()))
    days = [
        replace(day, letter=marks.get(low + index)) if low + index in marks else day
        for index, day in enumerate(days)
    ]
    years = {level: item.year for level, item in written.items()}
    return Book(
        school=school,
        first=low,
        days=tuple(days),
        students=tuple(low + index for index, day in enumerate(days) if day.students),
        staff=tuple(low + index for index, day in enumerate(days) if day.staff),
        years=years,
        terms=_terms(calendar, years),
        planned={
            level: sum(shape.students for shape in item.planned.values()) for level, item in written.items()
        },
        grades=_grades(calendar, school, lines, span, marks),
    )


def _write(calendar: Calendar, strand: Strand, lines: Sequence[DayLine], span: tuple[date, date]) -> _Written:
    level = calendar.levels.get(strand.level)
    mine = [line for line in lines if applies(line, strand, level)]
    planned = base_shapes(calendar, *span)
    shapes = dict(planned)
    lay(planned, [line for line in mine if not line.unplanned])
    lay(shapes, mine)
    return _Written(planned, shapes, make_up(calendar, planned, shapes))


def _finish(calendar: Calendar, strand: Strand, written: _Written) -> list[SchoolDay]:
    finisher = Finisher(calendar, strand)
    return [finisher.day(shape) for shape in written.shapes.values()]


def _letters(
    calendar: Calendar, school: str, attended: list[date], written: list[_Written]
) -> dict[int, str]:
    rotation = calendar.rotations.get(calendar.schools[school].rotation or "")
    if rotation is None:
        return {}
    planned = sorted({day for item in written for day, shape in item.planned.items() if shape.students})
    made_up = {lost: new for item in written for lost, new in item.year.made_up}
    return {day.toordinal(): letter for day, letter in letters(rotation, attended, planned, made_up).items()}


def _grades(
    calendar: Calendar,
    school: str,
    lines: Sequence[DayLine],
    span: tuple[date, date],
    marks: Mapping[int, str],
) -> dict[str, tuple[SchoolDay, ...]]:
    """Days of single grades, only where a level lists grades and lines or levels tell them apart."""
    levels = [
        (name, calendar.levels[name])
        for name in calendar.schools[school].all_levels
        if name in calendar.levels
    ]
    if len(levels) < 2 and not any(line.grades for line in lines):
        return {}
    low = span[0].toordinal()
    found = {}
    for name, level in levels:
        for grade in level.grades:
            strand = Strand(school, name, grade)
            days = _finish(calendar, strand, _write(calendar, strand, lines, span))
            found[grade] = tuple(
                replace(day, letter=marks[low + index]) if day.students and low + index in marks else day
                for index, day in enumerate(days)
            )
    return found


def _terms(calendar: Calendar, years: Mapping[str, Year]) -> dict[str, tuple[date, date]]:
    """Each term's days: from the latest of its levels' starts to the latest of their ends."""
    found: dict[str, list[tuple[date, date]]] = {}
    for level, year in years.items():
        known: dict[str, tuple[date, date]] = {"year": (year.start, year.end)}
        for name, entry in calendar.terms.items():
            when = entry.get(level) if isinstance(entry, dict) else entry
            days = term_days(when, known) if when is not None else None
            if days is not None:
                known[name] = days
                found.setdefault(name, []).append(days)
    return {
        name: (max(first for first, _ in days), max(last for _, last in days)) for name, days in found.items()
    }


def term_days(when: When, known: Mapping[str, tuple[date, date]]) -> tuple[date, date] | None:
    """A term's first and last day from its text, given the year and the terms above it; None where it has none."""
    if isinstance(when, At) and isinstance(when.point, Name) and len(when.point.words) == 1:
        return known.get(when.point.words[0])
    if not isinstance(when, Range):
        return None
    start = _term_day(when.start, known, min)
    if isinstance(when.end, Relative):
        length = when.end.length
        end = _term_day(Shift(when.start, length, 1), known, min)
        end = end - DAY if end is not None else None
    else:
        end = _term_day(when.end, known, max)
    return (start, end) if start is not None and end is not None else None


def _term_day(
    point: Point, known: Mapping[str, tuple[date, date]], side: Callable[[tuple[date, date]], date]
) -> date | None:
    if isinstance(point, DateLiteral):
        return point.day
    if isinstance(point, Name) and point.words[0] in known:
        ends = known[point.words[0]]
        return {"start": ends[0], "end": ends[1]}.get(point.words[1]) if len(point.words) == 2 else side(ends)
    if isinstance(point, Shift) and isinstance(point.length, Length) and point.length.unit != "school day":
        base = _term_day(point.base, known, side)
        return add(base, point.sign * point.length.count, point.length.unit) if base is not None else None
    return None
