"""Calendars to import: one a person, a group, a school, and one for the district."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time

from pdcycle.documents.audience import ONE_TO_ONE
from pdcycle.files import Artefact
from pdcycle.flows.district import District
from pdcycle.model.results import Event, Occurrence, OpenWindow, Program, Schedule, Standing
from pdcycle.output.gcsv import google_csv
from pdcycle.output.icalendar import Entry, calendar_bytes
from pdcycle.schedule.own_time import GONE, is_window, line_of

DISTRICT = "district"


def calendars(
    district: District,
    programs: tuple[Program, ...],
    schedule: Schedule,
    keep: Callable[[str, str], bool] = lambda _kind, _id: True,
    *,
    csv: bool = False,
) -> list[Artefact]:
    """`people/ID.ics`, `groups/ID.ics`, `schools/ID.ics` and `district/district.ics`; `keep` says whose, by kind and id.

    A person's holds what is theirs, with their own days for what they do at their own pace; the others' hold no
    meeting of two. With `csv` each has a .csv beside it that Google Calendar imports.
    """
    zone = district.workspace.settings.time_zone
    made = []
    for kind, owner, name, entries in _owners(district, _sorted_out(programs, schedule)):
        if not keep(kind, owner):
            continue
        made.append(Artefact(f"{kind}/{owner}.ics", calendar_bytes(name, zone, entries)))
        if csv:
            made.append(Artefact.text(f"{kind}/{owner}.csv", google_csv(entries)))
    return sorted(made, key=lambda artefact: artefact.path)


@dataclass(slots=True)
class _Shelves:
    """Entries by owner and UID, so that what a group shares stands in its calendar once."""

    people: dict[str, dict[str, Entry]] = field(default_factory=lambda: defaultdict(dict))
    groups: dict[str, dict[str, Entry]] = field(default_factory=lambda: defaultdict(dict))
    schools: dict[str, dict[str, Entry]] = field(default_factory=lambda: defaultdict(dict))
    everybody: dict[str, Entry] = field(default_factory=dict)

    def share(self, entry: Entry, group: str | None, schools: tuple[str, ...]) -> None:
        if schools:
            self.everybody[entry.uid] = entry
        if group:
            self.groups[group][entry.uid] = entry
        for school in schools:
            self.schools[school][entry.uid] = entry


def _sorted_out(programs: tuple[Program, ...], schedule: Schedule) -> _Shelves:
    shelves = _Shelves()
    titles = {program.id: program.title for program in programs}
    plans = {program.id for program in programs if program.kind == "plan"}
    groups = {item.id: item.group for program in programs for item in program.occurrences}
    for event in schedule.events:
        entry = _entry(event, titles.get(event.program, event.program))
        for person in dict.fromkeys((*event.people, *event.lead)):
            shelves.people[person][entry.uid] = entry
        if event.kind not in ONE_TO_ONE:
            # One teacher's plan is no business of the school's; what it brings to a PLC is that group's.
            shelves.share(entry, groups.get(event.id), () if event.program in plans else event.schools)
    lines = {line.id: line for line in schedule.windows}
    for program in programs:
        spoken: set[str] = set()
        for item in program.occurrences:
            line = None if item.event and not is_window(item) else line_of(item, lines)
            if line is not None:
                spoken.add(line.id)
                _put(shelves, program, item, line)
        for line in schedule.windows:
            if line.id.startswith(f"{program.id}/") and line.id not in spoken:
                _put_gone(shelves, program, line)
    return shelves


def _put(shelves: _Shelves, program: Program, item: Occurrence, line: OpenWindow) -> None:
    """A window into its owners' calendars; where it is for all alike, into those of their group and schools too."""
    if item.optional or item.standing is Standing.SKIPPED:
        return
    own = line
    if item.standing in GONE and line.state != "cancelled":
        # Only this one owner has left: for the others the line goes on.
        own = replace(line, state="cancelled", sequence=line.sequence + 1)
    for person in item.owners:
        shelves.people[person][line.uid] = _window_entry(own, program.title, item.label)
    if (own is line and line.id != item.id) or not item.owners:
        shelves.share(_window_entry(line, program.title), item.group or program.group, item.schools)


def _put_gone(shelves: _Shelves, program: Program, line: OpenWindow) -> None:
    """A line that nothing speaks of any more: cancelled for everybody who may have had it."""
    keys = line.id.split("/")[3].split(".")
    members = [stay.person for stay in program.stays]
    own = [person for person in members if person in keys]
    entry = _window_entry(line, program.title)
    for person in own or members:
        shelves.people[person].setdefault(line.uid, entry)
    if not own and program.kind != "plan":
        shelves.everybody.setdefault(line.uid, entry)
        if program.group:
            shelves.groups[program.group].setdefault(line.uid, entry)


def _owners(district: District, shelves: _Shelves) -> Iterator[tuple[str, str, str, list[Entry]]]:
    workspace = district.workspace
    known = workspace.groups.list if workspace.groups else {}
    houses = workspace.calendar.schools if workspace.calendar else {}
    for person, entries in shelves.people.items():
        row = workspace.people.get(person)
        yield "people", person, row.name if row else person, list(entries.values())
    for group, entries in shelves.groups.items():
        title = (known[group].title if group in known else None) or group
        yield "groups", group, title, list(entries.values())
    for school, entries in shelves.schools.items():
        yield "schools", school, houses[school].name if school in houses else school, list(entries.values())
    if shelves.everybody:
        yield DISTRICT, DISTRICT, workspace.settings.district, list(shelves.everybody.values())


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


def _window_entry(line: OpenWindow, program: str, label: str = "") -> Entry:
    return Entry(
        uid=line.uid,
        title=line.title,
        first=line.first,
        last=line.last,
        stamp=line.stamp or datetime.combine(line.first, time(0), tzinfo=UTC),
        sequence=line.sequence,
        about=f"{program}\n{label}" if label else program,
        categories=(program,),
        cancelled=line.state == "cancelled",
    )
