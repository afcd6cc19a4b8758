"""Stretches of one day as sorted, disjoint pairs of minutes since midnight, half-open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Spans: TypeAlias = tuple[tuple[int, int], ...]

DAY: Spans = ((0, 1440),)


def merged(parts: Iterable[tuple[int, int]]) -> Spans:
    """The union; empty and reversed parts vanish."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(parts):
        if start >= end:
            continue
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def common(one: Spans, other: Spans) -> Spans:
    """The intersection."""
    out: list[tuple[int, int]] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            out.append((start, end))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return tuple(out)


def without(one: Spans, other: Spans) -> Spans:
    """What is in `one` and not in `other`."""
    out: list[tuple[int, int]] = []
    for start, end in one:
        at = start
        for low, high in other:
            if high <= at:
                continue
            if low >= end:
                break
            if low > at:
                out.append((at, low))
            at = max(at, high)
        if at < end:
            out.append((at, end))
    return tuple(out)


def starts(free: Spans, minutes: int) -> tuple[int, ...]:
    """Where something of that length may begin: back to back from each stretch's start."""
    return tuple(at for start, end in free for at in range(start, end - minutes + 1, minutes))


def holds(free: Spans, start: int, minutes: int) -> bool:
    """Whether one stretch contains the whole of it."""
    return any(low <= start and start + minutes <= high for low, high in free)
