"""How a search tells of itself while it goes on, and learns when it is to end."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

NOW = -math.inf
"""What is left of a search that somebody asked to end at once."""

GRACE = 0.5
"""Seconds past the limit in which what is just being worked on may still come in."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: the cost of the best answer, what none can beat, and how many parts are proven.

    `unplaced` counts what the best answer leaves out, `lost` is what that costs, and `least` what none that leaves out
    as much can beat by what it places.
    """

    best: int
    bound: int
    proven: int
    parts: int
    unplaced: int = 0
    lost: int = 0
    least: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on, from the process that began: `turn` hears what begins now, `tell` how far it is, `tick` that it goes on.

    `left`, which other processes ask as well, says how long it may.
    """

    turn: Callable[[str], None] = lambda _: None
    tell: Callable[[Progress], None] = lambda _: None
    tick: Callable[[], None] = lambda: None
    left: Callable[[], float | None] = lambda: None

    def beside(self, cost: int, bound: int) -> Watch:
        """The same for a search that is one part of more, which costs this besides."""
        if self.tell is NOBODY.tell:
            return self

        def tell(part: Progress) -> None:
            self.tell(
                replace(part, best=part.best + cost, bound=part.bound + bound, least=part.least + bound)
            )

        return replace(self, tell=tell)

    @property
    def over(self) -> bool:
        """Whether time is up or somebody asked to end it; nothing new is to be looked for then."""
        left = self.left()
        return left is not None and left <= 0

    @property
    def ended(self) -> bool:
        """Whether somebody asked to end it, whatever the limit."""
        return self.left() == NOW


NOBODY = Watch()
"""Nobody looks on and nothing ends it."""
