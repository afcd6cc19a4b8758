"""people.csv, timetable.csv and absences.csv: rows people keep in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pdcycle.diagnostics import Diagnostic, Label, Span, error
from pdcycle.model.near import near
from pdcycle.model.people import Absence, Person, TimetableRow
from pdcycle.workspace.rows import Row, at, read_rows

PEOPLE = "people.csv"
TIMETABLE = "timetable.csv"
ABSENCES = "absences.csv"
HANDLE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
TIMETABLE_KINDS = ("class", "prep", "lunch", "duty", "department", "plc", "meeting")
PARTS = ("all", "am", "pm")
# A handle must not read as a role or as a word of a time expression.
RESERVED = frozenset(
    {"start", "end", "year", "day", "week", "month", "term", "member", "members", "teacher", "teachers", "school",
     "schools", "principal", "principals", "coach", "coaches", "mentor", "mentors", "evaluator", "lead", "others",
     "host", "everyone", "cancelled", "department", "summer", "fall", "winter", "spring"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Roster:
    """Who there is, who has what when, who is away."""

    people: Mapping[str, Person] = field(default_factory=dict)
    timetable: tuple[TimetableRow, ...] = ()
    absences: tuple[Absence, ...] = ()


def read_roster(root: Path) -> tuple[Roster, list[Diagnostic]]:
    """The three files, those that are there; rows that cannot be read are said and left out."""
    found: list[Diagnostic] = []
    people: dict[str, Person] = {}
    for row in read_rows(root / PEOPLE, PEOPLE, ("id", "name"), PEOPLE_COLUMNS, found):
        person = _person(row, people, found)
        if person is not None:
            people[person.id] = person
    timetable = [
        entry
        for row in read_rows(
            root / TIMETABLE, TIMETABLE, ("person", "period", "kind"), _TIMETABLE_COLUMNS, found
        )
        if (entry := _slot(row, people, found))
    ]
    absences = [
        absence
        for row in read_rows(root / ABSENCES, ABSENCES, ("person", "from"), _ABSENCE_COLUMNS, found)
        if (absence := _absence(row, people, found))
    ]
    return Roster(people, tuple(timetable), tuple(absences)), found


PEOPLE_COLUMNS = (
    "id", "name", "email", "staff_id", "role", "schools", "department", "grades", "subjects", "years", "prep",
    "coach", "mentor", "principal", "evaluator", "aliases",
)  # fmt: skip
_TIMETABLE_COLUMNS = ("person", "term", "day", "period", "kind", "room")
_ABSENCE_COLUMNS = ("person", "from", "to", "part")


def _person(row: Row, people: Mapping[str, Person], found: list[Diagnostic]) -> Person | None:
    handle = row.get("id")
    problem = _handle_problem(handle, row, people)
    if problem is not None:
        found.append(problem)
        return None
    years = row.get("years")
    if years and not years.isdigit():
        place = at(PEOPLE, row.line)
        found.append(
            error("PD333", f"`years` of '{handle}' is not a whole number", place, help="write it as 7")
        )
        years = ""
    plain = {name: row.get(name) for name in _PLAIN}
    return Person(
        id=handle,
        line=row.line,
        role=row.get("role") or "teacher",
        schools=row.many("schools"),
        grades=row.many("grades"),
        subjects=row.many("subjects"),
        years=int(years) if years else None,
        prep=tuple(part for chunk in row.many("prep") for part in chunk.split()),
        aliases=row.many("aliases"),
        **plain,
    )


_PLAIN = ("name", "email", "staff_id", "department", "coach", "mentor", "principal", "evaluator")


def _handle_problem(handle: str, row: Row, people: Mapping[str, Person]) -> Diagnostic | None:
    place = at(PEOPLE, row.line)
    if not HANDLE.match(handle) or handle in RESERVED:
        why = "is a role or a time word" if handle in RESERVED else "is not a handle"
        mend = "use lower-case letters and hyphens, such as chen-m"
        return error("PD331", f"the id '{handle}' {why}", place, help=mend)
    if handle not in people:
        return None
    first = Label(at(PEOPLE, people[handle].line), "the first")
    return error(
        "PD332",
        f"two rows have the id '{handle}'",
        place,
        related=(first,),
        help="an id belongs to one person and is never reused",
    )


def _known(row: Row, file: str, people: Mapping[str, Person], found: list[Diagnostic]) -> bool:
    person = row.get("person")
    if person in people:
        return True
    guess = near(person, people)
    found.append(
        error(
            "PD334",
            f"there is no person '{person}' in {PEOPLE}",
            at(file, row.line),
            help=f"did you mean `{guess}`?" if guess else f"add the person to {PEOPLE}",
        )
    )
    return False


def _one_of(row: Row, file: str, column: str, choices: tuple[str, ...], found: list[Diagnostic]) -> bool:
    value = row.get(column)
    if value in choices:
        return True
    guess = near(value, choices)
    found.append(
        error(
            "PD335",
            f"`{column}` is '{value}'",
            at(file, row.line),
            help=f"did you mean `{guess}`?" if guess else f"use one of {', '.join(choices)}",
        )
    )
    return False


def _slot(row: Row, people: Mapping[str, Person], found: list[Diagnostic]) -> TimetableRow | None:
    known = _known(row, TIMETABLE, people, found)
    if not _one_of(row, TIMETABLE, "kind", TIMETABLE_KINDS, found) or not known:
        return None
    return TimetableRow(
        row.get("person"), row.get("term"), row.get("day"), row.get("period"), row.get("kind"), row.get("room"),
        row.line,
    )  # fmt: skip


def _absence(row: Row, people: Mapping[str, Person], found: list[Diagnostic]) -> Absence | None:
    place = at(ABSENCES, row.line)
    known = _known(row, ABSENCES, people, found)
    first = _day(row.get("from"), place, found)
    last = _day(row.get("to") or row.get("from"), place, found)
    if not known or first is None or last is None:
        return None
    if last < first:
        found.append(error("PD337", "the absence ends before it starts", place, help="swap `from` and `to`"))
        return None
    part = row.get("part") or "all"
    if part not in PARTS:
        found.append(error("PD335", f"`part` is '{part}'", place, help="use all, am or pm"))
        return None
    return Absence(row.get("person"), first, last, part, row.line)


def _day(text: str, place: Span, found: list[Diagnostic]) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        found.append(error("PD336", f"'{text}' is not a date", place, help="write it as 2026-09-21"))
        return None
