"""How near each goal came, as whoever measures it wrote down, and what groups shared, as their minutes have it."""

from __future__ import annotations

from datetime import date

from making.district import District
from making.records import american
from making.sheet import Fault, Sheet, odd

# Goal, who measures it, and how many of how many on which day.
MEASURED = (
    (
        "rti/lincoln",
        "ortiz",
        ((date(2026, 10, 30), 9, 20), (date(2026, 12, 4), 11, 20), (date(2027, 1, 22), 12, 20)),
    ),
    (
        "rti/cedar",
        "whitfield",
        ((date(2026, 10, 30), 6, 14), (date(2026, 12, 11), 8, 14), (date(2027, 1, 22), 10, 14)),
    ),
    ("rti/birch", "pham", ((date(2026, 11, 3), 7, 24), (date(2027, 1, 29), 11, 24))),
    ("rti/river-high", "okafor", ((date(2026, 11, 20), 61, 212), (date(2027, 2, 5), 148, 212))),
    (
        "schooley",
        "ortiz",
        ((date(2026, 9, 25), 31, 56), (date(2026, 10, 23), 38, 56), (date(2026, 11, 20), 43, 56)),
    ),
)
SHARED = {
    "commit": ("Commitment cards", (date(2026, 9, 23),)),
    "share-exemplars": (
        "Exemplars of written communication",
        (date(2026, 10, 7), date(2026, 11, 4), date(2026, 12, 2), date(2026, 12, 16)),
    ),
}


def measured() -> list[dict]:
    """Each measurement of a goal, sorted by time."""
    told = [
        {"goal": goal, "when": day.isoformat(), "reached": reached, "of": number, "by": by}
        for goal, by, several in MEASURED
        for day, reached, number in several
    ]
    return sorted(told, key=lambda record: (record["when"], record["goal"]))


def shared(truth: dict) -> list[dict]:
    """What the group of grades 3 to 5 shared in its meetings, and what each department kept of its break-outs."""
    told = [
        {"group": "grades-3-5", "when": day.isoformat(), "activity": activity}
        for activity, (_, days) in SHARED.items()
        for day in days
    ]
    visits = {
        (record["group"], record["when"][:10])
        for record in truth["attendances"]
        if record["activity"] == "break-out" and record["group"].endswith(("-lincoln", "-river-high"))
    }
    told += [{"group": group, "when": day, "activity": "break-out"} for group, day in visits]
    return sorted(told, key=lambda record: (record["when"], record["group"], record["activity"]))


def write(district: District, truth: dict) -> list[dict]:
    """Both files; the faults planted in them."""
    return _measurements(district, truth["measurements"]) + _minutes(truth["minutes"])


def _measurements(district: District, records: list[dict]) -> list[dict]:
    sheet = Sheet("exports/measurements.csv")
    sheet.add(["Goal", "Date", "Value", "N", "By"])
    for n, record in enumerate(records):
        reached, number, by = record["reached"], record["of"], district.people[record["by"]].name
        day = american(record["when"])
        percent = n % 3 == 1 and 100 * reached % number == 0
        value = [f"{100 * reached // number}%", str(number)] if percent else [f"{reached} of {number}", ""]
        faults = []
        if percent:
            faults.append(
                odd("percent", "a percentage with its whole beside it", "make it two whole numbers", "")
            )
        if n == 4:
            what = "counted again later the same day"
            fault = Fault("corrected", what, "fold: the later row counts", "folded")
            sheet.add([record["goal"], day, f"{reached - 1} of {number}", "", by], fault)
        sheet.add([record["goal"], day, *value, by], *faults)
    last = american(records[-1]["when"])
    for cells, fault in (
        (["rti/lincoln", last, "65", "20", ""], Fault("bare-number", "65 of what?", "set aside", "aside")),
        (
            ["rti/lincon", last, "13 of 20", "", ""],
            Fault("no-goal", "a goal nobody has", "set aside", "aside"),
        ),
        (["rti/birch", last, "-", "24", ""], Fault("not-measured", "no value yet", "set aside", "aside")),
    ):
        sheet.add(cells, fault)
    return sheet.write()


def _minutes(records: list[dict]) -> list[dict]:
    sheet = Sheet("exports/minutes.csv")
    sheet.add(["Group", "Date", "Kind", "Shared with", "Link", "Notes"])
    kinds = {activity: kind for activity, (kind, _) in SHARED.items()} | {"break-out": "Break-out"}
    for n, record in enumerate(records):
        link = f"https://docs.riverbend.example/minutes/{record['group']}/{record['when']}"
        row = [record["group"], american(record["when"]), kinds[record["activity"]], "Group", link, ""]
        faults = []
        if n % 11 == 4:
            row[5] = "A worry of one colleague, in confidence"
            faults.append(odd("notes", "somebody wrote down what was said", "never read it", ""))
        sheet.add(row, *faults)
        if n == 20:
            sheet.add(row, Fault("duplicate-row", "the same row twice", "fold", "folded"))
        if n % 17 == 9:
            sheet.add(
                [*row[:2], "Agenda", "Group", link, ""],
                Fault("proves-nothing", "an agenda shows nothing", "set aside", "aside"),
            )
    sheet.add(
        ["book-club", "2/3/2027", "Commitment cards", "Group", "", ""],
        Fault("no-group", "no group has this name", "set aside", "aside"),
    )
    return sheet.write()
