"""What each week asks of those who lead, and how much time they have, as docs/groups.md says under Capacity.

From the locks, calendar.yaml, absences.csv and people.csv. Imports nothing of pdcycle.
"""

import csv
from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from independent_programs import DAY, KINDS
from independent_words import clock_minutes, iso

SHARE = Fraction(60, 100)
LOG = 10
NOON = 12 * 60


class Week(NamedTuple):
    asked: int
    available: int


def leaders(mine):
    """Coaches and principals, in this order, by id."""
    rows = mine.people.rows
    return [id_ for role in ("coach", "principal") for id_ in sorted(rows) if rows[id_]["role"] == role]


def weeks(mine, person):
    """{Monday: Week} of every week in which the person is on duty or something is asked."""
    asked, there = _asked(mine, person), _there(mine, person)
    return {
        monday: Week(asked.get(monday, 0), int(there[monday] * SHARE))
        for monday in sorted({*asked, *(monday for monday, minutes in there.items() if minutes)})
    }


def _asked(mine, person):
    """Minutes led, logs and observations to write up, and ways from one building to the next of the day."""
    days = defaultdict(list)
    for program in mine.programs:
        for row in program.lock["events"].values():
            if person in row.get("lead", ()) and row["state"] != "cancelled":
                assert "at" in row, (
                    "an event without a time: it is spread over its window, which is not worked out here"
                )
                days[iso(row["day"])].append(row)
    found = defaultdict(int)
    for day, rows in days.items():
        monday = day - day.weekday() * DAY
        rows.sort(key=lambda row: clock_minutes(row["at"]))
        end = 0
        for row in rows:
            start = clock_minutes(row["at"])
            found[monday] += max(start + int(row["min"]) - max(start, end), 0)
            end = max(end, start + int(row["min"]))
            found[monday] += LOG if KINDS[row["kind"]][2] in ("log", "observation") else 0
        places = [
            row["schools"][0] for row in rows if len(row["schools"]) == 1 and row.get("where") != "online"
        ]
        found[monday] += sum(_way(mine, *pair) for pair in pairwise(places))
    return found


def _way(mine, here, there):
    if here == there:
        return 0
    travel = mine.settings["travel"]
    said = travel["between"].get(f"{here} to {there}") or travel["between"].get(f"{there} to {here}")
    return int((said or travel["default"]).split()[0])


def _there(mine, person):
    """Minutes of the day's duty in a week, absences taken off; nobody is on duty in two buildings at once."""
    calendar = mine.calendar
    row = mine.people.rows[person]
    names = [name for name in row["schools"].split(";") if name] or list(calendar["schools"])
    levels = {calendar["schools"][name]["level"] for name in names}
    first, last = (iso(text) for text in calendar["staff_year"].split(" .. "))
    found = defaultdict(int)
    for number in range((last - first).days + 1):
        day = first + number * DAY
        if day.weekday() < 5:
            away = _away(mine, person, day)
            left = (_left(_duty(calendar, level, day), away) for level in levels)
            found[day - day.weekday() * DAY] += max(left, default=0)
    return found


def _left(duty, away):
    """Minutes of a day's duty; the morning ends at noon."""
    start, end = duty
    if "all" in away:
        return 0
    start = max(start, NOON) if "am" in away else start
    end = min(end, NOON) if "pm" in away else end
    return max(end - start, 0)


def _duty(calendar, level, day):
    for line in calendar["days"]:
        if line["status"] == "closed" and line.get("level", level) == level and holds(line["when"], day):
            return 0, 0
    return tuple(clock_minutes(text) for text in calendar["levels"][level]["duty"].split(" .. "))


def holds(when, day):
    ends = [iso(text) for text in when.split(" .. ")] if when[0].isdigit() else []
    return bool(ends) and ends[0] <= day <= ends[-1]


def _away(mine, person, day):
    with (mine.root / "absences.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {
        row["part"] for row in rows if row["person"] == person and iso(row["from"]) <= day <= iso(row["to"])
    }
