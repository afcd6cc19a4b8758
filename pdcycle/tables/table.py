"""A sheet with its header found: columns, the lines before them, and the rows after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pdcycle.tables.header import Column, columns, duplicates, normalised
from pdcycle.tables.sheet import Reading, Row, Sheet

_SECTION = re.compile(r"\d+\. \S")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header.

    `preamble` holds the names and values found before the header, by normalised name; `notes` every header
    row below the first, as raw text; rows are padded to the header's width and keep cells beyond it.
    """

    file: str
    encoding: str
    delimiter: str
    header_line: int
    columns: tuple[Column, ...]
    preamble: Mapping[str, str]
    notes: tuple[str, ...]
    reading: Reading
    _sheet: Sheet = field(repr=False, compare=False)
    _header: tuple[Row, ...] = field(repr=False, compare=False)

    @property
    def duplicates(self) -> tuple[str, ...]:
        """Names that several columns share."""
        return duplicates(self.columns)

    def rows(self) -> Iterator[Row]:
        """The rows, each time from the first; those of a numbered section end where the next begins."""
        width, last = len(self.columns), self._header[-1].line
        self.reading.reset()
        for row in self._sheet.records(self.reading):
            if row.line <= last:
                continue
            cells = row.cells
            missing = width - len(cells)
            if missing > 0:
                if len(cells) == 1 and _SECTION.match(cells[0]) and width > 1:
                    return
                cells.extend([""] * missing)
                self.reading.short = row.line
            elif missing < 0 and not any(cells[width:]):
                del cells[width:]
            yield row

    def is_header(self, row: Row) -> bool:
        """Whether the row is the header again, as in exports put one after the other."""
        cells = row.cells
        for header in self._header:
            names = header.cells
            if cells[0] == names[0] and cells[: len(names)] == names:
                return True
        return False


def table_at(sheet: Sheet, index: int, *, header_rows: int = 1, merged: bool = False) -> Table:
    """The table whose header begins at this record of the sheet's head."""
    header = sheet.head[index : index + header_rows]
    return Table(
        file=sheet.file,
        encoding=sheet.encoding.name,
        delimiter=sheet.delimiter,
        header_line=header[0].line,
        columns=columns([row.cells for row in header], merged=merged),
        preamble=_preamble(sheet.head[:index]),
        notes=tuple(cell for row in header[1:] for cell in row.cells),
        reading=Reading(),
        _sheet=sheet,
        _header=header,
    )


def header_by_names(sheet: Sheet, needed: tuple[str, ...]) -> int | None:
    """The first record of the head that holds all these names; None where there is none."""
    wanted = {normalised(name) for name in needed}
    for index, row in enumerate(sheet.head):
        if wanted <= {normalised(cell) for cell in row.cells}:
            return index
    return None


def _preamble(rows: tuple[Row, ...]) -> dict[str, str]:
    """Names over values in two records of a kind, or a name and its value beside each other."""
    found: dict[str, str] = {}
    for above, below in zip(rows, (*rows[1:], None), strict=False):
        cells = [cell.strip() for cell in above.cells]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) == 2:
            found.setdefault(normalised(cells[0]), cells[1])
        if len(cells) > 1 and below is not None:
            for name, value in zip(cells, below.cells, strict=False):
                found.setdefault(normalised(name), value.strip())
    return found
