"""From a workspace, its expanded programs and their schedule to what documents are made from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pdcycle import shipped
from pdcycle.documents.almanac import marks_of, school_titles
from pdcycle.documents.material import Material
from pdcycle.model.results import Program, Schedule
from pdcycle.templating import Folder, Templates
from pdcycle.workspace.load import Workspace


def material_of(
    workspace: Workspace, programs: Iterable[Program], schedule: Schedule, as_of: date
) -> Material:
    """Everything a document may show; programs keep their order, which is that of precedence."""
    settings = workspace.settings
    calendar = workspace.calendar
    return Material(
        district=settings.district,
        school_year=settings.school_year,
        as_of=as_of,
        people=workspace.people,
        groups=workspace.groups.list if workspace.groups else {},
        schools=school_titles(calendar) if calendar else {},
        catalog=workspace.catalog,
        rubric=workspace.rubric,
        surveys=workspace.surveys,
        programs=tuple(programs),
        schedule=schedule,
        marks=marks_of(calendar) if calendar else (),
        floor=settings.privacy.floor,
    )


def templates_of(root: Path) -> Templates:
    """The workspace's own templates before those that ship."""
    return Templates([Folder(root / "templates"), Folder(shipped.folder("templates"), "shipped templates")])
