"""Where each key and value of a YAML file stands, beside its plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from pdcycle.diagnostics import Step

At: TypeAlias = tuple[int, int]
"""The characters of a scalar, from its first to behind its last."""


@dataclass(slots=True, eq=False)
class MapPlace:
    """A mapping's stretch, and for each key the key's characters and the value's place."""

    start: int
    end: int = 0
    flow: bool = False
    entries: dict[str, tuple[At, Node]] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class ListPlace:
    """A list's stretch and its items' places."""

    start: int
    end: int = 0
    flow: bool = False
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class AliasPlace:
    """An alias as written, what it stands for, and how many nodes, how deep, that is."""

    start: int
    end: int
    target: Node
    size: int
    depth: int


Node: TypeAlias = At | MapPlace | ListPlace | AliasPlace

_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)+")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|[^\\]", re.DOTALL)
_SINGLE = re.compile(r"''|.", re.DOTALL)


def measure(node: Node) -> tuple[int, int]:
    """How many nodes a place stands for, aliases expanded, and how deep they are nested."""
    if isinstance(node, tuple):
        return 1, 1
    if isinstance(node, AliasPlace):
        return node.size, node.depth
    children = node.items if isinstance(node, ListPlace) else [value for _, value in node.entries.values()]
    size, depth = 1, 0
    for child in children:
        more, below = measure(child)
        size += more
        depth = max(depth, below)
    return size, depth + 1


def step_into(node: Node, step: Step) -> Node | None:
    """The place one step further down, through aliases; None where nothing is."""
    while isinstance(node, AliasPlace):
        node = node.target
    if isinstance(node, MapPlace):
        entry = node.entries.get(str(step))
        return entry[1] if entry is not None else None
    if isinstance(node, ListPlace) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def key_at(node: Node, step: Step) -> At | None:
    """The characters of a mapping's key; None for lists and absent keys."""
    while isinstance(node, AliasPlace):
        node = node.target
    entry = node.entries.get(str(step)) if isinstance(node, MapPlace) else None
    return entry[0] if entry is not None else None


def extent(node: Node, text: str) -> At:
    """The characters of a value without what parsers count in behind it (breaks, comments)."""
    if isinstance(node, AliasPlace):
        return node.start, node.end
    start, end = node if isinstance(node, tuple) else (node.start, node.end)
    found = _PROPERTIES.match(text, start, end)
    start = found.end() if found else start
    if isinstance(node, tuple):
        return start, start + len(text[start:end].rstrip())
    if node.flow:
        return start, end
    end = start
    if isinstance(node, ListPlace):
        last = [extent(node.items[-1], text)] if node.items else []
    else:
        last = [spot for at, value in list(node.entries.values())[-1:] for spot in (at, extent(value, text))]
    return start, max([end, *(at[1] for at in last)])


def narrow(text: str, at: At, offset: int, length: int | None) -> At:
    """The characters of a stretch of a scalar's own text, or the whole scalar where lines fold."""
    start, end = at
    written = text[start:end]
    if "\n" in written or "\r" in written or not written:
        return at
    if written[0] not in "\"'":
        stop = end if length is None else min(start + offset + length, end)
        return min(start + offset, end), stop
    atoms = (_ESCAPE if written[0] == '"' else _SINGLE).finditer(written, 1, len(written) - 1)
    edges = [start + found.start() for found in atoms] + [end - 1]
    first = edges[min(offset, len(edges) - 1)]
    return first, end - 1 if length is None else edges[min(offset + length, len(edges) - 1)]
