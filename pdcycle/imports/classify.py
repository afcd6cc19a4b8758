"""What a published title means for a day: its status, its marks, for whom, and what a person must decide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from pdcycle.imports.audience import Audience, Known, audience
from pdcycle.imports.published import Entry
from pdcycle.imports.words import Rule, Words, holds, plain

_CLOCK = re.compile(
    r"\b(?P<h>\d{1,2}):(?P<m>\d{2}) *(?P<half>[ap])?\.?(?:m\b)?|\b(?P<hour>\d{1,2}) *(?P<of>[ap])\.?m\b|\b(?P<noon>noon)\b",
    re.IGNORECASE,
)
SHORT = ("early-release", "half-day", "conferences")
"""Statuses that may say when students leave."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A status (or `event`, `make-up`, empty where nothing fits), marks such as `first-day`, and what to ask."""

    status: str
    marks: tuple[str, ...]
    audience: Audience
    clock: time | None = None
    asks: tuple[str, ...] = ()


def meaning(entry: Entry, known: Known, words: Words) -> Meaning:
    """What an entry means: the title decides, then its category, then its description."""
    title = plain(entry.title)
    marks = tuple(rule.means for rule in words.marks if rule.fits(title))
    kinds = plain(" ".join(entry.kinds))
    rule = _first(title, words)
    if rule is None and not marks:
        rule = _first(kinds, words) or _first(plain(entry.about), words)
    status, ask = (rule.means, rule.ask) if rule is not None else ("", "")
    if ask and any(_sure(text, status, words) for text in (kinds, plain(entry.about))):
        ask = ""
    for refined in words.refine:
        if status == refined.before and (refined.fits(kinds) or refined.fits(plain(entry.about))):
            status, ask = refined.means, ""
    clock, unclear = _clock(entry, status)
    asks = tuple(text for text in (ask, unclear) if text)
    return Meaning(status, marks, audience(entry.title, entry.audience, known, words), clock, asks)


def _first(text: str, words: Words) -> Rule | None:
    return next((rule for rule in words.days if rule.fits(text)), None) if text.strip() else None


def _sure(text: str, status: str, words: Words) -> bool:
    rule = _first(text, words)
    return rule is not None and rule.means == status and not rule.ask


def _clock(entry: Entry, status: str) -> tuple[time | None, str]:
    """When students leave, or come on a late start, and the question that is left."""
    if status not in (*SHORT, "late-start"):
        return None, ""
    question = "when do students come?" if status == "late-start" else "when do students leave?"
    for text in (entry.title, entry.about):
        times = {found for match in _CLOCK.finditer(text) if (found := _time(match)) is not None}
        if len(times) == 1:
            return times.pop(), ""
        if times:
            return None, question
    if (
        status == "early-release"
        and entry.starts is not None
        and time(10, 30) <= entry.starts <= time(15, 30)
    ):
        return entry.starts, "is this when students leave?"
    shortened = status != "conferences" or holds(plain(entry.title), ("early*", "dismiss*", "half day"))
    return None, question if shortened else ""


def _time(found: re.Match[str]) -> time | None:
    if found["noon"]:
        return time(12)
    hour, minute = int(found["h"] or found["hour"]), int(found["m"] or 0)
    half = (found["half"] or found["of"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif 1 <= hour <= 6:  # a school day has no 2:30 in the night
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
