"""The shape of what the stages hand on: occurrences, events, expectations, evidence, matches.

Dates are local to the district and inclusive at both ends; minutes count from midnight or are
lengths; people, schools and groups are ids.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction

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

    def by_id(self) -> dict[str, Occurrence]:
        """The occurrences by id."""
        return {item.id: item for item in self.occurrences}


@dataclass(frozen=True, slots=True)
class Event:
    """A bound occurrence in a schedule.

    `uid`, `sequence` and `stamp` are what calendars know it by; `state` is `placed`, `fixed`,
    `frozen` or `cancelled`; `time` the kind of time used; `substitutes` how many are needed.
    """

    id: str
    program: str
    title: str
    kind: Kind
    day: date
    start: int
    minutes: int
    people: tuple[str, ...]
    lead: tuple[str, ...]
    schools: tuple[str, ...]
    where: str | None
    time: str
    state: str
    substitutes: int = 0
    uid: str = ""
    sequence: int = 0
    stamp: datetime | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An occurrence that found no place: what clashes, and the ways out, in the author's words."""

    id: str
    label: str
    place: Route
    clash: str
    ways_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Bound dates of all programs, sorted by id; `bound` is what no schedule can beat, `cost` what this one has."""

    events: tuple[Event, ...]
    unplaced: tuple[Unplaced, ...] = ()
    skipped: tuple[str, ...] = ()
    cost: int = 0
    bound: int = 0
    stopped: bool = False

    def by_id(self) -> dict[str, Event]:
        """The events by occurrence id."""
        return {event.id: event for event in self.events}


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


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that happened, read from an export.

    `kind` is one of the evidence words (completion, check, attendance, log, observation, video, result,
    reflection, artifact, minutes); `subject` the catalog item, survey, activity or group it is about;
    `value` what was seen, as text; `minutes` a dose where one is told; `passed` is None where nothing was seen.
    `id` is a hash of the row's content, the same on every reading.
    """

    id: str
    person: str
    kind: str
    subject: str
    when: datetime
    source: str
    file: str
    row: int
    value: str | None = None
    component: str | None = None
    audience: str | None = None
    minutes: int | None = None
    passed: bool | None = None
    overridden: bool = False
    title: str | None = None
    """A product's title or link, never a note."""
    actor: str | None = None
    """Who logged or observed, where the export says so."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that became no evidence: where it stands and why; never its content."""

    file: str
    row: int
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A person of an export whom nobody in people.csv matches for sure, with the nearest ids."""

    file: str
    row: int
    shown: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accounting:
    """One file's rows: `read` = `used` + `folded` + the sum of `aside`, always."""

    file: str
    source: str
    profile: str
    encoding: str
    read: int
    used: int
    folded: int
    aside: tuple[tuple[str, int], ...] = ()

    def balances(self) -> bool:
        """Whether every row is accounted for."""
        return self.read == self.used + self.folded + sum(count for _, count in self.aside)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All evidence, sorted by person, time and id, with the accounting of every row read."""

    evidence: tuple[Evidence, ...]
    accounting: tuple[Accounting, ...]
    set_aside: tuple[SetAside, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()


class Met(Enum):
    """Where an expectation stands on a day."""

    ON_TIME = "on time"
    LATE = "late"
    DUE = "due"  # open today, not yet shown
    MISSED = "missed"  # its window closed without evidence
    AHEAD = "ahead"  # not yet open
    LAPSED = "lapsed"  # its person left before it was due
    EXCUSED = "excused"  # cancelled


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


@dataclass(frozen=True, slots=True)
class Figure:
    """A share as numerator and denominator, or hidden where too few people stand behind it."""

    name: str
    numerator: int | None
    denominator: int | None
    hidden: bool = False
    about: str = ""

    @property
    def share(self) -> Fraction | None:
        """The value, or None where it is hidden or nobody is counted."""
        if self.hidden or not self.denominator or self.numerator is None:
            return None
        return Fraction(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class SurveyAnswers:
    """Counted answers to one survey item: option to count; never who answered."""

    survey: str
    item: str
    audience: str
    counts: tuple[tuple[str, int], ...]
    respondents: int
    about: str = ""
    period: str = ""
    texts: tuple[str, ...] = field(default=())
