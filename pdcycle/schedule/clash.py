"""A smallest set of demands that cannot all be met: without any one of them the rest can."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


class OutOfEffort(Exception):  # noqa: N818 - no error, an answer that would cost too much
    """More questions would have to be asked than were allowed."""


def smallest(demands: Sequence[T], impossible: Callable[[tuple[T, ...]], bool]) -> tuple[T, ...] | None:
    """A minimal impossible set of the demands; None where they are met together, or met never.

    `impossible` tells whether these demands, with all others lifted, cannot be met. Where the demands that could
    each be lifted alone explain it, there is one clash, and it is these; otherwise there are several, and one of
    them is found by halving (Junker's QuickXplain), of the demands that come first.
    """
    known: dict[tuple[T, ...], bool] = {}

    def ask(active: Sequence[T]) -> bool:
        key = tuple(one for one in demands if one in active)
        if key not in known:
            known[key] = impossible(key)
        return known[key]

    if not ask(demands):
        return None
    alone = tuple(one for one in demands if not ask([other for other in demands if other != one]))
    if not demands or ask(()):
        return alone or None
    if alone and ask(alone):
        return alone
    found = _explain(ask, (), (), (*alone, *(one for one in demands if one not in alone)))
    # Lifting is not quite monotone: a wider window may move what counts from it, an hour given up may leave no hour.
    if not set(alone) <= set(found):
        return alone
    for one in found:
        rest = tuple(other for other in found if other != one)
        if rest and ask(rest):
            found = rest
    return tuple(one for one in demands if one in found)


def _explain(
    ask: Callable[[Sequence[T]], bool], base: tuple[T, ...], added: tuple[T, ...], rest: tuple[T, ...]
) -> tuple[T, ...]:
    if added and ask(base):
        return ()
    if len(rest) == 1:
        return rest
    half = len(rest) // 2
    one, two = rest[:half], rest[half:]
    second = _explain(ask, (*base, *one), one, two)
    first = _explain(ask, (*base, *second), second, one)
    return (*first, *second)


def least(low: int, high: int, works: Callable[[int], bool]) -> int | None:
    """The least number of `low` .. `high` that works where every bigger one does; None where `high` does not."""
    if low > high or not works(high):
        return None
    while low < high:
        middle = (low + high) // 2
        if works(middle):
            high = middle
        else:
            low = middle + 1
    return low
