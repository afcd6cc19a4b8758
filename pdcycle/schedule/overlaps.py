"""What people fixed and what is frozen may put somebody in two places; the planner moves neither."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from pdcycle.model.results import Event
from pdcycle.schedule.busy import busy_of
from pdcycle.schedule.days import Days
from pdcycle.schedule.problem import Busy, Problem


class Overlap(NamedTuple):
    """Two events, by occurrence id, that want the same person at once, or without time to travel."""

    one: str
    other: str
    person: str


def overlaps(events: Iterable[Event], days: Days) -> tuple[Overlap, ...]:
    """Every overlap among events that stay where they are, sorted."""
    world = days.world
    rules = Problem((), travel=world.travel, travel_default=world.travel_default)
    held: dict[tuple[str, int], list[tuple[str, Busy]]] = {}
    for event in events:
        for busy in busy_of(event, days):
            held.setdefault((busy.person, busy.day), []).append((event.id, busy))
    found = [
        Overlap(min(one, other), max(one, other), person)
        for (person, _), items in held.items()
        for (one, first), (other, second) in combinations(items, 2)
        if rules.clash(first, second)
    ]
    return tuple(sorted(found))
