"""What people.csv says of schools and of other people."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle.diagnostics import Diagnostic, error, warning
from pdcycle.rules.naming import PEOPLE, row, said_of, unknown
from pdcycle.workspace.load import Workspace

AT_A_SCHOOL = ("teacher", "mentor", "principal", "assistant-principal")
ROLES = ("coach", "mentor", "principal", "evaluator")


def somebody_there(workspace: Workspace) -> Iterator[Diagnostic]:
    """There are people at all: without people.csv nobody takes part in anything."""
    if not workspace.people and not any(said_of(item, PEOPLE) for item in workspace.diagnostics):
        mend = "write `id,name,role,schools` and a row for each person"
        yield error("PD369", f"there is nobody in {PEOPLE}, or no such file", row(1), help=mend)


def schools_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """Each school of a person is one of the calendar: `there is no school 'lincon'`."""
    if workspace.calendar is None:
        return
    for person in workspace.people.values():
        for school in person.schools:
            yield from unknown(
                "PD341",
                "school",
                school,
                workspace.calendar.schools,
                row(person.line),
                "`schools:` in calendar.yaml",
            )


def in_a_school(workspace: Workspace) -> Iterator[Diagnostic]:
    """Who teaches or leads a school is in one: `'diaz' is a teacher but in no school`."""
    for person in workspace.people.values():
        if person.role in AT_A_SCHOOL and not person.schools:
            yield error(
                "PD340",
                f"'{person.id}' is a {person.role} but in no school",
                row(person.line),
                help="write the school's id in the column `schools`",
            )


def colleagues_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """The coach, mentor, principal and evaluator of a row are people's ids: `there is no person 'orits'`."""
    for person in workspace.people.values():
        for role in ROLES:
            name = getattr(person, role)
            if name:
                yield from unknown("PD342", "person", name, workspace.people, row(person.line), "people.csv")


def no_role_as_id(workspace: Workspace) -> Iterator[Diagnostic]:
    """An id is not also somebody's role: `'director' is both a person's id and a role`."""
    roles = {person.role for person in workspace.people.values()}
    for person in workspace.people.values():
        if person.id in roles or person.id.removesuffix("s") in roles:
            yield error(
                "PD343",
                f"'{person.id}' is both a person's id and a role",
                row(person.line),
                help="give the person another id",
            )


def timetable_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """Somebody's timetable is known: else prep and class time cannot be used, and it is said."""
    if (
        not workspace.people
        or workspace.timetable
        or any(person.prep for person in workspace.people.values())
    ):
        return
    yield warning(
        "PD344",
        "nobody's timetable is known, so only time before and after school and staff time is used",
        row(1),
        help="add timetable.csv, or the column `prep` to people.csv",
    )


RULES = (somebody_there, schools_known, in_a_school, colleagues_known, no_role_as_id, timetable_known)
