"""What would move if a day were closed, somebody were away, or the calendar were another one."""

import json
import re
import shutil
import subprocess
from datetime import date

import pytest

from tests.conftest import Output, copied

TUESDAY = "2027-03-09"
B_DAYS = "meets: B days 14:35, 45 min"


@pytest.fixture(scope="session")
def published(tmp_path_factory, riverbend):
    """Riverbend with its locks, where mathematicians of the high school meet on B days."""
    root = copied(riverbend, tmp_path_factory.mktemp("what-if") / "riverbend")
    groups = root / "groups.yaml"
    text, count = re.subn(
        r"(math-river-high:(?:\n    .*)*?\n    )meets: .*", rf"\1{B_DAYS}", groups.read_text()
    )
    assert count == 1
    groups.write_text(text)
    out = Output(root)
    out.run("schedule")
    return root


@pytest.fixture
def out(published, tmp_path):
    shutil.copytree(published, tmp_path / "d")
    return Output(tmp_path / "d")


def contents(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def asked(out, *argv):
    ran = out.command("schedule", "--format", "json", *argv)
    return ran.code, json.loads(ran.out)


def events(out):
    return {
        name: row
        for program in ("grades-3-5", "rti", "schooley")
        for name, row in out.events(program).items()
    }


def git(root, *argv):
    ran = subprocess.run(
        ["git", "-C", root, "-c", "user.name=t", "-c", "user.email=t@example.org", *argv],
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    return ran.stdout


def test_one_day_moves_what_was_on_it_and_what_its_letters_carry_along(out):
    before, files = events(out), contents(out.root)
    code, found = asked(out, "--close", TUESDAY)
    assert code == 0
    assert contents(out.root) == files
    assert found["holds"]
    assert found["kept"] + len(found["changes"]) == len(before)
    closed = [change for change in found["changes"] if change["because"] == "closed"]
    letters = [change for change in found["changes"] if change["because"] == "letter"]
    assert len(closed) + len(letters) == len(found["changes"])
    assert {change["id"].split("/", 1)[1] for change in closed} == {
        name for name, row in before.items() if row["date"] == date(2027, 3, 9)
    }
    assert [change["id"] for change in letters] == ["rti/year/break-out/math-river-high/7"]
    assert found["relettered"] > len(letters)
    assert all(change["was"]["day"] != TUESDAY for change in letters)
    assert "1 event moves with the letter of the day" in out.run("schedule", "--close", TUESDAY).out


def test_two_days_that_end_the_year_later_move_what_hangs_on_its_end(out):
    before = events(out)
    code, found = asked(out, "--close", "2027-03-09,2027-03-11")
    assert code == 0
    by_cause = {}
    for change in found["changes"]:
        by_cause.setdefault(change["because"], set()).add(change["id"].split("/", 1)[1])
    lost = {date(2027, 3, 9), date(2027, 3, 11)}
    assert by_cause["closed"] == {name for name, row in before.items() if row["date"] in lost}
    assert by_cause["window"] == {"year/growth-day/-/1"}
    assert set(by_cause) <= {"closed", "letter", "window"}
    assert {school["last_day"][1] for school in found["schools"]} == {"2027-06-16"}
    assert ["2027-05-19", "2027-06-16"] in [window["is"] for window in found["windows"]]


def test_apply_writes_a_line_the_locks_and_a_letter_for_each_concerned(out):
    git(out.root, "init", "-q")
    git(out.root, "add", "-A")
    git(out.root, "commit", "-qm", "published")
    before = events(out)
    assert out.command("schedule", "--close", TUESDAY, "--apply").code == 0
    after = events(out)
    calendar = git(out.root, "diff", "-U0", "calendar.yaml").splitlines()
    assert [line for line in calendar if re.match(r"[-+] ", line)] == [
        "+  - {when: 2027-03-09 tue, status: closed, unplanned: true, name: Unplanned closure}"
    ]
    moved = {
        name
        for name, row in before.items()
        if (row["day"], row["at"]) != (after[name]["day"], after[name]["at"])
    }
    lock = [
        line for line in git(out.root, "diff", "-U0", "schedule").splitlines() if re.match(r"[-+] ", line)
    ]
    assert {re.match(r". +[^/]+/(.*?): \{", line)[1] for line in lock} == moved
    assert len(lock) == 2 * len(moved)
    assert all(int(after[name]["seq"]) == int(before[name]["seq"]) + 1 for name in moved)
    assert all(after[name]["uid"] == before[name]["uid"] for name in moved)
    assert out.run("schedule", "--check").code == 0
    people = {person for name in moved for person in (*before[name]["people"], *before[name].get("lead", ()))}
    notices = out.root / "build" / "notices" / "2027-02-12"
    assert {path.stem for path in (notices / "people").iterdir()} == people
    assert not list((out.root / "build").glob("school/**/notices"))


def test_a_letter_says_what_was_what_is_why_and_what_to_do(out):
    out.run("schedule", "--close", TUESDAY, "--apply")
    notices = out.root / "build" / "notices" / "2027-02-12"
    talk = next(
        name for name, row in events(out).items() if row["seq"] == "1" and name.startswith("spring/talk")
    )
    person = talk.split("/")[2]
    letter = (notices / "people" / f"{person}.md").read_text("utf-8")
    assert re.search(
        r"- \*\*Was:\*\* Tue, Mar 9, 2027, .*\n- \*\*Is now:\*\* .*\n- \*\*With:\*\* Elena Rivera\n", letter
    )
    assert "- **Why:** School is closed that day.\n- **What to do:** Import the calendar file again" in letter
    plain = (notices / "people" / f"{person}.txt").read_text("utf-8")
    assert "**" not in plain
    assert "Was:        Tue, Mar 9, 2027" in plain
    math = (notices / "groups" / "math-river-high.txt").read_text("utf-8")
    assert "Why:        The day has another letter now." in math
    for path in (notices / "schools").iterdir():
        text = path.read_text("utf-8")
        assert "Coaching talk" not in text
        assert "Rivera" not in text
        assert "who are told themselves" in text or "Break-out" in text


def test_somebody_away_is_a_row_of_absences_and_moves_their_events_only(out):
    before = events(out)
    code, found = asked(out, "--absent", "rivera:2027-03-01..2027-03-05")
    assert code == 0
    assert {change["because"] for change in found["changes"]} == {"away"}
    assert {name for change in found["changes"] for name in change["away"]} == {"rivera"}
    assert {change["id"].split("/", 1)[1] for change in found["changes"]} == {
        name
        for name, row in before.items()
        if date(2027, 3, 1) <= row["date"] <= date(2027, 3, 5) and "rivera" in row.get("lead", ())
    }
    path = out.root / "absences.csv"
    was = path.read_bytes()
    out.run("schedule", "--absent", "rivera:2027-03-01..2027-03-05", "--apply")
    assert path.read_bytes() == was + b"rivera,2027-03-01,2027-03-05,all\n"


def test_another_calendar_is_tried_and_taken_over(out):
    other = out.root.parent / "other.yaml"
    text = (out.root / "calendar.yaml").read_text("utf-8")
    line = "  - {when: 2027-04-20 tue, status: closed, name: A day of mourning}\n"
    other.write_text(re.sub(r"(?m)^(  - \{when: 2027-04-26)", line + r"\1", text, count=1), "utf-8")
    before = events(out)
    _, found = asked(out, "--calendar", other)
    lost = {name for name, row in before.items() if row["date"] == date(2027, 4, 20)}
    assert {change["id"].split("/", 1)[1] for change in found["changes"]} >= lost != set()
    assert {change["because"] for change in found["changes"]} <= {"closed", "letter"}
    out.command("schedule", "--calendar", other, "--apply")
    assert (out.root / "calendar.yaml").read_bytes() == other.read_bytes()


def test_inside_the_notice_only_what_lies_on_a_lost_day_moves(out):
    before = events(out)
    code, found = asked(out, "--close", TUESDAY, "--as-of", "2027-03-08")
    assert code == 0
    ids = {change["id"].split("/", 1)[1] for change in found["changes"] if change["because"] == "closed"}
    assert ids == {name for name, row in before.items() if row["date"] == date(2027, 3, 9)}
    assert all(change["is"]["day"] > "2027-03-09" for change in found["changes"] if change["is"])
    assert all(
        change["was"]["day"] > "2027-03-09" for change in found["changes"] if change["because"] != "closed"
    )


def test_what_a_person_fixed_stays_and_is_named(out):
    code, found = asked(out, "--close", "2026-11-05", "--as-of", "2026-10-01")
    assert code == 1
    assert found["stuck"] == ["grades-3-5/fall/talk/diaz/3"]
    ran = out.command("schedule", "--close", "2026-11-05", "--as-of", "2026-10-01")
    assert "talk diaz 3 stays on Thu, Nov 5, 2026, which is lost: it is fixed under `dates:`" in ran.out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--close", "2027-02-15"], "nobody is on duty on 2027-02-15 as it is"),
        (["--close", "tomorrow"], "'tomorrow' is not a date"),
        (["--close", "lincon:2027-03-09"], "did you mean `lincoln`?"),
        (["--absent", "rivra:2027-03-09"], "did you mean `rivera`?"),
        (["--close", TUESDAY, "--fresh"], "ask one thing at a time"),
        (["--apply"], "--apply has nothing to make so"),
    ],
)
def test_a_slip_on_the_command_line_is_named(out, argv, said):
    ran = out.command("schedule", *argv)
    assert ran.code == 2
    assert said in ran.err
