"""A curriculum and an initiative on one page each."""

from __future__ import annotations

from pdcycle.documents.context import CurriculumPage, InitiativePage
from pdcycle.documents.entries import because, cycle_lines, goal_story, goals, heading, turns
from pdcycle.documents.material import Material
from pdcycle.documents.pieces import GoalStory, SchoolPart
from pdcycle.model.results import Program


def curriculum(program: Program, material: Material) -> CurriculumPage:
    """A group's year: its cycles with their activities in the order of the ten steps."""
    coach = program.coach or program.lead
    inside = {stay.person for stay in program.stays if stay.holds(material.as_of)}
    return CurriculumPage(
        heading=heading(material),
        title=program.title,
        group=material.group(program.group) if program.group else None,
        coach=material.name(coach) if coach else None,
        members=len(inside or {stay.person for stay in program.stays}),
        because=because(program, material),
        cycles=tuple(cycle_lines(span, program, material) for span in turns(program)),
        goals=goals(program, material),
        next=tuple(material.focus(name) or name for name in program.next),
    )


def initiative(program: Program, material: Material) -> InitiativePage:
    """A district's goal, each school's part in it, and the year's activities."""
    return InitiativePage(
        heading=heading(material),
        title=program.title,
        lead=material.name(program.lead) if program.lead else None,
        because=because(program, material),
        goal=district_goal(program, material),
        schools=school_parts(program, material),
        cycles=tuple(cycle_lines(span, program, material) for span in turns(program) if span.school is None),
        next=tuple(material.focus(name) or name for name in program.next),
    )


def district_goal(program: Program, material: Material) -> GoalStory | None:
    """The goal that is no single school's."""
    schools = {part.school for part in program.schools}
    found = [goal for goal in program.goals if goal.owner not in schools]
    return goal_story(found[0], material.district, material) if found else None


def school_parts(program: Program, material: Material) -> tuple[SchoolPart, ...]:
    """Each school's focus and goal, in the order the schools are listed."""
    by_school = {goal.owner: goal for goal in program.goals}
    parts = []
    for part in program.schools:
        goal = by_school.get(part.school)
        title = material.school(part.school)
        parts.append(
            SchoolPart(
                school=title,
                lead=material.name(part.lead) if part.lead else None,
                focus=material.focus(part.focus),
                goal=goal_story(goal, title, material) if goal else None,
            )
        )
    return tuple(parts)
