"""A teacher's journey as blocks of text and as one table."""

from __future__ import annotations

from pdcycle import wording
from pdcycle.output.reports_basis import basis_block, reference, steps_block
from pdcycle.output.reports_initiative import goal_sentence
from pdcycle.output.tables import Block, Grid
from pdcycle.progress.journey import JourneyReport, Moment


def journey_blocks(report: JourneyReport) -> tuple[Block, ...]:
    """The journey from its title to what it stands on."""
    lines = [f"{report.name}. Focus: {report.focus}."]
    if report.because:
        lines.append(f"What led here: {report.because}.")
    rows = tuple((_dates(item), item.title, item.state, item.source) for item in report.moments)
    return (
        Block(report.title, tuple(lines)),
        Block("Goals", tuple(goal_sentence(goal) for goal in report.goals) or ("None set yet.",)),
        Block(
            f"The journey{reference(report.number)}", (), Grid(("When", "What", "Status", "Seen in"), rows)
        ),
        steps_block(report.steps),
        basis_block(report.basis),
    )


def journey_grid(report: JourneyReport) -> Grid:
    """One row for each dated thing."""
    rows = tuple(
        (
            item.day,
            item.until,
            item.kind,
            item.step.value if item.step else "",
            item.title,
            item.state,
            item.source,
        )
        for item in report.moments
    )
    return Grid(("Date", "Until", "Kind", "Step", "What", "Status", "Source"), rows)


def _dates(item: Moment) -> str:
    return wording.days(item.day, max(item.until, item.day)) if item.until else wording.day(item.day)
