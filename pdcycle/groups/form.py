"""From a pool and a wish to groups, with a proof of how much better any grouping could be; or to the reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdcycle.groups.candidates import Candidate
from pdcycle.groups.model import Partition, Task, best_grouping, first_grouping, kinds
from pdcycle.groups.reasons import Impossible, clash_of_wishes, why_sizes
from pdcycle.groups.scale import Scale
from pdcycle.groups.search import improved
from pdcycle.groups.verdict import Verdict, verdict
from pdcycle.groups.wish import Wish, clashes, units

EFFORT = 4.0
"""Deterministic seconds one model may take, as CP-SAT counts them."""
WHOLE = 700
"""People times groups up to which all is solved as one model; above it, exchanges and the bound must do."""


@dataclass(frozen=True, slots=True)
class Formed:
    """Groups sorted by their first member, the points they lose, and the points no grouping can do without."""

    groups: tuple[Verdict, ...]
    points: int
    bound: int

    @property
    def gap(self) -> int:
        """How many points better another grouping could be at most."""
        return self.points - self.bound


def form(pool: Sequence[Candidate], wish: Wish) -> Formed | Impossible:
    """The groups; the same for any order of the pool and of the wish's lists."""
    ordered = sorted(pool, key=lambda one: one.id)
    ids = [one.id for one in ordered]
    count = wish.groups(len(ids))
    if count is None:
        return why_sizes(len(ids), wish)
    parts = units(ids, wish.together)
    task = Task(Scale(ordered, count), parts, tuple(clashes(ids, parts, wish.apart)), (wish.least, wish.most))
    if (clash := clash_of_wishes(ids, wish, count)) is not None:
        return clash
    found, bound = _solved(task)
    groups = tuple(verdict(task.scale, members) for members in found)
    points = sum(one.points for one in groups)
    return Formed(groups, points, min(bound, points))


def _solved(task: Task) -> tuple[Partition, int]:
    scale = task.scale
    proven, about = kinds(task, EFFORT)
    floor = proven + scale.floor()
    start = first_grouping(task, about, EFFORT)
    if start is None:
        raise AssertionError("possible as wishes, impossible as a model")
    found = improved(task, start)
    cost = sum(scale.points(members) for members in found)
    if cost > floor and len(scale.pool) * scale.count <= WHOLE:
        better, floor = best_grouping(task, found, floor, EFFORT)
        found = min(found, better, key=lambda one: (sum(scale.points(members) for members in one), one))
    return found, floor
