"""From a figure somebody asks about to what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping

from pdcycle.errors import PdcycleError
from pdcycle.flows.facts import Account
from pdcycle.flows.report import Reports
from pdcycle.model.near import did_you_mean
from pdcycle.output.reports import Report
from pdcycle.progress.digest import KINDS, Digest
from pdcycle.progress.explain import explain
from pdcycle.progress.explain_books import Books
from pdcycle.progress.explanations import Explanation
from pdcycle.progress.figures import Figure, Numbering
from pdcycle.progress.listing import Listing
from pdcycle.progress.privacy import Audience


def allowed(audience: Audience) -> None:
    """Refuse audiences that may not see people: the rows behind a figure are people's."""
    if not audience.sees_people:
        raise PdcycleError(
            f"what stands behind a figure is not for the audience '{audience.value}'",
            "the rows are people's: --explain is for --audience coach, and for self with --person ID",
        )


def explained(account: Account, told: Reports, wanted: str, own: str | None = None) -> Explanation:
    """One figure of the one report; with `own`, as that person may see it."""
    if len(told.reports) != 1:
        names = ", ".join(one.program for one in told.reports)
        raise PdcycleError("a figure belongs to one report", f"name one: {names}" if names else None)
    report = told.reports[0]
    allowed(report.basis.audience)
    if not told.figures or not told.figures[0]:
        raise PdcycleError("there is nothing to explain", "no export has been read, so nothing is counted")
    figure = find(told.figures[0], wanted)
    return explain(Books(account.facts), figure, account.measures, report.program, _name(report), own)


def explained_row(account: Account, found: Listing, wanted: str) -> Explanation:
    """One row of a measure's table."""
    numbering = Numbering()
    numbering.listing(found)
    figure = find(numbering.figures, wanted)
    return explain(Books(account.facts), figure, account.measures, "", f"Measure {found.measure}")


def every(account: Account, told: Reports, own: str | None = None) -> list[tuple[Explanation, ...]]:
    """Every figure of every report explained, in the order of the reports and of their numbers."""
    books = Books(account.facts)
    return [
        tuple(
            explain(books, figure, account.measures, report.program, _name(report), own)
            for figure in figures.values()
        )
        for report, figures in zip(told.reports, told.figures, strict=True)
    ]


def _name(report: Report) -> str:
    """What a report is called where it is spoken of elsewhere."""
    return f"{KINDS[report.kind]}: {report.title}" if isinstance(report, Digest) else report.title


def find(figures: Mapping[str, Figure], wanted: str) -> Figure:
    """The figure of that number (`12`, `[12]`) or name (`courses/lincoln`)."""
    name = wanted.strip().strip("[]#")
    if name in figures:
        return figures[name]
    if name.isdigit():
        by_number = {figure.number: figure for figure in figures.values()}
        if int(name) in by_number:
            return by_number[int(name)]
        raise PdcycleError(f"there is no figure {name} here", _range(figures))
    raise PdcycleError(
        f"there is no figure '{name}' here", did_you_mean(name, figures, _range(figures)) or _range(figures)
    )


def _range(figures: Mapping[str, Figure]) -> str:
    return f"its figures are 1 to {len(figures)}" if figures else "nothing is counted in it"
