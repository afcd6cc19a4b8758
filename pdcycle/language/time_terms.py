"""What a time expression says, as values; `str()` of each is its canonical text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, cast

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = ("day", "school day", "week", "month", "year")


class Term:
    """Anything a time expression is made of; a frozen dataclass whose fields may be terms again."""

    __slots__ = ()

    def walk(self) -> Iterator[Term]:
        """The term and all inside it, from the outside in."""
        yield self
        for item in fields(cast("Any", self)):
            part = getattr(self, item.name)
            if isinstance(part, Term):
                yield from part.walk()


class Point(Term):
    """A term that stands for a date, or for the dates of something named."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Length(Term):
    """A stretch of time: `count` of `unit`, which is one of UNITS."""

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Parameter(Point):
    """A pattern's `$name`; `side` is `start` or `end` where one end of a range is meant."""

    name: str
    side: str | None = None
    offset: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"${self.name}" + (f".{self.side}" if self.side else "")


@dataclass(frozen=True, slots=True)
class DateLiteral(Point):
    """A written date; its weekday, where it was written, has been checked."""

    day: date
    weekday: int | None = None

    def __str__(self) -> str:
        return _date(self.day, self.weekday)


@dataclass(frozen=True, slots=True)
class Name(Point):
    """An activity, a term, `start`, `end` or `year`, with what is meant of it: `learn.end` is (learn, end).

    `offset` is its place in the text, in characters.
    """

    words: tuple[str, ...]
    offset: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return ".".join(self.words)


@dataclass(frozen=True, slots=True)
class Shift(Point):
    """A length after (`sign` 1) or before (`sign` -1) a point."""

    base: Point
    length: Length | Parameter
    sign: int

    def __str__(self) -> str:
        if self.sign < 0:
            return f"{self.length} before {self.base}"
        return f"{_atom(self.base)} + {self.length}"


@dataclass(frozen=True, slots=True)
class Nearest(Point):
    """The closest weekday (0 is Monday) or rotation letter strictly before or after a point."""

    weekday: int | None
    letter: str | None
    before: bool
    base: Point

    def __str__(self) -> str:
        if self.weekday is not None:
            return f"{'last' if self.before else 'first'} {WEEKDAYS[self.weekday]} {_side(self.before)} {self.base}"
        return f"{'last' if self.before else 'next'} {self.letter} day {_side(self.before)} {self.base}"


@dataclass(frozen=True, slots=True)
class SameDay(Point):
    """The very day of something else; it never moves by itself."""

    base: Point

    def __str__(self) -> str:
        return f"same day as {self.base}"


@dataclass(frozen=True, slots=True)
class Relative(Term):
    """A range's end that is a length after its start; the last point is left out."""

    length: Length | Parameter

    def __str__(self) -> str:
        return f"+{self.length}"


class When(Term):
    """A whole `when:`; one of Range, From, By and At."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Range(When):
    """From one point to another, both in."""

    start: Point
    end: Point | Relative

    def __str__(self) -> str:
        return f"{self.start} .. {self.end}"


@dataclass(frozen=True, slots=True)
class From(When):
    """Not before a point, and as soon after it as can be."""

    point: Point

    def __str__(self) -> str:
        return f"from {self.point}"


@dataclass(frozen=True, slots=True)
class By(When):
    """At a point at the latest."""

    point: Point

    def __str__(self) -> str:
        return f"by {self.point}"


@dataclass(frozen=True, slots=True)
class At(When):
    """A point, or all the days of something named (`fall`)."""

    point: Point

    def __str__(self) -> str:
        return str(self.point)


def _date(day: date, weekday: int | None) -> str:
    return day.isoformat() + (f" {WEEKDAYS[weekday][:3]}" if weekday is not None else "")


def _side(before: bool) -> str:
    return "before" if before else "after"


def _atom(point: Point) -> str:
    """The point as the left side of a plus: what takes all that follows it needs parentheses."""
    takes_all = isinstance(point, Nearest | SameDay) or (isinstance(point, Shift) and point.sign < 0)
    return f"({point})" if takes_all else str(point)
