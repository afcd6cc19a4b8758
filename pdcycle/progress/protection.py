"""Tables for release: as much hidden as it takes, and no more than one place at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pdcycle.progress.disclosure import Cell, Web, exposed
from pdcycle.progress.suppression import (
    Hidden,
    Place,
    Released,
    Table,
    Tally,
    hidden_first,
    mark,
    open_table,
)


def protect(
    tables: Sequence[Table], floor: int, before: Sequence[Mapping[str, Released]] = ()
) -> dict[str, Released]:
    """The tables with everything hidden that anybody could otherwise work out; `before` is what is out already.

    Of every hidden place each count (the people, the things asked, what each measure counts of them, and the rest)
    may be anything in an interval of at least `floor - 1`, whatever linear programming makes of all that is shown.
    """
    truth = {table.name: table for table in tables}
    made = {name: open_table(table, floor) for name, table in truth.items()}
    if floor <= 0:
        return made
    cells = {name: dict(table.cells) for name, table in made.items()}
    for name, table in truth.items():
        cells[name].update(hidden_first(table, floor, before))
    made = {
        name: Released(name, one.measures, floor, cells[name], one.adds, one.each)
        for name, one in made.items()
    }
    _complete(Web([*before, made], truth), cells, floor, _given_up(before))
    return made


def _given_up(before: Sequence[Mapping[str, Released]]) -> frozenset[Cell]:
    """What earlier releases tell too much of by themselves: nothing hidden now can mend it."""
    if not before:
        return frozenset()
    web = Web(before)
    return frozenset(cell for knot in web.knots() for cell in exposed(web, knot))


def _complete(
    web: Web, cells: Mapping[str, dict[Place, Tally | Hidden]], floor: int, given_up: frozenset[Cell]
) -> None:
    """Hide one more place beside each that is exposed, until none is."""
    checked: dict[tuple[Cell, ...], list[Cell]] = {}
    while True:
        more: dict[Cell, None] = {}
        for knot in web.knots():
            if knot not in checked:
                checked[knot] = [cell for cell in exposed(web, knot) if cell not in given_up]
            for cell in checked[knot]:
                best = _beside(web, cell, floor)
                if best is not None:
                    more[best] = None
        if not more:
            return
        for number, name, place in more:
            if number == len(web.releases) - 1:
                cells[name][place] = mark(web.truth[name].tallies[place], floor)


def _beside(web: Web, cell: Cell, floor: int) -> Cell | None:
    """The best place to hide for this one: in a sum with it, else in a sum with one that is hidden too."""
    last = len(web.releases) - 1
    seen = {cell}
    ring = [cell]
    while ring:
        around = sorted({other for one in ring for other in web.near(one)} - seen)
        shown = [one for one in around if one[0] == last and isinstance(web.value(one), Tally)]
        if shown:
            return min(shown, key=lambda one: _cost(web, one, floor))
        seen.update(around)
        ring = [one for one in around if isinstance(web.value(one), Hidden)]
    return None


def _cost(web: Web, cell: Cell, floor: int) -> tuple[int, bool, int, Cell]:
    """Totals last; first what covers another by itself; then the fewest people."""
    tally = web.truth[cell[1]].tallies[cell[2]]
    slack = [tally.people - floor, *tally.done, *(tally.of - done for done in tally.done)]
    return -len(cell[2]), min(slack) < floor - 1, tally.people, cell
