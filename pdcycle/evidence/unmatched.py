"""Whom the rows of one opened export name and nobody matches: what a report would say of them, before there is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pdcycle.evidence.intake import Intake
from pdcycle.evidence.people import PeopleIndex
from pdcycle.evidence.rows import RowReader
from pdcycle.evidence.tables import Opened
from pdcycle.model.people import Person
from pdcycle.model.profile import Profile
from pdcycle.model.results import Unresolved
from pdcycle.model.sources import Source
from pdcycle.tables.sheet import Row


@dataclass(frozen=True, slots=True)
class Known:
    """Who is on the staff, by id, and the source that reads the file in this workspace, where one does."""

    people: Mapping[str, Person]
    source: Source | None = None


def unmatched(
    opened: Opened, profile: Profile, known: Known, otherwise: Source, stem: str, rows: Iterable[Row]
) -> tuple[Unresolved, ...]:
    """The people of these rows whom nobody matches for sure; `otherwise` is the source where there is none yet."""
    if profile.layout == "aggregates" or not known.people:
        return ()
    intake = Intake("x", known.source or otherwise, profile, PeopleIndex(known.people), {})
    reader = RowReader(intake, opened.table, opened.layout, opened.clock, stem)
    for row in rows:
        if not opened.table.is_header(row) and reader.skipped(row) is None:
            reader.subject_person(row, *reader.person.read(row.cells))
    return intake.strangers.found()
