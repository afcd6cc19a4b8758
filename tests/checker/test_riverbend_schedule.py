"""Riverbend's schedule, judged by the independent checker; and what a snow day moves."""

import importlib.util
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from pdcycle.flows import district as districts
from pdcycle.flows.schedule import schedule

RIVERBEND = Path(__file__).parents[2] / "examples" / "riverbend"
AS_OF = date(2027, 2, 12)


@pytest.fixture(scope="module")
def check():
    spec = importlib.util.spec_from_file_location("checker", Path(__file__).with_name("schedule_checker.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check


def publish(root):
    done = schedule(districts.read(root), AS_OF)
    for artefact in done.artefacts():
        path = root / artefact.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(artefact.content)
    return done


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A copy of riverbend with its locks."""
    root = tmp_path_factory.mktemp("riverbend") / "district"
    shutil.copytree(RIVERBEND, root, ignore=shutil.ignore_patterns("build", "schedule", "exports"))
    return root, publish(root)


@pytest.fixture
def copy(published, tmp_path):
    shutil.copytree(published[0], tmp_path / "d")
    return tmp_path / "d"


def test_everything_is_placed_near_the_bound_and_breaks_no_rule(published, check):
    root, done = published
    assert done.schedule.unplaced == ()
    assert done.schedule.bound <= done.schedule.cost <= 1.05 * done.schedule.bound
    assert check(root) == []


def test_a_second_run_solves_nothing_and_changes_no_byte(copy):
    before = {path.name: path.read_bytes() for path in (copy / "schedule").iterdir()}
    assert not publish(copy).solved
    assert {path.name: path.read_bytes() for path in (copy / "schedule").iterdir()} == before


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (r"(talk/abara/1: .*?at: )\d\d:\d\d", r"\g<1>12:30", "not in a prep of abara"),
        (r"(talk/abara/1: .*?day: )\S+ ...", r"\g<1>2026-10-12 mon", "is off duty"),
        (r"(discuss/-/1: .*?day: )\S+ ...", r"\g<1>2026-10-14 wed", "not inside a standing meeting"),
        (r"(talk/abara/1: .*?lead: )\[rivera\]", r"\g<1>[diaz]", "diaz has class"),
        # Mathematicians meet on B days, world languages on A days.
        (r"(math-river-high/7: .*?day: )\S+ ...", r"\g<1>2027-03-18 thu", "not inside a standing meeting"),
    ],
)
def test_a_lock_that_breaks_a_rule_is_found(copy, check, old, new, rule):
    name = "rti" if "river-high" in old else "grades-3-5"
    path = copy / "schedule" / f"{name}.lock.yaml"
    text, count = re.subn(old, new, path.read_text(), count=1)
    assert count == 1
    path.write_text(text)
    assert any(rule in line for line in check(copy)), check(copy)


def test_a_snow_day_moves_what_was_on_it_and_nothing_else(copy, published, check):
    path = copy / "calendar.yaml"
    line = "  - {when: 2027-03-09 tue, status: closed, unplanned: true, name: Snow day}\n"
    path.write_text(
        re.sub(r"(?m)^(  - \{when: 2027-02-15)", line.replace("\\", "") + r"\1", path.read_text(), count=1)
    )
    before = published[1].schedule.by_id()
    done = publish(copy)
    moved = {
        event.id
        for event in done.schedule.events
        if (event.day, event.start) != (before[event.id].day, before[event.id].start)
    }
    lost = {name for name, event in before.items() if event.day == date(2027, 3, 9)}
    departments = ("math", "science", "special-ed", "world-languages")
    later = {f"rti/year/break-out/{name}-river-high/{n}" for name in departments for n in (7, 8)}
    assert moved == lost | later  # what meets on A or B days moves with them
    assert lost
    assert {event.sequence for event in done.schedule.events if event.id in moved} == {1}
    assert done.schedule.unplaced == ()
    assert check(copy) == []
