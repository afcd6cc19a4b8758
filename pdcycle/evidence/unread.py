"""What is said of cells that could not be read: how many, of which column, and where the first one stands."""

from __future__ import annotations

from collections.abc import Mapping

from pdcycle.diagnostics import Diagnostic, Route, error, warning
from pdcycle.evidence.aggregates import NO_GOAL, NO_GROUP
from pdcycle.evidence.clock import AFTER_YEAR, BEFORE_YEAR, UNSAID_ZONE
from pdcycle.evidence.complaints import at
from pdcycle.evidence.intake import NO_COMPONENT, NO_LEVEL, Intake, Trouble
from pdcycle.evidence.rows import UNKNOWN_STATE
from pdcycle.tables.moments import AMBIGUOUS, UNREADABLE


def troubles(intake: Intake, place: Route) -> list[Diagnostic]:
    """One complaint for each kind of cell that could not be read, with its count and first line."""
    return [
        _trouble(what, file, column, found, place)
        for (what, file, column), found in sorted(intake.troubles.items())
    ]


_WARNED: Mapping[str, tuple[str, str, str | None]] = {
    UNREADABLE: ("PD517", "no date that can be read", None),
    UNKNOWN_STATE: (
        "PD518",
        "a word the profile does not know",
        "add the word under `states:` of a profile of your own",
    ),
    NO_LEVEL: (
        "PD524",
        NO_LEVEL,
        "correct the export, or translate the word under `values:` of a profile of your own",
    ),
    NO_COMPONENT: (
        "PD524",
        NO_COMPONENT,
        "correct the export, or translate the word under `values:` of a profile of your own",
    ),
    NO_GOAL: (
        "PD525",
        NO_GOAL,
        "write `rti` for a program's own goal, `rti/lincoln` for a school's, or the goal's text",
    ),
    BEFORE_YEAR: (
        "PD526",
        "a day before the school year, and is not counted",
        "correct a slip in the export; for a year that is over, say `since` and `until` in the source",
    ),
    AFTER_YEAR: (
        "PD526",
        "a day after the school year, and is not counted",
        "correct a slip in the export, or give the export of this year",
    ),
    NO_GROUP: ("PD525", NO_GROUP, "write the group's id or title as groups.yaml has it"),
}
"""What a cell holds that cannot be used, with its code and mend."""


def _trouble(what: str, file: str, column: str, found: Trouble, place: Route) -> Diagnostic:
    cells = f"{found.count} cells" if found.count > 1 else "a cell"
    where, hold = f"of the column `{column}`", "hold" if found.count > 1 else "holds"
    if what == AMBIGUOUS:
        return error(
            "PD507",
            f"{cells} {where} could be day/month or month/day",
            at(file, found.line),
            help=f"write `date_order: mdy` or `date_order: dmy` in {place.file}",
        )
    if what == UNSAID_ZONE:
        return error(
            "PD508",
            f"{cells} {where} with a time zone that is not the district's",
            at(file, found.line),
            help=f"write the export's zone in {place.file}, such as `zone: America/Denver`",
        )
    if what in _WARNED:
        code, words, mend = _WARNED[what]
        return warning(code, f"{cells} {where} {hold} {words}", at(file, found.line), help=mend)
    return warning(
        "PD514",
        f"{cells} of staff ids lost digits in a spreadsheet",
        at(file, found.line),
        help="export again and do not open the file in a spreadsheet before; these rows are matched otherwise",
    )
