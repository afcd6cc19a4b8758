"""What is asked about, and a single line that may be in its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pdcycle.diagnostics import Place
from pdcycle.model.results import Event, Occurrence
from pdcycle.schedule.lifting import Change


@dataclass(frozen=True, slots=True)
class Demand:
    """An authored line, what it does in a few words, and what is edited to lift it.

    `without` names program and activity where lifting means that these occurrences are not asked for.
    """

    place: Place
    text: str
    lift: tuple[Change, ...] = ()
    without: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at: what has no place, all that wants the same time, and all that shares people with these."""

    targets: tuple[Occurrence, ...]
    crowd: tuple[Occurrence, ...]
    around: tuple[Occurrence, ...]
    fixed: tuple[Event, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody of the crowd, sorted."""
        return tuple(sorted({person for item in self.crowd for person in (*item.people, *item.lead)}))

    @property
    def span(self) -> tuple[date, date]:
        """From the first day of any of the crowd's windows to the last."""
        return min(item.first for item in self.crowd), max(item.last for item in self.crowd)
