"""What events cost where they stand, without looking for better places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pdcycle.model.results import Event, Occurrence
from pdcycle.schedule.candidates import slots_where
from pdcycle.schedule.days import Days
from pdcycle.schedule.problem import Problem, Slot, Task, cost_of
from pdcycle.schedule.requests import request


def weight(
    occurrences: Iterable[Occurrence],
    events: Mapping[str, Event],
    days: Days,
    published: Mapping[str, Event],
) -> int:
    """The points of these events: penalties, substitutes and trips, but not uneven days, which hang on what else could be.

    What people fixed or what is frozen costs nothing, as the search has no say in it.
    """
    tasks, chosen = [], {}
    for item in occurrences:
        event = events.get(item.id)
        slot = _slot(item, event, days, published) if event is not None and event.state == "placed" else None
        if slot is not None:
            tasks.append(Task(item.id, item.people, (), (slot,)))
            chosen[item.id] = slot
    weights = days.world.weights
    return cost_of(Problem(tuple(tasks), cover=weights.substitute, trip=weights.trip), chosen)


def _slot(item: Occurrence, event: Event, days: Days, published: Mapping[str, Event]) -> Slot | None:
    """The cheapest slot that is the event as it stands; none where its day no longer has one."""
    found = slots_where(request(item, days, published, None), days, event.day)
    there = [slot for slot in found if (slot.start, slot.minutes) == (event.start, event.minutes)]
    return min(there, key=lambda slot: (slot.kind != event.time, slot.penalty, slot.school), default=None)
