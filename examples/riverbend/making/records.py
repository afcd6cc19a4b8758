"""Observations, last spring's evaluations, and the coaches' log, as people keep and save them."""

from __future__ import annotations

from datetime import date, datetime

from making.district import District, Person, at, chance, written
from making.life import GROUP
from making.notes import note
from making.sheet import Fault, Sheet, odd

OBSERVED = [
    "Date",
    "Observer",
    "Teacher",
    "Teacher ID",
    "School",
    "Component",
    "Level",
    "Sub-goal",
    "Minutes",
    "Note",
]
LOGGED = ["Date", "Coach", "Teacher", "Email", "Start", "Minutes", "Kind", "Note"]


def write(district: District, truth: dict) -> list[dict]:
    """The three files; the faults planted in them."""
    return _observations(district, truth) + _evaluations(district) + _log(district, truth)


def american(when: str) -> str:
    """A date as month/day/year."""
    day = datetime.fromisoformat(when)
    return f"{day.month}/{day.day}/{day.year}"


def western(text: str) -> str:
    """What cp1252 can hold: a name with other marks was typed without them."""
    return text.replace("ạ", "a")


def _seen(district: District, record: dict) -> list[str]:
    person, observer = district.people[record["person"]], district.people[record["observer"]]
    row = [american(record["when"]), western(observer.name), person.name, person.staff_id, person.schools[0]]
    return [
        *row,
        record["component"],
        record["level"],
        record["goal"],
        str(record["minutes"]),
        record["note"],
    ]


def _title(component: str | dict) -> str:
    return component["title"] if isinstance(component, dict) else component


def _observations(district: District, truth: dict) -> list[dict]:
    components = {id_: _title(one) for id_, one in written("rubric.yaml")["components"].items()}
    sheet = Sheet("exports/observations.csv", encoding="cp1252", end="\r\n")
    sheet.add(OBSERVED, Fault("cp1252", "saved in a Windows code page", "decode as cp1252, and say so"))
    for n, record in enumerate(truth["observations"]):
        row, person, faults = _seen(district, record), district.people[record["person"]], []

        def strange(kind: str, what: str, do: str = "resolve to the person", who: str = person.id) -> Fault:
            return Fault(kind, what, do, "used", who)

        if n % 29 == 4:
            row[2], row[3] = person.turned, ""
            faults.append(strange("last-first", "the name as `Last, First` and no number"))
        elif n % 31 == 6:
            row[3] = person.staff_id.lstrip("0")
            faults.append(strange("lost-zeros", "a spreadsheet took the zeros off the staff number"))
        if n % 23 == 9:
            row[5] = f"{record['component']} {components[record['component']]}"
            faults.append(
                strange("component-title", "the component with its title", "read the id it starts with")
            )
        if n % 19 == 3:
            row[6] = record["level"].upper() + " "
            faults.append(
                strange(
                    "level-case", "the level in capitals and with a blank", "compare without case and trim"
                )
            )
        sheet.add(row, *faults)
        _between(sheet, n, row, person.id)
    sheet.add(
        ["Total", "", "", "", "", "", "", "", "4400", ""],
        Fault("total-row", "a row of totals", "set aside", "aside"),
    )
    return sheet.write()


def _between(sheet: Sheet, n: int, row: list[str], person: str) -> None:
    """Rows that are nobody's observation."""
    if n == 50:
        sheet.add(
            OBSERVED,
            Fault("repeated-header", "the header again: two files were joined", "set aside", "aside"),
        )
    elif n == 51:
        sheet.add([""] * len(OBSERVED), Fault("blank-row", "an empty row", "set aside", "aside"))
    elif n == 80:
        sheet.add(row, Fault("duplicate-row", "the same row twice", "fold", "folded", person))
    elif n == 101:
        cells = [*row[:6], "Emerging", *row[7:]]
        what = "a level the rubric does not have"
        sheet.add(cells, Fault("unknown-level", what, "set aside, never guess a level", "aside", person))
    elif n == 102:
        cells = [*row[:5], "5a", *row[6:]]
        what = "a component the rubric does not have"
        sheet.add(cells, Fault("unknown-component", what, "set aside", "aside", person))
    elif n == 103:
        sheet.add(
            [*row[:6], "N/A", *row[7:]],
            Fault("not-seen", "the component was not seen", "no level is no evidence", "aside", person),
        )
    elif n == 120:
        cells = [row[0], row[1], "Jo Marchetti-Bell", "", *row[4:]]
        sheet.add(cells, Fault("unknown-person", "nobody has this name", "list as unresolved", "unresolved"))
    elif n == 121:
        cells = [row[0], row[1], "Chen, M.", "", *row[4:]]
        sheet.add(
            cells, Fault("ambiguous-name", "two people could be meant", "list as unresolved", "unresolved")
        )
    elif n == 140:
        sheet.add(
            ["13/32/2026", *row[1:]],
            Fault("no-date", "a date that does not exist", "set aside", "aside", person),
        )


def _evaluations(district: District) -> list[dict]:
    """Last spring's summative levels of the group, lowest where its three areas are."""
    low = {"3a": 0.35, "4c": 0.38, "4d": 0.45, "2c": 0.46, "1e": 0.52, "1f": 0.5, "3d": 0.48}
    sheet = Sheet("exports/evaluations-2026.csv")
    sheet.add(OBSERVED)
    for who in district.members(GROUP):
        if who == "foster":
            continue  # hired after it
        person = district.people[who]
        day = date(2026, 5, chance("evaluated", who).choice((4, 5, 6, 7, 11, 12, 13, 14, 18, 19, 20, 21)))
        for component in written("rubric.yaml")["components"]:
            if component == "rti":
                continue
            dice = chance("evaluated", who, component)
            high = dice.random() < low.get(component, 0.74)
            level = dice.choice(
                ("proficient", "proficient", "distinguished")
                if high
                else ("basic", "basic", "basic", "unsatisfactory")
            )
            sheet.add(_summative(district, person, day, component, level))
    return sheet.write()


def _summative(district: District, person: Person, day: date, component: str, level: str) -> list[str]:
    evaluator = district.people[person.evaluator]
    row = [american(day.isoformat()), evaluator.name, person.name, person.staff_id, person.schools[0]]
    return [*row, component, level, "", "", note(evaluator.id, person.id + component, at(day, "15:00"))]


def _log(district: District, truth: dict) -> list[dict]:
    sheet = Sheet("private/coaching-log.csv")
    sheet.add(LOGGED)
    for n, record in enumerate(truth["logs"]):
        row, faults = _talk(district, n, record)
        sheet.add(row, *faults)
        if n in (60, 130):
            what = "the same talk logged twice"
            sheet.add(row, Fault("duplicate-row", what, "fold", "folded", record["person"]))
        if n == 75:
            what = "a talk that did not take place: no minutes"
            fault = Fault("no-minutes", what, "set aside", "aside", record["person"])
            sheet.add([*row[:5], "cancelled", record["kind"], ""], fault)
    last = note("rivera", "chen", at(date(2027, 2, 11), "09:40"))
    fault = Fault("ambiguous-name", "a surname two people have", "list as unresolved", "unresolved")
    sheet.add(["2/11/2027", "Elena Rivera", "Chen", "", "9:40 AM", "30", "talk", last], fault)
    sheet.add([""] * 3, Fault("short-row", "a short empty row at the end", "set aside", "aside"))
    return sheet.write()


def _talk(district: District, n: int, record: dict) -> tuple[list[str], list[Fault]]:
    """One talk as a row, every so often in one of the ways people write it."""
    person, lead = district.people[record["person"]], district.people[record["lead"]]
    when, length = datetime.fromisoformat(record["when"]), str(record["minutes"])
    minutes, name, email, end, faults = length, person.name, person.email, [], []
    if n % 13 == 5:
        minutes = (f"{length} min", f"0:{length}", f"00:{length}:00")[n % 3]
        faults.append(odd("duration", f"minutes written as `{minutes}`", "read as minutes", person.id))
    if n % 47 == 11:
        minutes = f'="{length}"'
        faults.append(odd("formula-cell", 'minutes as ="30"', "strip it to the number", person.id))
    if n % 17 == 8:
        name, email = person.turned, ""
        what = "the name as `Last, First`, no address"
        faults.append(odd("last-first", what, "resolve to the person", person.id))
    if n in (30, 90):
        end = ["", "see above"]
        faults.append(
            odd("long-row", "two cells more than the header has", "keep the row, say so", person.id)
        )
    clock = f"{when.hour % 12 or 12}:{when:%M %p}"
    row = [american(record["when"]), lead.name, name, email, clock, minutes, record["kind"], record["note"]]
    return row + end, faults
