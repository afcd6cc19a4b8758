"""A program's usual shares by school, department, role, grade or month, hidden so that none follows from the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pdcycle.model.results import Program
from pdcycle.progress.facts import Facts
from pdcycle.progress.measures import Cell, Measures
from pdcycle.progress.privacy import NOTHING, Audience, Shown, shown_column

DIMENSIONS = ("school", "department", "role", "grade", "month")

TITLES = {
    "completion": "Done of what was due",
    "on-time": "On time",
    "courses": "Courses completed",
    "checks": "Checks passed",
    "artifacts": "Artifacts handed in",
}
"""The measures of a breakdown in the order they are shown in, as people read them."""

_TOTALS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "completion": ("completion", {"wants": None}),
    "on-time": ("on_time", {}),
    "courses": ("courses", {"wants": "completion"}),
    "checks": ("courses", {"wants": "check"}),
    "artifacts": ("artifacts", {}),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One school, department, role, grade or month; `figures` are in the order of the breakdown's measures."""

    part: str
    name: str
    figures: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A program's shares by one dimension; `measures` are those anything is asked of, `total` is all together."""

    program: str
    dimension: str
    measures: tuple[str, ...]
    parts: tuple[Part, ...]
    total: tuple[Shown, ...]


def breakdown(
    facts: Facts, measures: Measures, program: Program, dimension: str, audience: Audience
) -> Breakdown:
    """One program by one dimension, for one audience."""
    rows = measures.of("breakdown", program=program.id, dimension=dimension)
    names = tuple(name for name in TITLES if any(row["measure"] == name for row in rows))
    parts = sorted({str(row["part"]) for row in rows})
    columns: list[dict[str, Shown]] = []
    totals: list[Shown] = []
    for name in names:
        measure, where = _TOTALS[name]
        total = measures.cell(measure, program=program.id, school=None, **where)
        cells = {
            str(row["part"]): Cell(int(row["numerator"]), int(row["denominator"]), int(row["people"]))
            for row in rows
            if row["measure"] == name
        }
        shown, whole = with_rest(cells, total, audience.floor(facts.privacy))
        columns.append(shown)
        totals.append(whole)
    lines = tuple(
        Part(part, _name(facts, dimension, part), tuple(column.get(part, NOTHING) for column in columns))
        for part in parts
    )
    return Breakdown(program.id, dimension, names, lines, tuple(totals))


def with_rest(cells: dict[str, Cell], total: Cell, floor: int) -> tuple[dict[str, Shown], Shown]:
    """A column whose parts leave some of the total out: the rest counts as a part when it is hidden what follows."""
    met = total.numerator - sum(cell.numerator for cell in cells.values())
    asked = total.denominator - sum(cell.denominator for cell in cells.values())
    if asked <= 0:
        return shown_column(cells, total, floor)
    people = None
    if total.people is not None:
        people = max(total.people - sum(cell.people or 0 for cell in cells.values()), 1)
    parts, whole = shown_column({**cells, _REST: Cell(met, asked, people)}, total, floor)
    return {id_: parts[id_] for id_ in cells}, whole


_REST = "\0rest"


def _name(facts: Facts, dimension: str, part: str) -> str:
    if not part:
        return f"no {dimension}" if dimension != "school" else "no one school"
    return facts.school(part) if dimension == "school" else part


def plain_of(found: Breakdown) -> Mapping[str, object]:
    """The breakdown as JSON has it: by part and measure, the two numbers or why they are hidden."""
    return {
        "dimension": found.dimension,
        "parts": [
            {"part": line.part, "name": line.name, **_figures(found.measures, line.figures)}
            for line in found.parts
        ],
        "total": _figures(found.measures, found.total),
    }


def _figures(names: tuple[str, ...], figures: tuple[Shown, ...]) -> dict[str, object]:
    return {
        name: {
            "numerator": item.numerator,
            "denominator": item.denominator,
            "hidden": item.hidden.value if item.hidden else None,
        }
        for name, item in zip(names, figures, strict=True)
    }
