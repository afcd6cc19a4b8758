"""A figure of a report explained: the measure, what was counted, each row's file and line."""

from __future__ import annotations

from pdcycle.cli.options import By, Reader, Shown
from pdcycle.errors import PdcycleError
from pdcycle.flows.explain import allowed, explained, explained_row
from pdcycle.flows.facts import Account
from pdcycle.flows.report import Reports
from pdcycle.output.reports_explain import explanation_text
from pdcycle.progress.listing import Listing
from pdcycle.progress.privacy import Audience

_FORMS = {Shown.TEXT: "text", Shown.MD: "markdown", Shown.CSV: "csv", Shown.JSON: "json"}


def checked(wanted: str | None, audience: Reader, shown: Shown) -> None:
    """Raise where a figure is asked about for an audience that may not see people, or as a page."""
    if wanted is None:
        return
    allowed(Audience(audience.value))
    if shown not in _FORMS:
        raise PdcycleError(
            f"one figure explained is no {shown.value} file", "use --format text, md, csv or json"
        )


def dimension(wanted: str | None, by: str | None) -> str | None:
    """What the report is broken down by: as asked, or as the figure's name says (`grade/4/completion`)."""
    first = (wanted or "").partition("/")[0]
    return by or (first if first in {one.value for one in By} else None)


def of_report(
    account: Account, told: Reports, wanted: str, person: str | None, shown: Shown, width: int
) -> str:
    """One figure of the report as text."""
    return explanation_text(explained(account, told, wanted, person), _FORMS[shown], width)


def of_listing(account: Account, found: Listing, wanted: str, shown: Shown, width: int) -> str:
    """One row of a measure's table as text."""
    return explanation_text(explained_row(account, found, wanted), _FORMS[shown], width)
