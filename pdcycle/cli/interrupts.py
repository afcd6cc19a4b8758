"""What Ctrl-C does while something goes on that is better ended well than at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def heard(first: Callable[[], None]) -> Iterator[None]:
    """The first Ctrl-C in here only calls `first`; the second raises KeyboardInterrupt, wherever it finds the program."""
    home, count = os.getpid(), 0

    def handle(_number: int, _frame: FrameType | None) -> None:
        nonlocal count
        if os.getpid() != home:
            return
        count += 1
        if count > 1:
            raise KeyboardInterrupt
        first()

    with _handled(handle):
        yield


@contextmanager
def unbroken() -> Iterator[None]:
    """What is done in here is done to its end; a Ctrl-C meanwhile counts after it."""
    held: list[int] = []
    with _handled(lambda number, _: held.append(number)):
        yield
    if held:
        raise KeyboardInterrupt


@contextmanager
def _handled(handle: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
