"""Who did what for the initiative: its week before school, break-outs, half-day and observations."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from making.deeds import attend, observe, paper
from making.district import TODAY, District, at, chance, rows


def chosen(truth: dict) -> None:
    """Each school's focus, handed in over the summer."""
    for leader, day in (("ortiz", 6), ("whitfield", 12), ("okafor", 10), ("pham", 21)):
        paper(truth, "artifacts", leader, "choose-focus", date(2026, 8, day))


def happened(district: District, truth: dict) -> None:
    """Who was there in the week before school, in break-outs and at the half-day."""
    for day in (date(2026, 8, 25) + timedelta(days=n) for n in range(4)):
        for person in [*district.learners, *(p for p in district.people.values() if p.role == "principal")]:
            if person.id != "foster" and chance("preservice", person.id, str(day)).random() < 0.95:
                attend(truth, person.id, person.schools[0], at(day, "08:00"), 180, "preservice")
    for name, group in district.groups.items():
        if group.get("kind") == "department":
            _break_outs(district, truth, name, group["school"])
    for person in district.learners:
        school = person.schools[0]
        day, clock = HALF_DAYS[school]
        likely = 0.78 if school == "birch" else 0.95
        there = person.id != "foster" and (person.id != "grimes" or day < date(2027, 1, 8))
        if there and chance("half-day", person.id).random() < likely:
            attend(truth, person.id, school, at(day, clock), 180, "half-day")


def _break_outs(district: District, truth: dict, group: str, school: str) -> None:
    for when in _visits(district, group):
        day = when.date()
        if day < date(2026, 9, 14) or (school == "birch" and day.month in (12, 1)):
            continue  # at birch the principal was not seen in December and January
        for person in [*district.members(group), district.people[district.members(group)[0]].principal]:
            present = person in SCHOOL_LEADERS or chance("break-out", person, str(day)).random() < 0.92
            if (person, day) in district.away or (person == "foster" and day < date(2026, 11, 9)):
                continue
            if present and not (person == "grimes" and day > date(2027, 1, 8)):
                who = school_leader(school) if person in SCHOOL_LEADERS else person
                attend(truth, who, group, when, 20, "break-out")


def _visits(district: District, group: str) -> list[datetime]:
    """When the principal came: two departments share an afternoon, and are visited one after the other."""
    if re.match(r"[A-Z] days ", district.groups[group]["meets"]):
        return _by_letter(group)
    same = [
        name
        for name, other in district.groups.items()
        if _afternoon(other) == _afternoon(district.groups[group])
    ]
    after = timedelta(minutes=20 * same.index(group))
    return [at(day, district.starts(group)) + after for day in district.meetings(group)]


def _by_letter(group: str) -> list[datetime]:
    """The days of a department that meets on A or B days, as they were published, up to today."""
    days = [row for row in rows("making/break-outs.csv") if row["group"] == group]
    held = [at(date.fromisoformat(row["day"]), row["start"]) for row in days]
    return [when for when in held if when.date() <= TODAY]


HALF_DAYS = {
    "lincoln": (date(2027, 1, 22), "12:15"),
    "cedar": (date(2027, 1, 22), "12:15"),
    "birch": (date(2026, 11, 3), "08:30"),
    "river-high": (date(2027, 1, 22), "11:40"),
}
SCHOOL_LEADERS = ("ortiz", "whitfield", "pham", "okafor")


def school_leader(school: str) -> str:
    """The principal of a school."""
    return dict(zip(("lincoln", "cedar", "birch", "river-high"), SCHOOL_LEADERS, strict=True))[school]


FOCUS = {
    "lincoln": ("progress-monitoring", "3d"),
    "cedar": ("tier-2-groups", "3c"),
    "birch": ("decision-rules", "4b"),
    "river-high": ("universal-screening", "1f"),
}


def _afternoon(group: dict) -> tuple[str, str]:
    return str(group.get("school")), group.get("meets", "")


def observed(district: District, truth: dict) -> None:
    """What principals saw in classrooms: the initiative and the school's own sub-goal."""
    for teacher in district.teachers:
        if teacher.id in ("foster", "schooley"):
            continue  # hired in November; her observations are told with her plan
        dice = chance("observed", teacher.id)
        goal, component = FOCUS[teacher.schools[0]]
        spans = [(date(2026, 10, 13), 80, 0.72)]
        if teacher.id != "grimes":
            spans.append((date(2027, 1, 25), 18, 0.25))
        for term, (first, days, likely) in enumerate(spans):
            day = first + timedelta(days=dice.randrange(days))
            if dice.random() > likely:
                continue
            while not district.open(day) or (teacher.evaluator, day) in district.away:
                day += timedelta(days=1)
            for seen in ("rti", component):
                better = 0.4 + 0.18 * term - (0.12 if "birch" in teacher.schools else 0)
                observe(truth, teacher.evaluator, teacher.id, day, seen, goal, better)
