"""Who is told what of a change: each person their own, each group and school what concerns them as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from pdcycle.documents.audience import ONE_TO_ONE
from pdcycle.files import Artefact
from pdcycle.flows.district import District
from pdcycle.flows.what_if import WhatIf
from pdcycle.output.notices import Notice, markdown_notice, text_notice
from pdcycle.schedule.changes import Change, Times, half_days

FOLDER = "build/notices"
K = TypeVar("K")


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
    houses = workspace.calendar.schools if workspace.calendar else {}
    groups = _groups(district, found)
    titles = {
        change.event.id: groups[change.event.id][1]
        for change in found.changes
        if change.event.id in groups and change.event.kind not in ONE_TO_ONE
    }

    def notice(name: str, several: list[Change], own: str | None, halves: int = 0) -> Notice:
        told = tuple(change for change in several if own or change.event.kind not in ONE_TO_ONE)
        apart = len(several) - len(told)
        return Notice(name, workspace.settings.district, as_of, told, names, own, apart, halves, titles)

    for person, several in _by(found.changes, lambda change: change.people).items():
        yield "people", person, notice(names.get(person, person), several, person)
    for (group, title), several in _by(found.changes, lambda change: _of(groups, change)).items():
        if any(change.event.kind not in ONE_TO_ONE for change in several):
            yield "groups", group, notice(title, several, None)
    for school, several in _by(found.changes, lambda change: change.event.schools).items():
        title = houses[school].name if school in houses else school
        yield "schools", school, notice(title, several, None, _halves(found.times, school, several))


def _by(changes: Iterable[Change], readers: Callable[[Change], Iterable[K]]) -> dict[K, list[Change]]:
    """The changes each reader is concerned by."""
    found: dict[K, list[Change]] = {}
    for change in changes:
        for reader in readers(change):
            found.setdefault(reader, []).append(change)
    return found


def _of(groups: Mapping[str, tuple[str, str]], change: Change) -> Iterable[tuple[str, str]]:
    return (groups[change.event.id],) if change.event.id in groups else ()


def _groups(district: District, found: WhatIf) -> dict[str, tuple[str, str]]:
    """The group an occurrence is for, as its id and title, by the occurrence's id."""
    listed = district.workspace.groups.list if district.workspace.groups else {}
    titles = {name: group.title or name for name, group in listed.items()}
    items = (item for program in found.after.programs for item in program.occurrences)
    return {item.id: (item.group, titles.get(item.group, item.group)) for item in items if item.group}


def _halves(times: Times, school: str, several: Iterable[Change]) -> int:
    """Half-days of substitutes that the changes bring to a school, less those they spare it."""
    found = list(several)
    before = [change.old for change in found if change.old and school in change.old.schools]
    after = [change.new for change in found if change.new and school in change.new.schools]
    return half_days(after, times.after) - half_days(before, times.before)
