"""Schools and terms of a bundle by the ids a workspace gives them, and as lines for calendar.yaml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pdcycle.imports.day_lines import prose
from pdcycle.imports.handles import slug
from pdcycle.imports.oneroster import Org, Session

_TAIL = re.compile(
    r"-(?:elementary|primary|middle|junior-high|high|intermediate)?-?(?:school|academy)\Z|-(?:elementary|middle|high)\Z"
)
_SEASONS = ("summer", "fall", "autumn", "winter", "spring")
_LEVELS = (
    ("elementary", ("elementary", "primary")),
    ("middle", ("middle", "junior high")),
    ("high", ("high",)),
)


@dataclass(frozen=True, slots=True)
class Houses:
    """Schools and departments by sourcedId; `new` are schools that calendar.yaml does not list yet."""

    schools: Mapping[str, str]
    departments: Mapping[str, str]
    new: tuple[tuple[str, str], ...] = ()


def houses(orgs: Mapping[str, Org], known: Mapping[str, str], wanted: Iterable[str]) -> Houses:
    """Ids for schools: those of the calendar (`known`, id to name) with the same name, else made from the name."""
    by_name = {slug(name): handle for handle, name in known.items()} | {handle: handle for handle in known}
    schools: dict[str, str] = {}
    fresh = []
    for org in sorted(orgs.values(), key=lambda one: (slug(one.name), one.id)):
        if org.kind == "school":
            there = by_name.get(slug(org.name)) or by_name.get(_short(org.name))
            if there is not None and there not in schools.values():
                schools[org.id] = there
            else:
                fresh.append(org)
    short = Counter(_short(org.name) for org in fresh)
    new = []
    for org in fresh:
        base = _short(org.name) if short[_short(org.name)] == 1 else slug(org.name)
        base, number = base or "school", 2
        handle = base
        while handle in schools.values() or handle in known:
            handle, number = f"{base}-{number}", number + 1
        schools[org.id] = handle
        new.append((org.id, handle))
    departments = {}
    for org in orgs.values():
        if org.kind == "department":
            departments[org.id] = re.sub(r"-(?:department|dept)\Z", "", slug(org.name))
            if org.parent in schools:
                schools[org.id] = schools[org.parent]
    used = set(wanted)
    return Houses(schools, departments, tuple((handle, orgs[org].name) for org, handle in new if org in used))


def _short(name: str) -> str:
    whole: str = slug(name)
    return _TAIL.sub("", whole) or whole


def school_lines(new: Sequence[tuple[str, str]]) -> list[str]:
    """Lines for `schools:`; a level that the name does not tell is to be decided."""
    lines = []
    for handle, name in new:
        level = next(
            (level for level, words in _LEVELS if any(word in name.casefold() for word in words)), None
        )
        decide = "" if level else "  # DECIDE: which level?"
        lines.append(f"  {handle}: {{name: {prose(name)}, level: {level or 'elementary'}}}{decide}")
    return lines


@dataclass(frozen=True, slots=True)
class Terms:
    """The term of each session (empty for the whole year), sessions of other years, and lines for `terms:`."""

    ids: Mapping[str, str]
    elsewhere: frozenset[str]
    new: tuple[tuple[str, date, date], ...] = ()


def terms(
    sessions: Mapping[str, Session],
    known: Mapping[str, tuple[date, date]],
    year: tuple[date, date] | None,
    used: Iterable[str],
) -> Terms:
    """Terms of the calendar's year, or of the latest; `known` are the calendar's own terms and their days."""
    wanted = set(used)
    if year is None:
        here = [session for session in sessions.values() if session.id in wanted or not wanted]
        latest = max((session.year or str(session.last.year) for session in here), default="")
        mine = [
            session for session in sessions.values() if (session.year or str(session.last.year)) == latest
        ]
    else:
        mine = [
            session for session in sessions.values() if session.first <= year[1] and session.last >= year[0]
        ]
    ids: dict[str, str] = {}
    made: dict[str, tuple[date, date]] = {}
    span = year or (
        min((one.first for one in mine), default=date.min),
        max((one.last for one in mine), default=date.max),
    )
    for session in sorted(mine, key=lambda one: (one.first, -(one.last - one.first).days, one.id)):
        if session.kind == "schoolyear" or _share(session, span) >= 0.9:
            ids[session.id] = ""
            continue
        there = next((name for name, days in {**known, **made}.items() if _alike(session, days)), None)
        if there is None and (session.id in wanted or session.kind in ("term", "semester")):
            there = _term_id(session, {*known, *made})
            made[there] = session.first, session.last
        ids[session.id] = there or ""
    return Terms(ids, frozenset(sessions) - set(ids), tuple((name, *days) for name, days in made.items()))


def _share(session: Session, span: tuple[date, date]) -> float:
    inside = (min(session.last, span[1]) - max(session.first, span[0])).days + 1
    return inside / max((span[1] - span[0]).days + 1, 1)


def _alike(session: Session, days: tuple[date, date]) -> bool:
    """Whether they share nine tenths of each other."""
    shared = (min(session.last, days[1]) - max(session.first, days[0])).days + 1
    longer = max((session.last - session.first).days, (days[1] - days[0]).days) + 1
    return shared / longer >= 0.85


def _term_id(session: Session, used: Iterable[str]) -> str:
    title = slug(session.title)
    season = [word for word in _SEASONS if word in title.split("-")]
    choices: list[str] = [
        *(season if len(season) == 1 else ()),
        title or "term",
        f"{title or 'term'}-{session.first.isoformat()}",
    ]
    taken = set(used)
    number = 2
    while all(choice in taken for choice in choices):
        choices.append(f"{choices[1]}-{number}")
        number += 1
    return next(choice for choice in choices if choice not in taken)


def term_lines(new: Iterable[tuple[str, date, date]]) -> list[str]:
    """Lines for `terms:`."""
    return [f"  {name}: {first.isoformat()} .. {last.isoformat()}" for name, first, last in new]
