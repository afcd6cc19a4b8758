"""What a coach wrote, read on request for the coach and the teacher; it never enters the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pdcycle.diagnostics import Diagnostic, Route
from pdcycle.evidence.exports import ExportFile
from pdcycle.evidence.intake import Intake
from pdcycle.evidence.people import PeopleIndex
from pdcycle.evidence.rows import RowReader
from pdcycle.evidence.tables import open_export
from pdcycle.model.people import Person
from pdcycle.model.profile import Profile
from pdcycle.model.sources import Source


class Note(NamedTuple):
    """A coaching note: about whom, when, the text, and where it stands; `actor` wrote it, where that is known."""

    person: str
    when: datetime
    text: str
    file: str
    row: int
    actor: str | None


def private_notes(
    sources: Mapping[str, Source],
    profiles: Mapping[str, Profile],
    people: Mapping[str, Person],
    files: Mapping[str, Sequence[ExportFile]],
    zone: ZoneInfo,
    year: tuple[date, date],
    *,
    person: str | None = None,
) -> tuple[Note, ...]:
    """The notes in those sources whose profile has a note column, by person and time, each once.

    Only rows about people.csv's people and within the year; what else is wrong, `read_ledger` tells.
    """
    index = PeopleIndex(people)
    found: dict[tuple[str, datetime, str], Note] = {}
    for name, source in sorted(sources.items()):
        profile = profiles.get(source.profile)
        if profile is None or ("note" not in profile.columns and "note" not in source.columns):
            continue
        intake = Intake(name, source, profile, index, {})
        for file in sorted(files.get(name, ()), key=lambda entry: entry.path):
            for note in _notes(intake, file, profiles, zone, year):
                if person is None or note.person == person:
                    found.setdefault((note.person, note.when, note.text), note)
    return tuple(sorted(found.values(), key=lambda note: (note.person, note.when, note.file, note.row)))


def _notes(
    intake: Intake, file: ExportFile, profiles: Mapping[str, Profile], zone: ZoneInfo, year: tuple[date, date]
) -> list[Note]:
    problems: list[Diagnostic]
    opened, problems = open_export(file, intake.source, profiles, zone, year, Route(file.path))
    if opened is None or problems or "note" not in opened.layout.roles:
        return []
    reader = RowReader(intake, opened.table, opened.layout, opened.clock, file.stem)
    notes = []
    for row in opened.table.rows():
        text = reader.cell(row.cells, "note")
        if not text or opened.table.is_header(row):
            continue
        person, _ = reader.subject_person(row, *reader.person.read(row.cells))
        when = reader.when(row)
        if person is None or isinstance(when, str) or opened.clock.outside(when):
            continue
        actor = reader.cell(row.cells, "actor_email") or reader.cell(row.cells, "actor")
        notes.append(
            Note(person, when, text, file.path, row.line, intake.people.find_text(actor) if actor else None)
        )
    return notes
