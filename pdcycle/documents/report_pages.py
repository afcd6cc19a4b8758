"""Progress reports as pages: the report's values, its pictures, and tables that say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pdcycle.diagnostics import Diagnostic
from pdcycle.documents.figure_pages import INSIDE, figure_pages
from pdcycle.documents.pages import Frame
from pdcycle.documents.pieces import Heading
from pdcycle.documents.site import ReportPage
from pdcycle.model.results import Met
from pdcycle.progress.digest import KINDS, Digest, Part
from pdcycle.progress.explanations import Explanation
from pdcycle.progress.group_report import GroupReport
from pdcycle.progress.initiative_report import InitiativeReport
from pdcycle.progress.journey import JourneyReport
from pdcycle.progress.matrix import Matrix, MatrixCell
from pdcycle.templating import Templates

Report = GroupReport | InitiativeReport | JourneyReport | Digest

_TEMPLATE = {
    GroupReport: "page/report-group.html.j2",
    InitiativeReport: "page/report-initiative.html.j2",
    JourneyReport: "page/report-journey.html.j2",
}
_ABOUT = {
    GroupReport: "Group progress",
    InitiativeReport: "Progress by school",
    JourneyReport: "Growth journey",
}
_SHOWN = (Met.ON_TIME, Met.LATE)
_HANDED = ("half-day", "celebration")
"""Kinds of report that are handed round."""
_NARROW = 5
"""Columns of a table that folds on a phone; one with more scrolls."""
_SHORT = 14
"""Rows of a table that stands open under its picture."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One person's pieces of one activity: `shown` of `asked`; `state` is the state to look at first, "" for none."""

    shown: int
    asked: int
    state: str


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One person's line."""

    name: str
    done: int
    asked: int
    tallies: tuple[Tally, ...]
    number: int | None = None
    """What the person's figure is asked for by, where it may be."""


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of a digest as its page shows it; `numbers` are its columns of numbers, `long` tables are folded away."""

    part: Part
    numbers: frozenset[int]
    wide: bool
    long: bool
    short: bool
    """Whether its table stays on one page in print."""


@dataclass(frozen=True, slots=True)
class TallyTable:
    """Person by activity in one cycle."""

    cycle: str
    activities: tuple[str, ...]
    rows: tuple[TallyRow, ...]


def report_page(report: Report, pictures: Mapping[str, str]) -> ReportPage:
    """The report as a page of a site.

    `pictures` are SVG texts by what they show: `steps`, `schools`, `goals`, `journey`, and `matrix:CYCLE`.
    """
    if isinstance(report, Digest):
        return _digest_page(report, pictures)
    about = _ABOUT[type(report)]
    name = f"{report.name}: {report.title}" if isinstance(report, JourneyReport) else report.title
    values: dict[str, object] = {
        "report": report,
        "about": about,
        "pictures": {key: Markup(text) for key, text in sorted(pictures.items())},  # noqa: S704 - made by pdcycle
        "tables": tally_tables(report.matrix) if isinstance(report, GroupReport) else (),
        "cycles": dict(_cycle_titles(report)),
    }
    return ReportPage(
        f"reports/{report.program}.html",
        f"{name}: progress",
        _TEMPLATE[type(report)],
        values,
        report.program,
        about,
    )


def _digest_page(report: Digest, pictures: Mapping[str, str]) -> ReportPage:
    """A coach's, a school's, the district's page, and what is handed round."""
    about = KINDS[report.kind]
    values: dict[str, object] = {
        "report": report,
        "about": about,
        "pictures": {key: Markup(text) for key, text in sorted(pictures.items())},  # noqa: S704 - made by pdcycle
        "shown": [_shown_part(part) for part in report.parts],
    }
    title = f"{about}: {report.title}" if report.kind != "celebration" else report.title
    if report.edition:
        title += ", to hand round"
    return ReportPage(
        f"reports/{report.path}.html",
        title,
        "page/report-digest.html.j2",
        values,
        report.program,
        about,
        report.basis.audience.value if report.kind in _HANDED else "",
    )


def _shown_part(part: Part) -> ShownPart:
    """A table of many columns scrolls; one of many rows beside a picture is folded away on a screen."""
    folded = bool(part.pictures) and len(part.rows) > _SHORT
    return ShownPart(part, part.numbers, len(part.columns) > _NARROW, folded, len(part.rows) <= _SHORT)


def report_html(
    report: Report,
    pictures: Mapping[str, str],
    heading: Heading,
    audience: str,
    templates: Templates,
    explained: Sequence[Explanation] = (),
) -> str | Diagnostic:
    """The report as one file that stands alone, with what stands behind its figures at its end."""
    page = report_page(report, pictures)
    frame = Frame(heading, audience, "", page.title, "", "", ())
    behind = {"trace": INSIDE, "explained": figure_pages(explained, page.path)} if explained else {}
    return templates.render(page.template, {"frame": frame, "root": "", **page.values, **behind})


def _cycle_titles(report: Report) -> list[tuple[str, str]]:
    if not isinstance(report, GroupReport):
        return []
    ids = list(dict.fromkeys(column.cycle for column in report.matrix.columns))
    titles = {title.lower(): f"{title}: {focus}" for title, focus in report.focus}
    return [(id_, titles.get(id_.replace("-", " "), id_)) for id_ in ids]


def tally_tables(matrix: Matrix) -> tuple[TallyTable, ...]:
    """The matrix cycle by cycle, an activity a column."""
    tables = []
    for cycle in dict.fromkeys(column.cycle for column in matrix.columns):
        spots: dict[str, list[int]] = {}
        for at, column in enumerate(matrix.columns):
            if column.cycle == cycle:
                spots.setdefault(column.activity, []).append(at)
        rows = []
        for row in matrix.rows:
            tallies = tuple(_tally([row.cells[at] for at in span]) for span in spots.values())
            shown = sum(one.shown for one in tallies)
            rows.append(TallyRow(row.name, shown, sum(one.asked for one in tallies), tallies, row.number))
        tables.append(TallyTable(cycle, tuple(spots), tuple(rows)))
    return tuple(tables)


def _tally(cells: list[MatrixCell]) -> Tally:
    """Cancelled pieces and those of people who left are not asked for; what lies ahead is not yet."""
    count = Counter(cell.met for cell in cells if cell.met is not None)
    overdue = any(cell.overdue for cell in cells)
    shown = sum(count[met] for met in _SHOWN)
    asked = shown + count[Met.MISSED] + count[Met.DUE]
    if not asked:
        state = "ahead" if count[Met.AHEAD] else ""
    elif count[Met.MISSED]:
        state = "missed"
    elif overdue:
        state = "overdue"
    else:
        state = "due" if count[Met.DUE] else "late" if count[Met.LATE] else "done"
    return Tally(shown, asked, state)
