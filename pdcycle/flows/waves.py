"""Placing and expanding by turns, until nothing waits for the date of something else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from pdcycle.diagnostics import Diagnostic
from pdcycle.flows.district import District
from pdcycle.flows.surroundings import surroundings
from pdcycle.model.results import Binding, Event, Occurrence, Program, Standing, Unplaced
from pdcycle.program.expand import expand
from pdcycle.schedule.bound import lost
from pdcycle.schedule.days import Days
from pdcycle.schedule.place import Placement
from pdcycle.schedule.replan import replan
from pdcycle.schedule.standing import standing
from pdcycle.schedule.watch import NOBODY, Watch
from pdcycle.schedule.weighing import weight

WAVES = 12
"""A chain of activities, each counted from the date of the one before, is rarely longer than five."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The programs as bound and what is wrong in them, their events by id, what has no place, and what fell out of its series.

    `dropped` are ids of a series whose published day is lost and whose stretch has no other place.
    """

    programs: tuple[Program, ...]
    diagnostics: tuple[Diagnostic, ...]
    events: dict[str, Event]
    unplaced: tuple[Unplaced, ...]
    dropped: frozenset[str]
    cost: int
    bound: int
    stopped: bool


@dataclass(slots=True)
class _Sum:
    unplaced: dict[str, Unplaced] = field(default_factory=dict)
    cost: int = 0
    bound: int = 0
    stopped: bool = False

    def take(self, done: Placement) -> None:
        self.unplaced |= {item.id: item for item in done.unplaced}
        self.cost += done.cost
        self.bound += done.bound
        self.stopped = self.stopped or done.stopped

    def drop(self, cost: int) -> None:
        """What lost its place again is placed, and weighed, once more."""
        self.cost -= cost
        self.bound -= cost

    def watched(self, watch: Watch, wave: int) -> Watch:
        """The watch for another wave, which is told what all of them cost."""
        watch.turn(f"Placing, round {wave}" if wave > 1 else "Placing")
        return watch.beside(self.cost, self.bound)


@dataclass(slots=True)
class _Expander:
    """Expands programs, those again whose events have other dates than the last time."""

    district: District
    seen: dict[str, tuple[dict[str, Binding], Program | None, list[Diagnostic]]] = field(default_factory=dict)

    def expanded(self, events: Mapping[str, Event]) -> tuple[tuple[Program, ...], list[Diagnostic]]:
        if self.district.calendar is None:
            return (), []
        known = self.district.known(self.district.calendar)
        own: dict[str, dict[str, Binding]] = {one.id: {} for one in self.district.authored}
        for name, binding in bindings(events).items():
            own.setdefault(events[name].program, {})[name] = binding
        for one in self.district.authored:
            if one.id not in self.seen or self.seen[one.id][0] != own[one.id]:
                self.seen[one.id] = (own[one.id], *expand(one, known, own[one.id]))
        found = [self.seen[one.id] for one in self.district.authored]
        programs = tuple(program for _, program, _ in found if program is not None)
        return programs, [problem for _, _, problems in found for problem in problems]


def waves(
    district: District,
    published: Mapping[str, Event],
    as_of: date,
    *,
    dropped: Collection[str] = (),
    watch: Watch = NOBODY,
) -> Placed:
    """Place every event; `published` stays where it can, and what was `dropped` earlier and is over stays dropped."""
    days = days_of(district)
    frozen = as_of + timedelta(days=days.world.notice)
    over = frozenset(dropped)
    expander = _Expander(district)
    programs, wrong = expander.expanded(published)
    stays = standing(_open(programs, over, frozen), published, days, frozen_before=frozen)
    programs, wrong = expander.expanded(stays)
    found: dict[str, Event] = {}
    total = _Sum()
    for wave in range(1, WAVES + 1):
        everything = _open(programs, over, frozen)
        strayed = {item.id for item in everything if _strayed(item, found.get(item.id))}
        total.drop(weight(everything, {name: found.pop(name) for name in sorted(strayed)}, days, published))
        ready = _ready(everything, found.keys() | total.unplaced)
        if not ready:
            break
        now = {item.id for item in ready}
        stays = {name: event for name, event in stays.items() if name not in now}
        busy = {**stays, **found}.values()
        looking = total.watched(watch, wave)
        done = replan(ready, days, published=published, busy=busy, as_of=as_of, watch=looking)
        total.take(done)
        before = len(found)
        found |= {name: event for name, event in done.bindings.items() if name in now}
        programs, wrong = expander.expanded({**stays, **found})
        if len(found) == before and not done.unplaced:
            break
    gone = [item for name, item in sorted(total.unplaced.items()) if name not in found]
    out = _out_of_series(programs, published, {item.id for item in gone}, days) | (over - set(found))
    left = tuple(item for item in gone if item.id not in out)
    return Placed(programs, tuple(wrong), found, left, out, total.cost, total.bound, total.stopped)


def days_of(district: District) -> Days:
    """Everybody's days, as the workspace tells them."""
    if district.calendar is None:
        raise AssertionError("a schedule needs a calendar")
    return Days(surroundings(district, district.calendar))


def asked(item: Occurrence) -> bool:
    """Whether a date is to be found: an event that is neither cancelled nor skipped."""
    return item.event and item.standing not in (Standing.CANCELLED, Standing.SKIPPED)


def bindings(events: Mapping[str, Event]) -> dict[str, Binding]:
    """When events are, as programs are expanded with."""
    return {
        name: Binding(event.day, event.start, event.minutes, event.where) for name, event in events.items()
    }


def _open(programs: tuple[Program, ...], dropped: frozenset[str], frozen: date) -> list[Occurrence]:
    """What is to be placed; what fell out of its series stays out once its stretch is over."""
    return [
        item
        for program in programs
        for item in program.occurrences
        if asked(item) and not (item.id in dropped and item.last < frozen)
    ]


def _ready(everything: list[Occurrence], seen: Collection[str]) -> list[Occurrence]:
    """What waits for nothing; all that is left where all of it waits."""
    open_ = [item for item in everything if item.id not in seen]
    return [item for item in open_ if not item.waits] or open_


def _strayed(item: Occurrence, event: Event | None) -> bool:
    """Whether the window moved away from under an event that was placed by the plan."""
    if event is None or event.state != "placed" or item.standing is Standing.FIXED:
        return False
    return not item.first <= event.day <= item.last


def _out_of_series(
    programs: tuple[Program, ...], published: Mapping[str, Event], gone: set[str], days: Days
) -> frozenset[str]:
    """Those of a series that lost their published day: the rest of their stretch has no room, so they are skipped."""
    known = {item.id: item for program in programs for item in program.occurrences}
    return frozenset(
        name
        for name in gone
        if name in published
        and name in known
        and known[name].series
        and lost(known[name], published[name].day, days)
    )
