"""A OneRoster bundle into people.csv and timetable.csv, and what it proposes for calendar.yaml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pdcycle.files import Artefact
from pdcycle.imports.bundle import Bundle
from pdcycle.imports.houses import Houses, Terms, houses, school_lines, term_lines, terms
from pdcycle.imports.oneroster import OneRoster, Section, Staff, read_oneroster
from pdcycle.imports.people import Incoming, People, listed, merge_people, one_each
from pdcycle.imports.periods import slots
from pdcycle.imports.records import SECRET, Usage
from pdcycle.imports.timetable import Lesson, Timetable, merge_timetable
from pdcycle.model.calendar import Calendar
from pdcycle.program.calendar import compile_calendar

PEOPLE, TIMETABLE = "people.csv", "timetable.csv"
_ROLES = {
    "administrator": "administrator", "siteadministrator": "administrator", "districtadministrator": "administrator",
    "systemadministrator": "administrator", "ext:coach": "coach",
}  # fmt: skip
_RANKS = ("principal", "teacher", "counselor", "administrator", "aide", "proctor")


@dataclass(frozen=True, slots=True)
class Before:
    """The files there are, as bytes, the calendar if it can be read, and ids that were somebody's once."""

    people: bytes | None = None
    timetable: bytes | None = None
    calendar: Calendar | None = None
    used: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RosterImport:
    """The files, what happened to people and lessons, lines for calendar.yaml, and everything not used."""

    artefacts: tuple[Artefact, ...]
    version: str
    people: People
    timetable: Timetable
    usage: tuple[Usage, ...]
    secret: tuple[tuple[str, str], ...]
    unopened: tuple[str, ...]
    notes: tuple[str, ...]
    schools: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    without_periods: int = 0
    elsewhere: int = 0


def used_ids(locks: Iterable[bytes]) -> frozenset[str]:
    """Every word of the published schedules that an id could be, so that none is given to somebody else."""
    return frozenset(
        word
        for text in locks
        for word in re.findall(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", text.decode(errors="replace"))
    )


def import_oneroster(bundle: Bundle, before: Before) -> RosterImport:
    """The bundle laid into the files there are; importing it twice changes nothing the second time."""
    found = read_oneroster(bundle)
    known = {name: school.name for name, school in before.calendar.schools.items()} if before.calendar else {}
    wanted = {org for person in found.staff for org in person.orgs} | {
        section.school for section in found.sections
    }
    places = houses(
        found.orgs, known, wanted | {found.orgs[org].parent for org in wanted if org in found.orgs}
    )
    span, own = _year(before.calendar)
    times = terms(found.sessions, own, span, {term for section in found.sections for term in section.terms})
    sections = [
        section
        for section in found.sections
        if not section.terms or not set(section.terms) <= times.elsewhere
    ]
    people = merge_people(before.people, _incoming(found, places, sections), before.used)
    timetable = merge_timetable(before.timetable, _lessons(sections, times, people.ids, before.calendar))
    artefacts = [Artefact(PEOPLE, people.content)]
    if before.timetable is not None or timetable.added:
        artefacts.append(Artefact(TIMETABLE, timetable.content))
    return RosterImport(
        tuple(artefacts), found.version, people, timetable, found.usage, _secrets(found.usage), found.unopened,
        (*found.notes, *_unknown_orgs(found)),
        tuple(school_lines(places.new)), tuple(term_lines(times.new)),
        sum(not slots(section.periods) for section in sections), len(found.sections) - len(sections),
    )  # fmt: skip


def _year(calendar: Calendar | None) -> tuple[tuple[date, date] | None, dict[str, tuple[date, date]]]:
    if calendar is None:
        return None, {}
    compiled = compile_calendar(calendar)
    return calendar.year, {term.id: (term.first, term.last) for term in compiled.terms()}


def _incoming(found: OneRoster, places: Houses, sections: Iterable[Section]) -> list[Incoming]:
    taught: dict[str, list[Section]] = {}
    for section in sections:
        for teacher in section.teachers:
            taught.setdefault(teacher, []).append(section)
    people = one_each(found.staff)
    shared = Counter(person.identifier.casefold() for person, _ in people)
    return [
        Incoming(
            keys,
            person.family,
            person.given,
            {
                **_cells(person, places, [section for key in keys for section in taught.get(key, ())]),
                "staff_id": person.identifier
                if person.identifier and shared[person.identifier.casefold()] == 1
                else person.id,
            },
        )
        for person, keys in people
    ]


def _cells(person: Staff, places: Houses, taught: Collection[Section]) -> Mapping[str, str]:
    schools = [places.schools[org] for org in person.orgs if org in places.schools]
    schools += [
        places.schools[section.school]
        for section in taught
        if not schools and section.school in places.schools
    ]
    roles = [_ROLES.get(role.casefold(), role.casefold().removeprefix("ext:")) for role in person.roles]
    roles.sort(key=lambda role: _RANKS.index(role) if role in _RANKS else len(_RANKS))
    subjects = sorted({subject for section in taught for subject in section.subjects})
    return {
        "name": " ".join(part for part in (person.given, person.family) if part),
        "email": person.email,
        "role": roles[0],
        "schools": listed(schools),
        "department": next((places.departments[org] for org in person.orgs if org in places.departments), ""),
        "grades": listed(
            sorted({_grade(grade) for section in taught for grade in section.grades}, key=_grade_order)
        ),
        "subjects": listed(subjects),
    }


def _grade(code: str) -> str:
    """CEDS codes as people write them: `KG` is k, `01` is 1."""
    plain = code.casefold().lstrip("0") or code
    return "k" if plain == "kg" else plain


def _grade_order(grade: str) -> tuple[int, str]:
    return (int(grade), "") if grade.isdigit() else (0 if grade == "k" else -1, grade)


def _lessons(
    sections: Iterable[Section], times: Terms, ids: Mapping[str, str], calendar: Calendar | None
) -> Iterable[Lesson]:
    letters = (
        {letter for rotation in calendar.rotations.values() for letter in rotation.letters}
        if calendar
        else set()
    )
    periods = (
        {name for kinds in calendar.bells.values() for spans in kinds.values() for name in spans}
        if calendar
        else set()
    )
    for section in sections:
        here = [times.ids[term] for term in section.terms if term in times.ids]
        held = {""} if "" in here or not here else set(here)
        for term in sorted(held):
            for slot in slots(section.periods, letters, periods):
                for teacher in section.teachers:
                    yield Lesson(ids[teacher], term, slot.day, slot.period, section.room)


def _secrets(usage: Iterable[Usage]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (used.file, column) for used in usage for column in used.columns if column.casefold() in SECRET
    )


def _unknown_orgs(found: OneRoster) -> Iterable[str]:
    missing = {org for person in found.staff for org in person.orgs} - set(found.orgs)
    missing |= {org.parent for org in found.orgs.values() if org.kind == "department" and org.parent} - set(
        found.orgs
    )
    if missing:
        yield f"orgs.csv does not hold {len(missing)} of the organizations that staff or departments belong to"
