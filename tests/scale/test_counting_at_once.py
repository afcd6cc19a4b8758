"""A file counted in the database says what the ledger says that reads it row by row."""

import csv
import io
from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pdcycle import shipped
from pdcycle.diagnostics import Route
from pdcycle.duck import Bulk, Unreadable
from pdcycle.evidence import ExportFile, read_ledger
from pdcycle.evidence.bulk import NOT_LISTED, count, policy_of
from pdcycle.evidence.bulk_here import Counting
from pdcycle.evidence.bulk_people import index_people, people_of, people_of_file
from pdcycle.evidence.bulk_plan import plan_of
from pdcycle.evidence.bulk_words import TooMany, Vocabulary
from pdcycle.evidence.intake import Intake
from pdcycle.evidence.people import PeopleIndex
from pdcycle.language.document import read
from pdcycle.model.binding import bind, bind_value
from pdcycle.model.people import Person
from pdcycle.model.profile import Profile
from pdcycle.model.sources import Source
from pdcycle.workspace.roster import PEOPLE_COLUMNS

ZONE, YEAR = ZoneInfo("America/New_York"), (date(2026, 7, 1), date(2027, 6, 30))
LATEST = date(2030, 1, 1)
PEOPLE = {
    one.id: one
    for one in (
        Person("diaz", "Marisol Díaz", 2, "mdiaz@river.example", "00417", schools=("oak", "elm"), aliases=("mari@home.example",)),
        Person("chen", "Mei Chen", 3, "MChen@river.example", "00418", schools=("elm",)),
        Person("okafor", "Ada Okafor", 4, "aokafor@river.example", "00420"),
        Person("lee-1", "Sam Lee", 5, "lee@river.example", "00422", schools=("oak",)),
        Person("lee-2", "Sam Lee", 6, "lee@river.example", "00423", schools=("oak",)),
    )
}  # fmt: skip
HEADER = ["user_email", "staff_id", "course_id", "due_date", "completion_date", "status", "score", "hours"]
CELLS = (
    st.sampled_from(["mdiaz@river.example", "MDIAZ@river.example ", "mari@home.example", "mdiaz@k12.example", "mchen@river.example",
                     "lee@river.example", "okafor", "who@river.example", "", "n/a", "ümit@river.example"]),
    st.sampled_from(["", "", "", "00417", "418", "=417", "4.2E+02", "00423", "9"]),
    st.sampled_from(["A1", " A1", "a1", "B2", "B2 ", "C3", "", "Z9"]),
    st.sampled_from(["", "2026-09-30", "2027-01-15"]),
    st.sampled_from(["", "2026-09-01", "2026-09-02", "2026-11-30", "2026-06-30", "2027-07-01"]),
    st.sampled_from(["completed", "Completed ", "passed", "failed", "in_progress", "not_started", "withdrawn", "", "odd"]),
    st.sampled_from(["", "0", "79.5", "80", "100", "0.9"]),
    st.sampled_from(["", "0", "0.5", "1.75", "0.575", "2"]),
)  # fmt: skip
ROWS = st.lists(st.tuples(*CELLS), min_size=1, max_size=25)
PROVES = {"A1": "a", "B2": "b", "C3": "a"}
CHECKS = {name: {"item": item, "as": "check", "pass_mark": "80%"} for name, item in PROVES.items()}


def profile():
    found, problems = bind(
        read(shipped.data("profiles").joinpath("learning-platform.yaml").read_bytes(), "p.yaml"), Profile
    )
    assert not problems
    return found


PROFILE = profile()


def a_source(**fields):
    value = {"source": "Platform", "file": "*.csv", "profile": "learning-platform", **fields}
    source, problems = bind_value(value, Source, Route("sources/x.yaml"))
    assert source is not None, problems
    return source


def text(rows):
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([HEADER, *rows])
    return stream.getvalue()


def at_once(folder, data, source, *, every_row=False, as_of=LATEST, people=PEOPLE):
    path = folder / "platform.csv"
    path.write_text(data)
    plan = plan_of(path, source, PROFILE, ZONE, YEAR)
    assert not isinstance(plan, str), plan
    words = Vocabulary(Intake("x", source, PROFILE, PeopleIndex({}), {}), "platform")
    words.learn({row["status"] for row in plan.sample}, {row["subject"] for row in plan.sample})
    with Bulk() as store:
        if people is None:
            assert people_of_file(store, folder / "people.csv", PEOPLE_COLUMNS)
        else:
            people_of(store, people)
        index_people(store)
        return count(
            store,
            plan,
            words,
            Counting(None if every_row else policy_of(words), as_of, heads=True),
            "platform.csv",
        )


def row_by_row(data, source):
    files = {"x": [ExportFile.of("platform.csv", data.encode())]}
    ledger, _ = read_ledger({"x": source}, {"learning-platform": PROFILE}, PEOPLE, files, ZONE, YEAR)
    return ledger


MEI = ("mchen@river.example", "", "A1", "", "2026-09-01", "completed")


@settings(max_examples=60, deadline=None)
@example([(*MEI, "80", "2"), (*MEI, "90", "0.5"), (*MEI, "70", "2")], PROVES, "latest", None)
@given(
    ROWS,
    st.sampled_from([PROVES, CHECKS]),
    st.sampled_from(["first", "latest", "best"]),
    st.sampled_from([None, 100]),
)
def test_both_ways_of_reading_agree(tmp_path_factory, rows, proves, policy, out_of):
    source = a_source(
        proves=proves, submissions=policy, email_domains=["river.example", "k12.example"],
        **({"out_of": out_of} if out_of else {}),
    )  # fmt: skip
    data = text(rows)
    ledger, counted = row_by_row(data, source), at_once(tmp_path_factory.mktemp("x"), data, source)
    assert counted.accounting == ledger.accounting[0]
    for part, key in (
        ("teacher", lambda one: one.person),
        ("course", lambda one: one.subject),
        ("school", lambda one: (PEOPLE[one.person].schools or ("",))[0]),
        ("week", lambda one: date.fromordinal(one.when.toordinal() - one.when.weekday()).isoformat()),
    ):
        done, minutes, heads = Counter(), Counter(), defaultdict(set)
        for one in ledger.evidence:
            done[key(one)] += 1
            minutes[key(one)] += one.minutes or 0
            heads[key(one)].add(one.person)
        figures = {one.key: one for one in counted.figures[part]}
        assert {name: one.done for name, one in figures.items() if one.done} == dict(done)
        assert {name: one.minutes for name, one in figures.items() if one.minutes} == +minutes
        assert all(figures[name].people >= len(found) for name, found in heads.items())


ONE = "mdiaz@river.example,,A1,2026-09-30,2026-09-01,completed,80,1.5"


def test_every_row_counts_where_that_is_asked(tmp_path):
    rows = [
        ONE,
        ONE,
        "who@x.example,,A1,2026-09-30,2026-09-02,completed,90,1",
        "mchen@river.example,,B2,2026-09-30,,in_progress,,0",
    ]
    data = ",".join(HEADER) + "\n" + "\n".join(rows) + "\n"
    found = at_once(tmp_path, data, a_source(proves=PROVES), every_row=True)
    assert (found.accounting.read, found.accounting.used, found.accounting.folded) == (4, 2, 0)
    schools = {one.key: (one.assigned, one.done, one.late, one.minutes) for one in found.figures["school"]}
    assert schools == {"oak": (2, 2, 0, 180), NOT_LISTED: (1, 1, 0, 60), "elm": (1, 0, 1, 0)}
    course = found.figures["course"][0]
    assert (course.key, course.done, course.score) == ("a", 3, Fraction(250, 3))
    assert [(one.shown, one.rows) for one in found.strangers] == [("who@x.example", 1)]


def test_late_is_what_was_due_and_is_not_done_by_the_day(tmp_path):
    rows = [ONE, "mchen@river.example,,A1,2026-09-30,,not_started,,", "mchen@river.example,,B2,2026-09-30,,withdrawn,,",
            "aokafor@river.example,,A1,2026-10-20,,in_progress,,", "mdiaz@river.example,,A1,2026-08-01,,in_progress,,"]  # fmt: skip
    data = ",".join(HEADER) + "\n" + "\n".join(rows) + "\n"
    found = at_once(tmp_path, data, a_source(proves=PROVES), as_of=date(2026, 10, 1))
    assert {one.key: (one.assigned, one.done, one.late) for one in found.figures["teacher"]} == {
        "diaz": (1, 1, 0), "chen": (1, 0, 1), "okafor": (1, 0, 0),
    }  # fmt: skip


def test_words_met_late_in_a_long_file_are_learned(tmp_path):
    rows = [ONE] * 20_000 + [
        "mchen@river.example,,C3,2026-09-30,2026-09-05,passed,90,1",
        "mchen@river.example,,Z9,,2026-09-05,passed,,",
    ]
    data = ",".join(HEADER) + "\n" + "\n".join(rows) + "\n"
    source = a_source(proves=PROVES)
    for every_row in (False, True):
        found = at_once(tmp_path, data, source, every_row=every_row)
        assert dict(found.accounting.aside) == {"nothing says what it proves": 1}
        assert sum(one.done for one in found.figures["course"]) == (20_001 if every_row else 2)


def test_people_come_from_a_clean_people_csv_and_doubts_go_the_other_way(tmp_path):
    people = tmp_path / "people.csv"
    people.write_text('id,name,email,schools\ndiaz,"Díaz, M",MDiaz@river.example,oak;elm\n')
    found = at_once(tmp_path, ",".join(HEADER) + "\n" + ONE + "\n", a_source(proves=PROVES), people=None)
    assert [one.key for one in found.figures["school"]] == ["oak"]
    for bad in (
        "id,name\ndiaz,D\ndiaz,E\n",
        "id,name\nTeacher One,D\n",
        "id,nmae\ndiaz,D\n",
        "id,name\nteacher,D\n",
    ):
        people.write_text(bad)
        with Bulk() as store:
            assert not people_of_file(store, people, PEOPLE_COLUMNS)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ONE.replace("2026-09-01", "9/1/2026"), "does not write dates as 2026-09-30"),
        (ONE.replace("1.5", "1h 30m"), "does not hold plain numbers"),
        (ONE + "\n" * 3 + "\xa0" + ONE.replace("a", "á"), ""),
    ],
)
def test_what_is_no_plain_table_is_said(tmp_path, data, reason):
    path = tmp_path / "platform.csv"
    path.write_text(",".join(HEADER) + "\n" + data + "\n")
    found = plan_of(path, a_source(proves=PROVES), PROFILE, ZONE, YEAR)
    assert reason in found if reason else not isinstance(found, str)


def test_a_row_that_breaks_later_is_named_without_what_stands_in_it(tmp_path):
    data = ",".join(HEADER) + "\n" + (ONE + "\n") * 20_000 + ONE.replace("2026-09-01", "soon") + "\n"
    with pytest.raises((Unreadable, TooMany)) as problem:
        at_once(tmp_path, data, a_source(proves=PROVES))
    assert "mdiaz" not in str(problem.value)
    assert "20002" in str(problem.value).replace(",", "")


def test_figures_too_large_for_small_fields_are_counted_all_the_same(tmp_path):
    rows = [
        ONE,
        ONE.replace("80,1.5", "80.125,1.5"),
        ONE.replace("A1", "B2").replace("80,1.5", "12345.678901,40"),
        ONE.replace("A1", "C3").replace("2026-09-01", "2026-09-02"),
    ]
    data = ",".join(HEADER) + "\n" + "\n".join(rows) + "\n"
    found = at_once(tmp_path, data, a_source(proves={**PROVES, "C3": "c"}))
    assert {one.key: (one.minutes, one.score) for one in found.figures["course"]} == {
        "a": (90, Fraction("80.125")),
        "b": (2_400, Fraction("12345.678901")),
        "c": (90, Fraction(80)),
    }


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("80,nan", "too long"), ("80,inf", "too long"), ("80,600000", "too long"), ("20000.125,1", "too large")],
)
def test_numbers_out_of_all_proportion_are_refused(tmp_path, cell, reason):
    data = ",".join(HEADER) + "\n" + (ONE + "\n") * 20_000 + ONE.replace("80,1.5", cell) + "\n"
    with pytest.raises(Unreadable, match=reason):
        at_once(tmp_path, data, a_source(proves=PROVES))
