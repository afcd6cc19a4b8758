"""One part in 0/1 columns and linear rows: what the relaxation and the search both read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pdcycle.schedule.problem import Problem, Slot, Task


class Row(NamedTuple):
    """The columns' sum, each times its coefficient (one where none are given), is at most `most`, or just that."""

    columns: Sequence[int]
    most: int
    coefficients: Sequence[int] | None = None
    exact: bool = False


class Choice(NamedTuple):
    """One slot of one task, with its column."""

    task: str
    slot: Slot
    column: int


@dataclass(slots=True)
class Rows:
    """The rows of one part; a column is 0 up to its `upper`, and costs `cost` a piece.

    Each task has a column a slot and, last, one for being left out.
    """

    problem: Problem
    cost: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    columns: dict[str, list[int]] = field(default_factory=dict)
    owner: dict[int, str] = field(default_factory=dict)
    _any_of: dict[tuple[int, ...], int] = field(default_factory=dict)
    _cliques: dict[int, set[int]] = field(default_factory=dict)

    def column(self, cost: int = 0, upper: int = 1) -> int:
        """A new column."""
        self.cost.append(cost)
        self.upper.append(upper)
        return len(self.cost) - 1

    def either(self, columns: Sequence[int]) -> int:
        """A column that is one where any of these is."""
        if len(columns) == 1:
            return columns[0]
        key = tuple(sorted(columns))
        if key not in self._any_of:
            self._any_of[key] = found = self.column()
            apart: dict[str, list[int]] = {}
            for column in key:
                apart.setdefault(self.owner.get(column, f" {column}"), []).append(column)
            for mine in apart.values():
                # Slots of one task exclude each other, so one row holds for all of them.
                self.rows.append(Row([*mine, found], 0, [1] * len(mine) + [-1]))
        return self._any_of[key]

    def charge(self, columns: Sequence[int], points: int) -> None:
        """Let each of these cost more."""
        for column in columns:
            self.cost[column] += points

    def counted(self, columns: Sequence[int]) -> list[int]:
        """Columns whose sum is one where any of these is: slots of one task exclude each other already."""
        alone = len({self.owner.get(column, f" {column}") for column in columns}) == 1
        return list(columns) if alone or self.exclusive(columns) else [self.either(columns)]

    def exclusive(self, columns: Sequence[int]) -> bool:
        """Whether a row says already that only one of these can be one."""
        rows = self._cliques.get(columns[0], set())
        return bool(rows) and bool(
            rows.intersection(*(self._cliques.get(column, set()) for column in columns[1:]))
        )

    def only_one(self, columns: Sequence[int]) -> None:
        """Let at most one of these be one."""
        if len(columns) > 1 and not self.exclusive(columns):
            for column in columns:
                self._cliques.setdefault(column, set()).add(len(self.rows))
            self.rows.append(Row(columns, 1))

    def choices(self, task: Task) -> Iterator[tuple[Slot, int]]:
        """A task's slots with their columns; the last column, for being left out, has none."""
        return zip(task.slots, self.columns[task.id], strict=False)
