"""Two readers that know nothing of pdcycle see what the locks say: icalendar, and ical.js under node."""

import csv
import json
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import yaml

ZONE = ZoneInfo("America/New_York")
SCRIPT = Path(__file__).with_name("read.cjs")


def locks(root):
    """Events and windows by UID, as the locks have them."""
    events, windows = {}, {}
    for path in sorted((root / "schedule").iterdir()):
        lock = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
        events |= {row["uid"]: row for row in lock["events"].values()}
        for row in lock["windows"].values():
            windows.setdefault(row["uid"], []).append(row)
    return events, windows


def moments(row):
    """Start and end of an event of a lock, in UTC."""
    hour, minute = map(int, row["at"].split(":"))
    day = date.fromisoformat(row["day"].split()[0])
    start = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).astimezone(UTC)
    return start, start + timedelta(minutes=int(row["min"]))


def by_icalendar(folder):
    found = {}
    for path in sorted(folder.rglob("*.ics")):
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        found[path.relative_to(folder).as_posix()] = [
            {
                "uid": str(event["UID"]),
                "sequence": int(event["SEQUENCE"]),
                "title": str(event["SUMMARY"]),
                "where": str(event["LOCATION"]) if "LOCATION" in event else None,
                "start": text(event.decoded("DTSTART")),
                "end": text(event.decoded("DTEND")),
                "status": str(event["STATUS"]),
                "transparency": str(event["TRANSP"]),
                "stamp": text(event.decoded("DTSTAMP")),
            }
            for event in calendar.walk("VEVENT")
        ]
    return found


def text(value):
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"
    return value.isoformat()


@pytest.fixture(scope="module")
def seen(second):
    return by_icalendar(second / "build" / "coach" / "calendars")


def test_each_file_holds_what_the_locks_say_of_its_owner(second, seen):
    events, windows = locks(second)
    for path, entries in seen.items():
        assert len({entry["uid"] for entry in entries}) == len(entries), path
        for entry in entries:
            row = events.get(entry["uid"])
            if row is None:
                assert entry["transparency"] == "TRANSPARENT"
                spans = {(line["from"].split()[0], line["to"].split()[0]) for line in windows[entry["uid"]]}
                last = date.fromisoformat(entry["end"]) - timedelta(days=1)
                assert (entry["start"], last.isoformat()) in spans, (path, entry)
                continue
            assert (entry["start"], entry["end"]) == tuple(map(text, moments(row)))
            assert (entry["title"], entry["sequence"]) == (row["title"], int(row["seq"]))
            assert (entry["status"] == "CANCELLED") == (row["state"] == "cancelled")
            assert (entry["transparency"] == "TRANSPARENT") == (row["state"] == "cancelled")


def test_a_person_has_all_of_their_own_and_nothing_else(second, seen):
    events, _ = locks(second)
    for person in ("diaz", "rivera", "okafor", "schooley"):
        own = {uid for uid, row in events.items() if person in (*row.get("people", ()), *row.get("lead", ()))}
        shown = {entry["uid"] for entry in seen[f"people/{person}.ics"] if entry["uid"] in events}
        assert shown == own != set()
    courses = [entry["title"] for entry in seen["people/diaz.ics"] if entry["title"].startswith("Course: ")]
    assert len(courses) == 5
    joined = {entry["title"]: entry for entry in seen["people/foster.ics"]}
    assert joined["Course: Talking with students"]["start"] == "2026-11-09"


def test_what_two_people_do_stands_in_no_calendar_of_others(second, seen):
    events, _ = locks(second)
    private = {uid for uid, row in events.items() if row["kind"] in ("coaching", "conference", "observation")}
    shared = [path for path in seen if not path.startswith("people/")]
    assert {path.split("/")[0] for path in shared} == {"district", "groups", "schools"}
    for path in shared:
        assert not private & {entry["uid"] for entry in seen[path]}, path
    plan = "Application & Impact Plan"
    assert [path for path in seen if any(entry["title"] == plan for entry in seen[path])] == [
        "people/schooley.ics"
    ]


def test_the_csv_for_google_holds_the_same_but_what_is_cancelled(second, seen):
    for path, entries in seen.items():
        name = path.removesuffix(".ics") + ".csv"
        with (second / "build" / "coach" / "calendars" / name).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert sorted(row["Subject"] for row in rows) == sorted(
            entry["title"] for entry in entries if entry["status"] != "CANCELLED"
        )


def test_ical_js_sees_the_same(second, seen):
    node = shutil.which("node")
    if (
        node is None
        or subprocess.run(
            [node, "-e", "require('ical.js')"], capture_output=True, check=False, timeout=60
        ).returncode
    ):
        pytest.skip("node or its package ical.js is not there: `npm install ical.js@2`, and set NODE_PATH")
    ran = subprocess.run(
        [node, SCRIPT, second / "build" / "coach" / "calendars"],
        capture_output=True, check=True, timeout=120, encoding="utf-8",
    )  # fmt: skip
    theirs = json.loads(ran.stdout)
    assert theirs.keys() == seen.keys()
    for path, entries in theirs.items():
        assert sorted(entries, key=lambda entry: entry["uid"]) == sorted(
            seen[path], key=lambda entry: entry["uid"]
        ), path
