"""An id that names nothing: the one sentence every family of rules says it with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pdcycle.diagnostics import Diagnostic, Place, Position, Route, Severity, Span, error
from pdcycle.model.near import near
from pdcycle.workspace.load import Workspace

PEOPLE = "people.csv"
FULLER = 3
"""How many longer names a mend offers for a shortened one: `moodle` for `moodle-grades`."""


def unknown(
    code: str, what: str, name: str, known: Iterable[str], place: Place, home: str
) -> Iterator[Diagnostic]:
    """Nothing where the name is known; else an error with the nearest name, or with where to add it.

    `there is no person 'orits'` … `help: did you mean `ortiz`?`
    """
    there = list(known)
    if name in there:
        return
    guess = near(name, there)
    fuller = sorted(other for other in there if other.startswith(f"{name}-"))
    if guess or fuller:
        mend = f"did you mean {_or([guess] if guess else fuller[:FULLER])}?"
    else:
        mend = f"add `{name}` to {home}"
    yield error(code, f"there is no {what} '{name}'", place, help=mend)


def _or(names: list[str]) -> str:
    marked = [f"`{name}`" for name in names]
    return " or ".join(filter(None, (", ".join(marked[:-1]), marked[-1])))


def said_of(item: Diagnostic, home: str) -> bool:
    """Whether an error is about the file, or about one in the folder, that `home` names."""
    return item.severity is Severity.ERROR and item.place is not None and item.place.file.startswith(home)


def row(line: int) -> Span:
    """A row of people.csv."""
    return Span(PEOPLE, Position(line, 1), Position(line, 2))


def home(workspace: Workspace, kind: str) -> Route:
    """The top of the workspace's own file of a kind of which there is one."""
    for (space, _), file in sorted(workspace.files.items()):
        if space == kind and not file.startswith("("):
            return Route(file)
    return Route("pdcycle.yaml")


def listed(place: Route, value: object) -> Iterator[tuple[str, Route]]:
    """Each name of a list with its place; a single name stands at the place itself."""
    if isinstance(value, str):
        yield value, place
    elif isinstance(value, list | tuple):
        for at, name in enumerate(value):
            if isinstance(name, str):
                yield name, place.at(at)


def as_written(workspace: Workspace, place: Route) -> object:
    """The plain value at a place, so that one name is told from a list of one."""
    document = workspace.documents.get(place.file)
    value: Any = document.value if document else None
    for step in place.path:
        known = range(len(value)) if isinstance(value, list) else value if isinstance(value, dict) else ()
        if step not in known:
            return None
        value = value[step]
    return value
