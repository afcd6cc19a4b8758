"""The workspace's own CSV files: a header in line 1, a row a line, names of ours."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pdcycle.diagnostics import Diagnostic, Position, Span, error, warning
from pdcycle.errors import PdcycleError
from pdcycle.files import read_bytes
from pdcycle.model.near import near

OFF_BY_A_LETTER = 85.0
"""How like a known column a name must be; `mentor_id` is one of the workspace's own, `school` a slip."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it starts in, and its cells by column."""

    line: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        """The cell, empty where the column is not there."""
        return self.cells.get(name, "")

    def many(self, name: str) -> tuple[str, ...]:
        """The cell's several values, written with `;` or `|` between them."""
        return tuple(part.strip() for part in re.split(r"[;|]", self.get(name)) if part.strip())


def at(file: str, line: int) -> Span:
    """The start of a line."""
    return Span(file, Position(line, 1), Position(line, 2))


def read_rows(
    path: Path, file: str, needed: tuple[str, ...], known: tuple[str, ...], found: list[Diagnostic]
) -> list[Row]:
    """The rows of one file; columns of other names are the workspace's own and are left alone.

    One that is a letter or two off a known column (`school`) is said and read as that. A missing file has no
    rows. Spreadsheets' byte-order marks, semicolons and cp1252 are read as they come.
    """
    if not path.is_file():
        return []
    try:
        text = _decoded(read_bytes(path))
    except PdcycleError as problem:
        found.append(error("PD301", problem.message, at(file, 1), help="check who may read the file"))
        return []
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    columns: list[str] = []
    line = 1
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in cells]
                if not _header(columns, file, needed, known, found):
                    return []
                columns = _meant(columns, file, known, found)
                continue
            rows.append(Row(start, dict(zip(columns, (cell.strip() for cell in cells), strict=False))))
    except csv.Error as problem:
        found.append(_unreadable(problem, at(file, line)))
    return rows


def _unreadable(problem: csv.Error, place: Span) -> Diagnostic:
    if "unexpected end" in str(problem):
        mend = 'close it with another `"`, or delete it'
        return error("PD338", "a quote in this row is never closed", place, help=mend)
    mend = 'inside a quoted cell a quote is written twice: `""`'
    return error("PD338", f"the rows cannot be read from here: {problem}", place, help=mend)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _meant(columns: list[str], file: str, known: tuple[str, ...], found: list[Diagnostic]) -> list[str]:
    """The columns with what is only misspelled put right, each said."""
    meant = list(columns)
    for at_column, name in enumerate(columns):
        free = [other for other in known if other not in meant]
        guess = near(name, free, OFF_BY_A_LETTER) if name and name not in known else None
        if guess:
            meant[at_column] = guess
            message = f"the column `{name}` is read as `{guess}`"
            found.append(warning("PD330", message, at(file, 1), help=f"rename it to `{guess}`"))
    return meant


def _header(
    columns: list[str], file: str, needed: tuple[str, ...], known: tuple[str, ...], found: list[Diagnostic]
) -> bool:
    missing = [name for name in needed if name not in columns]
    for name in missing:
        guess = near(name, columns)
        found.append(
            error(
                "PD339",
                f"there is no column `{name}`",
                at(file, 1),
                help=f"is it the one called `{guess}`? rename that"
                if guess
                else f"the columns are {', '.join(known)}",
            )
        )
    return not missing
