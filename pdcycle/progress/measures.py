"""Measures: documented SQL files over versioned tables, run once for all programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pdcycle import shipped
from pdcycle.duck import query
from pdcycle.progress.facts import Facts
from pdcycle.progress.rows import COLUMNS, tables


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
        return Cell(int(row["numerator"]), int(row["denominator"]), None if people is None else int(people))


def texts(own: Path | None = None) -> dict[str, str]:
    """The SQL of every measure by name: the shipped ones, and over them a workspace's own folder."""
    found: dict[str, str] = {}
    for folder in (shipped.data("measures"), own):
        if folder is not None and folder.is_dir():
            for path in sorted(folder.glob("*.sql")):
                found[path.stem] = path.read_text(encoding="utf-8")
    return found


Query = Callable[..., Mapping[str, tuple[dict[str, Any], ...]]]
"""What runs texts over tables: DuckDB's `query`, or a cluster's."""


def measure(facts: Facts, sql: Mapping[str, str] | None = None, ask: Query = query) -> Measures:
    """Run all measures over these facts."""
    return Measures(ask(tables(facts), COLUMNS, sql if sql is not None else texts()))
