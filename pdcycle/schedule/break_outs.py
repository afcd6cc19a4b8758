"""How few weeks a principal can do with for the break-outs in department meetings: a bound without a search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from pdcycle.model.results import Occurrence
from pdcycle.schedule.world import Sitting, World

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Floor:
    """Break-outs asked for, the least number of weeks with one in them, and how many no meeting has room for."""

    asked: int
    weeks: int
    without_room: int = 0


def break_out_floor(items: Iterable[Occurrence], world: World) -> Floor | None:
    """The bound over all stretches; None without break-outs.

    In each stretch the weeks that hold most are taken first. Two stretches that share a week may share a trip,
    so each shared week is taken off again.
    """
    stretches: dict[tuple[date, date], list[Occurrence]] = {}
    for item in items:
        stretches.setdefault((item.first, item.last), []).append(item)
    if not stretches:
        return None
    weeks = without = 0
    for (first, last), asked in sorted(stretches.items()):
        needed, left = _stretch(asked, first, last, world)
        weeks += needed
        without += left
    ordered = sorted(stretches)
    shared = sum(_monday(one[1]) == _monday(other[0]) for one, other in pairwise(ordered))
    asked_in_all = sum(len(asked) for asked in stretches.values())
    return Floor(asked_in_all, max(weeks - shared, int(weeks > 0)), without)


def _stretch(asked: list[Occurrence], first: date, last: date, world: World) -> tuple[int, int]:
    groups = {item.group for item in asked}
    shortest = min(item.minutes or item.kind.brings.minutes or 20 for item in asked)
    room: Counter[date] = Counter()
    for number in range((last - first).days + 1):
        day = first + number * _DAY
        room[_monday(day)] += _most([one for one in world.meetings.on(day) if one.group in groups], shortest)
    left, needed = len(asked), 0
    for most in sorted(room.values(), reverse=True):
        if left <= 0 or not most:
            break
        left -= most
        needed += 1
    return needed, max(left, 0)


def _most(sittings: list[Sitting], minutes: int) -> int:
    """How many break-outs one person can lead in these meetings of a day: at most one in each, one after another."""
    total = 0
    together: list[Sitting] = []
    for sitting in sorted(sittings, key=lambda one: (one.start, one.group)):
        if together and sitting.start >= max(one.start + one.minutes for one in together):
            total += _cluster(together, minutes)
            together = []
        together.append(sitting)
    return total + _cluster(together, minutes)


def _cluster(together: list[Sitting], minutes: int) -> int:
    if not together:
        return 0
    span = max(one.start + one.minutes for one in together) - together[0].start
    return min(len(together), span // minutes)


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY
