"""A workspace to start from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pdcycle import shipped
from pdcycle.errors import PdcycleError
from pdcycle.files import Artefact
from pdcycle.flows.schemas import schema_line, schemas
from pdcycle.flows.starter_levels import level_of, levels_of
from pdcycle.flows.starter_staff import staff, yaml
from pdcycle.flows.starter_year import first_year, year_dates
from pdcycle.workspace.load import KINDS

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
SURVEY = "surveys/communication-360.yaml"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a workspace starts from; schools are ids with their names."""

    district: str
    school_year: str
    zone: str
    schools: tuple[tuple[str, str], ...]


def beginning(district: str, school_year: str, zone: str, schools: Sequence[str]) -> Beginning:
    """The answers, checked; a school is `id` or `id:name`."""
    first_year(school_year)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise PdcycleError(
            f"'{zone}' is not a time zone", "use a name such as America/New_York or America/Chicago"
        ) from problem
    named: dict[str, str] = {}
    for text in schools:
        handle, _, name = (part.strip() for part in text.partition(":"))
        if not _ID.match(handle):
            raise PdcycleError(f"'{handle}' is no id for a school", 'write for example oak:"Oak Elementary"')
        if handle in named:
            raise PdcycleError(f"two schools have the id '{handle}'", "give each school an id of its own")
        named[handle] = name or handle.replace("-", " ").title()
    return Beginning(district.strip(), school_year, zone, tuple(named.items()))


def starter(given: Beginning) -> list[Artefact]:
    """Every file of a new workspace."""
    words = _words(given)
    domain = "-".join(re.findall(r"[a-z0-9]+", given.district.lower())) or "district"
    people = staff(given.schools, f"{domain}.example")
    curricula = shipped.folder("curricula")
    texts = {
        "pdcycle.yaml": _filled("pdcycle.yaml", words),
        "calendar.yaml": _filled("calendar.yaml", words),
        "catalog.yaml": _filled("catalog.yaml", words),
        "README.md": _filled("README.md", words),
        ".gitignore": _filled("gitignore", words),
        "people.csv": people.people,
        "groups.yaml": f"{schema_line('groups', 0)}groups: {words['district_year']}\nlist:\n{people.groups}",
        "rubric.yaml": schema_line("rubric", 0) + _text(curricula / "rubric.yaml"),
        SURVEY: schema_line("survey", 1) + _text(curricula / SURVEY),
    }
    made = [Artefact.text(name, text) for name, text in texts.items()]
    return sorted([*made, *schemas(KINDS)], key=lambda artefact: artefact.path)


def _words(given: Beginning) -> dict[str, str]:
    levels = levels_of(given.schools)
    times = "duty: 08:00 .. 15:30, students: 08:30 .. 15:00"
    return {
        "district": yaml(given.district),
        "district_plain": given.district,
        "district_year": yaml(f"{given.district} {given.school_year}"),
        "district_catalog": yaml(f"{given.district} learning catalog"),
        "zone": given.zone,
        "school_year": given.school_year,
        "substitutes": ", ".join(f"{school}: 4" for school, _ in given.schools),
        "levels": "\n".join(f"  {level.id}: {{{times}}}" for level in levels),
        "schools": "\n".join(_school(school, name, levels[0].id) for school, name in given.schools),
        "bells": levels[0].id,
        **year_dates(first_year(given.school_year)),
    }


def _school(school: str, name: str, bells: str) -> str:
    """A school's line; to begin with, all have the bells of the first level."""
    level = level_of(name).id
    own = "" if level == bells else f", bells: {bells}"
    return f"  {school}: {{name: {yaml(name)}, level: {level}{own}}}"


def _filled(name: str, words: Mapping[str, str]) -> str:
    text = _text(shipped.data("starter", name))
    return re.sub(r"@([a-z_]+)@", lambda found: words[found[1]], text)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
