"""Figures as an audience gets them: shown with their numbers, or hidden with the reason in words.

What is hidden for the sake of what follows from the rest is settled in `protection`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from pdcycle.model.audience import Audience
from pdcycle.progress.facts import DASH
from pdcycle.progress.measures import Cell
from pdcycle.progress.protection import protect
from pdcycle.progress.suppression import Hidden, Table, Tally, Tie, at, completed, conspicuous, mark

__all__ = ["NOTHING", "Audience", "Hidden", "Origin", "Shown", "shown", "shown_column", "tally_of"]


@dataclass(frozen=True, slots=True)
class Origin:
    """The measure a figure is of, and which of its rows: `where` gives columns and values, None for all together."""

    measure: str
    where: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as an audience gets it; what is hidden carries no numbers at all."""

    numerator: int | None
    denominator: int | None
    hidden: Hidden | None = None
    floor: int = 0
    number: int | None = field(default=None, compare=False)
    """What `--explain` calls it, for who may see people."""
    origin: Origin | None = field(default=None, compare=False)

    @property
    def share(self) -> Fraction | None:
        """The value; None where it is hidden or nothing is counted."""
        if self.hidden or not self.denominator or self.numerator is None:
            return None
        return Fraction(self.numerator, self.denominator)

    @property
    def text(self) -> str:
        """What people read: `12 of 14`, `fewer than 5`, `not shown`, or a dash where nothing is counted."""
        if self.hidden is not None:
            return self.hidden.words(self.floor)
        return f"{self.numerator} of {self.denominator}" if self.denominator else DASH


NOTHING = Shown(0, 0)


def shown(cell: Cell, floor: int = 0) -> Shown:
    """One figure that stands alone."""
    tally = tally_of(cell)
    if tally is None or not floor or conspicuous(tally, floor) is None:
        return Shown(cell.numerator, cell.denominator, None, floor)
    return Shown(None, None, mark(tally, floor), floor)


def shown_column(cells: Mapping[str, Cell], total: Cell, floor: int) -> tuple[dict[str, Shown], Shown]:
    """The figures of a column and their total, hidden so that none follows from the others.

    Figures that count no people are shown as they are.
    """
    return columns_shown({"column": (cells, total)}, floor)["column"]


NUMERATOR = "numerator"
"""The one measure of a column's table."""

Columns = dict[str, tuple[Mapping[str, Cell], Cell]]
"""Columns by name: the figures by part, and their total."""


def columns_shown(
    columns: Columns, floor: int, ties: Sequence[Tie] = ()
) -> dict[str, tuple[dict[str, Shown], Shown]]:
    """Several columns, hidden so that none follows from the others; in ties a part stands as `at(part=...)`."""
    tables = []
    for name, (cells, total) in columns.items():
        tallies = {
            at(part=key): tally for key, cell in cells.items() if (tally := tally_of(cell)) is not None
        }
        whole = tally_of(total)
        if whole is not None:
            tallies[()] = whole
        tables.append(Table(name, (NUMERATOR,), completed(tallies)))
    made = protect(tables, floor, ties=ties)
    return {
        name: (
            {
                key: _as_released(cell, made[name].cells.get(at(part=key)), floor)
                for key, cell in cells.items()
            },
            _as_released(total, made[name].cells.get(()), floor),
        )
        for name, (cells, total) in columns.items()
    }


def tally_of(cell: Cell) -> Tally | None:
    """The cell's counts; None where it counts no people. Nobody stands behind a figure without anything in it.

    Behind what a group proved with one piece stands one.
    """
    if cell.people is None:
        return None
    people = min(max(cell.people, 1), cell.denominator)
    return Tally(people, cell.denominator, (cell.numerator,))


def _as_released(cell: Cell, value: Tally | Hidden | None, floor: int) -> Shown:
    if isinstance(value, Hidden):
        return Shown(None, None, value, floor)
    return Shown(cell.numerator, cell.denominator, None, floor)
