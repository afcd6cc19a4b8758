"""What holds for every export: each row is accounted for, and reading again changes nothing."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from pdcycle.evidence import ExportFile, read_ledger

HEADER = ["Staff ID", "Email", "Name", "Course", "Completed on", "Status", "Score"]
CELL = st.sampled_from(["", "-", "x", '"', "a,b", "line\nbreak", "\u00a0", "=1", "é"])
ROW = st.tuples(
    st.sampled_from(["", "00417", "418", "7E+11"]),
    st.sampled_from(["", "MCHEN@river.example", "nobody@x.example", "anonymous"]),
    st.sampled_from(["", "Marisol Diaz", "Chen, Li", "Sam Lee", "Total"]) | CELL,
    st.sampled_from(["Talk", "Quiz", "Other", ""]),
    st.sampled_from(["2026-10-14", "10/15/2026 9:00", "3/4/2027", "2025-01-01", "46300.5", "soon", ""]) | CELL,
    st.sampled_from(["Completed", "In progress", "Passed", "Odd", ""]),
    st.sampled_from(["", "85 %", "0.4", "17", "EX"]),
).map(list) | st.lists(CELL, max_size=9) | st.just(HEADER)  # fmt: skip
FILE = st.lists(ROW, max_size=14)
POLICY = st.sampled_from(["first", "latest", "best", "all"])
PROVES = {"Talk": "talk", "Quiz": [{"item": "talk", "as": "check", "pass_mark": "80%"}, "quiz"]}


def text(rows):
    stream = io.StringIO()
    csv.writer(stream).writerows([HEADER, *rows])
    return stream.getvalue().encode()


def read(district, files, policy):
    source = district.source(profile="course-completions", proves=PROVES, submissions=policy)
    exports = [ExportFile.of(name, data) for name, data in files.items()]
    return read_ledger(
        {"x": source}, district.profiles, district.people, {"x": exports}, district.zone, district.year
    )[0]


@settings(max_examples=150, deadline=None)
@given(st.lists(FILE, min_size=1, max_size=3), POLICY)
def test_rows_read_are_used_folded_or_set_aside(district, tables, policy):
    ledger = read(district, {f"{index}.csv": text(rows) for index, rows in enumerate(tables)}, policy)
    for rows, account in zip(tables, ledger.accounting, strict=True):
        assert account.balances()
        assert account.folded >= 0
        assert account.read == sum(1 for row in rows if row)
        aside = sum(count for _, count in account.aside)
        assert aside == sum(item.file == account.file for item in ledger.set_aside)
    assert sum(account.used for account in ledger.accounting) == len(
        {(item.file, item.row) for item in ledger.evidence}
    )


@settings(max_examples=100, deadline=None)
@given(FILE, POLICY, st.randoms(use_true_random=False))
def test_reading_again_or_in_another_order_changes_nothing(district, rows, policy, random):
    once = read(district, {"a.csv": text(rows)}, policy)
    twice = read(district, {"a.csv": text(rows), "b.csv": text(rows)}, policy)
    assert twice.evidence == once.evidence
    assert sum(item.used for item in twice.accounting) == once.accounting[0].used
    shuffled = list(rows)
    random.shuffle(shuffled)
    if policy == "all":
        other = read(district, {"a.csv": text(shuffled)}, policy)
        assert sorted(item.id for item in other.evidence if item.kind == "check") == sorted(
            item.id for item in once.evidence if item.kind == "check"
        )
