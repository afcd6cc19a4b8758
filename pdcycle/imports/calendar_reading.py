"""A published file as a school year: its first and last days, its lines, and what it holds besides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pdcycle.diagnostics import Diagnostic, Position, Span, warning
from pdcycle.imports.audience import Known
from pdcycle.imports.classify import Meaning, meaning
from pdcycle.imports.day_lines import Line, folded, ordered
from pdcycle.imports.published import Aside, Entry, Published
from pdcycle.imports.weekdays import check_weekdays
from pdcycle.imports.words import Words

_DECLARED = re.compile(
    r"\b(1[4-9]\d|2[0-2]\d) +(?:school|student|instructional|pupil|attendance) +days\b", re.IGNORECASE
)
_CLEAR = frozenset({"closed", "staff", "early-release", "late-start", "half-day"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A first or last day, and the lines of the file that say so."""

    day: date
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One school year of a published file; every title of it is in `lines`, a mark, `make_up` or `aside`.

    `start` is the year in which the school year begins; `declared` how many school days the file says it has.
    """

    start: int
    lines: tuple[Line, ...]
    marks: dict[str, Mark]
    make_up: dict[date, int]
    aside: tuple[Aside, ...]
    diagnostics: tuple[Diagnostic, ...]
    declared: int | None = None


def school_year(day: date) -> int:
    """The year in which the school year of a day begins; one runs from July to June."""
    return day.year if day.month >= 7 else day.year - 1


def reading(published: Published, known: Known, words: Words, start: int | None = None) -> Reading:
    """The school year that begins in `start`, or else the one that most of the file is about."""
    start = _main_year(published.entries) if start is None else start
    here = [
        (entry, meaning(entry, known, words))
        for entry in published.entries
        if school_year(entry.first) == start
    ]
    aside = [*published.aside, *_elsewhere(published.entries, start)]
    lines: list[Line] = []
    make_up: dict[date, int] = {}
    for entry, found in here:
        if found.status == "make-up":
            for step in range((entry.last - entry.first).days + 1):
                make_up.setdefault(entry.first + timedelta(days=step), entry.line)
            continue
        why = _set_aside(found)
        if why:
            aside.append(Aside(entry.line, entry.title, why))
        elif found.status not in ("", "event"):
            lines.append(_line(entry, found))
    marks, extra = _marks(here)
    years = tuple(entry for entry, _ in here)
    return Reading(
        start, tuple(ordered(folded(lines))), marks, dict(sorted(make_up.items())),
        tuple(sorted({*aside, *extra})),
        (*check_weekdays(years, published.file, words), *_lengths(lines, published.file)),
        _declared(published, years),
    )  # fmt: skip


def _main_year(entries: Iterable[Entry]) -> int:
    counted = Counter(school_year(entry.first) for entry in entries)
    return min(counted, key=lambda year: (-counted[year], year)) if counted else 0


def _elsewhere(entries: Iterable[Entry], start: int) -> Iterable[Aside]:
    """One word for each title with days outside the year, however often it recurs."""
    outside: Counter[tuple[int, str]] = Counter()
    inside = set()
    for entry in entries:
        if school_year(entry.first) == start:
            inside.add(entry.line)
        else:
            outside[entry.line, entry.title] += 1
    for (line, title), count in outside.items():
        several = f"{count} of its days are" if line in inside or count > 1 else "it is"
        why = f"{several} in another school year than {start}-{(start + 1) % 100:02}"
        yield Aside(line, title, why, elsewhere=True)


def _set_aside(found: Meaning) -> str:
    if not found.status and not found.marks:
        return "not classified"
    if found.status == "event" and not found.marks:
        return "an event on a day like others"
    if found.status not in ("", "event") and found.audience.unknown and not found.marks:
        return f"it is for `{found.audience.unknown}`, which the calendar does not know"
    return ""


def _line(entry: Entry, found: Meaning) -> Line:
    return Line(
        entry.first,
        entry.last,
        found.status,
        entry.title,
        found.audience,
        found.clock,
        found.asks,
        (entry.line,),
    )


def _marks(here: Iterable[tuple[Entry, Meaning]]) -> tuple[dict[str, Mark], list[Aside]]:
    """The first of the first days and the last of the last ones; others that differ are set aside."""
    found: dict[str, list[tuple[date, Entry]]] = {}
    for entry, means in here:
        for name in means.marks:
            day = entry.first if name.endswith("first") or name == "first-day" else entry.last
            found.setdefault(name, []).append((day, entry))
    marks, aside = {}, []
    for name, days in found.items():
        best = (min if name in ("first-day", "staff-first") else max)(day for day, _ in days)
        marks[name] = Mark(best, tuple(entry.line for day, entry in days if day == best))
        aside += [
            Aside(entry.line, entry.title, f"{day} is another {name.replace('-', ' ')} than {best}")
            for day, entry in days
            if day != best
        ]
    return marks, aside


def _lengths(lines: Iterable[Line], file: str) -> Iterable[Diagnostic]:
    for line in lines:
        length = (line.last - line.first).days + 1
        if line.status in _CLEAR and length > 24:
            place = Span(file, Position(line.sources[0], 1), Position(line.sources[0], 2))
            yield warning(
                "PD371", f"{length} days in a row are {line.status} here", place,
                help="check the last day; in an .ics file it is the day after",
            )  # fmt: skip


def _declared(published: Published, entries: Iterable[Entry]) -> int | None:
    found = {
        int(match[1])
        for text in (published.text, *(part for entry in entries for part in (entry.title, entry.about)))
        for match in _DECLARED.finditer(text)
    }
    return found.pop() if len(found) == 1 else None
