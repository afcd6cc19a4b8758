"""From a pool and a wish to groups, with a proof of how much better any grouping could be; or to the reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdcycle.groups.bound import mixed_bound
from pdcycle.groups.candidates import Candidate
from pdcycle.groups.model import Kind, Partition, Task, best_grouping, first_grouping, kinds, times
from pdcycle.groups.reasons import Impossible, clash_of_wishes, possible, why_sizes
from pdcycle.groups.scale import Scale
from pdcycle.groups.search import improved
from pdcycle.groups.verdict import Verdict, verdict
from pdcycle.groups.wish import Wish, clashes, units

EFFORT = 4.0
"""Deterministic seconds one model may take, as CP-SAT counts them."""
MIXED = 1.0
"""The same for the bound on all but time to meet."""
WHOLE = 700
"""People times groups up to which all is solved as one model; above it, exchanges and the bound must do."""


@dataclass(frozen=True, slots=True)
class Formed:
    """Groups sorted by their first member, the points they lose, and the points that no grouping into as many can do without."""

    groups: tuple[Verdict, ...]
    points: int
    bound: int

    @property
    def gap(self) -> int:
        """How many points better another grouping could be at most."""
        return self.points - self.bound


def form(pool: Sequence[Candidate], wish: Wish) -> Formed | Impossible:
    """The groups; the same for any order of the pool and of the wish's lists.

    Where the wish names no number of groups, the first is taken in which all else can hold.
    """
    ordered = sorted(pool, key=lambda one: one.id)
    ids = [one.id for one in ordered]
    numbers = wish.numbers(len(ids))
    if not numbers:
        return why_sizes(len(ids), wish)
    count = next((number for number in numbers if possible(ids, wish, number)), None)
    if count is None:
        return clash_of_wishes(ids, wish, numbers[0])
    parts = units(ids, wish.together)
    task = Task(Scale(ordered, count), parts, tuple(clashes(ids, parts, wish.apart)), (wish.least, wish.most))
    solved = _solved(task)
    if solved is None:
        return Impossible("no groups that keep every wish were found", ("leave out some of the wishes",))
    found, bound = solved
    groups = tuple(verdict(task.scale, members) for members in found)
    points = sum(one.points for one in groups)
    return Formed(groups, points, min(bound, points))


def _solved(task: Task) -> tuple[Partition, int] | None:
    """A grouping and a bound; looked for longer only where the two are apart."""
    scale = task.scale
    proven, about = kinds(task, EFFORT)
    meeting = times(task, EFFORT)
    floor = proven + scale.floor() + meeting
    found = _grown(task, about)
    if found is None:
        return None
    if _cost(scale, found) > floor and (mixed := mixed_bound(task, MIXED)) is not None:
        floor = max(floor, mixed[0] + meeting)
        found = _better(scale, found, _grown(task, mixed[1]))
    if _cost(scale, found) > floor and len(scale.pool) * scale.count <= WHOLE:
        better, floor = best_grouping(task, found, floor, EFFORT)
        found = _better(scale, found, better)
    return found, floor


def _grown(task: Task, about: Sequence[Kind]) -> Partition | None:
    """Everybody to groups of these kinds, then made better by exchanges."""
    start = first_grouping(task, about, EFFORT)
    return improved(task, start) if start is not None else None


def _better(scale: Scale, one: Partition, other: Partition | None) -> Partition:
    return one if other is None else min(one, other, key=lambda found: (_cost(scale, found), found))


def _cost(scale: Scale, found: Partition) -> int:
    return sum(scale.points(members) for members in found)
