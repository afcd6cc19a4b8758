"""Tables of counts made fit to be shown: what is hidden cannot be worked out from what is not.

A place of a table is hidden where fewer people than the floor stand behind it, where it says "none" or "all" of
fewer than twice the floor, and where the people who came or left since an earlier release would stand out. Then
further places are hidden until linear programming, given everything released, leaves every hidden count open by
at least the floor less one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

Place = tuple[tuple[str, str], ...]
"""A dimension and its value, for each dimension that is not all together: `(("school", "oak"), ("step", "4"))`."""

Cell = tuple[int, str, Place]
"""A release's number, a table's name and a place in it."""


class Hidden(Enum):
    """Why a figure is not shown."""

    FEW = "few"  # fewer people than the floor
    ALONE = "alone"  # it says none or all of a small group, or would give another one away

    def words(self, floor: int) -> str:
        """What stands in the figure's place: `fewer than 5`, or `not shown`."""
        return f"fewer than {floor}" if self is Hidden.FEW else "not shown"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people, how many things asked of them, and how many of these each measure counts."""

    people: int
    of: int
    done: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The true counts of measures that share their denominator, by place; `()` is all together.

    Where a total stands, its parts are complete: nobody is counted in it who is in none of them. `within` names
    measures that count only what another one counts too, as (`on time`, `completion`). Where it is `known` how many
    are asked, as of the same members week by week, only what is done and what is not has to stay open.
    """

    name: str
    measures: tuple[str, ...]
    tallies: Mapping[Place, Tally]
    within: tuple[tuple[str, str], ...] = ()
    known: bool = False


Term = tuple[str, Place, str, int]
"""A table's name, a place in it, a count of it, and the factor it is taken by."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What anybody knows of places of several tables: their sum with `plus` is nought or more, or `exact` nought."""

    terms: tuple[Term, ...]
    plus: int = 0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Released:
    """A table as others get it.

    `adds` names the dimensions and counts (`people`, `of`, a measure) whose parts sum to their total exactly;
    `each` tells, by the dimensions of a place, the least and the most things asked of a person there.
    """

    name: str
    measures: tuple[str, ...]
    floor: int
    cells: Mapping[Place, Tally | Hidden]
    adds: frozenset[tuple[str, str]]
    each: Mapping[tuple[str, ...], tuple[int, int]]
    within: tuple[tuple[str, str], ...] = ()

    @property
    def counts(self) -> tuple[str, ...]:
        """The names of a place's counts."""
        return ("people", "of", *self.measures)


def numbers(tally: Tally) -> tuple[int, ...]:
    """A place's counts in the order of their names."""
    return (tally.people, tally.of, *tally.done)


def at(**place: str) -> Place:
    """The place with these values."""
    return tuple(sorted(place.items()))


REST = "\0rest"
"""The part of a dimension in which everybody is who is in no other."""


def completed(tallies: Mapping[Place, Tally], least: int = 1) -> dict[Place, Tally]:
    """The places of single dimensions, and whoever is counted in the total and in no part as a part as well.

    Behind these stand `least` people, where it does not follow that there are more.
    """
    found = dict(tallies)
    whole = tallies.get(())
    if whole is None:
        return found
    for dimension in sorted({place[0][0] for place in tallies if place}):
        parts = [tally for place, tally in tallies.items() if place and place[0][0] == dimension]
        of = whole.of - sum(part.of for part in parts)
        if of > 0:
            done = tuple(
                min(of, max(0, all_ - sum(part.done[index] for part in parts)))
                for index, all_ in enumerate(whole.done)
            )
            people = min(of, max(least, whole.people - sum(part.people for part in parts)))
            found[at(**{dimension: REST})] = Tally(people, of, done)
    return found


def sums(places: Iterable[Place]) -> list[tuple[str, Place, tuple[Place, ...]]]:
    """Every total with the dimension it is taken over and its parts, sorted."""
    found: dict[tuple[str, Place], list[Place]] = {}
    for place in places:
        for entry in place:
            found.setdefault((entry[0], tuple(one for one in place if one != entry)), []).append(place)
    there = set(places)
    return [
        (dimension, total, tuple(sorted(parts)))
        for (dimension, total), parts in sorted(found.items())
        if total in there
    ]


def open_table(table: Table, floor: int) -> Released:
    """The table with nothing hidden yet, and how its counts hang together."""
    counts = ("people", "of", *table.measures)
    totals = sums(table.tallies)
    adds = {(dimension, count) for dimension, _, _ in totals for count in counts}
    for dimension, total, parts in totals:
        whole = numbers(table.tallies[total])
        for index, count in enumerate(counts):
            if sum(numbers(table.tallies[part])[index] for part in parts) != whole[index]:
                adds.discard((dimension, count))
    asked = _asked_of_each(table)
    return Released(
        table.name, table.measures, floor, dict(table.tallies), frozenset(adds), asked, table.within
    )


def shape(place: Place) -> tuple[str, ...]:
    """The dimensions of a place."""
    return tuple(dimension for dimension, _ in place)


def _asked_of_each(table: Table) -> dict[tuple[str, ...], tuple[int, int]]:
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for place, one in sorted(table.tallies.items()):
        low, high = found.get(shape(place), (0, 1))
        if not one.people and one.of:
            found[shape(place)] = (0, one.of + high)
        elif one.people:
            least, most = one.of // one.people, -(-one.of // one.people)
            found[shape(place)] = (min(low, least) if shape(place) in found else least, max(high, most))
    return found


def conspicuous(tally: Tally, floor: int) -> Hidden | None:
    """Why a place is hidden for its own sake, if it is; what a group proved with one piece is nobody's."""
    if not tally.of or not tally.people:
        return None
    if tally.people < floor:
        return Hidden.FEW
    if tally.people < 2 * floor and any(done in (0, tally.of) for done in tally.done):
        return Hidden.ALONE
    return None


def moved(earlier: Tally | Hidden | None, now: Tally, floor: int) -> bool:
    """Whether the difference from an earlier release would single out the few who came or left."""
    if not isinstance(earlier, Tally):
        return False
    people, of = now.people - earlier.people, now.of - earlier.of
    if 0 < abs(people) < floor or 0 < abs(of) < floor:
        return True
    if not 0 < people < 2 * floor or len(now.done) != len(earlier.done):
        return False
    return any(one - other in (0, of) for one, other in zip(now.done, earlier.done, strict=True))


def holds(tie: Tie, tables: Mapping[str, Table]) -> bool:
    """Whether the true counts bear a tie out."""
    whole = tie.plus
    for name, place, count, factor in tie.terms:
        table = tables[name]
        whole += factor * numbers(table.tallies[place])[("people", "of", *table.measures).index(count)]
    return whole == 0 if tie.exact else whole >= 0


def hidden_first(table: Table, floor: int, before: Sequence[Mapping[str, Released]]) -> list[Place]:
    """The places hidden for their own sake, or for what an earlier release says of them."""
    old = [release[table.name].cells for release in before if table.name in release]
    return [
        place
        for place, tally in sorted(table.tallies.items())
        if conspicuous(tally, floor) or any(moved(cells.get(place), tally, floor) for cells in old)
    ]


def mark(tally: Tally, floor: int) -> Hidden:
    """The words for a hidden place that are true of it."""
    return Hidden.FEW if tally.people < floor else Hidden.ALONE
