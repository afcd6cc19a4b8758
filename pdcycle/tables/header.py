"""The names of columns: made alike for comparing, kept apart where two are the same."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

EMPTY = "(empty)"
"""How a profile writes the name of a column that has none."""

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\x00]")
# What SurveyMonkey writes under a question that has one column only.
_NO_PART = frozenset({"response", "open-ended response", ""})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    `name` is as the file has it, `key` the normalised name, with `#2` from the second of the same name on;
    `label` is the text of a second header row, where there is one.
    """

    index: int
    name: str
    key: str
    label: str = ""


@lru_cache(maxsize=4096)
def normalised(name: str) -> str:
    """The name trimmed, its white space collapsed, entities and invisible characters resolved, case folded."""
    text = html.unescape(name) if "&" in name else name
    text = _INVISIBLE.sub("", text)
    return " ".join(text.split()).casefold()


@lru_cache(maxsize=4096)
def glob(pattern: str) -> re.Pattern[str]:
    """A normalised pattern in which `*` stands for any text; a `*` is a group."""
    parts = [re.escape(part) for part in normalised(pattern).split("*")]
    return re.compile("(.*)".join(parts), re.DOTALL)


def matches(key: str, pattern: str) -> bool:
    """Whether a column's key is of this name; `*` in the name stands for any text, `(empty)` for none."""
    if pattern == EMPTY:
        return key == ""
    if "*" in pattern:
        return glob(pattern).fullmatch(key) is not None
    return key == normalised(pattern)


def columns(rows: Sequence[Sequence[str]], *, merged: bool = False) -> tuple[Column, ...]:
    """The columns of one or more header rows.

    With `merged`, the first row names a question once and leaves the cells to its right blank, and
    the second row names the parts: the column is then `Question [part]`.
    """
    first = list(rows[0])
    second = list(rows[1]) if len(rows) > 1 else []
    names = _merged(first, second) if merged else first
    seen: Counter[str] = Counter()
    found = []
    for index, name in enumerate(names):
        key = normalised(name)
        seen[key] += 1
        label = "" if merged or index >= len(second) else second[index]
        found.append(
            Column(index, name.strip(), f"{key}#{seen[key]}" if seen[key] > 1 and key else key, label)
        )
    return tuple(found)


def _merged(first: Sequence[str], second: Sequence[str]) -> list[str]:
    width = max(len(first), len(second))
    names, question = [], ""
    for index in range(width):
        name = first[index].strip() if index < len(first) else ""
        part = second[index].strip() if index < len(second) else ""
        question = name or question
        names.append(question if normalised(part) in _NO_PART else f"{question} [{part}]")
    return names


def duplicates(found: Iterable[Column]) -> tuple[str, ...]:
    """The names that more than one column has, as the file writes them."""
    return tuple(
        dict.fromkeys(column.name for column in found if re.search(r"#\d+\Z", column.key) and column.name)
    )
