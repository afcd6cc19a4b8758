"""From a figure to its rows: everything traced adds up, the rows are the rows, and nobody else gets any of it."""

import csv
import io
import json
import re
import unicodedata
from datetime import date
from functools import cache

import pytest

from pdcycle.flows.district import read
from pdcycle.flows.explain import every, explained_row
from pdcycle.flows.facts import facts
from pdcycle.flows.report import Asked, Reports, listed, numbered, reports
from pdcycle.flows.report_kinds import Maker, Subject
from pdcycle.flows.schedule import as_published
from pdcycle.progress.figures import figures_of, number_of
from pdcycle.progress.privacy import Audience, Shown

RATINGS = {"goal", "rubric_growth", "observations", "sub_goals", "survey", "survey_change"}
PARTS = ("school", "department", "role", "grade", "month")


@pytest.fixture(scope="module")
def account(built):
    district = read(built.root)
    return facts(district, as_published(district), district.workspace.settings.as_of)


@pytest.fixture(scope="module")
def people(built):
    with (built.root / "people.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def asked(built, *argv):
    return json.loads(built.run("report", *argv, "--format", "json").out)


def checked(found):
    """What is listed comes to the figure; where that would tell ratings, the whole does."""
    assert found.adds_up, found.id
    if found.count is not None:
        assert sum(item.of for item in found.counted) == found.count, found.id
    if found.denominator is None:
        return
    assert sum(item.of for item in found.counted) == found.denominator, found.id
    told = [item.done for item in found.counted]
    if None not in told:
        assert sum(told) == found.numerator, found.id


def test_every_figure_of_every_report_adds_up(account):
    seen = 0
    for part in (None, *PARTS):
        told = reports(account, Audience.COACH, asked=Asked(by=part))
        for several in every(account, told):
            assert [one.number for one in several] == list(range(1, len(several) + 1))
            for found in several:
                checked(found)
                seen += 1
    assert seen > 500


@pytest.fixture(scope="module")
def digests(built, account):
    """Everything of a kind in the coach's site, and one school's half-day."""
    maker = Maker(read(built.root), account)
    made = (*maker.site(Audience.COACH), *maker.made([Subject("half-day", "cedar")], Audience.COACH).reports)
    return numbered(Reports(made, ()))


def test_every_figure_of_every_kind_of_report_adds_up(account, digests):
    seen = 0
    for report, several in zip(digests.reports, every(account, digests), strict=True):
        assert bool(several) == report.basis.audience.sees_people, report.path
        assert [one.number for one in several] == list(range(1, len(several) + 1))
        for found in several:
            checked(found)
            assert found.counted, found.id
            seen += 1
    assert seen > 700


def test_every_figure_for_the_coach_has_a_number(digests):
    """Each share, and each row with a count; what the weeks ask is of the calendar, and says so."""
    for report in digests.reports:
        sees = report.basis.audience.sees_people
        assert len({part.id for part in report.parts}) == len(report.parts)
        for part in report.parts:
            for value in figures_of(part):
                if isinstance(value, Shown):
                    assert bool(value.number) == (sees and bool(value.denominator)), (report.path, part.id)
            if part.id in ("weeks", "load"):
                assert not part.rows or "pdcycle capacity" in " ".join(map(str, part.notes))
                continue
            for row in part.rows:
                counts = any(isinstance(value, int) and value for value in row)
                assert any(map(number_of, row)) or not counts or not sees, (part.id, row)


def test_one_number_for_a_figure_wherever_it_stands(digests):
    """The celebration says each goal's figure in a sentence and in the table, with the same number."""
    report = next(one for one in digests.reports if one.kind == "celebration" and not one.edition)
    said = [
        value.number
        for part in report.parts
        for line in part.lines
        for value in getattr(line, "parts", ())
        if isinstance(value, Shown)
    ]
    table = next(part for part in report.parts if part.id == "goals")
    assert said
    assert set(said) <= {number_of(value) for row in table.rows for value in row}


@pytest.mark.parametrize("word", ["half-day:cedar", "celebration", "coach:rivera"])
def test_a_figure_of_a_kind_is_explained_to_the_coach_unasked(built, word):
    """`--explain` is the coach's, whomever the report itself is made for; what the text says leads there."""
    text = built.run("report", word, "--audience", "coach").out
    numbers = {int(number) for number in re.findall(r"\[(\d+)\]", text)}
    assert numbers == set(range(1, max(numbers) + 1))
    found = asked(built, word, "--explain", max(numbers))
    assert found["number"] == max(numbers)
    assert found["adds_up"]
    assert any(item["rows"] for item in found["counted"])
    table = built.run("report", word, "--audience", "coach", "--format", "csv").out
    for row in csv.DictReader(io.StringIO(table)):
        assert row["Figure"] or row["Of"] in ("", "0"), row


def test_a_released_figure_leads_to_its_line(copy, district_of):
    """Two releases, one of them moved a year back: the line named is the place with the two numbers."""
    output = district_of(copy, copy.parent / "years")
    output.run("schedule")
    output.run("report", "rti", "--publish", "--as-of", "2026-12-18")
    folder = output.root / "published" / "rti"
    old = (folder / "2026-12-18.yaml").read_text("utf-8").replace("as_of: 2026", "as_of: 2025")
    (folder / "2026-12-18.yaml").unlink()
    (folder / "2025-12-18.yaml").write_text(old, "utf-8")
    output.run("report", "rti", "--publish")
    district = read(output.root)
    known = facts(district, as_published(district), district.workspace.settings.as_of)
    made = Maker(district, known).made([Subject("years")], Audience.COACH)
    behind = every(known, numbered(Reports(made.reports, ())))[0]
    shown = [one for one in behind if one.numerator is not None]
    assert len(shown) >= 4
    for found in shown:
        checked(found)
        [row] = found.counted[0].sources
        line = (output.root / row.file).read_text("utf-8").splitlines()[row.line - 1]
        measure = "on-time" if "/on-time/" in found.id else "completion"
        assert f"of: {found.denominator}" in line
        assert f"{measure}: {found.numerator}" in line
        assert row.day.isoformat() in row.file
    asked_for = asked(output, "years", "--explain", shown[0].number)
    assert asked_for["id"] == shown[0].id


def test_every_row_of_every_measure_adds_up(account):
    """Sums that are no share too: talks, minutes of credit, half-days."""
    sums = {
        "dose": "talks",
        "hours": "credited_minutes",
        "substitutes": "half_days",
        "coaching_gaps": "talks",
    }
    for name in account.measures:
        found = listed(account, Audience.COACH, name)
        step = max(1, len(found.rows) // 40)
        for at in range(0, len(found.rows), step):
            behind = explained_row(account, found, str(at + 1))
            checked(behind)
            if any(item.done is None for item in behind.counted):
                assert name in RATINGS
            if name in sums:
                row = dict(zip(found.columns, found.rows[at], strict=True))
                assert sum(item.done for item in behind.counted) == row[sums[name]], (name, row)


def plain(text):
    """Names as any system may have spelled them."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in bare if char.isalpha() or char in "@.0123456789")


def names_them(record, who):
    """Whether a line holds the person's address, staff id, or all parts of a name in any order."""
    if any(one and one in record.casefold() for one in (who["email"], who["staff_id"])):
        return True
    names = (who["name"], *who["aliases"].split(";"))
    return any(one.split() and all(plain(part) in plain(record) for part in one.split()) for one in names)


@cache
def lines_of(path):
    """An export's lines, whatever system wrote it."""
    raw = path.read_bytes()
    return raw.decode("utf-16" if raw[:2] == b"\xff\xfe" else "utf-8-sig", errors="replace").splitlines()


def test_each_row_named_is_the_row(built, people):
    """File and line hold a record of that person and day."""
    seen = 0
    for program in ("rti", "grades-3-5", "schooley"):
        figures = ("completion",) if program != "schooley" else ("journey",)
        for figure in figures:
            for item in asked(built, program, "--explain", figure)["counted"]:
                for row in item["rows"] if item["person"] else ():
                    record = lines_of(built.root / row["file"])[row["line"] - 1]
                    assert names_them(record, people[item["person"]]), row
                    seen += 1
    assert seen > 1000


def day(text):
    month, of_month, year = (int(part) for part in text.split("/"))
    return date(year, month, of_month).isoformat()


def test_a_coach_sees_which_talks_are_behind_a_count(built):
    """Every row of the coaching log of a talk with Lucía Díaz, once where it stands twice, and no other."""
    lines = (built.root / "private" / "coaching-log.csv").read_text("utf-8").splitlines()
    cells = {number: next(csv.reader([line])) for number, line in enumerate(lines, 1)}
    expected = {
        (number, day(row[0]), int(row[5]))
        for number, row in cells.items()
        if "lucia.diaz@" in lines[number - 1]
        and row[5] != "cancelled"
        and lines.index(lines[number - 1]) == number - 1
    }
    assert len(expected) >= 5
    found = asked(built, "grades-3-5", "--explain", "talks/diaz")
    rows = {
        (row["line"], row["date"], int(re.search(r"(\d+) min", row["read"])[1]))
        for item in found["counted"]
        for row in item["rows"]
    }
    assert rows == expected
    assert found["said"] == f"{len(expected)} talks, {_length(sum(one[2] for one in expected))}"
    assert found["measure"]["sql"] == "pdcycle/data/measures/dose.sql"
    assert found["measure"]["about"] == "The talks each member had with a coach, and how long these were."


def _length(minutes):
    return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"


def test_a_number_and_a_name_lead_to_the_same_figure(built):
    report = asked(built, "rti")["reports"][0]
    line = next(one for one in report["schools"] if one["school"] == "cedar")
    number = line["courses"]["number"]
    by_number = asked(built, "rti", "--explain", number)
    assert by_number == asked(built, "rti", "--explain", "courses/cedar")
    assert (by_number["numerator"], by_number["denominator"]) == (
        line["courses"]["numerator"],
        line["courses"]["denominator"],
    )
    assert by_number["title"] == "Courses completed, Cedar Elementary School"
    done = [item for item in by_number["counted"] if item["done"]]
    assert len(done) == line["courses"]["numerator"]
    assert {row["read"] for item in done for row in item["rows"]} <= {
        "completed",
        "completed, set by hand in the export",
    }
    missing = [item for item in by_number["counted"] if not item["done"]]
    assert missing
    assert all(
        item["why"] and not any("completed" in row["read"] for row in item["rows"]) for item in missing
    )


def test_numbers_stand_in_every_format_and_are_the_same_each_time(built):
    text = built.run("report", "grades-3-5").out
    assert re.search(r"\d+ of \d+ \(\d+%\) \[1\] shown, \d+ of \d+ \(\d+%\) \[2\] on time", text)
    assert "Where a figure comes from: pdcycle report grades-3-5 --explain NUMBER" in text
    assert max(len(line) for line in text.splitlines()) <= 80
    assert text == built.run("report", "grades-3-5").out
    markdown = built.run("report", "grades-3-5", "--format", "md").out
    assert r"\[1\] shown" in markdown
    rows = list(csv.DictReader(io.StringIO(built.run("report", "rti", "--format", "csv").out)))
    assert all(re.fullmatch(r"\d+( \d+)*", row["Figures"]) for row in rows)
    grades = built.run("report", "grades-3-5", "--by", "grade").out
    number = re.search(r"\[(\d+)\]", grades[grades.index("By grade") :])[1]
    found = asked(built, "grades-3-5", "--by", "grade", "--explain", number)
    assert found == asked(built, "grades-3-5", "--explain", found["id"])
    assert found["id"].startswith("grade/")
    listing = built.run("report", "--measure", "dose").out
    assert re.search(r"untold +beyond +figure$", listing, re.MULTILINE)


@pytest.mark.parametrize("shown", ["text", "md", "csv"])
def test_an_explanation_says_the_measure_the_rows_and_why_not(built, shown):
    text = built.run("report", "grades-3-5", "--explain", "completion", "--format", shown).out
    found = asked(built, "grades-3-5", "--explain", "completion")
    places = {f"{row['file']}:{row['line']}" for item in found["counted"] for row in item["rows"]}
    if shown == "csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        assert {f"{row['File']}:{row['Line']}" for row in rows if row["File"]} == places
        assert {row["Done"] for row in rows} == {"0", "1"}
        return
    told = text.replace("\\", "")
    assert all(place in told for place in places)
    assert "Its SQL: " in told
    assert f"Not done: {found['denominator'] - found['numerator']}" in told
    assert "denominator: counted expectations past their due date" in told
    assert "nothing seen from" in told.casefold()
    if shown == "text":
        assert max(len(line) for line in text.splitlines()) <= 80


@pytest.mark.parametrize("audience", ["school", "district", "public"])
def test_nobody_else_may_ask(built, audience):
    ran = built.command("report", "rti", "--explain", "1", "--audience", audience)
    assert ran.code == 2
    assert ran.out == ""
    assert f"what stands behind a figure is not for the audience '{audience}'" in ran.err
    assert "--explain is for --audience coach, and for self with --person ID" in ran.err
    for shown in ("text", "md", "csv", "json", "html"):
        if shown == "csv" or audience == "district":
            argv = ("report", "rti", "--audience", audience, "--format", shown)
        else:
            argv = ("report", "grades-3-5", "--audience", audience, "--format", shown)
        assert no_trace(built.run(*argv).out), argv


def no_trace(text):
    """Neither a row's place, nor a number, nor a link that would lead there."""
    bare = text.replace("\\", "")
    return not re.search(
        r"\.csv:\d|\[\d+\]|--explain|where this comes from|#figure|class=\"figure\"|\"number\"", bare
    )


def test_pages_of_a_school_hold_nothing_of_it(built):
    for path in sorted((built.root / "build" / "school").rglob("*")):
        if path.is_file() and "reports" in path.parts:
            assert not path.stem.isdigit(), path
            assert no_trace(path.read_text("utf-8")), path


def test_publishing_and_explaining_do_not_go_together(built):
    ran = built.command("report", "rti", "--publish", "--explain", "1")
    assert ran.code == 2
    assert "not for the audience 'public'" in ran.err


def test_a_person_sees_their_own_rows_and_no_others(built, people):
    found = asked(built, "grades-3-5", "--audience", "self", "--person", "diaz", "--explain", "completion")
    assert {item["person"] for item in found["counted"]} == {"diaz"}
    whole = asked(built, "grades-3-5", "--explain", "completion")
    assert found["others"] == len(whole["counted"]) - len(found["counted"])
    own = built.root / "build" / "self" / "schooley" / "reports"
    others = {row["name"] for row in people.values()} - {people["schooley"]["name"]}
    pages = [path for path in own.rglob("*.html") if path.stem.isdigit()]
    assert pages
    for path in pages:
        text = path.read_text("utf-8")
        rows = re.findall(r'<tr><th scope="row">([^<]*)</th>', text)
        assert not others & set(rows), path


def test_nobodys_words_or_ratings_stand_behind_a_figure(built):
    """No note of a talk, no mark planted in one, no level of an observation."""
    truth = json.loads((built.root / "truth.json").read_text("utf-8"))
    marks = [entry["mark"].strip("[]") for entry in truth["marks"]]
    pages = [
        path
        for audience in ("coach", "self")
        for path in (built.root / "build" / audience).rglob("reports/*/*.html")
        if path.stem.isdigit()
    ]
    assert len(pages) > 50
    for path in pages:
        text = path.read_text("utf-8")
        assert not any(mark in text for mark in marks), path
        rows = "".join(re.findall(r"<tr>.*?</tr>", text, re.DOTALL)).casefold()
        assert not re.search(r"\b(unsatisfactory|proficient|distinguished)\b", rows), path


def test_a_measure_the_workspace_counts_in_its_own_way_lists_no_wrong_rows(copy, district_of):
    shipped = "SELECT program, school, 1 AS numerator, 2 AS denominator, 9 AS people FROM expectation GROUP BY program, school"
    folder = copy / "measures"
    folder.mkdir(exist_ok=True)
    (folder / "artifacts.sql").write_text(f"-- Artifacts: ours.\n{shipped}\n", "utf-8")
    (folder / "early.sql").write_text(f"-- Early: ours too.\n{shipped}\n", "utf-8")
    output = district_of(copy, copy.parent / "own")
    output.run("schedule")
    found = asked(output, "--measure", "artifacts", "--explain", "1")
    assert (found["counted"], found["adds_up"], found["measure"]["sql"]) == (
        [],
        False,
        "measures/artifacts.sql",
    )
    assert [note.partition(",")[0] for note in found["notes"]] == [
        "The workspace counts this measure in its own way"
    ]
    own = asked(output, "--measure", "early", "--explain", "1")
    assert own["counted"] == []
    assert own["notes"] == [
        "This measure is the workspace's own: its SQL says what it counts, and pdcycle knows no rows behind it."
    ]


@pytest.mark.parametrize(
    ("wanted", "message", "mend"),
    [
        ("9999", "there is no figure 9999 here", "its figures are 1 to"),
        ("course/cedar", "there is no figure 'course/cedar' here", "did you mean `courses/cedar`?"),
    ],
)
def test_what_is_not_there_is_said(built, wanted, message, mend):
    ran = built.command("report", "rti", "--explain", wanted)
    assert ran.code == 2
    assert message in ran.err
    assert mend in ran.err


def test_a_figure_belongs_to_one_report(built):
    ran = built.command("report", "--explain", "1")
    assert ran.code == 2
    assert "a figure belongs to one report" in ran.err
    assert "name one: rti, grades-3-5, schooley" in ran.err
