"""People, their timetable and their absences, as read from the workspace's CSV files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Person:
    """One row of people.csv; `id` is the handle every other file uses, `line` where the row stands.

    `email` and `aliases` are as written; `years` counts years of experience.
    """

    id: str
    name: str
    line: int
    email: str = ""
    staff_id: str = ""
    role: str = "teacher"
    schools: tuple[str, ...] = ()
    department: str = ""
    grades: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    years: int | None = None
    prep: tuple[str, ...] = ()
    coach: str = ""
    mentor: str = ""
    principal: str = ""
    evaluator: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimetableRow:
    """Who has what when: `day` is a rotation letter, a weekday or empty for every day; `term` empty for the year."""

    person: str
    term: str
    day: str
    period: str
    kind: str
    room: str
    line: int


@dataclass(frozen=True, slots=True)
class Absence:
    """A person away from `first` to `last`, both in; `part` is `all`, `am` or `pm`."""

    person: str
    first: date
    last: date
    part: str
    line: int
