"""What each page's template is given: frozen dataclasses, values only, links relative to the site's root."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pdcycle.documents.pieces import CycleLines, GoalStory, Heading
from pdcycle.documents.timeline import Timeline
from pdcycle.model.kinds import Step


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the site: a path from its root."""

    title: str
    href: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a page; `root` leads from the page to the site's root, `here` is the entry of `nav` it belongs to."""

    heading: Heading
    audience: str
    about_audience: str
    title: str
    root: str
    here: str
    nav: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of dates; `count` of like meetings are told as one line where who meets is not shown."""

    first: date
    last: date
    start: int | None
    minutes: int | None
    title: str
    step: Step
    state: str
    who: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    where: str | None = None
    program: str = ""
    count: int = 1
    href: str | None = None


@dataclass(frozen=True, slots=True)
class StepCell:
    """One of the ten steps in a cycle: `state` is `past`, `now`, `ahead` or `none`, by its dates alone."""

    step: Step
    state: str
    first: date | None
    last: date | None
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgramCard:
    """A program at a glance: the cycle that runs on the day of the report, or the nearest one."""

    title: str
    kind: str
    href: str
    who: str
    cycle: str
    place: str
    """Which cycle of how many, in words."""
    first: date
    last: date
    focus: str | None
    cells: tuple[StepCell, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The way in."""

    cards: tuple[ProgramCard, ...]
    coming: tuple[Row, ...]
    under_way: tuple[Row, ...]
    people: int
    groups: tuple[Link, ...]
    schools: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CyclePart:
    """One turn of the cycle on a program's page."""

    lines: CycleLines
    timeline: Timeline
    current: bool
    id: str = ""


@dataclass(frozen=True, slots=True)
class ProgramPage:
    """A program's story."""

    card: ProgramCard
    facts: tuple[tuple[str, str], ...]
    goals: tuple[GoalStory, ...]
    parts: tuple[CyclePart, ...]
    rounds: tuple[tuple[str, str, date, date], ...]
    """Title, school, first and last day of rounds that are too many to draw each."""
    dates: tuple[Row, ...]
    documents: tuple[Link, ...]
    reports: tuple[Link, ...]
    next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group: when it meets and what about."""

    title: str
    facts: tuple[tuple[str, str], ...]
    members: tuple[str, ...]
    meetings: tuple[Row, ...]
    programs: tuple[Link, ...]
    documents: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class WeekPart:
    """One week: its Monday, the grid as an SVG element, and the same as a list."""

    monday: date
    picture: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The coming weeks of a school or a person; `kind` says which, `path` is the page's own."""

    title: str
    path: str
    kind: str
    parts: tuple[WeekPart, ...]


@dataclass(frozen=True, slots=True)
class SchoolInitiative:
    """A school's part in one initiative."""

    title: str
    href: str
    focus: str | None
    lead: str | None
    goal: GoalStory | None


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """A school: its part in initiatives, its break-outs and its dates."""

    title: str
    principal: str | None
    people: int
    initiatives: tuple[SchoolInitiative, ...]
    break_outs: tuple[Row, ...]
    dates: tuple[Row, ...]
    marks: tuple[Row, ...]
    documents: tuple[Link, ...]
    reports: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """A month's days off and dates."""

    first: date
    marks: tuple[tuple[date, date, str, str], ...]
    """First and last day, status and title."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The year."""

    timeline: Timeline | None
    months: tuple[Month, ...]
    calendars: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DocumentShelf:
    """All documents of one template."""

    title: str
    documents: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """Everything of one sort: documents on shelves, or programs, groups and schools."""

    shelves: tuple[DocumentShelf, ...]
    empty: str
