from __future__ import annotations

from datetime import date

import pytest

from pdcycle.language.time import (
    At,
    DateLiteral,
    Every,
    EveryLetter,
    EveryMonth,
    EveryOrdinal,
    EverySpan,
    EveryWeekday,
    From,
    Length,
    Meets,
    Name,
    Nearest,
    Parameter,
    Range,
    Recorded,
    Relative,
    SameDay,
    Shift,
    TimeError,
    When,
    names,
    parameters,
    parse_every,
    parse_meets,
    parse_recorded,
    parse_span,
    parse_when,
    substitute,
)

END = Name(("end",))


@pytest.mark.parametrize(
    ("text", "value", "canonical"),
    [
        ("2026-08-25 tue", At(DateLiteral(date(2026, 8, 25), 1)), None),
        ("start .. +$learning", Range(Name(("start",)), Relative(Parameter("learning"))), None),
        ("plan.approved + 1 month", At(Shift(Name(("plan", "approved")), Length(1, "month"), 1)), None),
        ("Last Thursday before the end", At(Nearest(3, None, True, END)), "last thursday before end"),
        ("thursday before end", At(Nearest(3, None, True, END)), "last thursday before end"),
        ("day after year.end", At(Shift(Name(("year", "end")), Length(1, "day"), 1)), "year.end + 1 day"),
        ("x - 1 week", At(Shift(Name(("x",)), Length(1, "week"), -1)), "1 week before x"),
        ("two weeks after x", At(Shift(Name(("x",)), Length(2, "week"), 1)), "x + 2 weeks"),
        (
            "from plan.approved + 2 weeks",
            From(Shift(Name(("plan", "approved")), Length(2, "week"), 1)),
            None,
        ),
        ("next B day after 2026-11-02", At(Nearest(None, "B", False, DateLiteral(date(2026, 11, 2)))), None),
        ("same day as teach", At(SameDay(Name(("teach",)))), None),
        (
            "3 school days before follow-up .. follow-up",
            Range(Shift(Name(("follow-up",)), Length(3, "school day"), -1), Name(("follow-up",))),
            None,
        ),
        ("last-talk + 1 week", At(Shift(Name(("last-talk",)), Length(1, "week"), 1)), None),
        ("by 360-survey.end", None, "by 360-survey.end"),
        ("(last friday before end) + 1 week", None, "(last friday before end) + 1 week"),
    ],
)
def test_when_reads_as_people_say_it(text: str, value: When | None, canonical: str | None) -> None:
    read = parse_when(text)
    assert str(read) == (canonical or text)
    assert value is None or read == value
    assert parse_when(str(read)) == read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("week", EverySpan(Length(1, "week"))),
        ("month", EveryMonth()),
        ("1 month", EverySpan(Length(1, "month"))),
        ("$meeting", EverySpan(Parameter("meeting"))),
        ("second tuesday of the month", EveryOrdinal((2,), 1)),
        ("every other wednesday", EveryWeekday((2,), other=True)),
        ("B days", EveryLetter("B")),
    ],
)
def test_every(text: str, value: Every) -> None:
    assert parse_every(text) == value
    assert str(value) == text


def test_standing_meetings_and_recorded_dates() -> None:
    assert parse_meets("mondays and thursdays 07:45, 30 min") == Meets(EveryWeekday((0, 3)), 465, 30)
    since = EveryWeekday((2,), other=True, since=date(2026, 9, 16))
    assert parse_meets("every other wednesday from 2026-09-16 1:45 pm") == Meets(since, 825)
    day = date(2026, 11, 5)
    assert parse_recorded("2026-11-05 thu 10:15 in Room 12") == Recorded(day, day, 615, where="Room 12")
    assert parse_recorded("2026-11-05 by ortiz") == Recorded(day, day, by="ortiz")
    assert parse_recorded("canceled").cancelled
    assert parse_span("3 weeks") == Length(3, "week")


@pytest.mark.parametrize(
    ("kind", "text", "message", "help_", "offset", "length"),
    [
        ("when", "3 weks before end", "`weks` is not understood here", "did you mean `weeks`?", 2, 4),
        (
            "when",
            "wendsday before end",
            "`wendsday` is not understood here",
            "did you mean `wednesday`?",
            0,
            8,
        ),
        ("when", "form learn.end", "`form` is not understood here", "did you mean `from`?", 0, 4),
        (
            "when",
            "start to end",
            "`to` is not understood here",
            "write a range with two dots: `start .. end`",
            6,
            2,
        ),
        (
            "when",
            "8/25/2026",
            "`8/25/2026` is not understood here",
            "write dates as year-month-day: `2026-08-25`",
            0,
            9,
        ),
        ("when", "x-1 week", "`x-1` is not understood here", "put spaces round the minus: `x - 1`", 0, 3),
        ("when", "end + 2weeks", "`2weeks` is not understood here", "put a space between: `2 weeks`", 6, 6),
        (
            "when",
            "2026-08-25 wed",
            "2026-08-25 is a tuesday, not a wednesday",
            "write `2026-08-25 tue`, or the date you mean",
            11,
            3,
        ),
        ("when", "0 weeks after x", "0 is no length of time", "write how many, from 1", 0, 1),
        ("meets", "wednesdays 1:45", "1:45 is in the night", "write times in 24 hours: `13:45`", 11, 4),
        ("recorded", "canceld", "`canceld` is not understood here", "did you mean `cancelled`?", 0, 7),
    ],
)
def test_a_slip_is_named_with_its_place_and_mend(
    kind: str, text: str, message: str, help_: str, offset: int, length: int
) -> None:
    parse = {"when": parse_when, "meets": parse_meets, "recorded": parse_recorded}[kind]
    with pytest.raises(TimeError) as raised:
        parse(text)
    slip = raised.value
    assert (slip.message, slip.help, slip.offset, slip.length) == (message, help_, offset, length)


@pytest.mark.parametrize(
    "text", ["", "   ", "x +", "..", "next B day", "2026-02-30", "@", "((end", "+3 weeks"]
)
def test_whatever_is_written_is_read_or_refused_with_a_mend(text: str) -> None:
    with pytest.raises(TimeError) as raised:
        parse_when(text)
    assert raised.value.help
    assert 0 <= raised.value.offset <= len(text)


def test_names_keep_their_columns() -> None:
    found = names(parse_when("3 school days before follow-up .. plan.approved"))
    assert [(str(name), name.offset) for name in found] == [("follow-up", 21), ("plan.approved", 34)]


def test_parameters_are_terms_not_text() -> None:
    spans = {"learning": parse_span("3 weeks"), "preservice": parse_when("2026-08-25 .. 2026-08-28")}
    when = parse_when("start .. +$learning")
    assert [parameter.name for parameter in parameters(when)] == ["learning"]
    assert str(substitute(when, spans)) == "start .. +3 weeks"
    assert str(substitute(parse_every("$learning"), spans)) == "3 weeks"
    assert str(substitute(parse_when("$preservice"), spans)) == "2026-08-25 .. 2026-08-28"
    assert str(substitute(parse_when("day after $preservice.end"), spans)) == "2026-08-28 + 1 day"
    assert substitute(parse_when("$unknown"), spans) == parse_when("$unknown")
    with pytest.raises(TimeError, match="is a date, and here stands a length"):
        substitute(parse_when("start .. +$preservice"), spans)
