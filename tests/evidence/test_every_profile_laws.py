# ruff: noqa: ISC004 - a file's lines, one a piece of text
"""What holds for exports of every shipped profile: rows are accounted for, and no way of exporting twice changes a thing.

No two rows of a sample differ in nothing but what they say of the same moment: of these the later file's counts.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdcycle.evidence import ExportFile, read_ledger
from pdcycle.model.catalog import Rubric

PROVES = {"Quiz": {"item": "ell-1", "as": "check", "pass_mark": "80%"}}
ANSWERS = {"survey": "talk", "audience": "colleagues"}
SUBJECTS = {"measurement": {"rti": "rti/rti"}, "minutes": {"grade-5": "grade-5"}}
RUBRIC = Rubric.model_validate(
    {"rubric": "R", "levels": ["basic", "proficient"], "components": {"3a": "Talk", "2b": "Culture"}}
)

# What the source says, the file's name, all above the rows, and rows: some that count, some twice, some that do not.
EXPORTS = {
    "canvas-course-access": (
        {"proves": {"Talk": "ell-1"}}, "access.csv",
        "User ID,Full Name,Sortable Name,SIS User ID,Category,Class,Title,Views,Last Access,First Access",
        ["9,Mei Chen,,00418,wiki,W,Talk,4,2026-10-14 09:30:00,2026-10-02 08:00:00", "9,Mei Chen,,00418,wiki,W,Other,1,2026-10-14 09:00:00,x",
         "8,Li Chen,,00419,wiki,W,Talk,2,2026-10-15 09:30:00,2026-10-02 08:00:00", "7,No One,,9,wiki,W,Talk,2,2026-10-15 09:30:00,x"],
    ),
    "canvas-gradebook": (
        {"proves": PROVES}, "2026-10-14T0900_Grades.csv", "Student,ID,SIS User ID,SIS Login ID,Section,Quiz (4411),Current Score\n    Points Possible,,,,,20,(read only)",
        ['"Chen, Mei",9,00418,mchen@river.example,A,17,85', '"Chen, Li",10,00419,,A,EX,', '"Student, Test",11,,abc,A,20,100', '"Chen, Li",10,00419,,A,9,45'],
    ),
    "coaching-log": (
        {}, "log.csv", "Date,Coach,Teacher,Email,Minutes",
        ["2026-10-14,Ada Okafor-Reyes,Mei Chen,,30", "2026-10-14,Ada Okafor-Reyes,Mei Chen,,25", "2026-10-15,,Li Chen,,cancelled",
         "2026-10-15,,Sam Lee,,30", "soon,,Li Chen,,30", "2019-01-01,,Li Chen,,30"],
    ),
    "course-completions": (
        {"proves": {"Talk*": "ell-1"}}, "transcript.csv", "Staff ID,Name,Course,Completion date,Status,Hours",
        ["418,Mei Chen,Talk (online),2026-10-14,Completed,1.5", "418,Mei Chen,Talk (hall),2026-10-12,Completed,1.5",
         "419,Li Chen,Talk,,In progress,", "419,Li Chen,Other,2026-10-14,Completed,1"],
    ),
    "google-classroom-grades": (
        {"proves": {"Ticket": {"item": "ell-1", "as": "completion"}}}, "grades-2026-10-14.csv", "Last Name,First Name,Email Address,Ticket\nPoints,,,10",
        ["Chen,Mei,mchen@river.example,8", "Chen,Li,lchen@river.example,", "Class Average,,,8", "Ray,Tom,tom@x.example,8"],
    ),
    "google-forms-submissions": (
        {"proves": {"*": "card"}}, "forms.csv", "Timestamp,Name,Email Address,Link",
        ["10/14/2026 9:00:00,,mchen@river.example,a", "10/14/2026 9:30:00,,mchen@river.example,b", "10/16/2026 9:30:00,,mchen@river.example,b", ",,lchen@river.example,b"],
    ),
    "google-forms-survey": (
        {**ANSWERS, "columns": {"about": "Who?"}}, "survey.csv", "Timestamp,Email Address,Who?,How?",
        ["10/14/2026 9:00:00,lchen@river.example,Mei Chen,Often", "10/15/2026 9:00:00,lchen@river.example,Mei Chen,Always",
         "10/15/2026 9:00:00,,Mei Chen,Always", "10/15/2026 9:00:00,,Sam Lee,Always", "10/15/2026 9:00:00,,,Always"],
    ),
    "learning-platform": (
        {"proves": {"C-1": "ell-1"}}, "platform.csv", "User_Email,Course_ID,Course_Title,Assigned_Date,Due_Date,Completion_Date,Status,Score,Hours",
        ["mchen@river.example,C-1,Talk,2026-09-01,2026-10-30,2026-10-14,Completed,90,2", "mchen@river.example,C-1,Talk,2026-09-01,2026-10-30,2026-10-12,Completed,80,2",
         "lchen@river.example,C-1,Talk,2026-09-01,2026-10-30,,In progress,,", "x@x.example,C-1,Talk,2026-09-01,2026-10-30,2026-10-12,Completed,80,2"],
    ),
    "measurements": (
        {}, "measured.csv", "Goal,Date,Value,N,By",
        ["rti,2026-10-14,55%,20,", "rti,2026-10-15,12 of 20,,", "rti,2026-11-14,60,20,", "none,2026-10-14,55%,20,", "rti,2026-12-14,-,20,"],
    ),
    "microsoft-forms": (
        {**ANSWERS, "columns": {"email": "District email"}}, "forms.csv", "Id,Start time,Completion time,Email,Name,Last modified time,District email,How?",
        ["1,10/14/26 19:00:00,10/14/26 19:06:23,anonymous,,,mchen@river.example,Often;", "2,10/14/26 19:00:00,10/15/26 19:06:23,anonymous,,,mchen@river.example,Always;",
         "3,10/14/26 19:00:00,soon,anonymous,,,lchen@river.example,Often;"],
    ),
    "minutes": (
        {"proves": {"Cards": "commit"}}, "minutes.csv", "Group,Date,Kind,Shared with,Link",
        ["grade-5,2026-10-14,Cards,group,", "grade-5,2026-10-15,Cards,group,", "grade-5,2026-10-14,Cake,group,", "grade-9,2026-10-14,Cards,group,"],
    ),
    "moodle-activity-completion": (
        {"proves": {"Talk": "ell-1", **PROVES}}, "progress.csv", ',"Email address",Talk,,Quiz,',
        ["Mei Chen,mchen@river.example,Completed,2026-09-10 19:04:11,Completed (achieved pass grade),2026-09-11 08:00:00",
         "Mei Chen,mchen@river.example,Completed,2026-09-08 19:04:11,Completed (did not achieve pass grade),2026-09-12 08:00:00",
         "Li Chen,,Not completed,,Not completed,", "Sam Lee,,Completed,2026-09-10 10:00:00,Not completed,"],
    ),
    "moodle-course-completion": (
        {"proves": {"Course 1": "ell-1"}, "date_order": "mdy"}, "completion.csv", 'ID,Name,"Email address","Course 1","Course 1 - Completion date","Course complete"',
        ['12,"Mei Chen",mchen@river.example,Completed,"10/09/26, 14:05",""', '12,"Mei Chen",mchen@river.example,Completed,"10/19/26, 14:05",""',
         '13,"Li Chen",lchen@river.example,"Not completed","",""'],
    ),
    "moodle-grades": (
        {"proves": PROVES}, "grades.csv", '"First name","Last name","ID number",Institution,Department,"Email address","Quiz: Quiz (Percentage)","Last downloaded from this course"',
        ['Mei,Chen,00418,,,mchen@river.example,"85.00 %",1791980000', 'Li,Chen,00419,,,lchen@river.example,"60.00 %",1791980000', "Mei,Chen,00418,,,mchen@river.example,-,1791980000"],
    ),
    "observations": (
        {}, "seen.csv", "Date,Teacher,Teacher email,Component,Level",
        ["2026-10-14,Mei Chen,,3a,basic", "2026-10-14,Mei Chen,,2b,basic", "2026-10-15,Mei Chen,,3a,Proficient", "2026-10-15,Mei Chen,,3a,n/a", "2026-10-15,Sam Lee,,3a,basic"],
    ),
    "open-edx-grades": (
        {"proves": PROVES}, "grade_report_2026-10-14.csv", "Student ID,Email,Username,Grade,Quiz,Cohort Name,Enrollment Track",
        ["1,mchen@river.example,mei,0.9,0.9,,audit", "2,lchen@river.example,li,0,Not Attempted,,audit", "2,lchen@river.example,li,0,0.7,,audit"],
    ),
    "qualtrics": (
        {**ANSWERS, "columns": {"about": "Q1"}}, "qualtrics.csv",
        "StartDate,EndDate,Status,IPAddress,Finished,RecordedDate,ResponseId,RecipientEmail,LocationLatitude,Q1,Q2\n"
        "Start Date,End Date,Response Type,IP Address,Finished,Recorded Date,Response ID,Recipient Email,Location Latitude,Which?,How?\n"
        '"{""ImportId"":""startDate"",""timeZone"":""America/Denver""}",x,x,x,x,x,x,x,x,x,x',
        ["2026-10-14 09:00:00,2026-10-14 09:30:00,IP Address,1.2.3.4,True,2026-10-14 09:30:00,R_1,,40.1,Mei Chen,Often",
         "2026-10-14 09:00:00,2026-10-14 09:30:00,Survey Preview,1.2.3.4,True,2026-10-14 09:30:00,R_2,,40.1,Mei Chen,Often",
         "2026-10-15 09:00:00,2026-10-15 09:30:00,IP Address,1.2.3.4,True,2026-10-15 09:30:00,R_3,,40.1,Sam Lee,Often"],
    ),
    "qualtrics-legacy": (
        {"survey": "talk"}, "legacy.csv", "ResponseID,ResponseSet,Name,Email,IPAddress,StartDate,EndDate,Finished,Q1\nResponseID,ResponseSet,Name,Email,IPAddress,StartDate,EndDate,Finished,How?",
        ["R_1,Default,Mei Chen,,1.2.3.4,2026-10-14 09:00:00,2026-10-14 09:10:00,1,4", "R_2,Default,Li Chen,,1.2.3.4,2026-10-14 09:00:00,2026-10-14 09:10:00,0,4"],
    ),
    "reflections": (
        {"proves": {"*": "look-back"}}, "reflections.csv", "Date,Teacher,Reflection title,Reflection",
        ["2026-10-14,Mei Chen,What changed,Text", "2026-10-14,Mei Chen,What stayed,Text", "soon,Mei Chen,What changed,Text"],
    ),
    "schoology-gradebook": (
        {"proves": PROVES, "out_of": "20"}, "gradebook-2026-10-14.csv", "First Name,Last Name,User Unique ID,Role,Quiz,Overall",
        ["Mei,Chen,E_00418,Teacher,17,85", "Li,Chen,E_00419,Teacher,,", "Tom,Ray,S_0042,Student,20,100"],
    ),
    "sign-in-sheet": (
        {"proves": {"PLC": "grade-5"}}, "signed.csv", "Date,Name,Meeting,Present,Minutes",
        ['2026-10-14,"Chen, Mei",PLC,yes,45', "2026-10-14,Li Chen,PLC,no,", "2026-10-14,Sam Lee,PLC,yes,45"],
    ),
    "surveymonkey": (
        {"survey": "talk"}, "monkey.csv", "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Which?,\n,,,,,,,,Books,Talks",
        ["1.2E+11,5,10/14/2026 09:00:00 AM,10/14/2026 09:05:00 AM,1.2.3.4,,Mei,Chen,Books,", "1.3E+11,5,10/15/2026 09:00:00 AM,10/15/2026 09:05:00 AM,1.2.3.4,,Mei,Chen,,Talks"],
    ),
    "teams-attendance": (
        {"group": "grade-5", "at_least": "20 min"}, "teams.csv", "1. Summary\nMeeting title\tGrade 5 PLC\n\n3. In-Meeting Activities\nName\tJoin time\tLeave time\tDuration\tEmail\tRole",
        ["Mei Chen\t9/16/26, 1:45:00 PM\t9/16/26, 2:05:00 PM\t20m\tmchen@river.example\t", "Mei Chen\t9/16/26, 1:55:00 PM\t9/16/26, 2:30:00 PM\t35m\tmchen@river.example\t",
         "Li Chen\t9/16/26, 1:45:00 PM\t9/16/26, 1:50:00 PM\t5m\t\t", "Sam Lee\t9/16/26, 1:45:00 PM\t9/16/26, 2:50:00 PM\t65m\t\t"],
    ),
    "teams-participants": (
        {"group": "grade-5"}, "teams.csv", "1. Summary\nMeeting title\tGrade 5 PLC\n\n2. Participants\nName\tFirst join\tLast leave\tIn-meeting duration\tEmail",
        ["Mei Chen\t9/16/26, 1:45:00 PM\t9/16/26, 2:30:00 PM\t35m\tmchen@river.example", "Li Chen\t9/16/26, 1:45:00 PM\t9/16/26, 2:30:00 PM\t45m\t", "Sam Lee\t9/16/26, 1:45:00 PM\t9/16/26, 2:30:00 PM\t45m\t"],
    ),
    "videos": (
        {}, "videos.csv", "Uploaded,Teacher,Title",
        ["2026-12-03 15:00,Mei Chen,Lesson", "2026-12-03 16:00,Mei Chen,Lesson", "soon,Mei Chen,Lesson", "2026-12-03 15:00,Sam Lee,Lesson"],
    ),
    "zoom-attendance": (
        {"group": "grade-5", "at_least": "20 min"}, "zoom.csv", "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)",
        ["Mei Chen,mchen@river.example,10/14/2026 13:00:00,10/14/2026 13:15:00,15", "Mei Chen,mchen@river.example,10/14/2026 13:10:00,10/14/2026 13:40:00,30",
         "Li Chen,lchen@river.example,10/14/2026 13:00:00,10/14/2026 13:05:00,5", "Guest,,10/14/2026 13:00:00,10/14/2026 13:45:00,45"],
    ),
}  # fmt: skip
LAWS = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""Of each profile; two dozen of them make some five hundred."""


def test_every_shipped_profile_is_there(profiles):
    assert sorted(EXPORTS) == sorted(profiles)


@pytest.fixture(scope="module")
def read(district):
    """`read(profile, [rows, ...])`: the ledger of files with these rows; all have one export's name in a folder each."""

    def ledger(profile, tables):
        fields, name, head, _ = EXPORTS[profile]
        source = district.source(profile=profile, **fields)
        files = [
            ExportFile.of(f"exports/{at}/{name}", "\n".join([head, *rows, ""]).encode())
            for at, rows in enumerate(tables)
        ]
        found, _ = read_ledger(
            {"x": source}, district.profiles, district.people, {"x": files}, district.zone, district.year,
            rubric=RUBRIC, subjects=SUBJECTS,
        )  # fmt: skip
        for rows, one in zip(tables, found.accounting, strict=True):
            assert one.balances()
            assert min(one.used, one.folded, *(count for _, count in one.aside), 0) == 0
            assert one.used == len({item.row for item in found.evidence if item.file == one.file})
            assert one.read >= len(rows)
        return found

    return ledger


def proofs(ledger):
    return {item.id for item in ledger.evidence}


def sums(ledger):
    """How many rows were read, used, folded and set aside in all files."""
    rows = [
        (one.read, one.used, one.folded, sum(count for _, count in one.aside)) for one in ledger.accounting
    ]
    return tuple(map(sum, zip(*rows, strict=True)))


def rows_of(profile):
    return st.lists(st.sampled_from(EXPORTS[profile][3]), max_size=10)


@pytest.mark.parametrize("profile", sorted(EXPORTS))
def test_every_sample_proves_something_and_sets_something_aside_or_folds_it(read, profile):
    found = read(profile, [EXPORTS[profile][3] * 2])
    total, used, folded, aside = sums(found)
    assert used
    assert folded
    assert total == used + folded + aside


@pytest.mark.parametrize("profile", sorted(EXPORTS))
@LAWS
@given(data=st.data())
def test_the_same_export_twice_folds_every_row_that_was_used(read, profile, data):
    tables = data.draw(st.lists(rows_of(profile), min_size=1, max_size=2))
    once, twice = read(profile, tables), read(profile, [*tables, *tables])
    assert twice.evidence == once.evidence
    total, used, folded, aside = sums(once)
    assert sums(twice) == (2 * total, used, 2 * folded + used, 2 * aside)


@pytest.mark.parametrize("profile", sorted(EXPORTS))
@LAWS
@given(data=st.data())
def test_exports_that_overlap_prove_what_one_of_all_rows_proves(read, profile, data):
    rows = data.draw(rows_of(profile))
    end = data.draw(st.integers(0, len(rows)))
    start = data.draw(st.integers(0, end))
    whole, parts = read(profile, [rows]), read(profile, [rows[:end], rows[start:]])
    assert proofs(parts) == proofs(whole)
    assert sums(parts)[1] == sums(whole)[1]


def test_a_row_that_stands_in_a_sheet_twice_was_there_once(read):
    row = EXPORTS["sign-in-sheet"][3][0]
    once, twice = read("sign-in-sheet", [[row]]), read("sign-in-sheet", [[row, row]])
    assert [one.minutes for one in once.evidence] == [one.minutes for one in twice.evidence] == [45]
    assert sums(twice) == (2, 1, 1, 0)
