"""Dates, times and places for everything: waves of placing and expanding until nothing waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pdcycle.diagnostics import Diagnostic, Severity
from pdcycle.files import Artefact
from pdcycle.flows.causes import NO_PLACE, no_place
from pdcycle.flows.district import District, expanded
from pdcycle.flows.doubts import doubts
from pdcycle.flows.inputs import inputs
from pdcycle.flows.waves import Placed, bindings, waves
from pdcycle.flows.why_not import explained, in_two_places
from pdcycle.language.document import read
from pdcycle.model.results import Event, OpenWindow, Program, Schedule, Standing, Unplaced
from pdcycle.program.series import Series, gone_on
from pdcycle.schedule import lock as locks
from pdcycle.schedule.district import notice
from pdcycle.schedule.lock import Lock
from pdcycle.schedule.own_time import open_windows
from pdcycle.schedule.stamps import namespace, stamped
from pdcycle.schedule.watch import NOBODY, Watch


@dataclass(frozen=True, slots=True)
class Scheduling:
    """The programs as bound, their schedule, and what is wrong; `solved` tells whether anything was looked for.

    `series` says how each program's series are laid out.
    """

    programs: tuple[Program, ...]
    schedule: Schedule
    locks: Mapping[str, Lock]
    fingerprint: str
    solved: bool
    series: Mapping[str, Mapping[str, Series]] = field(default_factory=dict)
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
                skipped=[name for name in self.schedule.dropped if name.startswith(f"{program.id}/")],
                series=dict(self.series.get(program.id, {})),
                windows=[item for item in self.schedule.windows if item.id.startswith(f"{program.id}/")],
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
    series = {name: lock.series for name, lock in found.items()}
    programs, wrong = expanded(replace(district, series=series), bindings(live))
    events = [event for lock in found.values() for event in lock.events]
    dropped = tuple(sorted(name for lock in found.values() for name in lock.skipped))
    done = Schedule(
        tuple(sorted(events, key=lambda event: event.id)),
        unplaced=_remembered(programs, found),
        skipped=tuple(sorted({*_skipped(programs), *dropped})),
        dropped=dropped,
        windows=tuple(item for _, lock in sorted(found.items()) for item in lock.windows),
        stopped=any(lock.stopped for lock in found.values()),
    )
    return Scheduling(programs, done, found, inputs(district), False, series, (*problems, *wrong))


def schedule(
    district: District,
    as_of: date,
    *,
    fresh: bool = False,
    before: Scheduling | None = None,
    watch: Watch = NOBODY,
) -> Scheduling:
    """The schedule: as published where every lock still fits its inputs, else placed anew around it.

    `before` stands for the locks where it is given: a schedule that is not on disk. `fresh` keeps of what was
    published only what is past or too near to move.
    """
    now = as_published(district) if before is None else before
    if not fresh and before is None and (valid(now) or _unread(district, now)):
        return now
    if district.calendar is None or not now.programs:
        return now
    live = {name: event for lock in now.locks.values() for name, event in lock.live.items()}
    near = as_of + timedelta(days=notice(district.calendar.contract))
    keep = {name: event for name, event in live.items() if not fresh or event.day < near}
    over = [name for lock in now.locks.values() for name in lock.skipped]
    series = gone_on(now.programs, {name: lock.series for name, lock in now.locks.items()}, near)
    district = replace(district, series=series)
    placed = waves(district, keep, as_of, dropped=over, watch=watch)
    unplaced = placed.unplaced
    if not watch.ended:
        unplaced = explained(district, placed.programs, unplaced, keep, placed.events, as_of, watch)
    watch.turn("Finishing")
    wrong = [*placed.diagnostics, *no_place(unplaced), *_slips(district, placed, as_of)]
    result = _result(district, placed, unplaced, now.locks, as_of)
    if not fresh and any(lock.stopped for lock in now.locks.values()):
        # What stays of a search that was ended early is still not what a whole one finds.
        result = replace(result, stopped=True)
    made_of = now.fingerprint if before is None else inputs(district)
    return Scheduling(placed.programs, result, now.locks, made_of, True, series, tuple(wrong))


def _result(
    district: District, placed: Placed, unplaced: tuple[Unplaced, ...], old: Mapping[str, Lock], as_of: date
) -> Schedule:
    """What was placed, with what calendars know it by."""
    return Schedule(
        _stamped(district, placed.events, old, as_of),
        unplaced=unplaced,
        skipped=tuple(sorted({*_skipped(placed.programs), *placed.dropped})),
        dropped=tuple(sorted(placed.dropped)),
        windows=_windows(district, placed.programs, old, as_of),
        cost=placed.cost,
        bound=placed.bound,
        stopped=placed.stopped,
    )


def _slips(district: District, placed: Placed, as_of: date) -> list[Diagnostic]:
    """What has a place that cannot be meant."""
    events = placed.events.values()
    return [
        *in_two_places(district, placed.programs, events, as_of),
        *doubts(district, placed.programs, events, as_of),
    ]


def valid(now: Scheduling) -> bool:
    """Whether each program has a lock made from these very inputs, with nothing left out."""
    return bool(now.programs) and all(
        program.id in now.locks
        and now.locks[program.id].fingerprint == now.fingerprint
        and not now.locks[program.id].unplaced
        for program in now.programs
    )


def _unread(district: District, now: Scheduling) -> bool:
    """Whether a lock is there that cannot be read: placing anew without it would move what was published, unsaid."""
    there = (one.id for one in district.authored if (district.workspace.root / locks.path(one.id)).is_file())
    return any(name not in now.locks for name in there)


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


def _windows(
    district: District, programs: Iterable[Program], old: Mapping[str, Lock], as_of: date
) -> tuple[OpenWindow, ...]:
    made: list[OpenWindow] = []
    for program in programs:
        previous = {item.id: item for item in old[program.id].windows} if program.id in old else {}
        space = namespace(district.workspace.settings.district, program.id)
        made += open_windows(program.occurrences, previous, space=space, as_of=as_of)
    return tuple(sorted(made, key=lambda item: item.id))


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
