"""Tables for everybody: protected, held against what is out already, and kept in `published/`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pdcycle.diagnostics import Route
from pdcycle.errors import PdcycleError
from pdcycle.files import Artefact, read_bytes
from pdcycle.flows.facts import Account
from pdcycle.language.document import Document, read
from pdcycle.model.audience import Audience, Floor
from pdcycle.model.results import Program
from pdcycle.output.released import released_text
from pdcycle.progress.measures import Measures, measure
from pdcycle.progress.protection import protect, told
from pdcycle.progress.releasing import due_table
from pdcycle.progress.shares import shares
from pdcycle.progress.suppression import Hidden, Place, Released, Table, Tally, at, shape

FOLDER = "published"


@dataclass(frozen=True, slots=True)
class Release:
    """What a file in `published/` holds."""

    day: date
    audience: str
    against: tuple[date, ...]
    tables: Mapping[str, Released]
    file: str = ""
    lines: Mapping[str, Mapping[Place, int]] = field(default_factory=dict)
    """The line of the file on which each place of each table stands."""


def publish(
    account: Account, root: Path, audience: Audience, programs: Sequence[str] = ()
) -> tuple[Artefact, ...]:
    """A file a program and day. What was released stays as it is: another table of the same day is refused."""
    if audience not in (Audience.DISTRICT, Audience.PUBLIC):
        raise PdcycleError(
            f"a release is for the district or the public, not for the audience {audience.value}",
            "say --audience public",
        )
    made = []
    measures = measure(account.facts, account.measures or None)
    for program in account.facts.programs:
        if program.kind == "plan" or (programs and program.id not in programs):
            continue
        table = due_table(account.facts, program)
        if not table.tallies:
            continue
        day = account.facts.as_of
        path = f"{FOLDER}/{program.id}/{day.isoformat()}.yaml"
        earlier = tuple(released(root, program.id))
        same = next((one for one in earlier if one.day == day), None)
        against = [one for one in earlier if (one.day in same.against if same else one.day != day)]
        before = [one.tables for one in against]
        tables = _as_reported(table, measures, program, audience.floor(account.facts.privacy), before)
        text = released_text(program.id, day, audience.value, [one.day for one in against], tables)
        if same is not None and read_bytes(root / path) != text.encode():
            raise PdcycleError(
                f"{path} is out already, and what is known of that day has changed",
                "release another day with --as-of; what is out cannot be taken back",
            )
        made.append(Artefact.text(path, text))
    return tuple(made)


def _as_reported(
    table: Table, measures: Measures, program: Program, floor: int, before: Sequence[Mapping[str, Released]]
) -> dict[str, Released]:
    """The table with the same schools hidden as in the reports of its day, and the steps giving way to them.

    Where hiding steps does not do it, as where every step asks the same people, they are left out: those of each
    school, then all.
    """
    lower = None
    if isinstance(floor, Floor) and floor.below < floor:
        lower = _as_reported(table, measures, program, floor.below, before)
        table = _less(table, lower[table.name].cells)
    settled = {
        place: value
        for place, value in shares(measures, program, floor, before).released("completion").items()
        if place in table.tallies and (isinstance(value, Hidden) or value == table.tallies[place])
    }
    for left_out in (("school", "step"), ("step",), ()):
        made = protect([table], floor, before, {table.name: settled}, (), lower=lower)
        if not left_out or not told([table], made, before):
            break
        table = _less(table, [place for place in table.tallies if shape(place) != left_out])
    return made


def _less(table: Table, places: Collection[Place]) -> Table:
    return replace(table, tallies={place: tally for place, tally in table.tallies.items() if place in places})


def released(root: Path, program: str) -> Iterator[Release]:
    """What is out of a program, oldest first."""
    for path in sorted((root / FOLDER / program).glob("*.yaml")):
        document = read(read_bytes(path), path.relative_to(root).as_posix())
        value: Any = document.value
        try:
            yield Release(
                date.fromisoformat(value["as_of"]),
                value["audience"],
                tuple(date.fromisoformat(day) for day in value["against"] or ()),
                {name: _table(name, table) for name, table in value["tables"].items()},
                document.file,
                {name: dict(_lines(document, name, table)) for name, table in value["tables"].items()},
            )
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as problem:
            raise PdcycleError(
                f"{path.relative_to(root).as_posix()} is not as `report --publish` wrote it",
                "take it back from the version that was committed",
            ) from problem


def _lines(document: Document, name: str, value: Any) -> Iterator[tuple[Place, int]]:
    for at_, entry in enumerate(value["places"]):
        yield _place(entry), document.span(Route(document.file, ("tables", name, "places", at_))).start.line


def _table(name: str, value: Any) -> Released:
    measures = tuple(value["measures"])
    floor = int(value["floor"])
    return Released(
        name=name,
        measures=measures,
        floor=floor,
        cells=dict(_cell(entry, measures, floor) for entry in value["places"]),
        adds=frozenset(
            (dimension, count) for dimension, counts in (value["adds_up"] or {}).items() for count in counts
        ),
        each={tuple(one["by"] or ()): (int(one["least"]), int(one["most"])) for one in value["each"]},
        within=tuple((value["within"] or {}).items()),
    )


def _place(entry: Mapping[str, str]) -> Place:
    return at(**{key: part or "" for key, part in entry.items() if key in ("school", "step")})


def _cell(entry: Mapping[str, str], measures: tuple[str, ...], floor: int) -> tuple[Place, Tally | Hidden]:
    place = _place(entry)
    if "hidden" in entry:
        return place, next(why for why in Hidden if why.words(floor) == entry["hidden"])
    done = tuple(int(entry[measure]) for measure in measures)
    return place, Tally(int(entry["people"]), int(entry["of"]), done)
