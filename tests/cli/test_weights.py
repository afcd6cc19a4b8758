"""What `weights:` in pdcycle.yaml asks for is what the schedule does."""

import re
from collections import Counter

import pytest


@pytest.mark.parametrize(("uneven", "most"), [(0, 4), (60, 2)])
def test_fair_load_spreads_a_coachs_talks_over_days(run, district, uneven, most):
    run("-C", district, "new", "curriculum", "talk", "--from", "communication")
    settings = district / "pdcycle.yaml"
    settings.write_text(f"{settings.read_text()}\nweights: {{uneven: {uneven}}}\n")
    assert run("-C", district, "schedule", "--as-of", "2026-08-03").code == 0
    lock = (district / "schedule" / "talk.lock.yaml").read_text()
    days = Counter(re.findall(r"(?m)^  talk/fall/talk/.*?day: (\S+) ", lock))
    assert (max(days.values()), days.total()) == (most, 36)
