"""A program's usual shares by school, department, role, grade and month, protected as one whole.

Whatever part of it a report prints, the same figures are hidden, so that no two reports of a day undo each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pdcycle.model.results import Program
from pdcycle.progress.measures import Cell, Measures
from pdcycle.progress.privacy import NOTHING, Shown, tally_of
from pdcycle.progress.protection import protect
from pdcycle.progress.suppression import Hidden, Place, Released, Table, Tally, at, completed

USUAL: dict[str, tuple[str, dict[str, str | None]]] = {
    "completion": ("completion", {"wants": None}),
    "on-time": ("on_time", {}),
    "courses": ("courses", {"wants": "completion"}),
    "checks": ("courses", {"wants": "check"}),
    "artifacts": ("artifacts", {}),
}
"""The measure behind each share, and which of its rows."""


@dataclass(frozen=True, slots=True)
class Shares:
    """A program's shares as an audience gets them; `places` of each measure are a dimension and a part."""

    floor: int
    tables: Mapping[str, Released]

    def shown(self, measure: str, **place: str) -> Shown:
        """A measure's figure there, or all together; nothing where nothing is asked."""
        for table in self.tables.values():
            if measure in table.measures and at(**place) in table.cells:
                value = table.cells[at(**place)]
                if isinstance(value, Hidden):
                    return Shown(None, None, value, self.floor)
                return Shown(value.done[table.measures.index(measure)], value.of, None, self.floor)
        return NOTHING


def shares(measures: Measures, program: Program, floor: int) -> Shares:
    """Every usual share of a program by every dimension."""
    found = {name: dict(_cells(measures, program, name)) for name in USUAL}
    tables = [
        _table(name, (name,), {place: (cell,) for place, cell in cells.items()})
        for name, cells in found.items()
        if name not in ("completion", "on-time")
    ]
    done, prompt = found["completion"], found["on-time"]
    if {place: (one.people, one.denominator) for place, one in done.items()} == {
        place: (one.people, one.denominator) for place, one in prompt.items()
    }:
        both = {place: (cell, prompt[place]) for place, cell in done.items()}
        tables.append(_table("due", ("completion", "on-time"), both))
    else:  # a workspace counts one of them in its own way
        tables += [
            _table(name, (name,), {place: (cell,) for place, cell in cells.items()})
            for name, cells in (("completion", done), ("on-time", prompt))
        ]
    tables = [table for table in tables if table.tallies]
    schools = protect([_by_school(table) for table in tables], floor)
    settled = {name: table.cells for name, table in schools.items()}
    return Shares(floor, protect(tables, floor, settled=settled))


def _by_school(table: Table) -> Table:
    """What every report prints; the other dimensions give way to it."""
    kept = {
        place: tally for place, tally in table.tallies.items() if all(name == "school" for name, _ in place)
    }
    return replace(table, tallies=kept)


def _cells(measures: Measures, program: Program, name: str) -> Iterator[tuple[Place, Cell]]:
    measure, where = USUAL[name]
    for row in measures.of(measure, program=program.id, **where):
        place = at(school=str(row["school"])) if row["school"] is not None else ()
        yield place, _cell(row)
    for row in measures.of("breakdown", program=program.id, measure=name):
        if row["dimension"] != "school":
            yield at(**{str(row["dimension"]): str(row["part"])}), _cell(row)


def _cell(row: Mapping[str, object]) -> Cell:
    numerator, denominator, people = (int(str(row[name])) for name in ("numerator", "denominator", "people"))
    return Cell(numerator, denominator, people)


def _table(name: str, measures: tuple[str, ...], cells: Mapping[Place, tuple[Cell, ...]]) -> Table:
    tallies: dict[Place, Tally] = {}
    for place, several in cells.items():
        first = tally_of(several[0])
        if first is not None:
            tallies[place] = Tally(first.people, first.of, tuple(cell.numerator for cell in several))
    nested = (("on-time", "completion"),) if measures == ("completion", "on-time") else ()
    return Table(name, measures, completed(tallies), nested)
