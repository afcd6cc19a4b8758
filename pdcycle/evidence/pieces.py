"""Pieces of evidence before they are folded, and the rows they came from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from pdcycle.model.results import Evidence


class Piece(NamedTuple):
    """Evidence and the key under which repeated submissions are one; `score` is for the policy `best`."""

    evidence: Evidence
    key: tuple[str, ...]
    score: float


@dataclass(slots=True)
class Tally:
    """What became of one file's rows; `offered` counts those that gave at least one piece."""

    file: str
    encoding: str
    read: int = 0
    offered: int = 0
    folded: int = 0
    """Rows folded beforehand: joinings merged into one attendance."""
    aside: Counter[str] = field(default_factory=Counter)


class About(NamedTuple):
    """What describes a piece beyond person, subject and time."""

    component: str | None = None
    audience: str | None = None
    title: str | None = None
    actor: str | None = None


def piece(
    *,
    source: str,
    file: str,
    row: int,
    person: str,
    kind: str,
    subject: str,
    when: datetime,
    salt: str = "",
    score: float = 0.0,
    value: str | None = None,
    minutes: int | None = None,
    passed: bool | None = None,
    overridden: bool = False,
    about: About = About(),  # noqa: B008 - a tuple never changes
) -> Piece:
    """One piece; `salt` tells apart what no field does (two who answered the same survey in one second).

    Its id is a hash of what the row says, the same on every reading, in every file and on every line.
    """
    at = when.isoformat()
    content = ascii((source, person, kind, subject, at, value, minutes, passed, overridden, *about, salt))
    name = blake2b(content.encode(), digest_size=10).hexdigest()
    component, audience, title, actor = about
    found = Evidence(
        name, person, kind, subject, when, source, file, row, value, component, audience, minutes, passed, overridden,
        title, actor,
    )  # fmt: skip
    return Piece(found, _key(found, at, name, salt), score)


def _key(found: Evidence, at: str, name: str, salt: str) -> tuple[str, ...]:
    """When two pieces are submissions of the same thing.

    A course is completed once. What is handed in again on the same day is a correction; on another day it is a
    revision, which may be asked for; a goal measured again on the same day is measured anew. Talks, meetings and
    ratings stand for themselves.
    """
    kind, person, subject = found.kind, found.person, found.subject
    if kind in ("completion", "check"):
        return kind, person, subject
    if kind == "result":
        return kind, person, subject, found.audience or "", salt or name
    if kind in ("artifact", "reflection", "video"):
        return kind, person, subject, found.audience or "", found.title or "", at[:10]
    if kind == "measurement":
        return kind, subject, found.title or "", at[:10]
    return kind, name
