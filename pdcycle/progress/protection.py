"""Tables for release: as much hidden as it takes, and no more than one place at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pdcycle.progress.disclosure import Web, exposed
from pdcycle.progress.suppression import (
    Cell,
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
    tables: Sequence[Table],
    floor: int,
    before: Sequence[Mapping[str, Released]] = (),
    settled: Mapping[str, Mapping[Place, Tally | Hidden]] | None = None,
) -> dict[str, Released]:
    """The tables with everything hidden that anybody could otherwise work out; `before` is what is out already.

    Of every hidden place each count (the people, the things asked, what each measure counts of them, and the rest)
    may be anything in an interval of at least `floor - 1`, whatever linear programming makes of all that is shown.
    Places that are `settled` already stay as they are; then it is that much as far as hiding the others can do it.
    """
    truth = {table.name: table for table in tables}
    made = {name: open_table(table, floor) for name, table in truth.items()}
    if floor <= 0:
        return made
    cells = {name: dict(table.cells) for name, table in made.items()}
    for name, table in truth.items():
        cells[name].update(dict.fromkeys(hidden_first(table, floor, before), Hidden.ALONE))
        for place, value in (settled or {}).get(name, {}).items():
            cells[name][place] = Hidden.ALONE if isinstance(value, Hidden) else value
    made = {name: replace(one, cells=cells[name]) for name, one in made.items()}
    web, given_up = Web([*before, made], truth), _given_up(before)
    fixed = frozenset(
        (len(before), name, place) for name, places in (settled or {}).items() for place in places
    )
    _complete(web, cells, floor, given_up, fixed)
    for name in sorted(cells):
        _say_why(web, name, cells[name], given_up)
    return made


def _say_why(web: Web, name: str, cells: dict[Place, Tally | Hidden], given_up: frozenset[Cell]) -> None:
    """Call the places of few by that name, unless the words themselves would tell too much."""
    vague = {place: value for place, value in cells.items() if isinstance(value, Hidden)}
    tallies = web.truth[name].tallies
    floor = web.releases[-1][name].floor
    cells.update({place: mark(tallies[place], floor) for place in vague})
    number = len(web.releases) - 1
    here = [knot for knot in web.knots() if any(cell[:2] == (number, name) for cell in knot)]
    if any(set(exposed(web, knot)) - given_up for knot in here):
        cells.update(vague)


def _given_up(before: Sequence[Mapping[str, Released]]) -> frozenset[Cell]:
    """What earlier releases tell too much of by themselves: nothing hidden now can mend it."""
    if not before:
        return frozenset()
    web = Web(before)
    return frozenset(cell for knot in web.knots() for cell in exposed(web, knot))


def _complete(
    web: Web,
    cells: Mapping[str, dict[Place, Tally | Hidden]],
    floor: int,
    given_up: frozenset[Cell],
    fixed: frozenset[Cell],
) -> None:
    """Hide one more place beside each that is exposed, until none is."""
    checked: dict[tuple[Cell, ...], list[Cell]] = {}
    while True:
        more: dict[Cell, None] = {}
        for knot in web.knots():
            if knot not in checked:
                checked[knot] = [cell for cell in exposed(web, knot) if cell not in given_up]
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
    """The best place to hide for this one: in a sum with it, else in a sum with one that is hidden too."""
    last = len(web.releases) - 1
    seen = {cell}
    ring = [cell]
    while ring:
        around = sorted({other for one in ring for other in web.near(one)} - seen)
        shown = [
            one for one in around if one[0] == last and one not in fixed and isinstance(web.value(one), Tally)
        ]
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
