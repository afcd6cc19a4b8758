"""A school's year, and the district's: every share, plan, talk, level, answer, hour and half-day; nobody by name."""

from __future__ import annotations

from pdcycle import wording
from pdcycle.model.results import Program
from pdcycle.progress.digest import Digest, Part, filled
from pdcycle.progress.parts_coaching import coaching_part
from pdcycle.progress.parts_credit import hours_part, money_part
from pdcycle.progress.parts_goals import goals_part
from pdcycle.progress.parts_practice import growth_part, observations_part, sub_goals_part
from pdcycle.progress.parts_shares import (
    months_part,
    plans_part,
    shares_by_school,
    shares_part,
    weeks_part,
)
from pdcycle.progress.parts_surveys import answered_part, change_part, surveys_part
from pdcycle.progress.privacy import Audience
from pdcycle.progress.scope import Scope


def school_digest(scope: Scope, school: str) -> Digest:
    """One school in all programs it has a part in; whoever it is for, no person stands in it."""
    programs = [one for one in scope.programs if school in scope.schools_of(one)]
    told: list[Part | None] = []
    if not scope.unread:
        told = [
            shares_part(scope, school),
            *(part for one in programs for part in _taking_part(scope, one, school)),
            plans_part(scope, school),
            coaching_part(scope, school),
            sub_goals_part(scope, school),
            growth_part(scope, school),
            surveys_part(scope, school),
            change_part(scope, school),
            hours_part(scope, school),
            money_part(scope, school),
        ]
    return Digest(
        "school",
        school,
        scope.facts.school(school),
        tuple(_focus(scope, school)),
        scope.basis(programs),
        filled([goals_part(scope, school), *told]),
    )


def _focus(scope: Scope, school: str) -> list[str]:
    """What the school works on in each program."""
    lines = [
        f"{program.title}: {scope.facts.focus(part.focus)}."
        for program in scope.programs
        for part in program.schools
        if part.school == school
    ]
    staff = sum(1 for one in scope.facts.people.values() if school in one.schools)
    if not staff:
        return lines
    said = wording.count(staff, "person", "people") if staff >= scope.floor else f"Fewer than {scope.floor}"
    return [*lines, f"{said} on the staff."]


def _taking_part(scope: Scope, program: Program, school: str | None = None) -> tuple[Part | None, ...]:
    return months_part(scope, program, school), weeks_part(scope, program, school)


def district_digest(scope: Scope, load: Part | None = None) -> Digest:
    """All schools side by side, program by program; `load` names those who lead and is for the coach alone."""
    told: list[Part | None] = []
    if not scope.unread:
        told = [
            *(shares_by_school(scope, one) for one in scope.programs),
            *(part for one in scope.programs for part in _taking_part(scope, one)),
            plans_part(scope),
            coaching_part(scope),
            observations_part(scope) if scope.audience is Audience.COACH else None,
            sub_goals_part(scope),
            growth_part(scope),
            surveys_part(scope),
            answered_part(scope),
            change_part(scope),
            hours_part(scope),
            money_part(scope),
        ]
    lead = (
        f"{wording.count(len(scope.schools()), 'school')}, {wording.count(len(scope.programs), 'program')}.",
    )
    parts = filled([goals_part(scope), *told, load if scope.audience.sees_people else None])
    return Digest("district", "", "All schools", lead, scope.basis(scope.programs), parts)
