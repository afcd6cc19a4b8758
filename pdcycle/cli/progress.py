"""A long search on a terminal: how far it is, in one line that is written anew, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field

from pdcycle import wording
from pdcycle.cli.interrupts import heard
from pdcycle.cli.terminal import Terminal
from pdcycle.flows.schedule import Scheduling
from pdcycle.schedule.watch import NOW, Progress, Watch

LONG = 0.5
"""Seconds after which somebody who waits wants to know what for."""

EVERY = 0.2
STOPPING = "Stopping with the best so far; Ctrl-C again leaves at once, with nothing."


@dataclass(slots=True)
class Search:
    """One search as its watcher knows it: since when, how far, how long it may go on, whether somebody stopped it."""

    terminal: Terminal
    limit: float | None = None
    interrupted: bool = False
    began: float = field(init=False)
    _doing: str = "Placing"
    _known: Progress | None = None
    _drawn: float = field(init=False)
    _live: bool = field(init=False)
    _there: bool = False
    _drawing: bool = False

    def __post_init__(self) -> None:
        self.began = self._drawn = self.terminal.seconds()
        self._live = self.terminal.live

    @property
    def watch(self) -> Watch:
        """What the search is given to tell of itself."""
        return Watch(self._turn, self._tell, self._draw, self._left)

    @property
    def long(self) -> bool:
        """Whether it takes, or took, so long that it is worth a line on this terminal."""
        return self._live and self.terminal.seconds() - self.began >= LONG

    def cut(self, done: Scheduling) -> bool:
        """Whether this search was ended, by somebody or by its limit, before it was done."""
        late = self.limit is not None and self.terminal.seconds() - self.began >= self.limit
        return done.solved and done.schedule.stopped and (self.interrupted or late)

    def halted(self, done: Scheduling) -> bool:
        """Whether somebody ended it before it was done, or before all that has no place was looked into."""
        found = done.schedule
        return self.interrupted and (found.stopped or not all(item.explained for item in found.unplaced))

    def stop(self) -> None:
        """Somebody asks to end it; what is found so far is kept."""
        self.interrupted = True
        if self._live and not self._drawing:
            self._write(STOPPING)

    def clear(self) -> None:
        """Leave the line empty for what comes next."""
        if self._there:
            self._there = False
            self.terminal.last_line("")

    def _turn(self, what: str) -> None:
        self._doing, self._known = what, None
        self._draw()

    def _tell(self, progress: Progress) -> None:
        self._known = progress
        self._draw()

    def _left(self) -> float | None:
        if self.interrupted:
            return NOW
        return None if self.limit is None else self.began + self.limit - self.terminal.seconds()

    def _draw(self) -> None:
        now = self.terminal.seconds()
        if self._live and now - self.began >= LONG and now - self._drawn >= EVERY:
            self._drawn = now
            width = self.terminal.width_of(self.terminal.err) - 1
            self._write(
                STOPPING if self.interrupted else line(self._doing, self._known, int(now - self.began), width)
            )

    def _write(self, text: str) -> None:
        self._drawing = True
        self._there = True
        self.terminal.last_line(text)
        self._drawing = False


@contextmanager
def searching(terminal: Terminal, limit: float | None = None, *, keeps: bool = True) -> Iterator[Search]:
    """A search with somebody who waits for it; Ctrl-C ends it with the best so far, if that is worth something."""
    search = Search(terminal, limit)
    hearing: AbstractContextManager[None] = heard(search.stop) if keeps else nullcontext()
    with hearing:
        try:
            yield search
        finally:
            search.clear()


def line(doing: str, known: Progress | None, seconds: int, width: int) -> str:
    """One line of this width at most, with what matters less left out where it is too narrow."""
    time = f"{seconds:,} s"
    if known is None:
        return f"{doing}, {time}"[:width]
    told = [figures(known.best - known.lost, known.least)]
    if known.unplaced:
        told.insert(0, f"{known.unplaced:,} unplaced")
    parts = f"{known.proven:,} of {known.parts:,}" if known.proven < known.parts else ""
    proven = [[f"{parts} parts proven", time], [f"{parts} proven", time]] if parts else []
    for more in (*proven, [time], []):
        text = f"{doing}: {', '.join([*told, *more])}"
        if len(text) <= width:
            return text
    return text[:width]


def figures(cost: int, bound: int) -> str:
    """What an answer costs in points, what none can beat, and how far apart they are."""
    if bound >= cost:
        return f"cost {cost:,}, proven the best"
    gap = 100 * (cost - bound) / cost
    return f"cost {cost:,}, at best {bound:,} (gap {'under 0.1' if gap < 0.1 else f'{gap:,.1f}'} %)"


def ended(search: Search, done: Scheduling) -> None:
    """Say how a search ended that took long, or that was stopped before it was done."""
    found, terminal = done.schedule, search.terminal
    if not done.solved:
        return
    told = figures(found.cost, found.bound)
    seconds = terminal.seconds() - search.began
    if search.cut(done):
        terminal.say(f"stopped by {'Ctrl-C' if search.interrupted else '--time-limit'}: {told}")
        terminal.say("these dates break no rule; `schedule --fresh` looks for better ones")
        return
    if search.halted(done):
        terminal.say("stopped by Ctrl-C: some of it was not looked into; run it again to see why")
    elif search.long:
        terminal.say(f"placed in {wording.count(round(seconds), 'second')}: {told}")
    if found.stopped:
        terminal.say("some dates are of a search that was stopped; `schedule --fresh` looks for better ones")
