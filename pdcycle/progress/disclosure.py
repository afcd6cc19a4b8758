"""What anybody could work out of released tables: how far each hidden count is left open by linear programming."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pdcycle.progress.spans import Span, measured, settled
from pdcycle.progress.suppression import Cell, Hidden, Place, Released, Table, Tally, numbers, shape, sums
from pdcycle.solver import Region

Row = tuple[dict[int, int], float, float]


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

    `truth` holds the counts of the last one, hidden or not, as far as they are at hand.
    """

    def __init__(
        self, releases: Sequence[Mapping[str, Released]], truth: Mapping[str, Table] | None = None
    ) -> None:
        self.releases = releases
        self.truth = truth or {}
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

    def value(self, cell: Cell) -> Tally | Hidden:
        """The cell's counts, or why they are hidden."""
        return self.table(cell).cells[cell[2]]

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
            now = self.truth[later[1]].tallies[later[2]]
        if isinstance(before, Hidden) or isinstance(now, Hidden):
            return False
        was = numbers(before)[self.table(earlier).counts.index(count)]
        return numbers(now)[self.table(later).counts.index(count)] < was

    def known(self) -> Iterator[Cell]:
        """Every cell that is shown."""
        return (cell for cell in self.cells() if not isinstance(self.value(cell), Hidden))

    def cells(self) -> Iterator[Cell]:
        """Every cell of every release, in order."""
        for number, release in enumerate(self.releases):
            for name, table in sorted(release.items()):
                yield from ((number, name, place) for place in sorted(table.cells))

    def near(self, cell: Cell) -> Iterator[Cell]:
        """The cells that share a sum with this one, or are the same place at another time."""
        for found in self.sums.get(cell, ()):
            yield from found.cells
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


def exposed(web: Web, knot: Sequence[Cell]) -> list[Cell]:
    """The cells of a knot of which too much is known, in the knot's order."""
    for growth in Growth:
        found = _Knot(web, knot, growth).exposed()
        if found is not None:
            return found
    return list(knot)  # what cannot be reckoned counts as known


class Growth(Enum):
    """How far an onlooker supposes that counts only grow from one release to the next."""

    ALL = 2
    SHOWN = 1  # from what was shown, as the true counts bear out
    NONE = 0


class _Knot:
    """Hidden cells as variables, and everything known of them as rows."""

    def __init__(self, web: Web, knot: Sequence[Cell], growth: Growth) -> None:
        self.web = web
        self.knot = knot
        self.variable: dict[tuple[Cell, str], int] = {}
        for cell in knot:
            for count in web.table(cell).counts:
                self.variable[cell, count] = len(self.variable)
        self.growth = growth
        tables = {cell[:2]: web.table(cell) for cell in knot}
        self.told = {one for one, table in tables.items() if Hidden.FEW in table.cells.values()}

    def exposed(self) -> list[Cell] | None:
        """The cells left too narrow; None where what was assumed cannot be."""
        region = Region(list(self._bounds()), list(self._rows()))
        spans = [Span(cell, terms, need) for cell in self.knot for terms, need in self._asked(cell)]
        left = settled(region, spans)
        if left is None:
            return None
        narrow: dict[Cell, None] = {}
        for end in left:
            if end.cell not in narrow:
                if not measured(region, end, left):
                    return None
                if end.narrow:
                    narrow[end.cell] = None
        return list(narrow)

    def _bounds(self) -> Iterator[tuple[float, float]]:
        """Where a table says "fewer than 5" of any place, what is hidden without it has at least 5."""
        for cell, count in self.variable:
            table = self.web.table(cell)
            if count != "people":
                yield 0, self.web.most
            elif self.web.value(cell) is Hidden.FEW:
                yield 0, table.floor - 1
            else:
                yield table.floor if cell[:2] in self.told else 0, self.web.most

    def _asked(self, cell: Cell) -> Iterator[tuple[dict[int, int], int]]:
        """Each count of a place, and what is left of the whole beside each measure; how open it must be.

        Where less than that is left in all places together, as much as that will do, so that "98 % of everybody" can
        be said; but never that nothing is left in a hidden place.
        """
        table = self.web.table(cell)
        need = table.floor - 1
        for count in table.counts:
            yield {self.variable[cell, count]: 1}, need
        for measure in table.measures:
            left = self.web.left(cell, measure)
            terms = {self.variable[cell, "of"]: 1, self.variable[cell, measure]: -1}
            yield terms, need if left is None else min(need, max(1, left))

    def _rows(self) -> Iterator[Row]:
        sums: dict[int, Sum] = {}
        links: dict[tuple[Cell, Cell], None] = {}
        for cell in self.knot:
            table = self.web.table(cell)
            people, of = self.variable[cell, "people"], self.variable[cell, "of"]
            least, most = table.each.get(shape(cell[2]), (1, 1))
            yield {of: 1, people: -least}, 0, math.inf
            yield {of: -1, people: most}, 0, math.inf
            for smaller, larger in table.within:
                yield {self.variable[cell, larger]: 1, self.variable[cell, smaller]: -1}, 0, math.inf
            for measure in table.measures:
                yield {of: 1, self.variable[cell, measure]: -1}, 0, math.inf
            sums.update((id(found), found) for found in self.web.sums.get(cell, ()))
            links.update((pair, None) for pair in self.web.links.get(cell, ()))
        for found in sums.values():
            yield from self._sum(found)
        if self.growth is not Growth.NONE:
            for earlier, later in links:
                yield from self._grown(earlier, later)

    def _sum(self, found: Sum) -> Iterator[Row]:
        for count in self.web.table(found.total).counts:
            terms = [(part, 1) for part in found.parts] + [(found.total, -1)]
            if count in found.adds:
                yield self._row(terms, count, 0, 0)
                continue
            yield self._row(terms, count, 0, math.inf)
            for part in found.parts:
                yield self._row([(found.total, 1), (part, -1)], count, 0, math.inf)

    def _grown(self, earlier: Cell, later: Cell) -> Iterator[Row]:
        """Whoever supposes that nobody left and nothing was taken back; not where what is shown says otherwise."""
        before, now = self.web.table(earlier).counts, self.web.table(later).counts
        if self.growth is Growth.SHOWN and isinstance(self.web.value(earlier), Hidden):
            return
        for count in before:
            if count in now and not self.web.fell(earlier, later, count):
                yield self._row([(later, 1), (earlier, -1)], count, 0, math.inf)

    def _row(self, terms: Iterable[tuple[Cell, int]], count: str, low: float, high: float) -> Row:
        row: dict[int, int] = {}
        known = 0
        for cell, factor in terms:
            variable = self.variable.get((cell, count))
            if variable is not None:
                row[variable] = row.get(variable, 0) + factor
            else:
                index = self.web.table(cell).counts.index(count)
                known += factor * numbers_of(self.web.value(cell))[index]
        return row, low - known, high - known
