"""PLCs for a pool of people, and how good a group is that there already is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pdcycle.errors import PdcycleError
from pdcycle.files import Artefact
from pdcycle.flows.appending import appended
from pdcycle.flows.common_time import common_times
from pdcycle.flows.district import District
from pdcycle.flows.surroundings import everybody, surroundings
from pdcycle.groups.candidates import Candidate, candidates
from pdcycle.groups.form import Formed, form
from pdcycle.groups.reasons import Impossible
from pdcycle.groups.scale import Scale
from pdcycle.groups.verdict import Verdict, slot_words, verdict
from pdcycle.groups.wish import Wish
from pdcycle.language.document import Document, read
from pdcycle.model.groups import PEOPLE
from pdcycle.model.near import did_you_mean, near
from pdcycle.model.program import Plan
from pdcycle.program.cast import Cast, UnknownPeopleError

FILE = "groups.yaml"
SECTION = "list"
EVERYBODY = "teachers"
EXAMPLES = "write for example `teachers of lincoln in primary`, a group's id, `focus ID`, or ids with commas"
WIDTH = 96
"""Columns up to which members stand in one line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A formed group as groups.yaml will have it: its id and its lines."""

    id: str
    group: Verdict
    lines: tuple[str, ...]


def formed(district: District, who: str, wish: Wish, minutes: int) -> Formed | Impossible:
    """Groups for the people that `who` says, or why there are none."""
    chosen = pool(district, who)
    named = {name for names in (*wish.together, *wish.apart) for name in names}
    for name in sorted(named - set(chosen)):
        raise PdcycleError(
            f"'{name}' is not among these people", did_you_mean(name, chosen, "ids are those of people.csv")
        )
    return form(_candidates(district, chosen, minutes), wish)


def judged(district: District, name: str, minutes: int) -> Verdict:
    """How good a group of groups.yaml is, as it is, held against all teachers."""
    cast = everybody(district)
    if name not in cast.groups:
        raise PdcycleError(f"there is no group '{name}'", did_you_mean(name, cast.groups))
    members = set(pool(district, name))
    found = _candidates(district, members | set(cast.staff("teacher")), minutes)
    own = [at for at, one in enumerate(found) if one.id in members]
    # An even share is told from this group's own size: about as many novices as teachers have on the whole.
    return verdict(Scale(found, max(1, len(found) // max(1, len(own)))), own)


def pool(district: District, who: str) -> tuple[str, ...]:
    """The people meant by a group's id, `focus ID`, ids with commas, or `teachers of SCHOOL in DEPARTMENT`; sorted."""
    cast = everybody(district)
    words = who.strip()
    if words in cast.groups:
        found: Iterable[str] = [stay.person for stay in cast.stays_of(words) if stay.last is None]
        if not found:
            raise PdcycleError(f"nobody is in the group '{words}'", "give it members in groups.yaml")
    elif about := re.fullmatch(r"focus ([a-z0-9-]+)", words):
        found = [person for person, focus in _focus(district).items() if focus == about[1]]
        if not found:
            known = sorted(set(_focus(district).values()))
            raise PdcycleError(
                f"nobody's plan has the focus '{about[1]}'", did_you_mean(about[1], known) if known else None
            )
    elif all(part.strip() in cast.people for part in words.split(",")):
        found = [part.strip() for part in words.split(",")]
    else:
        found = _in_words(cast, words)
    people = tuple(sorted(set(found)))
    if not people:
        raise PdcycleError(f"nobody is found by '{words}'", _nearest(cast, words))
    return people


def _in_words(cast: Cast, words: str) -> tuple[str, ...]:
    """People as `teachers of SCHOOL in DEPARTMENT`; ids with a slip are told apart from that."""
    parts = [part.strip() for part in words.split(",")]
    if len(parts) > 1 and any(part in cast.people for part in parts):
        wrong = next(part for part in parts if part not in cast.people)
        raise PdcycleError(
            f"there is nobody with the id '{wrong}'",
            did_you_mean(wrong, cast.people, "ids are those of people.csv"),
        )
    try:
        return cast.said(words)
    except UnknownPeopleError:
        said = f"'{words}' does not say which people" if words else "it is not said which people"
        raise PdcycleError(said, EXAMPLES) from None


def _nearest(cast: Cast, words: str) -> str:
    """Which part of the words nobody has, with the nearest that somebody has."""
    found = PEOPLE.fullmatch(words)
    if found is None:
        return EXAMPLES
    if found[0] in (found["role"], f"{found['role']}s") and (
        guess := near(words, [*cast.groups, *cast.people])
    ):
        return f"did you mean `{guess}`?"
    rows = cast.people.values()
    roles = {row.role for row in rows}
    schools = {school for row in rows for school in row.schools}
    fields = {field for row in rows for field in (row.department, *row.subjects) if field}
    named = re.split(r", | and ", found["schools"]) if found["schools"] else []
    asked = [("role", found["role"], roles), *(("school", name, schools) for name in named)]
    asked += [("department or subject", found["department"], fields)] if found["department"] else []
    for what, word, known in asked:
        if word not in known:
            return (
                did_you_mean(word, sorted(known), f"no row of people.csv has the {what} '{word}'") or EXAMPLES
            )
    return "each part is known; no row of people.csv has all of it"


def _focus(district: District) -> dict[str, str]:
    """The focus of each person's plan; of several plans the one that takes precedence."""
    found: dict[str, str] = {}
    for one in district.authored:
        if isinstance(one.model, Plan) and isinstance(one.model.focus, str):
            found.setdefault(one.model.teacher, one.model.focus)
    return found


def _candidates(district: District, chosen: Iterable[str], minutes: int) -> tuple[Candidate, ...]:
    people = [district.workspace.people[person] for person in sorted(chosen)]
    slots = None
    if district.calendar is not None:
        world = surroundings(district, district.calendar)
        slots = common_times((row.id for row in people), world, district.calendar, minutes)
    return candidates(people, _focus(district), slots)


def entries(district: District, groups: Sequence[Verdict], prefix: str) -> tuple[Entry, ...]:
    """The groups as entries of groups.yaml, numbered on from those that are there."""
    workspace = district.workspace
    taken = set(workspace.groups.list) if workspace.groups else set()
    made: list[Entry] = []
    number = 0
    for group in groups:
        number += 1
        while f"{prefix}-{number}" in taken:
            number += 1
        name = f"{prefix}-{number}"
        made.append(Entry(name, group, tuple(_lines(name, group))))
    return tuple(made)


def _lines(name: str, group: Verdict) -> list[str]:
    lines = [f"{name}:", f"  title: {_quoted(group.title)}"]
    if group.schools:
        lines.append(f"  school: [{', '.join(group.schools)}]")
    if group.topic is not None and group.topic.kind == "focus":
        lines.append(f"  focus: {group.topic.name}")
    if group.slot is not None:
        lines.append(f"  # everybody can meet {slot_words(group.slot)}; add `meets:` once it is settled")
    flat = f"  members: [{', '.join(group.members)}]"
    if len(flat) <= WIDTH:
        return [*lines, flat]
    return [*lines, "  members:", *(f"    - {person}" for person in group.members)]


def _quoted(text: str) -> str:
    return (
        text
        if re.fullmatch(r"[A-Za-z][\w ,'-]*", text)
        else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )


def written(district: District, made: Sequence[Entry]) -> Artefact:
    """groups.yaml with the entries at its end, everything else as it was."""
    workspace = district.workspace
    document: Document | None = workspace.documents.get(FILE)
    if document is None:
        document = read(f"groups: {workspace.settings.district}\n{SECTION}:\n".encode(), FILE)
    return Artefact.text(FILE, appended(document, SECTION, [list(one.lines) for one in made]))
