"""What would move, for whom, and whether the plan would still hold; and the letters that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from pdcycle.diagnostics import Diagnostic, Severity
from pdcycle.files import Artefact
from pdcycle.flows.checking import broken
from pdcycle.flows.district import District
from pdcycle.flows.schedule import Scheduling, as_published, schedule, valid
from pdcycle.flows.supposed import Supposed
from pdcycle.flows.waves import days_of
from pdcycle.model.results import Event, Occurrence, OpenWindow
from pdcycle.rules.research import research
from pdcycle.schedule.changes import Change, Times, changes, half_days
from pdcycle.schedule.lock import Lock
from pdcycle.schedule.watch import NOBODY, Watch


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school's days with students and its last one, before and after."""

    school: str
    days: tuple[int, int]
    last: tuple[date, date]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer: what changes, what cannot, and what it costs.

    `stuck` are events that stay on a day that is lost, as a person fixed them or as they are past; `relettered`
    counts events on days whose letter changed, moved or not; `half_days` of substitutes and `minutes` of meetings are
    before and after; `windows` are those with other days now; `worse` is what validation says that it did not say
    before.
    """

    changes: tuple[Change, ...]
    stuck: tuple[Event, ...]
    relettered: int
    kept: int
    minutes: tuple[int, int]
    half_days: tuple[int, int]
    schools: tuple[SchoolYear, ...]
    windows: tuple[tuple[OpenWindow, OpenWindow], ...]
    worse: tuple[Diagnostic, ...]
    before: Scheduling
    after: Scheduling
    times: Times
    artefacts: tuple[Artefact, ...]

    @property
    def lost(self) -> int:
        """Minutes of meetings that no longer take place, each counted once for each person."""
        gone = (change.old for change in self.changes if change.new is None)
        return sum(event.minutes * len({*event.people, *event.lead}) for event in gone if event is not None)

    @property
    def holds(self) -> bool:
        """Whether everything has a place and nothing is newly wrong."""
        return not any(item.severity is Severity.ERROR for item in self.worse) and not self.stuck


def what_if(district: District, supposed: Supposed, as_of: date, watch: Watch = NOBODY) -> WhatIf:
    """The schedule as published (or as it would now be) against the one the supposed workspace gives."""
    base = _base(district, as_of, watch)
    there = supposed.district
    after = schedule(there, as_of, before=base, watch=watch)
    times = Times(days_of(district), days_of(there))
    was, now = _live(base), _live(after)
    items = {item.id: item for program in after.programs for item in program.occurrences}
    homeless = [item.id for item in after.schedule.unplaced]
    return WhatIf(
        changes=changes(was, now, items, homeless, times),
        stuck=tuple(event for event in now.values() if _stuck(event, was.get(event.id), times)),
        relettered=sum(times.relettered(event) and not times.closed(event) for event in was.values()),
        kept=sum(name in now and _same(event, now[name]) for name, event in was.items()),
        minutes=(_minutes(was.values()), _minutes(now.values())),
        half_days=(half_days(was.values(), times.before), half_days(now.values(), times.after)),
        schools=_years(district, there),
        windows=_windows(base, after),
        worse=_worse(district, base, there, after),
        before=base,
        after=after,
        times=times,
        artefacts=supposed.artefacts,
    )


def _base(district: District, as_of: date, watch: Watch) -> Scheduling:
    """The published schedule; where it no longer fits its inputs, the one that would be published now."""
    now = as_published(district)
    if valid(now) or district.calendar is None:
        return now
    done = schedule(district, as_of, watch=watch)
    locks = {
        program.id: Lock(
            program.id,
            done.fingerprint,
            tuple(event for event in done.schedule.events if event.program == program.id),
            skipped=tuple(name for name in done.schedule.dropped if name.startswith(f"{program.id}/")),
            series=done.series.get(program.id, {}),
            windows=tuple(item for item in done.schedule.windows if item.id.startswith(f"{program.id}/")),
            stopped=done.schedule.stopped,
        )
        for program in done.programs
    }
    return replace(done, locks=locks)


def _live(done: Scheduling) -> dict[str, Event]:
    return {event.id: event for event in done.schedule.events if event.state != "cancelled"}


def _same(old: Event, new: Event) -> bool:
    return (old.day, old.start) == (new.day, new.start)


def _stuck(event: Event, old: Event | None, times: Times) -> bool:
    return old is not None and _same(old, event) and times.closed(event)


def _windows(base: Scheduling, after: Scheduling) -> tuple[tuple[OpenWindow, OpenWindow], ...]:
    was = {item.id: item for item in base.schedule.windows}
    return tuple(
        (was[item.id], item)
        for item in after.schedule.windows
        if item.id in was and (item.first, item.last) != (was[item.id].first, was[item.id].last)
    )


def _minutes(events: Iterable[Event]) -> int:
    return sum(event.minutes for event in events)


def _years(district: District, there: District) -> tuple[SchoolYear, ...]:
    """The schools whose year is another one."""
    if district.calendar is None or there.calendar is None:
        return ()
    found = []
    for school in district.calendar.schools:
        if school not in there.calendar.schools:
            continue
        before, after = district.calendar.year(school), there.calendar.year(school)
        days = (
            district.calendar.count_school_days(school, before.first, before.last),
            there.calendar.count_school_days(school, after.first, after.last),
        )
        if days[0] != days[1] or before.last != after.last:
            found.append(SchoolYear(school, days, (before.last, after.last)))
    return tuple(found)


def _worse(
    district: District, base: Scheduling, there: District, after: Scheduling
) -> tuple[Diagnostic, ...]:
    before = {(item.code, item.message) for item in _said(district, base)}
    return tuple(item for item in _said(there, after) if (item.code, item.message) not in before)


def _said(district: District, done: Scheduling) -> list[Diagnostic]:
    """Everything validation and the check of a published schedule say, without a line for what has no place yet."""
    found = [*district.diagnostics, *done.diagnostics]
    locks = {
        program.id: Lock(
            program.id,
            done.fingerprint,
            tuple(event for event in done.schedule.events if event.program == program.id),
            unplaced=tuple((item.id, item.clash) for item in done.schedule.unplaced),
            skipped=done.schedule.dropped,
        )
        for program in done.programs
    }
    homeless = {item.id for item in done.schedule.unplaced}
    held = tuple(_without(program.occurrences, homeless) for program in done.programs)
    checked = tuple(
        replace(program, occurrences=items) for program, items in zip(done.programs, held, strict=True)
    )
    found += broken(district, replace(done, programs=checked, locks=locks))
    return [*found, *research(district.workspace, done.programs)]


def _without(items: tuple[Occurrence, ...], names: set[str]) -> tuple[Occurrence, ...]:
    return tuple(item for item in items if item.id not in names)
