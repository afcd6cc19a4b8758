"""An initiative by school: focus, goal with its history, and how far courses, break-outs and artifacts are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pdcycle.model.results import Goal, Program
from pdcycle.progress.facts import Facts
from pdcycle.progress.measures import Cell, Measures
from pdcycle.progress.privacy import NOTHING, Audience, Shown, shown, shown_column
from pdcycle.progress.reports import Basis, StepLine, basis, step_lines
from pdcycle.progress.shares import Shares, shares
from pdcycle.progress.survey_shares import survey_shares


@dataclass(frozen=True, slots=True)
class GoalPoint:
    """A goal as it read since a day."""

    since: date | None
    text: str
    baseline: str
    target: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal now, what it was before (oldest first), and where it was last measured and how.

    `way` is `rubric` (people at the level, of those observed), `measured`, or "" where nothing measured it.
    """

    owner: str
    text: str
    baseline: str
    target: str
    by: date | None
    history: tuple[GoalPoint, ...]
    way: str = ""
    day: date | None = None
    figure: Shown = NOTHING


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school's part. `planned` counts the year's break-outs; `school` is "" for all together."""

    school: str
    name: str
    focus: str
    goal: GoalLine | None
    completion: Shown
    courses: Shown
    checks: Shown
    break_outs: Shown
    planned: int
    artifacts: Shown
    survey: Shown


@dataclass(frozen=True, slots=True)
class InitiativeReport:
    """An initiative's year, a line a school, and the district's own goals."""

    program: str
    title: str
    basis: Basis
    goals: tuple[GoalLine, ...]
    schools: tuple[SchoolLine, ...]
    total: SchoolLine
    steps: tuple[StepLine, ...]


def initiative_report(
    facts: Facts, measures: Measures, program: Program, audience: Audience
) -> InitiativeReport:
    """The report of an initiative; no person stands in it, whoever it is for."""
    floor = audience.floor(facts.privacy)
    ids = [part.school for part in program.schools]
    usual = shares(measures, program, floor)
    columns = _columns(facts, measures, program, ids, usual)
    focus = {part.school: part.focus for part in program.schools}
    figures = goal_figures(measures, program, floor)
    goals = {
        goal.owner: goal_line(facts, measures, program, goal, figures.get(goal.owner))
        for goal in program.goals
    }
    planned = {id_: _planned(measures, program, id_) for id_ in (*ids, None)}
    lines = tuple(
        SchoolLine(
            school=id_,
            name=facts.school(id_),
            focus=facts.focus(focus[id_]),
            goal=goals.get(id_),
            planned=planned[id_],
            **{name: parts[id_] for name, (parts, _) in columns.items()},
        )
        for id_ in ids
    )
    sums = {name: total for name, (_, total) in columns.items()}
    total = SchoolLine(school="", name="All schools", focus="", goal=None, planned=planned[None], **sums)
    own = tuple(line for owner, line in goals.items() if owner not in focus)
    shared = basis(facts, audience, program)
    return InitiativeReport(
        program.id, program.title, shared, own, lines, total, step_lines(measures, program, usual)
    )


def _columns(
    facts: Facts, measures: Measures, program: Program, ids: list[str], usual: Shares
) -> dict[str, tuple[dict[str, Shown], Shown]]:
    floor = usual.floor
    found = {
        name: ({id_: usual.shown(name, school=id_) for id_ in ids}, usual.shown(name))
        for name in ("completion", "courses", "checks", "artifacts")
    }
    held = {id_: measures.cell("break_outs", program=program.id, school=id_) for id_ in ids}
    found["break_outs"] = shown_column(
        held, measures.cell("break_outs", program=program.id, school=None), floor
    )
    asked, all_ = survey_shares(facts, measures, floor).program(program.id)
    found["survey"] = {id_: asked.get(id_, Shown(0, 0, None, floor)) for id_ in ids}, all_
    return found


def _planned(measures: Measures, program: Program, school: str | None) -> int:
    return sum(int(row["planned"]) for row in measures.of("break_outs", program=program.id, school=school))


def goal_figures(measures: Measures, program: Program, floor: int) -> dict[str, Shown]:
    """Where each owner's goal stands: schools' figures are parts of the program's own, where they can be."""
    cells = {
        goal.owner: _goal_cell(row)
        for goal in program.goals
        if (row := _goal_row(measures, program, goal)) is not None
    }
    whole = cells.pop(program.id, None)
    people = sum(cell.people or 0 for cell in cells.values())
    if whole is None or (whole.people or 0) < people or whole.denominator < people:
        parts = {owner: shown(cell, floor) for owner, cell in cells.items()}
        return parts if whole is None else {**parts, program.id: shown(whole, floor)}
    parts, total = shown_column(cells, whole, floor)
    return {**parts, program.id: total}


def _goal_row(measures: Measures, program: Program, goal: Goal) -> Mapping[str, Any] | None:
    owner = "" if goal.owner == program.id else goal.owner
    rows = measures.of("goal", program=program.id, owner=owner)
    return min(rows, key=lambda row: row["way"] != "measured", default=None)


def _goal_cell(row: Mapping[str, Any]) -> Cell:
    return Cell(int(row["numerator"]), int(row["denominator"]), int(row["people"]))


def goal_line(
    facts: Facts, measures: Measures, program: Program, goal: Goal, figure: Shown | None = None
) -> GoalLine:
    """A goal with its history up to the day of the report, and its latest figure: its own measurement first.

    `figure` is what its audience may see of that; without one, all of it.
    """
    now = goal.on(facts.as_of)
    history = tuple(
        GoalPoint(item.since, item.text or "", item.baseline or "", item.target or "")
        for item in goal.revisions
        if item.since is None or item.since <= facts.as_of
    )
    row = _goal_row(measures, program, goal)
    line = GoalLine(goal.owner, now.text or "", now.baseline or "", now.target or "", now.by, history)
    if row is None:
        return line
    figure = figure or shown(_goal_cell(row))
    day = None if figure.hidden else row["day"]  # of few people it would be the day one of them was seen
    return GoalLine(
        line.owner, line.text, line.baseline, line.target, line.by, history, row["way"], day, figure
    )
