"""How one thing that happened is written down: an attendance, a paper, a talk, an observation."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from making.district import at, chance
from making.notes import note


def moment(day: date, low: str, high: str, *about: str) -> str:
    """A minute of that day between two clock times."""
    first, last = at(day, low), at(day, high)
    minutes = chance("moment", day.isoformat(), *about).randrange(
        int((last - first).total_seconds() // 60) + 1
    )
    return (first + timedelta(minutes=minutes)).isoformat(sep=" ")


def attend(
    truth: dict, person: str, group: str, when: datetime, minutes: int, activity: str = "meeting"
) -> None:
    """Somebody was at a group's or a school's event, for so many minutes."""
    record = {"person": person, "group": group, "activity": activity, "when": when.isoformat(sep=" ")}
    truth["attendances"].append(record | {"minutes": minutes})


def paper(truth: dict, kind: str, person: str, activity: str, day: date, **facts: object) -> None:
    """Something was handed in: `kind` is artifacts or reflections."""
    when = moment(day, "15:30", "20:45", person, activity)
    truth[kind].append({"person": person, "activity": activity, "when": when, **facts})


def log(truth: dict, lead: str, person: str, when: datetime, minutes: int, kind: str) -> None:
    """A talk was held and logged, with a private note."""
    record = {
        "person": person,
        "lead": lead,
        "when": when.isoformat(sep=" "),
        "minutes": minutes,
        "kind": kind,
    }
    truth["logs"].append(record | {"note": note(lead, person, when)})


def observe(
    truth: dict, observer: str, person: str, day: date, component: str, goal: str, likely: float | str
) -> None:
    """One component was seen; `likely` is the level, or how likely it is proficient or above."""
    dice = chance("level", person, str(day), component)
    level = likely if isinstance(likely, str) else ""
    if not isinstance(likely, str):
        high = dice.random() < likely
        level = (
            dice.choice(("proficient",) * 4 + ("distinguished",))
            if high
            else dice.choice(("basic",) * 5 + ("unsatisfactory",))
        )
    when = moment(day, "08:50", "12:30", person)
    record = {"person": person, "observer": observer, "when": when, "component": component, "level": level}
    truth["observations"].append(
        record | {"goal": goal, "minutes": 20, "note": note(observer, person, at(day, "12:00"))}
    )
