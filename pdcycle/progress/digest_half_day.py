"""The data pack of the half-day: what each school looks at, what it asks itself, and room to write the goal anew."""

from __future__ import annotations

from dataclasses import replace

from pdcycle import wording
from pdcycle.model.results import Occurrence, Program, SchoolFocus
from pdcycle.progress.digest import Digest, Part, Value
from pdcycle.progress.expectations import EXCUSED
from pdcycle.progress.facts import DASH
from pdcycle.progress.parts_goals import goals_part
from pdcycle.progress.parts_practice import sub_goals_part
from pdcycle.progress.parts_shares import months_part, shares_part
from pdcycle.progress.parts_surveys import surveys_part
from pdcycle.progress.scope import Scope

ACTIVITY = "half-day"
"""The activity that patterns call so."""
QUESTIONS = (
    "What went well, and what shows it?",
    "Where did it stall, and what stood in the way?",
    "What do we do next: further courses, visits, something else? Who, and by when?",
)
REWRITE = (
    "Our goal, as it reads from today:",
    "From (baseline), to (target), by (date):",
    "What we will measure, and who brings the numbers:",
)


def half_day_digest(scope: Scope, school: str | None = None) -> Digest:
    """A pack for one school, or one after the other for all, each on pages of its own."""
    initiatives = [one for one in scope.programs if one.schools]
    places = [one for one in scope.schools() if any(_part(each, one) for each in initiatives)]
    chosen = [one for one in places if school in (None, one)]
    parts: list[Part] = []
    for place in chosen:
        parts += _pack(scope, place, initiatives)
    title = scope.facts.school(school) if school else "All schools"
    lead = tuple(f"{one.title}." for one in initiatives)
    return Digest("half-day", school or "", title, lead, scope.basis(initiatives), tuple(parts))


def _part(program: Program, school: str) -> SchoolFocus | None:
    return next((one for one in program.schools if one.school == school), None)


def _pack(scope: Scope, school: str, initiatives: list[Program]) -> list[Part]:
    """One school's pages: when and what about, the goal and its data, the questions, and the goal to rewrite."""
    name = scope.facts.school(school)
    data: list[Part | None] = [goals_part(scope, school)]
    if not scope.unread:
        data += [
            shares_part(scope, school),
            *(months_part(scope, one, school) for one in initiatives if _part(one, school)),
            sub_goals_part(scope, school),
            surveys_part(scope, school),
        ]
    pages = [
        Part("agenda", "The half-day", tuple(_agenda(scope, school, initiatives)), own_page=True),
        *(part for part in data if part),
        Part("talk", "To talk about", prompts=QUESTIONS, own_page=True),
        _courses(scope, school, initiatives),
        Part(
            "rewrite",
            "The goal, kept or rewritten",
            tuple(_goal_now(scope, school, initiatives)),
            prompts=REWRITE,
        ),
    ]
    several = len([one for one in initiatives if _part(one, school)]) > 1
    return [
        replace(
            one,
            id=f"{school}-{one.id}",
            heading=f"{name}: {one.heading if several else one.heading.partition(': ')[0]}",
        )
        for one in pages
        if one
    ]


def _agenda(scope: Scope, school: str, initiatives: list[Program]) -> list[str]:
    lines = []
    for program in initiatives:
        part = _part(program, school)
        if part is not None:
            day = _next(scope, program, school)
            when = f" It is on {wording.day(day.binding.day if day.binding else day.first)}." if day else ""
            lines.append(f"{program.title}: {scope.facts.focus(part.focus)}.{when}")
    lines.append(
        "First the numbers, then what worked and what did not, then what comes next and the goal itself."
    )
    return lines


def _next(scope: Scope, program: Program, school: str) -> Occurrence | None:
    """The school's next half-day, else its last one."""
    days = sorted(
        (
            one
            for one in program.occurrences
            if one.activity == ACTIVITY and school in one.schools and one.standing not in EXCUSED
        ),
        key=lambda one: (one.binding.day if one.binding else one.first, one.id),
    )
    ahead = [one for one in days if (one.binding.day if one.binding else one.last) >= scope.facts.as_of]
    return ahead[0] if ahead else days[-1] if days else None


def _goal_now(scope: Scope, school: str, initiatives: list[Program]) -> list[str]:
    lines = []
    for program in initiatives:
        for goal in program.goals:
            if goal.owner == school:
                now = goal.on(scope.facts.as_of)
                way = (
                    f", from {now.baseline or DASH} to {now.target or DASH}"
                    if now.baseline or now.target
                    else ""
                )
                lines.append(f"It reads today: {(now.text or DASH).rstrip('.')}{way}.")
    return lines


def _courses(scope: Scope, school: str, initiatives: list[Program]) -> Part:
    """What the catalog has for the school's focus that no program of it asks for yet."""
    catalog, rubric = scope.facts.catalog, scope.facts.rubric
    rows: list[tuple[Value, ...]] = []
    for program in initiatives:
        part = _part(program, school)
        area = rubric.focus.get(part.focus or "") if rubric and part else None
        wanted = set(area.components) if area else set()
        asked = {one.item for one in program.occurrences if one.item}
        for id_, entry in catalog.list.items() if catalog else ():
            if id_ not in asked and wanted & set(entry.components):
                hours = wording.hours(entry.hours) if entry.hours else DASH
                rows.append((entry.title, hours, wording.names(sorted(wanted & set(entry.components)))))
    heads = ("Course", "Time", "Component")
    return Part("courses", "Further courses for this focus", (), heads, tuple(dict.fromkeys(rows)))
