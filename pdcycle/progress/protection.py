"""Tables for release: as much hidden as it takes, and no more than one place at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pdcycle.model.audience import Floor
from pdcycle.progress.disclosure import exposed, tells
from pdcycle.progress.suppression import (
    Cell,
    Hidden,
    Place,
    Released,
    Table,
    Tally,
    Tie,
    hidden_first,
    holds,
    mark,
    open_table,
)
from pdcycle.progress.web import Web


def protect(
    tables: Sequence[Table],
    floor: int,
    before: Sequence[Mapping[str, Released]] = (),
    settled: Mapping[str, Mapping[Place, Tally | Hidden]] | None = None,
    ties: Sequence[Tie] = (),
    also: Mapping[str, Collection[Place]] | None = None,
    lower: Mapping[str, Released] | None = None,
) -> dict[str, Released]:
    """The tables with everything hidden that anybody could otherwise work out; `before` is what is out already.

    Of every hidden place each count (the people, the things asked, what each measure counts of them, and the rest)
    may be anything in an interval of at least `floor - 1`, whatever linear programming makes of all that is shown.
    Places that are `settled` already stay as they are; then it is that much as far as hiding the others can do it.
    `also` are places to hide whatever they say. What is hidden below a lower floor, in the tables `lower`, is hidden
    here too, and its words tell nothing more there: whoever reads both would otherwise find in the one what the other
    keeps back.
    """
    truth = {table.name: table for table in tables}
    made = {name: open_table(table, floor) for name, table in truth.items()}
    if floor <= 0:
        return made
    if lower is None and also is None and isinstance(floor, Floor) and floor.below < floor:
        lower = protect(tables, floor.below, before, ties=ties)
    hidden = [also or {}, hidden_places(lower or {})]
    cells = {name: dict(table.cells) for name, table in made.items()}
    for name, table in truth.items():
        first = [
            *hidden_first(table, floor, before),
            *(place for one in hidden for place in one.get(name, ())),
        ]
        cells[name].update(dict.fromkeys((place for place in first if place in cells[name]), Hidden.ALONE))
        for place, value in (settled or {}).get(name, {}).items():
            cells[name][place] = Hidden.ALONE if isinstance(value, Hidden) else value
    made = {name: replace(one, cells=cells[name]) for name, one in made.items()}
    true = [tie for tie in ties if holds(tie, truth)]
    web = Web([*before, made], truth, true, floor=floor)
    lost = _lost(web, before, floor)
    fixed = frozenset(
        (len(before), name, place) for name, places in (settled or {}).items() for place in places
    )
    _complete(web, cells, floor, lost, fixed)
    webs = [(web, lost)]
    if lower is not None:
        under = {name: lower[name] for name in made}
        both = Web([*before, under], truth, true, made, min(one.floor for one in under.values()))
        webs.append((both, _exposed(both)))
    _say_why(webs, sorted(cells), cells)
    return made


def hidden_places(made: Mapping[str, Released]) -> dict[str, tuple[Place, ...]]:
    """The places of each table that are hidden."""
    return {
        name: tuple(place for place, value in table.cells.items() if isinstance(value, Hidden))
        for name, table in made.items()
    }


Webs = Sequence[tuple[Web, frozenset[Cell]]]
"""Webs with the cells of each that nothing can mend."""


def _say_why(webs: Webs, names: Sequence[str], cells: Mapping[str, dict[Place, Tally | Hidden]]) -> None:
    """Call the places of few by that name, but for tables where the words themselves would tell too much.

    The tables are tried together, and by halves where that is too much.
    """
    truth, floor = webs[0][0].truth, webs[0][0].releases[-1][names[0]].floor if names else 0
    vague = {name: [at for at, value in cells[name].items() if isinstance(value, Hidden)] for name in names}
    for name, places in vague.items():
        cells[name].update({place: mark(truth[name].tallies[place], floor) for place in places})
    if not any(_tells(web, lost, names) for web, lost in webs):
        return
    for name, places in vague.items():
        cells[name].update(dict.fromkeys(places, Hidden.ALONE))
    if len(names) > 1:
        half = len(names) // 2
        for some in (names[:half], names[half:]):
            _say_why(webs, some, cells)


def _tells(web: Web, lost: frozenset[Cell], names: Collection[str]) -> bool:
    """Whether the words of these tables tell too much of what they are tied to."""
    last = len(web.releases) - 1
    return any(
        tells(web, knot, lost)
        for knot in web.knots()
        if any(cell[0] == last and cell[1] in names for cell in knot)
    )


def _exposed(web: Web) -> frozenset[Cell]:
    return frozenset(cell for knot in web.knots() for cell in exposed(web, knot))


def _lost(web: Web, before: Sequence[Mapping[str, Released]], floor: int) -> frozenset[Cell]:
    """What earlier releases tell too much of, by themselves or with nothing shown now: hiding can't mend it."""
    if not before:
        return frozenset()
    dark = {
        name: replace(table, cells=dict.fromkeys(table.cells, Hidden.ALONE))
        for name, table in web.releases[-1].items()
    }
    ties = {id(tie): tie for several in web.ties.values() for tie in several}
    return _exposed(Web([*before, dark], web.truth, ties.values(), floor=floor))


def _complete(
    web: Web,
    cells: Mapping[str, dict[Place, Tally | Hidden]],
    floor: int,
    lost: frozenset[Cell],
    fixed: frozenset[Cell],
) -> None:
    """Hide one more place beside each that is exposed, until none is."""
    checked: dict[tuple[Cell, ...], list[Cell]] = {}
    while True:
        more: dict[Cell, None] = {}
        for knot in web.knots():
            if knot not in checked:
                checked[knot] = [cell for cell in exposed(web, knot) if cell not in lost]
            for cell in checked[knot]:
                best = _beside(web, cell, floor, fixed)
                if best is not None:
                    more[best] = None
        if not more:
            return
        for number, name, place in more:
            if number == len(web.releases) - 1:
                cells[name][place] = Hidden.ALONE


def _beside(web: Web, cell: Cell, floor: int, fixed: frozenset[Cell]) -> Cell | None:
    """The best place to hide for this one: in a sum with it, else in a sum with one that is hidden too.

    A place of another table, which a tie leads to, comes after those of its own.
    """
    last = len(web.releases) - 1
    seen = {cell}
    ring = [cell]
    while ring:
        around = sorted({other for one in ring for other in web.near(one)} - seen)
        shown = [
            one for one in around if one[0] == last and one not in fixed and isinstance(web.value(one), Tally)
        ]
        if shown:
            return min(shown, key=lambda one: (one[1] != cell[1], *_cost(web, one, floor)))
        seen.update(around)
        ring = [one for one in around if isinstance(web.value(one), Hidden)]
    return None


def _cost(web: Web, cell: Cell, floor: int) -> tuple[int, bool, int, Cell]:
    """Totals last; first what covers another by itself; then the fewest people."""
    tally = web.truth[cell[1]].tallies[cell[2]]
    slack = [tally.people - floor, *tally.done, *(tally.of - done for done in tally.done)]
    return -len(cell[2]), min(slack) < floor - 1, tally.people, cell
