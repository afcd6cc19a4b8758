"""The pieces documents and pages are made from: values with names in place of ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pdcycle.model.kinds import Step


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above every document: whose it is and the year; `as_of` is the day it was true."""

    district: str
    school_year: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a timeline.

    `state` is `dated` (has its day), `window` (at one's own pace from `first` to `last`), `open` (its day is
    still to be found in that span), `waiting` (hangs on an approval or a decision), `cancelled` or `skipped`.
    `label` is its name under `dates:`.
    """

    id: str
    label: str
    title: str
    kind: str
    step: Step
    first: date
    last: date
    state: str
    n: int = 1
    start: int | None = None
    minutes: int | None = None
    where: str | None = None
    people: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalText:
    """A goal as it read since a day; `changed` names the fields this revision rewrote."""

    since: date | None
    text: str | None
    apply: str | None
    measure: str | None
    baseline: str | None
    target: str | None
    by: date | None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalStory:
    """A goal today and how it came to be, oldest wording first; `owner` is who holds it, as people say it."""

    owner: str
    now: GoalText
    history: tuple[GoalText, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A course or other resource to learn from, with the dates between which it is done."""

    title: str
    hours: Decimal | None
    link: str | None
    check: str | None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """What is approved by whom; `day` is None until it was."""

    what: str
    by: str
    day: date | None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """What one program puts on a meeting; `minutes` is its share of the meeting's time."""

    title: str
    program: str
    step: Step
    focus: str | None
    minutes: int
    starts: int | None
    lead: tuple[str, ...]
    protocol: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One person's commitment toward one audience."""

    person: str
    audience: str | None
    first: date
    due: date


@dataclass(frozen=True, slots=True)
class Line:
    """One activity on one page: how often, from when to when, for how many, led by whom."""

    step: Step
    title: str
    times: int
    first: date
    last: date
    people: int
    lead: tuple[str, ...]
    shows: str
    dated: bool
    """Whether every occurrence is a dated event."""


@dataclass(frozen=True, slots=True)
class CycleLines:
    """One turn of the cycle with its activities in the order of the ten steps."""

    title: str
    first: date
    last: date
    focus: str | None
    courses: tuple[Course, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SchoolPart:
    """A school's part in an initiative: its one focus and its goal today."""

    school: str
    lead: str | None
    focus: str | None
    goal: GoalStory | None


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a survey; no `options` means free text; `apart` is the option that is no answer."""

    number: int
    text: str
    options: tuple[str, ...]
    apart: str | None
