"""Rows of hours: what each piece of evidence is worth in minutes, and the rules these are held against."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pdcycle.model.hours import CATEGORIES
from pdcycle.model.results import Evidence, Occurrence
from pdcycle.progress.columns import Row
from pdcycle.progress.facts import Facts

_CATEGORY = {"completion": "online", "attendance": "live", "log": "coaching"}


def credits_of(facts: Facts) -> Iterator[Row]:
    """Each completion, attendance and talk whose length is known, once, whatever programs it served.

    A course is worth the catalog's hours. A session or talk is worth the time told, at most its planned length where
    one is known, which also stands for a time not told. The hours an activity declares come before all of these.
    """
    met: dict[str, Occurrence] = {}
    shared = _shared(facts)
    for match in facts.progress.matches:
        found = facts.occurrences.get(match.expectation.occurrence)
        if match.evidence and found is not None:
            held = met.setdefault(match.evidence, found)
            if (found.hours or 0) > (held.hours or 0):
                met[match.evidence] = found
    for item in facts.ledger.evidence:
        category = _CATEGORY.get(item.kind)
        if category is None or not item.person or item.passed is False or item.when.date() > facts.as_of:
            continue
        asked = met.get(item.id) or shared.get((item.person, item.kind, item.subject, item.when.date()))
        minutes = _worth(facts, item, asked)
        if minutes:
            yield item.id, item.person, facts.school_of(item.person), item.when.date(), category, minutes


def _shared(facts: Facts) -> dict[tuple[str, str, str, date], Occurrence]:
    """What one person's row proved for all: whoever else was there that day has its time too."""
    found = {}
    for match in facts.progress.matches:
        piece = facts.evidence_by_id.get(match.evidence or "")
        occurrence = facts.occurrences.get(match.expectation.occurrence)
        if piece is not None and piece.person and match.expectation.of_group and occurrence is not None:
            for owner in match.expectation.owners:
                found[owner, piece.kind, piece.subject, piece.when.date()] = occurrence
    return found


def _worth(facts: Facts, item: Evidence, asked: Occurrence | None) -> int | None:
    if asked is not None and asked.hours is not None:
        return int(asked.hours * 60)
    if item.kind == "completion":
        known = facts.catalog.list.get(item.subject) if facts.catalog else None
        return int(known.hours * 60) if known is not None and known.hours is not None else None
    planned = asked.minutes if asked is not None else None
    if item.minutes is None:
        return planned
    return min(item.minutes, planned) if planned else item.minutes


def hours_rules(facts: Facts) -> Iterator[Row]:
    """The rules, with how each activity's minutes are rounded."""
    for name, rule in sorted(facts.hours.items()):
        rounding = rule.rounding
        yield name, rule.hours, int(rule.required * 60), rule.years, rounding.to, rounding.how == "down"


def hours_caps(facts: Facts) -> Iterator[Row]:
    """The most minutes of each category pdcycle can tell apart."""
    for name, rule in sorted(facts.hours.items()):
        for category in CATEGORIES:
            most = rule.most(category)
            if most is not None:
                yield name, category, int(most * 60)
