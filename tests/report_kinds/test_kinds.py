"""What each kind of report says, held against the programs' reports and against the records the exports were made from."""

import json
import re
from collections import Counter

import pytest

KINDS = ("coach:rivera", "school:lincoln", "district", "half-day", "celebration", "years")
USUAL = {
    "Done of what was due": "completion",
    "Courses completed": "courses",
    "Checks passed": "checks",
    "Artifacts handed in": "artifacts",
    "Break-outs held": "break_outs",
}


def pair(figure):
    return figure["numerator"], figure["denominator"]


@pytest.fixture(scope="module")
def truth(built):
    return json.loads((built.root / "truth.json").read_text("utf-8"))


@pytest.mark.parametrize("audience", ["coach", "school", "public"])
def test_a_schools_shares_are_those_of_the_initiatives_report(told, rows, audience):
    lines = {line["name"]: line for line in told("rti", audience)["schools"]}
    district = rows(told("district", audience), "shares-rti")
    for school, name in (("lincoln", "Lincoln Elementary School"), ("river-high", "River High School")):
        own = rows(told(f"school:{school}", audience), "shares")[
            "Response to Intervention in every classroom"
        ]
        for column, field in USUAL.items():
            assert pair(own[column]) == pair(district[name][column]) == pair(lines[name][field])
    total = told("rti", audience)["total"]
    assert pair(district["All together"]["Courses completed"]) == pair(total["courses"])


def test_levels_of_sub_goals_are_the_observers_records(told, rows, truth, people):
    part = next(one for one in told("school:lincoln", "coach")["parts"] if one["id"] == "sub-goals")
    assert part["columns"][2:] == [
        "Unsatisfactory",
        "Basic",
        "Proficient",
        "Distinguished",
        "Observations",
        "People",
    ]
    levels = [word.lower() for word in part["columns"][2:6]]
    seen = [
        one
        for one in truth["observations"]
        if one["goal"] and people[one["person"]]["schools"].split(";")[0] == "lincoln"
    ]
    for _, component, *counts in part["rows"]:
        mine = [one for one in seen if one["component"] == component.split()[0]]
        found = Counter(one["level"] for one in mine)
        assert counts == [
            *(found[level] for level in levels),
            len(mine),
            len({one["person"] for one in mine}),
        ]
    assert {row[1].split()[0] for row in part["rows"]} == {one["component"] for one in seen}


def test_others_get_two_sides_of_the_scale(told, rows):
    """Of the same records: how many were seen at the upper levels, never how many at the lowest."""
    whole = {
        row[1]: row
        for row in next(p for p in told("school:lincoln", "coach")["parts"] if p["id"] == "sub-goals")["rows"]
    }
    part = next(one for one in told("school:lincoln", "school")["parts"] if one["id"] == "sub-goals")
    assert part["columns"] == [
        "Sub-goal",
        "Component",
        "Lower",
        "Proficient or higher",
        "Observations",
        "People",
    ]
    for row in part["rows"]:
        one, two, three, four, *rest = whole[row[1]][2:]
        assert row[2:] == [one + two, three + four, *rest]


def test_a_coachs_year_is_the_coachs_programs(told, rows, built):
    report = told("coach:rivera")
    assert (report["title"], report["basis"]["audience"]) == ("Elena Rivera", "coach")
    group = told("grades-3-5", "coach")
    line = rows(report, "programs")["Three areas that matter most, grades 3 to 5"]
    assert pair(line["Shown of what was due"]) == pair(group["completion"])
    assert line["Members"] == group["members"]
    dose = rows(report, "dose")
    assert {name: one["Talks"] for name, one in dose.items()} == {
        one["name"]: one["talks"] for one in group["doses"]
    }
    gaps = json.loads(
        built.run("-q", "report", "grades-3-5", "--measure", "coaching-gaps", "--format", "json").out
    )["rows"]
    assert sorted(one["Longest gap, school days"] for one in dose.values()) == sorted(
        one["gap"] for one in gaps
    )
    assert {name for name, one in rows(report, "due").items()} == {call["name"] for call in group["calls"]}
    coming = next(part for part in report["parts"] if part["id"] == "coming")["rows"]
    assert coming
    assert all("2027-02-12" <= row[0] <= "2027-03-05" for row in coming)
    assert any("too much" in row for row in next(p for p in report["parts"] if p["id"] == "weeks")["rows"])


def test_the_half_day_has_a_pack_a_school_with_room_to_write(told, built):
    report = told("half-day")
    assert report["basis"]["audience"] == "school"
    schools = [part["heading"].split(":")[0] for part in report["parts"] if part["id"].endswith("-agenda")]
    assert schools == [
        "Lincoln Elementary School",
        "Cedar Elementary School",
        "Birch Elementary School",
        "River High School",
    ]
    own = told("half-day:cedar")
    assert {part["id"].split("-")[0] for part in own["parts"]} == {"cedar"}
    agenda = own["parts"][0]["lines"][0]
    assert (
        agenda
        == "Response to Intervention in every classroom: Small groups that work in tier 2. It is on Fri, Mar 12, 2027."
    )
    assert sum(len(part["prompts"]) for part in own["parts"]) == 6
    rewrite = next(part for part in own["parts"] if part["id"] == "cedar-rewrite")
    assert rewrite["lines"] == [
        "It reads today: Groups of five or fewer meet four times a week, from 5 of 14 to 12 of 14."
    ]
    page = built.page("reports/half-day/all.html")
    assert page.count('class="own-page"') == 8
    assert page.count('class="prompt"') == 24


def test_goals_stand_in_the_celebration_as_in_the_initiatives_report(told):
    report, lines = told("celebration"), told("rti", "public")["schools"]
    assert report["basis"]["audience"] == "public"
    for line in lines:
        part = next(one for one in report["parts"] if one["id"] == f"school-{line['school']}")
        goal = line["goal"]
        assert goal["text"] in part["lines"][1]
        assert f"{goal['figure']['numerator']} of {goal['figure']['denominator']}" in part["lines"][1]


def test_every_kind_has_every_form_and_counts_its_rows(built, told):
    text = built.run("-q", "report", *KINDS).out
    marked = built.run("-q", "report", *KINDS, "--format", "md").out
    assert max(map(len, text.splitlines())) <= 80
    for name in KINDS:
        report = told(name)
        accounting = report["basis"]["accounting"]
        rows_read = sum(one["read"] for one in accounting)
        assert all(
            one["read"] == one["used"] + one["folded"] + sum(count for _, count in one["aside"])
            for one in accounting
        )
        assert text.count(f"{rows_read} rows read = ") == len(KINDS)
        assert f"{report['title']}\n" in marked
        assert all(part["heading"] in marked for part in report["parts"])


@pytest.mark.parametrize("name", ["district", "years"])
def test_one_kind_as_a_table_and_as_a_page(built, told, name):
    assert built.run("-q", "report", name, "--format", "csv").out.startswith("Part,Line,What,Done,Of,Says\n")
    page = built.run("-q", "report", name, "--format", "html").out
    assert page.startswith("<!doctype html>")
    assert f"<h1>{told(name)['title']}</h1>" in page
    assert page == built.run("-q", "report", name, "--format", "html").out
    ran = built.command("report", name, "half-day", "--format", "csv")
    assert (ran.code, ran.out) == (2, "")
    assert f"name one: {name}, half-day" in ran.err


def test_the_day_is_an_input(built):
    early = json.loads(
        built.run("-q", "report", "school:cedar", "--as-of", "2026-10-01", "--format", "json").out
    )
    assert early["reports"][0]["basis"]["as_of"] == "2026-10-01"
    parts = {part["id"]: part for part in early["reports"][0]["parts"]}
    assert [row[0] for row in parts["participation-rti"]["rows"]][-1] == "October 2026"


def test_several_in_one_call_and_words_that_name_nothing(built):
    ran = built.run("-q", "report", "rti", "school", "half-day:birch", "--format", "json")
    names = [one["program"] for one in json.loads(ran.out)["reports"]]
    schools = [f"school:{one}" for one in ("lincoln", "cedar", "birch", "river-high")]
    assert names == ["rti", *schools, "half-day:birch"]
    for words, said in (
        (["school:lincon"], "did you mean"),
        (["district:lincoln"], "there is but one report"),
        (["school:lincoln", "--by", "grade"], "is asked of a program's report"),
        (["school:lincoln", "--measure", "hours"], "is asked of a program's report"),
    ):
        ran = built.command("report", *words)
        assert ran.code == 2
        assert said in ran.err
    assert re.search("no program|unknown|there is no", built.command("report", "scholl:lincoln").err)


def test_money_and_hours_say_what_they_assume(built, told, rows):
    report = told("district")
    part = next(one for one in report["parts"] if one["id"] == "substitutes")
    assert part["notes"][0] == "A substitute's day costs 128 USD (board schedule of daily rates, July 2026)."
    measured = json.loads(built.run("-q", "report", "--measure", "substitutes", "--format", "json").out)[
        "rows"
    ]
    total = next(
        one
        for one in measured
        if (one["program"], one["way"], one["school"]) == ("grades-3-5", "avoided", None)
    )
    row = next(one for one in part["rows"] if one[0].startswith("Three") and one[1] == "All together")
    assert row[2:] == ["done without", total["half_days"], f"{total['cost'] // 100:,} USD"]
    assert any(
        "not checked" in note for note in next(p for p in report["parts"] if p["id"] == "hours")["notes"]
    )
