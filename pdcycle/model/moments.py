"""Dates and times of day as authors write them."""

from __future__ import annotations

import calendar
import re
from datetime import date, time

from pdcycle.model.slips import FieldError, shown

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:\s+([A-Za-z]+)\.?)?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_TWELVE = re.compile(r"(\d{1,2})(?::(\d{2}))? ?([ap])\.?m\.?", re.ASCII | re.IGNORECASE)
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def parse_day(text: str, offset: int = 0) -> date:
    """A date such as `2026-09-21` or `2026-09-21 mon`; `offset` is where it stands in the value."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise FieldError(
            f"{shown(text)} is not a date", _date_mend(text), offset=offset, length=len(text), code="PD212"
        )
    year, month, number = (int(part) for part in found.groups()[:3])
    day = _date(year, month, number, text, offset)
    if found[4] is not None:
        _check_weekday(day, found[4], offset + found.start(4))
    return day


def _date(year: int, month: int, number: int, text: str, offset: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        if 1 <= month <= 12 and year > 0:
            last = calendar.monthrange(year, month)[1]
            why = f"{calendar.month_name[month]} {year} has {last} days"
        else:
            why = f"there is no month {month}" if year > 0 else f"there is no year {year}"
        raise FieldError(
            f"{shown(text[:10])} is not a date: {why}",
            "write year, month and day, such as `2026-09-21`",
            offset=offset,
            length=10,
            code="PD212",
        ) from None


def _check_weekday(day: date, word: str, offset: int) -> None:
    lower = word.lower()
    meant = [name for name in WEEKDAYS if len(lower) >= 3 and name.startswith(lower)]
    real = WEEKDAYS[day.weekday()]
    if meant == [real]:
        return
    message = f"{day} is a {real}, not a {meant[0]}" if meant else f"{shown(word)} is no day of the week"
    raise FieldError(
        message,
        f"write `{day} {real[:3]}`" + (", or choose another date" if meant else ""),
        offset=offset,
        length=len(word),
        code="PD213",
    )


def _date_mend(text: str) -> str:
    found = _AMERICAN.fullmatch(text)
    if found is not None and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 31:
        return f"write `{found[3]}-{int(found[1]):02}-{int(found[2]):02}`"
    return "write year, month and day, such as `2026-09-21`"


def parse_days(text: str) -> tuple[date, date]:
    """One date, or two with `..` between them, both in."""
    first, second, at = _halves(text)
    start = parse_day(first)
    if second is None:
        return start, start
    end = parse_day(second, at)
    if end < start:
        raise FieldError(
            f"{end} comes before {start}",
            f"write `{end} .. {start}`",
            offset=at,
            length=len(second),
            code="PD215",
        )
    return start, end


def parse_time(text: str, offset: int = 0) -> time:
    """A time of day on the 24-hour clock, such as `7:45` or `15:30`."""
    found = _CLOCK.fullmatch(text)
    if found is not None and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    mend = "write it on the 24-hour clock, such as `15:30`"
    twelve = _TWELVE.fullmatch(text)
    if twelve is not None and 1 <= int(twelve[1]) <= 12:
        hour = int(twelve[1]) % 12 + (12 if twelve[3].lower() == "p" else 0)
        mend = f"write `{hour}:{twelve[2] or '00'}`"
    raise FieldError(
        f"{shown(text)} is not a time of day", mend, offset=offset, length=len(text), code="PD214"
    )


def parse_time_range(text: str) -> tuple[time, time]:
    """Two times of day with `..` between them, the first before the second."""
    first, second, at = _halves(text)
    if second is None:
        raise FieldError(
            f"{shown(text)} is not a range of time", "write for example `08:00 .. 15:30`", code="PD215"
        )
    start, end = parse_time(first), parse_time(second, at)
    if end <= start:
        raise FieldError(
            f"{second} does not come after {first}",
            "write the earlier time first, on the 24-hour clock, such as `08:00 .. 15:30`",
            offset=at,
            length=len(second),
            code="PD215",
        )
    return start, end


def _halves(text: str) -> tuple[str, str | None, int]:
    found = re.search(r"\s*\.\.\s*", text)
    if found is None:
        return text, None, 0
    return text[: found.start()], text[found.end() :], found.end()
