"""What time expressions are read in, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from pdcycle.language.time import Name, Parameter
from pdcycle.program.calendar import SchoolCalendar


@dataclass(frozen=True, slots=True)
class Moment:
    """What a name stands for: one day, or the first and last of several, both in.

    `settled` is false while it is only planned; `source` is the occurrence it came from.
    """

    first: date
    last: date
    settled: bool = True
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a time expression is evaluated in: whose calendar, the cycle's span (both in), what names mean.

    `known` are the activities a misspelled name may have meant. `moves` is false for what people do in
    their own time, whose dates may fall on days they are off duty; `lessons` asks for a day with students,
    because a prep or a class is on no other.
    """

    calendar: SchoolCalendar
    schools: tuple[str, ...]
    start: date
    end: date
    look_up: Callable[[Name], Moment | None] = lambda _name: None
    known: tuple[str, ...] = ()
    moves: bool = True
    lessons: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The days an expression allows, both ends in.

    `asked` is the day asked for, already moved to one on which its people are on duty, and `written`
    the same before it moved; both are None for a range. `point` says that only that day will do,
    `earlier` that it moves to earlier days, `clipped` that a length ran over the cycle's end.
    """

    first: date
    last: date
    asked: date | None = None
    written: date | None = None
    point: bool = False
    earlier: bool = False
    clipped: bool = False


class TimeProblem(Exception):  # noqa: N818 - it is shown to authors as a problem of theirs
    """An expression that names no days here; `offset` and `length` are its place in the text, where known."""

    def __init__(self, message: str, help: str | None = None, name: Name | Parameter | None = None) -> None:  # noqa: A002 - the word the reader sees
        super().__init__(message)
        self.message = message
        self.help = help
        self.name = name
        self.offset = name.offset if name is not None else None
        self.length = len(str(name)) if name is not None else None


def unfilled(parameter: Parameter) -> NoReturn:
    """Say that a parameter has no value here."""
    raise TimeProblem(
        f"`{parameter}` has no value", f"give it under `with:`: `{parameter.name}: ...`", parameter
    )
