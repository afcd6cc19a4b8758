"""Dates and times, as exports write them; the order of day and month is a property of the column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from pdcycle.tables.numbers import unwrapped

MONTH_FIRST = "mdy"
DAY_FIRST = "dmy"

UNREADABLE = "the date cannot be read"
AMBIGUOUS = "day and month cannot be told apart"


class Moment(NamedTuple):
    """A moment of an export: `at` has an offset only where the text says one.

    `zone` is an abbreviation such as `EST` that the text ends with; `timed` is False for a bare date.
    """

    at: datetime
    zone: str = ""
    timed: bool = True


_MONTHS = {
    name: 1 + index // 5
    for index, name in enumerate(
        [
            "january",
            "enero",
            "janvier",
            "januar",
            "janeiro",
            "february",
            "febrero",
            "février",
            "februar",
            "fevereiro",
            "march",
            "marzo",
            "mars",
            "märz",
            "março",
            "april",
            "abril",
            "avril",
            "april",
            "abril",
            "may",
            "mayo",
            "mai",
            "mai",
            "maio",
            "june",
            "junio",
            "juin",
            "juni",
            "junho",
            "july",
            "julio",
            "juillet",
            "juli",
            "julho",
            "august",
            "agosto",
            "août",
            "august",
            "agosto",
            "september",
            "septiembre",
            "septembre",
            "september",
            "setembro",
            "october",
            "octubre",
            "octobre",
            "oktober",
            "outubro",
            "november",
            "noviembre",
            "novembre",
            "november",
            "novembro",
            "december",
            "diciembre",
            "décembre",
            "dezember",
            "dezembro",
        ]
    )
}
_TIME = (
    r"(?:(?:,? +(?:at +)?|T)(?P<h>\d{1,2})[:.](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?(?: *(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"(?: *(?P<zone>Z|[+-]\d{2}:?\d{2}|(?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?|[A-Z]{2,5}))?)?"
)
_YMD = re.compile(r"(?P<y>\d{4})([-/.])(?P<mo>\d{1,2})\2(?P<d>\d{1,2})" + _TIME)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})" + _TIME)
_DAY_MONTH = re.compile(
    r"(?:[^\W\d]+\.?,? +)?(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?[ -](?:de )?(?P<word>[^\W\d]+)\.?,?[ -](?:de )?(?P<y>\d{4}|\d{2})"
    + _TIME
)
_MONTH_DAY = re.compile(
    r"(?:[^\W\d]+\.?,? +)?(?P<word>[^\W\d]+)\.? +(?P<d>\d{1,2})(?:st|nd|rd|th)?,? +(?P<y>\d{4})" + _TIME
)
_SERIAL = re.compile(r"(\d{5})(?:\.(\d+))?")
_UNIX = re.compile(r"\d{10}(?:\d{3})?")
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's day 0 has no zone


def order_of(cells: Iterable[str]) -> str | None:
    """`mdy` or `dmy`, from the first cell that decides; None where every cell could be either.

    Cells whose day and month are the same number decide nothing, and need no decision.
    """
    for cell in cells:
        found = _NUMERIC.match(cell.strip())
        if found is None:
            continue
        if int(found["a"]) > 12 or found["sep"] == ".":
            return DAY_FIRST
        if int(found["b"]) > 12:
            return MONTH_FIRST
    return None


def read_moment(cell: str, order: str | None = None, formats: Sequence[str] = ()) -> Moment | str:
    """The moment in a cell, or the reason why there is none: UNREADABLE or AMBIGUOUS.

    `formats` are strptime patterns to try first; `order` is what the column decided.
    """
    if not formats and len(cell) == 19 and cell[4] == "-":
        try:
            return Moment(datetime.fromisoformat(cell))
        except ValueError:
            pass
    text = unwrapped(cell)
    for pattern in formats:
        try:
            return Moment(datetime.strptime(text, pattern), timed="%H" in pattern or "%I" in pattern)  # noqa: DTZ007
        except ValueError:
            continue
    try:
        return _read(" ".join(text.split()), order)
    except (ValueError, OverflowError):
        return UNREADABLE


def _read(text: str, order: str | None) -> Moment | str:
    if found := _NUMERIC.fullmatch(text):
        return _numeric(found, order)
    if found := _YMD.fullmatch(text):
        return _moment(found, int(found["mo"]), int(found["d"]))
    if found := _SERIAL.fullmatch(text):
        return _serial(text, timed=found[2] is not None)
    if _UNIX.fullmatch(text):
        seconds = int(text[:10])
        return Moment(datetime.fromtimestamp(seconds, UTC))
    found = _DAY_MONTH.fullmatch(text) or _MONTH_DAY.fullmatch(text)
    month = _month(found["word"]) if found else None
    if found is None or month is None:
        return UNREADABLE
    return _moment(found, month, int(found["d"]))


def _numeric(found: re.Match[str], order: str | None) -> Moment | str:
    a, b = int(found["a"]), int(found["b"])
    if found["sep"] == ".":
        order = DAY_FIRST
    if order is None:
        if a <= 12 and b <= 12 and a != b:
            return AMBIGUOUS
        order = DAY_FIRST if a > 12 else MONTH_FIRST
    return _moment(found, a, b) if order == MONTH_FIRST else _moment(found, b, a)


def _moment(found: re.Match[str], month: int, day: int) -> Moment:
    year = int(found["y"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    if found["h"] is None:
        return Moment(datetime(year, month, day), timed=False)  # noqa: DTZ001 - the source's zone comes later
    hour, half = int(found["h"]), (found["half"] or "").lower()
    if half and hour <= 12:  # `14:00 PM` is seen in the wild and means 14:00
        hour = hour % 12 + (12 if half == "p" else 0)
    whole = timedelta(days=1) if hour == 24 else timedelta()
    at = datetime(year, month, day, hour % 24, int(found["m"]), int(found["s"] or 0)) + whole  # noqa: DTZ001
    if hour > 24:
        raise ValueError
    zone = found["zone"] or ""
    if zone in ("Z", "UTC", "GMT"):
        return Moment(at.replace(tzinfo=UTC))
    offset = _OFFSET.fullmatch(zone)
    if offset is None:
        return Moment(at, zone)
    shift = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    return Moment(at.replace(tzinfo=timezone(-shift if offset[1] == "-" else shift)))


def _serial(text: str, *, timed: bool) -> Moment | str:
    days = float(text)
    if not 30_000 <= days <= 70_000:
        return UNREADABLE
    seconds = round((days % 1) * 86_400)
    return Moment(_EPOCH + timedelta(days=int(days), seconds=seconds), timed=timed)


def _month(word: str) -> int | None:
    name = word.casefold()
    exact = _MONTHS.get(name)
    if exact is not None or len(name) < 3:
        return exact
    near = {month for full, month in _MONTHS.items() if full.startswith(name)}
    return near.pop() if len(near) == 1 else None
