"""Which profile a file is recognised by: the one that knows most of its columns, and none by a row of its data."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pdcycle.evidence import ExportFile
from pdcycle.evidence.inspection import inspect
from pdcycle.evidence.recognise import fitting
from pdcycle.language.document import read
from pdcycle.model.binding import bind
from pdcycle.model.profile import Profile
from pdcycle.tables import open_sheet

MONKEY = (
    "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,How?\n"
    ",,,,,,,,,Response\n"
    "118000000002,55,01/14/2027 09:00:00 AM,01/14/2027 09:05:00 AM,10.0.0.3,,,,,Often\n"
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Exit ticket (4411),Quiz (4412),Current Score\n"
    ",,,,,Manual Posting,,\n"
    "    Points Possible,,,,,20,10,(read only)\n"
    '"Chen, Mei",7,00418,mchen@river.example,A,17,9,90\n'
)
MOODLE = (
    ',"Email address","Rephrasing",""\n"Mei Chen","mchen@river.example","Completed","2026-10-01 09:00:00"\n'
)


def test_of_two_that_read_it_the_one_that_knows_more_columns_comes_first(profiles):
    assert fitting(profiles, open_sheet(MONKEY.encode(), "sm.csv"))[0] == "surveymonkey"


def test_a_row_of_data_is_no_header_without_a_name(profiles, reading):
    assert fitting(profiles, open_sheet(CANVAS.encode(), "g.csv")) == ["canvas-gradebook"]
    found = reading(
        {"exports/g.csv": CANVAS},
        profile="moodle-activity-completion",
        proves={"Manual Posting": "ell-1"},
    )
    assert found.codes == ["PD504"]
    assert found.ledger.accounting == ()


def test_a_header_without_a_first_name_may_stand_below_a_preamble(profiles):
    assert fitting(profiles, open_sheet(("Course,ELL\n\n" + MOODLE).encode(), "p.csv")) == [
        "moodle-activity-completion"
    ]


def test_a_look_at_a_file_doubts_what_a_report_would_and_names_what_proves(profiles):
    def seen(name, text):
        return inspect(ExportFile.of(name, text.encode()), profiles, ZoneInfo("America/New_York"))

    signed = seen(
        "s.csv", "Date,Name,Time in,Time out,Present\n8/27/2026,Mei Chen,8:00 AM,11:00 AM,yes\nTotal,,,,\n"
    )
    assert signed.doubts == ()
    assert seen("m.csv", "Group,Date,Kind,Shared with\ngrade-5,2026-10-14,Cards,Group\n").names == ("Cards",)
    assert seen("g.csv", "Goal,Date,Value,N\nrti,2026-10-30,55%,20\n").names == ()


def test_a_starting_profile_takes_no_row_for_proof_whose_status_says_otherwise(profiles, reading):
    rows = "".join(
        f"{name};RTI;10/{at}/2026;{state}\n"
        for at, (name, state) in enumerate((("Mei Chen", "Approved"), ("Li Chen", "Denied"), ("Ada Okafor-Reyes", "Unheard of")), 13)
    )  # fmt: skip
    text = "Employee;Event Title;Event Date;Approval Status\n" + rows
    seen = inspect(ExportFile.of("transcript.csv", text.encode()), profiles, ZoneInfo("America/New_York"))
    drafted, problems = bind(read(seen.draft.encode(), "profiles/transcript.yaml"), Profile)
    assert (drafted is not None, problems) == (True, [])
    found = reading(
        {"exports/transcript.csv": text},
        profiles={"transcript": drafted},
        profile="transcript",
        proves={"RTI": "rti"},
    )
    assert [item.person for item in found.evidence] == ["chen-m"]
    assert found.account("exports/transcript.csv")[3] == {"denied": 1, "its state is not known": 1}
