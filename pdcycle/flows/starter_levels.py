"""Which level a new school is of, as its name says, and what its teachers then teach."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """A level with its grades in order and the two departments its invented teachers are in, by id and title."""

    id: str
    grades: tuple[str, ...]
    departments: tuple[tuple[str, str], tuple[str, str]]


_SUBJECTS = (("humanities", "Humanities"), ("math-science", "Math and science"))
LEVELS: Mapping[str, Level] = {
    "elementary": Level(
        "elementary",
        ("K", "1", "2", "3", "4", "5"),
        (("primary", "Primary grades"), ("intermediate", "Intermediate grades")),
    ),
    "middle": Level("middle", ("6", "7", "8"), _SUBJECTS),
    "high": Level("high", ("9", "10", "11", "12"), _SUBJECTS),
}
"""The levels a name is told apart by."""

_SAYS = (
    ("middle", re.compile(r"\b(middle|junior high|jr\.? high|intermediate|ms)\b", re.IGNORECASE)),
    ("high", re.compile(r"\b(high|secondary|hs)\b", re.IGNORECASE)),
)


def level_of(name: str) -> Level:
    """The level a school's name says; elementary where it says none."""
    words = name.replace("-", " ")
    return LEVELS[next((level for level, says in _SAYS if says.search(words)), "elementary")]


def levels_of(schools: Sequence[tuple[str, str]]) -> tuple[Level, ...]:
    """The levels of these schools, youngest grades first."""
    there = {level_of(name).id for _, name in schools}
    return tuple(level for name, level in LEVELS.items() if name in there)
