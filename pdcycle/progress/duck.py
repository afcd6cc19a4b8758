"""The one door to DuckDB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from pdcycle.errors import PdcycleError

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


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
        return {name: _answered(engine, name, text) for name, text in texts.items()}


def _answered(engine: duckdb.DuckDBPyConnection, name: str, text: str) -> tuple[dict[str, Any], ...]:
    try:
        return _rows(engine, text)
    except duckdb.Error as problem:
        reason = str(problem).splitlines()[0].partition(": ")[2] or str(problem).splitlines()[0]
        raise PdcycleError(
            f"the measure `{name}` cannot be worked out: {reason}",
            f"correct measures/{name}.sql; `docs/measures.md` has the tables and their columns",
        ) from problem


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
