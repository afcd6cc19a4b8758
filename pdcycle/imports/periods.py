"""The periods of a class as systems write them: `3`, `1,2`, `A3`, `3(A,C)`, `2(M-F)`, `Mon 4`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_WEEK = ("mon", "tue", "wed", "thu", "fri")
_SHORT = {"m": 0, "t": 1, "w": 2, "r": 3, "th": 3, "h": 3, "f": 4, "tu": 1}
_NAMES = {
    name: at
    for at, full in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday"))
    for name in (full[:3], full, f"{full[:4]}")
}
_INSIDE = re.compile(r"(?P<period>[^()]*?)\s*\((?P<days>[^()]*)\)\Z")
_NAMED = re.compile(r"(?P<day>mon|tue|wed|thu|fri)[a-z]*[ .:-]*(?P<period>\w+)\Z", re.IGNORECASE)
_LETTER = re.compile(r"(?P<day>[A-Ha-h])[ -]?(?P<period>\d{1,2})\Z")


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A period on a rotation letter or weekday; `day` is empty for every day."""

    day: str
    period: str


def slots(cell: str, letters: Collection[str] = (), periods: Collection[str] = ()) -> tuple[Slot, ...]:
    """The slots of a cell, sorted; `letters` and `periods` are those the calendar knows, if any."""
    found = set()
    for token in re.split(r",(?![^()]*\))|;|\|", cell):
        text = token.strip()
        if text:
            found |= {Slot(day, _period(period, periods)) for day, period in _one(text, letters, periods)}
    return tuple(sorted(found))


def _one(text: str, letters: Collection[str], periods: Collection[str]) -> Iterable[tuple[str, str]]:
    if text in periods:
        return [("", text)]
    inside = _INSIDE.match(text)
    if inside is not None and inside["period"]:
        days = _days(inside["days"], letters)
        return [(day, inside["period"].strip()) for day in days] if days else [("", text)]
    named = _NAMED.match(text)
    if named is not None:
        return [(named["day"].lower(), named["period"])]
    letter = _LETTER.match(text)
    if letter is not None:
        day = letter["day"].upper()
        known = next((one for one in letters if one.upper() == day), None)
        if known is not None or not letters:
            return [(known or day, letter["period"])]
    return [("", text)]


def _period(text: str, periods: Collection[str]) -> str:
    """The calendar's own name for a period: `01` and `P1` are its `1`."""
    if text in periods:
        return text
    bare = re.sub(r"\A(?:p|per|period)[ .-]*(?=\d)|\A0+(?=\d)", "", text, flags=re.IGNORECASE)
    bare = bare.lstrip("0") or bare
    return bare if bare in periods or not periods else text


def _days(text: str, letters: Collection[str]) -> list[str]:
    """Days in brackets; letters of the rotation where all are, else weekdays where all are."""
    tokens = [part.strip() for part in re.split(r"[,/ ]+", text) if part.strip()]
    if (
        len(tokens) == 1
        and "-" not in text
        and tokens[0].casefold() not in (*_SHORT, *_NAMES)
        and len(tokens[0]) > 1
    ):
        tokens = re.findall(r"[Tt][Hh]|\w", tokens[0])
    spread = [_spread(token) for token in tokens]
    flat = [one for several in spread for one in several]
    known = {one.casefold(): one for one in letters}
    if known and all(one.casefold() in known for one in flat):
        return [known[one.casefold()] for one in flat]
    week = [_week(token) for token in tokens]
    if any(re.search(r"[mtwr]", token, re.IGNORECASE) for token in tokens) and all(week):
        return [_WEEK[at] for several in week for at in several]
    return (
        [one.upper() for one in flat]
        if not known and all(re.fullmatch(r"[A-Ha-h1-9]", one) for one in flat)
        else []
    )


def _spread(token: str) -> list[str]:
    ends = re.fullmatch(r"([A-Za-z])-([A-Za-z])", token)
    if ends is None or ends[2].upper() < ends[1].upper():
        return [token]
    return [chr(code) for code in range(ord(ends[1].upper()), ord(ends[2].upper()) + 1)]


def _week(token: str) -> list[int]:
    first, _, last = token.casefold().partition("-")
    names = {**_SHORT, **_NAMES}
    if first not in names or (last and last not in names):
        return []
    return list(range(names[first], names[last or first] + 1))
