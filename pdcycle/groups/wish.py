"""What is asked of the groups: sizes, how many, who stays together and who apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """Sizes from `least` to `most`, both in; `count` groups, or as many as suits; sets of people kept together or apart."""

    least: int = 5
    most: int = 8
    count: int | None = None
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()

    def groups(self, people: int) -> int | None:
        """How many groups to make of so many people: as asked, else sizes near the middle; None where none works."""
        return next(iter(self.numbers(people)), None)

    def numbers(self, people: int) -> tuple[int, ...]:
        """Every number of groups that so many people can make: as asked, else with sizes nearest the middle first."""
        low, high = -(-people // self.most), people // max(1, self.least)
        if self.count is not None:
            return (self.count,) if low <= self.count <= high and self.count > 0 else ()
        middle = round(2 * people / (self.least + self.most))
        return tuple(sorted(range(max(low, 1), high + 1), key=lambda number: (abs(number - middle), number)))


def units(ids: Sequence[str], together: Sequence[Sequence[str]]) -> tuple[tuple[int, ...], ...]:
    """The people as indexes into `ids`, those who stay together in one unit, sorted by their first."""
    place = {name: at for at, name in enumerate(ids)}
    head = list(range(len(ids)))

    def find(one: int) -> int:
        while head[one] != one:
            one = head[one]
        return one

    for names in together:
        for other in names[1:]:
            first, second = sorted((find(place[names[0]]), find(place[other])))
            head[second] = first
    found: dict[int, list[int]] = {}
    for at in range(len(ids)):
        found.setdefault(find(at), []).append(at)
    return tuple(tuple(found[root]) for root in sorted(found))


def clashes(
    ids: Sequence[str], parts: Sequence[Sequence[int]], apart: Sequence[Sequence[str]]
) -> list[tuple[int, int]]:
    """Pairs of units that may not meet; a unit paired with itself is a contradiction."""
    place = {name: at for at, name in enumerate(ids)}
    unit_of = {one: at for at, part in enumerate(parts) for one in part}
    pairs = {
        tuple(sorted((unit_of[place[one]], unit_of[place[other]])))
        for names in apart
        for number, one in enumerate(names)
        for other in names[number + 1 :]
        if one != other
    }
    return sorted((low, high) for low, high in pairs)
