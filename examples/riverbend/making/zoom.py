"""Zoom's participant reports: one a meeting, in the shapes that version, account and language give them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from making.district import District, at, chance
from making.sheet import Fault, Sheet

SIMPLE = [
    "Name (Original Name)",
    "User Email",
    "Join Time",
    "Leave Time",
    "Duration (Minutes)",
    "Guest",
    "Recording Consent",
]
NEWER = [
    "Name (original name)",
    "Email",
    "Join time",
    "Leave time",
    "Duration (minutes)",
    "Guest",
    "In waiting room",
]
TOTAL = ["Name (original name)", "Email", "Total duration (minutes)", "Guest"]
GERMAN = [
    "Name (Originalname)",
    "Benutzer-E-Mail",
    "Beitrittszeit",
    "Beendigungszeit",
    "Dauer (Minuten)",
    "Gast",
    "Im Warteraum",
]
TITLES = {"grades-3-5": "Grades 3-5 PLC", "ell-elementary": "ELL elementary PLC"}
HOSTS = {"grades-3-5": "rivera", "ell-elementary": "hughes"}
HOST_NAMES = {"grades-3-5": "Elena Rivera", "ell-elementary": "Joan Hughes"}
HOST_ADDRESSES = {
    "grades-3-5": "elena.rivera@riverbend.example",
    "ell-elementary": "joan.hughes@riverbend.example",
}
PREAMBLE = Fault(
    "preamble",
    "two lines about the meeting and a blank one stand above the header",
    "find the header below them",
)
Rows = list[tuple[list[str], list[Fault]]]


def write(district: District, truth: dict) -> list[dict]:
    """A report for each meeting that had somebody in it; the faults planted in them."""
    faults = []
    for group in TITLES:
        there: dict[str, list[dict]] = {}
        for record in truth["attendances"]:
            if record["group"] == group and record["activity"] == "meeting":
                there.setdefault(record["when"][:10], []).append(record)
        for n, (day, records) in enumerate(sorted(there.items())):
            faults += _meeting(district, group, n, date.fromisoformat(day), records)
    return faults


def _meeting(district: District, group: str, n: int, day: date, records: list[dict]) -> list[dict]:
    if group == "ell-elementary" and n == 1:
        return _german(district, day, records)
    if group == "grades-3-5" and n == 8:
        return _totals(district, group, day, records)
    shape = n % 3
    sheet = Sheet(f"exports/zoom-{group}-{day}.csv", end="\r\n" if shape == 2 else "\n")
    if shape:
        _preamble(sheet, group, day, len(records), newer=shape == 1)
    sheet.add(SIMPLE if shape == 0 else NEWER)
    for record in records:
        for cells, faults in _joins(district, group, n, record):
            sheet.add(cells + (["Yes" if shape == 0 else "No"] if len(cells) == 6 else []), *faults)
    for name in _strangers(group, n):
        start = at(day, "13:46")
        what = "a guest without an address whom no name tells"
        cells = [name, "", _stamp(start), _stamp(start + timedelta(minutes=40)), "40", "Yes", "No"]
        sheet.add(cells, Fault("guest", what, "list as unresolved", "unresolved"))
    return sheet.write()


def _preamble(sheet: Sheet, group: str, day: date, people: int, *, newer: bool) -> None:
    start, end = _stamp(at(day, "13:40")), _stamp(at(day, "14:36"))
    if newer:
        sheet.add(
            ["Topic", "ID", "Host", "Duration (minutes)", "Start time", "End time", "Participants", ""],
            PREAMBLE,
        )
        what = "the lines above the header end in a comma"
        values = [TITLES[group], "944 2718 2818", HOST_NAMES[group], "56", start, end, str(people), ""]
        sheet.add(values, Fault("trailing-comma", what, "take no notice"))
    else:
        sheet.add(
            [
                "Meeting ID",
                "Topic",
                "Start Time",
                "End Time",
                "User Email",
                "Duration (Minutes)",
                "Participants",
            ],
            PREAMBLE,
        )
        address = HOST_ADDRESSES[group]
        sheet.add(["944 2718 2818", TITLES[group], start, end, address, "56", str(people)])
    sheet.add([])


def _stamp(when: datetime) -> str:
    return when.strftime("%m/%d/%Y %I:%M:%S %p")


def _joins(district: District, group: str, n: int, record: dict) -> Rows:
    """The rows of one person: usually one join, at times several, on two devices, or from the waiting room."""
    person = district.people[record["person"]]
    dice = chance("zoom", group, str(n), person.id)
    start = datetime.fromisoformat(record["when"]) - timedelta(seconds=dice.randrange(-90, 150))
    end = start + timedelta(minutes=record["minutes"], seconds=dice.randrange(50))
    full = record["minutes"] == 45
    if person.id == HOSTS[group]:
        return [(_join(person.name, person.email, start, end), [])]
    draw = dice.random()
    if full and draw < 0.1:
        return _rejoins(person.id, person.name, person.email, start, end)
    if full and draw < 0.16:
        return _two_devices(person.id, person.name, person.email, start, end)
    if full and draw < 0.2 and n % 3:
        return _waits(person.id, person.name, person.email, start, end)
    if draw < 0.25:
        what = "no address, only a name that one person has"
        return [
            (
                _join(person.name, "", start, end, "Yes"),
                [Fault("guest-by-name", what, "resolve by name", "used", person.id)],
            )
        ]
    if draw < 0.29:
        first = person.name.split(" ", maxsplit=1)[0]
        what = "the person's name stands in brackets after a device's"
        cells = _join(f"{first}'s iPad ({person.name})", "", start, end, "Yes")
        return [(cells, [Fault("original-name", what, "read the name in brackets", "used", person.id)])]
    if draw < 0.31:
        cells = _join(person.name, person.email, start, end)
        cells[2] = start.strftime("%m/%d/%Y %H:%M:%S PM")
        return [
            (
                cells,
                [Fault("14-pm", "13 o'clock written with PM", "read it as 13 o'clock", "used", person.id)],
            )
        ]
    return [(_join(person.name, person.email, start, end), [])]


def _join(name: str, email: str, start: datetime, end: datetime, guest: str = "No") -> list[str]:
    minutes = -(-int((end - start).total_seconds()) // 60)
    return [name, email, _stamp(start), _stamp(end), str(minutes), guest]


def _rejoins(who: str, name: str, email: str, start: datetime, end: datetime) -> Rows:
    cut = start + timedelta(minutes=18, seconds=20)
    fault = Fault(
        "re-join", "left and came back: one row a join", "merge the joins into one attendance", "folded", who
    )
    return [
        (_join(name, email, start, cut), []),
        (_join(name, email, cut + timedelta(seconds=70), end), [fault]),
    ]


def _two_devices(who: str, name: str, email: str, start: datetime, end: datetime) -> Rows:
    what = "two devices at the same time"
    fault = Fault("overlap", what, "count the union of both, never the sum", "folded", who)
    second = start + timedelta(minutes=9)
    return [
        (_join(name, email, start, end - timedelta(minutes=4)), []),
        (_join(name, email, second, end), [fault]),
    ]


def _waits(who: str, name: str, email: str, start: datetime, end: datetime) -> Rows:
    earlier = start - timedelta(minutes=7)
    fault = Fault("waiting-room", "minutes in the waiting room", "leave them out", "aside", who)
    return [
        ([*_join(name, email, earlier, start), "Yes"], [fault]),
        ([*_join(name, email, start, end), "No"], []),
    ]


def _strangers(group: str, n: int) -> list[str]:
    return {
        ("grades-3-5", 2): ["iPhone"],
        ("grades-3-5", 4): ["M Chen"],
        ("ell-elementary", 3): ["Room 12"],
    }.get((group, n), [])


def _totals(district: District, group: str, day: date, records: list[dict]) -> list[dict]:
    sheet = Sheet(f"exports/zoom-{group}-{day}.csv")
    _preamble(sheet, group, day, len(records), newer=True)
    what = "one row a person with minutes in all and no times"
    sheet.add(TOTAL, Fault("totals", what, "take the day from the lines above the header"))
    for record in records:
        person = district.people[record["person"]]
        sheet.add([person.name, person.email, str(record["minutes"]), "No"])
    return sheet.write()


def _german(district: District, day: date, records: list[dict]) -> list[dict]:
    sheet = Sheet(f"exports/zoom-teilnehmer-{day}.csv")
    what = "headers and dates in German"
    sheet.add(GERMAN, Fault("german", what, "read it by the columns its source names"))
    for record in records:
        person = district.people[record["person"]]
        start = datetime.fromisoformat(record["when"])
        end = start + timedelta(minutes=record["minutes"])
        times = [moment.strftime("%d.%m.%Y %H:%M:%S") for moment in (start, end)]
        sheet.add([person.name, person.email, *times, str(record["minutes"]), "Nein", "Nein"])
    return sheet.write()
