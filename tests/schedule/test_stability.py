"""A published schedule holds still: under other words, another order, more activities, another `every`."""

import csv
import re
import shutil
from datetime import date
from itertools import pairwise

import pytest
import yaml

from tests.conftest import Output, copied

CURRICULUM = "curricula/grades-3-5.yaml"
FEBRUARY = date(2027, 2, 14)  # as_of of riverbend, and its notice of two days


@pytest.fixture(scope="session")
def published(tmp_path_factory, riverbend):
    root = copied(riverbend, tmp_path_factory.mktemp("stability") / "riverbend")
    Output(root).run("schedule")
    return root


@pytest.fixture
def out(published, tmp_path):
    shutil.copytree(published, tmp_path / "d", ignore=shutil.ignore_patterns("build"))
    return Output(tmp_path / "d")


def lines(out):
    """Every line of every lock but the fingerprints."""
    return {
        path.name: [
            line for line in path.read_text("utf-8").splitlines() if not line.startswith("fingerprint")
        ]
        for path in sorted((out.root / "schedule").iterdir())
    }


def edit(out, path, *pairs):
    file = out.root / path
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def test_another_order_of_rows_activities_and_schools_changes_no_line(out):
    before = lines(out)
    for name in ("people.csv", "timetable.csv", "absences.csv"):
        path = out.root / name
        with path.open(encoding="utf-8", newline="") as stream:
            head, *rows = list(csv.reader(stream))
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([head, *reversed(rows)])
    path = out.root / CURRICULUM
    text = path.read_text("utf-8")
    night = re.search(r"      family-night:\n(?:        .*\n)+", text)[0]
    share = "      share-exemplars: {every: 3 weeks}\n"
    path.write_text(text.replace(night, "").replace(share, night + share), "utf-8")
    out.run("schedule")
    assert lines(out) == before


def test_another_title_is_the_same_event(out):
    before = out.events("grades-3-5")
    edit(out, CURRICULUM, ("title: Family night", "title: An evening with families"))
    out.run("schedule")
    after = out.events("grades-3-5")
    assert {name for name in after if after[name] != before[name]} == {"fall/family-night/-/1"}
    was, now = before["fall/family-night/-/1"], after["fall/family-night/-/1"]
    assert (now["uid"], now["day"], now["at"], now["seq"]) == (was["uid"], was["day"], was["at"], "1")


def test_a_renamed_activity_says_what_it_was(out):
    before = out.events("grades-3-5")
    edit(out, CURRICULUM, ("      family-night:\n", "      open-evening:\n        was: family-night\n"))
    out.run("schedule")
    after = out.events("grades-3-5")
    assert after.keys() == before.keys()
    assert {after[name]["uid"] for name in after} == {before[name]["uid"] for name in before}


def test_an_activity_more_moves_nothing(out):
    before = out.events("grades-3-5")
    extra = "      guest: {kind: workshop, title: A guest, when: 2027-04-14, at: 15:45, length: 45 min}\n"
    edit(out, CURRICULUM, ("    activities:\n      talk:", f"    activities:\n{extra}      talk:"))
    out.run("schedule")
    after = out.events("grades-3-5")
    assert set(after) - set(before) == {"spring/guest/-/1"}
    assert {name: after[name] for name in before} == before


def test_a_changed_every_keeps_the_numbers_that_were_used_and_goes_on_from_there(out):
    before = out.events("grades-3-5")
    edit(
        out,
        CURRICULUM,
        ("      talk: {in:", "      talk: {every: 3 weeks, in:"),
        ("share-exemplars: {every: 3 weeks}", "share-exemplars: {every: 1 week}"),
    )
    out.run("schedule")
    after = out.events("grades-3-5")
    lock = yaml.load((out.root / "schedule/grades-3-5.lock.yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)
    assert lock["series"]["spring/talk"] == {"1": "3 weeks"}
    assert lock["series"]["fall/share-exemplars"] == {"1": "3 weeks", "6": "week"}
    assert {name: row for name, row in after.items() if row["date"] < FEBRUARY} == {
        name: row for name, row in before.items() if row["date"] < FEBRUARY
    }
    same = [name for name in before if name.startswith("spring/talk/diaz/")]
    assert [after[name]["uid"] for name in same] == [before[name]["uid"] for name in same]
    live = [after[name] for name in same if after[name]["state"] != "cancelled"]
    assert len(live) < len(same)
    assert all((later["date"] - earlier["date"]).days > 7 for earlier, later in pairwise(live))
    windows = [name for name in lock["windows"] if "fall/share-exemplars" in name]
    assert len([name for name in windows if "/-/" in name]) == 5


def test_an_every_changed_in_the_middle_goes_on_after_what_has_begun(out):
    before = out.events("grades-3-5")
    edit(out, CURRICULUM, ("      talk: {in:", "      talk: {every: 3 weeks, in:"))
    out.run("schedule", "--as-of", "2027-04-01")
    after = out.events("grades-3-5")
    lock = yaml.load((out.root / "schedule/grades-3-5.lock.yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)
    first, second = lock["series"]["spring/talk"].items()
    assert (first, second[1]) == (("1", "2 weeks"), "3 weeks")
    kept = int(second[0]) - 1
    assert kept == 3
    for number in range(1, kept + 1):
        name = f"spring/talk/diaz/{number}"
        assert (after[name]["day"], after[name]["uid"]) == (before[name]["day"], before[name]["uid"])
    assert after["spring/talk/diaz/7"]["state"] == "cancelled"
    text = lines(out)
    out.run("schedule", "--as-of", "2027-04-20")
    assert lines(out) == text
    edit(out, "absences.csv", ("ferraro,", "larue,2027-05-03,2027-05-04,all\nferraro,"))
    out.run("schedule", "--as-of", "2027-04-20")
    assert [line for line in lines(out)["grades-3-5.lock.yaml"] if "spring/talk: {" in line] == [
        "  spring/talk: {1: 2 weeks, 4: 3 weeks}"
    ]


def test_fresh_starts_anew_but_for_what_is_past_or_too_near(out):
    before = out.events("grades-3-5")
    edit(out, "pdcycle.yaml", ("substitutes:", "weights: {late_day: 3}\n\nsubstitutes:"))
    out.run("schedule", "--fresh", "--as-of", "2026-11-16")
    after = out.events("grades-3-5")
    near = date(2026, 11, 18)
    assert {name: row for name, row in before.items() if row["date"] < near} == {
        name: row for name, row in after.items() if row["date"] < near
    }
    assert {name: row["uid"] for name, row in after.items()} == {
        name: row["uid"] for name, row in before.items()
    }


def test_check_solves_nothing_and_fails_when_files_and_lock_disagree(out, monkeypatch):
    def never(*_, **__):
        raise AssertionError("--check looked for places")

    monkeypatch.setattr("pdcycle.schedule.place.solve", never)
    assert out.command("schedule", "--check").code == 0
    lock = out.root / "schedule" / "grades-3-5.lock.yaml"
    text = lock.read_text("utf-8")
    lock.write_text(re.sub(r"(spring/talk/abara/2: \{day: )\S+ \w+", r"\1 2027-03-27 sat", text), "utf-8")
    assert "off duty" in out.command("schedule", "--check").err
    lock.write_text(text, "utf-8")
    edit(out, "groups.yaml", ("title: Mathematics, River High", "title: Numbers, River High"))
    ran = out.command("schedule", "--check")
    assert (ran.code, "the inputs have changed" in ran.err) == (1, True)


def test_a_lock_left_in_a_merge_is_not_written_over(out):
    lock = out.root / "schedule" / "grades-3-5.lock.yaml"
    whole = lock.read_text("utf-8")
    lock.write_text(whole.replace("events:\n", "events:\n<<<<<<< HEAD\n", 1), "utf-8")
    torn = lock.read_text("utf-8")
    for more in ((), ("--partial",), ("--close", "2027-03-10", "--apply")):
        ran = out.command("schedule", *more)
        assert (ran.code, lock.read_text("utf-8")) == (1, torn)
        assert "schedule/grades-3-5.lock.yaml:" in ran.err
        assert "restore the file from version control, or run `pdcycle schedule --fresh`" in ran.err
    lock.write_text(whole, "utf-8")
    assert out.command("schedule", "--check").code == 0


def test_what_has_no_place_is_listed_in_the_lock_with_partial(out):
    extra = "      guest: {kind: workshop, title: A guest, lead: rivera, when: 2027-04-14, in: staff-time, length: 9 h}\n"
    edit(out, CURRICULUM, ("    activities:\n      talk:", f"    activities:\n{extra}      talk:"))
    before = lines(out)
    assert out.command("schedule").code == 1
    assert lines(out) == before
    assert out.command("schedule", "--partial").code == 1
    text = "\n".join(lines(out)["grades-3-5.lock.yaml"])
    assert re.search(r"\nunplaced:\n  grades-3-5/spring/guest/-/1: \".*guest", text)
    assert out.command("schedule", "--check").code == 1
    gone = [line for line in before["grades-3-5.lock.yaml"] if line not in text]
    assert gone == []
