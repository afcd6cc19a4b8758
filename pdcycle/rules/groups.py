"""What groups.yaml says of people, schools and focus areas."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle.diagnostics import Diagnostic, Label, Route, error
from pdcycle.model.groups import Group
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


RULES = (members_known, members_once, names_known)
