"""The door to DuckDB: the one module that imports it, always with memory bounded and no extension ever fetched."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import duckdb

from pdcycle.errors import PdcycleError

Setting = str | bool | int | float | list[str]

_SETTINGS: dict[str, Setting] = {
    "threads": 1,
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_BULK: dict[str, Setting] = _SETTINGS | {
    "threads": 2,
    # What the process itself, its buffers and the CSV reader take comes on top.
    "memory_limit": "700MB",
    # Rows come in any order: keeping theirs would hold the file in memory.
    "preserve_insertion_order": False,
}


_QUERIES = (duckdb.StatementType.SELECT, duckdb.StatementType.MULTI)
"""What gives rows and changes nothing; PIVOT is of the second kind."""


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """A file is no plain table of the types asked for; the text says where, in DuckDB's words without the row."""


def query(
    tables: Mapping[str, Sequence[Sequence[Any]]],
    columns: Mapping[str, Sequence[tuple[str, str]]],
    texts: Mapping[str, str],
) -> dict[str, tuple[dict[str, Any], ...]]:
    """Run each query over the tables and give its rows as dictionaries.

    `columns` names every table's columns with their SQL types; a table without rows is still there.
    """
    with duckdb.connect(":memory:", config=_SETTINGS) as engine:
        for name, shape in columns.items():
            _fill(engine, name, shape, tables.get(name, ()))
        # A measure may come with somebody else's workspace: it sees these tables and no file of the machine.
        engine.execute("SET enable_external_access = false")
        return {name: _answered(engine, name, text) for name, text in texts.items()}


def _answered(engine: duckdb.DuckDBPyConnection, name: str, text: str) -> tuple[dict[str, Any], ...]:
    try:
        if [one.type in _QUERIES for one in engine.extract_statements(text)] != [True]:
            raise PdcycleError(
                f"the measure `{name}` is not one query",
                f"write one SELECT into measures/{name}.sql; it changes no table",
            )
        return _rows(engine, text)
    except duckdb.Error as problem:
        reason = str(problem).splitlines()[0].partition(": ")[2] or str(problem).splitlines()[0]
        raise PdcycleError(
            f"the measure `{name}` cannot be worked out: {reason}",
            f"correct measures/{name}.sql; `docs/measures.md` has the tables and their columns",
        ) from problem


def write_table(path: Path, shape: Sequence[tuple[str, str]], rows: Sequence[Sequence[Any]]) -> None:
    """One file of these rows in their order, Parquet or CSV by its ending; replaced only when it is whole."""
    beside = path.with_name(f".{path.name}.new")
    form = "FORMAT parquet, COMPRESSION zstd" if path.suffix == ".parquet" else "FORMAT csv, HEADER"
    try:
        with duckdb.connect(":memory:", config=_SETTINGS) as engine:
            _fill(engine, "written", shape, rows)
            engine.execute(f"COPY written TO {literal(str(beside))} ({form})")
        beside.replace(path)
    except (duckdb.IOException, OSError) as problem:
        beside.unlink(missing_ok=True)
        raise PdcycleError(
            f"cannot write {path}", "see whether there is room, and who may write in its folder"
        ) from problem


class Bulk:
    """A store for tables larger than memory: two threads, what does not fit is spilled to a temporary folder."""

    def __init__(self, **settings: Setting) -> None:
        self._spill = tempfile.TemporaryDirectory(prefix="pdcycle-", ignore_cleanup_errors=True)
        config = {**_BULK, "temp_directory": self._spill.name, **settings}
        self._engine = duckdb.connect(":memory:", config=config)
        # It would draw on stdout, where the command's result goes.
        self._engine.execute("SET enable_progress_bar = false")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close()
        self._spill.cleanup()

    def run(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of one query; Unreadable where a file it reads is not what the query takes it for."""
        try:
            return self._engine.execute(text).fetchall()
        except (
            duckdb.InvalidInputException,
            duckdb.ConversionException,
            duckdb.NotImplementedException,
        ) as problem:
            raise Unreadable(_place(str(problem))) from None

    def fill(self, name: str, shape: Sequence[tuple[str, str]], rows: Sequence[Sequence[Any]]) -> None:
        """Make a table of these rows, in place of an earlier one of the name."""
        self._engine.execute(f'DROP TABLE IF EXISTS "{name}"')
        _fill(self._engine, name, shape, rows)


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _place(message: str) -> str:
    """The line DuckDB names and what it says there, without the row, in which people stand."""
    if "Not implemented Error" in message or "Maximum line size" in message:
        return "one of its lines holds more text than a row can"
    line = re.search(r"CSV Error on Line: (\d+)", message)
    if line is not None and "unterminated quote" in message:
        return f"line {line[1]} opens quotes that never close: half a file?"
    kept = [
        line.strip()
        for line in message.splitlines()
        if line.startswith(
            ("Invalid Input Error", "Conversion Error", "Expected Number", "Error when converting")
        )
    ]
    text = "; ".join(kept) or message.splitlines()[0]
    return text.replace("Invalid Input Error: ", "").replace("Conversion Error: ", "").split(" Could not")[0]


def _fill(
    engine: duckdb.DuckDBPyConnection,
    name: str,
    shape: Sequence[tuple[str, str]],
    rows: Sequence[Sequence[Any]],
) -> None:
    declared = ", ".join(f'"{column}" {kind}' for column, kind in shape)
    engine.execute(f'CREATE TABLE "{name}" ({declared})')
    if rows:
        # One list a column: a row at a time is a hundred times slower.
        lists = ", ".join(f"unnest(?::{kind}[])" for _, kind in shape)
        engine.execute(
            f'INSERT INTO "{name}" SELECT {lists}', [list(column) for column in zip(*rows, strict=True)]
        )


def _rows(engine: duckdb.DuckDBPyConnection, text: str) -> tuple[dict[str, Any], ...]:
    found = engine.execute(text)
    names = [column[0] for column in found.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in found.fetchall())
