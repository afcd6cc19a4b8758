"""The example district holds together: its files agree, its exports are what its script writes."""

import csv
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

RIVERBEND = Path(__file__).resolve().parents[2] / "examples" / "riverbend"


def rows(name):
    with (RIVERBEND / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(name):
    return yaml.load((RIVERBEND / name).read_text("utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture(scope="module")
def truth():
    return json.loads((RIVERBEND / "truth.json").read_text("utf-8"))


def test_the_script_writes_the_committed_bytes(tmp_path):
    made = tmp_path / "riverbend"
    shutil.copytree(
        RIVERBEND, made, ignore=shutil.ignore_patterns("build", "exports", "private", "truth.json")
    )
    subprocess.run([sys.executable, made / "make_exports.py"], check=True, cwd=tmp_path)
    for folder in ("exports", "private"):
        names = sorted(path.name for path in (RIVERBEND / folder).iterdir())
        assert sorted(path.name for path in (made / folder).iterdir()) == names
        for name in names:
            assert (made / folder / name).read_bytes() == (RIVERBEND / folder / name).read_bytes(), name
    assert (made / "truth.json").read_bytes() == (RIVERBEND / "truth.json").read_bytes()


def test_each_program_fits_in_sixty_lines():
    for name in ("curricula/grades-3-5.yaml", "initiatives/rti.yaml", "plans/schooley.yaml"):
        assert len((RIVERBEND / name).read_text("utf-8").splitlines()) <= 60, name


def test_staff_are_about_140_with_unique_ids_and_addresses():
    people = rows("people.csv")
    assert Counter(person["role"] for person in people) == {
        "teacher": 121, "counselor": 5, "principal": 4, "coach": 3, "mentor": 2,
        "superintendent": 1, "assistant-principal": 1, "director": 1,
    }  # fmt: skip
    for key in ("id", "email", "staff_id"):
        assert len({person[key] for person in people}) == len(people)
    ids = {person["id"] for person in people}
    for person in people:
        assert {person[key] for key in ("coach", "mentor", "principal", "evaluator")} - {""} <= ids


def test_timetables_use_periods_that_ring():
    bells = written("calendar.yaml")["bells"]
    level = {
        person["id"]: "high" if person["schools"] == "river-high" else "elementary"
        for person in rows("people.csv")
    }
    for row in rows("timetable.csv"):
        assert row["period"] in bells[level[row["person"]]]["regular"], row
    preps = Counter((row["person"], row["day"]) for row in rows("timetable.csv") if row["kind"] == "prep")
    assert set(preps.values()) == {1}


def test_the_group_has_26_teachers_and_changes_twice():
    members = written("groups.yaml")["list"]["grades-3-5"]["members"]
    assert len(members) == 27
    assert [m for m in members if isinstance(m, dict)] == [
        {"person": "foster", "from": "2026-11-09"},
        {"person": "grimes", "until": "2027-01-08"},
    ]


def test_truth_speaks_of_known_people_up_to_today(truth):
    ids = {person["id"] for person in rows("people.csv")}
    for name in ("completions", "checks", "attendances", "logs", "observations", "artifacts", "reflections"):
        assert truth[name], name
        assert {record["person"] for record in truth[name]} <= ids
        assert max(record["when"] for record in truth[name])[:10] <= truth["as_of"]


def test_talks_happen_on_school_days_and_never_two_at_once(truth):
    closed = {
        "2026-09-21",
        "2026-10-12",
        "2026-11-03",
        "2026-11-11",
        "2026-11-25",
        "2027-01-28",
        "2027-02-08",
    }
    talks = [log for log in truth["logs"] if log["lead"] == "rivera"]
    assert len({log["when"] for log in talks}) == len(talks) > 130
    for log in talks:
        assert log["when"][:10] not in closed
        assert date.fromisoformat(log["when"][:10]).weekday() < 5


def test_every_fault_stands_where_truth_says(truth):
    assert len(truth["faults"]) > 200
    codes = {"exports/moodle-rti.csv": "utf-16", "exports/observations.csv": "cp1252"}
    for fault in truth["faults"]:
        text = (RIVERBEND / fault["file"]).read_bytes().decode(codes.get(fault["file"], "utf-8"))
        assert 1 <= fault["line"] <= text.count("\n"), fault
        line = text.replace("\r\n", "\n").split("\n")[fault["line"] - 1]
        if fault["fault"] == "not-passed":
            assert "did not achieve pass grade" in line
        elif fault["fault"] == "override":
            assert "(set by " in line
        elif fault["fault"] in ("total-row", "german"):
            assert line.startswith(("Total,", "Name (Originalname)"))


def test_marks_of_private_notes_are_told_apart(truth):
    marks = [entry["mark"] for entry in truth["marks"]]
    assert len(marks) > 500
    assert all(re.fullmatch(r"\[[a-z]+ [a-z]+ \d{4}\]", mark) for mark in marks)
    for name in (
        "README.md",
        "catalog.yaml",
        "exports/forms-handed-in.csv",
        "exports/moodle-communication.csv",
    ):
        text = (RIVERBEND / name).read_text("utf-8")
        assert not [mark for mark in marks if mark in text]


def test_each_schools_goal_stands_where_it_was_last_measured(built, truth):
    last = {record["goal"]: record for record in truth["measurements"]}
    assert set(last) == {"rti/birch", "rti/cedar", "rti/lincoln", "rti/river-high", "schooley"}
    for school in built.report("rti")["schools"]:
        goal, record = school["goal"], last[f"rti/{school['school']}"]
        assert (goal["way"], goal["day"]) == ("measured", record["when"])
        assert (goal["figure"]["numerator"], goal["figure"]["denominator"]) == (
            record["reached"],
            record["of"],
        )


def test_a_commitment_is_shared_where_its_window_holds_the_meeting_whose_minutes_name_it(built, truth):
    (day,) = [record["when"] for record in truth["minutes"] if record["activity"] == "commit"]
    ran = built.run("report", "grades-3-5", "--measure", "plan-status", "--format", "json")
    told = json.loads(ran.out)["rows"]
    (shared,) = [row["share"] for row in told if (row["status"], row["school"]) == ("shared", None)]
    members = written("groups.yaml")["list"]["grades-3-5"]["members"]
    there = [
        member
        for member in members
        if not isinstance(member, dict) or member.get("from", "2026-01-01") <= day
    ]
    assert len(there) == 26  # one was hired after it, and owes two commitments all the same
    assert (shared["numerator"], shared["denominator"]) == (2 * len(there), 2 * len(members))


def test_what_was_said_in_a_meeting_is_read_by_nobody(built):
    said = "A worry of one colleague"
    assert said in (RIVERBEND / "exports" / "minutes.csv").read_text("utf-8")
    for folder in ("build", "schedule"):
        for path in (built.root / folder).rglob("*"):
            assert not path.is_file() or said.encode() not in path.read_bytes(), path
