"""One YAML file: its values as plain text, where each stands, and what is wrong with it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

from pdcycle.diagnostics import Diagnostic, Route, Span, error
from pdcycle.language.builder import Builder, Plain
from pdcycle.language.source import Source
from pdcycle.language.tree import At, MapPlace, Node, extent, key_at, narrow, step_into

__all__ = ["Document", "Plain", "read"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as read: every scalar is the text it was written as, an empty one None.

    `value` is None where the text cannot be read; then `diagnostics` holds an error.
    """

    file: str
    text: str
    value: Plain
    diagnostics: tuple[Diagnostic, ...]
    _source: Source = field(repr=False, compare=False)
    _root: Node | None = field(repr=False, compare=False)

    def span(self, route: Route) -> Span:
        """Where a route stands, or the nearest place above it that exists."""
        node, parent, taken = self._root, None, 0
        if node is None:
            return self._source.span(0, len(self._source.line(0)))
        for step in route.path:
            below = step_into(node, step)
            if below is None:
                return self._span(self._heading(node, parent, route.path[taken - 1] if taken else None))
            node, parent, taken = below, node, taken + 1
        last = route.path[-1] if route.path else None
        key = key_at(parent, last) if parent is not None and last is not None else None
        at = extent(node, self.text)
        if route.key or at[0] == at[1]:
            return self._span(key or self._heading(node, parent, last))
        if route.offset is not None and isinstance(node, tuple):
            at = narrow(self.text, at, route.offset, route.length)
        return self._span(at)

    def _heading(self, node: Node, parent: Node | None, step: str | int | None) -> At:
        """What names a value: its key, else the first line of it."""
        key = key_at(parent, step) if parent is not None and step is not None else None
        if key is not None:
            return key
        start, end = extent(node, self.text)
        if isinstance(node, MapPlace) and not node.flow and node.entries:
            (start, end), value = next(iter(node.entries.values()))
            end = max(end, extent(value, self.text)[1])
        return start, min(end, self._source.bounds(start)[1])

    def _span(self, at: At) -> Span:
        return self._source.span(*at)


def read(data: bytes | str, file: str) -> Document:
    """The document in a file's bytes; whatever is wrong with it is in its diagnostics."""
    text, problems = (data, []) if isinstance(data, str) else _decode(data, file)
    text = text.removeprefix("\ufeff")
    source = Source(file, text)
    if problems:
        return Document(file, text, None, tuple(problems), source, None)
    builder = Builder(source)
    builder.run()
    return Document(file, text, builder.value, tuple(builder.problems), source, builder.root)


def _decode(data: bytes, file: str) -> tuple[str, list[Diagnostic]]:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode(encoding, errors="replace")
        shown = data.decode("cp1252" if encoding == "utf-8" else encoding, errors="replace")
        text = shown.removeprefix("\ufeff").removeprefix("ï»¿")
        row = before.count("\n")
        start = sum(len(line) for line in text.splitlines(keepends=True)[:row])
        line_bytes = data.rfind(b"\n", 0, problem.start) + 1
        column = problem.start - line_bytes if encoding == "utf-8" else 0
        source = Source(file, text)
        return text, [
            error(
                "PD101",
                f"line {row + 1} holds a character that is not UTF-8",
                source.span(start + column, start + column + 1),
                help="save the file again with the encoding UTF-8",
            )
        ]
