"""Levels that must be reached: `completion >= 80%`, held against a program's measures."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pdcycle.model.near import near
from pdcycle.model.results import Program
from pdcycle.progress.coached import REGULAR, coached
from pdcycle.progress.measures import EMPTY, Cell, Measures
from pdcycle.progress.participation import participation
from pdcycle.progress.privacy import NOTHING, Hidden, Shown, shown, shown_column
from pdcycle.progress.quantities import as_share
from pdcycle.progress.shares import USUAL, shares

NAMED: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "completion": ("completion", {"wants": None, "school": None}),
    "on-time": ("on_time", {"school": None}),
    "courses": ("courses", {"wants": "completion", "school": None}),
    "checks": ("courses", {"wants": "check", "school": None}),
    "artifacts": ("artifacts", {"school": None}),
    "break-outs": ("break_outs", {"school": None}),
    "survey-response": ("survey_response", {"school": None}),
    "participation": ("participation", {"unit": "month", "school": None}),
    "coaching-regularity": ("coaching_regularity", {"school": None}),
    "drafted": ("plan_status", {"status": "drafted", "school": None}),
    "shared": ("plan_status", {"status": "shared", "school": None}),
    "approved": ("plan_status", {"status": "approved", "school": None}),
    "revised": ("plan_status", {"status": "revised", "school": None}),
}
"""The shares a level can be asked of, by the name people say; a measure of the workspace's own goes by its file's."""

_COMPARE: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}
_ASKED = re.compile(r"\s*([a-z][a-z0-9_-]*)\s*(>=|<=|>|<|=)\s*(.+?)\s*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A level somebody asks for: the measure's name, how to compare, and the share."""

    name: str
    sign: str
    share: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Level:
    """Where a program stands against a level; `reached` is None where its audience may not see the figure.

    Whether it may see it has nothing to do with the level, so that trying one after another tells nothing.
    """

    program: str
    wanted: Wanted
    figure: Shown
    reached: bool | None


def parse_wanted(text: str, measures: Measures) -> Wanted | str:
    """`completion >= 80%` read, or what is wrong with it."""
    found = _ASKED.fullmatch(text)
    share = as_share(found[3]) if found else None
    if found is None or share is None:
        return "write it as 'completion >= 80%'"
    name = found[1].replace("_", "-")
    if name not in NAMED and not _own(name, measures):
        guess = near(name, NAMED)
        return f"did you mean `{guess}`?" if guess else f"measures are {', '.join(NAMED)}"
    return Wanted(name, found[2], share, " ".join(text.split()))


def level(measures: Measures, program: Program, wanted: Wanted, floor: int) -> Level:
    """A program held against a level; nothing counted yet is no miss."""
    figure = _figure(measures, program, wanted.name, floor)
    if figure.hidden:
        return Level(program.id, wanted, figure, None)
    if figure.share is None:
        return Level(program.id, wanted, figure, reached=True)
    return Level(program.id, wanted, figure, _COMPARE[wanted.sign](figure.share, wanted.share))


def _figure(measures: Measures, program: Program, name: str, floor: int) -> Shown:
    """The figure as this audience gets it in a report: hidden where it alone, or its schools', would tell too much."""
    if name in USUAL and floor:
        return shares(measures, program, floor).shown(name)
    if name not in NAMED:
        cell = _of(_own_row(measures, name, program.id))
        counts_nobody = bool(floor) and cell.people is None
        return Shown(None, None, Hidden.ALONE, floor) if counts_nobody else shown(cell, floor)
    rows = _rows(measures, program, name)
    if floor and name == "participation" and rows:
        return participation(measures, program.id, floor)["month", rows[0]["first_day"]].get(None, NOTHING)
    if floor and name == "coaching-regularity":
        return coached(measures, program.id, floor)[REGULAR][1]
    total = next((_of(row) for row in rows if row["school"] is None), EMPTY)
    schools = {str(row["school"]): _of(row) for row in rows if row["school"] is not None}
    return shown_column(schools, total, floor)[1] if floor else shown(total)


def _rows(measures: Measures, program: Program, name: str) -> Sequence[Mapping[str, Any]]:
    """The measure's rows by school, and of all together; participation's of the latest month."""
    measure, where = NAMED[name]
    parts = {key: value for key, value in where.items() if key != "school"}
    rows = measures.of(measure, program=program.id, **parts)
    if name != "participation":
        return rows
    last = max((row["first_day"] for row in rows if row["school"] is None), default=None)
    return [row for row in rows if row["first_day"] == last]


def _of(row: Mapping[str, Any] | None) -> Cell:
    if row is None:
        return Cell(0, 0, 0)
    people = row.get("people")
    numerator, denominator = int(row["numerator"] or 0), int(row["denominator"] or 0)
    return Cell(numerator, denominator, None if people is None else int(people))


def _own(name: str, measures: Measures) -> bool:
    rows = measures.rows.get(name.replace("-", "_"))
    return rows is not None and all({"numerator", "denominator"} <= row.keys() for row in rows)


def _own_row(measures: Measures, name: str, program: str) -> Mapping[str, Any] | None:
    """The program's row of all together: the one with the most columns that say nothing."""
    rows = [
        row for row in measures.rows.get(name.replace("-", "_"), ()) if row.get("program", program) == program
    ]
    return max(rows, key=lambda row: sum(value is None for value in row.values()), default=None)
