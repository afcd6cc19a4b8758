"""What is asked for, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from pdcycle.model.kinds import Step
from pdcycle.model.results.programs import Standing


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one person is to show by when: one piece of evidence of `kinds` for an occurrence.

    `piece` tells apart several of one occurrence (completed and check passed; 1st and 2nd artifact).
    Evidence counts from `opens` to `closes`; it is late after `due`.
    """

    id: str
    occurrence: str
    person: str
    program: str
    cycle: str
    activity: str
    step: Step
    kinds: tuple[str, ...]
    piece: str
    subject: str
    """What the evidence must be about: a catalog item, a survey, an audience, a group's event; or empty."""
    opens: date
    due: date
    closes: date
    optional: bool = False
    of_group: str | None = None
    component: str | None = None
    at_least: str | None = None
    unbound: bool = False
    label: str = ""
    starts: date | None = None
    """The occurrence's first day for this person: before it the expectation lies ahead."""
    day: date | None = None
    """The date of the event, where attendance there is what proves it."""
    about: tuple[str, ...] = ()
    """Further subjects that will do: the activity, the program, the group, the document."""
    audience: str | None = None
    owners: tuple[str, ...] = ()
    """Whose evidence counts where one piece serves the group (`person` is then empty)."""
    leaves: date | None = None
    """The person's last day in the program, where it comes before the end."""
    standing: Standing = Standing.OPEN
    tentative: bool = False


class Met(Enum):
    """Where an expectation stands on a day."""

    ON_TIME = "on time"
    LATE = "late"
    DUE = "due"  # open today, not yet shown
    MISSED = "missed"  # its window closed without evidence
    AHEAD = "ahead"  # not yet open
    LAPSED = "lapsed"  # its person left before it was due
    EXCUSED = "excused"  # cancelled
    UNKNOWN = "unknown"  # no export was read, so nobody can tell; only in reports


@dataclass(frozen=True, slots=True)
class Match:
    """An expectation, where it stands, and the evidence that met it."""

    expectation: Expectation
    met: Met
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Every expectation of the programs, where it stands as of a day, and the evidence that met none.

    `beyond` counts as dose, `unmatched` belongs to no program.
    """

    as_of: date
    matches: tuple[Match, ...]
    beyond: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
