"""Rows of a bundle's files: only the columns asked for are ever kept, passwords never."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pdcycle.errors import PdcycleError
from pdcycle.imports.bundle import Bundle
from pdcycle.tables import NotText, detect

SECRET = frozenset({"password", "username"})
"""Columns that are neither read nor looked at."""
GONE = frozenset({"tobedeleted", "inactive"})


@dataclass(slots=True)
class Usage:
    """What was taken of one file and what was not: rows by reason, columns by name."""

    file: str
    rows: int = 0
    taken: int = 0
    left: dict[str, int] = field(default_factory=dict)
    columns: tuple[str, ...] = ()

    def leave(self, why: str) -> None:
        """Count a row that is not taken."""
        self.left[why] = self.left.get(why, 0) + 1


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its line, and the cells asked for, by column."""

    line: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        """The cell without the space around it; empty where the column is not there."""
        return self.cells.get(name, "")

    def many(self, name: str) -> tuple[str, ...]:
        """Values joined by commas in one cell."""
        return tuple(part.strip() for part in self.get(name).split(",") if part.strip())


def records(bundle: Bundle, name: str, columns: tuple[str, ...], usage: list[Usage]) -> Iterator[Record]:
    """The rows of a file that are not deleted, with these columns; none where the file is absent."""
    opened = bundle.files.get(name.casefold())
    if opened is None:
        return
    with opened() as stream:
        encoding = detect(stream)
    if isinstance(encoding, NotText):
        raise PdcycleError(f"{name} is {encoding.what}, not a table", "export the bundle again")
    used = Usage(name)
    usage.append(used)
    with (
        opened() as raw,
        io.TextIOWrapper(raw, encoding=encoding.codec, errors="replace", newline="") as text,
    ):
        reader = csv.reader(text, skipinitialspace=True)
        try:
            yield from _rows(reader, columns, used)
        except csv.Error as problem:
            raise PdcycleError(
                f"{name} cannot be read after line {reader.line_num}", "export it again"
            ) from problem


def _rows(reader: Iterator[list[str]], columns: tuple[str, ...], used: Usage) -> Iterator[Record]:
    header = [cell.strip().removeprefix("\ufeff") for cell in next(reader, [])]
    wanted = {column.casefold(): column for column in (*columns, "sourcedId", "status")}
    places = [(at, wanted[cell.casefold()]) for at, cell in enumerate(header) if cell.casefold() in wanted]
    used.columns = tuple(cell for cell in header if cell and cell.casefold() not in wanted)
    line = getattr(reader, "line_num", 1) + 1
    for cells in reader:
        start, line = line, getattr(reader, "line_num", line) + 1
        kept = {column: cells[at].strip() for at, column in places if at < len(cells)}
        blank = not any(cells)
        cells.clear()
        if blank:
            continue
        used.rows += 1
        if kept.get("status", "").casefold() in GONE:
            used.leave(f"status {kept['status']}")
            continue
        yield Record(start, kept)
