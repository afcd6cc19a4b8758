"""Edits of the list `days:` in a calendar.yaml: lines put in or replaced, everything else as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pdcycle.diagnostics import Route
from pdcycle.errors import PdcycleError
from pdcycle.imports.classify import SHORT
from pdcycle.imports.day_lines import Line, written
from pdcycle.language.document import Document
from pdcycle.model.calendar import Calendar, DayLine


@dataclass(frozen=True, slots=True)
class Change:
    """A line to put before the `index`-th of `days:`, or in its place."""

    index: int
    line: Line
    replaces: bool = False


def edited(document: Document, calendar: Calendar, changes: Sequence[Change]) -> str:
    """The document's text with the changes made, in its own line breaks and indentation."""
    lines = document.text.splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    if not calendar.days:
        return _first_days(document, lines, changes, end)
    starts, indent = _items(document, lines, len(calendar.days))
    ends = [_last_row(document, index) for index in range(len(calendar.days))]
    before: dict[int, list[str]] = {}
    for change in changes:
        if change.replaces:
            row = starts[change.index]
            if ends[change.index] != row:
                _refuse(document.file, row + 1)
            kept = _kept(change.line, calendar.days[change.index])
            lines[row] = written(kept, indent) + _comment(lines[row], kept) + end
        else:
            row = ends[change.index - 1] + 1 if change.index else starts[0] - _comments(lines, starts[0])
            before.setdefault(row, []).append(written(change.line, indent) + end)
    made: list[str] = []
    for row, text in enumerate([*lines, ""]):
        made += [*before.get(row, ()), text]
    return "".join(made)


def _items(document: Document, lines: Sequence[str], count: int) -> tuple[list[int], str]:
    """The row of each item of a block list, and the indentation of its dashes."""
    starts = [document.span(Route(document.file, ("days", index))).start.line - 1 for index in range(count)]
    for row in starts:
        if re.match(r"\s*- ", lines[row]) is None:
            _refuse(document.file, row + 1)
    return starts, lines[starts[0]][: lines[starts[0]].index("-")]


def _last_row(document: Document, index: int) -> int:
    end = document.span(Route(document.file, ("days", index))).end
    return end.line - (2 if end.column == 1 else 1)


def _comments(lines: Sequence[str], row: int) -> int:
    """How many comment lines stand right above a row."""
    count = 0
    while row > count and lines[row - count - 1].lstrip().startswith("#"):
        count += 1
    return count


def _kept(line: Line, was: DayLine) -> Line:
    """The line with the name somebody gave the day, and with their hours where they still fit."""
    hours = was.start if line.status == "late-start" else was.dismissal
    fits = line.clock is None and hours is not None and line.status in (*SHORT, "late-start")
    named = replace(line, name=was.name or line.name)
    return replace(named, clock=hours, asks=()) if fits else named


def _comment(old: str, line: Line) -> str:
    found = re.search(r"\}\s*(#.*?)\s*\Z", old)
    if found is None:
        return ""
    return f"; {found[1][1:].strip()}" if line.asks else f"  {found[1]}"


def _first_days(document: Document, lines: list[str], changes: Sequence[Change], end: str) -> str:
    added = [written(change.line) + end for change in changes]
    if not (isinstance(document.value, dict) and "days" in document.value):
        return "".join([*lines, end, f"days:{end}", *added])
    row = document.span(Route(document.file, ("days",)).on_key()).start.line - 1
    found = re.match(r"(days:)\s*(?:\[\s*\])?\s*(#.*?)?\s*\Z", lines[row])
    if found is None:
        _refuse(document.file, row + 1)
    else:
        lines[row] = found[1] + (f"  {found[2]}" if found[2] else "") + end
    return "".join([*lines[: row + 1], *added, *lines[row + 1 :]])


def _refuse(file: str, line: int) -> None:
    raise PdcycleError(
        f"line {line} of {file} is written so that nothing can be put there without changing it",
        "write each entry of `days:` on a line of its own, as `  - {when: ..., status: ...}`, then run this again",
    )
