"""Cells that may be shown of a file nobody has described yet: never a person, never what somebody wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pdcycle.model.profile import PERSON_ROLES
from pdcycle.tables.moments import UNREADABLE, read_moment
from pdcycle.tables.numbers import minutes, number

MASK = "***"
"""What stands for a cell that is not shown."""

_MASKED = frozenset({*PERSON_ROLES, "about", "actor", "actor_email", "note", "title", "dropped"})
_SET_BY = re.compile(r"\((.+ (?:by|von|par|por)) [^()]+\)")
_PEOPLE = re.compile(
    r"\b(?:name|teacher|coach|mentor|principal|observer|evaluator|supervisor|staff|employee|participant|attendee|learner|"
    r"user|who|maestr\w+|docente|profesor\w*|lehr\w+|nom|nombre)\b"
)
_ID = re.compile(r"\d{5,}")
_SHOWN = 3
_WORDS = 6
_LONGEST = 40


def example(cells: Sequence[str], role: str) -> tuple[str, ...]:
    """A few different cells of a column, masked where its role is a person's, or where they might name one.

    Of a column without a role, dates and small numbers are shown, and a few short words that many rows share.
    """
    filled = [cell for cell in cells if cell]
    if not filled:
        return ()
    if role in _MASKED:
        return (MASK,)
    counted = Counter(filled)
    shared = len(counted) <= min(_WORDS, len(filled) / 3)
    found: dict[str, None] = {}
    for cell in counted:
        safe = (
            bool(role)
            or _tells_nobody(cell)
            or (shared and len(cell.split()) <= _WORDS and not _may_be_a_name(cell))
        )
        found.setdefault(_short(cell) if safe and "@" not in cell else MASK)
        if len(found) == _SHOWN:
            break
    return tuple(found)


def names_people(header: str) -> bool:
    """Whether a column's normalised name says that people stand in it."""
    return _PEOPLE.search(header) is not None


def _may_be_a_name(cell: str) -> bool:
    words = cell.split()
    return len(words) > 1 and all(word[:1].isupper() for word in words)


def _tells_nobody(cell: str) -> bool:
    if _ID.search(cell.replace("-", "").replace(" ", "")) and isinstance(read_moment(cell), str):
        return False
    return number(cell) is not None or minutes(cell) is not None or read_moment(cell) != UNREADABLE


def _short(cell: str) -> str:
    text = _SET_BY.sub(rf"(\1 {MASK})", " ".join(cell.split()))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
