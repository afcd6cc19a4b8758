"""What a year asks of those who lead it, week by week, against the time they have; nothing is placed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from pdcycle.model.kinds import Kind
from pdcycle.model.people import Person
from pdcycle.model.results import Occurrence, Program, Standing
from pdcycle.schedule.break_outs import break_out_floor
from pdcycle.schedule.free_time import FreeTime
from pdcycle.schedule.loads import Assumed, Capacity, PersonLoad
from pdcycle.schedule.relief import Ledger, reliefs
from pdcycle.schedule.week_sums import Frame, Sums
from pdcycle.schedule.world import World

LEADERS = ("coach", "principal", "assistant-principal", "mentor")
"""What people are listed as, by their role or by what others' rows and groups call them."""
_ALWAYS = ("coach", "principal")
"""Roles that are listed also where they lead nothing."""
_GONE = (Standing.CANCELLED, Standing.SKIPPED)


def capacity(
    programs: Iterable[Program],
    world: World,
    span: tuple[date, date],
    assumed: Assumed = Assumed(),  # noqa: B008 - frozen
    *,
    coaches: frozenset[str] = frozenset(),
    today: date | None = None,
    anchors: Callable[[], frozenset[str]] = frozenset,
) -> Capacity:
    """The load of everybody who leads, over the days of `span`, both in.

    What has a date counts there, what is asked for a date counts in that date's week, and all else is spread
    evenly over the days of its window on which it may be. `coaches` are people whom groups call theirs. With `today`,
    the weeks from then on that ask too much are told with what would bring them under; `anchors` then tells the events
    that others hang on.
    """
    led = _led(programs)
    frame = Frame.of(world, span, assumed.log)
    found = {
        row.id: _load(row, led.get(row.id, ()), frame, _share(row, world, assumed.share))
        for row in sorted(world.people.values(), key=lambda row: row.id)
        if row.id in led or row.role in _ALWAYS
    }
    if today is not None and any(one.over for one in found.values()):
        books = Ledger(frame, led, found, today, anchors())
        found = {name: replace(one, reliefs=reliefs(one, books)) for name, one in found.items()}
    called = _called(world, coaches)
    ranks = {name: _rank(world.people[name], called) for name in found}
    listed = sorted((rank, name) for name, rank in ranks.items() if rank is not None)
    others = tuple(one for name, one in found.items() if ranks[name] is None)
    return Capacity(tuple(found[name] for _, name in listed), assumed.share, others, assumed)


def _led(programs: Iterable[Program]) -> dict[str, tuple[Occurrence, ...]]:
    led: dict[str, list[Occurrence]] = {}
    for program in programs:
        for item in program.occurrences:
            if item.event and item.standing not in _GONE:
                for person in dict.fromkeys(item.lead):
                    led.setdefault(person, []).append(item)
    return {person: tuple(sorted(items, key=lambda item: item.id)) for person, items in led.items()}


def _called(world: World, coaches: frozenset[str]) -> dict[str, int]:
    """What people are to others, as a place in LEADERS: a coach, a principal or a mentor whatever their own role."""
    found: dict[str, int] = {}
    for rank, names in (
        (3, {row.mentor for row in world.people.values()}),
        (1, {row.principal for row in world.people.values()}),
        (0, {row.coach for row in world.people.values()} | coaches),
    ):
        found |= dict.fromkeys(names, rank)
    return found


def _rank(row: Person, called: dict[str, int]) -> int | None:
    return LEADERS.index(row.role) if row.role in LEADERS else called.get(row.id)


def _share(row: Person, world: World, share: Fraction) -> Fraction:
    """The part of their time; a contract that allows a coach less is what holds."""
    limit = world.limits.coaching
    return min(share, limit) if limit is not None and row.role == "coach" else share


def _load(row: Person, items: tuple[Occurrence, ...], frame: Frame, share: Fraction) -> PersonLoad:
    sums = Sums(frame, FreeTime(frame.days, row.id), share)
    sums.add(items)
    floor = break_out_floor((item for item in items if item.kind is Kind.BREAK_OUT), frame.days.world)
    return PersonLoad(row.id, row.role, sums.loads(), floor, share, sums.limited())
