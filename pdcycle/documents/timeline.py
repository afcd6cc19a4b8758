"""The picture of a cycle: ten lanes of windows and dates, measured out here and drawn by `timeline.svg.j2`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pdcycle.documents.pieces import Entry
from pdcycle.model.kinds import Step

LEFT = 190
RIGHT = 16
TOP = 44
LANE = 30
ABOVE = 20
EDGE = 4
WIDTH = 980
ROOM = 64
"""Width of a month that has room for its year."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A window, or where `dot` a date, in units of the picture; `title` is what a pointer shows."""

    x: int
    width: int
    dot: bool
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the picture; `y` is the middle of its bars, `base` its label's line."""

    y: int
    base: int
    number: int | None
    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month in the picture."""

    x: int
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture to draw: `today` is where the day of the report falls, None outside."""

    title: str
    about: str
    width: int
    height: int
    letters: int
    """How many letters of a lane's label fit."""
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    today: int | None


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to units of the picture, both ends in."""

    first: date
    last: date
    left: int = LEFT

    def at(self, day: date) -> int:
        """Where a day begins; days outside are drawn at the edge."""
        days = max((self.last - self.first).days + 1, 1)
        inside = min(max((day - self.first).days, 0), days)
        return self.left + (WIDTH - self.left - RIGHT) * inside // days


def cycle_timeline(title: str, first: date, last: date, entries: Iterable[Entry], as_of: date) -> Timeline:
    """The ten steps of one cycle as lanes."""
    shown = [one for one in entries if one.state not in ("cancelled", "skipped")]
    first = min([first, *(one.first for one in shown)])
    last = max([last, *(one.last for one in shown)])
    rows: list[tuple[int | None, str, list[Entry]]] = [
        (step.number, step.heading, [one for one in shown if one.step is step]) for step in Step
    ]
    return draw(
        title,
        "Ten rows, one a step of the cycle; the table beside it says the same.",
        first,
        last,
        rows,
        as_of,
    )


def draw(
    title: str,
    about: str,
    first: date,
    last: date,
    rows: Sequence[tuple[int | None, str, list[Entry]]],
    as_of: date,
    *,
    above: bool = False,
) -> Timeline:
    """Rows of a number, a label and their entries, from a first to a last day; labels stand left of the bars, or `above`.

    Above leaves a narrow screen more of the year, and has room for long titles.
    """
    scale = Scale(first, last, EDGE if above else LEFT)
    tall = LANE + ABOVE if above else LANE
    lanes = []
    for at, (number, label, found) in enumerate(rows):
        y = TOP + tall * (at + 1) - LANE // 2
        lanes.append(Lane(y, y - ABOVE + 5 if above else y + 5, number, label, _bars(found, scale)))
    today = scale.at(as_of) if first <= as_of <= last else None
    height = TOP + tall * len(rows) + 10
    letters = (WIDTH if above else LEFT) // 7
    return Timeline(title, about, WIDTH, height, letters, tuple(lanes), _ticks(scale), today)


def _bars(entries: list[Entry], scale: Scale) -> tuple[Bar, ...]:
    bars: dict[tuple[bool, int, int], list[str]] = {}
    for one in entries:
        dot = one.first == one.last
        x = scale.at(one.first)
        width = 0 if dot else max(scale.at(one.last + timedelta(days=1)) - x, 4)
        bars.setdefault((dot, x, width), []).append(one.title)
    return tuple(
        Bar(x, width, dot, ", ".join(dict.fromkeys(titles)))
        for (dot, x, width), titles in sorted(bars.items())
    )


def _ticks(scale: Scale) -> tuple[Tick, ...]:
    ticks: list[Tick] = []
    roomy = scale.at(scale.first + timedelta(days=28)) - scale.left > ROOM
    day = scale.first.replace(day=1)
    while day <= scale.last:
        if day < scale.first and scale.first.day <= 15:
            ticks.append(Tick(scale.left, f"{day:%b} {day.year}" if roomy else f"{day:%b}"))
        elif day >= scale.first:
            with_year = f"{day:%b} {day.year}" if roomy else str(day.year) if ticks else f"{day:%b}"
            ticks.append(Tick(scale.at(day), with_year if day.month == 1 or not ticks else f"{day:%b}"))
        day = (day + timedelta(days=32)).replace(day=1)
    return tuple(ticks)
