"""Evidence meets expectation, one to one, in date order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pdcycle.model.catalog import Rubric
from pdcycle.model.results import (
    Evidence,
    Expectation,
    Ledger,
    Match,
    Met,
    Program,
    Progress,
    Schedule,
)
from pdcycle.progress.expectations import EXCUSED, expectations, shared_with
from pdcycle.progress.fitting import fits, holds, levels_of

SHARED = ("completion", "check", "attendance")
"""Kinds that serve every program that asks for them; a piece of any other kind serves one."""

APART = ("measurement",)
"""Kinds that no person is asked for: they measure goals."""


def progress(
    programs: Sequence[Program],
    ledger: Ledger,
    as_of: date,
    rubric: Rubric | None = None,
    schedule: Schedule | None = None,
) -> Progress:
    """Where every expectation of the programs stands on that day.

    Evidence dated after `as_of` is not looked at. Where one artifact could serve two programs, the one
    that comes first in `programs` has it.
    """
    asked = expectations(programs, schedule)
    order = {program.id: rank for rank, program in enumerate(programs)}
    seen = [item for item in ledger.evidence if item.when.date() <= as_of]
    met = match(asked, seen, rubric, order)
    matches = tuple(_standing(item, met.get(item.id), as_of) for item in asked)
    used = {item.id for item in met.values()}
    activities = _activities(programs)
    beyond: list[str] = []
    unmatched: list[str] = []
    for item in sorted(seen, key=_in_time):
        if item.id not in used and item.kind not in APART:
            (beyond if _theirs(item, activities) else unmatched).append(item.id)
    return Progress(as_of, matches, tuple(beyond), tuple(unmatched))


def match(
    asked: Sequence[Expectation],
    evidence: Iterable[Evidence],
    rubric: Rubric | None = None,
    order: dict[str, int] | None = None,
) -> dict[str, Evidence]:
    """The evidence that met each expectation, by the expectation's id.

    Each piece, in date order, meets the earliest open expectation whose window holds it. Whatever is
    added later can move a match to an earlier piece, but never take one away.
    """
    ranks = order or {}
    levels = levels_of(rubric)
    open_for: dict[str, list[Expectation]] = defaultdict(list)
    for item in sorted(
        asked, key=lambda item: (item.starts or item.opens, ranks.get(item.program, 0), item.id)
    ):
        if item.standing not in EXCUSED:
            for person in item.owners or (item.person,):
                open_for[person].append(item)
            if item.of_group:
                open_for[item.of_group].append(item)
    met: dict[str, Evidence] = {}
    for piece in sorted(evidence, key=_in_time):
        day = piece.when.date()
        served: set[tuple[str, bool]] = set()
        for item in open_for.get(piece.person or piece.subject, ()):
            if item.id in met or not holds(item, day) or not fits(item, piece, levels):
                continue
            pool = _pool(item, piece)
            if pool not in served:
                met[item.id] = piece
                served.add(pool)
                if piece.kind not in SHARED and piece.person:
                    break
    return met


def _in_time(item: Evidence) -> tuple[str, str, str]:
    """Of two at one moment the one whose person's id comes first, so that people can tell which it was."""
    return item.when.isoformat(), item.person, item.id


def _pool(item: Expectation, piece: Evidence) -> tuple[str, bool]:
    """Within a pool a piece counts once: a program's completions are one pool, its checks another.

    A group's minutes tell of everybody at once: each person's series is a pool of its own.
    """
    if not piece.person:
        return item.occurrence.rpartition("/")[0], False
    return item.program, "check" in item.kinds and piece.kind in ("completion", "check")


def _standing(item: Expectation, piece: Evidence | None, as_of: date) -> Match:
    if item.standing in EXCUSED:
        return Match(item, Met.EXCUSED)
    if piece is not None:
        return Match(item, Met.LATE if piece.when.date() > item.due else Met.ON_TIME, piece.id)
    if item.leaves is not None and item.leaves < item.due and item.leaves < as_of:
        return Match(item, Met.LAPSED)
    if item.tentative or as_of < (item.starts or item.opens):
        return Match(item, Met.AHEAD)
    return Match(item, Met.MISSED if as_of > item.closes else Met.DUE)


def _activities(programs: Sequence[Program]) -> dict[str, list[tuple[set[str], set[str]]]]:
    """By person: the evidence words their occurrences ask for, and what these may be about."""
    found: dict[str, list[tuple[set[str], set[str]]]] = defaultdict(list)
    for program in programs:
        for item in program.occurrences:
            kinds = {word for expects in item.expects for word in expects.kinds} | (
                {"check"} if item.check else set()
            )
            subjects = {item.activity, item.item, item.survey, item.group, item.document, item.program}
            words = {word for word in (*subjects, *item.keys) if word}
            for person in dict.fromkeys((*item.owners, *item.people)):
                found[person].append((kinds, words))
            shared = {"minutes"} if shared_with(item) is not None else set()
            found[item.group or ""].append((kinds | shared, words))
    return found


def _theirs(piece: Evidence, activities: dict[str, list[tuple[set[str], set[str]]]]) -> bool:
    """Whether the piece belongs to something this person does: it is then beyond what was asked."""
    asked = activities.get(piece.person or piece.subject, ())
    return any(_belongs(piece, kinds, words) for kinds, words in asked)


def _belongs(piece: Evidence, kinds: set[str], words: set[str]) -> bool:
    return piece.kind in kinds and (not piece.subject or piece.subject in words)


def counted(matches: Iterable[Match]) -> Iterator[Match]:
    """The matches that stand in denominators: neither optional, nor lapsed, nor excused."""
    for item in matches:
        if not item.expectation.optional and item.met not in (Met.LAPSED, Met.EXCUSED):
            yield item
