"""Tables for release: as much hidden as it takes, and no more than one place at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
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
    `also` are places to hide whatever they say. What is hidden in `lower`, the tables for a lower floor, is hidden
    here too, and words here tell nothing of it: a reader of both would find in the one what the other keeps back.
    """
    truth = {table.name: table for table in tables}
    made = {name: open_table(table, floor) for name, table in truth.items()}
    if floor <= 0:
        return made
    if lower is None and also is None and isinstance(floor, Floor) and floor.below < floor:
        lower = protect(tables, floor.below, before, ties=ties)
    cells = {name: dict(table.cells) for name, table in made.items()}
    first = _first(tables, floor, before, (also or {}, hidden_places(lower or {})))
    for name, places in first.items():
        cells[name].update(dict.fromkeys(places, Hidden.ALONE))
        for place, value in (settled or {}).get(name, {}).items():
            cells[name][place] = Hidden.ALONE if isinstance(value, Hidden) else value
    made = {name: replace(one, cells=cells[name]) for name, one in made.items()}
    web = Web([*before, made], truth, [tie for tie in ties if holds(tie, truth)], floor=floor)
    lost = _lost(web, before, floor)
    fixed = _cells(len(before), settled or {})
    _complete(web, cells, floor, lost, fixed)
    if before:
        _spare(web, cells, _cells(len(before), first) | fixed, lost)
    webs = [(web, lost), *((one, _exposed(one)) for one in _below(web, lower))]
    _say_why(webs, sorted(cells), cells)
    return made


def _cells(release: int, places: Mapping[str, Collection[Place]]) -> frozenset[Cell]:
    return frozenset((release, name, place) for name, several in places.items() for place in several)


def _first(
    tables: Sequence[Table],
    floor: int,
    before: Sequence[Mapping[str, Released]],
    also: Sequence[Mapping[str, Collection[Place]]],
) -> dict[str, list[Place]]:
    """The places hidden whatever the others are."""
    return {
        table.name: [
            *hidden_first(table, floor, before),
            *(place for one in also for place in one.get(table.name, ()) if place in table.tallies),
        ]
        for table in tables
    }


def _below(web: Web, lower: Mapping[str, Released] | None) -> Iterator[Web]:
    """The web of whoever gets the same tables below a lower floor, and reads the words of these beside them."""
    *before, made = web.releases
    if lower and made:
        under = {name: lower[name] for name in made}
        floor = min(one.floor for one in under.values())
        yield Web([*before, under], web.truth, web.known_ties(), made, floor)


def told(
    tables: Sequence[Table], made: Mapping[str, Released], before: Sequence[Mapping[str, Released]] = ()
) -> bool:
    """Whether hidden places of protected tables can still be worked out, as settled places don't give way."""
    floor = min((one.floor for one in made.values()), default=0)
    web = Web([*before, made], {table.name: table for table in tables}, floor=floor)
    return _tells(web, _lost(web, before, floor))


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


def _tells(web: Web, lost: frozenset[Cell], names: Collection[str] | None = None) -> bool:
    """Whether too much is known of anything; where tables are named, of what is tied to a hidden place of theirs."""
    last = len(web.releases) - 1
    return any(
        tells(web, knot, lost)
        for knot in web.knots()
        if names is None or any(cell[0] == last and cell[1] in names for cell in knot)
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
    return _exposed(Web([*before, dark], web.truth, web.known_ties(), floor=floor))


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
        # A total waits for parts: with these hidden it may not be needed.
        for number, name, place in [one for one in more if one[2]] or more:
            if number == len(web.releases) - 1:
                cells[name][place] = Hidden.ALONE


def _spare(
    web: Web,
    cells: Mapping[str, dict[Place, Tally | Hidden]],
    needed: Collection[Cell],
    lost: frozenset[Cell],
) -> None:
    """Show again totals and what earlier releases showed; where that finds something, the rest, and once more."""
    old = {cell[1:] for cell in web.known() if cell[0] < len(web.releases) - 1}
    while beside := web.hidden() - frozenset(needed):
        _show_again(web, cells, _dearest(web, [one for one in beside if one[1:] in old or not one[2]]), lost)
        left = web.hidden() & beside
        if len(left) == len(beside):
            return
        _show_again(web, cells, _dearest(web, left), lost)


def _dearest(web: Web, cells: Collection[Cell]) -> list[Cell]:
    """Totals, then those of the most people."""
    return sorted(cells, key=lambda one: _cost(web, one, 0), reverse=True)


def _show_again(
    web: Web, cells: Mapping[str, dict[Place, Tally | Hidden]], beside: Sequence[Cell], lost: frozenset[Cell]
) -> None:
    """Show what need not have been hidden beside others after all: all of it, else by halves.

    What an earlier release shows of a place may leave little room there; what was hidden for it in vain is shown.
    """
    for _, name, place in beside:
        cells[name][place] = web.truth[name].tallies[place]
    if not beside or not _tells(web, lost):
        return
    for _, name, place in beside:
        cells[name][place] = Hidden.ALONE
    if len(beside) > 1:
        half = len(beside) // 2
        for some in (beside[:half], beside[half:]):
            _show_again(web, cells, some, lost)


def _beside(web: Web, cell: Cell, floor: int, fixed: frozenset[Cell]) -> Cell | None:
    """The best place to hide for this one: in a sum with it, else in a sum with one that is hidden too.

    A place of another table, which a tie leads to, comes after those of its own, but before any total.
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
            return min(shown, key=lambda one: (not one[2], one[1] != cell[1], *_cost(web, one, floor)))
        seen.update(around)
        ring = [one for one in around if isinstance(web.value(one), Hidden)]
    return None


def _cost(web: Web, cell: Cell, floor: int) -> tuple[int, bool, int, Cell]:
    """Totals last; first what covers another by itself; then the fewest people."""
    tally = web.truth[cell[1]].tallies[cell[2]]
    slack = [tally.people - floor, *tally.done, *(tally.of - done for done in tally.done)]
    return -len(cell[2]), min(slack) < floor - 1, tally.people, cell
