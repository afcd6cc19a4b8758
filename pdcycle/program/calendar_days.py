"""What each day is for one strand of a school: its base, then the calendar's lines, later ones winning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pdcycle.model.calendar import Calendar, DayLine, DayStatus, Level, minutes_of
from pdcycle.program.calendar_arithmetic import dates, rule_dates

SHORTEST = 15
"""Minutes of a period worth keeping when an early dismissal cuts it."""
_UNKNOWN = (8 * 60, 15 * 60 + 30)
_MARKS = (DayStatus.TESTING, DayStatus.REMOTE)


@dataclass(frozen=True, slots=True)
class Period:
    """A period of the bell schedule; minutes since midnight."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """What a day is at a school; times are minutes since midnight, all 0 where nobody is on duty.

    `start` and `dismissal` are the students', `duty` the staff's; `letter` is the rotation's.
    """

    status: str
    name: str = ""
    students: bool = False
    staff: bool = False
    start: int = 0
    dismissal: int = 0
    duty: tuple[int, int] = (0, 0)
    letter: str | None = None
    periods: tuple[Period, ...] = ()
    remote: bool = False
    testing: bool = False


@dataclass(frozen=True, slots=True)
class Strand:
    """Those of a school for whom a day is the same: a level, or one grade of it."""

    school: str
    level: str
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A day while lines are laid over each other; `base` days have had no line of their own."""

    status: DayStatus
    students: bool
    staff: bool
    name: str = ""
    shaped_by: DayStatus = DayStatus.REGULAR
    start: int | None = None
    dismissal: int | None = None
    half: str | None = None
    remote: bool = False
    testing: bool = False
    base: bool = True


_OFF = Shape(DayStatus.CLOSED, students=False, staff=False)
_STAFF = Shape(DayStatus.STAFF, students=False, staff=True)
REGULAR = Shape(DayStatus.REGULAR, students=True, staff=True)


def base_shapes(calendar: Calendar, first: date, last: date) -> dict[date, Shape]:
    """Weekdays within the year, before any line."""
    student, staff = calendar.year, calendar.on_duty
    shapes = {}
    for day in dates(first, last):
        if day.weekday() > 4:
            shapes[day] = _OFF
        elif student[0] <= day <= student[1]:
            shapes[day] = REGULAR
        else:
            shapes[day] = _STAFF if staff[0] <= day <= staff[1] else _OFF
    return shapes


def applies(line: DayLine, strand: Strand, level: Level | None) -> bool:
    """Whether a line is about a strand; a line for some grades is about a level when it names all of the level's."""
    if line.school and strand.school not in line.school:
        return False
    if line.level and strand.level not in line.level:
        return False
    if not line.grades:
        return True
    if strand.grade is not None:
        return strand.grade in line.grades
    return bool(level and level.grades) and set(level.grades if level else ()) <= set(line.grades)


def lay(shapes: dict[date, Shape], lines: Iterable[DayLine]) -> None:
    """Put lines over the days in place, later ones over earlier ones."""
    if not shapes:
        return
    low, high = min(shapes), max(shapes)
    for line in lines:
        days = line.when.days
        if days is not None:
            single = days[0] == days[1]
            for day in dates(max(days[0], low), min(days[1], high)):
                shapes[day] = _over(shapes[day], line, opens=single or day.weekday() < 5)
        elif line.when.rule is not None:
            for day in rule_dates(line.when.rule, low, high):
                shapes[day] = _over(shapes[day], line, opens=False)


def _over(below: Shape, line: DayLine, *, opens: bool) -> Shape:
    """The day with a line over it; a rule changes days but `opens` none, and a range opens no weekend."""
    name = line.name or ""
    if line.status in (DayStatus.CLOSED, DayStatus.STAFF):
        if line.status is DayStatus.STAFF and not opens and not below.staff:
            return below
        staff = line.status is DayStatus.STAFF
        shape = Shape(line.status, students=False, staff=staff, name=name, base=False)
        if line.who == "students":
            return replace(
                shape, staff=below.staff, status=DayStatus.STAFF if below.staff else DayStatus.CLOSED
            )
        if line.who == "staff":
            return replace(below, staff=staff, name=name or below.name, base=False)
        return shape
    if not below.students and not opens:
        return below
    return _open(below, line, name)


def _open(below: Shape, line: DayLine, name: str) -> Shape:
    """A day students attend: marks such as testing keep the hours below them, other lines set their own."""
    keeps = line.status in _MARKS or (line.status is DayStatus.CONFERENCES and line.dismissal is None)
    kept = below if keeps and below.students else REGULAR
    start = minutes_of(line.start) if line.start else kept.start
    dismissal = minutes_of(line.dismissal) if line.dismissal else kept.dismissal
    students = True if line.who != "staff" else below.students
    return Shape(
        line.status,
        students=students,
        staff=below.staff if line.who == "students" and below.students else True,
        name=name or (below.name if keeps else ""),
        shaped_by=kept.shaped_by if keeps else line.status,
        start=start,
        dismissal=dismissal,
        half=line.half,
        remote=line.status is DayStatus.REMOTE or (keeps and kept.remote),
        testing=line.status is DayStatus.TESTING or (keeps and kept.testing),
        base=False,
    )


Bells = Mapping[DayStatus, Sequence[Period]]


class Finisher:
    """Turns shapes into the days of one school and level: its hours and its bells; equal shapes share a day."""

    def __init__(self, calendar: Calendar, strand: Strand) -> None:
        level = calendar.levels.get(strand.level)
        self._duty = _minutes(level.duty) if level else _UNKNOWN
        self._hours = _minutes(level.students) if level else _UNKNOWN
        self._bells: dict[DayStatus, tuple[Period, ...]] = {
            status: tuple(sorted((Period(key, *_minutes(span)) for key, span in periods.items()), key=_when))
            for status, periods in calendar.bells_of(strand.school).items()
        }
        self.day = lru_cache(maxsize=None)(self._day)

    def _day(self, shape: Shape) -> SchoolDay:
        if not shape.students:
            duty = self._duty if shape.staff else (0, 0)
            return SchoolDay(shape.status.value, shape.name, staff=shape.staff, duty=duty)
        periods = self._bells.get(shape.shaped_by, ())
        start, dismissal = self._times(shape, periods)
        if not periods or (shape.dismissal is not None and periods[-1].end > dismissal):
            periods = self._bells.get(DayStatus.REGULAR, ())
        return SchoolDay(
            shape.status.value,
            shape.name,
            students=True,
            staff=shape.staff,
            start=start,
            dismissal=dismissal,
            duty=self._duty if shape.staff else (0, 0),
            periods=cut(periods, start, dismissal),
            remote=shape.remote,
            testing=shape.testing,
        )

    def _times(self, shape: Shape, periods: Sequence[Period]) -> tuple[int, int]:
        start, dismissal = self._hours
        if shape.shaped_by is not DayStatus.REGULAR and periods:
            start, dismissal = min(start, periods[0].start), periods[-1].end
            if shape.shaped_by is DayStatus.LATE_START:
                start, dismissal = periods[0].start, max(dismissal, self._hours[1])
        elif shape.shaped_by is DayStatus.HALF_DAY:
            middle = (start + dismissal) // 2
            start, dismissal = (middle, dismissal) if shape.half == "afternoon" else (start, middle)
        return (
            start if shape.start is None else shape.start,
            dismissal if shape.dismissal is None else shape.dismissal,
        )


def cut(periods: Iterable[Period], start: int, dismissal: int) -> tuple[Period, ...]:
    """The periods inside the students' day; one that is cut to less than SHORTEST minutes is left out."""
    trimmed = (Period(item.id, max(item.start, start), min(item.end, dismissal)) for item in periods)
    return tuple(item for item in trimmed if item.end - item.start >= SHORTEST)


def _minutes(span: tuple[object, object]) -> tuple[int, int]:
    start, end = span
    return minutes_of(start), minutes_of(end)  # type: ignore[arg-type]


def _when(period: Period) -> tuple[int, str]:
    return period.start, period.id


def together(days: Sequence[SchoolDay]) -> SchoolDay:
    """One day for several levels of a school: staff are on duty when all are, students there when any are."""
    first = days[0]
    if all(day == first for day in days):
        return first
    taught = [day for day in days if day.students]
    staff = all(day.staff for day in days)
    lead = taught[0] if taught else max(days, key=lambda day: not day.staff)
    return replace(
        lead,
        staff=staff,
        start=min((day.start for day in taught), default=0),
        dismissal=max((day.dismissal for day in taught), default=0),
        duty=(max(day.duty[0] for day in days), min(day.duty[1] for day in days)) if staff else (0, 0),
        testing=any(day.testing for day in days),
    )
