"""`schedule --check` says at its line of the lock what a hand broke: a contract's limit, a room; and only then."""

import importlib.util
import re
from pathlib import Path

import pytest

from tests.conftest import Output

_SPEC = importlib.util.spec_from_file_location("impossible", Path(__file__).with_name("conftest.py"))
base = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(base)

LOCK = "schedule/fall.lock.yaml"
ACTIVITIES = """
talk: {kind: coaching, each: member, lead: coach, when: 2026-10-05 .. 2026-10-08, in: prep, length: 30 min}
open: {kind: meeting, when: 2026-10-05 .. 2026-10-09, in: after-school, length: 40 min}
close: {kind: meeting, when: 2026-10-30 .. 2026-11-06, in: after-school, length: 40 min}
night: {kind: event, who: [kim], when: 2026-10-06, at: 18:00, length: 40 min, where: gym}
dance: {kind: event, who: [lee], when: 2026-10-07, at: 18:00, length: 40 min, where: gym}
"""
CONTRACT = """\
contract:
  meetings: 1 a month
  meeting_length: 45 min
  visits: 1 a day
  coaching: 5%
  after_school:
    minutes: 60
    per: month
    time: 14:45 .. 17:00
"""


@pytest.fixture
def out(district):
    calendar = base.BASE["calendar.yaml"].replace("bells:", CONTRACT + "bells:")
    root = district({"curricula/fall.yaml": base.program("three", ACTIVITIES), "calendar.yaml": calendar})
    out = Output(root)
    out.run("schedule", "--as-of", "2026-08-20")
    return out


def moved(out, name, day, at=None):
    """The lock with an event on another day, by hand."""
    path = out.root / LOCK
    lines = path.read_text().splitlines()
    number = next(n for n, line in enumerate(lines) if f"/{name}:" in line)
    lines[number] = re.sub(r"day: [\d-]+ \w+", f"day: {day}", lines[number])
    lines[number] = re.sub(r"at: [\d:]+", f"at: {at}", lines[number]) if at else lines[number]
    path.write_text("\n".join(lines) + "\n")
    return number + 1


@pytest.mark.parametrize(
    ("name", "day", "at", "code", "says"),
    [
        (
            "close/-/1", "2026-10-30", None, "PD416",
            "diaz and kim and lee have 2 meetings in 2026-10, and the contract allows 1",
        ),
        ("dance/-/1", "2026-10-06", None, "PD417", "'dance' and 'night' are in elm/gym at once on 2026-10-06"),
        ("open/-/1", None, "16:30", "PD416", "'open' is not when the contract lets people be kept"),
    ],
)  # fmt: skip
def test_a_lock_edited_by_hand_is_said_at_its_line(out, name, day, at, code, says):
    assert out.command("schedule", "--check", "--as-of", "2026-08-20").code == 0
    line = moved(out, name, day or "2026-10-05", at)
    shown = out.command("schedule", "--check", "--as-of", "2026-08-20")
    assert shown.code == 1
    assert f"{code}]" in shown.err
    assert says in " ".join(shown.err.split()), shown.err
    assert f"{LOCK}:{line}:" in shown.err


def test_a_slip_under_dates_is_said_without_placing_anything_and_is_no_error(district):
    activities = "talk: {kind: coaching, lead: coach, when: 2026-10-05 .. 2026-10-09}\n"
    activities += "visit: {kind: conference, lead: coach, when: 2026-10-05 .. 2026-10-09}\n"
    dates = "dates:\n  talk: 2026-10-06 22:00\n  visit: 2026-10-06 22:15"
    out = Output(district({"curricula/fall.yaml": base.program("solo", activities, dates)}))
    out.run("schedule", "--as-of", "2026-08-20")
    shown = out.run("schedule", "--check", "--as-of", "2026-08-20")
    assert re.findall(r"warning\[(\w+)\]", shown.err) == ["PD404", "PD402", "PD404"]
    assert "error" not in shown.err
    assert "PD4" not in out.run("schedule", "--check", "--as-of", "2026-10-07").err
