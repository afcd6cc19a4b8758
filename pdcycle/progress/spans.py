"""How far sums of unknown counts may go, given everything that is known of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from pdcycle.progress.suppression import Cell
from pdcycle.solver import Region

_NOISE = 1e-6


class Span:
    """How far a sum of counts has been seen to go, both ways."""

    def __init__(self, cell: Cell, terms: Mapping[int, int], need: int) -> None:
        self.cell, self.terms, self.need = cell, terms, need
        self.low, self.high = math.inf, -math.inf

    @property
    def narrow(self) -> bool:
        """Whether it has not been seen to go far enough."""
        return self.high - self.low < self.need

    def at(self, point: Sequence[float]) -> float:
        """The sum's value at a point."""
        return sum(factor * point[one] for one, factor in self.terms.items())

    def see(self, point: Sequence[float]) -> None:
        """Take a point into account, where it makes a whole number."""
        value = self.at(point)
        whole = round(value)
        if abs(value - whole) < _NOISE:
            self.low, self.high = min(self.low, whole), max(self.high, whole)

    def close(self, value: float, way: int) -> None:
        """The sum goes no further than this: the outermost whole number within is its end."""
        if way > 0:
            self.high = max(self.high, math.floor(value + _NOISE))
        else:
            self.low = min(self.low, math.ceil(value - _NOISE))


def push(region: Region, terms: Mapping[int, int], way: int, ends: Sequence[Span]) -> float | None:
    """The largest (`way` 1) or smallest (-1) value of a sum; every end sees the point where it is."""
    point = region.farthest({one: way * factor for one, factor in terms.items()})
    if point is None:
        return None
    for end in ends:
        end.see(point)
    return sum(factor * point[one] for one, factor in terms.items())


def settled(region: Region, ends: list[Span]) -> list[Span] | None:
    """What is still narrow when all have been pushed together, both ways, until that helps no more."""
    while True:
        together: dict[int, int] = {}
        for end in ends:
            for one, factor in end.terms.items():
                together[one] = together.get(one, 0) + factor
        if any(push(region, together, way, ends) is None for way in (1, -1)):
            return None
        left = [end for end in ends if end.narrow]
        if len(left) in (0, len(ends)):
            return left
        ends = left


def measured(region: Region, end: Span, ends: Sequence[Span]) -> bool:
    """Push one sum to both its ends, unless it has been seen to go far enough; False where no point is left."""
    for way in (1, -1):
        if end.narrow:
            value = push(region, end.terms, way, ends)
            if value is None:
                return False
            end.close(value, way)
    return True
