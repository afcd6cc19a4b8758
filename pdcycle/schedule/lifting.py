"""The workspace as it would be with some authored lines changed or gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, Final

from pdcycle.diagnostics import Route, Step
from pdcycle.language.document import Plain
from pdcycle.model.binding import bind_value
from pdcycle.workspace.load import KINDS, Workspace
from pdcycle.workspace.roster import ABSENCES, PEOPLE, TIMETABLE, Roster

GONE: Final = "\0gone"
"""Instead of a value: the line is deleted."""

ROW = "row"
PREP = "prep"


@dataclass(frozen=True, slots=True)
class Change:
    """One edit: the value at `path` of a YAML file; in a CSV file `row` and its line, or `prep` and a person's id."""

    file: str
    path: tuple[Step, ...]
    value: str = GONE


def changed(workspace: Workspace, changes: Iterable[Change]) -> Workspace | None:
    """The workspace with these edits; None where a file with its edits cannot be read any more."""
    by_file: dict[str, list[Change]] = {}
    for one in changes:
        by_file.setdefault(one.file, []).append(one)
    for file, edits in sorted(by_file.items()):
        if file in (PEOPLE, TIMETABLE, ABSENCES):
            workspace = replace(workspace, roster=_roster(workspace.roster, file, edits))
            continue
        document = workspace.documents.get(file)
        if document is None:
            return None
        value = _edited(document.value, edits)
        bound = _bound(workspace, file, value)
        if bound is None:
            return None
        workspace = bound
    return workspace


def _edited(value: Plain, edits: list[Change]) -> Plain:
    whole = deepcopy(value)
    for one in edits:
        holder: Any = whole
        for step in one.path[:-1]:
            holder = holder.setdefault(step, {}) if isinstance(holder, dict) else holder[step]
        holder[one.path[-1]] = one.value
    swept: Plain = _swept(whole)
    return swept


def _swept(value: Any) -> Any:
    """The value without what is gone; indexes hold until then."""
    if isinstance(value, dict):
        return {key: _swept(item) for key, item in value.items() if item != GONE}
    if isinstance(value, list):
        return [_swept(item) for item in value if item != GONE]
    return value


def _bound(workspace: Workspace, file: str, value: Plain) -> Workspace | None:
    kind = next((key for key in value if key in KINDS), None) if isinstance(value, dict) else None
    if kind is None:
        return None
    model, _ = bind_value(value, KINDS[kind], Route(file))
    if model is None:
        return None
    bound: Any = model
    if kind == "district":
        return replace(workspace, settings=bound)
    if kind == "calendar":
        return replace(workspace, calendar=bound)
    if kind == "groups":
        return replace(workspace, groups=bound)
    space = "pattern" if kind == "pattern" else "program"
    name = next(
        (name for (where, name), path in workspace.files.items() if (where, path) == (space, file)), None
    )
    if name is None:
        return None
    if space == "pattern":
        return replace(workspace, patterns=_with(workspace.patterns, name, bound))
    return replace(workspace, programs=_with(workspace.programs, name, bound))


def _with(table: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    return {**table, name: value}


def _roster(roster: Roster, file: str, edits: list[Change]) -> Roster:
    lines = {one.path[1] for one in edits if one.path[0] == ROW}
    for one in edits:
        if one.path[0] == PREP:
            roster = _free(roster, str(one.path[1]), one.value)
    if file == ABSENCES:
        return replace(roster, absences=tuple(row for row in roster.absences if row.line not in lines))
    if file == TIMETABLE:
        return replace(roster, timetable=tuple(row for row in roster.timetable if row.line not in lines))
    return replace(roster, people={name: row for name, row in roster.people.items() if row.line not in lines})


def _free(roster: Roster, person: str, periods: str) -> Roster:
    """Everything of the person's day is prep: the periods' names in the short form, every class row made prep."""
    row = roster.people[person]
    people = (
        {**roster.people, person: replace(row, prep=tuple(periods.split()))} if row.prep else roster.people
    )
    rows = tuple(
        replace(one, kind="prep") if one.person == person and one.kind == "class" else one
        for one in roster.timetable
    )
    return replace(roster, people=people, timetable=rows)
