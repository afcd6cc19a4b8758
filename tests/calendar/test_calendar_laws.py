from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pdcycle.language.document import read
from pdcycle.language.time import EveryMonth, EverySpan, Length
from pdcycle.model.binding import bind
from pdcycle.model.calendar import Calendar
from pdcycle.program.calendar import Closure, SchoolCalendar, compile_calendar
from pdcycle.program.moments import Frame, Window, stretches

YEAR = """
calendar: A small district
year: 2026-08-31 .. 2027-06-15
levels: {all: {duty: 08:00 .. 15:45, students: 08:30 .. 15:10}}
schools:
  lincoln: {name: Lincoln, level: all, rotation: cycle}
  grant: {name: Grant, level: all, rotation: cycle}
days:
  - {when: 2026-11-25 .. 2026-11-27, status: closed}
  - {when: 2026-12-21 .. 2027-01-01, status: closed}
rotations: {cycle: {letters: [A, B, C, D], fixed: {2027-01-20: A}}}
make_up: {built_in: 1, dates: [2027-05-29, 2027-06-16]}
"""


@cache
def authored() -> Calendar:
    bound, problems = bind(read(YEAR, "calendar.yaml"), Calendar)
    assert bound is not None
    assert not problems
    return bound


@cache
def year() -> SchoolCalendar:
    return compile_calendar(authored())


DAYS = st.dates(date(2026, 8, 31), date(2027, 6, 15))
SCHOOL_DAYS = DAYS.filter(lambda day: year().is_school_day("lincoln", day))
ONE = timedelta(days=1)


@given(SCHOOL_DAYS, st.integers(-200, 200))
def test_school_days_added_and_taken_away_lead_back(day: date, count: int) -> None:
    there = year().add_school_days("lincoln", day, count)
    if year().is_school_day("lincoln", there):
        assert year().add_school_days("lincoln", there, -count) == day


@given(DAYS, st.integers(1, 60))
def test_adding_school_days_counts_them(day: date, count: int) -> None:
    there = year().add_school_days("lincoln", day, count)
    if there <= year().year("lincoln").last:
        assert year().count_school_days("lincoln", day + ONE, there) == count


@given(
    st.tuples(DAYS, DAYS).map(sorted),
    st.builds(
        EverySpan,
        st.builds(Length, st.integers(1, 12), st.sampled_from(["day", "week", "month", "school day"])),
    )
    | st.just(EveryMonth()),
)
def test_stretches_tile_the_window(days: list[date], every: EverySpan) -> None:
    first, last = days
    frame = Frame(year(), ("lincoln",), first, last)
    found = stretches(every, Window(first, last), frame)
    assert [part.n for part in found] == list(range(1, len(found) + 1))
    assert (found[0].first, found[-1].last) == (first, last)
    assert all(part.first <= part.last for part in found)
    assert all(after.first - before.last == ONE for before, after in pairwise(found))


@given(st.lists(DAYS, min_size=1, max_size=4, unique=True))
def test_closing_days_never_changes_earlier_letters(closed: list[date]) -> None:
    tried = compile_calendar(authored(), [Closure(day, day) for day in closed])
    day = date(2026, 8, 31)
    while day < min(closed):
        assert tried.letter("lincoln", day) == year().letter("lincoln", day)
        day += ONE


@given(st.lists(DAYS, min_size=1, max_size=6, unique=True))
def test_every_lost_day_beyond_the_allowance_is_made_up(closed: list[date]) -> None:
    tried = compile_calendar(authored(), [Closure(day, day) for day in closed])
    lost = sum(year().is_school_day("lincoln", day) for day in closed)
    before, after = len(year().books["lincoln"].students), len(tried.books["lincoln"].students)
    assert after == before - min(lost, 1)


@given(DAYS, st.integers(-30, 30))
def test_several_schools_take_the_latest(day: date, count: int) -> None:
    tried = compile_calendar(authored(), [Closure(date(2026, 10, 6), date(2026, 10, 8), ("grant",))])
    each = [tried.add_school_days(school, day, count) for school in ("lincoln", "grant")]
    assert tried.add_school_days(("lincoln", "grant"), day, count) == max(each)
