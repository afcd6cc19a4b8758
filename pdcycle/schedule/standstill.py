"""What can stay where it is while a few others look for a place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from pdcycle.model.results import Event, Occurrence
from pdcycle.schedule.candidates import slots_on
from pdcycle.schedule.days import Days
from pdcycle.schedule.requests import request


def at_rest(
    items: Sequence[Occurrence],
    placed: Mapping[str, Event],
    free: Collection[str],
    days: Days,
    same: Collection[str],
) -> dict[str, Event]:
    """The events of those items that may stay where they were placed; `same` are ids of which nothing has changed.

    What is `free`, what follows it or is followed by it, and what is fixed or frozen is left out: that is looked at
    with the others.
    """
    moving = _linked(items, free)
    return {
        item.id: event
        for item in items
        if item.id not in moving
        and (event := placed.get(item.id)) is not None
        and event.state == "placed"
        and (item.id in same or _may_stay(item, event, days))
    }


def _linked(items: Iterable[Occurrence], free: Collection[str]) -> set[str]:
    """All that a chain of links ties to what is free."""
    near: dict[str, set[str]] = {}
    for item in items:
        for link in item.links:
            near.setdefault(item.id, set()).add(link.anchor)
            near.setdefault(link.anchor, set()).add(item.id)
    found, waiting = set(free), list(free)
    while waiting:
        for name in near.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def _may_stay(item: Occurrence, event: Event, days: Days) -> bool:
    if not item.first <= event.day <= item.last:
        return False
    if (set(item.people), set(item.lead)) != (set(event.people), set(event.lead)):
        return False
    asked = request(item, days, {}, None)
    return event.day in asked.days and any(
        (slot.start, slot.kind) == (event.start, event.time)
        and slot.minutes <= event.minutes
        and len({person for person, _, _ in slot.covers}) <= event.substitutes
        for slot in slots_on(asked, days, event.day)
    )
