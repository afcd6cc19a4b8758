"""A bound event as time given away."""

from __future__ import annotations

from pdcycle.model.kinds import TimeKind
from pdcycle.model.results import Event
from pdcycle.schedule.days import NOON, Days
from pdcycle.schedule.limits import uses_of
from pdcycle.schedule.problem import Busy, Cover, Use
from pdcycle.schedule.rooms import room
from pdcycle.schedule.world import Sitting


def busy_of(event: Event, days: Days) -> list[Busy]:
    """A bound event as time given away; an item of a standing meeting shares it with other items."""
    day = event.day.toordinal()
    school = event.schools[0] if len(event.schools) == 1 else ""
    people = (*event.people, *event.lead)
    sitting = _sitting(event, days)
    meeting = (sitting.group, day) if sitting is not None else None
    school = "" if sitting is not None and sitting.where == "online" else school
    own = room(event.where, event.schools, days)
    return [
        Busy(person, day, event.start, event.start + event.minutes, school, meeting)
        for person in dict.fromkeys((*people, own) if own is not None else people)
    ]


def spent_by(event: Event, days: Days) -> tuple[Use, ...]:
    """What a bound event takes of its people's budgets."""
    sitting = _sitting(event, days)
    meeting = (sitting.group, event.day.toordinal()) if sitting is not None else None
    return uses_of(event, meeting, days)


def _sitting(event: Event, days: Days) -> Sitting | None:
    """The standing meeting an event is an item of."""
    if event.time != TimeKind.MEETING.value:
        return None
    people, end = (*event.people, *event.lead), event.start + event.minutes
    for sitting in days.sittings(event.day):
        inside = sitting.start <= event.start and end <= sitting.start + sitting.minutes
        if inside and sitting.members.intersection(people):
            return sitting
    return None


def covered_by(event: Event, days: Days) -> list[tuple[Cover, int]]:
    """The substitutes a bound event has already."""
    if not event.substitutes:
        return []
    found: list[tuple[Cover, int]] = []
    for person in (*event.people, *event.lead):
        if days.of(person, event.day).teaches and len({entry[0][0] for entry in found}) < event.substitutes:
            home = days.schools_of(person)[0]
            halves = [0] * (event.start < NOON) + [1] * (event.start + event.minutes > NOON)
            found += [((person, home, half), event.day.toordinal()) for half in halves]
    return found
