"""Invented people and their groups, as a start for somebody to replace."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from pdcycle.flows.starter_levels import level_of

_FIRST = ("Ada", "Ben", "Carla", "Dev", "Elena", "Farid", "Grace", "Hugo", "Imani", "Jun", "Kira", "Luis")
_LAST = (
    "Archer", "Bello", "Castro", "Dunn", "Eckert", "Fiore", "Galvan", "Hale", "Ibarra", "Jansen", "Kaur", "Lund",
    "Mercer", "Nakai", "Okafor", "Petrov", "Quist", "Rahman", "Sato", "Tran", "Ueda", "Vance", "Weiss", "Yilmaz",
)  # fmt: skip
_PLAIN = re.compile(r"[^\W\d_][\w.() -]*\Z")
_TEACHERS = 6
_COLUMNS = (
    "id",
    "name",
    "email",
    "role",
    "schools",
    "department",
    "grades",
    "years",
    "prep",
    "coach",
    "mentor",
)


def yaml(text: str) -> str:
    """The text as a YAML value, inside braces or out: plain where that is safe, else quoted."""
    return text if _PLAIN.match(text) else json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Staff:
    """The text of people.csv and groups.yaml."""

    people: str
    groups: str


def staff(schools: Sequence[tuple[str, str]], domain: str) -> Staff:
    """A superintendent; a principal, a coach and six teachers a school, two of them in their first year."""
    names = _names()
    rows = [_row(next(names), domain, role="superintendent")]
    blocks = []
    coaches: list[str] = []
    newcomers: list[str] = []
    for school in schools:
        principal = _row(next(names), domain, role="principal", schools=[school])
        coach = _row(next(names), domain, role="coach", schools=[school])
        coaches.append(coach["id"])
        team: list[dict[str, str]] = []
        level = level_of(school[1])
        for at in range(_TEACHERS):
            young = at < 2
            team.append(
                _row(
                    next(names), domain, role="teacher", schools=[school],
                    department=level.departments[at % 2][0],
                    grades=level.grades[at % len(level.grades)], years="0" if young else str(3 * at), prep=str(at % 2 + 2 if at < 4 else at + 1),
                    coach=coach["id"],
                )
            )  # fmt: skip
        for at in range(2):
            team[at]["mentor"] = team[at + 2]["id"]
            newcomers.append(team[at]["id"])
        rows += [principal, coach, *team]
        blocks.append(_school_groups(school, coach["id"], [one["id"] for one in team]))
    groups = "".join([*blocks, _newcomers(coaches[0], newcomers)])
    return Staff(_table(rows), groups)


def _names() -> Iterator[tuple[str, str]]:
    for at in count():
        last, lap = _LAST[at % len(_LAST)], at // len(_LAST)
        handle = last.lower() + (f"-{lap + 1}" if lap else "")
        yield handle, f"{_FIRST[(at + 5 * lap) % len(_FIRST)]} {last}"


def _row(
    name: tuple[str, str], domain: str, *, role: str, schools: Sequence[tuple[str, str]] = (), **more: str
) -> dict[str, str]:
    handle, shown = name
    row = dict.fromkeys(_COLUMNS, "")
    row.update(
        id=handle,
        name=shown,
        email=f"{handle}@{domain}",
        role=role,
        schools=";".join(school for school, _ in schools),
    )
    return {**row, **more}


def _table(rows: Sequence[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _school_groups(school: tuple[str, str], coach: str, team: Sequence[str]) -> str:
    handle, name = school
    departments = "".join(
        _DEPARTMENT.format(handle=handle, id=id_, title=yaml(f"{title}, {name}"), week=week)
        for week, (id_, title) in zip(("first", "third"), level_of(name).departments, strict=True)
    )
    return f"""\
  {handle}-plc:
    title: {yaml(f"PLC, {name}")}
    school: {handle}
    meets: every wednesday 13:40, 45 min
    where: library
    coach: {coach}
    members: [{", ".join(team)}]
{departments}"""


_DEPARTMENT = """\
  {handle}-{id}:
    title: {title}
    kind: department
    school: {handle}
    meets: {week} wednesday of the month 14:30, 45 min
    members: teachers of {handle} in {id}
"""


def _newcomers(coach: str, members: Sequence[str]) -> str:
    return f"""\
  new-teachers:
    title: New teachers
    kind: mentor
    coach: {coach}
    members: [{", ".join(members)}]
"""
