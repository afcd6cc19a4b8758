"""What the names of an export prove, and what its words mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache

from pdcycle.model.catalog import Rubric
from pdcycle.model.profile import Profile, State
from pdcycle.model.sources import Proof, Source
from pdcycle.tables.header import glob, normalised
from pdcycle.tables.numbers import number, share

NOTHING_SEEN = frozenset(
    {
        "",
        "-",
        "--",
        "n/a",
        "na",
        "ex",
        "excused",
        "missing",
        "not attempted",
        "not available",
        "#n/a",
        "not observed",
        "n/o",
        "not rated",
        "not applicable",
        "not seen",
    }
)
_SEPARATOR = re.compile(r"\s*(?::| [-\u2013\u2014] )\s*")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_NUMBERED = re.compile(r"\A(?:level-)?[0-9]+-|-[0-9]+\Z")
"""The number beside a level's name, as in `3 - Proficient` and `Proficient (3)`."""


class Proofs:
    """The source's `proves`: exact names first, then patterns; remembers which names were met."""

    def __init__(self, source: Source) -> None:
        self._exact = {normalised(name): proofs for name, proofs in source.proves.items() if "*" not in name}
        self._globs = [(name, glob(name), proofs) for name, proofs in source.proves.items() if "*" in name]
        self._written = {normalised(name): name for name in source.proves}
        self._met: set[str] = set()
        self._cache: dict[str, tuple[Proof, ...]] = {}
        self.any = bool(source.proves)

    def of(self, names: Iterable[str]) -> tuple[Proof, ...]:
        """What the first of these names that means something proves; () where none does."""
        for name in names:
            found = self._cache.get(name)
            if found is None:
                found = self._cache[name] = self._look_up(normalised(name))
            if found:
                return found
        return ()

    def _look_up(self, key: str) -> tuple[Proof, ...]:
        if key in self._exact:
            self._met.add(key)
            return self._exact[key]
        for name, pattern, proofs in self._globs:
            if pattern.fullmatch(key):
                self._met.add(normalised(name))
                return proofs
        return ()

    @property
    def unmet(self) -> tuple[str, ...]:
        """The names, as written, that the files never held."""
        return tuple(written for key, written in self._written.items() if key not in self._met)


class Words:
    """A profile's states and values, looked up by what cells say."""

    def __init__(self, profile: Profile) -> None:
        self._exact = {normalised(text): state for text, state in profile.states.items() if "*" not in text}
        self._globs = [(glob(text), state) for text, state in profile.states.items() if "*" in text]
        self._values = {normalised(text): value for text, value in profile.values.items()}
        self._states: dict[str, State | None] = {}

    def state(self, cell: str) -> State | None:
        """What a state says; None where the profile does not know it."""
        if cell not in self._states:
            key = normalised(cell)
            found = self._exact.get(key)
            if found is None:
                found = next((state for pattern, state in self._globs if pattern.fullmatch(key)), None)
            self._states[cell] = found
        return self._states[cell]

    def value(self, cell: str) -> str:
        """The cell's value, translated where the profile says so."""
        text = cell.strip()
        return self._values.get(normalised(text), text) if self._values else text


def slug(text: str) -> str:
    """A word of a vocabulary as an id: `Partly proficient` is `partly-proficient`."""
    return _NO_SLUG.sub("-", text.casefold()).strip("-")


class Framework:
    """The rubric an observation speaks of; without one, every component and level is taken as it is written."""

    def __init__(self, rubric: Rubric | None) -> None:
        self._components = frozenset(rubric.components) if rubric is not None else None
        self._levels = frozenset(rubric.levels) if rubric is not None else None
        entries = rubric.components.items() if rubric is not None else ()
        self._since = {name: one.since for name, one in entries if one.since is not None}
        titles = Counter(slug(one.title) for _, one in entries)
        self._titles = {key: name for name, one in entries if titles[key := slug(one.title)] == 1}

    def component(self, text: str) -> str | None:
        """The id of a component, from `3a`, `3a: Talking`, `Component 3a` or its whole title; None where there is none."""
        words = text.split()
        if not words:
            return None
        forms = (slug(text), slug(_SEPARATOR.split(text.strip(), maxsplit=1)[0]), slug(words[0]))
        if self._components is not None:
            named = (
                *forms,
                self._titles.get(forms[0]),
                slug(words[1]) if len(words) > 1 and forms[2] == "component" else None,
            )
            return next((form for form in named if form in self._components), None)
        return forms[2] if any(letter.isdigit() for letter in forms[2]) else forms[1]

    def is_early(self, component: str | None, day: date) -> bool:
        """Whether the component was not yet on the rubric that day."""
        since = self._since.get(component or "")
        return since is not None and day < since

    def level(self, text: str) -> str | None:
        """The id of a level, which may stand beside its number; None where the rubric has none of this name."""
        found = slug(text)
        if self._levels is None or found in self._levels:
            return found
        bare = _NUMBERED.sub("", found)
        return bare if bare in self._levels else None


@lru_cache(maxsize=4096)
def score_share(cell: str, whole: int | Fraction | None, *, percent: bool = False) -> Fraction | None:
    """A score as a share of its whole; None where the cell does not say what it is a part of."""
    if "/" in cell or "%" in cell or percent:
        return share(cell)
    value = number(cell)
    if value is None:
        return None
    if whole:
        return Fraction(value) / whole
    return Fraction(value) if 0 <= value <= 1 else None


def passed_by(found: Fraction | None, proof: Proof, pass_marks: Mapping[str, Fraction]) -> bool | None:
    """Whether a share reaches the pass mark; None where there is no share or no mark."""
    mark = proof.pass_mark if proof.pass_mark is not None else pass_marks.get(proof.item)
    return None if found is None or mark is None else found >= mark
