"""What anybody could work out of released tables: how far each hidden count is left open by linear programming."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import Enum

from pdcycle.progress.spans import Span, measured, settled
from pdcycle.progress.suppression import Cell, Hidden, Place, Released, Tie, shape
from pdcycle.progress.web import Sum, Web, numbers_of
from pdcycle.solver import Region

Row = tuple[dict[int, int], float, float]


def exposed(web: Web, knot: Sequence[Cell]) -> list[Cell]:
    """The cells of a knot of which too much is known, in the knot's order."""
    return _exposed(web, knot, None)


def tells(web: Web, knot: Sequence[Cell], lost: Collection[Cell]) -> bool:
    """Whether too much is known of any cell of a knot beside those that are lost."""
    return any(one not in lost for one in _exposed(web, knot, lost))


def _exposed(web: Web, knot: Sequence[Cell], lost: Collection[Cell] | None) -> list[Cell]:
    for growth in Growth:
        found = _Knot(web, knot, growth).exposed(lost)
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
        tables = {id(table): table for cell in knot for table in self._read(cell)}
        self.told = {key for key, table in tables.items() if Hidden.FEW in table.cells.values()}

    def exposed(self, lost: Collection[Cell] | None) -> list[Cell] | None:
        """The cells left too narrow, no more than one beside those `lost`; None where what was assumed cannot be."""
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
                    if lost is not None and end.cell not in lost:
                        break
        return list(narrow)

    def _bounds(self) -> Iterator[tuple[float, float]]:
        """Where a table says "fewer than 5" of any place, what is hidden without it has at least 5."""
        for cell, count in self.variable:
            if count != "people":
                yield 0, self.web.most
                continue
            ends = [self._people(table, cell[2]) for table in self._read(cell)]
            yield max(low for low, _ in ends), min(high for _, high in ends)

    def _read(self, cell: Cell) -> list[Released]:
        """The tables whose words a reader has of a cell."""
        last = cell[0] == len(self.web.releases) - 1
        beside = self.web.beside.get(cell[1]) if last else None
        return [self.web.table(cell)] if beside is None else [self.web.table(cell), beside]

    def _people(self, table: Released, place: Place) -> tuple[int, int]:
        value = table.cells.get(place)
        if value is Hidden.FEW:
            return 0, table.floor - 1
        told = value is Hidden.ALONE and id(table) in self.told
        return table.floor if told else 0, self.web.most

    def _asked(self, cell: Cell) -> Iterator[tuple[dict[int, int], int]]:
        """Each count of a place, and what is left of the whole beside each measure; how open it must be.

        Where less than that is left in all places together, as much as that will do, so that "98 % of everybody" can
        be said; but never that nothing is left in a hidden place.
        """
        table = self.web.table(cell)
        need = self.web.floor(cell) - 1
        for count in table.counts if self.web.open(cell) else table.measures:
            yield {self.variable[cell, count]: 1}, need
        for measure in table.measures:
            left = self.web.left(cell, measure)
            terms = {self.variable[cell, "of"]: 1, self.variable[cell, measure]: -1}
            yield terms, need if left is None else min(need, max(1, left))

    def _rows(self) -> Iterator[Row]:
        sums: dict[int, Sum] = {}
        links: dict[tuple[Cell, Cell], None] = {}
        ties: dict[Tie, None] = {}
        for cell in self.knot:
            table = self.web.table(cell)
            people, of = self.variable[cell, "people"], self.variable[cell, "of"]
            least, most = table.each.get(shape(cell[2]), (1, 1))
            yield {of: 1, people: -least}, 0, math.inf
            if least:  # else some of it is a group's, and not asked of anybody
                yield {of: -1, people: most}, 0, math.inf
            for smaller, larger in table.within:
                yield {self.variable[cell, larger]: 1, self.variable[cell, smaller]: -1}, 0, math.inf
            for measure in table.measures:
                yield {of: 1, self.variable[cell, measure]: -1}, 0, math.inf
            sums.update((id(found), found) for found in self.web.sums.get(cell, ()))
            links.update((pair, None) for pair in self.web.links.get(cell, ()))
            ties.update((tie, None) for tie in self.web.ties.get(cell, ()))
        for found in sums.values():
            yield from self._sum(found)
        last = len(self.web.releases) - 1
        for tie in ties:
            terms = [((last, name, place), count, factor) for name, place, count, factor in tie.terms]
            yield self._row(terms, -tie.plus, -tie.plus if tie.exact else math.inf)
        if self.growth is not Growth.NONE:
            for earlier, later in links:
                yield from self._grown(earlier, later)

    def _sum(self, found: Sum) -> Iterator[Row]:
        for count in self.web.table(found.total).counts:
            terms = [(part, count, 1) for part in found.parts] + [(found.total, count, -1)]
            if count in found.adds:
                yield self._row(terms, 0, 0)
                continue
            yield self._row(terms, 0, math.inf)
            for part in found.parts:
                yield self._row([(found.total, count, 1), (part, count, -1)], 0, math.inf)
        for measure in self.web.table(found.total).measures:
            if not {measure, "of"} <= found.adds:
                yield from self._rest(found, measure)

    def _rest(self, found: Sum, measure: str) -> Iterator[Row]:
        """Where parts overlap, what is not done of the total is in one of them, and what is not done of each in it."""
        counts = (("of", 1), (measure, -1))
        total = [(found.total, count, sign) for count, sign in counts]
        each = [[(part, count, -sign) for count, sign in counts] for part in found.parts]
        yield self._row([*total, *(term for terms in each for term in terms)], -math.inf, 0)
        for terms in each:
            yield self._row([*total, *terms], 0, math.inf)

    def _grown(self, earlier: Cell, later: Cell) -> Iterator[Row]:
        """Whoever supposes that nobody left and nothing was taken back; not where what is shown says otherwise."""
        before, now = self.web.table(earlier).counts, self.web.table(later).counts
        if self.growth is Growth.SHOWN and isinstance(self.web.value(earlier), Hidden):
            return
        for count in before:
            if count in now and not self.web.fell(earlier, later, count):
                yield self._row([(later, count, 1), (earlier, count, -1)], 0, math.inf)

    def _row(self, terms: Iterable[tuple[Cell, str, int]], low: float, high: float) -> Row:
        row: dict[int, int] = {}
        known = 0
        for cell, count, factor in terms:
            variable = self.variable.get((cell, count))
            if variable is not None:
                row[variable] = row.get(variable, 0) + factor
            else:
                index = self.web.table(cell).counts.index(count)
                known += factor * numbers_of(self.web.value(cell))[index]
        return row, low - known, high - known
