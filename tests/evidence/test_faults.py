"""What goes wrong with exports is said by file, line and column, and never becomes a wrong figure."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from pdcycle.evidence import ExportFile, read_ledger
from pdcycle.model.catalog import Rubric

HEADER = "Staff ID,Name,Email,Course,Completion date,Status\n"
GOOD = "00417,Marisol Díaz,mdiaz@river.example,Talk,2026-10-14,Completed\n"


def courses(reading, text, **fields):
    return reading(
        {"exports/c.csv": text}, profile="course-completions", **{"proves": {"Talk": "talk"}, **fields}
    )


def told(found, code):
    return next(item for item in found.diagnostics if item.code == code)


def test_a_file_of_another_system_names_the_profile_that_fits(reading):
    zoom = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\nMei Chen,,x,y,1\n"
    found = courses(reading, zoom)
    assert found.evidence == ()
    item = told(found, "PD504")
    assert "Course completions" in item.message
    assert "`join time`" in item.message
    assert (
        item.help
        == "it reads as `zoom-attendance`: write `profile: zoom-attendance`, or give the export this source is for"
    )
    assert "Mei" not in item.message


def test_a_file_without_a_header_shows_no_one(reading):
    item = told(
        courses(reading, "Mei Chen,mchen@river.example,Talk\nLi Chen,lchen@river.example,Talk\n"), "PD504"
    )
    assert "no line looks like a header" in item.message
    assert "Chen" not in item.message + str(item.help)
    assert "mchen" not in item.message + str(item.help)


def test_a_zip_is_said_by_name(reading):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("report.csv", HEADER + GOOD)
    item = told(courses(reading, stream.getvalue()), "PD503")
    assert item.message == "this is a zip archive, not a CSV file"
    assert item.help == "unpack it and give the CSV file that is in it"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "PD515", 1),
        (HEADER, "PD515", 1),
        (HEADER + GOOD + '00418,"Mei', "PD505", 3),
        (HEADER + GOOD + "00418,Mei Ch", "PD505", 3),
        (HEADER + GOOD.replace("\n", ",more\n"), "PD513", 2),
        (HEADER + GOOD.replace("2026-10-14", "soon"), "PD517", 2),
        (HEADER + GOOD.replace("2026-10-14", "3/4/2027"), "PD507", 2),
        (HEADER + GOOD.replace("2026-10-14", "2026-10-14 09:00 MST"), "PD508", 2),
        (HEADER + GOOD.replace("Completed", "Elsewhere"), "PD518", 2),
        (HEADER + GOOD.replace("2026-", "2025-"), "PD520", 1),
        (HEADER + GOOD.replace("00417", "4.17E+11"), "PD514", 2),
    ],
)
def test_doubts_have_a_code_and_a_line(reading, text, code, line):
    item = told(courses(reading, text), code)
    assert (item.place.file, item.place.start.line) == ("exports/c.csv", line)
    assert "Díaz" not in item.message


def test_a_zone_said_in_the_source_answers_the_abbreviation(reading):
    found = courses(
        reading, HEADER + GOOD.replace("2026-10-14", "2026-10-14 23:30 MST"), zone="America/Denver"
    )
    assert [item.when.isoformat() for item in found.evidence] == ["2026-10-15T01:30:00"]
    assert courses(reading, HEADER + GOOD.replace("2026-10-14", "2026-10-14 09:00 EST")).codes == []


def test_the_source_decides_day_and_month(reading):
    text = HEADER + GOOD.replace("2026-10-14", "3/4/2027")
    assert [courses(reading, text, date_order=order).evidence[0].when.date() for order in ("mdy", "dmy")] == [
        date(2027, 3, 4),
        date(2027, 4, 3),
    ]


def test_a_slip_in_the_source_is_mended(reading):
    assert (
        told(courses(reading, HEADER + GOOD, proves={"Tak": "talk", "*": "talk"}), "PD510").message
        == "the export never names `Tak`"
    )
    lost = told(courses(reading, HEADER + GOOD, columns={"title": "Curse"}), "PD511")
    assert lost.help == "did you mean `course`?"
    assert told(courses(reading, HEADER + GOOD, proves={}), "PD519").place.file == "sources/x.yaml"
    unknown = reading({"exports/c.csv": HEADER}, profile="zoom-atendance")
    assert told(unknown, "PD502").help == "did you mean `zoom-attendance`?"
    assert reading({}, profile="zoom-attendance").codes == ["PD501"]


def test_one_bad_file_never_hides_the_others(reading):
    found = reading(
        {"exports/a.csv": "%PDF-1.7", "exports/b.csv": HEADER + GOOD},
        profile="course-completions",
        proves={"*": "talk"},
    )
    assert [item.person for item in found.evidence] == ["diaz"]


def test_two_people_with_one_address_are_told_and_matched_by_name_only(reading, people):
    twins = {**people, "chen-l": replace(people["chen-l"], email="MCHEN@river.example")}
    rows = (
        HEADER
        + ",Mei Chen,mchen@river.example,Talk,2026-10-14,Completed\n,M. Chen,mchen@river.example,Talk,2026-10-14,Completed\n"
    )
    found = courses(reading, rows, people=twins)
    assert [item.person for item in found.evidence] == ["chen-m"]
    item = told(found, "PD509")
    assert (item.place.file, item.place.start.line) == ("people.csv", 4)
    assert [entry.candidates for entry in found.ledger.unresolved] == [("chen-m", "chen-l")]


@pytest.mark.parametrize(
    ("staff", "name", "email", "person"),
    [
        ("417", "", "", "diaz"),
        ("", "", " MDIAZ@River.example ", "diaz"),
        ("", "", "mdiaz@k12.river.example", "diaz"),
        ("", "", "mari@home.example", "diaz"),
        ("", "mari d.", "", "diaz"),
        ("", "DIAZ, Marisol", "", "diaz"),
        ("", "iPad (Marisol Diaz)", "", "diaz"),
        ("", "Dr. Ada Okafor Reyes", "", "okafor"),
        ("", "Brandt, Robert", "", "brandt"),
        ("", "Robert Brandt, Jr.", "", "brandt"),
        ("00417", "Mei Chen", "mchen@river.example", "diaz"),
        ("", "Sam Lee", "", None),
        ("", "Chen", "", None),
        ("", "M. Diaz", "", None),
        ("999", "", "nobody@river.example", None),
    ],
)
def test_people_are_matched_for_sure_or_not_at_all(reading, staff, name, email, person):
    rows = HEADER + f'{staff},"{name}",{email},Talk,2026-10-14,Completed\n'
    found = courses(reading, rows, email_domains=["river.example", "k12.river.example"])
    assert [item.person for item in found.evidence] == ([person] if person else [])
    assert len(found.ledger.unresolved) == (0 if person else 1)


def test_a_newer_export_that_drops_people_erases_nothing(reading):
    later = (
        HEADER
        + "00418,Mei Chen,mchen@river.example,Talk,2026-11-20,Completed\n00417,,,Talk,2026-12-01,Completed\n"
    )
    found = reading(
        {"exports/1.csv": HEADER + GOOD + GOOD, "exports/2.csv": HEADER + GOOD, "exports/3.csv": later},
        profile="course-completions",
        proves={"Talk": "talk"},
    )
    assert [(item.person, item.when.date().isoformat(), item.file) for item in found.evidence] == [
        ("chen-m", "2026-11-20", "exports/3.csv"),
        ("diaz", "2026-10-14", "exports/1.csv"),
    ]
    assert [account[:3] for account in map(found.account, ("exports/1.csv", "exports/2.csv", "exports/3.csv"))] == [
        (2, 1, 1), (1, 0, 1), (2, 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "seen"),
    [("first", [("2026-10-01", False)]), ("latest", [("2026-10-20", False)]), ("best", [("2026-10-10", True)]),
     ("all", [("2026-10-01", False), ("2026-10-10", True), ("2026-10-20", False), ("2026-10-25", None)])],
)  # fmt: skip
def test_which_of_several_submissions_counts_is_a_policy(reading, policy, seen):
    rows = "Email,Course,Completed on,Score\n" + "".join(
        f"mchen@river.example,Quiz,2026-10-{day},{score}\n"
        for day, score in ((10, "90%"), ("01", "40%"), (20, "70%"), (25, ""))
    )
    found = courses(
        reading,
        rows,
        proves={"quiz": {"item": "talk", "as": "check", "pass_mark": "80%"}},
        submissions=policy,
    )
    assert [(item.when.date().isoformat(), item.passed) for item in found.evidence] == seen


def test_a_score_that_says_no_whole_is_seen_and_neither_passed_nor_failed(reading):
    rows = "Email,Course,Completed on,Score\nmchen@river.example,Quiz,2026-10-10,17\n"
    proves = {"Quiz": {"item": "talk", "as": "check", "pass_mark": "80%"}}
    assert [item.passed for item in courses(reading, rows, proves=proves).evidence] == [None]
    assert [item.passed for item in courses(reading, rows, proves=proves, out_of=20).evidence] == [True]


def test_no_sources_give_an_empty_ledger(people, profiles):
    ledger, problems = read_ledger(
        {}, profiles, people, {}, ZoneInfo("UTC"), (date(2026, 7, 1), date(2027, 6, 30))
    )
    assert (ledger.evidence, ledger.accounting, problems) == ((), (), [])


def test_an_observation_keeps_to_the_rubric_and_never_guesses_a_level(district):
    rubric = Rubric(rubric="R", levels=("basic", "proficient"), components={"3a": "Talk", "rti": "RTI"})
    rows = (
        "Date,Teacher,Component,Level\n10/14/2026,Mei Chen,3a Talking with students, PROFICIENT\n"
        "10/14/2026,Mei Chen,rti Response,Basic\n10/14/2026,Mei Chen,3a,Superb\n10/14/2026,Mei Chen,9z,Basic\n"
        "10/14/2026,Mei Chen,3a,n/a\n"
    )
    files = {"x": [ExportFile.of("obs.csv", rows.encode())]}
    args = (district.profiles, district.people, files, district.zone, district.year)
    ledger, problems = read_ledger({"x": district.source(profile="observations")}, *args, rubric=rubric)
    assert sorted((item.component, item.value) for item in ledger.evidence) == [
        ("3a", "proficient"),
        ("rti", "basic"),
    ]
    assert dict(ledger.accounting[0].aside) == {
        "a component the rubric does not have": 1,
        "a level the rubric does not have": 1,
        "not seen, so no level": 1,
    }
    assert [(item.code, item.place.start.line) for item in problems] == [("PD524", 5), ("PD524", 4)]


def test_a_component_by_its_title_and_a_level_beside_its_number(district):
    rubric = Rubric(
        rubric="R",
        levels=("basic", "proficient"),
        components={"3a": "Talk", "4d": "Community", "rti": "RTI in class", "x": "Same", "y": "Same"},
    )
    cells = [
        ("RTI in  Class", "2 - Proficient", ("rti", "proficient")),
        ("Component 3a: Talking", "Proficient (2)", ("3a", "proficient")),
        ("4d. Community", "Level 1: Basic", ("4d", "basic")),
        ("3a", "2", None),  # of which end is 1? It is not guessed.
        ("3a", "Basic - Proficient", None),
        ("3a and 4d", "Basic", ("3a", "basic")),
        ("Same", "Basic", None),
        ("3a", "N/O", None),
    ]
    rows = "Date,Teacher,Component,Level\n" + "".join(f"2026-10-{at:02},Mei Chen,{part},{level}\n" for at, (part, level, _) in enumerate(cells, 1))  # fmt: skip
    files = {"x": [ExportFile.of("obs.csv", rows.encode())]}
    args = (district.profiles, district.people, files, district.zone, district.year)
    ledger, _ = read_ledger({"x": district.source(profile="observations")}, *args, rubric=rubric)
    assert [(item.component, item.value) for item in ledger.evidence] == [seen for *_, seen in cells if seen]
    assert dict(ledger.accounting[0].aside) == {
        "a component the rubric does not have": 1,
        "a level the rubric does not have": 2,
        "not seen, so no level": 1,
    }


def test_a_talk_that_did_not_take_place_is_set_aside(reading):
    rows = "Date,Coach,Teacher,Minutes\n2026-10-14,Ada Okafor-Reyes,Mei Chen,cancelled\n"
    assert reading({"log.csv": rows}, profile="coaching-log").account("log.csv") == (
        1,
        0,
        0,
        {"did not take place": 1},
    )
