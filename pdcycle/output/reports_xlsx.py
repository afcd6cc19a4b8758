"""Reports and measures as the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pdcycle import wording
from pdcycle.model.results import Accounting
from pdcycle.output.reports import Report, blocks_of, grid_of
from pdcycle.output.reports_breakdown import breakdown_block
from pdcycle.output.reports_listing import listing_block
from pdcycle.output.tables import Block, Cell, Grid, plain
from pdcycle.output.xlsx import Sheet, workbook
from pdcycle.progress.breakdowns import Breakdown
from pdcycle.progress.group_report import GroupReport
from pdcycle.progress.initiative_report import InitiativeReport
from pdcycle.progress.journey import JourneyReport
from pdcycle.progress.listing import Listing

_MAIN: dict[type, str] = {
    GroupReport: "Every piece",
    InitiativeReport: "Schools",
    JourneyReport: "The journey",
}
"""What the table that CSV has is called."""

_BASIS = "What this stands on"


def reports_xlsx(reports: Sequence[Report], breakdowns: Sequence[Breakdown] = ()) -> bytes:
    """A workbook of one report or several: the sentences, every table, and where each row went."""
    blocks: list[Block] = []
    sheets: list[Sheet] = []
    for report in reports:
        mine = [
            *blocks_of(report),
            *(breakdown_block(one) for one in breakdowns if one.program == report.program),
        ]
        blocks += mine
        before = "" if len(reports) == 1 else f"{report.program} "
        sheets += [Sheet(f"{before}{one.name}", one.grid) for one in _tables(report, mine)]
    first = reports[0]
    accounting = _accounting(first.basis.accounting)
    return workbook([_summary(blocks), *sheets, *accounting], first.title, first.basis.as_of)


def listing_xlsx(found: Listing, accounting: Sequence[Accounting], day: date) -> bytes:
    """A workbook of one measure's table, what it assumes, and where each row went."""
    block = listing_block(found)
    table = [Sheet(block.heading, block.grid)] if block.grid else []
    return workbook([_summary([block]), *table, *_accounting(accounting)], block.heading, day)


def _tables(report: Report, blocks: Iterable[Block]) -> list[Sheet]:
    whole, main = grid_of(report), _MAIN.get(type(report), "Table")
    sheets = [Sheet(main, whole)] if whole.rows else []
    for block in blocks:
        grid = block.grid
        if grid is None or not grid.rows:
            continue
        # The basis has its own sheets, and the main table stands there once.
        if block.heading not in (main, _BASIS) and grid != whole:
            sheets.append(Sheet(block.heading, grid))
    return sheets


def _summary(blocks: Iterable[Block]) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (block.heading, plain(line)) for block in blocks for line in (block.lines or ("",))
    ]
    return Sheet("Summary", Grid(("Part", "What it says"), tuple(rows)))


def _accounting(files: Sequence[Accounting]) -> tuple[Sheet, Sheet]:
    """Every file's rows, all together last, and those set aside by reason."""
    counts = [(one.read, one.used, one.folded, sum(count for _, count in one.aside)) for one in files]
    rows: list[tuple[Cell, ...]] = [
        (one.file, one.profile, *numbers) for one, numbers in zip(files, counts, strict=True)
    ]
    if counts:
        rows.append(("All files", "", *(sum(column) for column in zip(*counts, strict=True))))
    aside = tuple((one.file, wording.unmarked(reason), count) for one in files for reason, count in one.aside)
    heads = ("File", "Profile", "Read", "Used", "Folded", "Set aside")
    return (
        Sheet("Rows", Grid(heads, tuple(rows))),
        Sheet("Set aside", Grid(("File", "Why", "Rows"), aside)),
    )
