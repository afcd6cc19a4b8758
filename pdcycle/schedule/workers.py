"""Work on many parts at once, in processes of one worker each."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

Found = TypeVar("Found")

MOST = 4
"""More processes than this would want more memory than a laptop has."""

_work: Callable[[int], Any] | None = None


def processes() -> int:
    """How many may run at once; one where a process cannot be split off with all it knows."""
    if sys.platform != "linux":
        return 1
    return min(MOST, len(os.sched_getaffinity(0)))


def each_of(work: Callable[[int], Found], count: int, workers: int) -> Iterator[tuple[int, Found]]:
    """The work's results by number, as they come; what comes first depends on the machine, what comes does not."""
    if workers < 2 or count < 2:
        for number in range(count):
            yield number, work(number)
        return
    import pdcycle.schedule.model  # noqa: F401, PLC0415 - before the processes part, or each would import it by itself

    global _work  # noqa: PLW0603 - the processes that are split off find the work here, and need not be sent it
    _work = work
    gc.freeze()
    try:
        with multiprocessing.get_context("fork").Pool(min(workers, count), _deaf) as pool:
            yield from pool.imap_unordered(_call, range(count))
    finally:
        gc.unfreeze()
        _work = None


def _deaf() -> None:
    """An interrupt is for the process that gave out the work; it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _call(number: int) -> tuple[int, Any]:
    if _work is None:
        raise RuntimeError("there is no work")
    return number, _work(number)
