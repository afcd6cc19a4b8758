"""The words of the line in any width, and what an interrupt does to what must not be cut."""

import os
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdcycle.cli.interrupts import heard, unbroken
from pdcycle.cli.progress import figures, line
from pdcycle.schedule.watch import NOBODY, NOW, Progress, Watch


def test_the_line_says_what_is_known():
    known = Progress(2_113, 2_102, 70, 75, least=2_102)
    assert line("Placing", known, 12, 79) == (
        "Placing: cost 2,113, at best 2,102 (gap 0.5 %), 70 of 75 parts proven, 12 s"
    )
    assert line("Placing", None, 3, 79) == "Placing, 3 s"
    proven = Progress(2_102, 2_102, 75, 75, least=2_102)
    assert line("Making room", proven, 1, 79) == "Making room: cost 2,102, proven the best, 1 s"
    without = Progress(302_113, 202_102, 70, 75, unplaced=3, lost=300_000, least=2_102)
    told = "Making room: 3 unplaced, cost 2,113, at best 2,102 (gap 0.5 %)"
    assert line("Making room", without, 12, 110) == f"{told}, 70 of 75 parts proven, 12 s"
    assert line("Making room", without, 12, 85) == f"{told}, 70 of 75 proven, 12 s"
    assert line("Making room", without, 12, 79) == f"{told}, 12 s"


@given(
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.integers(0, 5_000),
    st.integers(0, 5_000),
    st.integers(0, 500),
    st.integers(20, 200),
)
def test_the_line_fits_whatever_the_figures(cost, gap, proven, more, unplaced, width):
    bound, lost = max(0, cost - gap), min(cost, unplaced * 1_000)
    known = Progress(cost, bound, proven, proven + more, unplaced, lost, max(0, bound - lost))
    assert len(line("Placing, round 12", known, 99_999, width)) <= width


@pytest.mark.parametrize(
    ("cost", "bound", "told"),
    [
        (0, 0, "cost 0, proven the best"),
        (100_000, 99_999, "cost 100,000, at best 99,999 (gap under 0.1 %)"),
        (840, 0, "cost 840, at best 0 (gap 100.0 %)"),
    ],
)
def test_figures(cost, bound, told):
    assert figures(cost, bound) == told


def interrupt():
    os.kill(os.getpid(), signal.SIGINT)


def test_the_first_interrupt_asks_and_the_second_leaves():
    said = []

    def twice():
        with heard(lambda: said.append("asked")):
            interrupt()
            said.append("went on")
            interrupt()

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        twice()
    assert said == ["asked", "went on"]
    assert signal.getsignal(signal.SIGINT) is before


def test_what_must_not_be_cut_is_done_first():
    said = []

    def whole():
        with unbroken():
            interrupt()
            said.append("written")
        said.append("too late")

    with pytest.raises(KeyboardInterrupt):
        whole()
    assert said == ["written"]


def test_a_part_of_a_search_is_told_with_what_the_rest_costs():
    seen = []
    Watch(tell=seen.append).beside(100, 90).tell(Progress(10, 5, 1, 2, least=5))
    assert seen == [Progress(110, 95, 1, 2, least=95)]
    assert NOBODY.beside(1, 1) is NOBODY
    assert (NOBODY.over, Watch(left=lambda: 0.0).over, Watch(left=lambda: 0.0).ended) == (False, True, False)
    assert Watch(left=lambda: NOW).ended
