"""Slips in timetable.csv, in groups said in words or by letter, and dates that nobody could keep."""

import pytest

from pdcycle.files import write
from pdcycle.flows.init import beginning, starter
from pdcycle.flows.new import Wish, new
from pdcycle.flows.validate import validate
from pdcycle.workspace import load

HEAD = "person,term,day,period,kind,room\n"


@pytest.fixture
def district(tmp_path):
    """One elementary school without day letters; dunn has prep 2 in people.csv."""
    write(tmp_path, starter(beginning("D", "2026-27", "America/Chicago", ["oak"])))
    return tmp_path


def told(folder):
    return [
        (item.code, f"{item.place.file}:{item.place.start.line}", item.message, item.help)
        for item in validate(folder).diagnostics
    ]


def change(folder, file, old, new_text):
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new_text, 1))


@pytest.mark.parametrize(
    ("rows", "line", "says", "mend"),
    [
        ("dunn,,,9,class,\nhale,,,9,class,\n", 2, "there is no period '9', so that this row and 1 more never hold", "use one of 1, 2, 3, 4, lunch, 5, 6, 7"),
        ("dunn,,C,1,class,\n", 2, "there is no day 'C', so that this row never holds", "use one of monday, tuesday, wednesday, thursday, friday, or leave it empty"),
        ("dunn,sprng,,1,class,\n", 2, "there is no term 'sprng', so that this row never holds", "did you mean `spring`?"),
        ("dunn,,,2,prep,\ndunn,,,2,class,\n", 3, "'dunn' has period 2 as prep and as class", "delete one of the two rows, or give each its own `day` or `term`"),
    ],
)  # fmt: skip
def test_a_row_that_holds_on_no_day_or_says_two_things(district, rows, line, says, mend):
    (district / "timetable.csv").write_text(HEAD + rows)
    assert told(district) == [("PD379", f"timetable.csv:{line}", says, mend)]


def test_rows_as_people_write_them_are_left_in_peace(district):
    rows = (
        "dunn,fall,mon,2,prep,\ndunn,fall,Tuesdays,2,class,\ndunn,spring,mon,2,class,\nhale,,,Lunch,lunch,\n"
    )
    (district / "timetable.csv").write_text(HEAD + rows)
    assert told(district) == []


def test_one_teacher_whose_timetable_is_missing_is_named(district):
    change(district, "people.csv", "primary,K,0,2,castro", "primary,K,0,,castro")
    assert told(district) == [
        (
            "PD344",
            "people.csv:5",
            "'dunn' has neither rows in timetable.csv nor a `prep`, so only time before and after school is used",
            "add rows to timetable.csv, or fill the column `prep` in people.csv",
        )
    ]


@pytest.mark.parametrize(
    ("words", "code", "says", "mend"),
    [
        ("teachers of oka in primary", "PD341", "there is no school 'oka'", "did you mean `oak`?"),
        ("teachers of oak in primry", "PD380", "nobody is meant by 'teachers of oak in primry', so the group is empty", "did you mean `primary`?"),
    ],
)  # fmt: skip
def test_a_group_said_in_words_is_somebody(district, words, code, says, mend):
    change(district, "groups.yaml", "teachers of oak in primary", words)
    ((found, _, message, help_),) = told(district)
    assert (found, message, help_) == (code, says, mend)


def test_a_letter_that_the_school_does_not_have(district):
    change(district, "groups.yaml", "first wednesday of the month 14:30", "B days 14:30")
    ((code, _, message, help_),) = told(district)
    assert (code, message) == ("PD381", "no school of this group has B days, so it never meets")
    assert help_ == "give the school a `rotation:` in calendar.yaml"
    change(district, "calendar.yaml", "level: elementary}", "level: elementary, rotation: ab}")
    change(district, "calendar.yaml", "make_up:", "rotations:\n  ab: {letters: [A, B]}\nmake_up:")
    assert told(district) == []


def test_what_comes_once_and_falls_on_days_off_is_said_and_a_series_is_not(district):
    write(district, new(load(district), Wish("curriculum", "c", "communication")).artefacts)
    once = "      fest: {kind: workshop, when: 2026-11-26 .. 2026-11-27}\n"
    change(district, "curricula/c.yaml", "next:", f"{once}next:")
    ((code, _, message, help_),) = told(district)
    assert (code, help_) == ("PD325", "choose other days")
    assert (
        message
        == "nobody is on duty on 2026-11-26 .. 2026-11-27, so that 'fest' is left out: Thanksgiving recess"
    )
