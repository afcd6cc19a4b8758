# ruff: noqa: DTZ001 - the ledger's moments are local
"""Surveys are counted, coaching notes are read for those they belong to."""

from __future__ import annotations

from datetime import datetime

from pdcycle.diagnostics import Route
from pdcycle.evidence import ExportFile, private_notes, survey_answers
from pdcycle.model.binding import bind_value
from pdcycle.model.survey import Survey

SURVEY = {
    "survey": "How we talk",
    "scales": {
        "often": {
            "options": ["Never", {"": "Sometimes, not always", "es": "A veces"}, "Always"],
            "not_applicable": "Cannot say",
        }
    },
    "items": {
        "restates": {
            "text": {"": "This colleague restates what I said.", "es": "Mi colega repite lo que dije"},
            "scale": "often",
        },
        "patient": {"text": "is patient", "scale": "often"},
        "words": {"text": "In your own words"},
    },
}
ROWS = (
    'Timestamp,Email Address,About whom?,"This colleague  restates\nwhat I said",How often: [is patient],In your own words?\n'
    "10/14/2026 9:00:00,mchen@river.example,Marisol Diaz,Never,Always,Kind\n"
    "10/15/2026 9:00:00,mchen@river.example,Marisol Diaz,Always,Cannot say,Very kind\n"
    '10/15/2026 9:00:00,,Marisol Diaz,"Sometimes, not always",Now and then,\n'
    "10/15/2026 9:01:00,,Marisol Diaz,A veces,,\n"
    '10/15/2026 9:02:00,,Marisol Diaz,"Sometimes, not always, Always",,\n'
    "10/15/2026 9:02:00,,Who knows,Always,,\n"
)


def test_answers_are_counted_by_item_and_about_whom(district):
    survey, problems = bind_value(SURVEY, Survey, Route("surveys/talk.yaml"))
    assert problems == []
    source = district.source(
        profile="google-forms-survey", survey="talk", audience="colleagues", columns={"about": "About whom?"}
    )
    files = {"x": [ExportFile.of("a.csv", ROWS.encode())]}
    args = (
        {"x": source},
        district.profiles,
        district.people,
        files,
        {"talk": survey},
        district.zone,
        district.year,
    )
    found, doubts = survey_answers(*args)
    assert doubts == []
    assert [(item.about, item.audience, item.item, item.respondents, item.counts) for item in found] == [
        ("diaz", "colleagues", "patient", 2, (("Never", 0), ("Sometimes, not always", 0), ("Always", 0), ("Cannot say", 1), ("(other)", 1))),
        ("diaz", "colleagues", "restates", 4, (("Never", 0), ("Sometimes, not always", 3), ("Always", 2), ("Cannot say", 0))),
        ("diaz", "colleagues", "words", 1, ()),
    ]  # fmt: skip
    assert all(item.texts == () for item in found)
    assert survey_answers(*args, texts=True)[0][2].texts == ("Very kind",)


def test_notes_are_read_on_request_with_their_place(district):
    rows = (
        'Date,Coach,Teacher,Minutes,Notes\n2026-10-20,Ada Okafor-Reyes,Marisol Diaz,30,"Calm, clear\nand slow"\n'
        "2026-10-21,Ada Okafor-Reyes,Mei Chen,30,Fine\n2026-10-22,Ada Okafor-Reyes,A Stranger,30,Lost\n"
    )
    source = district.source(profile="coaching-log")
    args = (
        {"x": source},
        district.profiles,
        district.people,
        {"x": [ExportFile.of("private/log.csv", rows.encode())]},
        district.zone,
        district.year,
    )
    assert [tuple(note) for note in private_notes(*args, person="diaz")] == [
        ("diaz", datetime(2026, 10, 20), "Calm, clear\nand slow", "private/log.csv", 2, "okafor")
    ]
    assert [note.row for note in private_notes(*args)] == [4, 2]
