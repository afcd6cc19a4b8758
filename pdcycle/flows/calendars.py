"""iCalendar files: one a person, a group and a school."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time

from pdcycle.files import Artefact
from pdcycle.flows.district import District
from pdcycle.model.kinds import Kind
from pdcycle.model.results import Event, Program, Schedule
from pdcycle.output.icalendar import Entry, calendar_bytes

ONE_TO_ONE = frozenset({Kind.COACHING, Kind.CONFERENCE, Kind.OBSERVATION})
"""Whose meetings of two are nobody else's business: they stand in those two people's calendars only."""

Owners = Mapping[str, list[Event]]


def calendars(
    district: District,
    programs: tuple[Program, ...],
    schedule: Schedule,
    keep: Callable[[str, str], bool] = lambda _kind, _id: True,
) -> list[Artefact]:
    """`people/ID.ics`, `groups/ID.ics` and `schools/ID.ics`; `keep` says whose, by kind and id."""
    zone = district.workspace.settings.time_zone
    titles = {program.id: program.title for program in programs}
    groups = {item.id: item.group for program in programs for item in program.occurrences}
    made = []
    for kind, owner, name, events in _owners(district, groups, schedule):
        if keep(kind, owner):
            entries = [_entry(event, titles.get(event.program, event.program)) for event in events]
            made.append(Artefact(f"{kind}/{owner}.ics", calendar_bytes(name, zone, entries)))
    return sorted(made, key=lambda artefact: artefact.path)


def _owners(
    district: District, groups: Mapping[str, str | None], schedule: Schedule
) -> Iterator[tuple[str, str, str, list[Event]]]:
    people: dict[str, list[Event]] = defaultdict(list)
    meeting: dict[str, list[Event]] = defaultdict(list)
    schools: dict[str, list[Event]] = defaultdict(list)
    for event in schedule.events:
        for person in dict.fromkeys((*event.people, *event.lead)):
            people[person].append(event)
        if event.kind in ONE_TO_ONE:
            continue
        group = groups.get(event.id)
        if group:
            meeting[group].append(event)
        for school in event.schools:
            schools[school].append(event)
    workspace = district.workspace
    known = workspace.groups.list if workspace.groups else {}
    houses = workspace.calendar.schools if workspace.calendar else {}
    for person, events in people.items():
        entry = workspace.people.get(person)
        yield "people", person, entry.name if entry else person, events
    for group, events in meeting.items():
        yield "groups", group, (known[group].title if group in known else None) or group, events
    for school, events in schools.items():
        yield "schools", school, houses[school].name if school in houses else school, events


def _entry(event: Event, program: str) -> Entry:
    return Entry(
        uid=event.uid,
        title=event.title,
        first=event.day,
        last=event.day,
        stamp=event.stamp or datetime.combine(event.day, time(0), tzinfo=UTC),
        sequence=event.sequence,
        start=event.start,
        minutes=event.minutes,
        where=event.where,
        about=f"{program}\n{event.label}" if event.label else program,
        categories=(program,),
        cancelled=event.state == "cancelled",
    )
