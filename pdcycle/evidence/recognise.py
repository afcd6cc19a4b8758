"""Whether a file is what a profile reads, and which profile would read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from pdcycle.model.profile import Profile
from pdcycle.model.sources import Source
from pdcycle.tables.header import EMPTY, matches, normalised
from pdcycle.tables.sheet import Row, Sheet

_DATED = re.compile(r"(?:\d{4}-\d{2}-\d{2}.*)?(?:#\d+)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Misfit:
    """The columns a profile needs and no line has (each the first of its names), and the line that came nearest."""

    missing: tuple[tuple[str, ...], ...]
    line: int
    keys: tuple[str, ...]


def fit(profile: Profile, sheet: Sheet, source: Source | None = None) -> int | Misfit:
    """The record of the sheet's head where the profile's header begins, or what it lacks.

    A column that the source names for a role stands for the profile's own names of it.
    """
    needs = tuple(_widened(need, profile, source) for need in profile.header.needs)
    best: Misfit | None = None
    fullest, widest = 0, 0
    for index in range(_first(profile, sheet), len(sheet.head)):
        row = sheet.head[index]
        keys = tuple(normalised(cell) for cell in row.cells)
        filled = sum(map(bool, keys))
        nameless = filled > fullest or len(keys) > widest
        fullest, widest = max(filled, fullest), max(len(keys), widest)
        missing = tuple(need for need in needs if not _there(need, keys, nameless=nameless))
        if not missing and any(_there((name,), keys) for name in profile.header.without):
            continue
        if not missing and _paired(profile, keys) and index + profile.header.rows <= len(sheet.head):
            return index
        if best is None or len(missing) < len(best.missing):
            best = Misfit(missing or needs, row.line, keys)
    return best or Misfit(needs, 1, ())


def fitting(profiles: Mapping[str, Profile], sheet: Sheet) -> list[str]:
    """The ids of the profiles that read this sheet: what asks for most columns first, then what knows most of them."""
    found = {
        name: (-len(profile.header.needs), -_known(profile, sheet.head[index]))
        for name, profile in sorted(profiles.items())
        if isinstance(index := fit(profile, sheet), int)
    }
    return sorted(found, key=lambda name: found[name])


def _known(profile: Profile, header: Row) -> int:
    """How many columns the profile has a use for, or knows that it has none."""
    names = {name for names in profile.columns.values() for name in names} | {*profile.ignore}
    return sum(any(matches(normalised(cell), name) for name in names) for cell in header.cells)


def is_dated(key: str) -> bool:
    """Whether a header belongs to a column of dates: it is blank or itself a date."""
    return _DATED.fullmatch(key) is not None


def _widened(need: tuple[str, ...], profile: Profile, source: Source | None) -> tuple[str, ...]:
    if source is None:
        return need
    extra = [
        name
        for role, names in source.columns.items()
        if set(profile.columns.get(role, ())) & set(need)
        for name in names
    ]
    return (*need, *extra)


def _first(profile: Profile, sheet: Sheet) -> int:
    section = profile.header.section
    if section is None:
        return 0
    title = normalised(section)
    for index, row in enumerate(sheet.head):
        if normalised(row.cells[0]) == title and not any(row.cells[1:]):
            return index + 1
    return len(sheet.head)


def _there(need: tuple[str, ...], keys: tuple[str, ...], *, nameless: bool = True) -> bool:
    """`(empty)` asks for a first column without a name, in a row that can be a header: none before it is as full and as wide."""
    if EMPTY in need and nameless and keys and not keys[0] and any(keys):
        return True
    return any(matches(key, name) for name in need if name != EMPTY for key in keys)


def _paired(profile: Profile, keys: tuple[str, ...]) -> bool:
    if not any(rule.date == "next" for rule in profile.activities):
        return True
    return any(here and not is_dated(here) and is_dated(after) for here, after in pairwise(keys))
