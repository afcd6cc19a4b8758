from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pdcycle.language.time import (
    At,
    By,
    DateLiteral,
    EveryLetter,
    EveryMonth,
    EveryOrdinal,
    EverySpan,
    EveryTerm,
    EveryWeekday,
    From,
    Length,
    Meets,
    Name,
    Nearest,
    Parameter,
    Point,
    Range,
    Recorded,
    Relative,
    SameDay,
    Shift,
    TimeError,
    parse_every,
    parse_meets,
    parse_recorded,
    parse_span,
    parse_when,
)

WORDS = st.sampled_from(
    ["start", "end", "learn", "plan-talk", "follow-up", "last-talk", "week-one", "fall", "360-survey"]
)
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
LENGTHS = st.builds(
    Length, st.integers(1, 60), st.sampled_from(["day", "school day", "week", "month", "year"])
)
PARAMETERS = st.builds(Parameter, st.sampled_from(["learning", "pre-service"]))
SPANS = LENGTHS | PARAMETERS
ATOMS = st.one_of(
    st.builds(DateLiteral, DAYS),
    DAYS.map(lambda day: DateLiteral(day, day.weekday())),
    st.builds(Name, st.tuples(WORDS) | st.tuples(WORDS, st.sampled_from(["start", "end", "approved"]))),
    PARAMETERS,
    st.builds(Parameter, st.just("visits"), st.sampled_from(["start", "end"])),
)


def _larger(points: st.SearchStrategy[Point]) -> st.SearchStrategy[Point]:
    return st.one_of(
        st.builds(Shift, points, SPANS, st.sampled_from([1, -1])),
        st.builds(Nearest, st.integers(0, 6), st.none(), st.booleans(), points),
        st.builds(Nearest, st.none(), st.sampled_from(["A", "F", "3"]), st.booleans(), points),
        st.builds(SameDay, points),
    )


POINTS = st.recursive(ATOMS, _larger, max_leaves=6)
RANGES = st.builds(Range, POINTS, POINTS | st.builds(Relative, SPANS)).filter(
    lambda when: (
        not (isinstance(when.start, DateLiteral) and isinstance(when.end, DateLiteral))
        or when.start.day <= when.end.day
    )
)
WHENS = st.one_of(RANGES, st.builds(From, POINTS), st.builds(By, POINTS), st.builds(At, POINTS))
SETS = st.sets(st.integers(0, 6), min_size=1, max_size=3).map(lambda days: tuple(sorted(days)))
RULES = st.one_of(
    st.builds(EveryWeekday, SETS, st.just(False), st.none() | DAYS),
    st.builds(lambda day: EveryWeekday((day,), True), st.integers(0, 6)),
    DAYS.map(lambda day: EveryWeekday((day.weekday(),), True, day)),
    st.builds(EveryOrdinal, st.sampled_from([(1,), (2,), (1, 3), (-1,), (2, -1)]), st.integers(0, 6)),
    st.builds(EveryLetter, st.sampled_from(["A", "B"])),
)
EVERYS = st.one_of(RULES, st.builds(EverySpan, SPANS), st.just(EveryMonth()), st.just(EveryTerm()))
CLOCK = st.integers(5 * 60, 24 * 60 - 1)


@given(WHENS)
def test_canonical_when_reads_back(when: At) -> None:
    assert parse_when(str(when)) == when


@given(EVERYS)
def test_canonical_every_reads_back(every: EverySpan) -> None:
    assert parse_every(str(every)) == every


@given(st.builds(Meets, RULES, CLOCK, st.none() | st.integers(1, 400)))
def test_canonical_meeting_reads_back(meets: Meets) -> None:
    assert parse_meets(str(meets)) == meets


@given(LENGTHS)
def test_canonical_length_reads_back(length: Length) -> None:
    assert parse_span(str(length)) == length


@given(
    DAYS,
    st.none() | CLOCK,
    st.none() | st.integers(1, 400),
    st.none() | st.sampled_from(["ortiz", "dir-literacy"]),
    st.none() | st.sampled_from(["library", "Room 12, upstairs"]),
)
def test_canonical_record_reads_back(
    day: date, at: int | None, length: int | None, by: str | None, where: str | None
) -> None:
    recorded = Recorded(day, day, at, length, by, where)
    assert parse_recorded(str(recorded)) == recorded


def _slip(parse: Callable[[str], object], text: str) -> TimeError | None:
    try:
        parse(text)
    except TimeError as slip:
        return slip
    return None


@given(st.text(alphabet="abdehknorstwy $.+-()0123456789B:,", max_size=30))
def test_any_text_is_read_or_refused_with_a_mend(text: str) -> None:
    for parse in (parse_when, parse_every, parse_meets, parse_recorded, parse_span):
        slip = _slip(parse, text)
        assert slip is None or (slip.message and slip.help and slip.length >= 1)
