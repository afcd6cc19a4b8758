# ruff: noqa: DTZ001 - the ledger's moments are local
"""The reader rules about what stands in cells: dates, numbers, lengths of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest

from pdcycle.tables.moments import AMBIGUOUS, UNREADABLE, order_of, read_moment
from pdcycle.tables.numbers import is_mangled, minutes, number, share, unwrapped


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-09-18 23:59:00", datetime(2026, 9, 18, 23, 59)),
        ("8/25/2026 9:03:11", datetime(2026, 8, 25, 9, 3, 11)),
        ("25/08/26, 14:05", datetime(2026, 8, 25, 14, 5)),
        ("7/22/26, 7:02:11\u202fPM", datetime(2026, 7, 22, 19, 2, 11)),
        ("25.08.2026 7:05", datetime(2026, 8, 25, 7, 5)),
        ("Monday, 3 September 2018, 10:20 AM", datetime(2018, 9, 3, 10, 20)),
        ("Sep 3, 2026 12:00 AM", datetime(2026, 9, 3)),
        ("3. März 2026", datetime(2026, 3, 3)),
        ("46200.5", datetime(2026, 6, 27, 12)),
        ("1789000000", datetime(2026, 9, 10, 0, 26, 40, tzinfo=UTC)),
        ("2026-09-14T10:00:00-06:00", datetime(2026, 9, 14, 10, tzinfo=timezone(timedelta(hours=-6)))),
        ("2013-1-03 00:00:00", datetime(2013, 1, 3)),
        ("2026-09-14 24:00", datetime(2026, 9, 15)),
        ("09/14/2026 14:00:00 PM", datetime(2026, 9, 14, 14)),
        ("9/9/2026", datetime(2026, 9, 9)),
    ],
)
def test_rule_10_dates_as_exports_write_them(text, at):
    moment = read_moment(text)
    assert not isinstance(moment, str)
    assert moment.at == at


def test_rule_10_a_trailing_abbreviation_is_kept_for_whoever_knows_the_zone():
    moment = read_moment("2026/08/25 9:03:11 AM EST")
    assert not isinstance(moment, str)
    assert (moment.at, moment.zone) == (datetime(2026, 8, 25, 9, 3, 11), "EST")


def test_rule_10_the_column_decides_day_and_month_never_one_cell():
    assert read_moment("03/04/2026") == AMBIGUOUS
    assert order_of(["03/04/2026", "05/09/2026", "09/16/2026"]) == "mdy"
    assert order_of(["03/04/2026", "16/09/2026"]) == "dmy"
    assert order_of(["03/04/2026", "9/9/2026", "not a date"]) is None
    moment = read_moment("03/04/2026", "dmy")
    assert not isinstance(moment, str)
    assert moment.at == datetime(2026, 4, 3)


@pytest.mark.parametrize(
    "text", ["soon", "2026-02-30", "31/31/2026", "25:99", "12", "", "2026-09-14 25:00", "99999"]
)
def test_rule_10_what_is_no_date_is_said(text):
    assert read_moment(text) == UNREADABLE


def test_own_formats_come_first():
    moment = read_moment("Stand 25|08|2026", formats=("Stand %d|%m|%Y",))
    assert not isinstance(moment, str)
    assert (moment.at, moment.timed) == (datetime(2026, 8, 25), False)


@pytest.mark.parametrize(
    ("text", "value"),
    [("85 %", "0.85"), ("85%", "0.85"), ("0.85", "0.85"), ("85,5", "85.5"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"),
     ('="007"', "7"), ("-", None), ("EX", None), ("N/A", None), ("Not Attempted", None), ("", None)],
)  # fmt: skip
def test_rule_11_numbers(text, value):
    assert number(text) == (None if value is None else Decimal(value))


def test_rule_11_ids_keep_their_zeros_and_lost_digits_are_known():
    assert unwrapped('="007"') == "007"
    assert is_mangled("1.2E+11")
    assert not is_mangled("120000000000")
    assert share("17 / 20") == Fraction(17, 20)


@pytest.mark.parametrize(
    ("text", "length"),
    [("57", 57), ("1h 27m 51s", 88), ("01:27:51", 88), ("1:27", 87), ("90 min", 90), ("PT1H30M", 90), ("1.5 hours", 90),
     ("1 hr 30 min", 90), ("", None), ("soon", None), ("-5", None)],
)  # fmt: skip
def test_rule_12_lengths_of_time(text, length):
    assert minutes(text) == length


def test_rule_12_hours_where_the_profile_says_so():
    assert minutes("1.5", "hours") == 90
