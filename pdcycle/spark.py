"""The door to Spark: the one module that speaks to a cluster, over Spark Connect, and needs the extra `spark`."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pdcycle.errors import PdcycleError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

READ = (".parquet", ".csv")
"""The files a cluster reads itself."""

_KINDS = {
    "VARCHAR": "string",
    "INTEGER": "int",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "BIGINT": "bigint",
    "DOUBLE": "double",
    "TIMESTAMP": "timestamp",
}


def checked(address: str) -> str:
    """The address of an engine, refused where it is not one of Spark Connect."""
    if not address.startswith("sc://") or not address.removeprefix("sc://").strip("/"):
        raise PdcycleError(
            f"'{address}' is no engine", "write it as sc://host:15002, the address of a Spark Connect server"
        )
    return address


class Refused(Exception):  # noqa: N818 - it says what the engine did
    """An engine could not answer; `kind` is its own name for why, without the row it was at, in which people stand."""

    def __init__(self, problem: Exception) -> None:
        super().__init__(str(problem))
        named = re.search(r"\[([A-Z][A-Z0-9_.]+)\]", str(problem))
        self.kind = named.group(1) if named else type(problem).__name__


class Cluster:
    """An engine that reads a file where it lies and answers with groups of its rows."""

    def __init__(self, address: str) -> None:
        self._session = _session(checked(address))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.stop()

    def read(self, name: str, path: Path, shape: Sequence[tuple[str, str]], delimiter: str) -> None:
        """A CSV file with a header as a view; a row of another length or a cell of another type refuses the query."""
        reader = self._session.read.schema(_schema(shape))
        options = {
            "header": "true",
            "sep": delimiter,
            "quote": '"',
            "escape": '"',
            "mode": "FAILFAST",
            "dateFormat": "yyyy-MM-dd",
            # Cells that are not asked for are read too, or a row cut in two would pass for one.
            "columnPruning": "false",
        }
        for option, value in options.items():
            reader = reader.option(option, value)
        reader.csv(str(path.resolve())).createOrReplaceTempView(name)

    def send(self, name: str, shape: Sequence[tuple[str, str]], rows: Sequence[Sequence[Any]]) -> None:
        """A small table made of rows from here."""
        sent = [tuple(row) for row in rows]
        self._session.createDataFrame(sent, _schema(shape)).createOrReplaceTempView(name)

    def run(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of one query; Refused where the engine cannot answer it."""
        try:
            return [tuple(row) for row in self._session.sql(text).collect()]
        except Exception as problem:
            raise Refused(problem) from problem


def _schema(shape: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"`{column}` {_KINDS[kind]}" for column, kind in shape)


def query(
    address: str,
    tables: Mapping[str, Sequence[Sequence[Any]]],
    columns: Mapping[str, Sequence[tuple[str, str]]],
    texts: Mapping[str, str],
    files: Mapping[str, Path] | None = None,
) -> dict[str, tuple[dict[str, Any], ...]]:
    """What `pdcycle.duck.query` gives, worked out by the engine at this address.

    `files` are tables the engine reads itself, Parquet or clean CSV where it sees them; the others are sent to it.
    """
    session = _session(checked(address))
    try:
        for name, shape in columns.items():
            file = (files or {}).get(name)
            schema = _schema(shape)
            if file is None:
                rows = [tuple(row) for row in tables.get(name, ())]
                session.createDataFrame(rows, schema).createOrReplaceTempView(name)
            else:
                _there(session, name, file, shape, schema)
        return {name: _answered(session, name, text) for name, text in texts.items()}
    finally:
        session.stop()


def _session(address: str) -> SparkSession:
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - the extra is asked for with --engine alone
    except ImportError:
        raise PdcycleError(
            "an engine needs the extra `spark`, which is not installed", "install `pdcycle[spark]`"
        ) from None
    try:
        return SparkSession.builder.remote(address).getOrCreate()
    except Exception as problem:
        raise PdcycleError(
            f"no engine answers at {address}", "start it, or correct the address; docs/scale.md shows both"
        ) from problem


def _there(
    session: SparkSession, name: str, file: Path, shape: Sequence[tuple[str, str]], schema: str
) -> None:
    if file.suffix == ".parquet":
        session.read.parquet(str(file)).createOrReplaceTempView(name)
        return
    if file.suffix != ".csv":
        raise PdcycleError(
            f"{file.name} is nothing an engine reads", f"write the ledger as {' or '.join(READ)}"
        )
    with file.open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream), [])
    if header != [column for column, _ in shape]:
        raise PdcycleError(f"{file.name} does not have the columns of `{name}`", "write it with --ledger")
    reader = session.read.schema(schema).option("header", "true").option("escape", '"')
    reader.csv(str(file)).createOrReplaceTempView(name)


def _answered(session: SparkSession, name: str, text: str) -> tuple[dict[str, Any], ...]:
    try:
        return tuple(row.asDict() for row in session.sql(text).collect())
    except Exception as problem:
        reason = str(problem).splitlines()[0]
        raise PdcycleError(
            f"the measure `{name}` cannot be worked out there: {reason}",
            f"keep measures/{name}.sql to the SQL that both engines take; `docs/scale.md` says which",
        ) from problem


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with numbers and days as DuckDB gives them, for comparing."""
    return {
        key: value if value is None or isinstance(value, str | bool | date) else int(value)
        for key, value in row.items()
    }
