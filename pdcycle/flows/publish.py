"""Tables for everybody: protected, held against what is out already, and kept in `published/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pdcycle.errors import PdcycleError
from pdcycle.files import Artefact, read_bytes
from pdcycle.flows.facts import Account
from pdcycle.language.document import read
from pdcycle.model.audience import Audience
from pdcycle.output.released import released_text
from pdcycle.progress.protection import protect
from pdcycle.progress.releasing import due_table
from pdcycle.progress.suppression import Hidden, Place, Released, Tally, at

FOLDER = "published"


@dataclass(frozen=True, slots=True)
class Release:
    """What a file in `published/` holds."""

    day: date
    audience: str
    against: tuple[date, ...]
    tables: Mapping[str, Released]


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
        tables = protect([table], audience.floor(account.facts.privacy), [one.tables for one in against])
        text = released_text(program.id, day, audience.value, [one.day for one in against], tables)
        if same is not None and read_bytes(root / path) != text.encode():
            raise PdcycleError(
                f"{path} is out already, and what is known of that day has changed",
                "release another day with --as-of; what is out cannot be taken back",
            )
        made.append(Artefact.text(path, text))
    return tuple(made)


def released(root: Path, program: str) -> Iterator[Release]:
    """What is out of a program, oldest first."""
    for path in sorted((root / FOLDER / program).glob("*.yaml")):
        value: Any = read(read_bytes(path), path.relative_to(root).as_posix()).value
        try:
            yield Release(
                date.fromisoformat(value["as_of"]),
                value["audience"],
                tuple(date.fromisoformat(day) for day in value["against"] or ()),
                {name: _table(name, table) for name, table in value["tables"].items()},
            )
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as problem:
            raise PdcycleError(
                f"{path.relative_to(root).as_posix()} is not as `report --publish` wrote it",
                "take it back from the version that was committed",
            ) from problem


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


def _cell(entry: Mapping[str, str], measures: tuple[str, ...], floor: int) -> tuple[Place, Tally | Hidden]:
    place = at(**{key: part or "" for key, part in entry.items() if key in ("school", "step")})
    if "hidden" in entry:
        return place, next(why for why in Hidden if why.words(floor) == entry["hidden"])
    done = tuple(int(entry[measure]) for measure in measures)
    return place, Tally(int(entry["people"]), int(entry["of"]), done)
