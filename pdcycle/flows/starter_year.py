"""A plausible school year, as a start for somebody to correct."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pdcycle.errors import PdcycleError

_MONDAY, _TUESDAY, _THURSDAY, _FRIDAY = 0, 1, 3, 4
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def first_year(text: str) -> int:
    """2026 of `2026-27`."""
    head, _, tail = text.partition("-")
    if not (head.isdigit() and len(head) == 4 and tail.isdigit() and int(tail) == (int(head) + 1) % 100):
        raise PdcycleError(f"'{text}' is not a school year", "write it as 2026-27")
    return int(head)


def year_dates(start: int) -> dict[str, str]:
    """What calendar.yaml asks for, as text: first and last days, terms and the lines of `days:`."""
    first = _nth(start, 8, _MONDAY, -1)
    last = _nth(start + 1, 6, _FRIDAY, 2)
    fall_last = _nth(start + 1, 1, _FRIDAY, 3)
    return {
        "first_day": _shown(first),
        "last_day": _shown(last),
        "staff_first": _shown(first - timedelta(days=7)),
        "staff_last": _shown(last + timedelta(days=5)),
        "summer_first": _shown(date(start, 6, 22)),
        "summer_last": _shown(first - timedelta(days=10)),
        "fall_last": _shown(fall_last),
        "spring_first": _shown(fall_last + timedelta(days=3)),
        "days": "\n".join(f"  - {{{line}}}" for line in _lines(start, first)),
    }


def _lines(start: int, first: date) -> Iterator[str]:
    week = timedelta(days=1)
    yield _line(first - 7 * week, first - 3 * week, "staff", "Opening days")
    yield _line(_nth(start, 9, _MONDAY, 1), None, "closed", "Labor Day")
    yield _line(_nth(start, 10, _MONDAY, 2), None, "closed", "Fall holiday")
    yield _line(_nth(start, 11, _MONDAY, 1) + week, None, "staff", "Staff day")
    yield _line(date(start, 11, 11), None, "closed", "Veterans Day")
    thanksgiving = _nth(start, 11, _THURSDAY, 4)
    yield _line(thanksgiving - week, thanksgiving + week, "closed", "Thanksgiving recess")
    christmas = date(start, 12, 25)
    winter = christmas - timedelta(days=christmas.weekday())
    yield _line(winter, winter + 11 * week, "closed", "Winter recess")
    yield _line(_nth(start + 1, 1, _MONDAY, 3), None, "closed", "Martin Luther King Jr. Day")
    yield _line(_nth(start + 1, 2, _MONDAY, 3), None, "closed", "Presidents' Day")
    yield _line(_nth(start + 1, 3, _FRIDAY, 2), None, "staff", "Staff day")
    spring = _nth(start + 1, 3, _MONDAY, -1)
    yield _line(spring, spring + 4 * week, "closed", "Spring recess")
    yield _line(_nth(start + 1, 5, _MONDAY, -1), None, "closed", "Memorial Day")


def _line(first: date, last: date | None, status: str, name: str) -> str:
    when = _shown(first) if last is None else f"{_shown(first)} .. {_shown(last)}"
    quoted = f'"{name}"' if "'" in name else name
    return f"when: {when}, status: {status}, name: {quoted}"


def _shown(day: date) -> str:
    return f"{day.isoformat()} {_WEEKDAYS[day.weekday()]}"


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    """The which-th such weekday of a month; -1 is the last."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    after = date(year + month // 12, month % 12 + 1, 1)
    before = after - timedelta(days=1)
    return before - timedelta(days=(before.weekday() - weekday) % 7)
