"""Rooms that a school names: each holds one event at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pdcycle.model.results import Occurrence
from pdcycle.schedule.days import Days
from pdcycle.schedule.spans import Spans, merged
from pdcycle.schedule.world import Sitting


def room(where: str | None, schools: Iterable[str], days: Days) -> str | None:
    """The room an event has to itself, as `school/room`; None where its place is no room of its schools."""
    rooms = days.world.rooms
    return next((f"{school}/{where}" for school in schools if where in rooms.get(school, ())), None)


def occupied(item: Occurrence, days: Days, day: date, sitting: Sitting | None) -> Spans:
    """When its room is taken by a standing meeting of others."""
    wanted = room(item.where, item.schools, days)
    if wanted is None:
        return ()
    school = wanted.partition("/")[0]
    own = sitting.group if sitting is not None else None
    return merged(
        (other.start, other.start + other.minutes)
        for other in days.sittings(day)
        if other.where == item.where
        and other.group != own
        and any(school in days.schools_of(person) for person in other.members)
    )
