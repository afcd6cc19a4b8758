"""What is said of cells that could not be read: how many, of which column, and where the first one stands."""

from __future__ import annotations

from pdcycle.diagnostics import Diagnostic, Route, error, warning
from pdcycle.evidence.aggregates import NO_GOAL, NO_GROUP
from pdcycle.evidence.clock import UNSAID_ZONE
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
    if what == UNREADABLE:
        return warning("PD517", f"{cells} {where} {hold} no date that can be read", at(file, found.line))
    if what == UNKNOWN_STATE:
        return warning(
            "PD518",
            f"{cells} {where} {hold} a word the profile does not know",
            at(file, found.line),
            help="add the word under `states:` of a profile of your own",
        )
    if what in (NO_LEVEL, NO_COMPONENT):
        return warning(
            "PD524",
            f"{cells} {where} {hold} {what}",
            at(file, found.line),
            help="correct the export, or translate the word under `values:` of a profile of your own",
        )
    if what in (NO_GOAL, NO_GROUP):
        word = "goal" if what == NO_GOAL else "group"
        return warning(
            "PD525",
            f"{cells} {where} {'name' if found.count > 1 else 'names'} no {word} there is",
            at(file, found.line),
            help="write `rti` for a program's own goal, `rti/lincoln` for a school's, or the goal's text"
            if what == NO_GOAL
            else "write the group's id or title as groups.yaml has it",
        )
    return warning(
        "PD514",
        f"{cells} of staff ids lost digits in a spreadsheet",
        at(file, found.line),
        help="export again and do not open the file in a spreadsheet before; these rows are matched otherwise",
    )
