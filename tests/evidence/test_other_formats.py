# ruff: noqa: ISC004 - a file's lines, one a piece of text
"""The remaining profiles on a small true-to-form file each, and a profile of a workspace's own."""

from __future__ import annotations

import pytest

from pdcycle.diagnostics import Route
from pdcycle.evidence.recognise import fitting
from pdcycle.model.binding import bind_value
from pdcycle.model.profile import Profile
from pdcycle.tables import open_sheet

# profile, source fields, file name, text, and what is seen: person, kind, subject, day, passed, value, minutes
CASES = [
    (
        "moodle-course-completion",
        {"proves": {"Course 1": "ell-1", "Course complete": "ell-all"}, "date_order": "mdy"},
        "completion.csv",
        'ID,Name,"Email address","Course 1","Course 1 - Completion date","Course complete"\n'
        '12,"Mei Chen",mchen@river.example,Completed,"10/09/26, 14:05","10/12/26, 08:00"\n'
        '13,"Li Chen",lchen@river.example,"Not completed","",""\n',
        [
            ("chen-m", "completion", "ell-1", "2026-10-09", None, None, None),
            ("chen-m", "completion", "ell-all", "2026-10-12", None, None, None),
        ],
    ),
    (
        "moodle-grades",
        {"proves": {"Retention": {"item": "ell-1", "pass_mark": "80%"}}},
        "grades.csv",
        '"First name","Last name","ID number",Institution,Department,"Email address",'
        '"Quiz: Retention (Percentage)","Feedback: Retention","Last downloaded from this course"\n'
        'Mei,Chen,00418,,,mchen@river.example,"85.00 %",good,1791980000\n'
        'Li,Chen,00419,,,lchen@river.example,"60.00 %",,1791980000\n'
        "Marisol,Díaz,00417,,,mdiaz@river.example,-,,1791980000\n",
        [
            ("chen-l", "check", "ell-1", "2026-10-14", False, "60.00 %", None),
            ("chen-m", "check", "ell-1", "2026-10-14", True, "85.00 %", None),
        ],
    ),
    (
        "canvas-gradebook",
        {"proves": {"Retention": {"item": "ell-1", "pass_mark": "80%"}}},
        "2026-10-14T0900_Grades.csv",
        "Student,ID,SIS User ID,SIS Login ID,Section,Retention (4411),Current Score\n"
        ",,,,,Manual Posting,\n"
        "    Points Possible,,,,,20,(read only)\n"
        '"Chen, Mei",9,00418,mchen@river.example,A and B,17,85\n'
        '"Chen, Li",10,00419,lchen@river.example,A,EX,\n'
        '"Student, Test",11,,abc,A,20,100\n',
        [("chen-m", "check", "ell-1", "2026-10-14", True, "17", None)],
    ),
    (
        "open-edx-grades",
        {"proves": {"Final": {"item": "ell-1", "pass_mark": "80%"}}},
        "grade_report_2026-10-14.csv",
        "Student ID,Email,Username,Grade,Final,Cohort Name,Enrollment Track\n"
        "1,mchen@river.example,mei,0.9,0.7,,audit\n2,lchen@river.example,li,0,Not Attempted,,audit,11,\n",
        [("chen-m", "check", "ell-1", "2026-10-14", False, "0.7", None)],
    ),
    (
        "google-classroom-grades",
        {"proves": {"Exit ticket": {"item": "ell-1", "as": "completion"}}},
        "grades-2026-10-14.csv",
        "Last Name,First Name,Email Address,Exit ticket\nPoints,,,10\nClass Average,,,8\nChen,Mei,mchen@river.example,8\n",
        [("chen-m", "completion", "ell-1", "2026-10-14", None, "8", None)],
    ),
    (
        "microsoft-forms",
        {"survey": "talk", "audience": "colleagues", "columns": {"email": "District email"}},
        "forms.csv",
        "Id,Start time,Completion time,Email,Name,Last modified time,District email,How?\n"
        "1,10/14/26 19:00:00,10/14/26 19:06:23,anonymous,,,mchen@river.example,Often;Always;\n",
        [("chen-m", "result", "talk", "2026-10-14", None, None, None)],
    ),
    (
        "qualtrics",
        {"survey": "talk", "audience": "families", "columns": {"about": "Q1"}},
        "qualtrics.csv",
        "StartDate,EndDate,Status,IPAddress,Finished,RecordedDate,ResponseId,RecipientEmail,LocationLatitude,Q1,Q2\n"
        'Start Date,End Date,Response Type,IP Address,Finished,Recorded Date,Response ID,Recipient Email,Location Latitude,"Which\nteacher?",How?\n'
        '"{""ImportId"":""startDate"",""timeZone"":""America/Denver""}",x,x,x,x,x,x,x,x,x,x\n'
        "2026-10-14 21:00:00,2026-10-14 23:30:00,IP Address,1.2.3.4,True,2026-10-14 23:30:00,R_1,,40.1,Mei Chen,Often\n"
        "2026-10-14 21:00:00,2026-10-14 21:30:00,Survey Preview,1.2.3.4,True,2026-10-14 21:30:00,R_2,,40.1,Mei Chen,Often\n",
        [("chen-m", "result", "talk", "2026-10-15", None, None, None)],
    ),
    (
        "qualtrics-legacy",
        {"survey": "talk"},
        "legacy.csv",
        "ResponseID,ResponseSet,Name,Email,IPAddress,StartDate,EndDate,Finished,Q1\n"
        "ResponseID,ResponseSet,Name,Email,IPAddress,StartDate,EndDate,Finished,How?\n"
        "R_1,Default,Mei Chen,,1.2.3.4,2026-10-14 09:00:00,2026-10-14 09:10:00,1,4\n",
        [("chen-m", "result", "talk", "2026-10-14", None, None, None)],
    ),
    (
        "surveymonkey",
        {"survey": "talk"},
        "monkey.csv",
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Which&apos;s?,\n"
        ",,,,,,,,Books,Talks\n"
        "1.2E+11,5,10/14/2026 09:00:00 AM,10/14/2026 09:05:00 AM,1.2.3.4,,Mei,Chen,Books,\n",
        [("chen-m", "result", "talk", "2026-10-14", None, None, None)],
    ),
    (
        "teams-attendance",
        {"group": "grade-5"},
        "teams.csv",
        "1. Summary\nMeeting title\tGrade 5 PLC\n\n2. Participants\nName\tFirst join\tLast leave\tIn-meeting duration\tEmail\n"
        "Mei Chen\t9/16/26, 1:45:00 PM\t9/16/26, 2:30:00 PM\t35m\tmchen@river.example\n\n3. In-Meeting Activities\n"
        "Name\tJoin time\tLeave time\tDuration\tEmail\tRole\n"
        "Mei Chen\t9/16/26, 1:45:00 PM\t9/16/26, 2:05:00 PM\t20m\tmchen@river.example\n"
        "Mei Chen\t9/16/26, 2:15:00 PM\t9/16/26, 2:30:00 PM\t15m\tmchen@river.example\tPresenter\n",
        [("chen-m", "attendance", "grade-5", "2026-09-16", None, None, 35)],
    ),
    (
        "course-completions",
        {"proves": {"Rephrasing*": "ell-1"}},
        "transcript.csv",
        "Staff ID,Name,Course,Completion date,Status,Hours,SSN\n"
        "418,Chen Mei,Rephrasing (online),2026-10-14,Completed,1.5,123-45-6789\n"
        "419,Li Chen,Rephrasing (online),,In progress,,123-45-6789\n"
        "420,Ada,Other,2026-10-14,Completed,1,123-45-6789\n",
        [("chen-m", "completion", "ell-1", "2026-10-14", None, None, 90)],
    ),
    (
        "videos",
        {},
        "videos.csv",
        "Uploaded,Teacher,Title\n2026-12-03 15:00,Mei Chen,Lesson on fractions\n",
        [("chen-m", "video", "", "2026-12-03", None, None, None)],
    ),
    (
        "canvas-course-access",
        {"proves": {"Rephrasing": "ell-1"}, "zone": "America/Denver"},
        "access.csv",
        "User ID,Full Name,Sortable Name,SIS User ID,Category,Class,Title,Views,Last Access,First Access\n"
        '9,Mei Chen,"Chen, Mei",00418,wiki,WikiPage,Rephrasing,4,2026-10-14 23:30:00,2026-10-02 08:00:00\n'
        '9,Mei Chen,"Chen, Mei",00418,wiki,WikiPage,Syllabus,1,2026-10-14 09:00:00,2026-10-02 08:00:00\n',
        [("chen-m", "minutes", "ell-1", "2026-10-15", None, "4", None)],
    ),
    (
        "sign-in-sheet",
        {"proves": {"Grade 5 PLC": "grade-5"}},
        "signed.csv",
        "Date,Name,Meeting,Present,Minutes\n"
        '2026-10-14,"Chen, Mei",Grade 5 PLC,yes,45\n2026-10-14,Li Chen,Grade 5 PLC,no,\n'
        "2026-10-14,Sam Lee,Grade 5 PLC,yes,45\n",
        [("chen-m", "attendance", "grade-5", "2026-10-14", None, None, 45)],
    ),
    (
        "reflections",
        {"proves": {"*": "look-back"}},
        "reflections.csv",
        "Date,Teacher,Reflection title,Reflection\n2026-10-14,Mei Chen,What changed,My fractions lesson went badly\n",
        [("chen-m", "reflection", "look-back", "2026-10-14", None, None, None)],
    ),
    (
        "schoology-gradebook",
        {"proves": {"Retention": {"item": "ell-1", "pass_mark": "80%"}}, "out_of": "20"},
        "gradebook-2026-10-14.csv",
        "First Name,Last Name,User Unique ID,Role,Retention,Overall\n"
        "Mei,Chen,E_418,Teacher,17,85\nLi,Chen,E_00419,Teacher,,\nTom,Ray,S_0042,Student,20,100\n",
        [("chen-m", "check", "ell-1", "2026-10-14", True, "17", None)],
    ),
]


@pytest.mark.parametrize(
    ("profile", "fields", "name", "text", "seen"), CASES, ids=[case[0] for case in CASES]
)
def test_a_profile_reads_its_export(reading, profiles, profile, fields, name, text, seen):
    data = text.encode("utf-16") if profile.startswith("teams") else text.encode()
    found = reading({f"exports/{name}": data}, profile=profile, **fields)
    assert [
        (
            item.person,
            item.kind,
            item.subject,
            item.when.date().isoformat(),
            item.passed,
            item.value,
            item.minutes,
        )
        for item in found.evidence
    ] == seen
    for private in ("1.2.3.4", "123-45", "40.1", "fractions" if profile != "videos" else "\0"):
        assert private not in repr(found.ledger)
    sheet = open_sheet(data, name)
    if "email" not in fields.get("columns", {}):
        assert profile in fitting(profiles, sheet)


def test_teams_without_single_activities_is_read_from_its_participants(reading):
    text = next(case[3] for case in CASES if case[0] == "teams-attendance")
    found = reading(
        {"exports/teams.csv": text.encode("utf-16")}, profile="teams-participants", group="grade-5"
    )
    assert [item.minutes for item in found.evidence] == [35]


def test_a_workspaces_own_profile_reads_a_file_pdcycle_never_saw(reading, profiles):
    own, problems = bind_value(
        {
            "profile": "Fortbildung",
            "evidence": "minutes",
            "header": {"needs": ["Personalnummer", ["Datum", "Tag"], "Dauer"]},
            "columns": {
                "staff_id": "personalnummer",
                "when": ["Datum", "Tag"],
                "minutes": "dauer",
                "status": "stand",
                "value": "art",
            },
            "states": {"ja": {}, "storniert*": {"nothing": "cancelled"}},
            "values": {"PLC-Treffen": "plc"},
            "dates": {"formats": ["%d. %m. %Y"]},
            "minutes_in": "hours",
            "skip": [{"column": "art", "is": "Summe", "reason": "a sum"}],
        },
        Profile,
        Route("profiles/fortbildung.yaml"),
    )
    assert problems == []
    rows = (
        "Fortbildungen;;;;\n\nPersonalnummer;Tag;Dauer;Stand;Art\n00417;14. 10. 2026;1,5;ja;PLC-Treffen\n"
        "00418;15. 10. 2026;2;storniert (krank);Kurs\n;;3,5;;Summe\n"
    )
    found = reading(
        {"exports/f.csv": rows.encode("cp1252")}, profile="own", profiles={**profiles, "own": own}
    )
    assert [
        (item.person, item.kind, item.when.isoformat(), item.minutes, item.value) for item in found.evidence
    ] == [("diaz", "minutes", "2026-10-14T00:00:00", 90, "plc")]
    assert found.account("exports/f.csv") == (3, 1, 0, {"a sum": 1, "cancelled": 1})
