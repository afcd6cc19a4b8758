"""Reports while no export has been read: what was done is not known, so nobody is behind and nobody is called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pdcycle.model.results import Met
from pdcycle.progress.facts import Facts
from pdcycle.progress.group_report import GroupReport
from pdcycle.progress.initiative_report import GoalLine, InitiativeReport, SchoolLine
from pdcycle.progress.journey import JourneyReport, Moment
from pdcycle.progress.matrix import Matrix, MatrixCell
from pdcycle.progress.privacy import NOTHING, Shown
from pdcycle.progress.reports import StepLine

NOT_KNOWN = "not known"
UNKNOWN = "unknown"
"""What a planned thing, and a step, is whose state only an export could tell."""

_TOLD = ("done", "partly", "due", "skipped")
_OPEN = (Met.DUE, Met.MISSED)


def nothing_read(facts: Facts) -> bool:
    """Whether no export was read at all."""
    return not (facts.ledger.accounting or facts.ledger.evidence or facts.answers)


def group_unread(report: GroupReport) -> GroupReport:
    """The group's report with what is not known left open."""
    return replace(
        report,
        completion=_blank(report.completion),
        on_time=_blank(report.on_time),
        by_school=tuple(
            replace(line, completion=_blank(line.completion), on_time=_blank(line.on_time))
            for line in report.by_school
        ),
        steps=_steps(report.steps),
        matrix=_matrix(report.matrix),
        calls=(),
        doses=(),
    )


def initiative_unread(report: InitiativeReport) -> InitiativeReport:
    """The initiative's report with what is not known left open."""
    return replace(
        report,
        goals=tuple(_goal(goal) for goal in report.goals),
        schools=tuple(_school(line) for line in report.schools),
        total=_school(report.total),
        steps=_steps(report.steps),
    )


def journey_unread(report: JourneyReport) -> JourneyReport:
    """The journey with what is not known left open."""
    return replace(
        report,
        moments=tuple(_moment(item) for item in report.moments),
        goals=tuple(_goal(goal) for goal in report.goals),
        steps=_steps(report.steps),
    )


def _blank(figure: Shown) -> Shown:
    return figure if figure.hidden else NOTHING


def _steps(lines: Iterable[StepLine]) -> tuple[StepLine, ...]:
    return tuple(
        replace(line, state=UNKNOWN, figure=NOTHING, due=None, skipped=None) if line.state in _TOLD else line
        for line in lines
    )


def _matrix(found: Matrix) -> Matrix:
    rows = tuple(
        replace(row, cells=tuple(_cell(cell) for cell in row.cells), done=0, asked=0) for row in found.rows
    )
    return replace(found, rows=rows)


def _cell(cell: MatrixCell) -> MatrixCell:
    return replace(cell, met=Met.UNKNOWN, overdue=False) if cell.met in _OPEN else cell


def _goal(line: GoalLine) -> GoalLine:
    return replace(line, way="", day=None, figure=NOTHING) if line.way else line


def _school(line: SchoolLine) -> SchoolLine:
    return replace(
        line,
        goal=_goal(line.goal) if line.goal else None,
        completion=_blank(line.completion),
        courses=_blank(line.courses),
        checks=_blank(line.checks),
        break_outs=_blank(line.break_outs),
        artifacts=_blank(line.artifacts),
        survey=_blank(line.survey),
    )


def _moment(item: Moment) -> Moment:
    return replace(item, state=NOT_KNOWN) if item.state in {met.value for met in _OPEN} else item
