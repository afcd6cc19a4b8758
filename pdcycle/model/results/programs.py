"""Programs expanded: occurrences, cycles, goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from pdcycle.diagnostics import Route
from pdcycle.model.kinds import Kind, Step
from pdcycle.model.phrases import Expects, TimeChoicesOf


@dataclass(frozen=True, slots=True)
class Stay:
    """One person's time in a program: from `first` to `last`, both in; None is open."""

    person: str
    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the person is in on that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Binding:
    """When an occurrence is: a date, with start and length in minutes where it has a time."""

    day: date
    start: int | None = None
    minutes: int | None = None
    where: str | None = None


class Standing(Enum):
    """How an occurrence's date came to be."""

    OPEN = "open"  # nothing fixed it yet
    FIXED = "fixed"  # authored under `dates:`
    PUBLISHED = "published"  # taken from the lock
    CANCELLED = "cancelled"  # authored `cancelled`, or its person left
    SKIPPED = "skipped"  # its stretch holds no day its people are on duty


@dataclass(frozen=True, slots=True)
class Link:
    """This occurrence's window hangs on the date another gets: from `low` to `high` days after it, both in.

    `school_days` counts in school days of the people's calendar.
    """

    anchor: str
    low: int
    high: int
    school_days: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One instance of an activity.

    `id` is `program/cycle/activity/keys/n` and lasts. `people` attend beside `lead`; `owners` are those
    of whom evidence is expected. An event gets a date and time; a window is done at one's own pace
    between `first` and `last`. `asked` is the date asked for, where one was.
    """

    id: str
    program: str
    cycle: str
    activity: str
    keys: tuple[str, ...]
    n: int
    kind: Kind
    step: Step
    title: str
    event: bool
    people: tuple[str, ...]
    lead: tuple[str, ...]
    owners: tuple[str, ...]
    schools: tuple[str, ...]
    first: date
    last: date
    place: Route
    standing: Standing = Standing.OPEN
    binding: Binding | None = None
    tentative: bool = False
    """It hangs on a decision or an approval not yet made; it is scheduled, and may still change."""
    waits: tuple[str, ...] = ()
    """Events without a date that its window is reckoned from; place those first, then expand again."""
    asked: date | None = None
    minutes: int | None = None
    at: int | None = None
    time: TimeChoicesOf | None = None
    group: str | None = None
    where: str | None = None
    links: tuple[Link, ...] = ()
    expects: tuple[Expects, ...] = ()
    optional: bool = False
    item: str | None = None
    audience: str | None = None
    check: str | None = None
    document: str | None = None
    survey: str | None = None
    share: str | None = None
    approver: str | None = None
    approved: date | None = None
    hours: Decimal | None = None
    focus: str | None = None
    label: str = ""
    """The occurrence as `dates:` names it, for example `talk diaz 3`."""
    series: bool = False
    """One of several stretches of `every`: where a closure leaves it no day, it is skipped."""
    origin: Route | None = None
    """Where the activity itself is written, where that is not the program's own file: a pattern; `place` then is the
    program's line over it, else the line that names the pattern."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A goal as it reads since a day, everything it leaves out already filled in from before."""

    since: date | None
    text: str | None
    apply: str | None
    measure: str | None
    component: str | None
    at_least: str | None
    baseline: str | None
    target: str | None
    by: date | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a program, a school's part or a plan, with its history, oldest first."""

    owner: str
    revisions: tuple[Revision, ...]
    place: Route

    def on(self, day: date) -> Revision:
        """How the goal read on that day."""
        current = self.revisions[0]
        for revision in self.revisions[1:]:
            if revision.since is None or revision.since <= day:
                current = revision
        return current


@dataclass(frozen=True, slots=True)
class CycleSpan:
    """One turn of the cycle: its id, span, focus and, where rounds or schools repeat it, whose it is."""

    id: str
    title: str
    first: date
    last: date
    focus: str | None
    school: str | None = None
    round: int | None = None


@dataclass(frozen=True, slots=True)
class SchoolFocus:
    """A school's part of an initiative."""

    school: str
    focus: str | None
    lead: str | None


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """Something the cycle itself decides, and the day after which it is asked for."""

    what: str
    at: str
    due: date | None
    place: Route


@dataclass(frozen=True, slots=True)
class Program:
    """A curriculum, an initiative or a plan, expanded into occurrences sorted by id.

    `kind` is `curriculum`, `initiative` or `plan`.
    """

    id: str
    kind: str
    title: str
    place: Route
    stays: tuple[Stay, ...]
    cycles: tuple[CycleSpan, ...]
    occurrences: tuple[Occurrence, ...]
    group: str | None = None
    teacher: str | None = None
    lead: str | None = None
    coach: str | None = None
    focus: str | None = None
    because: tuple[str, date | None, str | None] | None = None
    """Source, date and component of the evidence that led to it."""
    goals: tuple[Goal, ...] = ()
    schools: tuple[SchoolFocus, ...] = ()
    decisions: tuple[OpenDecision, ...] = ()
    next: tuple[str, ...] = ()
    series: tuple[tuple[str, str], ...] = ()
    """The `every` of each series as it is written, by `cycle/activity`."""

    def by_id(self) -> dict[str, Occurrence]:
        """The occurrences by id."""
        return {item.id: item for item in self.occurrences}
