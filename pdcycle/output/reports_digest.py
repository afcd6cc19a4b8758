"""A digest as blocks of text, and as one table of everything it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from pdcycle import wording
from pdcycle.output.reports_basis import basis_block, figure, measured, reference
from pdcycle.output.tables import Block, Cell, Figure, Grid, Marked
from pdcycle.progress.digest import KINDS, Amount, Code, Digest, Line, Part, Value
from pdcycle.progress.figures import number_of, numbered
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
    lines = (*map(_line, part.lines), *listed, *map(_line, part.notes), *prompts)
    return Block(part.heading, lines, _grid(part) if part.rows else None)


def _line(line: Line) -> str:
    """A sentence with its figures' numbers, and what is to be typed marked."""
    if isinstance(line, str):
        return line
    words = (f"`{one.text}`" if isinstance(one, Code) else _inside(one) for one in line.parts)
    said = "".join(words)
    return Marked(said) if any(isinstance(one, Code) for one in line.parts) else said


def _inside(one: str | Shown) -> str:
    return figure(one) if isinstance(one, Shown) else one


def _grid(part: Part) -> Grid:
    rows = tuple(tuple(_cell(value) for value in row) for row in part.rows)
    return Grid(part.columns, rows, part.numbers)


def _cell(value: Value) -> Cell:
    if isinstance(value, Shown):
        return measured(value)
    if isinstance(value, Amount):
        return Figure(f"{value.count}{reference(value.number)}", value.count)
    return wording.day(value) if isinstance(value, date) else value


def digest_grid(report: Digest) -> Grid:
    """Every value of every part in a row of its own: the part, the line, what it is, its two numbers and its words."""
    told = [(row, number) for part in report.parts for row, number in _long(part)]
    heads = ("Part", "Line", "What", "Done", "Of", "Says")
    if not numbered(report):
        return Grid(heads, tuple(row for row, _ in told), frozenset({3, 4}))
    return Grid((*heads, "Figure"), tuple((*row, number) for row, number in told), frozenset({3, 4, 6}))


def _long(part: Part) -> Iterator[tuple[tuple[Cell, ...], int | None]]:
    """Its rows, each with the number of its figure where it has one."""
    for line in (*part.lines, *part.notes):
        asked = [] if isinstance(line, str) else [number_of(one) for one in line.parts]
        yield (part.heading, "", "", None, None, str(line)), next((one for one in asked if one), None)
    for row in part.rows:
        names = _names(part.columns, row)
        for at in range(names, len(row)):
            value = row[at]
            name = ", ".join(_said(one) for one in row[:names])
            if value not in (None, ""):
                first = part.heading, name, part.columns[at]
                yield (*first, *_counts(value), _said(value)), number_of(value)
    for title in part.listed:
        yield (part.heading, "", "Title", None, None, title), None


def _counts(value: Value) -> tuple[int | None, int | None]:
    if isinstance(value, Shown):
        return value.numerator, value.denominator
    if isinstance(value, Amount):
        return value.count, None
    return value if isinstance(value, int) else None, None


def _names(columns: Sequence[str], row: Sequence[Value]) -> int:
    """How many columns at the front name the line: the first, and the words after it while no figure came."""
    end = 1
    while end < len(columns) - 1 and isinstance(row[end], str) and end < 2:
        end += 1
    return end


def _said(value: Value) -> str:
    if isinstance(value, Shown):
        return value.text
    if isinstance(value, Amount):
        return str(value.count)
    return value.isoformat() if isinstance(value, date) else str("" if value is None else value)


def _simple(value: Value, plain: Callable[[Any], Any]) -> Any:
    """A count with its number as its two numbers; everything else as reports have it."""
    return {"count": value.count, "number": value.number} if isinstance(value, Amount) else plain(value)


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
                "lines": [str(line) for line in part.lines],
                "columns": list(part.columns),
                "rows": [[_simple(value, plain) for value in row] for row in part.rows],
                "listed": list(part.listed),
                "notes": [str(line) for line in part.notes],
                "prompts": list(part.prompts),
            }
            for part in report.parts
        ],
        "basis": plain(report.basis),
    }
