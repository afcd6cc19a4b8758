"""Unplanned closures: which days they took, which days make up for them, and where the year then ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pdcycle.model.calendar import Calendar, DayStatus
from pdcycle.program.calendar_arithmetic import DAY
from pdcycle.program.calendar_days import REGULAR, Shape

MADE_UP = "Make-up day"


@dataclass(frozen=True, slots=True)
class Year:
    """A strand's year as it came to be: its ends, and each lost day with the day that makes up for it."""

    start: date
    end: date
    lost: tuple[date, ...]
    made_up: tuple[tuple[date, date], ...]


def make_up(calendar: Calendar, planned: Mapping[date, Shape], shapes: dict[date, Shape]) -> Year:
    """Open the days that make up for what closures beyond the allowance took; changes `shapes` in place.

    Named dates come first, each only for a day lost before it; then the year grows by weekdays
    that nothing closes, and the staff's days after it move along.
    """
    policy, (start, planned_end) = calendar.make_up, calendar.year
    lost = tuple(day for day, shape in planned.items() if shape.students and not shapes[day].students)
    after = sum(shape.staff for day, shape in shapes.items() if day > planned_end)
    made: list[tuple[date, date]] = []
    unused = sorted(day for day in policy.dates if day in shapes and not shapes[day].students)
    end = planned_end
    for day in lost[policy.built_in :]:
        named = next((choice for choice in unused if choice > day), None)
        if named is None and policy.then == "waive":
            break
        target = named or _next_open(shapes, end)
        if target is None:
            break
        if named is not None:
            unused.remove(named)
        shapes[target] = replace(REGULAR, name=MADE_UP, base=False)
        made.append((day, target))
        end = max(end, target)
    if end > planned_end:
        _move_staff_days(shapes, end, after)
    return Year(start, end, lost, tuple(made))


def _next_open(shapes: Mapping[date, Shape], end: date) -> date | None:
    day = end + DAY
    while day in shapes:
        if day.weekday() < 5 and _is_free(shapes[day]):
            return day
        day += DAY
    return None


def _is_free(shape: Shape) -> bool:
    """Whether a day after the year may become a school day: nothing is written of it but that staff come."""
    return not shape.students and (shape.base or shape.status is DayStatus.STAFF)


def _move_staff_days(shapes: dict[date, Shape], end: date, count: int) -> None:
    """See that as many staff days follow the year's new end as followed the planned one."""
    have = sum(shape.staff for day, shape in shapes.items() if day > end)
    day = end
    while have < count and (target := _next_open(shapes, day)) is not None:
        day = target
        if not shapes[target].staff:
            shapes[target] = Shape(DayStatus.STAFF, students=False, staff=True)
            have += 1
