"""Shares as bars: schools side by side, and goals on their way from baseline to target."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pdcycle import wording
from pdcycle.output.charts_svg import BLUE, GREY, PALE, column, label, line, rect, svg, text, wrapped
from pdcycle.progress.initiative_report import GoalLine, InitiativeReport, SchoolLine
from pdcycle.progress.privacy import Shown
from pdcycle.progress.quantities import as_share

_LEFT = 150
_WIDEST = 260
_BAR = 116
_GAP = 14
_ROW = 42
_TRACK = 420
_GOAL = 60


def schools_chart(report: InitiativeReport, name: str = "schools") -> str:
    """A row a school, a bar a measure; what is hidden says so instead of a bar."""
    heads = ("Courses", "Break-outs held", "Artifacts", "Survey")
    lines = (*report.schools, report.total)
    left = column(
        [*(school.name for school in lines), *(school.focus for school in lines)], _LEFT, _WIDEST, 13
    )
    width = left + len(heads) * (_BAR + _GAP)
    parts = [
        text(left + at * (_BAR + _GAP), 16, head, 12, extra='font-weight="600"')
        for at, head in enumerate(heads)
    ]
    y = 28.0
    for school in lines:
        named, focus = wrapped(school.name, left - 10, 13), wrapped(school.focus, left - 10, 11)
        parts += [line(0, y, width, y), *label(4, y + 18, named, extra='font-weight="600"')]
        parts += label(4, y + 19 + 14 * len(named), focus, 11, extra=f'fill="{GREY}"')
        for at, figure in enumerate(_figures(school)):
            parts += _bar(figure, left + at * (_BAR + _GAP), y + 8, f"{school.name}, {heads[at]}")
        y += max(_ROW, 14 + 14 * len(named) + 13 * len(focus))
    told = f"{wording.count(len(report.schools), 'school')}: {', '.join(heads).lower()}; the last row is all together."
    return svg(name, width, y + 6, report.title, told, parts)


def _figures(school: SchoolLine) -> tuple[Shown, ...]:
    return school.courses, school.break_outs, school.artifacts, school.survey


def _bar(figure: Shown, x: float, y: float, about: str) -> list[str]:
    if figure.share is None:
        return [text(x, y + 16, figure.text, 11, extra=f'fill="{GREY}"')]
    said = f"{about}: {figure.text}"
    return [
        rect(x, y, _BAR, 11, "none", f'stroke="{GREY}" stroke-width="0.8"', said),
        rect(x, y, float(figure.share * _BAR), 11, BLUE, said=said),
        text(x, y + 25, f"{wording.share(figure.share)}  {figure.text}", 11),
    ]


def goals_chart(goals: Sequence[GoalLine], title: str, name: str = "goals") -> str:
    """Each goal whose target is a share on a line from 0 to 100 percent.

    A ring is the baseline, a diamond the target, small diamonds the targets before it, a disc what was last measured.
    """
    shown = [goal for goal in goals if as_share(goal.target) is not None]
    width = _TRACK + 60
    parts = []
    y = 22.0
    for goal in shown:
        lines = wrapped(goal.text or goal.owner, _TRACK + 20)
        parts += [*label(30, y, lines), *_goal(goal, 30, y + 14 * (len(lines) - 1))]
        y += _GOAL + 14 * (len(lines) - 1)
    told = "; ".join(_told(goal) for goal in shown) or "No goal has a share as its target."
    return svg(name, width, max(y - 2, 40), title, told + ("." if shown else ""), parts)


def _goal(goal: GoalLine, x: float, y: float) -> list[str]:
    track = y + 18
    parts = [line(x, track, x + _TRACK, track, GREY, 1.5)]
    for tick in (0, 25, 50, 75, 100):
        at = x + _TRACK * tick / 100
        parts += [
            line(at, track - 3, at, track + 3, GREY),
            text(at, track + 22, f"{tick}%", 10, "middle", f'fill="{GREY}"'),
        ]
    base, target = as_share(goal.baseline), as_share(goal.target)
    if base is not None:
        cx = x + float(base * _TRACK)
        parts.append(
            f'<circle cx="{cx:.1f}" cy="{track:.1f}" r="5" fill="#fff" stroke="{BLUE}" stroke-width="2"/>'
        )
    for point in goal.history[:-1]:
        if (before := as_share(point.target)) is not None and before != target:
            parts.append(_diamond(x + float(before * _TRACK), track, 4, PALE))
    if target is not None:
        parts.append(_diamond(x + float(target * _TRACK), track, 6.5, "none"))
    if goal.figure.share is not None:
        cx = x + float(min(goal.figure.share, Fraction(1)) * _TRACK)
        parts.append(f'<circle cx="{cx:.1f}" cy="{track:.1f}" r="4.5" fill="{BLUE}"/>')
    return parts


def _diamond(x: float, y: float, size: float, fill: str) -> str:
    corners = f"M{x:.1f} {y - size:.1f}L{x + size:.1f} {y:.1f} {x:.1f} {y + size:.1f} {x - size:.1f} {y:.1f}Z"
    return f'<path d="{corners}" fill="{fill}" stroke="currentColor" stroke-width="1.4"/>'


def _told(goal: GoalLine) -> str:
    latest = f", last measured {goal.figure.text}" if goal.way else ""
    return f"{goal.text or goal.owner}: from {goal.baseline or 'no baseline'} to {goal.target}{latest}"
