"""Who is told what of a change: each person their own, each group and school what concerns them as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pdcycle.documents.audience import ONE_TO_ONE
from pdcycle.files import Artefact
from pdcycle.flows.district import District
from pdcycle.flows.what_if import WhatIf
from pdcycle.output.notices import Notice, markdown_notice, text_notice
from pdcycle.schedule.changes import Change, Times, half_days

FOLDER = "build/notices"


def notices(district: District, found: WhatIf, as_of: date) -> list[Artefact]:
    """`people/ID`, `groups/ID` and `schools/ID`, each as .md and .txt, under a folder of the day, sorted by path."""
    made = []
    for kind, owner, notice in _notices(district, found, as_of):
        path = f"{FOLDER}/{as_of}/{kind}/{owner}"
        made += [
            Artefact.text(f"{path}.md", markdown_notice(notice)),
            Artefact.text(f"{path}.txt", text_notice(notice)),
        ]
    return sorted(made, key=lambda artefact: artefact.path)


def _notices(district: District, found: WhatIf, as_of: date) -> Iterator[tuple[str, str, Notice]]:
    workspace = district.workspace
    names = {person.id: person.name for person in workspace.people.values()}
    groups = workspace.groups.list if workspace.groups else {}
    houses = workspace.calendar.schools if workspace.calendar else {}
    known = {item.id: item.group for program in found.after.programs for item in program.occurrences}
    people: dict[str, list[Change]] = {}
    meeting: dict[str, list[Change]] = {}
    schools: dict[str, list[Change]] = {}
    for change in found.changes:
        for person in change.people:
            people.setdefault(person, []).append(change)
        group = known.get(change.event.id)
        if group:
            meeting.setdefault(group, []).append(change)
        for school in change.event.schools:
            schools.setdefault(school, []).append(change)

    def notice(name: str, several: list[Change], own: str | None, halves: int = 0) -> Notice:
        told = tuple(change for change in several if own or change.event.kind not in ONE_TO_ONE)
        apart = len(several) - len(told)
        return Notice(name, workspace.settings.district, as_of, told, names, own, apart, halves)

    for person, several in people.items():
        yield "people", person, notice(names.get(person, person), several, person)
    for group, several in meeting.items():
        if any(change.event.kind not in ONE_TO_ONE for change in several):
            title = groups[group].title if group in groups else None
            yield "groups", group, notice(title or group, several, None)
    for school, several in schools.items():
        title = houses[school].name if school in houses else school
        yield "schools", school, notice(title, several, None, _halves(found.times, school, several))


def _halves(times: Times, school: str, several: Iterable[Change]) -> int:
    """Half-days of substitutes that the changes bring to a school, less those they spare it."""
    found = list(several)
    before = [change.old for change in found if change.old and school in change.old.schools]
    after = [change.new for change in found if change.new and school in change.new.schools]
    return half_days(after, times.after) - half_days(before, times.before)
