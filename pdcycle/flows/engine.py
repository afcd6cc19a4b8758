"""The ledger as a file, and measures worked out by an engine elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from pdcycle.duck import query, write_table
from pdcycle.errors import PdcycleError
from pdcycle.progress.columns import COLUMNS
from pdcycle.progress.facts import Facts
from pdcycle.progress.measures import Query
from pdcycle.progress.rows import tables


def ledger_written(facts: Facts, path: Path) -> None:
    """Write the table `evidence` that measures stand on, as Parquet or CSV by the file's ending."""
    if path.suffix not in (".parquet", ".csv"):
        raise PdcycleError(
            f"{path.name} is nothing an engine reads", "call it something.parquet, or something.csv"
        )
    if not path.parent.is_dir():
        raise PdcycleError(f"there is no folder {path.parent}", "make it, or write elsewhere")
    write_table(path, COLUMNS["evidence"], tables(facts)["evidence"])


def engine(address: str | None, ledger: Path | None) -> Query:
    """What works measures out: DuckDB here, or the cluster at the address, which reads the ledger where it lies."""
    if address is None:
        return query
    from pdcycle import spark

    files: Mapping[str, Path] = {"evidence": ledger.resolve()} if ledger else {}
    return partial(spark.query, spark.checked(address), files=files)
