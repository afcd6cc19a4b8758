import csv
import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdcycle.output.gcsv import google_csv
from pdcycle.output.icalendar import Entry, calendar_bytes, folded

STAMP = datetime(2026, 8, 1, tzinfo=UTC)
TALK = Entry(
    uid="8b0b5c4e-0000-5000-8000-000000000001",
    title="Coaching talk; Ms. Díaz, room 4",
    first=date(2026, 11, 5),
    last=date(2026, 11, 5),
    stamp=STAMP,
    sequence=2,
    start=615,
    minutes=30,
    where="L104",
    about="First line\nsecond line",
    categories=("coaching", "grade 5, fall"),
)
WINDOW = Entry("w", "Course", date(2026, 9, 14), date(2026, 10, 4), STAMP)
GONE = Entry("g", "Meeting", date(2027, 4, 1), date(2027, 4, 1), STAMP, 3, 1425, 30, cancelled=True)


def test_another_reader_sees_what_was_written():
    data = calendar_bytes("Grade 5, Lincoln", "America/New_York", [GONE, TALK, WINDOW])
    found = icalendar.Calendar.from_ical(data)
    assert found["METHOD"] == "PUBLISH"
    named = rb"NAME:Grade 5\, Lincoln"
    assert b"\r\n" + named + b"\r\nX-WR-CAL" + named + b"\r\n" in data
    window, talk, gone = found.walk("VEVENT")
    zone = ZoneInfo("America/New_York")
    assert talk.decoded("DTSTART") == datetime(2026, 11, 5, 10, 15, tzinfo=zone)
    assert talk.decoded("DTEND") == datetime(2026, 11, 5, 10, 45, tzinfo=zone)
    assert (str(talk["SUMMARY"]), str(talk["DESCRIPTION"]), talk["SEQUENCE"]) == (TALK.title, TALK.about, 2)
    assert talk.categories == ["coaching", "grade 5, fall"]
    assert talk.decoded("DTSTAMP") == STAMP
    assert (window.decoded("DTSTART"), window.decoded("DTEND"), window["TRANSP"]) == (
        date(2026, 9, 14), date(2026, 10, 5), "TRANSPARENT",
    )  # fmt: skip
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", 3)
    assert gone.decoded("DTEND") == datetime(2027, 4, 2, 0, 15, tzinfo=zone)
    assert b"ATTENDEE" not in data


@pytest.mark.parametrize(
    "name", ["America/New_York", "America/Phoenix", "Europe/Berlin", "Australia/Lord_Howe"]
)
def test_the_time_zone_holds_for_every_day_of_the_years_used(name):
    late = Entry("z", "End", date(2027, 12, 31), date(2027, 12, 31), STAMP, start=0, minutes=10)
    found = icalendar.Calendar.from_ical(calendar_bytes("x", name, [TALK, late]))
    (component,) = found.walk("VTIMEZONE")
    assert component["TZID"] == name
    theirs = component.to_tz(lookup_tzid=False)
    for number in range(0, 700, 3):
        moment = datetime(2026, 1, 2, 12) + timedelta(days=number)  # noqa: DTZ001
        assert moment.replace(tzinfo=theirs).utcoffset() == moment.replace(tzinfo=ZoneInfo(name)).utcoffset()


@given(st.text(max_size=200))
def test_lines_fold_at_75_octets_without_splitting_a_character(text):
    line = "SUMMARY:" + "".join(mark for mark in text if mark.isprintable())
    data = folded(line)
    pieces = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(piece) <= 75 and piece.decode() is not None for piece in pieces)
    assert b"".join([pieces[0], *(piece[1:] for piece in pieces[1:])]).decode() == line


@given(st.text(max_size=120))
def test_any_title_reads_back(title):
    clean = "".join(
        mark for mark in title.replace("\r\n", "\n").replace("\r", "\n") if mark.isprintable() or mark == "\n"
    )
    data = calendar_bytes(
        "x", "UTC", [Entry("u", clean, STAMP.date(), STAMP.date(), STAMP, start=60, minutes=5)]
    )
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert str(event["SUMMARY"]) == clean


def test_google_csv_is_in_us_dates_and_leaves_out_what_is_cancelled():
    rows = list(csv.DictReader(io.StringIO(google_csv([TALK, GONE, WINDOW]))))
    assert [row["Subject"] for row in rows] == ["Course", TALK.title]
    assert (rows[0]["All Day Event"], rows[0]["End Date"]) == ("True", "10/04/2026")
    assert (rows[1]["Start Date"], rows[1]["Start Time"], rows[1]["End Time"]) == (
        "11/05/2026",
        "10:15 AM",
        "10:45 AM",
    )
    formula = Entry("f", "=1+1", STAMP.date(), STAMP.date(), STAMP)
    assert "'=1+1" in google_csv([formula])
