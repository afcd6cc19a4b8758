"""What would move if a day were closed, somebody were away, or the calendar were another one."""

import json
import re
import shutil
import subprocess
from datetime import date

import pytest

from tests.conftest import ROOT, Output

WEDNESDAY, TUESDAY = "2027-03-10", "2027-03-09"
TWO_DAYS = "2027-03-09,2027-03-11"
BY_LETTER = {"math-river-high", "science-river-high", "special-ed-river-high", "world-languages-river-high"}
"""The departments that meet on A or B days; their break-outs 7 and 8 lie in March and April."""


def talks(n, *people):
    return {f"spring/talk/{person}/{n}" for person in people}


def visits(*numbers):
    return {f"year/break-out/{group}/{n}" for group in BY_LETTER for n in numbers}


# What closing these days has to move: what lies on them, and what would else meet on a day of the other letter. One day
# turns every later letter; of two, the second is made up for on March 26, so that only days from April on are turned.
MOVED = {
    WEDNESDAY: (talks(2, "strand", "tanaka", "thibodeaux"), {"spring/discuss/-/2"}, visits(7, 8)),
    TWO_DAYS: (
        talks(2, "nwosu", "chen-maria", "fuentes", "farrokhzad", "moreau")
        | talks(2, "diaz", "larue", "orourke", "herrera", "mbeki"),
        set(),
        visits(8),
    ),
}


@pytest.fixture(scope="session")
def published(tmp_path_factory, riverbend):
    """Riverbend with the locks it was published with."""
    unwanted = shutil.ignore_patterns("build", "__pycache__", "exports", "private")
    return shutil.copytree(riverbend, tmp_path_factory.mktemp("what-if") / "riverbend", ignore=unwanted)


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


@pytest.mark.parametrize("days", MOVED)
def test_closed_days_move_what_was_on_them_and_what_their_letters_carry_along(out, days):
    before, files = events(out), contents(out.root)
    moved, cancelled, lettered = MOVED[days]
    code, found = asked(out, "--close", days)
    assert code == 0
    assert contents(out.root) == files
    assert found["holds"]
    assert named(found, change="moved", because="closed") == moved
    assert named(found, change="cancelled", because="closed") == cancelled
    assert named(found, change="moved", because="letter") == lettered
    assert len(found["changes"]) == len(moved | cancelled | lettered)
    assert found["kept"] + len(found["changes"]) == len(before)
    assert found["relettered"] > len(lettered)
    assert found["stuck"] == found["windows"] == found["worse"] == []
    gone = [before[name] for name in cancelled]
    assert found["person_minutes_lost"] == sum(
        int(row["min"]) * len({*row["people"], *row["lead"]}) for row in gone
    )


def named(found, **wanted):
    return {
        row["id"].split("/", 1)[1]
        for row in found["changes"]
        if all(row[key] == wanted[key] for key in wanted)
    }


@pytest.mark.parametrize("days", MOVED)
def test_what_moves_is_what_would_break_a_rule_if_it_stayed(out, check_schedule, tmp_path, days):
    """With the new calendar and the old locks, the independent checker finds fault with those events and no others."""
    stays = shutil.copytree(out.root, tmp_path / "stays")
    assert check_schedule(stays) == []
    out.run("schedule", "--close", days, "--apply")
    shutil.copy(out.root / "calendar.yaml", stays / "calendar.yaml")
    broken = {line.split(":")[0].split("/", 1)[1] for line in check_schedule(stays)}
    assert broken == set.union(*MOVED[days])
    assert check_schedule(out.root) == []


def test_it_reads_well_on_a_narrow_terminal(out):
    told = out.run("schedule", "--close", WEDNESDAY).out
    assert max(map(len, told.splitlines())) <= 80
    assert told.startswith(
        "What if\n=======\n"
        "3 events move, 1 event is cancelled, 8 events move with the letter of the day;\n"
        "  536 events stay where they are.\n"
        "16 events stand on days that get another letter; 8 move with it.\n"
        "Lost: 20 h 15 min of people's time in meetings that do not take place.\n"
        "Substitutes: none, as before.\n"
        "Every school: 176 school days instead of 177.\n"
        "The plan still holds.\n\n"
        "grades-3-5: school is closed that day\n"
    )
    # The fall has talks and discussions of these names as well: a key says which cycle is meant.
    assert re.search(r"\nWed, Mar 10, 9:14 am +\w{3}, Mar .*  spring talk tanaka 2\n", told)
    assert re.search(r"\nWed, Mar 10, 1:45 pm +cancelled +spring discuss 2\n", told)
    assert re.search(r"\n8 moved +okafor\n3 moved, 1 cancelled +rivera\n2 moved +arnaud, ", told)
    _, found = asked(out, "--close", WEDNESDAY)
    assert "spring talk tanaka 2" in {change["key"] for change in found["changes"]}


def test_the_walk_through_in_the_docs_is_what_comes_out(out):
    page = (ROOT / "docs" / "changes.md").read_text("utf-8")
    shown = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    assert out.run("schedule", "--close", WEDNESDAY).out == shown[0]
    assert shown[1] in out.run("schedule", "--close", TWO_DAYS).out
    git(out.root, "init", "-q")
    git(out.root, "add", "-A")
    git(out.root, "commit", "-qm", "published")
    out.run("schedule", "--close", WEDNESDAY, "--apply")
    assert git(out.root, "diff", "--stat").startswith(shown[2])
    notice = out.root / "build" / "notices" / "2027-02-12" / "people" / "tanaka.txt"
    assert notice.read_text("utf-8") == shown[3]


def test_more_closures_than_make_up_days_move_what_hangs_on_the_years_end(out):
    before = events(out)
    days = "2027-03-09,2027-03-11,2027-03-16"
    code, found = asked(out, "--close", days)
    assert code == 0
    by_cause = {}
    for change in found["changes"]:
        by_cause.setdefault(change["because"], set()).add(change["id"].split("/", 1)[1])
    lost = {date.fromisoformat(day) for day in days.split(",")}
    assert by_cause["closed"] == {name for name, row in before.items() if row["date"] in lost}
    assert by_cause["window"] == {"year/growth-day/-/1"}
    assert set(by_cause) <= {"closed", "letter", "window"}
    assert {school["last_day"][1] for school in found["schools"]} == {"2027-06-16"}
    assert ["2027-05-19", "2027-06-16"] in [window["is"] for window in found["windows"]]


@pytest.mark.parametrize("days", MOVED)
def test_the_locks_diff_is_a_line_for_each_event_that_moved(out, days):
    git(out.root, "init", "-q")
    git(out.root, "add", "-A")
    git(out.root, "commit", "-qm", "published")
    before = events(out)
    moved, cancelled, lettered = MOVED[days]
    out.run("schedule", "--close", days, "--apply")
    after = events(out)
    calendar = git(out.root, "diff", "-U0", "calendar.yaml").splitlines()
    lost = [date.fromisoformat(day) for day in days.split(",")]
    assert [line for line in calendar if re.match(r"[-+] ", line)] == [
        f"+  - {{when: {day} {day:%a}, status: closed, unplanned: true, name: Unplanned closure}}".lower().replace(
            "unplanned closure", "Unplanned closure"
        )
        for day in lost
    ]
    lines = [
        line
        for line in git(out.root, "diff", "-U0", "schedule").splitlines()
        if re.match(r"[-+](?![-+])", line)
    ]
    prints = [line for line in lines if re.match(r".fingerprint: [0-9a-f]{64}$", line)]
    assert len(prints) == 2 * 3  # every lock says from which files it was made
    rows = [line for line in lines if line not in prints]
    assert len(rows) == 2 * len(moved | cancelled | lettered)
    assert {re.match(r". +[^/]+/(.*?): \{", line)[1] for line in rows} == moved | cancelled | lettered
    for name in moved | cancelled | lettered:
        old, new = before[name], after[name]
        changed = {key for key in {*old, *new} if old.get(key) != new.get(key)}
        assert {"seq", "stamp"} <= changed <= {"day", "date", "at", "where", "in", "state", "seq", "stamp"}
        assert int(new["seq"]) == int(old["seq"]) + 1
        assert (new["state"] == "cancelled") is (name in cancelled)
    assert out.run("schedule", "--check").code == 0


def test_a_notice_lies_there_for_each_concerned_and_for_nobody_else(out):
    before = events(out)
    ran = out.run("schedule", "--close", WEDNESDAY, "--apply")
    rows = [before[name] for name in set.union(*MOVED[WEDNESDAY])]
    people = {person for row in rows for person in (*row["people"], *row["lead"])}
    notices = out.root / "build" / "notices" / "2027-02-12"
    assert {path.stem for path in (notices / "people").iterdir()} == people
    assert {path.stem for path in (notices / "groups").iterdir()} == {*BY_LETTER, "grades-3-5"}
    assert f"{len(list(notices.rglob('*.md')))} notices in build/notices/2027-02-12" in ran.err
    for path in notices.rglob("*.txt"):
        assert max(map(len, path.read_text("utf-8").splitlines())) <= 80
    assert not list((out.root / "build").glob("school/**/notices"))


def test_substitutes_are_told(variant):
    plan = "with: {courses: [ell-elementary-1, ell-elementary-2], plc: ell-elementary}\n"
    release = "activities: {follow-up: {in: release}}\n"
    out = variant("schooley", {"plans/schooley.yaml": [(plan, plan + release)]})
    out.run("schedule", "--as-of", "2026-09-20")
    (row,) = [row for name, row in out.events("schooley").items() if "follow-up" in name]
    told = out.run("schedule", "--as-of", "2026-09-20", "--close", row["date"]).out
    assert (
        "\nSubstitutes: 0 half-days instead of 1, USD 64.00 less.\n" in told
    )  # there is a prep the next day


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
    principal = (notices / "people" / "okafor.txt").read_text("utf-8")
    assert "Group:      Mathematics, River High\n" in principal  # several departments have such a break-out
    math = (notices / "groups" / "math-river-high.txt").read_text("utf-8")
    assert "Why:        The day has another letter now." in math
    for path in (notices / "schools").iterdir():
        text = path.read_text("utf-8")
        assert "Coaching talk" not in text
        assert "Rivera" not in text
        assert "who are told themselves" in " ".join(text.split()) or "Break-out" in text


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
    told = " ".join(ran.out.split())
    assert "fall talk diaz 3 stays on Thu, Nov 5, 2026, which is lost: it is fixed under `dates:`" in told


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
