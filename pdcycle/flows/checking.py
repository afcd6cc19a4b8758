"""Whether a published schedule still holds, without looking for a better one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from pdcycle.diagnostics import Diagnostic, Route, error
from pdcycle.flows.district import District
from pdcycle.flows.schedule import Scheduling
from pdcycle.model.results import Event, Occurrence, Standing
from pdcycle.schedule import lock as locks

GONE = (Standing.CANCELLED, Standing.SKIPPED)


def broken(district: District, now: Scheduling) -> list[Diagnostic]:
    """What no longer fits: no lock, other inputs, a date off duty or outside its window, two places at once."""
    found: list[Diagnostic] = []
    for program in now.programs:
        lock = now.locks.get(program.id)
        if lock is None:
            found.append(
                error(
                    "PD410",
                    f"'{program.id}' has no published schedule",
                    program.place,
                    help="run `pdcycle schedule`",
                )
            )
            continue
        events = lock.live
        for item in program.occurrences:
            if item.event and item.standing not in GONE and item.id not in lock.skipped:
                found += _off(district, item, events.get(item.id), lock.unplaced)
    old = [
        one
        for one in now.programs
        if one.id in now.locks and now.locks[one.id].fingerprint != now.fingerprint
    ]
    if old and not found:
        found.append(
            error(
                "PD411",
                "the inputs have changed since the schedule was published",
                Route(locks.path(old[0].id)),
                help="run `pdcycle schedule`; what still fits keeps its date",
            )
        )
    return [*found, *_clashes(now)]


def _off(
    district: District, item: Occurrence, event: Event | None, unplaced: tuple[tuple[str, str], ...]
) -> Iterator[Diagnostic]:
    if event is None:
        if item.id in dict(unplaced) or item.time is not None or item.at is not None:
            yield error(
                "PD412", f"'{item.label or item.id}' has no date", item.place, help="run `pdcycle schedule`"
            )
        return
    calendar = district.calendar
    if calendar is not None and event.state == "placed" and not calendar.on_duty(item.schools, event.day):
        yield error(
            "PD413",
            f"'{item.label or item.id}' falls on {event.day}, when its people are off duty",
            item.place,
            help="run `pdcycle schedule`, or fix another date under `dates:`",
        )
    elif event.state == "placed" and not item.first <= event.day <= item.last:
        yield error(
            "PD414",
            f"'{item.label or item.id}' is on {event.day}, outside {item.first} .. {item.last}",
            item.place,
            help="run `pdcycle schedule`, or fix its date under `dates:`",
        )


def _clashes(now: Scheduling) -> Iterator[Diagnostic]:
    """Two events of one person at once; items of one standing meeting share its time."""
    places = {item.id: item.place for program in now.programs for item in program.occurrences}
    days: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in now.schedule.events:
        if event.state != "cancelled" and event.time != "meeting":
            for person in dict.fromkeys((*event.people, *event.lead)):
                days[person, event.day.isoformat()].append(event)
    for (person, day), events in sorted(days.items()):
        for first, second in pairwise(sorted(events, key=lambda event: (event.start, event.id))):
            if second.start < first.start + first.minutes:
                yield error(
                    "PD415",
                    f"'{person}' is in '{first.label}' and in '{second.label}' at once on {day}",
                    places.get(second.id),
                    help="run `pdcycle schedule`, or fix another time under `dates:`",
                )
