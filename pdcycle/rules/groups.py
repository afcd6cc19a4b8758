"""What groups.yaml says of people, schools and focus areas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pdcycle.diagnostics import Diagnostic, Label, Route, error, warning
from pdcycle.language.time_series import EveryLetter
from pdcycle.model.groups import PEOPLE, Group
from pdcycle.model.near import near
from pdcycle.program.cast import Cast
from pdcycle.rules.naming import PEOPLE as PEOPLE_FILE
from pdcycle.rules.naming import as_written, home, listed, unknown
from pdcycle.workspace.load import Workspace


def _groups(workspace: Workspace) -> Iterator[tuple[str, Group, Route]]:
    if workspace.groups is None:
        return
    top = home(workspace, "groups")
    for name, group in workspace.groups.list.items():
        yield name, group, top.at("list", name)


def members_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """Each member is somebody of people.csv: `there is no person 'dias'`."""
    for _, group, place in _groups(workspace):
        if isinstance(group.members, str):
            continue
        for at, member in enumerate(group.members):
            here = place.at("members", at)
            if not isinstance(as_written(workspace, here), str):
                here = here.at("person")
            yield from unknown("PD342", "person", member.person, workspace.people, here, "people.csv")


def members_once(workspace: Workspace) -> Iterator[Diagnostic]:
    """Nobody is listed twice in one group: `'diaz' is listed twice`."""
    for _, group, place in _groups(workspace):
        if isinstance(group.members, str):
            continue
        seen: dict[str, Route] = {}
        for at, member in enumerate(group.members):
            here = place.at("members", at)
            if member.person in seen:
                first = Label(seen[member.person], "the first time")
                yield error(
                    "PD345",
                    f"'{member.person}' is listed twice",
                    here,
                    related=(first,),
                    help="leave one of them out",
                )
            seen.setdefault(member.person, here)


def names_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """A group's coach, lead, schools and focus exist: `there is no school 'lincon'`."""
    for _, group, place in _groups(workspace):
        for role in ("coach", "lead"):
            name = getattr(group, role)
            if name:
                yield from unknown("PD342", "person", name, workspace.people, place.at(role), "people.csv")
        if workspace.calendar is not None:
            for school, here in listed(place.at("school"), as_written(workspace, place.at("school"))):
                schools = workspace.calendar.schools
                yield from unknown("PD341", "school", school, schools, here, "`schools:` in calendar.yaml")
        if group.focus and workspace.rubric is not None:
            areas = workspace.rubric.focus
            yield from unknown(
                "PD346", "focus area", group.focus, areas, place.at("focus"), "`focus:` in rubric.yaml"
            )


def members_meant(workspace: Workspace) -> Iterator[Diagnostic]:
    """Members said in words are somebody: `nobody is meant by 'teachers of elm in humanitys'`."""
    if workspace.calendar is None or not workspace.people:
        return
    schools = workspace.calendar.schools
    cast = Cast(workspace.people, {})
    for _, group, place in _groups(workspace):
        said = PEOPLE.fullmatch(group.members.strip()) if isinstance(group.members, str) else None
        if said is None or cast.said(said[0]):
            continue
        named = re.split(r", | and ", said["schools"]) if said["schools"] else []
        here = place.at("members")
        if any(school not in schools for school in named):
            for school in named:
                yield from unknown("PD341", "school", school, schools, here, "`schools:` in calendar.yaml")
            continue
        guess = near(said["department"] or said["role"], _words(workspace))
        mend = f"did you mean `{guess}`?" if guess else f"compare it with the rows of {PEOPLE_FILE}"
        yield warning("PD380", f"nobody is meant by '{said[0]}', so the group is empty", here, help=mend)


def _words(workspace: Workspace) -> set[str]:
    """Departments, subjects and roles as people's rows have them."""
    rows = workspace.people.values()
    return {word for row in rows for word in (row.department, row.role, *row.subjects) if word}


def letters_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """A group that meets by letter meets by one that its school has: `no school of this group has C days`."""
    calendar = workspace.calendar
    if calendar is None or workspace.groups is None:
        return
    cast = Cast(workspace.people, workspace.groups.list)
    for name, group, place in _groups(workspace):
        if group.meets is None or not isinstance(group.meets.days, EveryLetter):
            continue
        own = [school for school in cast.group_schools(name) if school in calendar.schools]
        turns = [calendar.rotations.get(calendar.schools[school].rotation or "") for school in own]
        letters = dict.fromkeys(letter for turn in turns if turn is not None for letter in turn.letters)
        if own and group.meets.days.letter not in letters:
            text = f"no school of this group has {group.meets.days}, so it never meets"
            mend = (
                f"use {' or '.join(letters)}" if letters else "give the school a `rotation:` in calendar.yaml"
            )
            yield error("PD381", text, place.at("meets"), help=mend)


RULES = (members_known, members_once, names_known, members_meant, letters_known)
