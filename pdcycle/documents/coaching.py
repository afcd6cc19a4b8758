"""Sheets for coaching: the log of one teacher's talks, and commitment cards."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from pdcycle.documents.context import CoachingLog, CommitmentCards
from pdcycle.documents.entries import courses, entries, heading, turns
from pdcycle.documents.material import Material, plain
from pdcycle.documents.pieces import Card
from pdcycle.model.kinds import Kind
from pdcycle.model.results import CycleSpan, Occurrence, Program, Standing

_GONE = (Standing.CANCELLED, Standing.SKIPPED)

STRATEGIES = (
    "Goal setting",
    "Reflective talk",
    "Model lesson",
    "Co-plan",
    "Co-teach",
    "Observe and debrief",
    "Video together",
    "Student work",
)
"""Kinds of support a talk may use, ticked on the sheet."""


def coaching_logs(program: Program, material: Material) -> tuple[tuple[str, CoachingLog], ...]:
    """One sheet a cycle and teacher who has coaching talks in it, under `cycle/person`."""
    by_person: defaultdict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for item in program.occurrences:
        if item.kind is Kind.COACHING and item.standing not in _GONE and len(item.owners) == 1:
            by_person[item.cycle, item.owners[0]].append(item)
    spans = {span.id: span for span in program.cycles}
    return tuple(
        (f"{cycle}/{person}", _log(person, spans.get(cycle), talks, program, material))
        for (cycle, person), talks in sorted(by_person.items())
    )


def _log(
    person: str, span: CycleSpan | None, talks: list[Occurrence], program: Program, material: Material
) -> CoachingLog:
    coaches = sorted({lead for talk in talks for lead in talk.lead}) or (
        [program.coach] if program.coach else []
    )
    goal = program.goals[0].on(material.as_of).text if program.kind == "plan" and program.goals else None
    return CoachingLog(
        heading=heading(material),
        program=program.title + (f", {span.title}" if span is not None and len(turns(program)) > 1 else ""),
        teacher=material.name(person),
        coach=" and ".join(material.names(tuple(coaches))),
        school=material.school_of(person),
        focus=material.focus((span.focus if span else None) or program.focus),
        goal=goal,
        talks=entries(talks, material, material.schedule.by_id()),
        strategies=STRATEGIES,
        past=tuple(
            replace(note, coach=material.name(note.coach) if note.coach else None)
            for note in material.notes.get(person, ())
            if span is None or span.first <= note.day <= span.last
        ),
    )


def commitment_cards(program: Program, material: Material) -> tuple[tuple[str, CommitmentCards], ...]:
    """The cards of each activity that asks for the document `commitment-card`, under `cycle`."""
    found: defaultdict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for item in program.occurrences:
        if item.document == "commitment-card" and item.standing not in _GONE:
            found[item.cycle, item.activity].append(item)
    spans = {span.id: span for span in program.cycles}
    made = []
    for (cycle, activity), items in sorted(found.items()):
        name = cycle if sum(1 for key in found if key[0] == cycle) == 1 else f"{cycle}-{activity}"
        made.append((name, _cards(items, spans.get(cycle), program, material)))
    return tuple(made)


def _cards(
    items: list[Occurrence], span: CycleSpan | None, program: Program, material: Material
) -> CommitmentCards:
    cards = [
        Card(material.name(person), plain(item.audience) if item.audience else None, item.first, item.last)
        for item in items
        for person in (item.owners or item.people)
    ]
    learned = courses((one for one in program.occurrences if one.cycle == items[0].cycle), material)
    return CommitmentCards(
        heading=heading(material),
        program=program.title,
        group=material.group(program.group) if program.group else None,
        focus=material.focus(items[0].focus or (span.focus if span else None) or program.focus),
        shared_with=items[0].share,
        courses=tuple(course.title for course in learned),
        cards=tuple(sorted(cards, key=lambda card: (card.person, card.audience or "", card.first))),
    )
