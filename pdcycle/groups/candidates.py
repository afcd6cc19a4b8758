"""People as they are grouped: topic, grades, schools, experience, and when they are free."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pdcycle.model.people import Person

NOVICE = 3
"""Up to this many years somebody counts as new: induction takes two or three."""
VETERAN = 10
"""From this many years on somebody counts as a veteran."""
_EARLY = {"pk": -1, "prek": -1, "pre-k": -1, "k": 0}

Slot = tuple[int, int]
"""A weekday (Monday is 0) and a start in minutes since midnight."""


@dataclass(frozen=True, slots=True, order=True)
class Topic:
    """What a group can be about: a `focus`, a `subject` or a `department`, by its id."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person to be grouped. `topics` are their own; `focus` their plan's, which comes before the others.

    `slots` are the weekly times they can meet at, None where no calendar tells.
    """

    id: str
    school: str
    topics: frozenset[Topic]
    grades: tuple[int, ...]
    years: int | None
    focus: str | None = None
    slots: frozenset[Slot] | None = None

    @property
    def novice(self) -> bool:
        """Whether they are new."""
        return self.years is not None and self.years <= NOVICE

    @property
    def veteran(self) -> bool:
        """Whether they have long experience."""
        return self.years is not None and self.years >= VETERAN


def candidates(
    people: Iterable[Person], focus: Mapping[str, str], slots: Mapping[str, frozenset[Slot]] | None = None
) -> tuple[Candidate, ...]:
    """The people as candidates, sorted by id; `focus` is each one's plan's, by person."""
    found = []
    for row in people:
        topics = {Topic("subject", name) for name in row.subjects}
        topics |= {Topic("department", row.department)} if row.department else set()
        topics |= {Topic("focus", focus[row.id])} if row.id in focus else set()
        found.append(
            Candidate(
                id=row.id,
                school=row.schools[0] if row.schools else "",
                topics=frozenset(topics),
                grades=grades(row.grades),
                years=row.years,
                focus=focus.get(row.id),
                slots=slots.get(row.id, frozenset()) if slots is not None else None,
            )
        )
    return tuple(sorted(found, key=lambda one: one.id))


def grades(written: Iterable[str]) -> tuple[int, ...]:
    """Grades as numbers, kindergarten 0 and before it -1; `3-5` is a range, what is no grade is left out."""
    found: set[int] = set()
    for text in written:
        ends = [_grade(part) for part in re.split(r"(?<=[\dkK])\s*-\s*", text.strip(), maxsplit=1)]
        known = [end for end in ends if end is not None]
        if known and len(known) == len(ends):
            found |= set(range(min(known), max(known) + 1))
    return tuple(sorted(found))


def _grade(text: str) -> int | None:
    plain = text.strip().casefold()
    return int(plain) if plain.isdigit() else _EARLY.get(plain)


def grade_name(grade: int) -> str:
    """A grade as people say it."""
    return {-1: "pre-k", 0: "k"}.get(grade, str(grade))
