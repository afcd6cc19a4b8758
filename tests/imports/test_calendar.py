"""A published calendar becomes lines of calendar.yaml; what becomes none is said."""

from __future__ import annotations

from codecs import BOM_UTF8
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdcycle.errors import PdcycleError
from pdcycle.flows.import_calendar import Wanted, import_calendar
from pdcycle.imports.words import plain
from pdcycle.language.document import read
from pdcycle.model.binding import bind
from pdcycle.model.calendar import Calendar

HEAD = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Maple Grove 2026-27\r\nX-WR-TIMEZONE:America/Chicago\r\n"
)


def event(title, start, end="", more=""):
    days = f"DTSTART;VALUE=DATE:{start}\r\n" if len(start) == 8 else f"DTSTART{start}\r\n"
    days += (f"DTEND;VALUE=DATE:{end}\r\n" if len(end) == 8 else f"DTEND{end}\r\n") if end else ""
    return f"BEGIN:VEVENT\r\nSUMMARY:{title}\r\n{days}{more}END:VEVENT\r\n"


def ics(*events):
    return (HEAD + "".join(events) + "END:VCALENDAR\r\n").encode()


YEAR = ics(
    event("Teachers Report", "20260824", "20260829"),
    event("First Day of School", "20260831"),
    event("No School - Labor Day", "20260907", "20260908"),
    event(
        "Early Release 12:15 pm",
        "20260916",
        "",
        "RRULE:FREQ=WEEKLY;UNTIL=20261001T045959Z\r\nEXDATE;VALUE=DATE:20260923\r\n",
    ),
    event("Columbus Day - No School", "20261012", "", "DESCRIPTION:PD\r\n  for all staff\r\n"),
    event("Family Conferences (Elementary)", "20261112", "20261114"),
    event("State Testing", "20261116", "20261201"),
    event("Thanksgiving Break", "20261125", "20261128"),
    event("No School", "20261125", "20261128"),
    event("Winter Recess", ":20261221T060000Z", ":20270102T060000Z"),
    event("Possible Snow Make-Up Day", "20270215"),
    event("Semester Change (MGHS only)", "20270122", "", "CATEGORIES:half-day\r\n"),
    event("Spring Musical", "20270311"),
    event("Friday\\, March 12 - Half Day", "20270311"),
    event("Board Meeting", "20270120"),
    event("Closed", "20270301", "", "STATUS:CANCELLED\r\n"),
    event("Prior year - no school", "20260301"),
    event("Oddly dated", "soon"),
    event("Last Day of School - Noon Dismissal", "20270611"),
)
DAYS = """\
days:
  - {when: 2026-08-24 mon .. 2026-08-28 fri, status: staff, name: Teachers Report}
  - {when: 2026-09-07 mon, status: closed, name: No School - Labor Day}
  - {when: 2026-09-16 wed, status: early-release, dismissal: 12:15, name: "Early Release 12:15 pm"}
  - {when: 2026-09-30 wed, status: early-release, dismissal: 12:15, name: "Early Release 12:15 pm"}
  - {when: 2026-10-12 mon, status: staff, name: Columbus Day - No School}
  - {when: 2026-11-12 thu .. 2026-11-13 fri, level: elementary, status: conferences, name: Family Conferences (Elementary)}
  - {when: 2026-11-16 mon .. 2026-11-30 mon, status: testing, name: State Testing}
  - {when: 2026-11-25 wed .. 2026-11-27 fri, status: closed, name: Thanksgiving Break}
  - {when: 2026-12-21 mon .. 2027-01-01 fri, status: closed, name: Winter Recess}
  - {when: 2027-03-11 thu, status: half-day, name: "Friday, March 12 - Half Day"}  # DECIDE: when do students leave?
  - {when: 2027-06-11 fri, status: early-release, dismissal: 12:00, name: Last Day of School - Noon Dismissal}
"""


def text_of(made):
    return made.artefacts[0].content.decode()


def calendar_of(text):
    document = read(text, "calendar.yaml")
    calendar, problems = bind(document, Calendar)
    assert not document.diagnostics
    assert not problems
    return calendar


def test_a_year_becomes_a_calendar_that_binds():
    made = import_calendar(YEAR, "maple.ics", None, Wanted())
    text = text_of(made)
    assert text.startswith(
        "# Read from maple.ics. Settle each DECIDE, then take it out.\n"
        "calendar: Maple Grove 2026-27\n"
        "year: 2026-08-31 mon .. 2027-06-11 fri\n"
        "staff_year: 2026-08-24 mon .. 2027-06-11 fri\n"
    )
    assert text.endswith(
        DAYS + "\n# Days on which closures are made up if need be.\nmake_up: {dates: [2027-02-15 mon]}\n"
    )
    assert calendar_of(text).year == (date(2026, 8, 31), date(2027, 6, 11))


def test_what_becomes_no_line_is_listed_with_its_line_and_its_reason():
    made = import_calendar(YEAR, "maple.ics", None, Wanted())
    assert [(aside.title, aside.why) for aside in made.aside] == [
        ("Semester Change (MGHS only)", "an event on a day like others"),
        ("Spring Musical", "not classified"),
        ("Board Meeting", "an event on a day like others"),
        ("Closed", "cancelled"),
        ("Prior year - no school", "it is in another school year than 2026-27"),
        ("Oddly dated", "it has no date that can be read"),
    ]
    begins = {n for n, line in enumerate(YEAR.decode().splitlines(), 1) if line == "BEGIN:VEVENT"}
    used = {source for line in made.added for source in line.sources}
    used |= {source for _, mark in made.marks for source in mark.sources} | {line for _, line in made.make_up}
    assert used | {aside.line for aside in made.aside} | {made_up_line(YEAR)} == begins


def made_up_line(data):
    lines = data.decode().splitlines()
    return lines.index("SUMMARY:Possible Snow Make-Up Day")


def test_weekdays_and_school_days_are_checked():
    made = import_calendar(YEAR, "maple.ics", None, Wanted(days=180))
    assert [(item.code, item.message) for item in made.diagnostics] == [
        ("PD370", "2027-03-11 is a thursday, and its title says 2027-03-12"),
        (
            "PD373",
            (
                "180 school days are declared, and the calendar has 190 at elementary-school, 190 at middle-school, "
                "190 at high-school"
            ),
        ),
    ]


@pytest.mark.parametrize(
    ("title", "about", "wrong"),
    [
        ("Good Friday - No School", "", None),
        ("Winter Recess", "Students return Monday, January 4", None),
        (
            "Winter Recess",
            "Students return Tuesday, January 4",
            "2027-01-04 is a monday, not a tuesday as it says here",
        ),
        ("Monday holiday - closed", "", "2026-12-22 is a tuesday, and it says monday here"),
    ],
)
def test_named_weekdays(title, about, wrong):
    data = ics(event(title, "20261222", "20261223", f"DESCRIPTION:{about}\r\n" if about else ""))
    found = [item.message for item in import_calendar(data, "x.ics", None, Wanted()).diagnostics]
    assert found == ([wrong] if wrong else [])


MINE = """\
calendar: Maple Grove
year: 2026-08-31 .. 2027-06-11   # adopted in May
levels:
  elementary: {duty: 08:00 .. 15:30, students: 08:30 .. 15:00}
  high: {duty: 07:30 .. 15:00, students: 07:45 .. 14:30}
schools:
  oak: {name: Oak Elementary, level: elementary}
  mghs: {name: Maple Grove High School, level: high}

days:
  # The contract's half hour.
  - {when: wednesdays, status: early-release, dismissal: 14:00}
  - {when: 2026-09-07, status: closed, name: Labor Day}   # mine
  # Changed by the board in July.
  - {when: 2026-10-12 mon, status: closed, name: Fall day}  # ask the union
  - {when: 2026-12-21 .. 2027-01-01, status: closed, name: Winter}
  - {when: 2027-01-20 wed, status: closed, unplanned: true, name: Snow}

contract: {notice: 2 days}
"""


def test_an_existing_calendar_keeps_everything_and_gets_only_lines_of_days():
    made = import_calendar(YEAR, "maple.ics", MINE.encode(), Wanted())
    added = [line for line in text_of(made).splitlines() if line not in MINE.splitlines()]
    assert added == [
        "  - {when: 2026-08-24 mon .. 2026-08-28 fri, status: staff, name: Teachers Report}",
        "  - {when: 2026-10-12 mon, status: staff, name: Fall day}  # ask the union",
        (
            "  - {when: 2026-11-12 thu .. 2026-11-13 fri, level: elementary, status: conferences, "
            "name: Family Conferences (Elementary)}"
        ),
        "  - {when: 2026-11-16 mon .. 2026-11-30 mon, status: testing, name: State Testing}",
        "  - {when: 2026-11-25 wed .. 2026-11-27 fri, status: closed, name: Thanksgiving Break}",
        '  - {when: 2027-03-11 thu, status: half-day, name: "Friday, March 12 - Half Day"}  # DECIDE: when do students leave?',
        "  - {when: 2027-06-11 fri, status: early-release, dismissal: 12:00, name: Last Day of School - Noon Dismissal}",
    ]
    gone = [line for line in MINE.splitlines() if line not in text_of(made).splitlines()]
    assert gone == ["  - {when: 2026-10-12 mon, status: closed, name: Fall day}  # ask the union"]
    calendar_of(text_of(made))


def test_a_weaker_line_never_reopens_a_closed_day():
    data = ics(event("Spring Break", "20270329", "20270403"), event("State Testing", "20270401", "20270420"))
    made = import_calendar(data, "x.ics", None, Wanted())
    assert [line.status for line in made.added] == ["testing", "closed"]
    old = text_of(
        import_calendar(ics(event("Spring Break", "20270329", "20270403")), "x.ics", None, Wanted())
    )
    assert [
        line.status.value
        for line in calendar_of(text_of(import_calendar(data, "x.ics", old.encode(), Wanted()))).days
    ] == ["testing", "closed"]


def test_a_line_that_would_say_nothing_is_set_aside():
    data = ics(event("Early Release", "20261222", "20261223"))
    made = import_calendar(data, "x.ics", MINE.encode(), Wanted())
    assert [(aside.title, aside.why) for aside in made.aside] == [
        ("Early Release", "it disagrees with line 16 of calendar.yaml")
    ]
    assert text_of(made) == MINE


@pytest.mark.parametrize("mark", [b"", BOM_UTF8])
@pytest.mark.parametrize("breaks", ["\n", "\r\n"])
def test_line_breaks_and_the_byte_order_mark_stay(mark, breaks):
    old = mark + MINE.replace("\n", breaks).encode()
    new = import_calendar(YEAR, "maple.ics", old, Wanted()).artefacts[0].content
    assert new.startswith(mark)
    assert new.count(b"\r\n") == (new.count(b"\n") if breaks == "\r\n" else 0)
    assert import_calendar(YEAR, "maple.ics", new, Wanted()).artefacts[0].content == new


TITLES = ["No School", "Early Release 1:00", "State Testing", "Staff Development Day", "Winter Break", "Half Day", "Late Start",
          "Snow Make-up Day (school day)", "Elementary Conferences", "Oak Elementary - No School", "First Day of School"]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(TITLES), st.integers(0, 300), st.integers(1, 9)), min_size=1, max_size=12
    ),
    st.booleans(),
)
def test_importing_twice_changes_nothing(titles, fresh):
    start = date(2026, 8, 20).toordinal()
    data = ics(
        *(
            event(
                title,
                f"{date.fromordinal(start + at):%Y%m%d}",
                f"{date.fromordinal(start + at + length):%Y%m%d}",
            )
            for title, at, length in titles
        )
    )
    once = import_calendar(data, "x.ics", None if fresh else MINE.encode(), Wanted())
    twice = import_calendar(data, "x.ics", once.artefacts[0].content, Wanted())
    assert twice.artefacts == once.artefacts
    assert not twice.added
    assert not twice.changed


CSV = (
    "Maple Grove calendar\n\nSubject,Start Date,End Date,Day,Description\n"
    "No School - Labor Day,9/7/2026,,Monday,\n"
    'Winter Break,12/21/2026,1/1/2027,Monday,"closed, all"\n'
    "PD Day,10/13/2026,,Monday,\n"
    "Picture Day,someday,,,\n"
)


def test_a_spreadsheet_of_dates():
    made = import_calendar(CSV.encode(), "maple.csv", MINE.encode(), Wanted())
    assert [(line.first, line.last, line.status, line.sources) for line in (*made.there, *made.added)] == [
        (date(2026, 9, 7), date(2026, 9, 7), "closed", (4,)),
        (date(2026, 12, 21), date(2027, 1, 1), "closed", (5,)),
        (date(2026, 10, 13), date(2026, 10, 13), "staff", (6,)),
    ]
    assert [(aside.line, aside.title, aside.why) for aside in made.aside] == [
        (7, "Picture Day", "it has no date that can be read")
    ]
    assert [item.message for item in made.diagnostics] == ["2026-10-13 is a tuesday, and it says monday here"]


def test_one_broken_event_hides_no_other():
    broken = "BEGIN:VEVENT\r\nSUMMARY:Odd\r\nBEGIN:VALARM\r\nEND:VEVENT\r\n"
    made = import_calendar(ics(broken, event("No School", "20260907")), "x.ics", None, Wanted())
    assert [line.first for line in made.added] == [date(2026, 9, 7)]
    assert [aside.line for aside in made.aside] == [5]


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"%PDF-1.7", "x.csv", "x.csv is a PDF, not a table"),
        (b"hello", "x.ics", "x.ics holds no iCalendar (no BEGIN:VCALENDAR)"),
        (b"a,b\n1,2\n", "x.csv", "x.csv has no columns for a title and a date"),
    ],
)
def test_what_is_no_calendar_is_refused(data, name, message):
    with pytest.raises(PdcycleError, match=message.replace("(", r"\(").replace(")", r"\)")):
        import_calendar(data, name, None, Wanted())


def test_a_calendar_that_cannot_be_read_is_left_alone():
    made = import_calendar(YEAR, "maple.ics", b"calendar: X\nyear: soon\n", Wanted())
    assert made.artefacts == ()
    assert {item.code for item in made.diagnostics} == {"PD201", "PD212"}


def test_words_are_compared_without_signs():
    assert plain("Parent/Teacher Conf. — ½ day!") == " parent teacher conf ½ day "


def test_another_first_day_is_said_and_year_stays():
    made = import_calendar(ics(event("First Day of School", "20260902")), "x.ics", MINE.encode(), Wanted())
    assert [(item.code, item.message) for item in made.diagnostics] == [
        ("PD372", "the first day of school is 2026-09-02 here, and 2026-08-31 in calendar.yaml")
    ]
    assert text_of(made) == MINE
    assert made.unsaid == (13, 15, 16)


@pytest.mark.parametrize(
    ("line", "title", "after"),
    [
        ("status: early-release, name: Mine}  # why", "Early release 1:15", "status: early-release, dismissal: 13:15, name: Mine}  # why"),
        ("status: half-day, dismissal: 11:40}", "Early release", "status: early-release, dismissal: 11:40, name: Early release}"),
        ("status: early-release, dismissal: 12:00}", "Early release 1:15", "status: early-release, dismissal: 12:00}"),
        ("status: closed, unplanned: true}", "Staff Day", "status: closed, unplanned: true}"),
    ],
)  # fmt: skip
def test_hours_of_ones_own_stay(line, title, after):
    start = "  - {when: 2027-03-04 thu, "
    old = MINE.replace("\ncontract", f"{start}{line}\n\ncontract")
    made = import_calendar(ics(event(title, "20270304")), "x.ics", old.encode(), Wanted())
    assert text_of(made) == MINE.replace("\ncontract", f"{start}{after}\n\ncontract")
    assert [aside.why for aside in made.aside] == (
        ["it says 13:15, not so line 18 of calendar.yaml"] if "12:00" in line else
        ["it disagrees with line 18 of calendar.yaml"] if "unplanned" in line else []
    )  # fmt: skip
