"""schedule's table: fits the terminal, prints keys that `dates:` takes, names what is skipped."""

import json

import pytest

SPRING = """  - when: spring
    focus: communication
    pattern: small-group-semester
    with: {courses: [talking-with-students], survey: communication-360}
"""


@pytest.fixture
def two_cycles(run, district):
    made = run("-C", district, "new", "curriculum", "ours", "--from", "communication")
    assert made.code == 0, made.err
    path = district / "curricula" / "ours.yaml"
    path.write_text(path.read_text().replace("next: [", SPRING + "next: ["))
    return district


def test_a_key_names_its_cycle_where_there_are_several_and_dates_takes_it_at_both_places(run, two_cycles):
    first = run("-C", two_cycles, "schedule", "--as-of", "2026-08-10", "--all")
    keys = [line.split("  ")[1].strip() for line in first.out.splitlines() if line[2:3] == ":"]
    assert len(keys) == len(set(keys))
    assert {"fall talk dunn 1", "spring talk dunn 1"} <= set(keys)
    path = two_cycles / "curricula" / "ours.yaml"
    path.write_text(
        path.read_text().replace("next: [", "    dates: {spring talk dunn 1: 2027-02-23}\nnext: [")
        + "dates:\n  fall talk dunn 2: 2026-11-02\n"
    )
    assert run("validate", two_cycles).code == 0
    shown = run("-C", two_cycles, "schedule", "--as-of", "2026-08-10", "--all", "--format", "json")
    days = {event["key"]: event["day"] for event in json.loads(shown.out)["events"]}
    assert (days["fall talk dunn 2"], days["spring talk dunn 1"]) == ("2026-11-02", "2027-02-23")


def test_a_long_schedule_shows_the_next_weeks_in_80_columns_and_says_how_to_see_all(run, two_cycles):
    shown = run("-C", two_cycles, "schedule", "--as-of", "2026-10-12")
    lines = shown.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "Tue, Oct 13, 2026" in lines
    assert "Mon, Sep 28, 2026" not in lines
    assert lines[-1].startswith("Oct 13")
    assert lines[-1].endswith("dates; --all shows them all.")
    everything = run("-C", two_cycles, "schedule", "--as-of", "2026-10-12", "--all")
    assert "Mon, Sep 28, 2026" in everything.out
    assert "--all" not in everything.out + everything.err


def test_what_is_skipped_is_named(run, two_cycles):
    shown = run("-C", two_cycles, "schedule", "--as-of", "2026-08-10")
    assert (
        "skipped, as days off or without their meeting: 7 dates: fall discuss 7; fall talk … 7\n" in shown.err
    )
