"""One source's figures as an audience may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pdcycle.evidence.bulk import Counted
from pdcycle.progress.suppression import Hidden


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source's figures, the names of the schools and courses they are of, and what may not be shown of them.

    `parts` are the tables asked for: `school`, `course`, `teacher`, `week`. `hidden` says by table and key why a
    figure is not shown, where fewer than `floor` people stand behind it or it would give such a one away.
    """

    source: str
    title: str
    as_of: date
    counted: Counted
    parts: tuple[str, ...]
    every_row: bool
    names: Mapping[str, Mapping[str, str]]
    hidden: Mapping[str, Mapping[str, Hidden]]
    floor: int
