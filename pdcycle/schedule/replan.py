"""Placing around what was published: what can stay stays, and only where that leaves no room more is moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from pdcycle.model.results import Event, Occurrence
from pdcycle.schedule.candidates import slots
from pdcycle.schedule.days import Days
from pdcycle.schedule.place import Placement, place
from pdcycle.schedule.requests import request
from pdcycle.schedule.standing import standing
from pdcycle.schedule.watch import NOBODY, Watch
from pdcycle.schedule.weighing import weight

ALL = 2_000
"""Up to how many events everything may move where moving the neighbours was not enough."""


def replan(
    occurrences: Sequence[Occurrence],
    days: Days,
    *,
    published: Mapping[str, Event],
    busy: Iterable[Event] = (),
    as_of: date,
    watch: Watch = NOBODY,
) -> Placement:
    """Place what has to be placed, with as few changes to `published` as it takes to leave as little out as can be.

    First everything that may stay stays. Where something then has no place, whatever shares its people within its
    window may move as well, then what shares people with that, then (in a small district) everything. What it costs
    and what nothing can beat are those of all events, with what stayed as it is.
    """
    held = list(busy)
    frozen = as_of + timedelta(days=days.world.notice)
    stays = standing(occurrences, published, days, busy=held, frozen_before=frozen)
    best = _around(occurrences, stays, days, published, held, as_of, watch)
    loose: frozenset[str] = frozenset()
    for wider in range(3 if stays else 0):
        if not _hopeful(occurrences, best, days, published, frozen):
            break
        if wider == 2 and len(occurrences) > ALL:
            break
        if watch.over:
            best = replace(best, stopped=True)
            break
        placed = best.bindings
        loose |= _neighbours(occurrences, best, loose) if wider < 2 else frozenset(placed)
        loose = _with_followers(occurrences, loose)
        rest = {name: event for name, event in placed.items() if name not in loose or event.state != "placed"}
        watch.turn("Making room")
        found = _around(occurrences, rest, days, published, held, as_of, watch)
        if len(found.unplaced) < len(best.unplaced):
            best = found
        elif found.stopped:
            best = replace(best, stopped=True)
    return best


def _around(
    occurrences: Sequence[Occurrence],
    stays: Mapping[str, Event],
    days: Days,
    published: Mapping[str, Event],
    busy: list[Event],
    as_of: date,
    watch: Watch,
) -> Placement:
    todo = [item for item in occurrences if item.id not in stays]
    around = [*busy, *stays.values()]
    kept = weight(occurrences, stays, days, published)
    watch = watch.beside(kept, kept)
    done = place(todo, days.world, published=published, busy=around, as_of=as_of, days=days, watch=watch)
    both = dict(sorted({**stays, **done.bindings}.items()))
    return replace(done, bindings=both, cost=done.cost + kept, bound=done.bound + kept)


def _hopeful(
    occurrences: Sequence[Occurrence],
    done: Placement,
    days: Days,
    published: Mapping[str, Event],
    earliest: date,
) -> bool:
    """Whether anything without a place could be placed if nothing else were in its way."""
    missing = {item.id for item in done.unplaced}
    return any(
        slots(request(item, days, published, earliest), days) for item in occurrences if item.id in missing
    )


def _neighbours(occurrences: Sequence[Occurrence], done: Placement, loose: frozenset[str]) -> frozenset[str]:
    """Events that share somebody with what has no place, or with what may move already, within its window."""
    wanted = {item.id for item in done.unplaced} | loose
    spans: dict[str, list[tuple[date, date]]] = {}
    for item in occurrences:
        if item.id in wanted:
            for person in (*item.people, *item.lead):
                spans.setdefault(person, []).append((item.first, item.last))
    return frozenset(
        name
        for name, event in done.bindings.items()
        if event.state == "placed"
        and any(
            first <= event.day <= last
            for person in (*event.people, *event.lead)
            for first, last in spans.get(person, ())
        )
    )


def _with_followers(occurrences: Sequence[Occurrence], loose: frozenset[str]) -> frozenset[str]:
    """What may move, and all that hangs on its date."""
    found, size = set(loose), -1
    while len(found) > size:
        size = len(found)
        found.update(item.id for item in occurrences if any(link.anchor in found for link in item.links))
    return frozenset(found)
