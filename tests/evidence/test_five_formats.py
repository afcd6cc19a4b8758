# ruff: noqa: DTZ001 - the ledger's moments are local
"""The five exports of a district's day, each with the faults its format has."""

from __future__ import annotations

from datetime import datetime

import pytest

MOODLE = (
    ',"Email address","Course 1: Rephrasing","2026-09-18 23:59:00","Quiz","","Quiz",""\n'
    "Marisol Díaz,mdiaz@river.example,Completed,2026-09-10 19:04:11,Completed (achieved pass grade),2026-09-11 08:00:00,"
    'Not completed,""\n'
    "Mei Chen,MCHEN@river.example,Completed (set by Ada Okafor),2026-09-12 10:00:00,"
    'Completed (did not achieve pass grade),2026-09-13 08:00:00,Not completed,""\n'
    'Li Chen,lchen@river.example,Not completed,"",Not completed,"",Completed,2026-09-15 07:30:00\n'
    'Sam Lee,,Completed,2026-09-10 10:00:00,Not completed,"",Not completed,""\n'
    'Ana Nobody,ana@elsewhere.example,Completed,2026-09-10 10:00:00,Not completed,"",Not completed,""\n'
    'Robert Brandt,,Not completed,"",Not completed,"",Not completed,""\n'
)
MOODLE_PROVES = {"Course 1: Rephrasing": "ell-1", "Quiz": {"item": "ell-1", "as": "check"}, "Quiz#2": "ell-2"}


@pytest.mark.parametrize("variant", ["utf-8", "utf-16"])
def test_moodle_activity_completion(reading, variant):
    text = MOODLE if variant == "utf-8" else MOODLE.replace('"', "").replace(",", "\t")
    found = reading(
        {"exports/progress.csv": text.encode(variant)},
        profile="moodle-activity-completion",
        proves=MOODLE_PROVES,
    )
    seen = [
        (item.person, item.kind, item.subject, item.when, item.passed, item.overridden)
        for item in found.evidence
    ]
    assert seen == [
        ("chen-l", "completion", "ell-2", datetime(2026, 9, 15, 7, 30), None, False),
        ("chen-m", "completion", "ell-1", datetime(2026, 9, 12, 10), None, True),
        ("chen-m", "check", "ell-1", datetime(2026, 9, 13, 8), False, False),
        ("diaz", "completion", "ell-1", datetime(2026, 9, 10, 19, 4, 11), None, False),
        ("diaz", "check", "ell-1", datetime(2026, 9, 11, 8), True, False),
    ]
    assert found.account("exports/progress.csv") == (
        6, 3, 0, {"nobody in people.csv matches": 2, "nothing completed yet": 1},
    )  # fmt: skip
    assert [(item.row, item.candidates) for item in found.ledger.unresolved] == [
        (5, ("lee-1", "lee-2")),
        (6, ()),
    ]
    assert found.codes == ["PD512", "PD516"]
    assert not any("Nobody" in item.message or "elsewhere" in item.message for item in found.diagnostics)


SURVEY = (
    'Timestamp,Email Address,Which colleague is this about?,"This colleague restates\nwhat I said"\n'
    "10/6/2026 9:03:11,mchen@river.example,Marisol Diaz,Often\n"
    '10/14/2026 10:00:00,lchen@river.example,"Díaz, Marisol",Always\n'
    "10/15/2026 10:00:00,lchen@river.example,Ms. Marisol Díaz,Often\n"
    "10/16/2026 10:00:00,,mdiaz@river.example,Always\n"
    "10/16/2026 10:00:00,,mdiaz@river.example,Always\n"
    "10/16/2026 10:00:00,rbrandt@river.example,,Always\n"
)


def test_a_google_forms_survey_is_about_somebody(reading):
    found = reading(
        {"exports/survey.csv": SURVEY},
        profile="google-forms-survey",
        survey="talk",
        audience="colleagues",
        columns={"about": "Which colleague is this about?"},
    )
    assert [
        (item.person, item.kind, item.subject, item.audience, item.when.day) for item in found.evidence
    ] == [
        ("diaz", "result", "talk", "colleagues", 6),
        ("diaz", "result", "talk", "colleagues", 15),
        ("diaz", "result", "talk", "colleagues", 16),
    ]
    assert found.account("exports/survey.csv") == (6, 3, 2, {"nobody named": 1})
    assert found.codes == []


def test_google_forms_submissions_fold_on_one_day_and_stand_as_revisions_on_another(reading):
    rows = (
        "Timestamp,Email Address,Link\n"
        "9/21/2026 9:00:00,mdiaz@river.example,https://docs.example/plan\n"
        "9/21/2026 9:05:00,mdiaz@river.example,https://docs.example/plan\n"
        "11/9/2026 9:05:00,mdiaz@river.example,https://docs.example/plan\n"
    )
    found = reading(
        {"exports/plan.csv": rows}, profile="google-forms-submissions", proves={"*": {"item": "plan"}}
    )
    assert [(item.kind, item.subject, item.title, item.when.isoformat()) for item in found.evidence] == [
        ("artifact", "plan", "https://docs.example/plan", "2026-09-21T09:05:00"),
        ("artifact", "plan", "https://docs.example/plan", "2026-11-09T09:05:00"),
    ]
    everything = reading(
        {"exports/plan.csv": rows},
        profile="google-forms-submissions",
        proves={"*": "plan"},
        submissions="all",
    )
    assert len(everything.evidence) == 3


ZOOM = (
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,In Waiting Room\n"
    "Ada Okafor-Reyes,aokafor@river.example,09/16/2026 01:40:00 PM,09/16/2026 02:30:00 PM,50,No,,No\n"
    "Mari's iPad (Marisol Diaz),,09/16/2026 01:45:00 PM,09/16/2026 02:05:00 PM,20,Yes,,No\n"
    "Marisol Díaz,mdiaz@river.example,09/16/2026 02:00:00 PM,09/16/2026 02:10:00 PM,10,No,,No\n"
    "Marisol Díaz,mdiaz@river.example,09/16/2026 14:20:00 PM,09/16/2026 02:30:00 PM,10,No,,No\n"
    "Marisol Díaz,mdiaz@river.example,09/16/2026 01:30:00 PM,09/16/2026 01:45:00 PM,15,No,,Yes\n"
    "Mei Chen,mchen@river.example,09/16/2026 02:28:00 PM,09/16/2026 02:30:00 PM,2,No,,No\n"
)
PREAMBLE = "Topic,ID,Start Time,End Time,Participants,\nGrade 5 PLC,88112233,09/16/2026 01:40:00 PM,09/16/2026 02:30:00 PM,4,\n\n"


@pytest.mark.parametrize("preamble", ["", PREAMBLE])
def test_zoom_joinings_are_united_never_summed(reading, preamble):
    named = {"proves": {"grade 5 plc": "grade-5"}} if preamble else {"group": "grade-5"}
    found = reading(
        {"exports/zoom.csv": preamble + ZOOM}, profile="zoom-attendance", at_least="5 min", **named
    )
    assert [(item.person, item.kind, item.subject, item.when, item.minutes) for item in found.evidence] == [
        ("diaz", "attendance", "grade-5", datetime(2026, 9, 16, 13, 45), 35),
        ("okafor", "attendance", "grade-5", datetime(2026, 9, 16, 13, 40), 50),
    ]
    assert found.account("exports/zoom.csv") == (
        6, 2, 2, {"in the waiting room": 1, "shorter than the source's `at_least`": 1},
    )  # fmt: skip
    assert found.codes == []


def test_zoom_totals_take_their_day_from_the_meeting_or_the_files_name(reading):
    rows = "Name (original name),Email,Total duration (minutes),Guest\nMei Chen,mchen@river.example,41,No\n"
    found = reading(
        {
            "exports/plc-2026-09-16.csv": rows,
            "exports/plc.csv": PREAMBLE.replace("09/16", "09/23") + rows,
            "exports/undated.csv": rows,
        },
        profile="zoom-attendance",
        group="grade-5",
    )
    assert [(item.when, item.minutes) for item in found.evidence] == [
        (datetime(2026, 9, 16), 41),
        (datetime(2026, 9, 23, 13, 40), 41),
    ]
    assert found.account("exports/undated.csv") == (1, 0, 0, {"no date": 1})


def test_the_same_meeting_exported_twice_is_one_attendance(reading):
    found = reading(
        {"exports/a.csv": ZOOM, "exports/b.csv": ZOOM}, profile="zoom-attendance", group="grade-5"
    )
    assert [item.minutes for item in found.evidence if item.person == "diaz"] == [35]
    assert found.account("exports/b.csv")[1:3] == (0, 5)


def test_observations_have_a_component_a_level_and_an_observer(reading):
    rows = (
        "Date,Teacher,Staff ID,Observer,Observer Email,Type,Component,Level,Comments\n"
        '10/02/2026,Diaz,="00417",Ada Okafor-Reyes,aokafor@river.example,informal,3a: Communicating,Basic,Spoke too fast\n'
        '10/16/2026,"Brandt, Robert, Jr.",,Ada Okafor-Reyes,,informal,3b,Partly Proficient,\n'
    )
    found = reading({"exports/obs.csv": rows}, profile="observations")
    assert [(item.person, item.component, item.value, item.actor, item.title) for item in found.evidence] == [
        ("brandt", "3b", "partly-proficient", "okafor", "informal"),
        ("diaz", "3a", "basic", "okafor", "informal"),
    ]
    assert "fast" not in repr(found.ledger)


LOG = (
    "Date,Start,End,Coach,Teacher,Teacher Email,Strategy,Notes\n"
    '10/20/2026,9:00 AM,9:35 AM,Ada Okafor-Reyes,Marisol Diaz,,model,"Cried.\nWants to stop"\n'
    "11/03/2026,9:00 AM,9:30 AM,Ada Okafor-Reyes,,mdiaz@river.example,co-teach,Better\n"
)


def test_a_coaching_log_gives_minutes_and_never_its_text(reading):
    found = reading({"exports/log.csv": LOG}, profile="coaching-log")
    assert [
        (item.person, item.kind, item.when, item.minutes, item.actor, item.value) for item in found.evidence
    ] == [
        ("diaz", "log", datetime(2026, 10, 20, 9), 35, "okafor", "model"),
        ("diaz", "log", datetime(2026, 11, 3, 9), 30, "okafor", "co-teach"),
    ]
    assert [item.row for item in found.evidence] == [2, 4]
    for word in ("Cried", "stop", "Better"):
        assert word not in repr(found.ledger)
        assert word not in repr(found.diagnostics)
