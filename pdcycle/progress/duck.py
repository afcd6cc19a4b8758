"""The one door to DuckDB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

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
        return {name: _rows(engine, text) for name, text in texts.items()}


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
