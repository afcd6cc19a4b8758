"""What pdcycle schedule shows of a schedule: a table for people, an object for programs, and what was left out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from pdcycle import wording
from pdcycle.flows.district import District
from pdcycle.flows.schedule import Scheduling, live
from pdcycle.model.results import Event
from pdcycle.output.agenda import Left, Line, agenda, folded, soon
from pdcycle.program.recorded import dates_key

NAMED = 4
"""How many skipped series are named, unless all are asked for."""


def table(district: District, done: Scheduling, today: date, width: int, *, everything: bool) -> str:
    """A part a program, a line an event with its key under `dates:`; of a long schedule the next weeks only."""
    if not done.programs:
        return "There is no program yet.\n"
    events = live(done.schedule).events
    weeks = None if everything else soon([event.day for event in events], today)
    parts, shown = [], 0
    for program in done.programs:
        own = [event for event in events if event.program == program.id]
        lines = [
            Line(event.day, event.start, event.minutes, key_of(district, event.id, event.label), _told(event))
            for event in own
            if weeks is None or weeks[0] <= event.day <= weeks[1]
        ]
        shown += len(lines)
        said = agenda(f"{program.title} ({program.id})", lines, width)
        if not lines:
            said += "No date in these weeks.\n" if own else "Nothing here has a date of its own.\n"
        parts.append(said)
    if weeks is not None:
        told = f"{wording.days(*weeks)}: {shown} of {wording.count(len(events), 'date')}; --all shows them all.\n"
        parts.append(told)
    return "\n".join(parts)


def key_of(district: District, item_id: str, label: str) -> str:
    """What the occurrence is called under its program's `dates:`."""
    model = district.workspace.programs.get(item_id.split("/", maxsplit=1)[0])
    return label if model is None else dates_key(model, item_id, label)


def _told(event: Event) -> str:
    who = [*event.lead, *(person for person in event.people if person not in event.lead)]
    shown = ", ".join(who) if len(who) <= 3 else f"{who[0]} and {len(who) - 1} more"
    return ", ".join(filter(None, (event.title, shown))) + (f" ({event.where})" if event.where else "")


def skipped(district: District, names: Iterable[str], *, everything: bool) -> str:
    """The dates of series that do not take place, as their keys: `discuss 3, 7; talk … 5`."""
    left = []
    for name in names:
        program, _, activity, keys, number = name.split("/")
        head = key_of(district, name, activity)
        left.append(Left(program, head, () if keys == "-" else tuple(keys.split(".")), int(number)))
    return folded(left, None if everything else NAMED)


def as_json(district: District, done: Scheduling) -> str:
    """The whole schedule as one object."""
    events = [
        {
            "id": event.id,
            "key": key_of(district, event.id, event.label),
            "day": event.day.isoformat(),
            "start": f"{event.start // 60:02}:{event.start % 60:02}",
            "minutes": event.minutes,
            "title": event.title,
            "people": list(event.people),
            "lead": list(event.lead),
            "schools": list(event.schools),
            "where": event.where,
            "in": event.time,
            "state": event.state,
            "uid": event.uid,
        }
        for event in done.schedule.events
    ]
    unplaced = [
        {
            "id": item.id,
            "key": key_of(district, item.id, item.label),
            "clash": item.clash,
            "ways_out": list(item.ways_out),
        }
        for item in done.schedule.unplaced
    ]
    document = {
        "version": 1,
        "events": events,
        "unplaced": unplaced,
        "skipped": list(done.schedule.skipped),
        "stopped": done.schedule.stopped,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
