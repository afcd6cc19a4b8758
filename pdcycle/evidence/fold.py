"""Repeated rows become one, and of several submissions the one that counts stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from pdcycle.evidence.pieces import Piece
from pdcycle.tables.numbers import number


def fold(pieces: Iterable[Piece], policy: str) -> list[Piece]:
    """The pieces that stand, by policy `first`, `latest`, `best` or `all`.

    The same row read twice is one piece under every policy. A completion once proven stays proven: its
    earliest piece counts, so that a later export that forgets or renews it changes nothing.
    """
    once: dict[str, Piece] = {}
    for found in pieces:
        once.setdefault(found.evidence.id, found)
    if policy == "all":
        return _completions_once(once.values())
    rank = _RANKS[policy]
    chosen: dict[tuple[str, ...], Piece] = {}
    for found in once.values():
        held = chosen.get(found.key)
        if held is None:
            chosen[found.key] = found
        else:
            chosen[found.key] = _of_two(
                found, held, _earliest if found.evidence.kind == "completion" else rank
            )
    return list(chosen.values())


def _completions_once(pieces: Iterable[Piece]) -> list[Piece]:
    kept: dict[tuple[str, ...], Piece] = {}
    for found in pieces:
        key = found.key if found.evidence.kind == "completion" else (found.evidence.id,)
        held = kept.get(key)
        kept[key] = found if held is None else _of_two(found, held, _earliest)
    return list(kept.values())


def _of_two(found: Piece, held: Piece, rank: Callable[[Piece], _Rank]) -> Piece:
    """At the same moment the later file's counts; in one file the fuller, so that the order of rows means nothing."""
    one, other = rank(found), rank(held)
    if one == other and found.evidence.file == held.evidence.file:
        one, other = _fullest(found), _fullest(held)
    return found if one <= other else held


_Rank = tuple[bool | int | float | datetime | timedelta, ...]
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - local moments, as in the ledger


def _earliest(found: Piece) -> _Rank:
    return found.evidence.passed is False, found.evidence.when


def _fullest(found: Piece) -> _Rank:
    return -(found.evidence.minutes or 0), -float(number(found.evidence.value or "") or 0)


def _unseen(found: Piece) -> bool:
    """A check without a result is no submission while there is another."""
    return found.evidence.kind == "check" and found.evidence.passed is None


def _first(found: Piece) -> _Rank:
    return _unseen(found), found.evidence.when


def _latest(found: Piece) -> _Rank:
    return _unseen(found), _EPOCH - found.evidence.when


def _best(found: Piece) -> _Rank:
    seen = found.evidence
    return {True: 0, None: 1, False: 2}[seen.passed], -found.score, seen.when


_RANKS: dict[str, Callable[[Piece], _Rank]] = {"first": _first, "latest": _latest, "best": _best}
