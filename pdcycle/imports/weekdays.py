"""Weekdays that a published title or description names, held against its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pdcycle.diagnostics import Diagnostic, Position, Span, warning
from pdcycle.imports.published import Entry
from pdcycle.imports.words import Words
from pdcycle.model.moments import WEEKDAYS

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(
    r"\b(?P<name>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|satur|sun)(?:day)?\b\.?"
    r"(?:,? +(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? +(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
    r"(?:,? +(?P<year>\d{4}))?"
    r"|,? +(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:/(?P<y>\d{4}|\d{2}))?\b)?",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:return|resume|reopen|back|begin|end|until|through|next|due)\w*\b[^.;\n]*\Z", re.IGNORECASE
)
_HALF_YEAR = timedelta(days=183)


def check_weekdays(entries: tuple[Entry, ...], file: str, words: Words) -> Iterator[Diagnostic]:
    """A warning for every named weekday that is not its date's, one a line of the file."""
    said = set()
    for entry in entries:
        for problem, mend in _problems(entry, words):
            if (entry.line, problem) not in said:
                said.add((entry.line, problem))
                place = Span(file, Position(entry.line, 1), Position(entry.line, 2))
                yield warning("PD370", problem, place, help=mend)


def _problems(entry: Entry, words: Words) -> Iterator[tuple[str, str]]:
    mend = "ask the district which of the two is meant, then put the right date into calendar.yaml"
    for text, own in ((entry.weekday, True), (entry.title, True), (entry.about, False)):
        masked = text
        for name in words.not_weekdays:
            masked = re.sub(name, lambda found: "-" * len(found[0]), masked, flags=re.IGNORECASE)
        for found in _NAMED.finditer(masked):
            meant = _weekday(found["name"])
            stated = _stated(found, entry.first)
            if stated is not None and stated.weekday() != meant:
                yield (
                    f"{stated} is a {WEEKDAYS[stated.weekday()]}, not a {WEEKDAYS[meant]} as it says here",
                    mend,
                )
            elif stated is not None and not entry.first <= stated <= entry.last and own:
                yield f"{_shown(entry)}, and its title says {stated}", mend
            elif (
                stated is None
                and not _has(entry, meant)
                and (own or not _ELSEWHERE.search(masked[: found.start()]))
            ):
                yield f"{_shown(entry)}, and it says {WEEKDAYS[meant]} here", mend


def _weekday(name: str) -> int:
    return next(at for at, one in enumerate(WEEKDAYS) if one.startswith(name.lower()[:3]))


def _stated(found: re.Match[str], near: date) -> date | None:
    """The date beside the weekday; without a year the one closest to the entry."""
    month = _MONTHS.index(found["month"].lower()) + 1 if found["month"] else int(found["m"] or 0)
    day, year = int(found["day"] or found["d"] or 0), int(found["year"] or found["y"] or 0)
    try:
        if year:
            return date(year + 2000 if year < 100 else year, month, day)
        choices = [date(near.year + step, month, day) for step in (-1, 0, 1)]
    except ValueError:
        return None
    return next((one for one in choices if abs(one - near) <= _HALF_YEAR), choices[1])


def _has(entry: Entry, weekday: int) -> bool:
    if (entry.last - entry.first).days >= 6:
        return True
    return any(
        (entry.first + timedelta(days=step)).weekday() == weekday
        for step in range((entry.last - entry.first).days + 1)
    )


def _shown(entry: Entry) -> str:
    first = f"{entry.first} is a {WEEKDAYS[entry.first.weekday()]}"
    return (
        first
        if entry.first == entry.last
        else f"{entry.first} to {entry.last} is {WEEKDAYS[entry.first.weekday()]} to {WEEKDAYS[entry.last.weekday()]}"
    )
