"""What repeats in time, and what was recorded, as values; `str()` of each is its canonical text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pdcycle.language.time_terms import WEEKDAYS, Length, Parameter, Term

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_ORDINAL_WORDS = {number: word for word, number in ORDINALS.items()}


class Every(Term):
    """A whole `every:`; one of EverySpan, EveryMonth, EveryTerm, EveryWeekday, EveryOrdinal and EveryLetter."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class EverySpan(Every):
    """Stretches of a length, laid end to end from the start of the window."""

    length: Length | Parameter

    def __str__(self) -> str:
        single = isinstance(self.length, Length) and self.length.count == 1 and self.length.unit != "month"
        return self.length.unit if single and isinstance(self.length, Length) else str(self.length)


@dataclass(frozen=True, slots=True)
class EveryMonth(Every):
    """Each calendar month; `1 month` is an EverySpan from the window's start instead."""

    def __str__(self) -> str:
        return "month"


@dataclass(frozen=True, slots=True)
class EveryTerm(Every):
    """Each term of the school calendar."""

    def __str__(self) -> str:
        return "term"


@dataclass(frozen=True, slots=True)
class EveryWeekday(Every):
    """Named weekdays (0 is Monday, sorted), each week or every other week counted from `since`."""

    weekdays: tuple[int, ...]
    other: bool = False
    since: date | None = None

    def __str__(self) -> str:
        if self.other:
            text = f"every other {WEEKDAYS[self.weekdays[0]]}"
        else:
            text = " and ".join(f"{WEEKDAYS[day]}s" for day in self.weekdays)
        return text + (f" from {self.since.isoformat()}" if self.since else "")


@dataclass(frozen=True, slots=True)
class EveryOrdinal(Every):
    """The first to fifth (1 to 5) or last (-1) such weekday of each month."""

    ordinals: tuple[int, ...]
    weekday: int

    def __str__(self) -> str:
        words = " and ".join(_ORDINAL_WORDS[number] for number in self.ordinals)
        return f"{words} {WEEKDAYS[self.weekday]} of the month"


@dataclass(frozen=True, slots=True)
class EveryLetter(Every):
    """Each day of the rotation with this letter."""

    letter: str

    def __str__(self) -> str:
        return f"{self.letter} days"


@dataclass(frozen=True, slots=True)
class Meets(Term):
    """A standing meeting: its days, when it begins (minutes since midnight) and how many minutes it lasts."""

    days: Every
    at: int
    length: int | None = None

    def __str__(self) -> str:
        return f"{self.days} {clock(self.at)}" + (f", {self.length} min" if self.length is not None else "")


@dataclass(frozen=True, slots=True)
class Recorded(Term):
    """A line of `dates:`: cancelled, or the days something takes or took, both in.

    `at` counts minutes since midnight, `length` is in minutes, `by` is the id of who approved,
    `where` is text as written.
    """

    first: date | None = None
    last: date | None = None
    at: int | None = None
    length: int | None = None
    by: str | None = None
    where: str | None = None

    @property
    def cancelled(self) -> bool:
        """Whether it is not to take place."""
        return self.first is None

    def __str__(self) -> str:
        if self.first is None:
            return "cancelled"
        text = self.first.isoformat()
        if self.last is not None and self.last != self.first:
            text += f" .. {self.last.isoformat()}"
        text += f" {clock(self.at)}" if self.at is not None else ""
        text += f", {self.length} min" if self.length is not None else ""
        text += f" by {self.by}" if self.by else ""
        return text + (f" in {self.where}" if self.where else "")


def clock(minutes: int) -> str:
    """Minutes since midnight as 24-hour text."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
