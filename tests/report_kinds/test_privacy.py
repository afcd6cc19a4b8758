"""Nobody stands in what schools, the district and the public get, and nothing hidden follows from what is shown."""

import csv
import io
import json
import re
from itertools import pairwise

import pytest

OTHERS = ("school", "district", "public")
WORDS = ("school", "district", "half-day", "celebration")


@pytest.fixture(scope="module")
def texts(built):
    """What others may get, by audience and form: asked for on the command line, and as the schools' site holds it."""
    made = {
        (audience, form): built.run("-q", "report", *WORDS, "--audience", audience, "--format", form).out
        for audience in OTHERS
        for form in ("text", "json")
    }
    reports = built.root / "build" / "school" / "reports"
    for path in sorted(reports.rglob("*")):
        if path.is_file() and path.parent.name in WORDS:
            made["site", path.relative_to(reports).as_posix()] = path.read_text("utf-8")
    assert len(made) == 6 + 7 * 4
    return made


def test_nobody_is_named_and_no_low_rating_told(texts, people, built):
    notes = {
        one["note"].split(" [")[0]
        for one in json.loads((built.root / "truth.json").read_text())["observations"]
    }
    for key, text in texts.items():
        found = [row["name"] for row in people.values() if row["name"] in text]
        assert found == [], key
        assert not re.search(r"\b(unsatisfactory|basic|distinguished)\b", text, re.IGNORECASE), key
        assert not [note for note in notes if note and note in text], key


def test_what_is_hidden_has_no_numbers_in_any_form(texts):
    seen = 0
    for (audience, form), text in texts.items():
        if form == "json":
            for figure in figures(json.loads(text)):
                if figure["hidden"]:
                    seen += 1
                    assert (figure["numerator"], figure["denominator"]) == (None, None)
        if form.endswith(".csv"):
            for row in csv.DictReader(io.StringIO(text)):
                if row["Says"] == "not shown" or row["Says"].startswith("fewer than"):
                    seen += 1
                    assert (row["Done"], row["Of"]) == ("", ""), (audience, form)
    assert seen > 100


def figures(value):
    if isinstance(value, dict):
        if "denominator" in value:
            yield value
        for one in value.values():
            yield from figures(one)
    elif isinstance(value, list):
        for one in value:
            yield from figures(one)


@pytest.mark.parametrize("audience", OTHERS)
def test_no_single_school_is_hidden_beside_a_total(told, audience):
    """Where the total is shown, two schools are hidden or none: one alone would follow."""
    seen = 0
    for part in told("district", audience)["parts"]:
        if part["id"].startswith("shares-"):
            table = [[row[at] for row in part["rows"]] for at in range(1, 6)]
        elif part["id"].startswith("weeks-"):
            table = [row[1:] for row in part["rows"]]
        else:
            continue
        for *schools, total in table:
            seen += 1
            hidden = sum(bool(one["hidden"]) for one in schools)
            assert hidden != 1 or total["hidden"], part["id"]
    assert seen > 50


def test_people_of_two_programs_are_not_counted_in_both_where_few_would_follow(told):
    """The group's 26 are among the initiative's 123: levels and hours of both would tell of the difference."""
    for audience in OTHERS:
        for id_, column in (("growth", 0), ("hours", 1)):
            part = next(one for one in told("district", audience)["parts"] if one["id"] == id_)
            assert {row[column] for row in part["rows"]} == {"Response to Intervention in every classroom"}
    part = next(one for one in told("district", "coach")["parts"] if one["id"] == "growth")
    assert len({row[0] for row in part["rows"]}) == 2


def test_a_coachs_report_is_the_coachs(built):
    for audience in OTHERS:
        ran = built.command("report", "coach:rivera", "--audience", audience)
        assert (ran.code, ran.out) == (1, "")
        assert "coach:rivera: a person's own, which this audience does not see" in ran.err
    assert not (built.root / "build" / "school" / "reports" / "coach").exists()
    assert (built.root / "build" / "coach" / "reports" / "coach" / "rivera.html").is_file()
    own = [
        path.parent.name
        for path in (built.root / "build" / "self" / "schooley" / "reports").rglob("all.html")
    ]
    assert own == ["celebration"]


def test_titles_without_names_and_links(district, told):
    """Of titles that were there before, three are written anew: with a first name, with a link, with a last name."""
    path = district.root / "exports" / "forms-handed-in.csv"
    text = path.read_text("utf-8")
    before = next(part for part in told("celebration")["parts"] if part["id"] == "artifacts")
    times = dict(re.fullmatch(r"(.+?)(?: \((\d+) times\))?", one).groups() for one in before["listed"])
    changed = {
        '"Note home, week 6"': "A letter that Lucía wrote",
        "Class news in three lines": "https://drive.riverbend.example/d/1",
        '"A hard message, rewritten"': "Kowalczyk's chart of turns",
        '"Invitation, two languages"': "A chart of turns",
    }
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    report = json.loads(district.run("-q", "report", "celebration", "--format", "json").out)["reports"][0]
    made = next(part for part in report["parts"] if part["id"] == "artifacts")
    kept_out = sum(int(times[old.strip('"')]) for old in list(changed)[:3])
    assert made["lines"] == [f"Not listed: {kept_out} titles that may name somebody, or are a link."]
    assert f"A chart of turns ({times['Invitation, two languages']} times)" in made["listed"]
    assert not [title for title in made["listed"] if "Luc" in title or "Kowal" in title or "//" in title]


def test_a_goals_way_shows_no_few_who_came(built):
    """From point to point nobody came, or at least as many as the floor."""
    page = built.run("-q", "report", "district", "--audience", "district", "--format", "html").out
    months = re.findall(r"<title>[A-Z][a-z]{2}, [A-Z][a-z]{2} \d+, \d{4}: (\d+) of (\d+)</title>", page)
    assert months
    whole = [int(of) for _, of in months if int(of) in range(60, 124)]
    assert all(later == first or abs(later - first) >= 5 for first, later in pairwise(whole))
