"""A program's usual shares by school, department, role, grade or month, hidden so that none follows from the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pdcycle.model.results import Program
from pdcycle.progress.facts import Facts
from pdcycle.progress.measures import Measures
from pdcycle.progress.privacy import Audience, Shown
from pdcycle.progress.shares import shares

TITLES = {
    "completion": "Done of what was due",
    "on-time": "On time",
    "courses": "Courses completed",
    "checks": "Checks passed",
    "artifacts": "Artifacts handed in",
}
"""The measures of a breakdown in the order they are shown in, as people read them."""


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
    found = shares(measures, program, audience.floor(facts.privacy))
    lines = tuple(
        Part(
            part,
            _name(facts, dimension, part),
            tuple(found.shown(name, **{dimension: part}) for name in names),
        )
        for part in sorted({str(row["part"]) for row in rows})
    )
    return Breakdown(program.id, dimension, names, lines, tuple(found.shown(name) for name in names))


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
            **({"number": item.number} if item.number else {}),
        }
        for name, item in zip(names, figures, strict=True)
    }
