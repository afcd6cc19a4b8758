"""What a OneRoster bundle, 1.1 or 1.2, says of staff, schools, terms and classes; nothing else is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pdcycle.errors import PdcycleError
from pdcycle.imports.bundle import Bundle
from pdcycle.imports.records import Record, Usage, records

NOT_STAFF = frozenset({"student", "parent", "guardian", "relative"})
OPENED = ("manifest.csv", "users.csv", "roles.csv", "orgs.csv", "academicsessions.csv", "courses.csv", "classes.csv", "enrollments.csv")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Org:
    """A school, department or district."""

    id: str
    name: str
    kind: str
    parent: str


@dataclass(frozen=True, slots=True)
class Session:
    """A term or a part of one; both days in, `year` the one in which its school year ends."""

    id: str
    title: str
    kind: str
    first: date
    last: date
    year: str


@dataclass(frozen=True, slots=True)
class Staff:
    """A person on the staff; `orgs` the primary one first."""

    id: str
    identifier: str
    given: str
    family: str
    email: str
    roles: tuple[str, ...]
    orgs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A class that is held: `periods` as written, one cell."""

    id: str
    school: str
    terms: tuple[str, ...]
    periods: str
    room: str
    subjects: tuple[str, ...]
    grades: tuple[str, ...]
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneRoster:
    """A whole bundle as far as it is used; `usage` says of every file what was not."""

    version: str
    orgs: Mapping[str, Org]
    sessions: Mapping[str, Session]
    staff: tuple[Staff, ...]
    sections: tuple[Section, ...]
    usage: tuple[Usage, ...]
    unopened: tuple[str, ...]
    notes: tuple[str, ...]


def read_oneroster(bundle: Bundle) -> OneRoster:
    """The bundle's staff and what they teach.

    Raises PdcycleError for a delta, which tells changes only, and where no staff can be told.
    """
    usage: list[Usage] = []
    said = {
        record.get("propertyName"): record.get("value")
        for record in records(bundle, "manifest.csv", ("propertyName", "value"), usage)
    }
    usage.clear()
    here, notes = _present(bundle, said)
    orgs = {
        record.get("sourcedId"): Org(record.get("sourcedId"), record.get("name"), record.get("type").casefold(), record.get("parentSourcedId"))
        for record in records(here, "orgs.csv", ("name", "type", "parentSourcedId"), usage)
    }  # fmt: skip
    sessions = {session.id: session for session in _sessions(here, usage)}
    roles = _roles(here, usage) if "roles.csv" in here.files else None
    staff = tuple(_staff(here, roles, usage))
    sections = tuple(_sections(here, frozenset(person.id for person in staff), usage))
    for used in usage:
        used.taken = used.rows - sum(used.left.values())
    version = said.get("oneroster.version", "") or ("1.2" if roles is not None else "1.1")
    if version not in ("1.0", "1.1", "1.2"):
        notes.append(f"the bundle says it is OneRoster {version}; it was read as 1.2")
    unopened = sorted(
        {name for name in bundle.files if name not in here.files or name not in OPENED} | set(bundle.others)
    )
    return OneRoster(version, orgs, sessions, staff, sections, tuple(usage), tuple(unopened), tuple(notes))


def _present(bundle: Bundle, said: Mapping[str, str]) -> tuple[Bundle, list[str]]:
    """The bundle without the files its manifest calls absent; those it promises and does not hold are noted."""
    files, notes = dict(bundle.files), []
    for key, value in sorted(said.items()):
        name = f"{key.removeprefix('file.')}.csv"
        if not key.startswith("file.") or name.casefold() not in OPENED:
            continue
        how = value.casefold()
        if how == "delta":
            raise PdcycleError(
                f"{name} of {bundle.name} is a delta: it tells what changed, not who there is",
                "export the bundle as bulk, which holds everybody",
            )
        if how == "absent" and files.pop(name.casefold(), None) is not None:
            notes.append(f"{name} is there, but manifest.csv calls it absent, so it was not read")
        if how == "bulk" and name.casefold() not in files:
            notes.append(f"{name} is missing, though manifest.csv lists it")
    if "users.csv" not in files:
        raise PdcycleError(
            f"manifest.csv of {bundle.name} calls users.csv absent", "export the bundle with its users"
        )
    return replace(bundle, files=files), notes


def _sessions(bundle: Bundle, usage: list[Usage]) -> Iterator[Session]:
    for record in records(
        bundle, "academicSessions.csv", ("title", "type", "startDate", "endDate", "schoolYear"), usage
    ):
        first, last = _day(record.get("startDate")), _day(record.get("endDate"))
        if first is None or last is None or last < first:
            usage[-1].leave("without two dates that can be read")
            continue
        yield Session(record.get("sourcedId"), record.get("title"), record.get("type").casefold(), first, last, record.get("schoolYear"))  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _roles(bundle: Bundle, usage: list[Usage]) -> dict[str, list[tuple[str, str]]]:
    """Roles and orgs by user as 1.2 tells them, the primary role first; only those of staff."""
    found: dict[str, list[tuple[bool, str, str]]] = {}
    for record in records(bundle, "roles.csv", ("userSourcedId", "roleType", "role", "orgSourcedId"), usage):
        role = record.get("role").casefold()
        if not role or role in NOT_STAFF:
            usage[-1].leave("students and families" if role else "without a role")
            continue
        second = record.get("roleType").casefold() != "primary"
        found.setdefault(record.get("userSourcedId"), []).append(
            (second, record.get("role"), record.get("orgSourcedId"))
        )
    return {
        user: [(role, org) for _, role, org in sorted(several, key=lambda one: one[0])]
        for user, several in found.items()
    }


_USER = ("enabledUser", "orgSourcedIds", "role", "givenName", "familyName", "identifier", "email", "preferredGivenName", "preferredFamilyName", "primaryOrgSourcedId")  # fmt: skip


def _staff(
    bundle: Bundle, roles: Mapping[str, list[tuple[str, str]]] | None, usage: list[Usage]
) -> Iterator[Staff]:
    for record in records(bundle, "users.csv", _USER, usage):
        held = _held(record, roles)
        if not held:
            usage[-1].leave(
                "students and families" if roles is None and record.get("role") else "without a role of staff"
            )
        elif record.get("enabledUser").casefold() in ("false", "0", "no"):
            usage[-1].leave("not enabled")
        elif not record.get("sourcedId"):
            usage[-1].leave("without sourcedId")
        else:
            orgs = (
                record.get("primaryOrgSourcedId"),
                *record.many("orgSourcedIds"),
                *(org for _, org in held),
            )
            yield Staff(
                record.get("sourcedId"), record.get("identifier"),
                record.get("preferredGivenName") or record.get("givenName"),
                record.get("preferredFamilyName") or record.get("familyName"),
                record.get("email"), tuple(dict.fromkeys(role for role, _ in held)),
                tuple(dict.fromkeys(org for org in orgs if org)),
            )  # fmt: skip


def _held(record: Record, roles: Mapping[str, list[tuple[str, str]]] | None) -> list[tuple[str, str]]:
    if roles is not None:
        return roles.get(record.get("sourcedId"), [])
    several = [role for role in record.many("role") if role.casefold() not in NOT_STAFF]
    return [(role, "") for role in several]


def _sections(bundle: Bundle, staff: frozenset[str], usage: list[Usage]) -> Iterator[Section]:
    teachers: dict[str, list[str]] = {}
    for record in records(bundle, "enrollments.csv", ("classSourcedId", "userSourcedId", "role"), usage):
        role, user = record.get("role").casefold(), record.get("userSourcedId")
        if role in NOT_STAFF or user not in staff or role != "teacher":
            usage[-1].leave("students and families" if role in NOT_STAFF else "not a teacher on the staff")
        else:
            teachers.setdefault(record.get("classSourcedId"), []).append(user)
    courses = {
        record.get("sourcedId"): (record.many("subjects"), record.many("grades"))
        for record in records(bundle, "courses.csv", ("subjects", "grades"), usage)
    }
    wanted = (
        "grades",
        "courseSourcedId",
        "location",
        "schoolSourcedId",
        "termSourcedIds",
        "subjects",
        "periods",
    )
    for record in records(bundle, "classes.csv", wanted, usage):
        taught = teachers.get(record.get("sourcedId"))
        if not taught:
            usage[-1].leave("without a teacher on the staff")
            continue
        subjects, grades = courses.get(record.get("courseSourcedId"), ((), ()))
        yield Section(
            record.get("sourcedId"), record.get("schoolSourcedId"), record.many("termSourcedIds"), record.get("periods"),
            record.get("location"), record.many("subjects") or subjects, record.many("grades") or grades,
            tuple(dict.fromkeys(taught)),
        )  # fmt: skip
