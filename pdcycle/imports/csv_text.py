"""A CSV file somebody keeps: rows that do not change keep their bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_BOM = "\ufeff"


@dataclass(slots=True)
class KeptRow:
    """A row as it was written, its line, and its cells by column; `changed` where cells are no longer its text."""

    raw: str
    line: int
    cells: dict[str, str]
    extra: tuple[str, ...] = ()
    changed: bool = False

    def get(self, name: str) -> str:
        """The cell without the space around it."""
        return self.cells.get(name, "").strip()

    def put(self, name: str, value: str) -> bool:
        """Set a cell; whether that changed anything."""
        if self.get(name) == value:
            return False
        self.cells[name] = value
        self.changed = True
        return True


@dataclass(slots=True)
class KeptTable:
    """The rows of a file in their order, and how it is written; `columns` are names made alike."""

    columns: list[str]
    rows: list[KeptRow] = field(default_factory=list)
    header: str = ""
    delimiter: str = ","
    end: str = "\n"
    codec: str = "utf-8"
    grown: bool = False

    def need(self, column: str) -> None:
        """Have a column, behind the others where it is new."""
        if column not in self.columns:
            self.columns.append(column)
            self.grown = True

    def add(self, cells: Mapping[str, str]) -> None:
        """Put a row behind the others."""
        self.rows.append(KeptRow("", 0, dict(cells), changed=True))

    def content(self) -> bytes:
        """The file's bytes."""
        parts = [self._header()]
        for row in self.rows:
            if not row.cells and not row.changed:
                parts.append(row.raw)
            elif row.changed or self.grown:
                parts.append(self._line([row.cells.get(name, "") for name in self.columns] + list(row.extra)))
            else:
                parts.append(row.raw)
        text = "".join(part if part.endswith(("\n", "\r")) else part + self.end for part in parts if part)
        try:
            return text.encode(self.codec)
        except UnicodeEncodeError:
            return text.encode()

    def _header(self) -> str:
        if not self.header:
            return self._line(self.columns)
        if not self.grown:
            return self.header
        known = self._count
        new = self._line(self.columns[known:]).rstrip("\r\n")
        return self.header.rstrip("\r\n") + self.delimiter + new + self.end

    @property
    def _count(self) -> int:
        return len(next(csv.reader(io.StringIO(self.header.removeprefix(_BOM)), delimiter=self.delimiter)))

    def _line(self, cells: Sequence[str]) -> str:
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter, lineterminator=self.end).writerow(cells)
        return text.getvalue()


def kept_table(data: bytes | None, columns: Sequence[str]) -> KeptTable:
    """The table in a file's bytes; an empty one with these columns where there is no file."""
    if data is None or not data.strip():
        return KeptTable(list(columns))
    codec, text = _decoded(data)
    head = text.split("\n", 1)[0]
    table = KeptTable(
        [], delimiter=max(",;\t", key=head.count), end="\r\n" if head.endswith("\r") else "\n", codec=codec
    )
    for line, raw, cells in _records(text, table.delimiter):
        if not table.header and any(cell.strip() for cell in cells):
            table.header = raw
            table.columns = [_alike(cell) for cell in cells]
        elif not any(cell.strip() for cell in cells):
            table.rows.append(KeptRow(raw, line, {}))
        else:
            width = len(table.columns)
            table.rows.append(
                KeptRow(raw, line, dict(zip(table.columns, cells, strict=False)), tuple(cells[width:]))
            )
    return table


def _alike(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.removeprefix(_BOM).strip().lower())


def _decoded(data: bytes) -> tuple[str, str]:
    for codec in ("utf-8", "cp1252"):
        try:
            return codec, data.decode(codec)
        except UnicodeDecodeError:
            continue
    return "latin-1", data.decode("latin-1")


def _records(text: str, delimiter: str) -> Iterator[tuple[int, str, list[str]]]:
    """Each record with its first line and its own text."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    reader = csv.reader(lines(), delimiter=delimiter)
    start = 1
    for cells in reader:
        yield start, "".join(taken), cells
        start += len(taken)
        taken.clear()
