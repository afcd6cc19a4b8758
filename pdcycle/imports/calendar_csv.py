"""A district's calendar as a spreadsheet: a title and a date a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pdcycle.errors import PdcycleError
from pdcycle.imports.published import Aside, Entry, Published
from pdcycle.imports.words import Words
from pdcycle.tables import NotText, Row, Sheet, Table, normalised, open_sheet, table_at
from pdcycle.tables.moments import MONTH_FIRST, order_of, read_moment


def read_calendar_csv(data: bytes, file: str, words: Words) -> Published:
    """The rows of a file; its columns are found by their names, and an end date is the last day, in."""
    sheet = open_sheet(data, file)
    if isinstance(sheet, NotText):
        raise PdcycleError(f"{file} is {sheet.what}, not a table", "save it as .csv, or download the .ics")
    table, columns = _header(sheet, words)
    rows = list(table.rows())
    dated = [_cell(row, columns, name) for row in rows for name in ("start", "end")]
    order = order_of(dated)
    notes = []
    if order is None and any("/" in cell for cell in dated):
        notes.append("no date tells day and month apart, so the month was taken to come first")
    entries: list[Entry] = []
    aside: list[Aside] = []
    for row in rows:
        if any(cell.strip() for cell in row.cells):
            made = _entry(row, columns, order or MONTH_FIRST)
            (entries if isinstance(made, Entry) else aside).append(made)  # type: ignore[arg-type]
    if table.reading.broken is not None:
        aside.append(Aside(table.reading.broken.line, "", "the rows from here on cannot be read (quotes)"))
    entries.sort(key=lambda entry: (entry.first, entry.last, entry.line))
    text = " ".join(table.preamble.values())
    return Published(
        file,
        "",
        tuple(entries),
        tuple(aside),
        tuple(notes),
        text,
        data.decode(sheet.encoding.codec, errors="replace"),
    )


def _header(sheet: Sheet, words: Words) -> tuple[Table, dict[str, int]]:
    for index, row in enumerate(sheet.head):
        names = [normalised(cell) for cell in row.cells]
        columns = {
            field: names.index(name)
            for field, known in words.columns.items()
            if (name := next((one for one in known if one in names), None)) is not None
        }
        if "title" in columns and "start" in columns:
            return table_at(sheet, index), columns
    raise PdcycleError(
        f"{sheet.file} has no columns for a title and a date",
        "call them `Subject` and `Start Date` (and `End Date`, `Description`)",
    )


def _cell(row: Row, columns: Mapping[str, int], field: str) -> str:
    at = columns.get(field)
    return row.cells[at].strip() if at is not None and at < len(row.cells) else ""


def _entry(row: Row, columns: Mapping[str, int], order: str) -> Entry | Aside:
    title = " ".join(_cell(row, columns, "title").split())
    first = _date(_cell(row, columns, "start"), order)
    last = _date(_cell(row, columns, "end"), order) if _cell(row, columns, "end") else first
    if first is None or last is None:
        return Aside(row.line, title, "it has no date that can be read")
    if last < first:
        return Aside(row.line, title, f"it ends on {last}, before it starts on {first}")
    clock = read_moment(f"2000-01-01 {_cell(row, columns, 'time')}") if _cell(row, columns, "time") else ""
    return Entry(
        row.line, title, first, last, _cell(row, columns, "about"),
        tuple(kind for kind in (_cell(row, columns, "kind"),) if kind),
        _cell(row, columns, "audience"), _cell(row, columns, "weekday"),
        None if isinstance(clock, str) or not clock.timed else clock.at.time(),
    )  # fmt: skip


def _date(text: str, order: str) -> date | None:
    found = read_moment(text, order)
    return None if isinstance(found, str) else found.at.date()
