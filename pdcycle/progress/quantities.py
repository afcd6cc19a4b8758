"""Shares as people write them in goals."""

from __future__ import annotations

import re
from fractions import Fraction

_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?) ?%")
_OF = re.compile(r"(\d+) of (\d+)")


def as_share(text: str | None) -> Fraction | None:
    """The share a baseline or target says: `55%` or `11 of 20`; None where it is no share."""
    words = (text or "").strip()
    if found := _PERCENT.fullmatch(words):
        return Fraction(found[1].replace(",", ".")) / 100
    pair = counts(words)
    return Fraction(*pair) if pair else None


def counts(text: str | None) -> tuple[int, int] | None:
    """The two numbers of `11 of 20`, whose second is not 0; None where it is nothing of the kind."""
    found = _OF.fullmatch((text or "").strip())
    return (int(found[1]), int(found[2])) if found and int(found[2]) else None
