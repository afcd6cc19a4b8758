"""A complaint about the schedule stands in the author's own file; the pattern's line is beside it."""

import pytest

CURRICULUM = "curricula/ours.yaml"


@pytest.fixture
def no_prep(run, district):
    """A district where one of the group never prepares, so no talk with them has a place."""
    assert run("-C", district, "new", "curriculum", "ours", "--from", "communication").code == 0
    people = district / "people.csv"
    people.write_text(people.read_text().replace(",K,0,2,castro", ",K,0,99,castro"))
    return district


def line_of(district, words):
    lines = (district / CURRICULUM).read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_what_a_pattern_brought_is_complained_of_where_the_program_names_it(run, no_prep):
    said = run("-C", no_prep, "schedule", "--as-of", "2026-08-01").err
    assert said.startswith(f"{CURRICULUM}:{line_of(no_prep, 'pattern:')}:14: error[PD401]")
    assert "--> (pdcycle)/patterns/small-group-semester.yaml:" in said


def test_what_a_program_says_over_a_pattern_is_complained_of_there(run, no_prep):
    path = no_prep / CURRICULUM
    path.write_text(
        path.read_text().replace("    activities:\n", "    activities:\n      talk: {length: 20 min}\n")
    )
    said = run("-C", no_prep, "schedule", "--as-of", "2026-08-01").err
    assert said.startswith(f"{CURRICULUM}:{line_of(no_prep, 'talk: {')}:13: error[PD401]")
