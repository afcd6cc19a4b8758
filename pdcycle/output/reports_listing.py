"""One measure's table in any format."""

from __future__ import annotations

import json
from datetime import date

from pdcycle.output.reports_basis import measured
from pdcycle.output.tables import Block, Cell, Grid, Marked, csv_text, markdown, terminal
from pdcycle.progress.listing import Listing, Value
from pdcycle.progress.privacy import Shown


def listing_text(found: Listing, form: str, width: int) -> str:
    """The table as `text`, `markdown`, `csv` or `json`."""
    if form == "json":
        return _json(found)
    if form == "csv":
        return csv_text(_grid(found))
    block = listing_block(found)
    return markdown([block]) if form == "markdown" else terminal([block], width)


def listing_block(found: Listing) -> Block:
    """The table under its heading, with what it counts and assumes."""
    title, _, about = found.about.partition(": ")
    lines = [f"{about[:1].upper()}{about[1:]}" if about else "", *found.notes]
    if not found.rows:
        lines.append("There is nothing to count.")
    return Block(title, tuple(Marked(line) for line in lines if line), _grid(found))


def _grid(found: Listing) -> Grid:
    rows = tuple(tuple(_cell(value) for value in row) for row in found.rows)
    numbers = {
        at
        for at, _ in enumerate(found.columns)
        if any(isinstance(row[at], int | Shown) and not isinstance(row[at], bool) for row in found.rows)
    }
    heads = tuple(name.replace("_", " ") for name in found.columns)
    if found.numbers:
        rows = tuple((*row, number) for row, number in zip(rows, found.numbers, strict=True))
        heads, numbers = (*heads, "figure"), {*numbers, len(heads)}
    return Grid(heads, rows, frozenset(numbers))


def _cell(value: Value) -> Cell:
    if isinstance(value, Shown):
        return measured(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "all" if value is None else value


def _json(found: Listing) -> str:
    rows = [
        {name: _plain(value) for name, value in zip(found.columns, row, strict=True)} for row in found.rows
    ]
    for row, number in zip(rows, found.numbers, strict=False):
        row["figure"] = number
    whole = {
        "version": 1, "measure": found.measure, "about": found.about, "rows": rows, "notes": found.notes,
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _plain(value: Value) -> object:
    if isinstance(value, Shown):
        return {"numerator": value.numerator, "denominator": value.denominator}
    return value.isoformat() if isinstance(value, date) else value
