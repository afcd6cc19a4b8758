"""An initiative's report as blocks of text and as one table."""

from __future__ import annotations

from pdcycle import wording
from pdcycle.output.reports_basis import basis_block, figure, measured, steps_block
from pdcycle.output.tables import Block, Cell, Grid
from pdcycle.progress.facts import DASH
from pdcycle.progress.initiative_report import GoalLine, InitiativeReport, SchoolLine


def initiative_blocks(report: InitiativeReport) -> tuple[Block, ...]:
    """The report from its title to what it stands on."""
    goals = tuple(goal_sentence(goal) for goal in report.goals)
    shares = tuple(_shares(line) for line in (*report.schools, report.total))
    columns = ("School", "Courses", "Checks", "Break-outs", "Artifacts", "Survey")
    held = tuple(
        f"{line.name}: {line.break_outs.text} break-outs held so far, {line.planned} planned in the year."
        for line in report.schools
        if line.planned
    )
    return (
        Block(report.title, goals),
        Block("Each school's focus and goal", (), Grid(("School", "Focus", "Goal"), _focus(report))),
        Block("By school", held, Grid(columns, shares, frozenset({1, 2, 3, 4, 5}))),
        steps_block(report.steps),
        basis_block(report.basis),
    )


def initiative_grid(report: InitiativeReport) -> Grid:
    """One row for each school, numerator and denominator apart; both say why where they are hidden."""
    names = ("completion", "courses", "checks", "break_outs", "artifacts", "survey")
    heads = tuple(f"{name.replace('_', '-')} {part}" for name in names for part in ("done", "of"))
    numbered = any(getattr(report.total, name).number for name in names)
    rows = []
    for line in (*report.schools, report.total):
        figures = [getattr(line, name) for name in names]
        numbers = [
            item.text if item.hidden else number
            for item in figures
            for number in (item.numerator, item.denominator)
        ]
        goal = line.goal
        told = (goal.text, goal.baseline, goal.target) if goal else ("", "", "")
        asked = " ".join(str(item.number) for item in figures if item.number)
        rows.append((line.name, line.focus, *told, line.planned, *numbers, *((asked,) if numbered else ())))
    return Grid(
        (
            "School",
            "Focus",
            "Goal",
            "Baseline",
            "Target",
            "Break-outs planned",
            *heads,
            *(("Figures",) if numbered else ()),
        ),
        tuple(rows),
    )


def goal_sentence(goal: GoalLine) -> str:
    """A goal in one sentence: its text, from where to where, by when, and where it was last measured."""
    words = [goal.text.rstrip(".")]
    if goal.baseline or goal.target:
        words.append(f"from {goal.baseline or DASH} to {goal.target or DASH}")
    if goal.by:
        words.append(f"by {wording.day(goal.by)}")
    text = ", ".join(word for word in words if word) + "."
    if goal.way and goal.day:
        text += f" Last measured {wording.day(goal.day)}: {figure(goal.figure)}."
    if len(goal.history) > 1:
        earlier = "; ".join(
            f"{wording.day(item.since) if item.since else 'at first'}: {item.text} ({item.target or 'no target'})"
            for item in goal.history[:-1]
        )
        text += f" Before: {earlier}."
    return text


def _focus(report: InitiativeReport) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (line.name, line.focus, goal_sentence(line.goal) if line.goal else DASH) for line in report.schools
    )


def _shares(line: SchoolLine) -> tuple[Cell, ...]:
    figures = (line.courses, line.checks, line.break_outs, line.artifacts, line.survey)
    return (line.name, *(measured(item) for item in figures))
