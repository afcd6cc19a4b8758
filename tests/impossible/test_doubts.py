"""What has a place and is most likely a slip is said where it was written, and kept."""

import importlib.util
from pathlib import Path

from pdcycle.flows import district as districts
from pdcycle.flows.schedule import schedule

_SPEC = importlib.util.spec_from_file_location("impossible", Path(__file__).with_name("conftest.py"))
base = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(base)

MEETS = base.BASE["groups.yaml"].replace("  solo:\n", "  solo:\n    meets: every wednesday 14:45, 45 min\n")


def said(root):
    read = districts.read(root)
    done = schedule(read, base.AS_OF)
    return districts.settled(read, list(done.diagnostics)), done


def test_a_meeting_asked_for_more_than_its_time_is_a_warning(district):
    activities = """
first: {kind: meeting, when: 2026-10-05 .. 2026-10-09}
second: {kind: meeting, when: 2026-10-19 .. 2026-10-23%s}
"""
    dates = "dates:\n  second: 2026-10-07"
    root = district(
        {"curricula/fall.yaml": base.program("solo", activities % "", dates), "groups.yaml": MEETS}
    )
    (found,), done = said(root)
    assert (found.code, found.severity.name) == ("PD403", "WARNING")
    assert found.message == (
        "2 items ask for 90 of 45 min in the meeting of 'solo' on 2026-10-07: first, second"
    )
    assert base.line(root, found.place) == "second: 2026-10-07"
    assert [base.line(root, label.place)[:6] for label in found.related] == ["first:"]
    assert len(done.schedule.events) == 2
    short = activities.replace("2026-10-09}", "2026-10-09, length: 20 min}") % ", length: 25 min"
    root = district({"curricula/fall.yaml": base.program("solo", short, dates), "groups.yaml": MEETS})
    assert said(root)[0] == []


def test_an_hour_fixed_outside_duty_is_a_warning_where_it_is_fixed(district):
    activities = "talk: {kind: coaching, lead: coach, when: 2026-10-05 .. 2026-10-09}"
    dates = "dates:\n  talk: 2026-10-06 22:15"
    root = district({"curricula/fall.yaml": base.program("solo", activities, dates)})
    (found,), done = said(root)
    assert (found.code, found.severity.name) == ("PD404", "WARNING")
    assert found.message == "kim and 1 more are off duty at 22:15 on 2026-10-06; duty is 07:30 .. 15:30"
    assert base.line(root, found.place) == "talk: 2026-10-06 22:15"
    assert len(done.schedule.events) == 1
