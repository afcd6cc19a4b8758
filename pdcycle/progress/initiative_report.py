"""An initiative by school: focus, goal with its history, and how far courses, break-outs and artifacts are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pdcycle.model.results import Goal, Program
from pdcycle.progress.facts import Facts
from pdcycle.progress.measures import EMPTY, Cell, Measures
from pdcycle.progress.privacy import NOTHING, Audience, Shown, shown, shown_column
from pdcycle.progress.reports import Basis, StepLine, basis, step_lines
from pdcycle.progress.shares import shares


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
    columns = _columns(measures, program, ids, floor)
    focus = {part.school: part.focus for part in program.schools}
    goals = {goal.owner: goal_line(facts, measures, program, goal, floor) for goal in program.goals}
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
        program.id, program.title, shared, own, lines, total, step_lines(measures, program, floor)
    )


def _columns(
    measures: Measures, program: Program, ids: list[str], floor: int
) -> dict[str, tuple[dict[str, Shown], Shown]]:
    usual = shares(measures, program, floor)
    found = {
        name: ({id_: usual.shown(name, school=id_) for id_ in ids}, usual.shown(name))
        for name in ("completion", "courses", "checks", "artifacts")
    }
    held = {id_: measures.cell("break_outs", program=program.id, school=id_) for id_ in ids}
    found["break_outs"] = shown_column(
        held, measures.cell("break_outs", program=program.id, school=None), floor
    )
    surveys = {item.survey for item in program.occurrences if item.survey}
    rows = [row for row in measures.of("survey") if row["survey"] in surveys]
    answers = {id_: _summed(row for row in rows if row["school"] == id_) for id_ in ids}
    found["survey"] = shown_column(answers, _summed(row for row in rows if row["school"] in answers), floor)
    return found


def _summed(rows: Iterable[Mapping[str, Any]]) -> Cell:
    """Answers of all audiences and periods; as many people as the best answered of them had."""
    found = list(rows)
    if not found:
        return EMPTY
    return Cell(
        sum(int(row["numerator"]) for row in found),
        sum(int(row["denominator"]) for row in found),
        max(int(row["people"] or 0) for row in found),
    )


def _planned(measures: Measures, program: Program, school: str | None) -> int:
    return sum(int(row["planned"]) for row in measures.of("break_outs", program=program.id, school=school))


def goal_line(facts: Facts, measures: Measures, program: Program, goal: Goal, floor: int) -> GoalLine:
    """A goal with its history up to the day of the report, and its latest figure: its own measurement first."""
    now = goal.on(facts.as_of)
    owner = "" if goal.owner == program.id else goal.owner
    history = tuple(
        GoalPoint(item.since, item.text or "", item.baseline or "", item.target or "")
        for item in goal.revisions
        if item.since is None or item.since <= facts.as_of
    )
    rows = sorted(
        measures.of("goal", program=program.id, owner=owner), key=lambda row: row["way"] != "measured"
    )
    line = GoalLine(goal.owner, now.text or "", now.baseline or "", now.target or "", now.by, history)
    if not rows:
        return line
    row = rows[0]
    figure = shown(Cell(int(row["numerator"]), int(row["denominator"]), int(row["people"])), floor)
    return GoalLine(
        line.owner, line.text, line.baseline, line.target, line.by, history, row["way"], row["day"], figure
    )
