"""A program's usual shares by school, department, role, grade and month, protected as one whole.

Whatever part of it a report prints, the same figures are hidden, so that no two reports of a day undo each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pdcycle.model.audience import Floor
from pdcycle.model.results import Program
from pdcycle.progress.measures import Cell, Measures
from pdcycle.progress.privacy import NOTHING, Shown, tally_of
from pdcycle.progress.protection import hidden_places, protect
from pdcycle.progress.suppression import REST, Hidden, Place, Released, Table, Tally, Tie, at, completed
from pdcycle.progress.ties import STEPS, Known

USUAL: dict[str, tuple[str, dict[str, str | None]]] = {
    "completion": ("completion", {"wants": None}),
    "on-time": ("on_time", {}),
    "courses": ("courses", {"wants": "completion"}),
    "checks": ("courses", {"wants": "check"}),
    "artifacts": ("artifacts", {}),
    "survey-response": ("survey_response", {}),
    "drafted": ("plan_status", {"status": "drafted"}),
}
"""The measure behind each share, and which of its rows."""

_TABLES = {"survey-response": "response"}
"""What a share's table is called where not like the share."""


@dataclass(frozen=True, slots=True)
class Shares:
    """A program's shares as an audience gets them; `places` of each measure are a dimension and a part."""

    floor: int
    tables: Mapping[str, Released]

    def released(self, measure: str) -> dict[Place, Tally | Hidden]:
        """The table a measure stands in, by school and all together."""
        for table in self.tables.values():
            if measure in table.measures:
                return {place: value for place, value in table.cells.items() if _in_school(place)}
        return {}

    def shown(self, measure: str, **place: str) -> Shown:
        """A measure's figure there, or all together; nothing where nothing is asked."""
        for table in self.tables.values():
            if measure in table.measures and at(**place) in table.cells:
                value = table.cells[at(**place)]
                if isinstance(value, Hidden):
                    return Shown(None, None, value, self.floor)
                return Shown(value.done[table.measures.index(measure)], value.of, None, self.floor)
        return NOTHING


def shares(measures: Measures, program: Program, floor: int, before: Before | None = None) -> Shares:
    """Every usual share of a program by every dimension, and its steps.

    They are held against what is out of it `before`: where nothing is said, against what the measures know of that.
    """
    before = measures.before.get(program.id, ()) if before is None else before
    key = ("shares", program.id, int(floor), getattr(floor, "below", 0), len(before))
    if key in measures.kept:
        return Shares(floor, measures.kept[key])
    tables = _tables(measures, program)
    counts = {table.name: table.measures[0] for table in tables}
    ties = tuple(Known(program, measures, {table.name: table for table in tables}, counts).ties())
    lone = _lone(tables)
    fewer = [replace(one, tallies=_less(one.tallies, lone[one.name])) for one in tables]
    made = _protected(fewer, floor, [_without(tie, lone) for tie in ties], before)
    measures.kept[key] = {name: _again(table, lone[name]) for name, table in made.items()}
    return Shares(floor, measures.kept[key])


def _lone(tables: Sequence[Table]) -> dict[str, frozenset[Place]]:
    """By table: the only parts of their dimension, which say what the total says."""
    found: dict[str, frozenset[Place]] = {}
    for table in tables:
        parts = {
            dimension: [place for place in table.tallies if place and place[0][0] == dimension]
            for dimension in {place[0][0] for place in table.tallies if place}
        }
        whole = table.tallies.get(())
        lone = (places[0] for places in parts.values() if len(places) == 1)
        found[table.name] = frozenset(place for place in lone if table.tallies[place] == whole)
    return found


def _less(tallies: Mapping[Place, Tally], lone: frozenset[Place]) -> dict[Place, Tally]:
    return {place: tally for place, tally in tallies.items() if place not in lone}


def _without(tie: Tie, lone: Mapping[str, frozenset[Place]]) -> Tie:
    """The tie with the totals in the places of their only parts."""
    terms = tuple(
        (name, () if place in lone[name] else place, count, sign) for name, place, count, sign in tie.terms
    )
    return replace(tie, terms=terms)


def _again(table: Released, lone: frozenset[Place]) -> Released:
    if not lone:
        return table
    return replace(table, cells={**table.cells, **dict.fromkeys(lone, table.cells[()])})


Before = Sequence[Mapping[str, Released]]
"""Earlier releases, oldest first."""


def _protected(
    tables: Sequence[Table], floor: int, ties: Sequence[Tie], before: Before
) -> dict[str, Released]:
    """What every report prints comes first; the other dimensions give way to it.

    What is hidden for a lower floor is hidden for a higher one too.
    """
    lower = None
    if isinstance(floor, Floor) and floor.below < floor:
        lower = _protected(tables, floor.below, ties, before)
    also = hidden_places(lower or {})
    first = [_by_school(table) for table in tables]
    there = {(table.name, place) for table in first for place in table.tallies}
    near = [tie for tie in ties if all((name, place) in there for name, place, _, _ in tie.terms)]
    schools = protect(first, floor, before, ties=near, also=also)
    settled = {name: table.cells for name, table in schools.items()}
    hidden = hidden_places(protect(tables, floor, before, settled, ties, also))
    # Where others can't give way far enough, as where nothing at all is done, a school or the total has to.
    return protect(tables, floor, before, ties=ties, also=hidden, lower=lower)


def _tables(measures: Measures, program: Program) -> list[Table]:
    found = {name: dict(_cells(measures, program, name)) for name in USUAL}
    tables = [
        _table(_TABLES.get(name, name), (name,), {place: (cell,) for place, cell in cells.items()})
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
    steps = {at(step=str(row["step"])): (_of_step(row),) for row in _steps(measures, program)}
    tables.append(_table(STEPS, (STEPS,), steps))
    return [table for table in tables if table.tallies]


def _steps(measures: Measures, program: Program) -> Sequence[Mapping[str, object]]:
    return measures.of("steps", program=program.id, cycle=None, school=None)


def _of_step(row: Mapping[str, object]) -> Cell:
    done, *others = (int(str(row[name])) for name in ("done", "due", "skipped", "ahead"))
    return Cell(done, done + sum(others), int(str(row["people"])))


def _in_school(place: Place) -> bool:
    return all(name == "school" and part != REST for name, part in place)


def _by_school(table: Table) -> Table:
    """What every report prints; the other dimensions give way to it."""
    kept = {
        place: tally
        for place, tally in table.tallies.items()
        if all(name in ("school", "step") for name, _ in place)
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
            people = first.people if several[0].people else 0  # a group's pieces are nobody's
            tallies[place] = Tally(people, first.of, tuple(cell.numerator for cell in several))
    nested = (("on-time", "completion"),) if measures == ("completion", "on-time") else ()
    return Table(name, measures, completed(tallies, 0), nested)
