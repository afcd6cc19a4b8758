"""A search in several waves is ended as one, and a re-plan's figures are those of all events, not of the last part."""

from datetime import date

import pytest

from pdcycle.flows.district import read
from pdcycle.flows.schedule import schedule
from pdcycle.flows.waves import days_of, waves
from pdcycle.schedule.watch import NOW, Watch
from pdcycle.schedule.weighing import weight
from tests.bench.workspaces import write
from tests.conftest import Output

TODAY = date(2026, 8, 24)
CLOSE = """\
      close:
        kind: coaching
        each: member
        lead: coach
        when: monday after talk .. +2 weeks
        length: 20 min
        in: prep or after-school
"""


@pytest.fixture
def root(tmp_path):
    """Thirty teachers; one team's third meeting hangs on the date of its second, and so comes in a second wave."""
    write(tmp_path / "d", 30)
    with (tmp_path / "d" / "curricula" / "team-001.yaml").open("a", encoding="utf-8") as stream:
        stream.write(CLOSE)
    return tmp_path / "d"


@pytest.mark.parametrize("left", [NOW, 0.0], ids=["interrupt", "limit"])
def test_whatever_ends_the_search_every_wave_has_its_dates(root, left):
    turns, seen = [], []
    watch = Watch(turn=turns.append, tell=seen.append, left=lambda: left)
    done = schedule(read(root), TODAY, watch=watch)
    assert turns == ["Placing", "Placing, round 2", "Finishing"]
    assert (done.schedule.stopped, done.schedule.unplaced, len(done.schedule.events)) == (True, (), 435)
    assert (seen[-1].best - seen[-1].lost, seen[-1].least) == (done.schedule.cost, done.schedule.bound)
    whole = schedule(read(root), TODAY).schedule
    assert not whole.stopped
    assert done.schedule.bound <= whole.bound <= whole.cost <= done.schedule.cost


def test_the_mark_stays_with_what_stays_and_goes_with_fresh(root):
    out = Output(root)
    assert "stopped by --time-limit" in out.run("schedule", "--time-limit", "0").err
    lock = root / "schedule" / "team-001.lock.yaml"
    assert "\nstopped: true\n" in lock.read_text("utf-8")
    assert "stopped" not in out.run("schedule").err  # it holds, so nothing is looked for
    with (root / "absences.csv").open("a", encoding="utf-8") as stream:
        stream.write("t00001,2026-10-05,2026-10-09,all\n")
    assert "some dates are of a search that was stopped" in out.run("schedule").err
    assert "\nstopped: true\n" in lock.read_text("utf-8")
    assert "stopped" not in out.run("schedule", "--fresh").err
    assert "\nstopped: false\n" in lock.read_text("utf-8")


@pytest.mark.parametrize(("away", "widened"), [(1, False), (5, True)])
def test_the_figures_of_a_replan_are_those_of_all_events(root, away, widened):
    first = waves(read(root), {}, TODAY)
    with (root / "absences.csv").open("a", encoding="utf-8") as stream:
        stream.writelines(f"t0000{number},2026-10-05,2026-10-16,all\n" for number in range(1, away + 1))
    district, turns, seen = read(root), [], []
    again = waves(district, first.events, TODAY, watch=Watch(turn=turns.append, tell=seen.append))
    assert ("Making room" in turns) == widened
    moved = {name: event for name, event in again.events.items() if first.events[name].day != event.day}
    assert 0 < len(moved) < 25
    items = [item for program in again.programs for item in program.occurrences]
    all_of_them, alone = (
        weight(items, events, days_of(district), first.events) for events in (again.events, moved)
    )
    uneven = again.cost - all_of_them
    assert (uneven == 0) or (widened and 0 < uneven < len(moved))
    assert again.bound <= again.cost >= all_of_them >= alone >= 50 * len(moved)
    assert (seen[-1].best - seen[-1].lost, seen[-1].least) == (again.cost, again.bound)
