"""Numbers and lengths of time, as exports write them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_FORMULA = re.compile(r'="?([^"]*)"?')
_MANGLED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_POINTS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_COMMA = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d+,\d+")
_CLOCK = re.compile(r"(\d+):(\d{2})(?::(\d{2}))?")
_ISO = re.compile(r"PT(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?", re.IGNORECASE)
_WORDS = re.compile(
    r"(?:(\d+(?:\.\d+)?) ?h(?:ours?|rs?|r)?\.?,?)?(?: ?(\d+(?:\.\d+)?) ?m(?:in(?:ute)?s?)?\.?,?)?"
    r"(?: ?(\d+(?:\.\d+)?) ?s(?:ec(?:ond)?s?)?\.?)?",
    re.IGNORECASE,
)
_IN_MINUTES = {"minutes": Decimal(1), "hours": Decimal(60), "seconds": Decimal(1) / Decimal(60)}


def unwrapped(cell: str) -> str:
    """The cell trimmed, and out of the `="..."` that keeps zeros in a spreadsheet."""
    text = cell.strip()
    if text.startswith("="):
        found = _FORMULA.fullmatch(text)
        return found[1].strip() if found else text
    return text


def is_mangled(text: str) -> bool:
    """Whether a spreadsheet has turned a long id into `1.2E+11`, so that its digits are lost."""
    return _MANGLED.fullmatch(text.strip()) is not None


def number(cell: str) -> Decimal | None:
    """The number in a cell, a percentage divided by 100; None for `-`, `EX`, `N/A` and other words."""
    text = unwrapped(cell).replace("\u00a0", " ").replace(" ", "")
    percent = text.endswith("%")
    text = text.removesuffix("%")
    if _POINTS.fullmatch(text):
        text = text.replace(",", "")
    elif _COMMA.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    if not _PLAIN.fullmatch(text):
        return None
    value = Decimal(text)
    return value / 100 if percent else value


def share(cell: str) -> Fraction | None:
    """A score as a share of the whole: `85 %`, `0.85` and `17 / 20`; a bare number above 1 is in percent."""
    top, slash, bottom = cell.partition("/")
    value = number(top)
    if value is None:
        return None
    if slash:
        whole = number(bottom)
        return Fraction(value) / Fraction(whole) if whole else None
    if value > 1 and "%" not in cell:
        value /= 100
    return Fraction(value)


def minutes(cell: str, unit: str = "minutes") -> int | None:
    """A length of time in whole minutes, halves rounded up: `57`, `1h 27m 51s`, `01:27:51`, `1:27`, `PT1H30M`.

    `unit` (minutes, hours or seconds) is what a bare number counts.
    """
    text = " ".join(unwrapped(cell).split())
    bare = number(text) if "%" not in text else None
    if bare is not None:
        return _whole(bare * _IN_MINUTES[unit]) if bare >= 0 else None
    found = _CLOCK.fullmatch(text) or _ISO.fullmatch(text) or _WORDS.fullmatch(text)
    if not text or found is None or not any(found.groups()):
        return None
    hours, mins, seconds = (Decimal(part or 0) for part in found.groups())
    return _whole(hours * 60 + mins + seconds / 60)


def _whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))
