"""All of it for one audience: pages, documents, reports, calendars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pdcycle.diagnostics import Diagnostic
from pdcycle.documents.audience import Audience, Sees
from pdcycle.documents.figure_links import traced
from pdcycle.documents.pages import Link
from pdcycle.documents.report_pages import report_page
from pdcycle.documents.site import site
from pdcycle.documents.weeks import Drawing
from pdcycle.files import Artefact
from pdcycle.flows.calendars import DISTRICT, calendars
from pdcycle.flows.district import District
from pdcycle.flows.explain import every
from pdcycle.flows.facts import facts, notes
from pdcycle.flows.material import material, templates
from pdcycle.flows.report import Reports, numbered, pictures, reports
from pdcycle.flows.report_kinds import Maker
from pdcycle.flows.schedule import Scheduling
from pdcycle.output.charts_week import WeekWords, hours_of, week_chart
from pdcycle.output.reports import report_text
from pdcycle.progress import privacy
from pdcycle.progress.digest import Digest

CALENDARS = "calendars"


@dataclass(frozen=True, slots=True)
class Built:
    """Every file of an audience's site, and what was wrong on the way."""

    artefacts: tuple[Artefact, ...]
    diagnostics: tuple[Diagnostic, ...]


def build(
    district: District, done: Scheduling, as_of: date, audience: str, person: str | None = None
) -> Built:
    """The site under `build/<audience>/`, sorted by path."""
    sees = Sees(Audience(audience), person)
    account = facts(district, done, as_of)
    told = reports(account, privacy.Audience(audience), person=person)
    kinds = numbered(Reports(Maker(district, account).site(sees.audience), ()))
    own = person if sees.audience is Audience.SELF else None
    made = [
        traced(report_page(report, pictures(report)), behind)
        for each in (told, kinds)
        for report, behind in zip(each.reports, every(account, each, own), strict=True)
    ]
    shown = material(district, done, as_of)
    if sees.audience is not Audience.SCHOOL:
        shown = replace(shown, notes=notes(district, person))
    shared = [
        Artefact(f"{CALENDARS}/{one.path}", one.content)
        for one in calendars(district, done.programs, done.schedule, _whose(sees))
    ]
    pages, wrong = site(
        shown,
        sees,
        templates(district),
        made,
        [_link(district, artefact) for artefact in shared],
        _week,
    )
    tables = [
        Artefact.text(f"reports/{path}.{ending}", report_text(report, form))
        for path, report in (
            (one.path if isinstance(one, Digest) else one.program, one)
            for one in (*told.reports, *kinds.reports)
        )
        for ending, form in (("csv", "csv"), ("md", "markdown"), ("json", "json"))
    ]
    everything = sorted([*pages, *shared, *tables], key=lambda artefact: artefact.path)
    return Built(tuple(everything), tuple(dict.fromkeys((*account.diagnostics, *wrong))))


def _week(week: Drawing) -> str:
    words = WeekWords(week.lines, week.days, week.off, hours_of(week.shown))
    return week_chart(week.events, week.monday, week.title, week.name, words)


def _whose(sees: Sees) -> Callable[[str, str], bool]:
    """A person's own calendar is for that person and their coach; groups' and schools' are everybody's."""
    return lambda kind, owner: kind != "people" or sees.persons(owner)


def _link(district: District, artefact: Artefact) -> Link:
    _, kind, name = artefact.path.split("/")
    owner = name.removesuffix(".ics")
    workspace = district.workspace
    title = owner
    if kind == "people" and owner in workspace.people:
        title = workspace.people[owner].name
    elif kind == "groups" and workspace.groups and owner in workspace.groups.list:
        title = workspace.groups.list[owner].title or owner
    elif kind == "schools" and workspace.calendar and owner in workspace.calendar.schools:
        title = workspace.calendar.schools[owner].name
    elif kind == DISTRICT:
        title = workspace.settings.district
    return Link(title, artefact.path, kind)


def stale(there: Sequence[str], made: Sequence[Artefact]) -> list[str]:
    """Files of an earlier build that this one no longer makes."""
    keep = {artefact.path for artefact in made}
    return sorted(path for path in there if path not in keep)
