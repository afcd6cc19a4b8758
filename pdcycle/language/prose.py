"""What YAML does to prose, found out: every cut, split or swallowed text is an error with its mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pdcycle.diagnostics import Diagnostic, error
from pdcycle.language.quoting import quoted
from pdcycle.language.source import Source
from pdcycle.language.tree import AliasPlace, At, ListPlace, MapPlace, Node, extent

_GLUED = re.compile(r"[ \t]#(?=[^\s#!])")


def mended(source: Source, start: int, end: int, text: str) -> str:
    """The help that shows a stretch's own line with `text` quoted in its place, ready to paste."""
    first, stop = source.bounds(start)
    last = source.bounds(max(start, end - 1))[1]
    line = source.text[first:start] + quoted(text) + source.text[end : max(stop, last)]
    return f"put it in quotes: {line.strip()}"


def cut_by_comments(source: Source, root: Node) -> list[Diagnostic]:
    """An error for each plain text whose end a `#` glued to a word has turned into a comment."""
    glued = {found.start() for found in _GLUED.finditer(source.text)}
    if not glued:
        return []
    behind: dict[int, int] = {}
    for index in glued:
        first = source.bounds(index)[0]
        behind[first + len(source.text[first:index].rstrip(" \t"))] = index + 1
    problems = []
    for start, end in _plain(root, source.text):
        mark = behind.get(end)
        if mark is not None:
            stop = source.bounds(start)[1] if start < end else source.bounds(mark)[1]
            problems.append(_cut(source, start, end, mark, stop))
    return problems


def _cut(source: Source, start: int, end: int, mark: int, stop: int) -> Diagnostic:
    start = start if start < end else mark
    stop = max(stop, source.bounds(mark)[1])
    whole = source.text[start:stop].rstrip()
    word = re.match(r"#\S*", source.text[mark:stop])
    return error(
        "PD121",
        f"`{word.group() if word else '#'}` is read as a comment and would be lost",
        source.span(mark, stop),
        label="cut off here",
        help=mended(source, start, start + len(whole), whole),
    )


def _plain(root: Node, text: str) -> Iterator[At]:
    """The scalars without quotes, in the order they stand in; empty ones too."""
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, MapPlace):
            todo.extend(value for _, value in reversed(node.entries.values()))
        elif isinstance(node, ListPlace):
            todo.extend(reversed(node.items))
        elif not isinstance(node, AliasPlace):
            start, end = extent(node, text)
            if start == end or text[start] not in "\"'|>":
                yield start, end


def mend_braces(source: Source, place: MapPlace, value: dict[str, Any]) -> Iterator[Diagnostic]:
    """An error for each key without a value inside braces; text that was split is joined in `value`."""
    text = source.text
    keys = list(place.entries)
    row = 0
    while row < len(keys):
        key = keys[row]
        at, node = place.entries[key]
        row += 1
        last = at
        joined = []
        while row < len(keys) and _bare(place, keys[row], text):
            last = place.entries[keys[row]][0]
            joined.append(keys[row])
            row += 1
        if joined and isinstance(value[key], str) and isinstance(node, tuple):
            start = extent(node, text)[0]
            whole = " ".join(text[start : last[1]].split())
            for part in joined:
                del value[part], place.entries[part]
            value[key] = whole
            place.entries[key] = (at, (start, last[1]))
            yield error(
                "PD122",
                f"the comma inside the braces cuts `{key}` in two",
                source.span(start, last[1]),
                label="a comma ends a value here",
                help=mended(source, start, last[1], whole),
            )
        elif joined or _empty(node):
            yield from _valueless(source, place, [key, *joined] if _empty(node) else joined)


def _empty(node: Node) -> bool:
    return isinstance(node, tuple) and node[0] == node[1]


def _bare(place: MapPlace, key: str, text: str) -> bool:
    at, node = place.entries[key]
    return _empty(node) and text[at[1] :].lstrip()[:1] != ":"


def _valueless(source: Source, place: MapPlace, keys: list[str]) -> Iterator[Diagnostic]:
    listed = len(keys) == len(place.entries) and all(_bare(place, key, source.text) for key in keys)
    mend = f"for a list, use square brackets: [{', '.join(keys)}]" if listed else None
    for key in keys:
        at, _ = place.entries[key]
        yield error(
            "PD122",
            f"`{key}` has no value inside the braces",
            source.span(*at),
            help=mend or f"write `{key}: value`, leave it out, or put the whole text in quotes",
        )
        if listed:
            return


def tagged(source: Source, tag: str, at: At) -> Diagnostic:
    """The error for a word after `!`, which YAML takes for a type."""
    start, end = at
    written = source.text[start:end].rstrip()
    word = written.split(maxsplit=1)[0] if written else tag
    return error(
        "PD108",
        f"`{word}` is read as the name of a type, not as text",
        source.span(start, start + len(word)),
        help=mended(source, start, start + len(written), written),
    )


def swallowed(source: Source, name: str, at: At) -> Diagnostic:
    """The error for a word after `&` that names a text nothing refers to, and so would be lost."""
    start, end = at
    written = source.text[start:end].rstrip()
    return error(
        "PD126",
        f"`&{name}` is read as a name for the text after it and would be lost",
        source.span(start, start + len(name) + 1),
        help=mended(source, start, start + len(written), written),
    )
