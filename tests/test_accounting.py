"""Every report says how many rows were read and where each of them went."""

import re

import pytest

PROGRAMS = ("grades-3-5", "rti", "schooley")
LINE = re.compile(r"(\d+) rows read = (\d+) used \+ (\d+) folded \+ (\d+) set aside\.")


def balanced(found):
    read, used, folded, aside = map(int, found)
    assert read == used + folded + aside
    return read, used, folded, aside


@pytest.fixture(scope="module")
def told(built):
    """The rows of riverbend's exports, as the JSON of a report counts them file by file."""
    files = built.report("rti")["basis"]["accounting"]
    for one in files:
        assert one["read"] == one["used"] + one["folded"] + sum(count for _, count in one["aside"]), one[
            "file"
        ]
        assert all(reason for reason, _ in one["aside"])
    sums = [sum(one[key] for one in files) for key in ("read", "used", "folded")]
    return (*sums, sum(count for one in files for _, count in one["aside"]))


def test_every_export_of_the_workspace_is_accounted_for(built, told):
    files = {one["file"] for one in built.report("rti")["basis"]["accounting"]}
    there = {
        f"{path.parent.name}/{path.name}"
        for name in ("exports", "private")
        for path in (built.root / name).iterdir()
    }
    assert files == there
    assert told[0] > 3000


def test_the_terminal_carries_the_line_for_each_program(built, told):
    said = re.sub(r"\s+", " ", built.run("report").out)
    assert [balanced(found) for found in LINE.findall(said)] == [told] * len(PROGRAMS)


@pytest.mark.parametrize("program", PROGRAMS)
def test_markdown_json_and_pages_carry_it(built, told, program):
    assert [balanced(found) for found in LINE.findall(built.page(f"reports/{program}.md", "coach"))] == [told]
    files = built.report(program)["basis"]["accounting"]
    assert tuple(sum(one[key] for one in files) for key in ("read", "used", "folded")) == told[:3]
    read, used, folded, aside = told
    counts = (
        f"{read} rows read",
        f"{used} rows used",
        f"{folded} rows told again",
        f"{aside} rows set aside",
    )
    text = built.page(f"reports/{program}.html", "coach").replace(",", "")
    assert [one for one in counts if one not in text] == []


def test_csv_holds_the_table_and_the_line_is_said_beside_it(built, told):
    said = built.run("report", "rti", "--format", "csv")
    assert LINE.search(said.out) is None
    assert [balanced(found) for found in LINE.findall(said.err)] == [told]


def test_an_audience_that_sees_no_people_gets_the_same_line(built, told):
    for program in ("grades-3-5", "rti"):
        assert [balanced(found) for found in LINE.findall(built.page(f"reports/{program}.md"))] == [told]
