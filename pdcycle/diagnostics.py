"""What is wrong, where, and what to do about it: the one type every stage speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TypeAlias

Step: TypeAlias = str | int


class Severity(IntEnum):
    """How bad it is; only errors change the exit code."""

    INFO = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A character in a file: line and column, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file, half-open at its end; `file` is relative to the workspace's root."""

    file: str
    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Route:
    """A place in a YAML file by keys and indexes, resolved to a Span only when it is shown.

    `key` points at the last step's key instead of its value; `offset` and `length` narrow
    the place to characters of the value's own text (a slip inside a time expression).
    """

    file: str
    path: tuple[Step, ...] = ()
    key: bool = False
    offset: int | None = None
    length: int | None = None

    def at(self, *steps: Step) -> Route:
        """The place further down by these steps."""
        return Route(self.file, self.path + steps)

    def on_key(self) -> Route:
        """The same place, pointing at the key."""
        return replace(self, key=True)


Place: TypeAlias = Route | Span


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that explains the first."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One complaint: a stable code, a headline, its place, and the mend.

    Messages are lower case without a full stop and name the value; `help` is imperative.
    People are named by id only, and neither ratings nor notes are ever quoted.
    """

    code: str
    severity: Severity
    message: str
    place: Place | None = None
    label: str = ""
    related: tuple[Label, ...] = ()
    help: str | None = None


def error(
    code: str,
    message: str,
    place: Place | None = None,
    *,
    label: str = "",
    help: str | None = None,  # noqa: A002 - the word the reader sees
    related: tuple[Label, ...] = (),
) -> Diagnostic:
    """An error-level diagnostic."""
    return Diagnostic(code, Severity.ERROR, message, place, label, related, help)


def warning(
    code: str,
    message: str,
    place: Place | None = None,
    *,
    label: str = "",
    help: str | None = None,  # noqa: A002 - the word the reader sees
    related: tuple[Label, ...] = (),
) -> Diagnostic:
    """A warning-level diagnostic."""
    return Diagnostic(code, Severity.WARNING, message, place, label, related, help)


def has_errors(diagnostics: list[Diagnostic] | tuple[Diagnostic, ...]) -> bool:
    """Whether any of them is an error."""
    return any(item.severity is Severity.ERROR for item in diagnostics)


def sort_key(item: Diagnostic) -> tuple[str, int, int, int, str, str]:
    """File, position, worst first, code, message; call it once places are spans."""
    place = item.place
    if isinstance(place, Span):
        return (place.file, place.start.line, place.start.column, -item.severity, item.code, item.message)
    file = place.file if place is not None else ""
    return (file, 0, 0, -item.severity, item.code, item.message)
