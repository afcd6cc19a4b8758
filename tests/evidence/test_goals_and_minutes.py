"""Rows about goals and groups: measurements become two whole numbers, minutes say what a group shared."""

from __future__ import annotations

import pytest

from pdcycle.diagnostics import Route
from pdcycle.evidence import ExportFile, read_ledger
from pdcycle.evidence.aggregates import NO_CASES, NO_GOAL, NO_SHARE, NOT_MEASURED, counts_of
from pdcycle.model.binding import bind_value
from pdcycle.model.profile import Profile

GOALS = {"rti/lincoln": "rti/lincoln", "weekly probes in every group": "rti/lincoln", "rti": "rti/rti"}
GROUPS = {"grade-5": "grade-5", "grade 5 team": "grade-5"}


def ledger(district, profile, text, **fields):
    source = district.source(profile=profile, **fields)
    found, problems = read_ledger(
        {"x": source},
        district.profiles,
        district.people,
        {"x": [ExportFile.of("exports/a.csv", text.encode())]},
        district.zone,
        district.year,
        subjects={"measurement": GOALS, "minutes": GROUPS},
    )
    assert all(account.balances() for account in found.accounting)
    return found, problems


def test_a_measurement_names_its_goal_and_becomes_two_whole_numbers(district):
    found, problems = ledger(
        district,
        "measurements",
        "Goal,Date,Value,N,By\n"
        "rti/lincoln,2026-10-30,55%,20,Gloria Ortiz\n"
        "Weekly probes  in every group,2026-12-04,13 of 20,,Gloria Ortiz\n"
        "RTI,2026-12-04,0.5,9,\n"
        "rti/lincoln,2026-12-04,14 of 20,,corrected later the same day\n"
        "rti/lincoln,2026-12-11,55,20,\n"
        "rti/lincoln,2026-12-11,60%,,\n"
        "rti/grant,2026-12-11,60%,5,\n"
        "rti/lincoln,2026-12-18,-,20,\n",
    )
    assert sorted((item.when.date().isoformat(), item.subject, item.value) for item in found.evidence) == [
        ("2026-10-30", "rti/lincoln", "11 of 20"),
        ("2026-12-04", "rti/lincoln", "14 of 20"),
        ("2026-12-04", "rti/rti", "5 of 9"),
    ]
    assert {item.person for item in found.evidence} == {""}
    account = found.accounting[0]
    assert (account.read, account.used, account.folded) == (8, 3, 1)
    assert dict(account.aside) == {NO_SHARE: 1, NO_CASES: 1, NO_GOAL: 1, NOT_MEASURED: 1}
    assert [item.code for item in problems] == ["PD525"]
    assert "Ortiz" not in repr(found)


@pytest.mark.parametrize(
    ("value", "cases", "counts"),
    [("55%", "20", (11, 20)), ("55 %", "20", (11, 20)), ("0,55", "20", (11, 20)), ("11/20", "", (11, 20)), ("1", "7", (7, 7)),
     ("0", "7", (0, 7)), ("50%", "9", (5, 9)), ("21 of 20", "", NO_SHARE), ("55", "20", NO_SHARE), ("120%", "20", NO_SHARE),
     ("good", "20", NO_SHARE), ("50%", "", NO_CASES), ("50%", "0", NO_CASES), ("50%", "2.5", NO_CASES)],
)  # fmt: skip
def test_a_share_is_never_guessed(value, cases, counts):
    assert counts_of(value, cases) == counts


def test_a_column_called_percent_may_hold_bare_numbers():
    assert counts_of("55", "20", percent=True) == (11, 20)


def test_minutes_say_what_a_group_shared_and_never_what_was_said(district):
    found, problems = ledger(
        district,
        "minutes",
        "Group,Date,Kind,Shared with,Link,Notes\n"
        "Grade 5 team,2026-10-14,Commitment cards,Group,https://docs.example/1,Mei was upset\n"
        "grade-5,2026-10-14,Agenda,Group,,\n"
        "choir,2026-10-14,Commitment cards,Group,,\n",
        proves={"Commitment cards": "commit"},
    )
    assert [(item.subject, item.value, item.audience, item.title) for item in found.evidence] == [
        ("grade-5", "commit", "group", "https://docs.example/1")
    ]
    assert dict(found.accounting[0].aside) == {"a name no group has": 1, "nothing says what it proves": 1}
    assert "upset" not in repr(found)
    assert [item.code for item in problems] == ["PD525"]


def test_measurements_are_aggregates_and_nothing_else_is():
    for evidence, layout in (("measurement", "rows"), ("log", "aggregates")):
        value = {
            "profile": "Mine",
            "evidence": evidence,
            "layout": layout,
            "header": {"needs": ["a"]},
            "columns": {"when": ["a"]},
        }
        _, problems = bind_value(value, Profile, Route("profiles/mine.yaml"))
        assert "aggregates" in problems[0].message
