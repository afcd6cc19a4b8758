"""Measures: documented SQL files over versioned tables, run once for all programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from pdcycle import shipped
from pdcycle.duck import query
from pdcycle.errors import PdcycleError
from pdcycle.files import read_bytes
from pdcycle.progress.facts import Facts
from pdcycle.progress.rows import COLUMNS, tables
from pdcycle.progress.suppression import Released


@dataclass(frozen=True, slots=True)
class Cell:
    """A share as two whole numbers, and how many people stand behind it; None where it counts no people."""

    numerator: int
    denominator: int
    people: int | None = None


EMPTY = Cell(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Measures:
    """The rows of every measure by its name, as its file describes them."""

    rows: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    before: Mapping[str, Sequence[Mapping[str, Released]]] = field(default_factory=dict)
    """What was released of each program on earlier days, oldest first."""
    kept: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    """What was worked out of them once and is the same in every report."""

    def of(self, name: str, **where: Any) -> tuple[Mapping[str, Any], ...]:
        """The rows whose columns have these values; None asks for the row of all together."""
        return tuple(
            row
            for row in self.rows.get(name, ())
            if all(row[column] == value for column, value in where.items())
        )

    def cell(self, name: str, **where: Any) -> Cell:
        """The one cell there; nothing counted where there is no such row."""
        found = self.of(name, **where)
        if not found:
            return EMPTY
        row = found[0]
        people = row.get("people")
        return Cell(
            int(row["numerator"] or 0), int(row["denominator"] or 0), None if people is None else int(people)
        )


def texts(own: Path | None = None) -> dict[str, str]:
    """The SQL of every measure by name: the shipped ones, and over them a workspace's own folder."""
    found: dict[str, str] = {}
    for folder in (shipped.data("measures"), own):
        if folder is not None and folder.is_dir():
            for path in sorted(folder.glob("*.sql")):
                found[path.stem] = _text(path)
    return found


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise PdcycleError(f"measures/{path.name} is not UTF-8 text", "save it as UTF-8") from problem


Query = Callable[..., Mapping[str, tuple[dict[str, Any], ...]]]
"""What runs texts over tables: DuckDB's `query`, or a cluster's."""


def measure(facts: Facts, sql: Mapping[str, str] | None = None, ask: Query = query) -> Measures:
    """Run all measures over these facts."""
    rows = ask(tables(facts), COLUMNS, sql if sql is not None else texts())
    for name, found in rows.items():
        for row in found:
            _check(name, row)
    return Measures(rows)


def _check(name: str, row: Mapping[str, Any]) -> None:
    """Refuse a share that is not of whole numbers: rounded in silence it would be another figure."""
    for column in ("numerator", "denominator", "people"):
        value = row.get(column)
        if value is not None and not (isinstance(value, int | float | Decimal) and value % 1 == 0):
            raise PdcycleError(
                f"the measure `{name}` gives {value} as its {column}, which is no whole number",
                f"count in measures/{name}.sql, and leave the division to the report",
            )
