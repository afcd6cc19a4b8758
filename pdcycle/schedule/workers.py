"""Work on many parts at once, in processes of one worker each."""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.pool
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

Found = TypeVar("Found")

MOST = 4
"""More processes than this would want more memory than a laptop has."""

WAIT = 0.1
"""Seconds after which whoever waits for others is asked whether to wait on."""

_work: Callable[[int], Any] | None = None


def processes() -> int:
    """How many may run at once; one where a process cannot be split off with all it knows."""
    if sys.platform != "linux":
        return 1
    return min(MOST, len(os.sched_getaffinity(0)))


def each_of(
    work: Callable[[int], Found], count: int, workers: int, goes_on: Callable[[], bool] = lambda: True
) -> Iterator[tuple[int, Found]]:
    """The work's results by number, as they come; what comes first depends on the machine, what comes does not.

    `goes_on` is asked before each, and many times a second while others work; once it says no, nothing more comes.
    """
    if workers < 2 or not count:
        for number in range(count):
            if not goes_on():
                return
            yield number, work(number)
        return
    import pdcycle.schedule.model  # noqa: F401, PLC0415 - before the processes part, or each would import it by itself

    global _work  # noqa: PLW0603 - the processes that are split off find the work here, and need not be sent it
    _work = work
    gc.freeze()
    try:
        with _deaf():
            pool = multiprocessing.get_context("fork").Pool(min(workers, count))
        with pool:
            yield from _as_they_come(pool.imap_unordered(_call, range(count)), count, goes_on)
    finally:
        gc.unfreeze()
        _work = None


def _as_they_come(
    found: multiprocessing.pool.IMapIterator[tuple[int, Found]], count: int, goes_on: Callable[[], bool]
) -> Iterator[tuple[int, Found]]:
    while count and goes_on():
        try:
            one = found.next(timeout=WAIT)
        except multiprocessing.TimeoutError:
            continue
        count -= 1
        yield one


@contextmanager
def _deaf() -> Iterator[None]:
    """An interrupt is for the process that gives out the work, which ends the others: those born in here never hear it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _call(number: int) -> tuple[int, Any]:
    if _work is None:
        raise RuntimeError("there is no work")
    return number, _work(number)
