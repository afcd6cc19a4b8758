"""What documents and pages are made from, gathered from a district and its schedule."""

from __future__ import annotations

from datetime import date

from pdcycle import shipped
from pdcycle.documents.almanac import marks_of, school_titles
from pdcycle.documents.material import Material
from pdcycle.flows.district import District
from pdcycle.flows.schedule import Scheduling, live
from pdcycle.templating import Folder, Templates


def material(district: District, done: Scheduling, as_of: date) -> Material:
    """Everything documents may show."""
    workspace = district.workspace
    return Material(
        district=workspace.settings.district,
        school_year=workspace.settings.school_year,
        as_of=as_of,
        people=workspace.people,
        groups=workspace.groups.list if workspace.groups else {},
        schools=school_titles(workspace.calendar) if workspace.calendar else {},
        catalog=workspace.catalog,
        rubric=workspace.rubric,
        surveys=workspace.surveys,
        programs=done.programs,
        schedule=live(done.schedule),
        marks=marks_of(workspace.calendar) if workspace.calendar else (),
        floor=workspace.settings.privacy.floor,
    )


def templates(district: District) -> Templates:
    """The workspace's own templates before those that ship."""
    own = Folder(district.workspace.root / "templates")
    return Templates([own, Folder(shipped.folder("templates"), "(pdcycle)/templates")])
