"""How many members had a talk, and how many had them regularly, protected together: who had two had one."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle.progress.measures import EMPTY, Cell, Measures
from pdcycle.progress.privacy import NUMERATOR, Columns, Shown, columns_shown
from pdcycle.progress.suppression import Tie, at

TALKED, REGULAR = "talked", "regular"


def coached(measures: Measures, program: str, floor: int) -> dict[str, tuple[dict[str, Shown], Shown]]:
    """`talked` and `regular`, each by school and all together."""
    columns: Columns = {TALKED: _talked(measures, program), REGULAR: _regular(measures, program)}
    return columns_shown(columns, floor, list(_ties(columns)))


def _talked(measures: Measures, program: str) -> tuple[dict[str, Cell], Cell]:
    gaps = measures.of("coaching_gaps", program=program)
    cells: dict[str, Cell] = {}
    for row in gaps:
        had = cells.get(row["school"], EMPTY)
        asked = had.denominator + 1
        cells[row["school"]] = Cell(had.numerator + (int(row["talks"]) > 0), asked, asked)
    return cells, Cell(sum(one.numerator for one in cells.values()), len(gaps), len(gaps))


def _regular(measures: Measures, program: str) -> tuple[dict[str, Cell], Cell]:
    rows = measures.of("coaching_regularity", program=program)
    cells = {
        row["school"]: Cell(int(row["numerator"]), int(row["denominator"]), int(row["people"]))
        for row in rows
    }
    total = cells.pop(None, EMPTY)
    return cells, total


def _ties(columns: Columns) -> Iterator[Tie]:
    (talked, all_), (regular, some) = columns[TALKED], columns[REGULAR]
    there = [at(part=one) for one in regular if one in talked and regular[one].denominator]
    for place in (*there, *([()] if all_.denominator and some.denominator else ())):
        yield Tie(((TALKED, place, NUMERATOR, 1), (REGULAR, place, "of", -1)))
