"""Dates, times and places for everything: waves of placing and expanding until nothing waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pdcycle.diagnostics import Diagnostic, Severity, error
from pdcycle.files import Artefact
from pdcycle.flows.district import District, expanded
from pdcycle.flows.inputs import inputs
from pdcycle.flows.surroundings import surroundings
from pdcycle.language.document import read
from pdcycle.model.results import Binding, Event, Occurrence, Program, Schedule, Standing, Unplaced
from pdcycle.schedule import lock as locks
from pdcycle.schedule.lock import Lock
from pdcycle.schedule.place import Placement, place
from pdcycle.schedule.stamps import namespace, stamped
from pdcycle.schedule.world import World

NO_PLACE = "PD401"
WAVES = 12
"""A chain of activities, each counted from the date of the one before, is rarely longer than five."""


@dataclass(frozen=True, slots=True)
class Scheduling:
    """The programs as bound, their schedule, and what is wrong; `solved` tells whether anything was looked for."""

    programs: tuple[Program, ...]
    schedule: Schedule
    locks: Mapping[str, Lock]
    fingerprint: str
    solved: bool
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """Errors in what authors wrote, which nothing is made of; an event without a place is none of them."""
        return tuple(
            one for one in self.diagnostics if one.severity is Severity.ERROR and one.code != NO_PLACE
        )

    def artefacts(self) -> list[Artefact]:
        """The locks' files."""
        made = []
        for program in self.programs:
            mine = [event for event in self.schedule.events if event.program == program.id]
            text = locks.dump(
                program.id,
                mine,
                fingerprint=self.fingerprint,
                unplaced=[item for item in self.schedule.unplaced if item.id.startswith(f"{program.id}/")],
                stopped=self.schedule.stopped,
            )
            made.append(Artefact.text(locks.path(program.id), text))
        return made


def published(district: District) -> tuple[dict[str, Lock], list[Diagnostic]]:
    """The locks that are there, by program."""
    found: dict[str, Lock] = {}
    problems: list[Diagnostic] = []
    for one in district.authored:
        path = district.workspace.root / locks.path(one.id)
        if path.is_file():
            lock, wrong = locks.parse(read(path.read_bytes(), locks.path(one.id)))
            problems += wrong
            if lock is not None:
                found[one.id] = lock
    return found, problems


def as_published(district: District) -> Scheduling:
    """The schedule as the locks have it; what has no date there keeps its window. Nothing is solved."""
    found, problems = published(district)
    live = {name: event for lock in found.values() for name, event in lock.live.items()}
    programs, wrong = expanded(district, bindings(live.values()))
    events = [event for lock in found.values() for event in lock.events]
    done = Schedule(
        tuple(sorted(events, key=lambda event: event.id)),
        unplaced=_remembered(programs, found),
        skipped=_skipped(programs),
        stopped=any(lock.stopped for lock in found.values()),
    )
    return Scheduling(programs, done, found, inputs(district), False, (*problems, *wrong))


def schedule(
    district: District, as_of: date, *, fresh: bool = False, limit: float | None = None
) -> Scheduling:
    """The schedule: as published where every lock still fits its inputs, else placed anew around it."""
    now = as_published(district)
    if not fresh and valid(now):
        return now
    if district.calendar is None or not now.programs:
        return now
    keep = {} if fresh else _standing(district, now.locks, as_of)
    programs, found, placed = _waves(district, keep, as_of, limit)
    done = _stamped(district, found, now.locks, as_of)
    _, problems = expanded(district, bindings(found.values()))
    result = Schedule(
        done,
        unplaced=tuple(sorted(placed.unplaced, key=lambda item: item.id)),
        skipped=_skipped(programs),
        cost=placed.cost,
        bound=placed.bound,
        stopped=placed.stopped,
    )
    wrong = [unplaced_error(item) for item in result.unplaced]
    return Scheduling(programs, result, now.locks, now.fingerprint, True, (*problems, *wrong))


def _standing(district: District, found: Mapping[str, Lock], as_of: date) -> dict[str, Event]:
    """What is published and may stay: not what lies ahead and is now cancelled, or has no day left in its stretch."""
    programs, _ = expanded(district)
    gone = {item.id for one in programs for item in one.occurrences if not _asked(item)}
    return {
        name: event
        for lock in found.values()
        for name, event in lock.live.items()
        if event.day < as_of or name not in gone
    }


def valid(now: Scheduling) -> bool:
    """Whether each program has a lock made from these very inputs, with nothing left out."""
    return bool(now.programs) and all(
        program.id in now.locks
        and now.locks[program.id].fingerprint == now.fingerprint
        and not now.locks[program.id].unplaced
        for program in now.programs
    )


def bindings(events: Iterable[Event]) -> dict[str, Binding]:
    """When events are, as programs are expanded with."""
    return {event.id: Binding(event.day, event.start, event.minutes, event.where) for event in events}


def unplaced_error(item: Unplaced) -> Diagnostic:
    """An event without a place, at the line that asks for it."""
    mend = "; or ".join(item.ways_out) if item.ways_out else "give it more room, or fix a date under `dates:`"
    return error(NO_PLACE, item.clash, item.place, help=mend)


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


def _waves(
    district: District, keep: Mapping[str, Event], as_of: date, limit: float | None
) -> tuple[tuple[Program, ...], dict[str, Event], Placement]:
    world = _world(district)
    found: dict[str, Event] = {}
    total = _Sum()
    programs, _ = expanded(district, bindings(keep.values()))
    for _wave in range(WAVES):
        everything = [item for program in programs for item in program.occurrences if _asked(item)]
        strayed = {item.id for item in everything if _strayed(item, found.get(item.id))}
        found = {name: event for name, event in found.items() if name not in strayed}
        open_ = [item for item in everything if item.id not in found and item.id not in total.unplaced]
        ready = [item for item in open_ if not item.waits] or open_
        if not ready:
            break
        done = place(ready, world, published=keep, busy=found.values(), as_of=as_of, limit=limit)
        total.take(done)
        before = len(found)
        found |= done.bindings
        programs, _ = expanded(district, {**bindings(keep.values()), **bindings(found.values())})
        if len(found) == before and not done.unplaced:
            break
    gone = {name: item for name, item in total.unplaced.items() if name not in found}
    placement = Placement(found, tuple(gone.values()), total.cost, total.bound, total.stopped)
    return programs, found, placement


def _asked(item: Occurrence) -> bool:
    return item.event and item.standing not in (Standing.CANCELLED, Standing.SKIPPED)


def _strayed(item: Occurrence, event: Event | None) -> bool:
    """Whether the window moved away from under an event that was placed by the plan."""
    if event is None or event.state != "placed" or item.standing is Standing.FIXED:
        return False
    return not item.first <= event.day <= item.last


def _world(district: District) -> World:
    if district.calendar is None:
        raise AssertionError("a schedule needs a calendar")
    return surroundings(district, district.calendar)


def _stamped(
    district: District, found: Mapping[str, Event], old: Mapping[str, Lock], as_of: date
) -> tuple[Event, ...]:
    made: list[Event] = []
    for one in district.authored:
        previous = old[one.id].by_id() if one.id in old else {}
        mine = [_thawed(event, previous.get(event.id)) for event in found.values() if event.program == one.id]
        space = namespace(district.workspace.settings.district, one.id)
        made += stamped(mine, previous, space=space, as_of=as_of)
    return tuple(sorted(made, key=lambda event: event.id))


def _thawed(event: Event, old: Event | None) -> Event:
    """A past event as it was published: that time went by is no change."""
    return replace(event, state=old.state) if event.state == "frozen" and old is not None else event


def _skipped(programs: Iterable[Program]) -> tuple[str, ...]:
    return tuple(
        sorted(item.id for one in programs for item in one.occurrences if item.standing is Standing.SKIPPED)
    )


def _remembered(programs: Iterable[Program], found: Mapping[str, Lock]) -> tuple[Unplaced, ...]:
    """What the locks say had no place, where it is still asked for."""
    known = {item.id: item for program in programs for item in program.occurrences}
    return tuple(
        Unplaced(name, known[name].label, known[name].place, clash)
        for lock in found.values()
        for name, clash in lock.unplaced
        if name in known
    )


def live(done: Schedule) -> Schedule:
    """The schedule without what is cancelled, as documents and reports want it."""
    return replace(done, events=tuple(event for event in done.events if event.state != "cancelled"))
