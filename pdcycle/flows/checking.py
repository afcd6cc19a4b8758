"""Whether a published schedule still holds, without looking for a better one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pdcycle.diagnostics import Diagnostic, Route, error
from pdcycle.flows.breaches import breaches
from pdcycle.flows.district import District
from pdcycle.flows.doubts import doubts
from pdcycle.flows.schedule import Scheduling
from pdcycle.flows.waves import days_of
from pdcycle.flows.why_not import in_two_places
from pdcycle.language.document import Document, read
from pdcycle.language.places import settle
from pdcycle.model.results import Event, Occurrence, Standing
from pdcycle.schedule import lock as locks

GONE = (Standing.CANCELLED, Standing.SKIPPED)


def broken(district: District, now: Scheduling, today: date | None = None) -> list[Diagnostic]:
    """What no longer fits: no lock, other inputs, a date off duty or outside its window, two places at once.

    Also a limit of the contract or a room that does not hold; with `today` the locks are those on disk, and
    what is to come and likely a slip is said too.
    """
    found: list[Diagnostic] = []
    for program in now.programs:
        lock = now.locks.get(program.id)
        if lock is None and (district.workspace.root / locks.path(program.id)).is_file():
            continue  # that it cannot be read is said already
        if lock is None:
            text = f"'{program.id}' has no published schedule"
            found.append(error("PD410", text, program.place, help="run `pdcycle schedule`"))
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
    return [*found, *_unkept(district, now, today), *_clashes(now)]


def _unkept(district: District, now: Scheduling, today: date | None) -> list[Diagnostic]:
    """Limits and rooms that do not hold, and slips to come."""
    dates = now.schedule.events
    if district.calendar is None or not dates:
        return []
    known = {item.id: item for program in now.programs for item in program.occurrences}
    over = breaches(dates, known, days_of(district))
    if today is None:
        return over
    return [
        *settle(over, _written(district, now)),
        *in_two_places(district, now.programs, dates, today),
        *doubts(district, now.programs, dates, today),
    ]


def _written(district: District, now: Scheduling) -> dict[str, Document]:
    """The locks' files as they are on disk, for the lines of their events."""
    files = [locks.path(name) for name in now.locks]
    return {file: read((district.workspace.root / file).read_bytes(), file) for file in files}


def _off(
    district: District, item: Occurrence, event: Event | None, unplaced: tuple[tuple[str, str], ...]
) -> Iterator[Diagnostic]:
    if event is None:
        clash = dict(unplaced).get(item.id)
        if clash:
            yield error(
                "PD412", f"no date for {clash}", item.place, help="`pdcycle schedule` tells the ways out"
            )
        elif clash is not None or item.time is not None or item.at is not None:
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
            help="run `pdcycle schedule`; if it is past, write under `dates:` when it was, or `cancelled`",
        )
    elif event.state == "placed" and not item.first <= event.day <= item.last:
        yield error(
            "PD414",
            f"'{item.label or item.id}' is on {event.day}, outside {item.first} .. {item.last}",
            item.place,
            help="run `pdcycle schedule`, or fix its date under `dates:`",
        )


def _clashes(now: Scheduling) -> Iterator[Diagnostic]:
    """Two events of one person at once, not both fixed; items of one standing meeting share its time."""
    places = {item.id: item.place for program in now.programs for item in program.occurrences}
    days: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in now.schedule.events:
        if event.state != "cancelled" and event.time != "meeting":
            for person in dict.fromkeys((*event.people, *event.lead)):
                days[person, event.day.isoformat()].append(event)
    for (person, day), events in sorted(days.items()):
        for first, second in pairwise(sorted(events, key=lambda event: (event.start, event.id))):
            placed = "placed" in (first.state, second.state)
            if placed and second.start < first.start + first.minutes:
                yield error(
                    "PD415",
                    f"'{person}' is in '{first.label}' and in '{second.label}' at once on {day}",
                    places.get(second.id),
                    help="run `pdcycle schedule`, or fix another time under `dates:`",
                )
