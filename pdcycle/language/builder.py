"""Plain values and their places, straight from libyaml's events in one pass."""

from __future__ import annotations

from typing import Any, TypeAlias

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined] # its own stubs hide it
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from pdcycle.diagnostics import Diagnostic, Label, Span, error
from pdcycle.language import prose, syntax
from pdcycle.language.source import Source
from pdcycle.language.tree import AliasPlace, At, ListPlace, MapPlace, Node, measure

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"

DEEPEST = 40
LARGEST = 100_000
_LOST = "\0 a key that is no text"


class _StopReadingError(Exception):
    """The text cannot be followed further; its diagnostic is already collected."""


def _row(item: Diagnostic) -> int:
    return item.place.start.line if isinstance(item.place, Span) else 0


class Builder:
    """Reads one source: `value` and `root` (its place) are None where the text cannot be read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.value: Plain = None
        self.root: Node | None = None
        self.problems: list[Diagnostic] = []
        self._into: Any = None
        self._place: Any = None
        self._key: Any = None
        self._key_at: At = (0, 0)
        self._bare = False
        self._stack: list[tuple[Any, Any, str | None, At, bool]] = []
        self._anchors: dict[str, tuple[Plain, Node] | None] = {}
        self._anchored: dict[int, str] = {}
        self._unused: dict[str, At] = {}
        self._documents = 0
        self._expanded = 0

    def run(self) -> None:
        """Read to the end, or to the first place from which nothing more can be made out."""
        handlers: dict[type, Any] = {
            MappingStartEvent: self._open,
            SequenceStartEvent: self._open,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            AliasEvent: self._alias,
            DocumentStartEvent: self._document,
        }
        try:
            get = CParser(self.source.text).get_event
            scalar = self._scalar
            while (event := get()) is not None:
                kind = event.__class__
                if kind is ScalarEvent:
                    scalar(event)
                elif kind in handlers:
                    handlers[kind](event)
        except _StopReadingError:
            self.value = self.root = None
        except (yaml.YAMLError, UnicodeEncodeError) as problem:
            self.value = self.root = None
            found = syntax.explain(self.source, problem)
            if all(_row(item) != _row(found) for item in self.problems):
                self.problems.append(found)
        else:
            self._finish()

    def _finish(self) -> None:
        if self.root is None or (self.value is None and not self.problems):
            self.problems.append(syntax.empty(self.source))
            self.root = None
            return
        for name, at in self._unused.items():
            self.problems.append(prose.swallowed(self.source, name, at))
        self.problems.extend(prose.cut_by_comments(self.source, self.root))

    def _scalar(self, event: Any) -> None:
        value: str | None = event.value
        at = (event.start_mark.index, event.end_mark.index)
        if event.tag is not None:
            self.problems.append(prose.tagged(self.source, event.tag, at))
        if self._key is None and self._place.__class__ is MapPlace:
            if event.anchor is not None:
                self._unused[event.anchor] = at
            if not value and event.implicit[0]:
                self._refuse_key(at)
                value = _LOST
            self._key = value
            self._key_at = at
            return
        if not value and event.implicit[0]:
            value = None
            self._bare = True
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, at)
            if event.implicit[0]:
                self._unused[event.anchor] = at
        self._put(value, at)

    def _put(self, value: Plain, node: Node) -> None:
        place = self._place
        if place.__class__ is MapPlace:
            key = self._key
            self._key = None
            if key in place.entries or key is _LOST or key == "<<":
                self._refuse_entry(key, place)
                return
            place.entries[key] = (self._key_at, node)
            self._into[key] = value
        elif place is None:
            self.value, self.root = value, node
        else:
            place.items.append(node)
            self._into.append(value)

    def _open(self, event: Any) -> None:
        start = event.start_mark.index
        if len(self._stack) >= DEEPEST:
            self._stop(syntax.too_deep(self.source, start, DEEPEST))
        if event.tag is not None:
            self.problems.append(prose.tagged(self.source, event.tag, (start, event.end_mark.index)))
        self._stack.append((self._into, self._place, self._key, self._key_at, self._bare))
        mapping = event.__class__ is MappingStartEvent
        self._into = {} if mapping else []
        self._place = (MapPlace if mapping else ListPlace)(start, 0, bool(event.flow_style))
        self._key = None
        self._bare = False
        if event.anchor is not None:
            self._anchors[event.anchor] = None
            self._anchored[len(self._stack)] = event.anchor

    def _close(self, event: Any) -> None:
        value, place, bare = self._into, self._place, self._bare
        anchor = self._anchored.pop(len(self._stack), None) if self._anchored else None
        self._into, self._place, self._key, self._key_at, self._bare = self._stack.pop()
        assert place is not None  # noqa: S101 - every end has had its start
        place.end = event.end_mark.index
        if bare and place.flow and isinstance(place, MapPlace) and isinstance(value, dict):
            self.problems.extend(prose.mend_braces(self.source, place, value))
        if anchor is not None:
            self._anchors[anchor] = (value, place)
        if self._key is None and isinstance(self._place, MapPlace):
            self._refuse_key((place.start, place.end))
            self._key = _LOST
            return
        self._put(value, place)

    def _alias(self, event: Any) -> None:
        at = (event.start_mark.index, event.end_mark.index)
        name = event.anchor
        self._unused.pop(name, None)
        if self._key is None and isinstance(self._place, MapPlace):
            self._refuse_key(at)
            self._key = _LOST
            return
        known = self._anchors.get(name)
        if known is None:
            inside = name in self._anchors
            self.problems.append(
                syntax.bad_alias(self.source, name, at, sorted(self._anchors), inside=inside)
            )
            self._put(None, at)
            return
        value, target = known
        size, depth = measure(target)
        self._expanded += size
        if self._expanded > LARGEST:
            self._stop(syntax.too_large(self.source, at, LARGEST))
        if depth + len(self._stack) > DEEPEST:
            self._stop(syntax.too_deep(self.source, at[0], DEEPEST))
        self._put(value, AliasPlace(*at, target, size, depth))

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop(syntax.second_document(self.source, event.start_mark.index))

    def _refuse_key(self, at: At) -> None:
        self.problems.append(syntax.bad_key(self.source, at))

    def _refuse_entry(self, key: str, place: MapPlace) -> None:
        here = self.source.span(*self._key_at)
        if key is _LOST:
            return
        if key == "<<":
            self.problems.append(
                error(
                    "PD107",
                    "`<<` copies keys out of sight of whoever reads the file",
                    here,
                    help="put what is shared into a pattern, or write the keys out",
                )
            )
            return
        first = self.source.span(*place.entries[key][0])
        self.problems.append(
            error(
                "PD105",
                f"`{key}` is written twice in the same block",
                here,
                label="again here",
                help="keep one of the two, or put both into one",
                related=(Label(first, "first written here"),),
            )
        )

    def _stop(self, problem: Diagnostic) -> None:
        self.problems.append(problem)
        raise _StopReadingError
