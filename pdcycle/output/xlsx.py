"""Tables as a workbook: numbers and dates as such, text as text. Needs the extra `xlsx` (XlsxWriter)."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pdcycle.output.tables import Cell, Figure, Grid, disarmed

_LONGEST = 32_767
"""Characters of a cell that a spreadsheet takes."""
_WIDEST = 60
"""How wide a column may be, in characters; longer text is wrapped."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_EARLIEST = date(1900, 3, 1)
"""Before it spreadsheets disagree about the calendar."""

_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_STYLES: Mapping[str, Mapping[str, object]] = {
    "head": {"bold": True, "text_wrap": True, "bottom": 1},
    "text": {"text_wrap": True},
    # Edited by hand, such a cell stays text: it is never typed anew as a formula.
    "armed": {"text_wrap": True, "quote_prefix": True},
    "count": {"num_format": "#,##0"},
    "share": {"num_format": "0%"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
}


Value = Cell | Fraction


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, and the table that begins in its first row."""

    name: str
    grid: Grid


def workbook(sheets: Sequence[Sheet], title: str, day: date) -> bytes:
    """The sheets as one .xlsx; `day` stands in for when it was made, so that the same figures are the same bytes."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, **_SAFE})
    book.set_properties({"title": _cut(title, 255), "created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001 - no clock, no zone
    styles = {name: book.add_format(dict(how, valign="top")) for name, how in _STYLES.items()}
    taken: set[str] = set()
    for sheet in sheets:
        _fill(book.add_worksheet(_name(sheet.name, taken)), sheet.grid, styles)
    book.close()
    return out.getvalue()


def _fill(page: Worksheet, grid: Grid, styles: Mapping[str, Format]) -> None:
    heads, rows = _split(grid)
    for at, head in enumerate(heads):
        page.write_string(0, at, _cut(head), styles["head"])
    for row, cells in enumerate(rows, 1):
        for at, cell in enumerate(cells):
            _put(page, row, at, cell, styles)
    page.freeze_panes(1, 0)
    for at, head in enumerate(heads):
        longest = max((len(_said(cells[at])) for cells in rows), default=0)
        page.set_column(at, at, min(max(longest, min(len(head), 18)) + 2, _WIDEST))
    if heads:
        page.autofilter(0, 0, len(rows), len(heads) - 1)


def _put(page: Worksheet, row: int, at: int, cell: Value, styles: Mapping[str, Format]) -> None:
    if cell is None:
        return
    if isinstance(cell, Fraction):
        page.write_number(row, at, float(cell), styles["share"])
    elif isinstance(cell, int):
        page.write_number(row, at, int(cell), styles["count"])
    elif isinstance(cell, date) and cell >= _EARLIEST:
        page.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), styles["day"])  # noqa: DTZ001 - a day, no moment
    else:
        text = _said(cell)
        page.write_string(row, at, _cut(text), styles["text" if disarmed(text) == text else "armed"])


def _said(cell: Value) -> str:
    if isinstance(cell, Fraction):
        return "100%"
    return "" if cell is None else str(cell)


def _cut(text: str, longest: int = _LONGEST) -> str:
    """The text, with an ellipsis where a spreadsheet takes no more."""
    return text if len(text) <= longest else text[: longest - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _split(grid: Grid) -> tuple[list[str], list[tuple[Value, ...]]]:
    """Every share as three columns: what was done, of how many, and the share; a mark stands in all three.

    A count that is a figure, so that it can be asked where it comes from, stays the number that it is.
    """
    shares = {at for at, _ in enumerate(grid.columns) if any(_is_share(row[at]) for row in grid.rows)}
    heads: list[str] = []
    for at, head in enumerate(grid.columns):
        heads += [head, f"{head}: of", f"{head}: share"] if at in shares else [head]
    rows = [
        tuple(
            value
            for at, cell in enumerate(row)
            for value in (_parts(cell) if at in shares else (_count(cell),))
        )
        for row in grid.rows
    ]
    return heads, rows


def _is_share(cell: Cell) -> bool:
    return isinstance(cell, Figure) and (cell.numerator is None or cell.denominator is not None)


def _count(cell: Cell) -> Cell:
    return cell.numerator if isinstance(cell, Figure) else cell


def _parts(cell: Cell) -> tuple[Value, Value, Value]:
    if not isinstance(cell, Figure):
        return (cell, None, None)
    if cell.numerator is None or cell.denominator is None:
        return (cell.said, cell.said, cell.said)
    share = Fraction(cell.numerator, cell.denominator) if cell.denominator else None
    return (cell.numerator, cell.denominator, share)


def _name(wanted: str, taken: set[str]) -> str:
    """A sheet's name: 31 characters, none a spreadsheet forbids, none twice whatever its case."""
    plain = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("'") or "Sheet"
    plain = f"{plain}s" if plain.casefold() == "history" else plain
    name, number = plain[:31].rstrip(" '"), 1
    while name.casefold() in taken:
        number += 1
        tail = f" {number}"
        name = plain[: 31 - len(tail)].rstrip(" '") + tail
    taken.add(name.casefold())
    return name
