"""A bound event as time given away."""

from __future__ import annotations

from pdcycle.model.kinds import TimeKind
from pdcycle.model.results import Event
from pdcycle.schedule.days import NOON, Days
from pdcycle.schedule.problem import Busy, Cover


def busy_of(event: Event, days: Days) -> list[Busy]:
    """A bound event as time given away; an item of a standing meeting shares it with other items."""
    day = event.day.toordinal()
    meeting, school = None, event.schools[0] if len(event.schools) == 1 else ""
    people = (*event.people, *event.lead)
    if event.time == TimeKind.MEETING.value:
        for sitting in days.sittings(event.day):
            inside = (
                sitting.start <= event.start
                and event.start + event.minutes <= sitting.start + sitting.minutes
            )
            if inside and sitting.members.intersection(people):
                meeting = (sitting.group, day)
                school = "" if sitting.where == "online" else school
                break
    return [
        Busy(person, day, event.start, event.start + event.minutes, school, meeting)
        for person in dict.fromkeys(people)
    ]


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
