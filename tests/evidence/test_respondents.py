"""Who answered a survey: nobody's answers stand for another's, and who is spoken of is not who answered."""

from __future__ import annotations

from pdcycle.diagnostics import Route
from pdcycle.evidence import ExportFile, survey_answers
from pdcycle.model.binding import bind_value
from pdcycle.model.survey import Survey

SURVEY = {
    "survey": "How do we talk?",
    "languages": ["en"],
    "scales": {"often": {"options": [{"en": "Never"}, {"en": "Always"}], "favourable": ["Always"]}},
    "items": {"patient": {"text": "is patient", "scale": "often"}},
}
ANONYMOUS = "ID,Start time,Completion time,Email,Name,About whom?,is patient\n" + "".join(
    f"{at},10/14/26 19:0{at}:00,10/14/26 19:0{at}:23,anonymous,{'' if at % 2 else 'Anonymous'},mchen@river.example,{answer}\n"
    for at, answer in enumerate(("Always", "Never", "Always", "Always"), 1)
)
QUALTRICS = (
    "StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,RecipientEmail,ExternalReference,Q1\n"
    "Start Date,End Date,Response Type,Finished,Recorded Date,Response ID,Recipient Email,External Data Reference,is patient\n"
    '"{""ImportId"":""startDate"",""timeZone"":""America/New_York""}",x,x,x,x,x,x,x,x\n'
    "2026-10-14 09:00:00,2026-10-14 09:01:00,IP Address,True,2026-10-14 09:01:00,R_1,,00418,Always\n"
    "2026-10-14 09:00:00,2026-10-14 09:02:00,IP Address,True,2026-10-14 09:02:00,R_2,,418,Never\n"
    "2026-10-14 09:00:00,2026-10-14 09:03:00,IP Address,True,2026-10-14 09:03:00,R_3,,00418,Always\n"
)


def counted(district, profile, about, text):
    survey, problems = bind_value(SURVEY, Survey, Route("surveys/talk.yaml"))
    assert problems == []
    source = district.source(profile=profile, survey="talk", audience="families", columns={"about": about})
    files = {"x": [ExportFile.of("a.csv", text.encode())]}
    found, _ = survey_answers(
        {"x": source},
        district.profiles,
        district.people,
        files,
        {"talk": survey},
        district.zone,
        district.year,
    )
    return [(one.about, one.respondents, one.counts) for one in found]


def test_those_who_are_all_called_anonymous_are_as_many_as_they_are(reading, district):
    found = reading(
        {"exports/forms.csv": ANONYMOUS},
        profile="microsoft-forms",
        survey="talk",
        columns={"about": "About whom?"},
    )
    assert found.account("exports/forms.csv") == (4, 4, 0, {})
    assert counted(district, "microsoft-forms", "About whom?", ANONYMOUS) == [
        ("chen-m", 4, (("Never", 1), ("Always", 3)))
    ]


def test_a_reference_names_whom_the_answers_are_about_by_staff_id_and_nobody_who_answered(reading, district):
    found = reading(
        {"exports/q.csv": QUALTRICS},
        profile="qualtrics",
        survey="talk",
        columns={"about": "ExternalReference"},
    )
    assert found.account("exports/q.csv") == (3, 3, 0, {})
    assert counted(district, "qualtrics", "ExternalReference", QUALTRICS) == [
        ("chen-m", 3, (("Never", 1), ("Always", 2)))
    ]
