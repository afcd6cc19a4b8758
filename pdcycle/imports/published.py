"""What a district publishes, before anything is known of its meaning: titles on dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Entry:
    """One title on its days, both ends in; `line` is where it begins in the file, `starts` its time of day."""

    line: int
    title: str
    first: date
    last: date
    about: str = ""
    kinds: tuple[str, ...] = ()
    audience: str = ""
    weekday: str = ""
    starts: time | None = None


@dataclass(frozen=True, slots=True, order=True)
class Aside:
    """What of the file became no line of the calendar, and why; nothing of a file is left out of both.

    `elsewhere` says that it is of another school year.
    """

    line: int
    title: str
    why: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """A whole file; `notes` say what was taken for granted while reading it, `text` what it says of itself."""

    file: str
    title: str
    entries: tuple[Entry, ...]
    aside: tuple[Aside, ...] = ()
    notes: tuple[str, ...] = ()
    text: str = ""
    source: str = field(default="", repr=False)
