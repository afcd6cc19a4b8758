"""Who sees what: coaching text, ratings and notes of a person stay with that person and the coach."""

import json
import re

import pytest

MARK = re.compile(r"\[[a-z]+ [a-z]+ \d{4}\]")


def texts(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text(errors="replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def seeded(copy):
    """Every phrase that was put into a note, a rating's remark or a coaching log, none twice."""
    found = set()
    for folder in ("exports", "private"):
        for path in (copy / folder).glob("*.csv"):
            found |= set(MARK.findall(path.read_bytes().decode("latin-1")))
    assert len(found) > 300
    return found


def test_no_note_and_no_rating_reaches_the_school(run, copy, seeded):
    for argv in (
        ["build", copy],
        ["-C", copy, "report", "--audience", "school"],
        ["-C", copy, "render", "rti"],
    ):
        ran = run(*argv)
        assert ran.code == 0
        assert not MARK.findall(ran.out + ran.err)
    site = texts(copy / "build" / "school")
    people = json.loads((copy / "truth.json").read_text())["observations"]
    plan = (copy / "plans" / "schooley.yaml").read_text()
    goal = re.search(r"text: (.+)", plan)[1]
    assert people
    for path, text in site.items():
        assert not MARK.findall(text), path
        assert goal not in text, path
        assert not re.search(r"\b(unsatisfactory|basic|distinguished)\b", text), path
    assert not [
        path
        for path in site
        if path.startswith(("calendars/people", "documents/coaching-log", "documents/impact"))
    ]
    assert not [path for path in site if "schooley" in path and path.startswith("reports/")]


def test_one_person_sees_nobody_elses(run, copy, seeded):
    assert run("build", copy, "--audience", "self", "--person", "schooley").code == 0
    site = texts(copy / "build" / "self" / "schooley")
    assert [path for path in site if path.startswith("calendars/people")] == ["calendars/people/schooley.ics"]
    assert "reports/schooley.html" in site
    notes = (copy / "private" / "coaching-log.csv").read_bytes().decode("latin-1").splitlines()
    others = {mark for line in notes if "schooley" not in line.lower() for mark in MARK.findall(line)}
    for path, text in site.items():
        assert not others & set(MARK.findall(text)), path


def test_whose_pages_is_asked_and_checked(run, copy):
    assert "say it with --person ID" in run("build", copy, "--audience", "self").err
    assert run("build", copy, "--audience", "self", "--person", "nobody").code == 2
    withheld = run("-C", copy, "report", "schooley", "--audience", "school")
    assert withheld.code == 1
    assert withheld.out == ""
    assert "schooley: a person's own, which this audience does not see" in withheld.err
