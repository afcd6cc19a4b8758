"""Releases of the same tables as one web: which places share a sum, a tie, or are the same at another time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pdcycle.progress.suppression import Cell, Hidden, Place, Released, Table, Tally, Tie, numbers, sums


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts; `adds` are the counts that sum exactly, the others overlap."""

    total: Cell
    parts: tuple[Cell, ...]
    adds: frozenset[str]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The parts, then the total."""
        return (*self.parts, self.total)


class Web:
    """Releases of the same tables, oldest first, and how their places hang together.

    `truth` holds the counts of the last one, hidden or not, as far as they are at hand; `ties` are of its tables.
    `beside` are its tables as others get them, whose words a reader has too. Nothing needs to be left open further
    than for `floor`, where it is given: who needs fewer people may see what was once hidden for more.
    """

    def __init__(
        self,
        releases: Sequence[Mapping[str, Released]],
        truth: Mapping[str, Table] | None = None,
        ties: Iterable[Tie] = (),
        beside: Mapping[str, Released] | None = None,
        floor: int | None = None,
    ) -> None:
        self.releases = releases
        self.beside = beside or {}
        self._floor = floor
        self.truth = truth or {}
        self.ties: dict[Cell, list[Tie]] = {}
        for tie in ties:
            for cell in self.tied(tie):
                self.ties.setdefault(cell, []).append(tie)
        self.sums: dict[Cell, list[Sum]] = {}
        self.links: dict[Cell, list[tuple[Cell, Cell]]] = {}
        for number, release in enumerate(releases):
            for name, table in sorted(release.items()):
                for dimension, total, parts in sums(table.cells):
                    adds = frozenset(count for one, count in table.adds if one == dimension)
                    found = Sum((number, name, total), tuple((number, name, part) for part in parts), adds)
                    for cell in found.cells:
                        self.sums.setdefault(cell, []).append(found)
                for place in table.cells:
                    self._link(number, name, place)
        self.most = 1000 + 4 * max(
            (count for one in self.known() for count in numbers_of(self.value(one))), default=0
        )

    def _link(self, number: int, name: str, place: Place) -> None:
        for earlier in range(number):
            old = self.releases[earlier].get(name)
            if old is not None and place in old.cells:
                pair = ((earlier, name, place), (number, name, place))
                for cell in pair:
                    self.links.setdefault(cell, []).append(pair)

    def table(self, cell: Cell) -> Released:
        """The released table a cell stands in."""
        return self.releases[cell[0]][cell[1]]

    def floor(self, cell: Cell) -> int:
        """How open a hidden cell's counts have to stay, and one more."""
        own = self.table(cell).floor
        return own if self._floor is None else min(own, self._floor)

    def value(self, cell: Cell) -> Tally | Hidden:
        """The cell's counts, or why they are hidden."""
        return self.table(cell).cells[cell[2]]

    def known_ties(self) -> list[Tie]:
        """Its ties, each once."""
        return list(dict.fromkeys(tie for several in self.ties.values() for tie in several))

    def tied(self, tie: Tie) -> list[Cell]:
        """The cells a tie is about."""
        return list(dict.fromkeys((len(self.releases) - 1, name, place) for name, place, _, _ in tie.terms))

    def open(self, cell: Cell) -> bool:
        """Whether it has to stay open how many people there are, and how much is asked of them."""
        return cell[0] < len(self.releases) - 1 or cell[1] not in self.truth or not self.truth[cell[1]].known

    def left(self, cell: Cell, measure: str) -> int | None:
        """How much a measure leaves of everything together; None where that is not known."""
        table, number = self.table(cell), cell[0]
        whole = table.cells.get(())
        if number == len(self.releases) - 1 and cell[1] in self.truth:
            whole = self.truth[cell[1]].tallies.get(())
        return whole.of - whole.done[table.measures.index(measure)] if isinstance(whole, Tally) else None

    def fell(self, earlier: Cell, later: Cell, count: str) -> bool:
        """Whether a count is known here to have fallen from one release to a later one."""
        before, now = self.value(earlier), self.value(later)
        if later[0] == len(self.releases) - 1 and later[1] in self.truth:
            now = self.truth[later[1]].tallies.get(later[2], now)
        if isinstance(before, Hidden) or isinstance(now, Hidden):
            return False
        was = numbers(before)[self.table(earlier).counts.index(count)]
        return numbers(now)[self.table(later).counts.index(count)] < was

    def known(self) -> Iterator[Cell]:
        """Every cell that is shown."""
        return (cell for cell in self.cells() if not isinstance(self.value(cell), Hidden))

    def hidden(self) -> frozenset[Cell]:
        """The cells of the last release that are hidden."""
        last = len(self.releases) - 1
        return frozenset(
            one for one in self.cells() if one[0] == last and isinstance(self.value(one), Hidden)
        )

    def cells(self) -> Iterator[Cell]:
        """Every cell of every release, in order."""
        for number, release in enumerate(self.releases):
            for name, table in sorted(release.items()):
                yield from ((number, name, place) for place in sorted(table.cells))

    def near(self, cell: Cell) -> Iterator[Cell]:
        """The cells that share a sum or a tie with this one, or are the same place at another time."""
        for found in self.sums.get(cell, ()):
            yield from found.cells
        for tie in self.ties.get(cell, ()):
            yield from self.tied(tie)
        for pair in self.links.get(cell, ()):
            yield from pair

    def knots(self) -> Iterator[tuple[Cell, ...]]:
        """The hidden cells, those together that tell something of one another."""
        left = {cell: None for cell in self.cells() if isinstance(self.value(cell), Hidden)}
        while left:
            knot = [next(iter(left))]
            del left[knot[0]]
            for cell in knot:
                for other in self.near(cell):
                    if other in left:
                        del left[other]
                        knot.append(other)
            yield tuple(knot)


def numbers_of(value: Tally | Hidden) -> tuple[int, ...]:
    """The counts of a shown cell; none of a hidden one."""
    return () if isinstance(value, Hidden) else numbers(value)
