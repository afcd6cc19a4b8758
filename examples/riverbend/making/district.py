"""Who works at riverbend and which days are school days, read from the example's own files."""

from __future__ import annotations

import csv
import random
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
SEED = "riverbend 2026-27"
TODAY = date(2027, 2, 12)
PREP_STARTS = {"1": "08:45", "2": "09:35", "3": "10:30", "6": "12:55", "7": "13:45", "8": "14:28"}
EARLY_STARTS = {"1": "08:41", "2": "09:15", "3": "09:49", "6": "11:31", "7": "12:05", "8": "12:39"}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def chance(*about: str) -> random.Random:
    """Dice that depend on what they decide only, so that one change does not shift all others."""
    return random.Random("/".join((SEED, *about)))


@dataclass(frozen=True)
class Person:
    """A row of people.csv."""

    id: str
    name: str
    email: str
    staff_id: str
    role: str
    schools: tuple[str, ...]
    department: str
    principal: str
    evaluator: str
    aliases: tuple[str, ...]

    @property
    def turned(self) -> str:
        """The name as `Last, First`."""
        first, _, last = self.name.partition(" ")
        return f"{last}, {first}"


@dataclass
class District:
    """People by id, groups as written, and the days without school."""

    people: dict[str, Person]
    groups: dict[str, dict]
    preps: dict[str, str]
    closed: set[date] = field(default_factory=set)
    away: set[tuple[str, date]] = field(default_factory=set)

    @property
    def teachers(self) -> list[Person]:
        """The teachers, in the order of people.csv."""
        return [person for person in self.people.values() if person.role == "teacher"]

    @property
    def learners(self) -> list[Person]:
        """Whom the initiative asks: teachers, and mentors, who teach as well."""
        return [person for person in self.people.values() if person.role in ("teacher", "mentor")]

    def members(self, group: str, day: date | None = None) -> list[str]:
        """The ids of a group's members, on a day if one is given."""
        listed = self.groups[group]["members"]
        if isinstance(listed, str):
            found = re.fullmatch(r"teachers of (\S+)(?: in (\S+))?", listed)
            return [p.id for p in self.teachers if found[1] in p.schools and found[2] in (None, p.department)]
        ids = []
        for entry in listed:
            member = entry if isinstance(entry, dict) else {"person": entry}
            first = date.fromisoformat(member.get("from", "2026-07-01"))
            last = date.fromisoformat(member.get("until", "2027-06-30"))
            if day is None or first <= day <= last:
                ids.append(member["person"])
        return ids

    def open(self, day: date) -> bool:
        """Whether school or staff meet that day."""
        return day.weekday() < 5 and day not in self.closed

    def meetings(self, group: str) -> list[date]:
        """The days of a group's standing meeting up to today, without closures."""
        text = self.groups[group]["meets"]
        if found := re.match(r"every other \w+ from (\S+)", text):
            day = date.fromisoformat(found[1])
            days = [day + timedelta(weeks=2 * n) for n in range(30)]
        else:
            ordinal, weekday = text.split()[:2]
            days = [_nth(year, month, ORDINALS[ordinal], weekday) for year, month in _months()]
        return [day for day in days if self.open(day) and day <= TODAY]

    def starts(self, group: str) -> str:
        """The clock time at which a group's meeting starts."""
        return re.search(r"(\d\d:\d\d),", self.groups[group]["meets"])[1]


def _months() -> list[tuple[int, int]]:
    return [(2026, month) for month in range(9, 13)] + [(2027, 1), (2027, 2)]


def _nth(year: int, month: int, ordinal: int, weekday: str) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(WEEKDAYS.index(weekday) - first.weekday()) % 7 + 7 * (ordinal - 1))


def load() -> District:
    """Read people.csv, groups.yaml, calendar.yaml, timetable.csv and absences.csv."""
    people = {}
    for row in rows("people.csv"):
        lists = {key: tuple(filter(None, row[key].split(";"))) for key in ("schools", "aliases")}
        plain = {key: row[key] for key in Person.__dataclass_fields__ if key not in lists}
        people[row["id"]] = Person(**plain, **lists)
    preps: dict[str, str] = {}
    for row in rows("timetable.csv"):
        if row["kind"] == "prep" and not row["day"]:
            preps.setdefault(row["person"], row["period"])
    district = District(people, written("groups.yaml")["list"], preps)
    for line in written("calendar.yaml")["days"]:
        if line["status"] == "closed":
            dates = re.findall(r"\d{4}-\d\d-\d\d", line["when"])
            district.closed.update(_span(dates[0], dates[-1]))
    for row in rows("absences.csv"):
        district.away.update((row["person"], day) for day in _span(row["from"], row["to"]))
    return district


def _span(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the example, by header."""
    with (ROOT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(name: str) -> dict:
    """A YAML file of the example, every value as text."""
    return yaml.load((ROOT / name).read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it builds text only


def at(day: date, clock: str) -> datetime:
    """A day and a clock time as one moment."""
    return datetime.combine(day, datetime.strptime(clock, "%H:%M").time())  # noqa: DTZ007 - local on purpose
