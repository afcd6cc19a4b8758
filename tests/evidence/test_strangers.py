"""Whom nobody matches for sure: listed with rows, places, nearest ids and the cell that mends it; never guessed."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pdcycle.diagnostics import Severity
from pdcycle.evidence import ExportFile, read_ledger
from pdcycle.model.catalog import Rubric
from pdcycle.model.results import Mend

HEADER = "Staff ID,Name,Email,Course,Completion date,Status\n"
ROWS = (
    HEADER
    + ',"Lee, Sam",,Talk,2026-10-14,Completed\n'
    + "00417,Mari,,Talk,2026-10-14,Completed\n"
    + ',"Lee, Sam",,Talk,2026-10-15,Completed\n'
    + ",,marisol.diaz@elsewhere.example,Talk,2026-10-15,Completed\n"
    + "999,,,Talk,2026-10-15,Completed\n"
)


def courses(reading, rows, **more):
    return reading({"exports/c.csv": rows}, profile="course-completions", proves={"*": "talk"}, **more)


def test_each_is_listed_once_with_its_rows_the_nearest_and_the_cell_that_mends_it(reading):
    sam, mari, number = courses(reading, ROWS).ledger.unresolved
    assert (sam.shown, sam.rows, sam.places) == ("Lee, Sam", 2, (("exports/c.csv", 2), ("exports/c.csv", 4)))
    assert sam.candidates == ("lee-1", "lee-2")
    assert sam.mends == (
        Mend("lee-1", 7, "aliases", '"Lee, Sam"'),
        Mend("lee-2", 8, "aliases", '"Lee, Sam"'),
    )
    assert (mari.shown, mari.rows) == ("marisol.diaz@elsewhere.example", 1)
    assert mari.mends == (
        Mend("diaz", 2, "aliases", "Mari D.;mari@home.example;marisol.diaz@elsewhere.example"),
    )
    assert (number.shown, number.rows, number.candidates, number.mends) == ("999", 1, (), ())


def test_the_cell_that_mends_it_does(reading, people):
    sam = courses(reading, ROWS).ledger.unresolved[0]
    mended = {**people, "lee-2": replace(people["lee-2"], aliases=("Lee, Sam",))}
    found = courses(reading, ROWS, people=mended)
    assert [item.person for item in found.evidence].count("lee-2") == 1  # both rows complete one course
    assert sam.shown not in {one.shown for one in found.ledger.unresolved}


def test_a_warning_has_the_count_and_the_nearest_ids_and_no_name(reading):
    item = next(one for one in courses(reading, ROWS).diagnostics if one.code == "PD516")
    assert item.severity is Severity.WARNING
    assert item.message == "nobody in people.csv matches 3 people of `x` for sure (4 rows)"
    assert item.help.startswith("near them are `diaz`, `lee-1`, `lee-2`: where one of these is meant, add")
    assert (item.place.file, item.place.start.line) == ("exports/c.csv", 2)
    assert not any(name in item.message + item.help for name in ("Sam", "Mari", "999", "elsewhere"))
    far = courses(reading, HEADER + ",iPhone,,Talk,2026-10-14,Completed\n")
    assert next(one for one in far.diagnostics if one.code == "PD516").severity is Severity.INFO


NAMES = st.sampled_from(["Sam Lee", "SAM  LEE", "M. Chen", "iPhone", "Mei Chen", "a;b", ""])
MAILS = st.sampled_from(["", "x@y.example", "mdiaz@river.example", "X@Y.example"])
NUMBERS = st.sampled_from(["", "999", "00417"])


@given(st.lists(st.tuples(NUMBERS, NAMES, MAILS), max_size=12))
def test_their_rows_are_those_set_aside_because_nobody_matches(district, several):
    rows = "".join(f"{number},{name},{mail},Talk,2026-10-14,Completed\n" for number, name, mail in several)
    source = district.source(profile="course-completions", proves={"*": "talk"})
    files = {"x": [ExportFile.of("exports/c.csv", (HEADER + rows).encode())]}
    ledger, _ = read_ledger(
        {"x": source}, district.profiles, district.people, files, district.zone, district.year
    )
    listed = ledger.unresolved
    aside = dict(ledger.accounting[0].aside)
    assert sum(one.rows for one in listed) == aside.get("nobody in people.csv matches", 0)
    assert all(len(one.places) == min(one.rows, 5) for one in listed)
    assert all({mend.person for mend in one.mends} <= set(one.candidates) for one in listed)


def test_an_observation_before_its_component_was_on_the_rubric_is_set_aside_by_that_reason(district):
    rubric = Rubric.model_validate(
        {
            "rubric": "R",
            "levels": ["basic", "proficient"],
            "components": {"3a": "Talk", "rti": {"title": "RTI", "since": date(2026, 9, 1)}},
        }
    )
    rows = "Date,Staff ID,Component,Level\n" + "".join(
        f"{day},00417,{component},basic\n"
        for day in ("2026-08-31", "2026-09-01")
        for component in ("3a", "rti")
    )
    source = district.source(profile="observations")
    files = {"x": [ExportFile.of("exports/o.csv", rows.encode())]}
    ledger, found = read_ledger(
        {"x": source}, district.profiles, district.people, files, district.zone, district.year, rubric=rubric
    )
    assert [(item.component, item.when.date().isoformat()) for item in ledger.evidence] == [
        ("3a", "2026-08-31"),
        ("3a", "2026-09-01"),
        ("rti", "2026-09-01"),
    ]
    assert ledger.accounting[0].aside == (("a component the rubric did not have yet", 1),)
    assert found == []
