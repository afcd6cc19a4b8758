"""What is kept back of a source's figures where others than coaches read them."""

from __future__ import annotations

from collections.abc import Sequence

from pdcycle.evidence.bulk import Figure
from pdcycle.progress.protection import protect
from pdcycle.progress.suppression import Hidden, Table, Tally, at


def hidden(part: str, figures: Sequence[Figure], floor: int) -> dict[str, Hidden]:
    """Why some figures of a table are not shown."""
    tallies = {
        at(**{part: one.key}): Tally(one.people or 0, one.assigned, (one.done, one.late or 0))
        for one in figures
    }
    cells = protect([Table(part, ("done", "late"), tallies)], floor)[part].cells
    return {place[0][1]: value for place, value in cells.items() if isinstance(value, Hidden)}
