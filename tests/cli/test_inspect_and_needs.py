"""`inspect` says what a file is and shows nobody; `needs` proposes what to grow in; `report` holds levels."""

import json

import pytest

UNKNOWN = (
    "Employee,Event Title,Completed Date,Credit,Mail,Status,SSN,Comment\n"
    '"Diaz, Ana",Probes,9/30/2026,2.5,ana@x.example,Attended,123-45-6789,cried a lot\n'
    '"Lee, Bo",Probes,10/1/2026,2.5,bo@x.example,Attended,123-45-6780,was late\n'
    '"Ro, Cy",Routines,10/2/2026,1,cy@x.example,Attended,123-45-6781,fine\n'
)
PRIVATE = ("Diaz", "Lee", "ana@", "123-45", "cried")


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_unknown_file_is_previewed_without_people_and_gets_a_profile_that_reads_it(run, tmp_path, form):
    (tmp_path / "list.csv").write_text(UNKNOWN)
    first = run("inspect", "list.csv", "--format", form)
    assert first.code == 1
    assert not [text for text in PRIVATE if text in first.out]
    assert "9/30/2026" in first.out
    assert run("inspect", "list.csv", "--write").code == 0
    draft = (tmp_path / "profiles" / "list.yaml").read_text()
    assert 'when: ["completed date"]' in draft
    assert "minutes_in: hours" in draft
    again = run("inspect", "list.csv", "--write")
    assert (again.code, "exists" in again.err) == (2, True)


def test_a_starting_profile_is_the_workspaces_own_from_then_on(run, district):
    (district / "exports").mkdir(exist_ok=True)
    (district / "exports" / "list.csv").write_text(UNKNOWN)
    assert run("-C", district, "inspect", "exports/list.csv", "--write").code == 0
    found = run("-C", district, "inspect", "exports/list.csv", "--format", "json")
    assert found.code == 0
    told = json.loads(found.out)
    assert (told["profile"], told["rows"], told["names"]) == ("list", 3, ["Probes", "Routines"])
    assert run("validate", district).code == 0


def test_a_known_file_says_why_and_gives_a_source_to_start_from(run, riverbend):
    found = run("inspect", riverbend / "exports" / "zoom-ell-elementary-2026-12-09.csv")
    assert found.code == 0
    assert "Known by its columns `Name (original name)` and `Join time`." in found.out
    assert "header on line 4" in found.out
    assert "Dates have the month first" in found.out
    assert "profile: zoom-attendance" in found.out
    assert "Adeyemi" not in found.out
    assert max(map(len, found.out.splitlines())) <= 80


def test_every_export_of_riverbend_is_previewed_without_its_people(run, riverbend):
    names = {
        name
        for row in (riverbend / "people.csv").read_text().splitlines()[1:]
        for name in row.split(",")[1].split()
    }
    last = {name for name in names if len(name) > 5}
    for path in sorted((riverbend / "exports").glob("*.csv")):
        found = run("inspect", path, "--format", "json")
        cells = " ".join(cell for one in json.loads(found.out)["columns"] for cell in one["examples"])
        assert "@" not in cells
        assert not [name for name in last if f" {name}" in f" {cells}" and f"{name} " in f"{cells} "], (
            path.name
        )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 not a table", "a zip archive"),
        (b"", "an empty file"),
        (b"Date,Teacher,Coach,Minutes\n3/4/2026,A,B,20\n", "could be day/month or month/day"),
        (b"Email,Course,Date completed\na@x.example,C,2026-10-01,extra\n", "more cells than the header"),
    ],
)
def test_doubts_are_said_before_anything_is_counted(run, tmp_path, data, said):
    (tmp_path / "a.csv").write_bytes(data)
    found = run("inspect", "a.csv")
    assert said in " ".join(found.out.split())
    assert found.err == ""


def test_a_file_that_is_not_there(run):
    found = run("inspect", "no.csv")
    assert found.code == 2
    assert "there is no file" in found.err


def test_needs_proposes_what_riverbends_curriculum_works_on(run, riverbend):
    found = run("-C", riverbend, "needs", "grades-3-5")
    assert found.code == 0
    assert found.out.split("Ready to paste\n--------------\n")[1] == (
        "because: evaluations-2026\n"
        "cycles:\n"
        "  - when: fall\n"
        "    focus: communication\n"
        "    pattern: small-group-semester\n"
        "    with: {courses: [talking-with-students, talking-with-families, talking-with-colleagues]}\n"
        "  - when: spring\n"
        "    focus: time-management\n"
        "    pattern: small-group-semester\n"
        "    with: {courses: [planning-your-week]}\n"
        "next: [assessment-consistency]\n"
    )
    told = json.loads(run("-C", riverbend, "needs", "grades-3-5", "--format", "json").out)["needs"]
    assert told["areas"][0]["focus"] == "communication"
    for one in told["components"]:
        for _, count in one["levels"] or ():
            assert count == 0 or count >= 5


def test_needs_of_a_plan_looks_at_no_rating(run, riverbend):
    found = run("-C", riverbend, "needs", "schooley")
    assert "no rating is looked at" in found.out
    assert "focus: talk-with-english-learners\n" in found.out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("grades-35",), "did you mean `grades-3-5`?"),
        (("ell-elementary",), "say it with --source: evaluations-2026, observations"),
        (("rti", "--source", "observation"), "did you mean `observations`?"),
    ],
)
def test_needs_says_what_is_missing(run, riverbend, argv, said):
    found = run("-C", riverbend, "needs", *argv)
    assert found.code == 2
    assert said in found.err


def test_a_level_that_is_missed_ends_with_one(run, riverbend):
    argv = ("-C", riverbend, "report", "rti", "--by", "school")
    reached = run(*argv, "--require", "completion >= 50%", "--require", "courses > 90%")
    assert reached.code == 0
    assert "By school" in reached.out
    missed = run(*argv, "--require", "completion >= 99%", "--format", "json")
    assert missed.code == 1
    assert "rti: completion is" in missed.err
    assert "asked for: completion >= 99%" in missed.err
    told = json.loads(missed.out)
    assert told["levels"][0]["reached"] is False
    assert told["reports"][0]["breakdown"]["dimension"] == "school"
    slip = run(*argv, "--require", "completon >= 99%")
    assert (slip.code, "did you mean `completion`?" in slip.err) == (2, True)


def test_a_measure_is_shown_whole_to_the_coach_with_what_it_assumes(run, riverbend):
    found = run("-C", riverbend, "report", "rti", "--measure", "substitutes")
    assert found.code == 0
    said = " ".join(found.out.split())
    assert "A substitute's day costs 128 USD (board schedule of daily rates, July 2026)." in said
    told = json.loads(
        run("-C", riverbend, "report", "rti", "--measure", "hours-pace", "--format", "json").out
    )
    assert {row["rule"] for row in told["rows"]} == {"new-york-ctle", "pennsylvania-act-48", "texas-cpe"}
    refused = run("-C", riverbend, "report", "--measure", "hours", "--audience", "school")
    assert (refused.code, "the coach's" in refused.err) == (2, True)
    assert "did you mean `participation`?" in run("-C", riverbend, "report", "--measure", "participaton").err


def test_goals_are_measured_and_plans_shared_by_what_the_district_exports(run, copy):
    (copy / "exports" / "goals.csv").write_text(
        "Goal,Date,Value,N\nrti/lincoln,2026-10-30,45%,20\nWeekly probes in every tier-2 group,2027-01-29,13 of 20,\n"
    )
    (copy / "sources" / "goals.yaml").write_text(
        "source: Goals of the schools\nfile: exports/goals.csv\nprofile: measurements\n"
    )
    (copy / "exports" / "minutes.csv").write_text(
        "Group,Date,Kind,Shared with,Link\nGrades 3 to 5 across the district,2026-09-30,Commitment cards,Group,https://x.example/1\n"
    )
    (copy / "sources" / "minutes.yaml").write_text(
        "source: Minutes\nfile: exports/minutes.csv\nprofile: minutes\nproves: {Commitment cards: commit}\n"
    )
    assert run("validate", copy).code == 0
    rti = json.loads(run("-C", copy, "report", "rti", "--format", "json").out)["reports"][0]
    goal = next(line["goal"] for line in rti["schools"] if line["school"] == "lincoln")
    assert (goal["way"], goal["day"], goal["figure"]["numerator"], goal["figure"]["denominator"]) == (
        "measured", "2027-01-29", 13, 20,
    )  # fmt: skip
    assert (goal["baseline"], goal["target"]) == ("40%", "65%")
    plans = json.loads(
        run("-C", copy, "report", "grades-3-5", "--measure", "plan-status", "--format", "json").out
    )
    shared = next(
        row["share"] for row in plans["rows"] if row["status"] == "shared" and row["school"] is None
    )
    assert (shared["numerator"], shared["denominator"]) == (
        52,
        54,
    )  # all but the two cards of who came in November


def test_a_measure_of_the_workspaces_own_is_shown_and_required(run, copy):
    (copy / "measures").mkdir()
    (copy / "measures" / "rooms.sql").write_text(
        "-- Rooms: how many events were held.\n-- One row a program.\n"
        "SELECT program, sum(CASE WHEN is_held THEN 1 ELSE 0 END) AS numerator, count(*) AS denominator\n"
        "FROM event WHERE is_past GROUP BY program ORDER BY program\n"
    )
    found = run(
        "-C", copy, "report", "rti", "--measure", "rooms", "--require", "rooms >= 1%", "--format", "csv"
    )
    assert found.code == 0
    assert found.out.splitlines()[0] == "program,share,figure"
    assert found.out.startswith("program,share,figure\nrti,")
    (copy / "measures" / "rooms.sql").write_text("-- Rooms.\nSELECT room FROM event\n")
    broken = run("-C", copy, "report", "rti")
    assert broken.code == 2
    assert "the measure `rooms` cannot be worked out" in broken.err
    assert "correct measures/rooms.sql" in broken.err


def test_a_breakdown_is_a_table_of_its_own_as_csv(run, riverbend):
    found = run(
        "-C", riverbend, "report", "grades-3-5", "--by", "month", "--format", "csv", "--audience", "school"
    )
    assert (
        found.out.splitlines()[0]
        == "Month,Done of what was due,On time,Courses completed,Checks passed,Artifacts handed in"
    )
    assert found.out.splitlines()[-1].startswith("All,")
