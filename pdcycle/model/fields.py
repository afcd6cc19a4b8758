"""The types of single values, parsed from the text an author wrote, with messages an author understands."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import BeforeValidator, InstanceOf, WithJsonSchema

from pdcycle.model.moments import parse_day, parse_days, parse_time, parse_time_range
from pdcycle.model.slips import FieldError, shown, wrong_kind

__all__ = [
    "Amount",
    "ClockTime",
    "Day",
    "Days",
    "FieldError",
    "Flag",
    "Hours",
    "Minutes",
    "Prose",
    "Share",
    "Slug",
    "SlugList",
    "Texts",
    "TimeRange",
    "Whole",
]

T = TypeVar("T")

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MINUTES = re.compile(r"(?:(\d+(?:\.\d+)?) ?h(?:ours?|rs?)?)?(?: ?(\d+) ?min(?:utes?|s)?)?")


def _from_text(parse: Callable[[str], T], wanted: str, example: str, *done: type) -> BeforeValidator:
    """A validator that parses text, lets finished values (`done`) pass and refuses the rest."""

    def run(value: Any) -> Any:
        if isinstance(value, str):
            return parse(value.strip())
        if done and isinstance(value, done) and not isinstance(value, list | dict):
            return value
        return wrong_kind(value, wanted, example)

    return BeforeValidator(run)


def _slug(text: str) -> str:
    if _SLUG.fullmatch(text):
        return text
    if "," in text:
        help_ = f"write a list: [{', '.join(part.strip() for part in text.split(','))}]"
    else:
        plain = re.sub(r"[^a-z0-9_]+", "-", text.lower()).strip("-_")
        help_ = f"write `{plain}`" if plain else "write for example `grade-5`"
    raise FieldError(
        f"{shown(text)} is not an id: an id has lower-case letters, digits, - and _ only", help_, code="PD211"
    )


def _prose(value: Any) -> Any:
    if not isinstance(value, str):
        return wrong_kind(value, "text", "Calm, clear talk")
    if not value.strip():
        raise FieldError("this text is empty", "write the text, or leave the key out", code="PD204")
    return value


def _flag(text: str) -> bool:
    if text in ("true", "false"):
        return text == "true"
    meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(text.lower(), text.lower())
    mend = f"write `{meant}`" if meant in ("true", "false") else "write `true` or `false`"
    raise FieldError(f"{shown(text)} is neither true nor false", mend, code="PD218")


def _no_number(text: str, wanted: str, example: str) -> NoReturn:
    raise FieldError(f"{shown(text)} is not {wanted}", f"write for example `{example}`", code="PD206")


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        _no_number(text, "a whole number", "3")
    return int(text)


def _amount(text: str) -> Decimal:
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", text, re.ASCII):
        plain = re.sub(r"[,$ ]", "", text)
        _no_number(text, "a number", plain if re.fullmatch(r"-?\d+(?:\.\d+)?", plain, re.ASCII) else "12.50")
    return Decimal(text)


def _minutes(text: str) -> int:
    found = _MINUTES.fullmatch(text)
    if not text or found is None or found[0] == "":
        alone = re.fullmatch(r"\d+", text)
        mend = f"write `{text} min` or `{text} h`" if alone else "write for example `30 min` or `1.5 h`"
        raise FieldError(f"{shown(text)} is not a length of time", mend, code="PD216")
    total = Decimal(found[1] or 0) * 60 + int(found[2] or 0)
    if total != int(total) or total == 0:
        raise FieldError(
            f"{shown(text)} is not a number of whole minutes", "write minutes, such as `45 min`", code="PD216"
        )
    return int(total)


def _hours(text: str) -> Decimal:
    number = re.sub(r" ?h(?:ours?|rs?)?$", "", text)
    if not _NUMBER.fullmatch(number):
        raise FieldError(f"{shown(text)} is not a number of hours", "write for example `1.5 h`", code="PD216")
    return Decimal(number)


def _share(text: str) -> Fraction:
    percent = re.fullmatch(r"(\d+(?:\.\d+)?) ?%", text)
    ratio = re.fullmatch(r"(\d+) ?/ ?([1-9]\d*)", text)
    if percent is None and ratio is None:
        mend = f"write `{text}%`" if _NUMBER.fullmatch(text) else "write for example `55%` or `11/20`"
        raise FieldError(f"{shown(text)} is not a share", mend, code="PD217")
    share = (
        Fraction(percent[1]) / 100
        if percent
        else Fraction(int(ratio[1]), int(ratio[2]))
        if ratio
        else Fraction(0)
    )
    if share > 1:
        raise FieldError(
            f"{shown(text)} is more than the whole", "a share is between 0% and 100%", code="PD217"
        )
    return share


def _one_or_many(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _schema(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


_DATE = r"\d{4}-\d{2}-\d{2}( +[A-Za-z]+)?"
_CLOCK = r"\d{1,2}:\d{2}"

Slug = Annotated[str, _from_text(_slug, "one id", "grade-5"), _schema(_SLUG.pattern)]
Prose = Annotated[str, BeforeValidator(_prose), WithJsonSchema({"type": "string", "minLength": 1})]
Flag = Annotated[bool, _from_text(_flag, "true or false", "true", bool), WithJsonSchema({"type": "boolean"})]
Whole = Annotated[
    int, _from_text(_whole, "a whole number", "3", int), WithJsonSchema({"type": "integer", "minimum": 0})
]
Amount = Annotated[
    Decimal, _from_text(_amount, "a number", "12.50", Decimal, int), WithJsonSchema({"type": "number"})
]
Minutes = Annotated[
    int, _from_text(_minutes, "a length of time", "30 min", int), WithJsonSchema({"type": "string"})
]
Hours = Annotated[
    Decimal,
    _from_text(_hours, "a number of hours", "1.5 h", Decimal, int),
    WithJsonSchema({"type": ["number", "string"]}),
]
Share = Annotated[
    InstanceOf[Fraction],
    _from_text(_share, "a share", "55%", Fraction),
    _schema(r"(\d+(\.\d+)? ?%|\d+ ?/ ?\d+)"),
]
ClockTime = Annotated[time, _from_text(parse_time, "a time of day", "15:30", time), _schema(_CLOCK)]
TimeRange = Annotated[
    tuple[time, time],
    _from_text(parse_time_range, "two times of day", "08:00 .. 15:30", tuple),
    _schema(rf"{_CLOCK} *\.\. *{_CLOCK}"),
]
Day = Annotated[date, _from_text(parse_day, "a date", "2026-09-21", date), _schema(_DATE)]
Days = Annotated[
    tuple[date, date],
    _from_text(parse_days, "a date or two", "2026-12-23 .. 2027-01-01", tuple),
    _schema(rf"{_DATE}( *\.\. *{_DATE})?"),
]
SlugList = Annotated[tuple[Slug, ...], BeforeValidator(_one_or_many)]
Texts = Annotated[tuple[Prose, ...], BeforeValidator(_one_or_many)]
