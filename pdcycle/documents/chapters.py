"""The site's pages about programs, groups and schools."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pdcycle.documents.audience import Sees
from pdcycle.documents.cards import card, current
from pdcycle.documents.context import PlcAgenda
from pdcycle.documents.entries import because, cycle_lines, entries, goal_story, goals, turns
from pdcycle.documents.material import Material
from pdcycle.documents.pages import CyclePart, GroupPage, Link, ProgramPage, Row, SchoolInitiative, SchoolPage
from pdcycle.documents.render import FOLDER, TITLES, Document
from pdcycle.documents.rows import dated
from pdcycle.documents.timeline import cycle_timeline
from pdcycle.language.time import Meets
from pdcycle.model.kinds import Kind
from pdcycle.model.people import Person
from pdcycle.model.results import CycleSpan, Program
from pdcycle.wording import clocks, day, days

DRAWN = 4
"""Up to so many cycles of a program are drawn each; of more, the current ones are."""


def link(document: Document) -> Link:
    """The document's HTML file as a link."""
    about = TITLES.get(document.template, document.template.replace("-", " "))
    return Link(document.title, f"{FOLDER}/{document.id}.html", about)


def program_page(
    program: Program, material: Material, sees: Sees, documents: Iterable[Document], reports: tuple[Link, ...]
) -> ProgramPage:
    """The program's story in the order of the ten steps."""
    spans = turns(program)
    drawn = spans if len(spans) <= DRAWN else current(spans, material.as_of)[:DRAWN]
    rest = len(drawn) < len(spans)
    return ProgramPage(
        card=card(program, material),
        facts=_facts(program, material),
        goals=goals(program, material),
        parts=tuple(_part(span, program, material) for span in drawn),
        rounds=tuple(
            (span.title, material.school(span.school) if span.school else "", span.first, span.last)
            for span in spans
        )
        if rest
        else (),
        dates=dated((program,), material, sees),
        documents=tuple(link(one) for one in documents if one.program == program.id),
        reports=reports,
        next=tuple(material.focus(name) or name for name in program.next),
    )


def _part(span: CycleSpan, program: Program, material: Material) -> CyclePart:
    events = material.schedule.by_id()
    ids = {one.id for one in program.cycles}
    mine = [item for item in program.occurrences if item.cycle == span.id or item.cycle not in ids]
    shown = entries(mine, material, events)
    title = f"{program.title}: {span.title}" if span.title != program.title else program.title
    picture = cycle_timeline(title, span.first, span.last, shown, material.as_of)
    running = span in current(turns(program), material.as_of)
    return CyclePart(cycle_lines(span, program, material), picture, running, span.id)


def _facts(program: Program, material: Material) -> tuple[tuple[str, str], ...]:
    rows: list[tuple[str, str | None]] = [
        ("Group", material.group(program.group) if program.group else None),
        ("Teacher", material.name(program.teacher) if program.teacher else None),
        ("Lead", material.name(program.lead) if program.lead else None),
        ("Coach", material.name(program.coach) if program.coach else None),
        ("Focus", material.focus(program.focus)),
        ("Because of", because(program, material)),
    ]
    if program.cycles:
        span = days(min(one.first for one in program.cycles), max(one.last for one in program.cycles))
        rows.append(("Runs", span))
    for decision in program.decisions:
        due = f", by {day(decision.due)}" if decision.due else ""
        rows.append(("Still to decide", f"{decision.what}, at {decision.at}{due}"))
    return tuple((name, text) for name, text in rows if text)


def group_page(group: str, material: Material, documents: Iterable[Document]) -> GroupPage:
    """The group's meetings with their agendas, its people and programs."""
    found = material.groups.get(group)
    programs = [one for one in material.programs if _meets(one, group)]
    people = sorted(
        {material.name(stay.person) for one in programs if one.group == group for stay in one.stays}
    )
    facts: list[tuple[str, str | None]] = []
    if found is not None:
        facts = [
            ("School", ", ".join(material.school(school) for school in found.school)),
            ("Coach", material.name(found.coach) if found.coach else None),
            ("Lead", material.name(found.lead) if found.lead else None),
            ("Standing meeting", _standing(found.standing) if found.standing else None),
            ("Where", found.where),
        ]
    mine = [one for one in documents if one.group == group]
    return GroupPage(
        title=material.group(group),
        facts=tuple((name, text) for name, text in facts if text),
        members=tuple(people),
        meetings=tuple(_meeting(one) for one in mine if isinstance(one.context, PlcAgenda)),
        programs=tuple(Link(one.title, f"programs/{one.id}.html") for one in programs),
        documents=tuple(link(one) for one in mine if not isinstance(one.context, PlcAgenda)),
    )


def _standing(meets: Meets) -> str:
    """The standing meeting as people say it: `Every other Wednesday, 1:45 to 2:30 pm`."""
    words = str(meets.days).split(" from ")[0].split()
    said = [
        word.capitalize() if word.rstrip("s").endswith("day") and word != "day" else word for word in words
    ]
    text = " ".join(said)
    return f"{text[:1].upper()}{text[1:]}, {clocks(meets.at, meets.length)}"


def _meets(program: Program, group: str) -> bool:
    return program.group == group or any(item.group == group for item in program.occurrences)


def _meeting(document: Document) -> Row:
    agenda = document.context
    if not isinstance(agenda, PlcAgenda):
        raise TypeError(document.id)
    return Row(
        first=agenda.day,
        last=agenda.day,
        start=agenda.start,
        minutes=agenda.minutes,
        title=", ".join(dict.fromkeys(item.title for item in agenda.items)),
        step=agenda.items[0].step,
        state="dated",
        lead=agenda.lead,
        where=agenda.where,
        program=", ".join(dict.fromkeys(item.program for item in agenda.items)),
        href=link(document).href,
    )


def school_page(school: str, material: Material, sees: Sees, documents: Iterable[Document]) -> SchoolPage:
    """The school's focus and goal in each initiative, its break-outs and its dates."""
    rows = dated(material.programs, material, sees, school)
    talks = dated((_only(one, Kind.BREAK_OUT) for one in material.programs), material, sees, school)
    principal = next((one.name for one in _staff(school, material) if one.role == "principal"), None)
    return SchoolPage(
        title=material.school(school),
        principal=principal,
        people=len(_staff(school, material)),
        initiatives=tuple(
            _initiative(program, school, material)
            for program in material.programs
            if any(part.school == school for part in program.schools)
        ),
        break_outs=talks,
        dates=tuple(row for row in rows if row not in talks),
        marks=(),
        documents=tuple(link(one) for one in documents if one.school == school),
    )


def _staff(school: str, material: Material) -> list[Person]:
    return [one for one in material.people.values() if school in one.schools]


def _only(program: Program, kind: Kind) -> Program:
    return replace(program, occurrences=tuple(item for item in program.occurrences if item.kind is kind))


def _initiative(program: Program, school: str, material: Material) -> SchoolInitiative:
    part = next(part for part in program.schools if part.school == school)
    goal = next((goal for goal in program.goals if goal.owner == school), None)
    return SchoolInitiative(
        title=program.title,
        href=f"programs/{program.id}.html",
        focus=material.focus(part.focus),
        lead=material.name(part.lead) if part.lead else None,
        goal=goal_story(goal, material.school(school), material) if goal else None,
    )
