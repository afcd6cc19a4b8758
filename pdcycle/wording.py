"""How people read values: dates, times of day, lengths, shares, names in a row, and text inside Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

_TO = "\N{EN DASH}"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_INLINE = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_CODE = re.compile(r"`([^`]+)`")
_BLOCK = re.compile(r"(?:#{1,6}|[-+=])(?=\s|$|[-=])|\d{1,9}(?=[.)](?:\s|$))")


def day(value: date) -> str:
    """A date with its weekday and year: `Wed, Oct 14, 2026`."""
    return f"{_DAYS[value.weekday()]}, {_MONTHS[value.month - 1]} {value.day}, {value.year}"


def short_day(value: date) -> str:
    """A date where the year is plain: `Oct 14`."""
    return f"{_MONTHS[value.month - 1]} {value.day}"


def week_day(value: date) -> str:
    """A date with its weekday where the year is plain: `Wed, Oct 14`."""
    return f"{_DAYS[value.weekday()]}, {short_day(value)}"


def month(value: date) -> str:
    """The month of a date: `October 2026`."""
    return f"{_MONTH_NAMES[value.month - 1]} {value.year}"


def days(first: date, last: date) -> str:
    """Two dates, both in, as briefly as they stay plain: `Oct 5` to `Nov 20, 2026`."""
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{short_day(first)}, {first.year} {_TO} {short_day(last)}, {last.year}"
    end = str(last.day) if first.month == last.month else short_day(last)
    return f"{short_day(first)} {_TO} {end}, {last.year}"


def clock(value: int) -> str:
    """Minutes from midnight as a time of day: `3:10 pm`."""
    hour, minute = divmod(value, 60)
    half = "am" if hour % 24 < 12 else "pm"
    return f"{hour % 12 or 12}:{minute:02} {half}"


def clocks(start: int, minutes: int | None) -> str:
    """A time of day and, where its length is known, when it ends: `3:10` to `3:40 pm`."""
    if not minutes:
        return clock(start)
    first, last = clock(start), clock(start + minutes)
    return f"{first[:-3] if first[-2:] == last[-2:] else first} {_TO} {last}"


def minutes(value: int) -> str:
    """A length in minutes: `45 min`, `1 h 30 min`."""
    hours, rest = divmod(value, 60)
    parts = ([f"{hours} h"] if hours else []) + ([f"{rest} min"] if rest or not hours else [])
    return " ".join(parts)


def hours(value: Decimal) -> str:
    """Hours of credit: `3 h`, `1.5 h`."""
    return f"{value.normalize():f} h"


def share(value: Fraction | None) -> str:
    """A share as a whole percentage, half up; an unknown one as a dash."""
    if value is None:
        return _TO
    return f"{(value * 200 + 1) // 2}%"


def names(values: Iterable[str]) -> str:
    """Names in a row: `Ana Diaz, Bo Lee and Cy Ro`."""
    row = list(values)
    return " and ".join([", ".join(row[:-1]), row[-1]]) if len(row) > 1 else "".join(row)


def count(value: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 talk`, `12 talks`."""
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def markdown(value: str, *, whole: bool = True) -> str:
    """Text as one line of Markdown that reads as itself, in a paragraph, a list or a table's cell; or within one."""
    line = _INLINE.sub(_escaped, _CONTROL.sub(" ", value))
    if not whole:
        return line
    line = line.strip()
    if (found := _BLOCK.match(line)) is not None:
        at = found.end() if found[0].isdigit() else 0
        line = f"{line[:at]}\\{line[at:]}"
    return line


def unmarked(value: str) -> str:
    """A sentence of pdcycle's own without the marks around what is to be typed."""
    return "".join(text for text, _ in pieces(value))


def marked(value: str) -> str:
    """A sentence of pdcycle's own as Markdown, in which what is to be typed stays marked as code."""
    return "".join(f"`{text}`" if is_code else markdown(text, whole=False) for text, is_code in pieces(value))


def pieces(value: str) -> list[tuple[str, bool]]:
    """The pieces of a sentence, each with whether it was marked as something to be typed."""
    return [(text, at % 2 == 1) for at, text in enumerate(_CODE.split(value)) if text]


def _escaped(found: re.Match[str]) -> str:
    return "&amp;" if found[0] == "&" else f"\\{found[0]}"


FILTERS: dict[str, Callable[..., str]] = {
    "clock": clock,
    "clocks": clocks,
    "count_of": count,
    "day": day,
    "days": days,
    "hours": hours,
    "minutes": minutes,
    "month": month,
    "names": names,
    "share": share,
    "short_day": short_day,
    "week_day": week_day,
}
"""What templates call them."""
