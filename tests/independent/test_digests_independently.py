"""Every figure of every report that gathers several programs, worked out a second time, for each audience and day.

Rows are compared whole and every line of text that says a number, so that a part, a row, a column or a sentence nobody
has worked out again fails here. For those who may not see people a figure may be hidden, a row left out, never another.
"""

import re
from collections import Counter

import pytest
from independent_digests import digests, initiatives, program_title, programs
from independent_figures import DAYS
from independent_reports import basis
from independent_titles import titles

KINDS = ("coach", "school", "district", "half-day", "celebration")
HIDDEN = "hidden"
NUMBER = re.compile(r"\d")
AUDIENCES = [(DAYS[0], "self"), (DAYS[0], "district"), (DAYS[0], "public"), *((day, None) for day in DAYS)]


@pytest.fixture(scope="module")
def worked(on):
    """`worked(day, sides)`: every report of a kind, worked out once."""
    held = {}

    def of(day, *, sides):
        if (day, sides) not in held:
            held[day, sides] = digests(on(day), sides=sides)
        return held[day, sides]

    return of


def plain(value):
    """A figure as its two numbers, or hidden; a count, which may carry its number for --explain, as itself."""
    if not isinstance(value, dict):
        return value
    if "count" in value:
        return value["count"]
    return HIDDEN if value["hidden"] else (value["numerator"], value["denominator"])


def rows_of(part):
    return [tuple(map(plain, row)) for row in part["rows"]] + [(title,) for title in part["listed"]]


def numbers(lines):
    return {line for line in lines if NUMBER.search(line)}


def told(asked, day, audience, *kinds):
    said = ("--audience", audience) if audience else ()
    return {report["program"]: report for report in asked(day, *kinds, *said)["reports"]}


@pytest.mark.parametrize("day", DAYS)
def test_every_figure_of_every_kind_of_report(asked, worked, day):
    reports, ours = told(asked, day, "coach", *KINDS), worked(day, sides=False)
    assert set(reports) == set(ours)
    for name, (lead, parts) in ours.items():
        report = reports[name]
        assert numbers(report["lead"]) == numbers(lead)
        there = {part["id"]: part for part in report["parts"] if part["rows"] or numbers((*part["lines"], *part["notes"], *part["listed"]))}  # fmt: skip
        worked_out = {id_: part for id_, part in parts.items() if part[1] or numbers(part[0])}
        assert set(there) == set(worked_out), name
        for id_, (lines, rows) in worked_out.items():
            assert Counter(rows_of(there[id_])) == Counter(rows), (name, id_)
            assert numbers((*there[id_]["lines"], *there[id_]["notes"])) == numbers(lines), (name, id_)


@pytest.mark.parametrize("day", DAYS)
def test_what_every_kind_of_report_stands_on(asked, on, day):
    mine = on(day)
    for name, report in told(asked, day, "coach", *KINDS).items():
        kind, _, subject = name.partition(":")
        several = {
            "coach": [one for one in mine.programs if mine.coach_of(one) == subject],
            "school": [one for one in programs(mine) if subject in one.schools or any(mine.people.school(stay.person) == subject for stay in one.stays)],
            "half-day": initiatives(mine),
        }.get(kind, programs(mine))  # fmt: skip
        ours, theirs = basis(mine, *several), dict(report["basis"])
        assert theirs.pop("audience") == "coach"
        files = {one["file"]: {key: one[key] for key in ("read", "used", "folded", "aside")} for one in theirs.pop("accounting")}  # fmt: skip
        assert files == ours.pop("accounting")
        listed = theirs.pop("strangers")
        assert {"people": len(listed), "rows": sum(one["rows"] for one in listed)} == ours.pop("strangers")
        assert theirs == ours


@pytest.mark.parametrize(("day", "audience"), AUDIENCES)
def test_what_others_are_shown_is_hidden_or_the_same(asked, worked, on, day, audience):
    kinds = KINDS[1:]
    ours = worked(day, sides=True)
    compared = 0
    for name, report in told(asked, day, audience, *kinds).items():
        lead, parts = ours[name]
        assert numbers(report["lead"]) == numbers(lead)
        assert report["basis"]["floor"] == (10 if report["basis"]["audience"] == "public" else 5)
        for part in report["parts"]:
            if part["id"] == "artifacts":
                assert part["listed"] == pooled(on(day), report)
                continue
            lines, rows = parts.get(part["id"], ([], []))
            assert not numbers((*part["lines"], *part["notes"])) - numbers(lines) - left_out(parts, part)
            for row in rows_of(part):
                assert any(same(shown, row) for shown in rows), (name, part["id"], row)
                compared += sum(cell != HIDDEN for cell in row)
    assert compared > 500


def same(ours, theirs):
    """Whether each cell is ours or hidden; what compares with a hidden one is then left out."""
    unsaid = {HIDDEN, "not shown", "fewer than 5", "fewer than 10"}
    hides = bool(unsaid & set(theirs))
    return len(ours) == len(theirs) and all(
        one == other or other in unsaid or (hides and other in ("", None))
        for one, other in zip(ours, theirs, strict=True)
    )


def left_out(parts, part):
    """How many components have no row."""
    return {
        f"Not shown, as few people were observed twice: {count} component{'s' if count > 1 else ''}."
        for count in [len(parts.get(part["id"], ([], []))[1]) - len(part["rows"])]
        if part["id"] == "growth"
    }


def pooled(mine, report):
    """The titles of all schools that list none of their own."""
    own = {part["id"]: part["listed"] for part in report["parts"] if part["id"].startswith("school-")}
    return titles(mine, programs(mine), [id_.removeprefix("school-") for id_, listed in own.items() if not listed])[0]  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
def test_what_is_not_compared_says_no_number(asked, on, day):
    mine = on(day)
    titled = [program_title(one) for one in mine.programs] + [one["name"] for one in mine.calendar["schools"].values()]  # fmt: skip
    for report in told(asked, day, "coach", *KINDS).values():
        known = {"version", "report", "program", "subject", "title", "lead", "parts", "basis"}
        assert set(report) == known
        words = [report["title"]]
        for part in report["parts"]:
            assert set(part) == {"id", "heading", "lines", "columns", "rows", "listed", "notes", "prompts"}
            words += [part["heading"], *part["columns"], *part["prompts"]]
        for text in words:
            for title in titled:
                text = text.replace(title, "")  # noqa: PLW2901 - what is left is looked at
            assert not NUMBER.search(text), text
