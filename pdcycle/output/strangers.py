"""The people of exports nobody could match, as a part of a report."""

from __future__ import annotations

from collections.abc import Sequence

from pdcycle import wording
from pdcycle.model.results import Unresolved
from pdcycle.output.tables import Block, Cell, Grid

MOST = 50
"""How many are listed; JSON has them all."""

NOBODY = "nobody is near"
HEADING = "People we could not match"
COLUMNS = ("As written", "Rows", "Where", "Nearest, and what their line of people.csv says then")


def strangers_block(found: Sequence[Unresolved]) -> Block:
    """Each as the file has it, where, how often, and what would mend it."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (line.shown, line.rows, where(line), "; or ".join(nearest(line)) or NOBODY) for line in found[:MOST]
    )
    return Block(HEADING, sentences(found), Grid(COLUMNS, rows, frozenset({1})))


def sentences(found: Sequence[Unresolved]) -> tuple[str, ...]:
    """How many, what it means, and what to do."""
    counted = wording.count(sum(one.rows for one in found), "row")
    who = wording.count(len(found), "person", "people")
    lines = [f"{who}, {counted}: none of it counts until people.csv says who they are. Nobody is guessed."]
    if any(one.candidates for one in found):
        lines.append("Where one of the nearest is meant, write their cell of people.csv as it stands here.")
    if any(not one.candidates for one in found):
        lines.append("Somebody nobody is near: add them if they are staff; else there is nothing to do.")
    if len(found) > MOST:
        lines.append(f"The first {MOST} are listed; --format json has all.")
    return tuple(lines)


def where(one: Unresolved) -> str:
    """The rows' lines by file: `exports/a.csv lines 3, 9 and more`."""
    lines: dict[str, list[int]] = {}
    for file, line in one.places:
        lines.setdefault(file, []).append(line)
    said = [
        f"{file} {'line' if len(rows) == 1 else 'lines'} {', '.join(map(str, rows))}"
        for file, rows in lines.items()
    ]
    return "; ".join(said) + (" and more" if one.rows > len(one.places) else "")


def nearest(one: Unresolved) -> tuple[str, ...]:
    """The ids that are near, each with its line of people.csv and the cell that mends it."""
    mends = {mend.person: f"{mend.person}, line {mend.line}: {mend.column} {mend.cell}" for mend in one.mends}
    return tuple(mends.get(id_, id_) for id_ in one.candidates)
