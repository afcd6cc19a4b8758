"""A report put together of parts: of a coach, a school, the district, a half-day, a celebration, or of two years.

Every part is a table of values, what is said about it, and the picture that shows the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from pdcycle import wording
from pdcycle.progress.privacy import Origin, Shown
from pdcycle.progress.reports import Basis


@dataclass(frozen=True, slots=True)
class Amount:
    """A count that is no share, with what it is of; only for an audience that may see people.

    `said` is what its row says in one breath; `adds` is False where the count is none of the things behind it.
    """

    count: int
    origin: Origin
    said: str = ""
    adds: bool = True
    number: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Code:
    """Something to type, or a name in a file."""

    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that holds a figure, or something to type; `about` is what its figure is of."""

    parts: tuple[str | Shown | Code, ...]
    about: str = ""

    def __str__(self) -> str:
        return "".join(_plain(one) for one in self.parts)


def _plain(one: str | Shown | Code) -> str:
    if isinstance(one, Shown) and one.share is not None:
        return f"{one.text} ({wording.share(one.share)})"
    return one if isinstance(one, str) else one.text


Line = str | Sentence
Value = str | int | date | Shown | Amount | None

KINDS = {
    "coach": "A coach's year",
    "school": "A school's year",
    "district": "The district's year",
    "half-day": "Half-day data pack",
    "celebration": "Year-end celebration",
    "years": "Year against year",
}
"""The kinds of digest and what stands above their titles."""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series: the day it is of, and what is said of the day where that is more."""

    day: date
    figure: Shown
    said: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several pictures of the same size: a name over a series of shares."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Panels:
    """Small multiples: the same shares over the same days, a panel a school."""

    title: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """A goal over the year: its baseline, its targets as they were written since each day, and what was measured."""

    name: str
    text: str
    first: date
    last: date
    baseline: Fraction | None
    targets: tuple[tuple[date, Fraction], ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Tracks:
    """Goal trajectories, a panel a goal."""

    title: str
    as_of: date
    tracks: tuple[Track, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """The same share before and after."""

    name: str
    before: Shown
    after: Shown


@dataclass(frozen=True, slots=True)
class Dots:
    """A before-after dot plot; `before` and `after` say what the two are."""

    title: str
    before: str
    after: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """How many of all are at each of the words in order; None where that is hidden."""

    name: str
    counts: tuple[int, ...] | None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Bands:
    """Bars cut into ordered words, such as the levels of a rubric."""

    title: str
    words: tuple[str, ...]
    bands: tuple[Band, ...]
    two_ways: bool = False
    """Whether the words lie on two sides of the middle one, such as down, same and up."""


@dataclass(frozen=True, slots=True)
class LoadWeek:
    """One week by its Monday: minutes asked of minutes there are."""

    monday: date
    asked: int
    available: int

    @property
    def over(self) -> bool:
        """Whether more is asked than there is."""
        return self.asked > self.available


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One person's weeks."""

    name: str
    weeks: tuple[LoadWeek, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """What each week asks of those who lead; `share` is the part of their time on duty that counts as available."""

    title: str
    share: Fraction
    rows: tuple[LoadRow, ...]


Picture = Panels | Tracks | Dots | Bands | Load


@dataclass(frozen=True, slots=True)
class Part:
    """One table with what is said about it; `id` is unique in its digest.

    `prompts` are to be written on; `own_page` asks for a new page in print.
    """

    id: str
    heading: str
    lines: tuple[Line, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    pictures: tuple[Picture, ...] = ()
    prompts: tuple[str, ...] = ()
    own_page: bool = False
    listed: tuple[str, ...] = ()
    """Things named one under the other, such as titles."""
    notes: tuple[Line, ...] = ()
    """What the figures assume, said after them."""

    @property
    def numbers(self) -> frozenset[int]:
        """The columns that hold figures, counts or amounts, counted from 0; the first names its line."""
        return frozenset(at for at in range(1, len(self.columns)) if _numeric([row[at] for row in self.rows]))

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.lines or self.rows or self.prompts or self.listed)


_NUMBER = re.compile(
    r"[+-]?\d[\d,.]*( points?( to go)?| h( \d+ min)?| min| [A-Z]{3})?|not shown|fewer than \d+|reached|\u2013?"
)


def _numeric(values: Sequence[Value]) -> bool:
    said = [value for value in values if isinstance(value, str)]
    there = len(said) < len(values) or any(value.strip("\N{EN DASH}") for value in said)
    plain = not any(isinstance(value, date) for value in values)
    return plain and there and all(_NUMBER.fullmatch(value) for value in said)


@dataclass(frozen=True, slots=True)
class Digest:
    """A report of one kind about one subject; `subject` is an id, or "" where there is but one."""

    kind: str
    subject: str
    title: str
    lead: tuple[str, ...]
    basis: Basis
    parts: tuple[Part, ...]
    edition: str = ""
    """Which one of two in the same site this is, as its file says it; "" where there is but one."""

    @property
    def program(self) -> str:
        """What the report goes by, as `school:lincoln` or `district`."""
        return f"{self.kind}:{self.subject}" if self.subject else self.kind

    @property
    def path(self) -> str:
        """Its file among the reports, without an ending: `school/lincoln`, `district/all`."""
        return f"{self.kind}/{self.edition or self.subject or 'all'}"


def filled(parts: Sequence[Part | None]) -> tuple[Part, ...]:
    """The parts that have something to show."""
    return tuple(part for part in parts if part)
