"""What is released of riverbend, and year against year: every number that is out, worked out a second time."""

import json
from collections import defaultdict
from contextlib import redirect_stderr, redirect_stdout
from fractions import Fraction
from io import StringIO
from shutil import copytree, ignore_patterns

import pytest
from independent_exports import load
from independent_figures import DAYS
from independent_programs import STEPS
from independent_words import iso, long_day, rounded

RELEASED = DAYS[1::-1]
BEFORE = {
    "All together": (1000, 800, 700), "Lincoln Elementary School": (300, 250, 249), "3 Learn and check": (400, 301, 300),
}  # fmt: skip
LAST_YEAR = """\
program: rti
as_of: 2025-11-19
audience: district
against: []
tables:
  due:
    floor: 5
    measures: [completion, on-time]
    within: {on-time: completion}
    adds_up: {school: [completion, of, on-time], step: [completion, of, on-time]}
    each: []
    places:
      - {people: 120, of: 1000, completion: 800, on-time: 700}
      - {school: cedar, hidden: not shown}
      - {school: lincoln, people: 30, of: 300, completion: 250, on-time: 249}
      - {step: learn, people: 120, of: 400, completion: 301, on-time: 300}
"""


@pytest.fixture(scope="module")
def workspace(riverbend, tmp_path_factory):
    """Riverbend, and last year's folder, with what is released of each."""
    root = tmp_path_factory.mktemp("years")
    copytree(riverbend, root / "this", ignore=ignore_patterns("build", "published"))
    for day, several in (RELEASED[0], ()), (RELEASED[1], ("rti",)):
        run(root / "this", "report", *several, "--publish", "--audience", "district", "--as-of", day)
    last = root / "last" / "published" / "rti" / "2025-11-19.yaml"
    last.parent.mkdir(parents=True)
    last.write_text(LAST_YEAR, "utf-8")
    return root


def run(root, *argv):
    from pdcycle.cli.main import main

    out = StringIO()
    with redirect_stdout(out), redirect_stderr(StringIO()):
        assert main(["-C", str(root), *argv]) == 0
    return out.getvalue()


def due(mine, program):
    """(of, shown, on time) of what was due, by whatever a place names: a school, a step, both or neither."""
    found = defaultdict(lambda: [0, 0, 0])
    for one in mine.due:
        if one.program == program:
            for school in (None, mine.school(one)):
                for step in (None, one.step):
                    told = found[school, step]
                    told[0] += 1
                    told[1] += one in mine.met
                    told[2] += mine.state[one] == "on time"
    return {key: tuple(told) for key, told in found.items()}


@pytest.mark.parametrize(
    ("program", "day"), [("rti", RELEASED[0]), ("rti", RELEASED[1]), ("grades-3-5", RELEASED[0])]
)
def test_every_number_that_is_released(workspace, on, program, day):
    told = load(workspace / "this" / "published" / program / f"{day}.yaml")
    ours, shown = due(on(day), program), 0
    assert set(told["tables"]) == {"due"}
    for place in told["tables"]["due"]["places"]:
        if "hidden" not in place:
            numbers = tuple(int(place[key]) for key in ("of", "completion", "on-time"))
            assert numbers == ours[place.get("school"), place.get("step")], place
            shown += 1
    assert len(told["tables"]["due"]["places"]) == len(ours)
    assert shown > 2


def test_every_figure_of_year_against_year(workspace, mine, riverbend):
    said = json.loads(run(workspace / "this", "report", "years:rti", "--against", str(workspace / "last"), "--format", "json"))  # fmt: skip
    (part,) = said["reports"][0]["parts"]
    names = {one["name"]: id_ for id_, one in mine.calendar["schools"].items()}
    places = {
        (names.get(row[0]), STEPS[int(row[0].split()[0]) - 1] if row[0][0].isdigit() else None): row[0]
        for row in part["rows"]
    }
    ours = due(mine, "rti")
    days = [long_day(iso(day)) for day in ("2025-11-19", DAYS[0])]
    assert part["columns"] == ["Where", "What", *days, "Change"]
    assert set(places) == {key for key in ours if None in key}
    rows = {(row[0], row[1]): row[2:] for row in part["rows"]}
    compared = 0
    for place, name in places.items():
        for at, what in ((1, "Shown of what was due"), (2, "On time")):
            before, now, change = rows.pop((name, what))
            was, shown = BEFORE.get(name, (0, 0, 0)), ours[place]
            assert (before["hidden"] is not None) == (name == "Cedar Elementary School")
            assert before["hidden"] or (before["numerator"], before["denominator"]) == (was[at], was[0])
            assert now["hidden"] or (now["numerator"], now["denominator"]) == (shown[at], shown[0])
            both = was[0] and not before["hidden"] and not now["hidden"]
            assert change == (points(was, shown, at) if both else "")
            compared += not now["hidden"]
    assert not rows
    assert compared > 4


def points(was, now, at):
    """The change in percentage points, half up."""
    change = (Fraction(now[at], now[0]) - Fraction(was[at], was[0])) * 100
    whole = rounded(abs(change))
    return f"{'+' if change > 0 else '-'}{whole} points" if whole else "0 points"


def test_without_releases_no_number_is_said(asked):
    (report,) = asked(DAYS[0], "years")["reports"]
    for part in report["parts"]:
        assert not part["rows"]
        assert not any(
            letter.isdigit() for line in (part["heading"], *map(str, part["lines"])) for letter in line
        )
