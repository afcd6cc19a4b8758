"""Two hundred districts drawn from seeds, feasible and not: whatever is placed breaks no hard rule."""

import importlib.util
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pdcycle.diagnostics import has_errors
from pdcycle.flows import district as districts
from pdcycle.flows.waves import waves
from pdcycle.schedule import lock as locks

HERE = Path(__file__).parent
BATCH, BATCHES = 25, 8


def module(name):
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="module")
def tools():
    return module("random_districts"), module("schedule_checker")


def published(root, files):
    """The district with its locks written; how many have a place and how many have none."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    district = districts.read(root)
    assert not has_errors(district.diagnostics), district.diagnostics
    done = waves(district, {}, date(2026, 8, 1))
    (root / "schedule").mkdir()
    for program in done.programs:
        mine = [event for event in done.events.values() if event.program == program.id]
        marked = [replace(event, uid=event.id) for event in mine]
        text = locks.dump(program.id, marked, fingerprint="", unplaced=done.unplaced)
        (root / locks.path(program.id)).write_text(text)
    return len(done.events), len(done.unplaced)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_hard_rule_is_broken_whatever_the_district(batch, tools, tmp_path):
    makes, checker = tools
    totals = []
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        root = tmp_path / str(seed)
        totals.append(published(root, makes.district(random.Random(seed))))
        assert checker.check(root) == [], seed
    assert sum(placed for placed, _ in totals) > BATCH
    assert any(out for _, out in totals), "a batch holds some that cannot be"
    assert any(not out for _, out in totals), "and some that can"
