"""A breakdown as a table."""

from __future__ import annotations

from pdcycle.output.reports_basis import measured
from pdcycle.output.tables import Block, Cell, Grid
from pdcycle.progress.breakdowns import TITLES, Breakdown


def breakdown_block(found: Breakdown) -> Block:
    """The breakdown under its heading, all together last."""
    lines = () if found.parts else ("Nothing is counted yet.",)
    if found.dimension == "grade":
        lines = ("Somebody who teaches two grades is counted in both.",)
    return Block(f"By {found.dimension}", lines, breakdown_grid(found))


def breakdown_grid(found: Breakdown) -> Grid:
    """A row a part."""
    columns = (found.dimension.capitalize(), *(TITLES[name] for name in found.measures))
    rows: list[tuple[Cell, ...]] = [
        (line.name, *(measured(item) for item in line.figures)) for line in found.parts
    ]
    rows.append(("All", *(measured(item) for item in found.total)))
    return Grid(columns, tuple(rows) if found.parts else (), frozenset(range(1, len(columns))))
