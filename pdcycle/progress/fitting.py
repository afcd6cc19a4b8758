"""Whether one piece of evidence can prove one expectation, order and dates apart."""

from __future__ import annotations

from datetime import date, timedelta

from pdcycle.model.catalog import Rubric
from pdcycle.model.results import Evidence, Expectation
from pdcycle.progress.expectations import SHARED

_NEAR = timedelta(days=1)
_NAMED = ("completion", "check")
"""Kinds that prove nothing unless they say of what."""


def holds(expectation: Expectation, day: date) -> bool:
    """Whether evidence of that day counts: in the window, or within a day of the meeting."""
    if expectation.day is not None and "attendance" in expectation.kinds:
        return expectation.day - _NEAR <= day <= expectation.day + _NEAR
    return expectation.opens <= day <= expectation.closes


def fits(expectation: Expectation, evidence: Evidence, levels: dict[str, int]) -> bool:
    """Whether the evidence is of the kind, the subject, the audience and the level asked for."""
    return (
        _right_kind(expectation, evidence)
        and _right_subject(expectation, evidence)
        and (expectation.audience or None) in (None, evidence.audience or expectation.audience)
        and _right_level(expectation, evidence, levels)
    )


def levels_of(rubric: Rubric | None) -> dict[str, int]:
    """The rubric's levels with their rank, 1 the lowest."""
    return {level: rank for rank, level in enumerate(rubric.levels, 1)} if rubric else {}


def level_rank(value: str | None, levels: dict[str, int]) -> int | None:
    """The rank of an observed level, however it is spaced or capitalised; None where it is no level."""
    plain = "-".join((value or "").casefold().replace("_", " ").split())
    return levels.get(plain)


def _right_kind(expectation: Expectation, evidence: Evidence) -> bool:
    if "check" in expectation.kinds and evidence.kind in _NAMED:
        # A completion without a score says nothing of what was retained.
        return evidence.passed is True
    return evidence.kind in expectation.kinds


def _right_subject(expectation: Expectation, evidence: Evidence) -> bool:
    if evidence.kind == "minutes" and not evidence.person:
        return _right_minutes(expectation, evidence)
    if expectation.piece == SHARED:  # what a person opened or read was not shared by it
        return False
    if not evidence.subject:
        return evidence.kind not in _NAMED
    return evidence.subject == expectation.subject or evidence.subject in expectation.about


def _right_minutes(expectation: Expectation, evidence: Evidence) -> bool:
    """The group's own minutes, which name what was shared; minutes that name nothing show that the group met."""
    if evidence.subject not in (expectation.of_group, expectation.subject):
        return False
    if evidence.value is None:
        return expectation.piece != SHARED
    return evidence.value in expectation.about


def _right_level(expectation: Expectation, evidence: Evidence, levels: dict[str, int]) -> bool:
    if expectation.component is None:
        return True
    if evidence.component != expectation.component:
        return False
    if expectation.at_least is None:
        return True
    seen, asked = level_rank(evidence.value, levels), level_rank(expectation.at_least, levels)
    return seen is not None and asked is not None and seen >= asked
