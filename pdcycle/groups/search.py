"""Making a grouping better by one move or one exchange at a time, always in the same order."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle.groups.model import Partition, Task

ROUNDS = 60
"""Passes over all exchanges; a pass without a better one ends it much sooner."""


def improved(task: Task, start: Partition) -> Partition:
    """A grouping that no single move or exchange of units makes better."""
    return _Search(task, start).run()


class _Search:
    def __init__(self, task: Task, start: Partition) -> None:
        self.task = task
        unit_of = {one: at for at, part in enumerate(task.units) for one in part}
        self.groups = [sorted({unit_of[one] for one in members}) for members in start]
        self.at = {unit: group for group, units in enumerate(self.groups) for unit in units}
        self.size = [len(part) for part in task.units]
        self.points = [self._points(units) for units in self.groups]
        self.enemies: dict[int, set[int]] = {}
        for one, other in task.clashes:
            self.enemies.setdefault(one, set()).add(other)
            self.enemies.setdefault(other, set()).add(one)

    def run(self) -> Partition:
        for _ in range(ROUNDS):
            if not sum(self._try(change) for change in self._changes()):
                break
        members = [[one for unit in units for one in self.task.units[unit]] for units in self.groups]
        return tuple(sorted(tuple(sorted(group)) for group in members))

    def _changes(self) -> Iterator[tuple[int, int | None, int]]:
        """A unit to another group, in exchange for a unit there or for nothing."""
        for unit in range(len(self.task.units)):
            for group in range(len(self.groups)):
                if group != self.at[unit]:
                    yield unit, None, group
            for other in range(unit + 1, len(self.task.units)):
                if self.at[other] != self.at[unit]:
                    yield unit, other, self.at[other]

    def _try(self, change: tuple[int, int | None, int]) -> bool:
        unit, other, there = change
        here = self.at[unit]
        if here == there or not self.points[here] + self.points[there]:
            return False
        left = [one for one in self.groups[here] if one != unit] + ([] if other is None else [other])
        right = [one for one in self.groups[there] if one != other] + [unit]
        if not self._allowed(left) or not self._allowed(right):
            return False
        new = self._points(left), self._points(right)
        if sum(new) >= self.points[here] + self.points[there]:
            return False
        self.groups[here], self.groups[there] = sorted(left), sorted(right)
        self.points[here], self.points[there] = new
        self.at[unit] = there
        if other is not None:
            self.at[other] = here
        return True

    def _allowed(self, units: list[int]) -> bool:
        low, high = self.task.sizes
        if not low <= sum(self.size[unit] for unit in units) <= high:
            return False
        return not any(self.enemies.get(unit, frozenset()) & set(units) for unit in units)

    def _points(self, units: list[int]) -> int:
        return self.task.scale.points([one for unit in units for one in self.task.units[unit]])
