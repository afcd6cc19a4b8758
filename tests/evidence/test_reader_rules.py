"""The reader rules about rows, people and what is kept, one small file each; those about bytes and cells are in tests/tables."""

from __future__ import annotations

import re
from pathlib import Path

from pdcycle.output.tables import Grid, csv_text

COMPLETIONS = "Email,Name,Course,Date completed,Status\n"
PROVES = {"Rephrasing": "ell-1"}


def completions(reading, rows, **fields):
    return reading(
        {"exports/a.csv": COMPLETIONS + rows}, profile="course-completions", proves=PROVES, **fields
    )


def aside(found):
    return dict(found.ledger.accounting[0].aside)


def test_rule_5_an_empty_first_header_is_the_person_and_an_empty_one_after_a_name_its_date(reading):
    found = reading(
        {"exports/m.csv": ',"Email address","Rephrasing","2026-09-18 23:59:00","Quiz",""\n"Mei Chen","","Completed","2026-10-01 09:00:00","Not completed",""\n'},
        profile="moodle-activity-completion",
        proves=PROVES,
    )  # fmt: skip
    assert [(item.person, item.when.isoformat()) for item in found.evidence] == [
        ("chen-m", "2026-10-01T09:00:00")
    ]


def test_rule_8_rows_about_nobody_are_dropped_by_reason(reading):
    found = completions(
        reading,
        "mchen@river.example,Mei Chen,Rephrasing,2026-10-01,Completed\n"
        ",Class average,Rephrasing,2026-10-01,Completed\n,Totals,Rephrasing,2026-10-01,Completed\n"
        ',"Student, Test",Rephrasing,2026-10-01,Completed\n,,,,\n' + COMPLETIONS,
    )
    assert found.account("exports/a.csv")[:2] == (6, 1)
    assert aside(found) == {"not about a person": 3, "blank": 1, "the header again": 1}


def test_rule_13_staff_id_then_address_then_alias_then_a_name_only_one_has(reading):
    head = "Staff ID,Email,Name,Course,Date completed,Status\n"
    rows = [
        ("418", "lchen@river.example", "Li Chen", "chen-m"),  # the staff id wins over the rest
        ("", " LCHEN@River.example ", "Mei Chen", "chen-l"),
        ("", "mari@home.example", "", "diaz"),  # an alias
        ("", "", "Diaz, Marisol", "diaz"),
        ("", "", "BRANDT, Robert", "brandt"),
        ("", "", "Sam Lee", None),  # two people have this name
        ("", "", "Marisol Diez", None),  # near, and never guessed
    ]
    lines = "".join(f'{staff},{email},"{name}",C{at},2026-10-01,Completed\n' for at, (staff, email, name, _) in enumerate(rows))  # fmt: skip
    found = reading(
        {"exports/a.csv": head + lines}, profile="course-completions", proves={"C*": "c"}, submissions="all"
    )
    assert {item.row: item.person for item in found.evidence} == {
        at: person for at, (*_, person) in enumerate(rows, 2) if person and at != 5
    }  # on line 5 stands what line 4 says: one person, one course, one day
    assert [(one.row, "diaz" in one.candidates) for one in found.ledger.unresolved] == [(7, False), (8, True)]


def test_rule_14_several_submissions_are_folded_by_policy_and_counted(reading):
    head = "Email,Course,Date completed,Score\n"
    text = (
        head
        + "mchen@river.example,Quiz,2026-10-01,60%\nmchen@river.example,Quiz,2026-10-05,90%\nmchen@river.example,Quiz,2026-10-09,70%\n"
    )
    seen = {}
    for policy in ("first", "latest", "best", "all"):
        found = reading(
            {"exports/a.csv": text},
            profile="course-completions",
            submissions=policy,
            proves={"Quiz": {"item": "q", "as": "check", "pass_mark": "80%"}},
        )
        seen[policy] = [item.value for item in found.evidence], found.account("exports/a.csv")[2]
    assert seen == {
        "first": (["60%"], 2),
        "latest": (["70%"], 2),
        "best": (["90%"], 2),
        "all": (["60%", "90%", "70%"], 0),
    }


def test_rule_15_formulas_are_unwrapped_on_reading_and_disarmed_on_writing(reading):
    found = reading(
        {"exports/a.csv": 'Staff ID,Course,Date completed\n"=""00418""",Rephrasing,2026-10-01\n'},
        profile="course-completions",
        proves=PROVES,
    )
    assert [item.person for item in found.evidence] == ["chen-m"]
    cells = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "plain", 3)
    assert csv_text(Grid(("a",), tuple((cell,) for cell in cells))).replace('"', "").split("\n")[1:5] == [
        "'=1+1", "'+1", "'-1", "'@SUM(A1)",
    ]  # fmt: skip


def test_rule_16_the_same_file_twice_changes_nothing(reading):
    text = COMPLETIONS + "mchen@river.example,Mei Chen,Rephrasing,2026-10-01,Completed\n"
    once = reading({"exports/a.csv": text}, profile="course-completions", proves=PROVES)
    twice = reading(
        {"exports/a.csv": text, "exports/b.csv": text}, profile="course-completions", proves=PROVES
    )
    assert [item.id for item in twice.evidence] == [item.id for item in once.evidence]
    assert twice.account("exports/b.csv") == (1, 0, 1, {})


def test_rule_17_a_newer_export_that_drops_people_erases_nothing(reading):
    head = ',"Email address","Rephrasing",""\n'
    old = (
        head
        + '"Mei Chen","mchen@river.example","Completed","2026-10-01 09:00:00"\n"Li Chen","lchen@river.example","Completed","2026-10-02 09:00:00"\n'
    )
    new = head + '"Li Chen","lchen@river.example","Not completed",""\n'
    found = reading(
        {"exports/1.csv": old, "exports/2.csv": new}, profile="moodle-activity-completion", proves=PROVES
    )
    assert [item.person for item in found.evidence] == ["chen-l", "chen-m"]


def test_rule_18_private_columns_are_dropped_whatever_a_profile_says(reading, profiles):
    secret = "123-45-6789"
    nosy = profiles["course-completions"].model_copy(
        update={
            "columns": {**profiles["course-completions"].columns, "value": ("ssn", "ip address", "latitude")}
        }
    )
    found = reading(
        {"exports/a.csv": f"Email,Course,Date completed,SSN,IP Address,Latitude,Phone\nmchen@river.example,Rephrasing,2026-10-01,{secret},10.1.2.3,40.7,555-0100\nmchen@river.example,Rephrasing,soon,{secret},10.1.2.3,40.7,555-0100\n"},
        profiles={"nosy": nosy},
        profile="nosy",
        proves=PROVES,
    )  # fmt: skip
    assert [item.value for item in found.evidence] == [None]
    for private in (secret, "10.1.2.3", "40.7", "555-0100", "soon"):
        assert private not in repr((found.ledger, found.diagnostics))


def test_rule_19_completed_is_not_passed_and_overridden_is_not_earned(reading):
    states = ["Completed", "Completed (achieved pass grade)", "Completed (did not achieve pass grade)", "Completed (set by Ada Okafor)", "Not completed (set by Ada Okafor)"]  # fmt: skip
    head = "," + ",".join(f'"C{at}",""' for at, _ in enumerate(states)) + "\n"
    row = '"Mei Chen",' + ",".join(f'"{state}","2026-10-01 09:00:00"' for state in states) + "\n"
    found = reading(
        {"exports/m.csv": head + row},
        profile="moodle-activity-completion",
        proves={f"C{at}": f"c-{at}" for at in range(5)},
    )
    assert {item.subject: (item.passed, item.overridden) for item in found.evidence} == {
        "c-0": (None, False),
        "c-1": (True, False),
        "c-2": (False, False),
        "c-3": (None, True),
    }
    assert "Okafor" not in repr(found.ledger)


def test_rule_20_what_was_left_out_is_told_by_reason_and_adds_up(reading):
    found = completions(
        reading,
        "mchen@river.example,Mei Chen,Rephrasing,2026-10-01,Completed\n"
        "mchen@river.example,Mei Chen,Rephrasing,2026-10-01,Completed\n"
        "lchen@river.example,Li Chen,Rephrasing,,In progress\n"
        "lchen@river.example,Li Chen,Other,2026-10-01,Completed\n"
        "nobody@else.example,No Body,Rephrasing,2026-10-01,Completed\n"
        "lchen@river.example,Li Chen,Rephrasing,2025-10-01,Completed\n",
    )
    assert found.account("exports/a.csv") == (
        6, 1, 1,
        {
            "before the school year": 1, "nobody in people.csv matches": 1, "not completed yet": 1,
            "nothing says what it proves": 1,
        },
    )  # fmt: skip


def test_every_reader_rule_has_a_test_named_after_it():
    tests = Path(__file__).parents[1]
    text = "".join(
        path.read_text() for folder in ("tables", "evidence") for path in (tests / folder).glob("test_*.py")
    )
    named = {int(number) for number in re.findall(r"def test_rule_(\d+)_", text)}
    assert named == set(range(1, 21))
