"""What time expressions mean on a calendar with holidays, snow and a weekly early release."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from pdcycle.language.document import read
from pdcycle.language.time import Name, parse_every, parse_meets, parse_when
from pdcycle.model.binding import bind
from pdcycle.model.calendar import Calendar
from pdcycle.program.calendar import Closure, SchoolCalendar, compile_calendar
from pdcycle.program.moments import Frame, Moment, TimeProblem, Window, meeting_dates, stretches, window

YEAR = """
calendar: Cedar Valley 2026-27
year: 2026-08-31 .. 2027-06-15
staff_year: 2026-08-24 .. 2027-06-17
levels: {all: {duty: 08:00 .. 15:45, students: 08:30 .. 15:10}}
schools:
  lincoln: {name: Lincoln, level: all, rotation: ab}
  grant: {name: Grant, level: all}
terms: {fall: 2026-08-31 .. 2027-01-22, spring: 2027-01-25 .. year.end}
days:
  - {when: 2026-09-07 mon, status: closed, name: Labor Day}
  - {when: 2026-11-11 wed, status: closed, name: Veterans Day}
  - {when: 2026-11-26 .. 2026-11-27, status: closed, name: Thanksgiving}
  - {when: 2026-12-21 .. 2027-01-01, status: closed, name: Winter recess}
  - {when: 2027-01-18 mon, status: closed, name: Martin Luther King Jr. Day}
rotations: {ab: {letters: [A, B]}}
"""
KNOWN = {
    ("agree",): ("2026-10-05", "2026-10-05"),
    ("plan", "approved"): ("2026-10-20", "2026-10-20"),
    ("late", "approved"): ("2026-10-26", "2026-10-26"),
    ("learn",): ("2026-08-31", "2026-09-20"),
    ("survey",): ("2027-01-04", "2027-01-15"),
    ("teach",): ("2026-10-09", "2026-10-09"),
    ("january",): ("2027-01-31", "2027-01-31"),
}


@cache
def year(*snow: str) -> SchoolCalendar:
    bound, problems = bind(read(YEAR, "calendar.yaml"), Calendar)
    assert bound is not None
    assert not problems
    days = [date.fromisoformat(text) for text in snow]
    return compile_calendar(bound, [Closure(day, day) for day in days])


def look_up(name: Name) -> Moment | None:
    found = KNOWN.get(name.words) or KNOWN.get(name.words[:1])
    return Moment(*(date.fromisoformat(text) for text in found)) if found else None


def frame(*snow: str, start: str = "2026-08-31", end: str = "2027-01-22", moves: bool = True) -> Frame:
    span = date.fromisoformat(start), date.fromisoformat(end)
    return Frame(year(*snow), ("lincoln",), *span, look_up, ("agree", "learn", "survey"), moves)


def shown(found: Window) -> str:
    return str(found.first) if found.first == found.last else f"{found.first} .. {found.last}"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # Three weeks from a Monday end on the Sunday; two written dates are both in.
        ("start .. +3 weeks", "2026-08-31 .. 2026-09-20"),
        ("2026-10-20 .. 2026-10-24", "2026-10-20 .. 2026-10-24"),
        ("agree + 2 weeks", "2026-10-19"),
        ("plan.approved + 1 month", "2026-11-20"),
        # 31 January and a month is 28 February, a Sunday: it moves to the Monday.
        ("january + 1 month", "2027-03-01"),
        # 26 November is Thanksgiving, and so is the Friday after it.
        ("late.approved + 1 month", "2026-11-30"),
        ("by 2026-11-26", "2026-08-31 .. 2026-11-25"),
        ("1 month before 2026-12-26", "2026-11-25"),
        ("2026-10-14 + 4 weeks", "2026-11-12"),
        ("from learn.end", "2026-09-21 .. 2027-01-22"),
        ("last thursday before end", "2027-01-21"),
        ("last thursday before 2026-11-28", "2026-11-25"),
        # The Monday after a Monday start is the next one, and that is Labor Day.
        ("first monday after start", "2026-09-08"),
        ("day after year.end", "2027-06-16"),
        ("10 school days before survey.start", "2026-12-07"),
        ("3 weeks before end .. 1 week before end", "2027-01-01 .. 2027-01-15"),
        ("teach .. +2 school days", "2026-10-09 .. 2026-10-12"),
        ("3 school days before teach .. teach", "2026-10-06 .. 2026-10-09"),
        ("learn.end .. +1 week", "2026-09-20 .. 2026-09-26"),
        ("1 week after learn", "2026-09-28"),
        ("next B day after 2026-11-10", "2026-11-12"),
        ("same day as teach", "2026-10-09"),
        ("fall", "2026-08-31 .. 2027-01-22"),
        ("spring.start + 1 week", "2027-02-01"),
        # A length that runs over the cycle's end stops there.
        ("2027-01-20 .. +1 week", "2027-01-20 .. 2027-01-22"),
    ],
)
def test_windows(text: str, days: str) -> None:
    assert shown(window(parse_when(text), frame())) == days


def test_what_was_asked_is_kept_beside_where_it_moved() -> None:
    found = window(parse_when("late.approved + 1 month"), frame())
    assert (str(found.written), str(found.asked), found.point) == ("2026-11-26", "2026-11-30", True)
    late = window(parse_when("by 2026-11-26"), frame())
    assert (str(late.asked), late.earlier, late.point) == ("2026-11-25", True, False)


def test_own_time_does_not_move() -> None:
    assert shown(window(parse_when("2026-11-26"), frame(moves=False))) == "2026-11-26"


def test_the_growth_day_moves_with_the_year() -> None:
    when = parse_when("day after year.end")
    assert shown(window(when, frame("2027-01-28"))) == "2027-06-17"
    assert shown(window(when, frame("2027-01-28", "2027-02-08"))) == "2027-06-18"
    assert shown(window(when, frame("2027-01-28", "2027-02-08", "2027-02-09"))) == "2027-06-21"


@pytest.mark.parametrize(
    ("text", "message", "help_", "offset"),
    [
        ("by lern.end", "`lern.end` is neither an activity here nor a term", "did you mean `learn`?", 3),
        ("learn.begin", "`learn.begin` means nothing: only start, end, approved can follow the dot",
         "write `learn.start` or `learn.end`", 0),
        ("start .. +$learning", "`$learning` has no value", "give it under `with:`: `learning: ...`", 10),
        ("end .. start", "`end .. start` holds no day: it starts on 2027-01-22 and ends on 2026-08-31",
         "let it start earlier or end later", None),
        ("start .. 2062-01-22", "`start .. 2062-01-22` lasts from 2026-08-31 to 2062-01-22",
         "check the years; a window holds two years at most", None),
        ("9999-12-31 + 1 day", "1 day from 9999-12-31 is beyond the calendar", "choose a shorter length", None),
        ("next C day after start", "there is no C day after 2026-08-31",
         "look at `rotations:` in calendar.yaml and at the school's `rotation`", None),
    ],
)  # fmt: skip
def test_problems_say_where(text: str, message: str, help_: str, offset: int | None) -> None:
    with pytest.raises(TimeProblem) as raised:
        window(parse_when(text), frame())
    assert (raised.value.message, raised.value.help, raised.value.offset) == (message, help_, offset)


def test_a_date_never_moves_across_the_cycles_end() -> None:
    with pytest.raises(
        TimeProblem, match="2026-11-26 is a day off, and the next day on duty after it, 2026-11-30"
    ):
        window(parse_when("2026-11-26"), frame(end="2026-11-27"))
    assert shown(window(parse_when("by end"), frame(end="2026-11-27"))) == "2026-08-31 .. 2026-11-25"


def numbered(every: str, span: Window, within: Frame) -> list[str]:
    return [f"{part.n} {part.first} {part.last}" for part in stretches(parse_every(every), span, within)]


def test_stretches_keep_their_numbers_over_the_winter_recess() -> None:
    span = window(parse_when("2026-12-07 .. 2027-01-22"), frame())
    assert numbered("2 weeks", span, frame()) == [
        "1 2026-12-07 2026-12-20",
        "2 2026-12-21 2027-01-03",
        # Five days are less than half of two weeks and join the stretch before.
        "3 2027-01-04 2027-01-22",
    ]


def test_months_terms_and_weekdays() -> None:
    span = window(parse_when("fall"), frame())
    # One day of August joins September.
    assert numbered("month", span, frame())[:2] == ["1 2026-08-31 2026-09-30", "2 2026-10-01 2026-10-31"]
    assert numbered("1 month", Window(date(2027, 1, 31), date(2027, 4, 1)), frame()) == [
        "1 2027-01-31 2027-02-27",
        "2 2027-02-28 2027-04-01",
    ]
    assert numbered("second tuesday of the month", span, frame())[2] == "3 2026-11-10 2026-11-10"
    whole = window(parse_when("year"), frame())
    assert numbered("term", whole, frame()) == ["1 2026-08-31 2027-01-22", "2 2027-01-25 2027-06-15"]
    assert numbered("10 school days", span, frame())[0] == "1 2026-08-31 2026-09-14"


def test_a_standing_meeting_skips_days_off_and_keeps_its_rhythm() -> None:
    meets = parse_meets("every other wednesday from 2026-09-16 13:45, 45 min")
    found = meeting_dates(meets, date(2026, 10, 20), date(2026, 12, 31), year(), ("lincoln",))
    assert [str(item.day) for item in found] == ["2026-10-28", "2026-11-25", "2026-12-09"]
    assert (found[0].start, found[0].minutes) == (825, 45)
    # Without a date of its own it counts from the first Wednesday of the year, wherever one begins to look.
    free = parse_meets("every other wednesday 13:45")
    early = meeting_dates(free, date(2026, 9, 1), date(2026, 10, 30), year(), "lincoln")
    late = meeting_dates(free, date(2026, 9, 10), date(2026, 10, 30), year(), "lincoln")
    assert [item.day for item in early][1:] == [item.day for item in late]
    assert str(early[0].day) == "2026-09-02"
