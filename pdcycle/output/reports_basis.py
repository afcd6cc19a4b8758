"""What stands at the end of every report: the steps, the rows it was made from, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pdcycle import wording
from pdcycle.model.results import Met
from pdcycle.output.tables import Block, Cell, Count, Figure, Grid
from pdcycle.progress.facts import DASH
from pdcycle.progress.privacy import Shown
from pdcycle.progress.reports import Basis, StepLine

LETTERS = {
    Met.ON_TIME: "+",
    Met.LATE: "L",
    Met.DUE: "o",
    Met.MISSED: "x",
    Met.AHEAD: ".",
    Met.LAPSED: "/",
    Met.EXCUSED: "/",
    Met.UNKNOWN: "?",
}
"""One letter a state, on the terminal and in Markdown."""

SERIES = 12
"""How many series without a date a report names."""

OVERDUE = "!"
UNREAD = (
    "No export has been read yet, so nothing is known of what was done: put the exports into exports/ and say in "
    "sources/ which profile reads each."
)
"""What every report begins with while nothing was read."""

LEGEND_UNREAD = "? not known  . ahead  / left  _ not asked"
LEGEND = "+ on time  L late  o due  ! overdue  x not seen  . ahead  / left  _ not asked"

WORDS = {
    Met.ON_TIME: "on time",
    Met.LATE: "late",
    Met.DUE: "due",
    Met.MISSED: "not seen",
    Met.AHEAD: "ahead",
    Met.LAPSED: "left",
    Met.EXCUSED: "cancelled",
    Met.UNKNOWN: "not known",
}
"""What people read: nobody has failed, something was not seen."""

STATES = {
    "done": "done",
    "partly": "partly done",
    "due": "due",
    "skipped": "skipped",
    "ahead": "ahead",
    "untracked": "nothing to hand in",
    "none": "not in this program",
    "hidden": "not shown",
    "unknown": "not known",
}
"""The states of a step in words."""


def when(value: date | None) -> str:
    """A date as people read it, or a dash."""
    return wording.day(value) if value else DASH


def figure(value: Shown) -> str:
    """A figure with its share, and its number where it has one: `12 of 14 (86%) [7]`."""
    share = f" ({wording.share(value.share)})" if value.share is not None else ""
    return f"{value.text}{share}{reference(value.number)}"


def reference(number: int | None) -> str:
    """What follows a figure that can be asked for by its number: ` [7]`."""
    return f" [{number}]" if number else ""


def measured(value: Shown) -> Figure:
    """A figure as a cell of a table, which keeps its two numbers for who calculates with them."""
    return Figure(figure(value), value.numerator, value.denominator)


def steps_block(steps: Sequence[StepLine]) -> Block:
    """The ten steps with their counts."""
    rows = tuple(
        (
            line.step.number, line.step.heading, STATES[line.state], measured(line.figure),
            *(_count(count, line.figure) for count in (line.due, line.skipped, line.ahead)),
        )
        for line in steps
    )  # fmt: skip
    columns = ("#", "Step", "Now", "Done", "Due", "Skipped", "Ahead")
    return Block("The ten steps", (), Grid(columns, rows, frozenset({0, 3, 4, 5, 6})))


def accounted(basis: Basis) -> str:
    """Where the rows went: `read = used + folded + set aside`, over all files."""
    if not basis.accounting:
        return "No export has been read."
    aside = sum(count for _, count in basis.aside)
    return f"{basis.read} rows read = {basis.used} used + {basis.folded} folded + {aside} set aside."


def _count(count: int | None, beside: Shown) -> Cell:
    """A count of a step; what is hidden says so."""
    if count is None:
        return beside.text if beside.hidden else None
    return Count(count)


def basis_block(basis: Basis) -> Block:
    """The rows read and where they went, whom nobody could tell, and what has no date yet."""
    lines = [f"As of {when(basis.as_of)}, for the audience: {basis.audience.value}."]
    if basis.floor:
        lines.append(f"Figures with fewer than {basis.floor} people behind them are hidden.")
    lines.append(accounted(basis))
    if basis.aside:
        lines.append(
            "Set aside: "
            + "; ".join(f"{wording.unmarked(reason)} {count}" for reason, count in basis.aside)
            + "."
        )
    if basis.unresolved:
        lines.append(
            f"{wording.count(basis.unresolved, 'person', 'people')} nobody in people.csv matches for sure."
        )
    if basis.beyond:
        lines.append(f"{wording.count(basis.beyond, 'piece')} of evidence beyond what was asked.")
    if basis.unmatched:
        lines.append(f"{wording.count(basis.unmatched, 'piece')} of evidence that belong to no program.")
    if basis.unbound:
        lines.append(f"Without a date yet, reckoned by the window's end: {_runs(basis.unbound)}.")
    rows = tuple(
        (item.file, item.profile, item.read, item.used, item.folded, sum(count for _, count in item.aside))
        for item in basis.accounting
    )
    columns = ("File", "Profile", "Read", "Used", "Folded", "Set aside")
    return Block("What this stands on", tuple(lines), Grid(columns, rows, frozenset({2, 3, 4, 5})))


def _runs(labels: Sequence[str]) -> str:
    """Labels with the numbers of a series together: `talk diaz 4, 5, 7`; the first dozen of them, the rest counted."""
    series: dict[str, list[int]] = {}
    for label in labels:
        stem, _, number = label.rpartition(" ")
        if stem and number.isdigit():
            series.setdefault(stem, []).append(int(number))
        else:
            series.setdefault(label, [])
    said = [
        " ".join((stem, ", ".join(map(str, sorted(numbers))))) if numbers else stem
        for stem, numbers in sorted(series.items())
    ]
    more = f"; and {len(said) - SERIES} more" if len(said) > SERIES else ""
    return "; ".join(said[:SERIES]) + more
