"""The year-end celebration: each school's goal, how far it came, what was made; nobody is named or ranked."""

from __future__ import annotations

from collections.abc import Sequence

from pdcycle import wording
from pdcycle.model.results import Program
from pdcycle.progress.digest import Digest, Line, Panels, Part, Sentence, Value, filled
from pdcycle.progress.facts import DASH
from pdcycle.progress.initiative_report import GoalLine
from pdcycle.progress.parts_goals import goals_of, goals_part
from pdcycle.progress.parts_titles import pooled_titles_part, titles_part
from pdcycle.progress.quantities import as_share
from pdcycle.progress.scope import Scope

_COUNTED = (("courses", "courses completed"), ("checks", "checks passed"), ("artifacts", "artifacts shared"))


def celebration_digest(scope: Scope) -> Digest:
    """All schools' goals and progress on one page, in the calendar's order, for the day after school lets out."""
    told: list[Part | None] = [] if scope.unread else [_together(scope)]
    initiatives = [one for one in scope.programs if one.schools]
    told += [_school(scope, school, initiatives) for school in scope.schools()]
    lead = tuple(f"{one.title}." for one in initiatives)
    if not scope.unread:
        told.append(pooled_titles_part(scope))
    parts = filled([*told, _pictures(scope), _inspiration(scope, initiatives)])
    return Digest(
        "celebration", "", "What our schools did this year", lead, scope.basis(scope.programs), parts
    )


def _together(scope: Scope) -> Part:
    """What everybody did together."""
    rows: list[tuple[Value, ...]] = []
    for program in scope.programs:
        for name, words in _COUNTED:
            figure = scope.share(program, name, None)
            if figure.text != DASH:
                rows.append((program.title, words, figure))
        held = scope.column("break_outs", program=program.id).total
        if held.text != DASH:
            rows.append((program.title, "break-outs held", held))
    return Part("together", "Together", (), ("Program", "What", "How many"), tuple(rows))


def _school(scope: Scope, school: str, initiatives: Sequence[Program]) -> Part:
    """One school: its focus, its goal, how far it came, and the titles of what it made."""
    lines: list[Line] = []
    for program in initiatives:
        focus = next((one.focus for one in program.schools if one.school == school), None)
        if focus:
            lines.append(f"Focus: {scope.facts.focus(focus)}.")
        lines += [_story(line) for _, line in goals_of(scope, program, school)]
    made = Part("", "") if scope.unread else titles_part(scope, school)
    heading = scope.facts.school(school)
    return Part(f"school-{school}", heading, (*lines, *made.lines), listed=made.listed)


def _story(line: GoalLine) -> Line:
    """The goal and how far the school came, in one breath."""
    goal = line.text.rstrip(".")
    way = f", from {line.baseline} to {line.target}" if line.baseline and line.target else ""
    if not line.way:
        return f"Goal: {goal}{way}. It has not been measured yet."
    if line.figure.hidden:
        return f"Goal: {goal}{way}. Where it stands is not shown: too few people stand behind it."
    share, base, target = line.figure.share, as_share(line.baseline), as_share(line.target)
    reached = share is not None and target is not None and share >= target
    by = f" by {wording.day(line.day)}" if line.day else ""
    more = ""
    if not reached and share is not None and base is not None and share > base:
        more = f", {((share - base) * 200 + 1) // 2} points more than at the start"
    before = f"Goal: {goal}{way}. {'Reached' if reached else 'On the way'}: "
    return Sentence((before, line.figure, f"{by}{more}."), "the goal")


def _pictures(scope: Scope) -> Part | None:
    """The goals' ways there, with the numbers beside them."""
    part = goals_part(scope)
    return part if part.pictures and not isinstance(part.pictures[0], Panels) else None


def _inspiration(scope: Scope, initiatives: Sequence[Program]) -> Part:
    rows = [
        (
            scope.facts.school(part.school),
            scope.facts.focus(part.focus),
            goal.on(scope.facts.as_of).text or DASH,
        )
        for program in initiatives
        for part in program.schools
        for goal in program.goals
        if goal.owner == part.school
    ]
    prompts = ("What another school did that we could try:", "Our goal for the coming year:")
    return Part("next", "For the coming year", (), ("School", "Focus", "Goal"), tuple(rows), prompts=prompts)
