"""Compiled days, the year's end and rotation letters, on a district written as a coach would."""

from __future__ import annotations

from datetime import date

import pytest

from pdcycle.diagnostics import Route
from pdcycle.language.document import read
from pdcycle.model.binding import bind
from pdcycle.model.calendar import Calendar
from pdcycle.program.calendar import Closure, SchoolCalendar, SchoolDay, compile_calendar
from pdcycle.program.calendar_checks import check_calendar

DISTRICT = """
calendar: Cedar Valley 2026-27
year: 2026-08-31 .. 2027-06-15
staff_year: 2026-08-24 .. 2027-06-17
levels:
  elementary: {duty: 08:00 .. 15:45, students: 08:30 .. 15:10, grades: [k, 1, 2, 3, 4, 5]}
  middle: {duty: 07:45 .. 15:15, students: 08:00 .. 14:40, grades: [6, 7, 8]}
  high: {duty: 07:15 .. 14:45, students: 07:30 .. 14:15}
schools:
  lincoln: {name: Lincoln Elementary, level: elementary}
  hill: {name: Hill K-8, levels: [elementary, middle]}
  river-high: {name: River High, level: high, rotation: ab}
terms:
  summer: 2026-06-22 .. 2026-08-21
  fall: 2026-08-31 .. 2027-01-22
  spring: 2027-01-25 .. year.end
days:
  - {when: wednesdays, level: elementary, status: early-release, dismissal: 13:40, name: PLC Wednesday}
  - {when: 2026-09-07 mon, status: closed, name: Labor Day}
  - {when: 2026-10-09, status: staff, level: middle, name: Middle school training}
  - {when: 2026-11-11 wed, status: closed, name: Veterans Day}
  - {when: 2026-11-26 .. 2026-11-27, status: closed, name: Thanksgiving}
  - {when: 2026-12-23 .. 2027-01-01, status: closed, name: Winter recess}
  - {when: 2027-03-08 .. 2027-03-14, status: testing, level: elementary, name: State tests}
  - {when: 2027-04-07, status: late-start, start: 10:30, level: high}
  - {when: 2027-05-31, status: closed, name: Memorial Day}
bells:
  high:
    regular: {1: 07:30 .. 08:50, 2: 08:55 .. 10:15, lunch: 10:20 .. 10:50, 3: 10:55 .. 12:15, 4: 12:20 .. 14:15}
rotations:
  ab: {letters: [A, B], fixed: {2027-01-20: B}}
make_up: {built_in: 1, dates: [2027-06-16], then: extend}
blackouts:
  - {when: 2027-03-08 .. 2027-03-12, level: elementary, of: [observation, class], name: State tests}
"""


def day(text: str) -> date:
    return date.fromisoformat(text)


def authored(text: str = DISTRICT) -> Calendar:
    bound, problems = bind(read(text, "calendar.yaml"), Calendar)
    assert not problems
    assert bound is not None
    return bound


def closed(*days: str) -> SchoolCalendar:
    return compile_calendar(authored(), [Closure(day(one), day(one)) for one in days])


@pytest.fixture(scope="module")
def district() -> SchoolCalendar:
    return closed()


def test_later_lines_win(district: SchoolCalendar) -> None:
    wednesday = district.day("lincoln", day("2026-11-04"))
    assert (wednesday.status, wednesday.dismissal, wednesday.staff) == ("early-release", 13 * 60 + 40, True)
    assert district.day("lincoln", day("2026-11-11")) == SchoolDay("closed", "Veterans Day")
    assert district.day("river-high", day("2026-11-04")).status == "regular"


def test_a_weekday_rule_opens_no_day_and_a_range_opens_no_weekend(district: SchoolCalendar) -> None:
    assert district.day("lincoln", day("2026-08-26")).status == "staff"
    assert district.day("lincoln", day("2026-07-01")).status == "closed"
    assert not district.is_school_day("lincoln", day("2027-03-13"))


def test_testing_keeps_the_early_release_below_it(district: SchoolCalendar) -> None:
    found = district.day("lincoln", day("2027-03-10"))
    assert (found.status, found.testing, found.dismissal) == ("testing", True, 13 * 60 + 40)


def test_a_late_start_cuts_the_regular_bells(district: SchoolCalendar) -> None:
    found = district.day("river-high", day("2027-04-07"))
    assert [(period.id, period.start, period.end) for period in found.periods] == [
        ("lunch", 630, 650),
        ("3", 655, 735),
        ("4", 740, 855),
    ]


def test_a_school_of_two_levels_is_open_when_one_is(district: SchoolCalendar) -> None:
    training = day("2026-10-09")
    assert district.day("hill", training).students
    assert district.day("hill", training, "6").students is False
    assert district.day("hill", training, "6").staff
    assert district.day("hill", training, "3").status == "regular"
    # On Wednesdays the younger go at 13:40, the school is empty at 14:40, all staff are there 8:00 to 15:15.
    wednesday = district.day("hill", day("2026-11-04"))
    assert (wednesday.dismissal, wednesday.duty) == (14 * 60 + 40, (480, 915))


def test_staff_of_several_schools_and_of_none(district: SchoolCalendar) -> None:
    only_lincoln = compile_calendar(authored(), [Closure(day("2027-02-03"), day("2027-02-03"), ("lincoln",))])
    snow = day("2027-02-03")
    assert not only_lincoln.on_duty(("lincoln", "hill"), snow)
    assert only_lincoln.on_duty(("hill", "river-high"), snow)
    assert only_lincoln.on_duty((), snow)
    assert not district.on_duty((), day("2026-11-26"))


def test_closures_beyond_the_allowance_extend_the_year() -> None:
    assert closed().year("lincoln").last == day("2027-06-15")
    assert closed("2027-01-28").year("lincoln").last == day("2027-06-15")
    assert closed("2027-01-28", "2027-02-08").year("lincoln").last == day("2027-06-16")
    third = closed("2027-01-28", "2027-02-08", "2027-02-09")
    assert third.year("lincoln").last == day("2027-06-17")
    assert third.term("spring", "lincoln").last == day("2027-06-17")
    # Two staff days follow the last student day, wherever that is.
    assert third.duty_days("lincoln", day("2027-06-18"), day("2027-07-15")) == (
        day("2027-06-18"),
        day("2027-06-21"),
    )
    assert third.day("lincoln", day("2027-06-16")).name == "Make-up day"


def test_a_named_make_up_date_inside_the_year_is_used_first() -> None:
    text = DISTRICT.replace("dates: [2027-06-16]", "dates: [2026-12-23, 2027-05-31]")
    snow = [Closure(day(one), day(one)) for one in ("2027-01-28", "2027-02-08")]
    found = compile_calendar(authored(text), snow)
    assert found.is_school_day("lincoln", day("2027-05-31"))
    # December lies before the day that was lost.
    assert not found.is_school_day("lincoln", day("2026-12-23"))
    assert found.year("lincoln").last == day("2027-06-15")


def test_anchors_of_several_schools_are_the_latest() -> None:
    snow = [Closure(day(one), day(one), ("river-high",)) for one in ("2027-01-28", "2027-02-08")]
    found = compile_calendar(authored(), snow)
    assert found.year("lincoln").last == day("2027-06-15")
    assert found.year(("lincoln", "river-high")).last == day("2027-06-16")
    assert found.year().last == day("2027-06-16")


def test_rotation_resumes_the_missed_letter() -> None:
    before, after = closed(), closed("2027-01-28")
    week = [day(f"2027-01-{number}") for number in (25, 26, 27, 28, 29)]
    assert [before.letter("river-high", one) for one in week] == ["A", "B", "A", "B", "A"]
    assert [after.letter("river-high", one) for one in week] == ["A", "B", "A", None, "B"]


def test_rotation_by_fixed_dates_keeps_its_letters() -> None:
    text = DISTRICT.replace("letters: [A, B],", "letters: [A, B], after_closure: fixed-dates,")
    closure = [Closure(day("2027-01-28"), day("2027-01-28"))]
    before, after = compile_calendar(authored(text)), compile_calendar(authored(text), closure)
    friday = day("2027-01-29")
    assert before.letter("river-high", friday) == after.letter("river-high", friday) == "A"


def test_an_exam_day_has_its_fixed_letter_and_the_turn_goes_on_from_it(district: SchoolCalendar) -> None:
    assert [district.letter("river-high", day(f"2027-01-{number}")) for number in (19, 20, 21, 22)] == list(
        "BBAB"
    )


def test_blackouts_by_level_and_kind(district: SchoolCalendar) -> None:
    tests = day("2027-03-09")
    assert district.blacked_out("lincoln", tests, "observation", "class") == "State tests"
    assert district.blacked_out("lincoln", tests, "meeting", "after-school") is None
    assert district.blacked_out("river-high", tests, "observation") is None


def test_weeks_are_numbered_from_the_first_student_day(district: SchoolCalendar) -> None:
    weeks = district.weeks("lincoln")
    assert (weeks[0].n, weeks[0].first, weeks[0].last) == (1, day("2026-08-31"), day("2026-09-06"))
    assert weeks[-1].first == day("2027-06-14")


def test_school_days_run_out_into_weekdays(district: SchoolCalendar) -> None:
    assert district.add_school_days("lincoln", day("2027-06-14"), 3) == day("2027-06-17")


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "help_"),
    [
        ("level: elementary}\n  hill", "level: elementry}\n  hill", ("schools", "lincoln", "level"),
         "there is no level `elementry`", "did you mean `elementary`?"),
        ("rotation: ab}", "rotation: abc}", ("schools", "river-high", "rotation"),
         "there is no rotation `abc`", "did you mean `ab`?"),
        ("2: 08:55", "2: 08:45", ("bells", "high", "regular", "2"),
         "period 2 begins at 08:45, before period 1 ends at 08:50", "mend one of the two times"),
        ("spring: 2027-01-25", "spring: 2027-01-20", ("terms", "spring"),
         "the terms fall and spring overlap from 2027-01-20 to 2027-01-22", "let one end before the other begins"),
        ("staff_year: 2026-08-24", "declared_days: 190\nstaff_year: 2026-08-24", ("declared_days",),
         "190 school days are declared, but 194 are planned for elementary (lincoln, hill)",
         "write 194, or mend the closed days"),
        ("fixed: {2027-01-20: B}", "fixed: {2027-01-20: C}", ("rotations", "ab", "fixed"),
         "2027-01-20 is to be a C day, and there is no such letter", "use one of A, B"),
        ("status: early-release, dismissal: 13:40", "status: early-release", ("days", 0),
         "this early-release day does not say when students come or go",
         "add `dismissal: ...`, or bells for `early-release`"),
    ],
)  # fmt: skip
def test_contradictions_are_named(
    old: str, new: str, place: tuple[str, ...], message: str, help_: str
) -> None:
    assert old in DISTRICT
    found = check_calendar(authored(DISTRICT.replace(old, new)), Route("calendar.yaml"))
    assert (found[0].message, found[0].help) == (message, help_)
    assert isinstance(found[0].place, Route)
    assert found[0].place.path == place


def test_a_slip_in_a_year_is_told_and_makes_no_calendar_of_centuries() -> None:
    slipped = authored(
        DISTRICT.replace("year: 2026-08-31 .. 2027-06-15", "year: 2026-08-31 .. 9999-12-31", 1)
    )
    found = check_calendar(slipped, Route("calendar.yaml"))
    assert found[0].message == "the year runs from 2026-08-31 to 9999-12-31"
    assert len(compile_calendar(slipped).books["lincoln"].days) < 800


def test_the_district_itself_is_sound() -> None:
    assert check_calendar(authored(), Route("calendar.yaml")) == ()
