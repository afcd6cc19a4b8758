"""PLC agendas: one meeting of a group with the items of all programs that use it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from pdcycle.documents.audience import ONE_TO_ONE
from pdcycle.documents.context import PlcAgenda
from pdcycle.documents.entries import heading
from pdcycle.documents.material import Material
from pdcycle.documents.pieces import AgendaItem
from pdcycle.model.kinds import Kind, Step, TimeKind
from pdcycle.model.results import Event, Occurrence, Program

OPENING = 5
"""Minutes to arrive and read last time's decisions."""
CLOSING = 5
"""Minutes to write this time's."""

_PROTOCOLS = {
    Step.REFLECT: ("Read the evidence alone, in silence", "Each says one thing it shows, without a verdict"),
    Step.IDENTIFY: (
        "Read the evidence alone, in silence",
        "Go round: one strength and one need each, in a sentence",
        "Choose one focus, and write down why",
    ),
    Step.LEARN: ("Each brings one idea from the course", "Say where it would fit next week"),
    Step.PLAN: ("Write for five minutes", "Read to a partner, who asks only questions", "Adjust the plan"),
    Step.SHARE: (
        "What I tried and what I saw, three minutes",
        "Questions to understand, two minutes",
        "One thing to keep and one to change from each",
        "The presenter says the next step",
    ),
    Step.IMPLEMENT: ("Plan the try-out together", "Agree what to look for in students"),
    Step.LOOK_BACK: ("What did we expect, what happened, why?", "What does each of us do next?"),
    Step.EVIDENCE: (
        "Look at the work in silence",
        "Say what is there before what it means",
        "Name one next step",
    ),
    Step.CONFER: (
        "What moved since last time?",
        "What is in the way?",
        "Agree on one next step and who helps",
    ),
    Step.RENEW: ("What goes on, what stops?", "Choose what the next cycle is about"),
}


def agendas(material: Material, group: str | None = None) -> tuple[tuple[str, PlcAgenda], ...]:
    """The agendas of all groups' placed meetings, or of one group's, under `group/day`, in order."""
    events = material.schedule.by_id()
    found: defaultdict[tuple[str, str], list[tuple[Event, Occurrence, Program]]] = defaultdict(list)
    for program in material.programs:
        for item in program.occurrences:
            event = events.get(item.id)
            if event is None or event.state == "cancelled" or item.group is None:
                continue
            if group in (None, item.group) and in_meeting(item, event):
                found[item.group, event.day.isoformat()].append((event, item, program))
    keys = sorted(found)
    made = []
    for at, key in enumerate(keys):
        following = keys[at + 1] if at + 1 < len(keys) and keys[at + 1][0] == key[0] else None
        after = found[following][0][0] if following else None
        made.append((f"{key[0]}/{key[1]}", _agenda(key[0], found[key], after, material)))
    return tuple(made)


def in_meeting(item: Occurrence, event: Event) -> bool:
    """Whether it is on its group's table; a talk of two may fall into a meeting's hour and is not."""
    if item.kind in ONE_TO_ONE:
        return False
    return item.kind in (Kind.MEETING, Kind.BREAK_OUT) or event.time == TimeKind.MEETING.value


def _agenda(
    group: str, rows: list[tuple[Event, Occurrence, Program]], after: Event | None, material: Material
) -> PlcAgenda:
    order = {program.id: at for at, program in enumerate(material.programs)}
    rows = sorted(rows, key=lambda row: (row[0].start, order[row[2].id], row[1].step.number, row[1].id))
    start = min(event.start for event, _, _ in rows)
    total = max(event.start + event.minutes for event, _, _ in rows) - start
    leads = sorted({person for event, _, _ in rows for person in event.lead})
    attending = {person for event, _, _ in rows for person in event.people}
    members = sorted((attending | _listed(group, rows[0][0].day, material)) - set(leads))
    where = next((event.where for event, _, _ in rows if event.where), None)
    return PlcAgenda(
        heading=heading(material),
        group=material.group(group),
        day=rows[0][0].day,
        start=start,
        minutes=total,
        where=where,
        lead=material.names(tuple(leads)),
        members=tuple(sorted(material.names(tuple(members)))),
        items=_items(rows, start, total, material),
        next_day=after.day if after else None,
    )


def _listed(group: str, on: date, material: Material) -> set[str]:
    """Who is in the group that day, where groups.yaml lists its members; a plan brings only its teacher."""
    found = material.groups.get(group)
    if found is None or isinstance(found.members, str):
        return set()
    return {
        member.person
        for member in found.members
        if (member.from_ is None or member.from_ <= on) and (member.until is None or on <= member.until)
    }


def _items(
    rows: list[tuple[Event, Occurrence, Program]], start: int, total: int, material: Material
) -> tuple[AgendaItem, ...]:
    """Time boxes: opening and closing are taken off, the rest is shared in whole five minutes."""
    usable = max(total - OPENING - CLOSING, len(rows))
    each = max(usable // len(rows) // 5 * 5, 1) if usable // len(rows) >= 5 else usable // len(rows)
    made = []
    at = start + (OPENING if total > OPENING + CLOSING else 0)
    for number, (_, item, program) in enumerate(rows):
        length = usable - each * (len(rows) - 1) if number == 0 else each
        made.append(
            AgendaItem(
                title=item.title,
                program=program.title,
                step=item.step,
                focus=material.focus(item.focus or _focus(item, program)),
                minutes=length,
                starts=at,
                lead=material.names(item.lead or _presenter(program)),
                protocol=_PROTOCOLS[item.step],
            )
        )
        at += length
    return tuple(made)


def _presenter(program: Program) -> tuple[str, ...]:
    return (program.teacher,) if program.kind == "plan" and program.teacher else ()


def _focus(item: Occurrence, program: Program) -> str | None:
    return next((span.focus for span in program.cycles if span.id == item.cycle), None) or program.focus
