"""A digest as blocks of text, and as one table of everything it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from pdcycle import wording
from pdcycle.output.reports_basis import basis_block, measured
from pdcycle.output.tables import Block, Cell, Grid
from pdcycle.progress.digest import KINDS, Digest, Part, Value
from pdcycle.progress.privacy import Shown

ROOM = "_" * 60
"""A line to write on, where text is printed."""


def digest_blocks(report: Digest) -> tuple[Block, ...]:
    """The digest from its title to what it stands on."""
    head = Block(f"{KINDS[report.kind]}: {report.title}", report.lead)
    return (head, *(_block(part) for part in report.parts), basis_block(report.basis))


def _block(part: Part) -> Block:
    listed = tuple(f"* {one}" for one in part.listed)
    prompts = tuple(line for prompt in part.prompts for line in (prompt, ROOM))
    lines = (*part.lines, *listed, *part.notes, *prompts)
    return Block(part.heading, lines, _grid(part) if part.rows else None)


def _grid(part: Part) -> Grid:
    rows = tuple(tuple(_cell(value) for value in row) for row in part.rows)
    return Grid(part.columns, rows, part.numbers)


def _cell(value: Value) -> Cell:
    if isinstance(value, Shown):
        return measured(value)
    return wording.day(value) if isinstance(value, date) else value


def digest_grid(report: Digest) -> Grid:
    """Every value of every part in a row of its own: the part, the line, what it is, its two numbers and its words."""
    rows = [row for part in report.parts for row in _long(part)]
    return Grid(("Part", "Line", "What", "Done", "Of", "Says"), tuple(rows), frozenset({3, 4}))


def _long(part: Part) -> Iterator[tuple[Cell, ...]]:
    for line in (*part.lines, *part.notes):
        yield part.heading, "", "", None, None, line
    for row in part.rows:
        names = _names(part.columns, row)
        for at in range(names, len(row)):
            value = row[at]
            name = ", ".join(_said(one) for one in row[:names])
            if isinstance(value, Shown):
                yield part.heading, name, part.columns[at], value.numerator, value.denominator, value.text
            elif isinstance(value, int):
                yield part.heading, name, part.columns[at], value, None, str(value)
            elif value not in (None, ""):
                yield part.heading, name, part.columns[at], None, None, _said(value)
    for title in part.listed:
        yield part.heading, "", "Title", None, None, title


def _names(columns: Sequence[str], row: Sequence[Value]) -> int:
    """How many columns at the front name the line: the first, and the words after it while no figure came."""
    end = 1
    while end < len(columns) - 1 and isinstance(row[end], str) and end < 2:
        end += 1
    return end


def _said(value: Value) -> str:
    if isinstance(value, Shown):
        return value.text
    return value.isoformat() if isinstance(value, date) else str("" if value is None else value)


def digest_plain(report: Digest, plain: Callable[[Any], Any]) -> dict[str, Any]:
    """The digest as JSON has it: its parts as tables, without their pictures; `plain` makes values simple."""
    return {
        "program": report.program,
        "subject": report.subject,
        "title": report.title,
        "lead": list(report.lead),
        "parts": [
            {
                "id": part.id,
                "heading": part.heading,
                "lines": list(part.lines),
                "columns": list(part.columns),
                "rows": plain(part.rows),
                "listed": list(part.listed),
                "notes": list(part.notes),
                "prompts": list(part.prompts),
            }
            for part in report.parts
        ],
        "basis": plain(report.basis),
    }
