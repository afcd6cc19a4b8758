"""Two fixed dates that put somebody in two places are said at both lines, and kept."""

import importlib.util
from pathlib import Path

from pdcycle.flows import district as districts
from pdcycle.flows.schedule import schedule

_SPEC = importlib.util.spec_from_file_location("impossible", Path(__file__).with_name("conftest.py"))
base = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(base)

ACTIVITIES = """
talk: {kind: coaching, lead: coach, when: 2026-10-05 .. 2026-10-09}
visit: {kind: conference, lead: coach, when: 2026-10-05 .. 2026-10-09}
"""


def test_two_fixed_dates_at_once_are_a_warning_at_both_lines(district):
    dates = "dates:\n  talk: 2026-10-06 09:00\n  visit: 2026-10-06 09:15"
    root = district({"curricula/fall.yaml": base.program("solo", ACTIVITIES, dates)})
    read = districts.read(root)
    done = schedule(read, base.AS_OF)
    (found,) = districts.settled(read, list(done.diagnostics))
    assert (found.code, found.severity.name) == ("PD402", "WARNING")
    assert found.message == "'talk' and 'visit' want kim and rivera at once on 2026-10-06, and neither moves"
    assert base.line(root, found.place) == "visit: 2026-10-06 09:15"
    assert [base.line(root, label.place) for label in found.related] == ["talk: 2026-10-06 09:00"]
    assert len(done.schedule.events) == 2
