"""The site that `build` makes for one audience: plain files with relative links, no script, no network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pdcycle.diagnostics import Diagnostic
from pdcycle.documents.audience import Audience, Sees, seen
from pdcycle.documents.cards import card
from pdcycle.documents.chapters import group_page, link, program_page, school_page
from pdcycle.documents.entries import entries, heading
from pdcycle.documents.figure_pages import FigurePage
from pdcycle.documents.material import Material
from pdcycle.documents.pages import CalendarPage, DocumentShelf, Frame, HomePage, IndexPage, Link, Month
from pdcycle.documents.render import TITLES, Document, documents_of, files
from pdcycle.documents.rows import dated, gathered, windows
from pdcycle.documents.timeline import Timeline
from pdcycle.documents.timeline import draw as draw_timeline
from pdcycle.documents.weeks import Draw, week_pages
from pdcycle.files import Artefact
from pdcycle.templating import Templates

COMING = 12
"""How many dates the front page shows."""

ABOUT = {
    Audience.SCHOOL: "For principals: dates, counts and shares. No person's progress is shown here.",
    Audience.COACH: "For coaches: holds people's progress by name. Do not pass it on.",
    Audience.SELF: "Your own pages: they hold your progress. Nobody else's is shown.",
}
HANDED_ROUND = {
    "school": "For schools: counts and shares. No person's progress is shown here.",
    "public": "For everybody: counts and shares. No person's progress is shown here.",
}
"""What stands under a report that is made for others than the site is."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report made elsewhere: `path` under the site's root, its template and values, and what it is about."""

    path: str
    title: str
    template: str
    values: dict[str, object]
    program: str | None = None
    about: str = ""
    audience: str = ""
    """For whom it is made, where that is not for whom the site is."""
    figures: tuple[FigurePage, ...] = ()
    """What stands behind its figures, a page each; none for an audience that may not see people."""

    @property
    def link(self) -> Link:
        """The report as a link."""
        return Link(self.title, self.path, self.about)


_SHELVED = ("coach", "school")
"""Kinds of reports of which there is one for each coach, or school."""


class _Site:
    """Collects the pages and what was wrong in their templates."""

    def __init__(
        self,
        material: Material,
        sees: Sees,
        templates: Templates,
        reports: Sequence[ReportPage],
        draw: Draw | None,
    ) -> None:
        self.material = seen(material, sees)
        self.weeks = week_pages(self.material, sees, draw) if draw is not None else []
        self.sees = sees
        self.templates = templates
        self.reports = tuple(reports)
        self.documents: tuple[Document, ...] = documents_of(material, sees)
        self.made: list[Artefact] = []
        self.wrong: dict[Diagnostic, None] = {}

    def add(
        self, path: str, template: str, title: str, here: str, audience: str = "", **values: object
    ) -> None:
        root = "../" * path.count("/")
        frame = Frame(
            heading=heading(self.material),
            audience=audience or self.sees.audience.value,
            about_audience=HANDED_ROUND.get(audience, ABOUT[self.sees.audience]),
            title=title,
            root=root,
            here=here,
            nav=self.nav(),
        )
        text = self.templates.render(template, {"frame": frame, "root": root, **values})
        if isinstance(text, Diagnostic):
            self.wrong[text] = None
        else:
            self.made.append(Artefact.text(path, text))

    def nav(self) -> tuple[Link, ...]:
        links = [Link("Home", "index.html"), Link("Programs", "programs/index.html")]
        if self.groups():
            links.append(Link("Groups", "groups/index.html"))
        if self.schools():
            links.append(Link("Schools", "schools/index.html"))
        links.append(Link("Calendar", "calendar.html"))
        if self.weeks:
            links.append(Link("Weeks", "weeks/index.html"))
        if self.reports:
            links.append(Link("Progress", "reports/index.html"))
        return (*links, Link("Documents", "documents/index.html"))

    def groups(self) -> list[str]:
        """The groups that meet for a program, in order of their ids."""
        found = {
            item.group for program in self.material.programs for item in program.occurrences if item.group
        }
        return sorted(found | {program.group for program in self.material.programs if program.group})

    def schools(self) -> list[str]:
        """The schools that have a part in an initiative, or an event."""
        found = {part.school for program in self.material.programs for part in program.schools}
        return sorted(found | set(self.material.schools))


def site(
    material: Material,
    sees: Sees,
    templates: Templates,
    reports: Sequence[ReportPage] = (),
    calendars: Sequence[Link] = (),
    draw: Draw | None = None,
) -> tuple[list[Artefact], list[Diagnostic]]:
    """All pages and documents of an audience, with paths under `build/<audience>/`, sorted; and templates' mistakes.

    `calendars` are the .ics files that lie beside them. What an audience may not see is taken out of the
    material first; `reports` must have been made for this audience. With `draw` there are weeks as grids.
    """
    made = _Site(material, sees, templates, reports, draw)
    _home(made)
    _programs(made)
    _places(made)
    _calendar(made, calendars)
    _indexes(made)
    for week in made.weeks:
        made.add(week.path, "page/week.html.j2", week.title, "Weeks", page=week)
    for report in made.reports:
        made.add(report.path, report.template, report.title, "Progress", report.audience, **report.values)
        for page in report.figures:
            made.add(page.path, "page/figure.html.j2", page.title, "Progress", page=page)
    artefacts, wrong = files(made.documents, templates)
    everything = sorted([*made.made, *artefacts], key=lambda artefact: artefact.path)
    return everything, list(dict.fromkeys([*made.wrong, *wrong]))


def _home(made: _Site) -> None:
    material = made.material
    coming = [row for row in dated(material.programs, material, made.sees) if row.last >= material.as_of]
    page = HomePage(
        cards=tuple(card(program, material) for program in material.programs),
        coming=gathered(coming)[:COMING],
        under_way=windows(material.programs, material),
        people=len({stay.person for program in material.programs for stay in program.stays}),
        groups=tuple(Link(material.group(name), f"groups/{name}.html") for name in made.groups()),
        schools=tuple(Link(material.school(name), f"schools/{name}.html") for name in made.schools()),
    )
    made.add("index.html", "page/home.html.j2", "Home", "Home", page=page)


def _programs(made: _Site) -> None:
    for program in made.material.programs:
        about = tuple(report.link for report in made.reports if report.program == program.id)
        page = program_page(program, made.material, made.sees, made.documents, about)
        path = f"programs/{program.id}.html"
        made.add(path, "page/program.html.j2", program.title, "Programs", page=page)
    cards = tuple(card(program, made.material) for program in made.material.programs)
    made.add("programs/index.html", "page/programs.html.j2", "Programs", "Programs", cards=cards)


def _places(made: _Site) -> None:
    for name in made.groups():
        group = group_page(name, made.material, made.documents)
        made.add(f"groups/{name}.html", "page/group.html.j2", group.title, "Groups", page=group)
    for name in made.schools():
        about = tuple(one.link for one in made.reports if one.program == f"school:{name}")
        school = replace(school_page(name, made.material, made.sees, made.documents), reports=about)
        made.add(f"schools/{name}.html", "page/school.html.j2", school.title, "Schools", page=school)


def _calendar(made: _Site, calendars: Sequence[Link]) -> None:
    material = made.material
    by_month = defaultdict(list)
    for row in dated(material.programs, material, made.sees):
        by_month[row.first.replace(day=1)].append(row)
    marks = defaultdict(list)
    for mark in material.marks:
        if mark.status != "term":
            marks[mark.first.replace(day=1)].append((mark.first, mark.last, mark.status, mark.title))
    months = tuple(
        Month(first, tuple(marks[first]), tuple(by_month[first])) for first in sorted({*by_month, *marks})
    )
    page = CalendarPage(_year(material), months, tuple(calendars))
    made.add("calendar.html", "page/calendar.html.j2", "Calendar", "Calendar", page=page)


def _year(material: Material) -> Timeline | None:
    events = material.schedule.by_id()
    rows = [
        (None, program.title, list(entries(program.occurrences, material, events)))
        for program in material.programs
    ]
    days = [one for _, _, found in rows for one in found]
    if not days:
        return None
    first, last = min(one.first for one in days), max(one.last for one in days)
    about = "A row for each program, from its first day to its last; the lists below say the same."
    return draw_timeline(
        f"The year {material.school_year}", about, first, last, rows, material.as_of, above=True
    )


def _indexes(made: _Site) -> None:
    shelves = defaultdict(list)
    for document in made.documents:
        shelf = TITLES.get(document.template, document.template)
        if document.template == "plc-agenda" and document.group:
            shelf += f": {made.material.group(document.group)}"
        shelves[shelf].append(replace(link(document), about=""))
    page = IndexPage(
        tuple(DocumentShelf(name, tuple(found)) for name, found in shelves.items()),
        "No program asks for a document yet.",
    )
    made.add("documents/index.html", "page/index.html.j2", "Documents", "Documents", page=page)
    for name, ids, title in (
        ("groups", made.groups(), made.material.group),
        ("schools", made.schools(), made.material.school),
    ):
        if ids:
            links = tuple(Link(title(one), f"{name}/{one}.html") for one in ids)
            only = IndexPage((DocumentShelf("", links),), "")
            made.add(f"{name}/index.html", "page/index.html.j2", name.title(), name.title(), page=only)
    if made.weeks:
        _week_index(made)
    if made.reports:
        only = IndexPage(_report_shelves(made.reports), "")
        made.add("reports/index.html", "page/index.html.j2", "Progress", "Progress", page=only)


def _report_shelves(reports: Sequence[ReportPage]) -> tuple[DocumentShelf, ...]:
    """Reports of which there is one for each coach or school on shelves of their own."""
    found: dict[str, list[Link]] = {"": []}
    for report in reports:
        if report.path.split("/")[1] in _SHELVED:
            title = report.title.removeprefix(f"{report.about}: ")
            found.setdefault(report.about, []).append(Link(title, report.path))
        else:
            found[""].append(report.link)
    return tuple(DocumentShelf(name, tuple(links)) for name, links in found.items() if links)


def _week_index(made: _Site) -> None:
    shelves = tuple(
        DocumentShelf(name, links)
        for kind, name in (("School", "Schools"), ("Person", "People"))
        if (links := tuple(Link(one.title, one.path) for one in made.weeks if one.kind == kind))
    )
    page = IndexPage(shelves, "")
    made.add("weeks/index.html", "page/index.html.j2", "Weeks", "Weeks", page=page)
