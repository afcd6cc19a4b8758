"""Occurrences made events: by what people fixed, by what was published, by the slot that was chosen."""

from __future__ import annotations

from datetime import date

from pdcycle.model.results import Event, Occurrence, Standing
from pdcycle.schedule.candidates import slots_on
from pdcycle.schedule.days import Days
from pdcycle.schedule.problem import Slot
from pdcycle.schedule.requests import Request, request


def lost(item: Occurrence, day: date, days: Days) -> bool:
    """Whether one of its schools is off duty that day, and it does not belong on such a day."""
    if all(days.hours(school, day).duty is not None for school in item.schools):
        return False
    return next(slots_on(request(item, days, {}, None), days, day), None) is None


def settled_event(
    item: Occurrence, old: Event | None, frozen_before: date | None, days: Days
) -> Event | None:
    """What people fixed to the minute, and what was published and is past or too near to move.

    What lies on a day lost to its people is open again, as long as its window has days that can still be used.
    """
    fixed = item.binding if item.standing is Standing.FIXED else None
    if fixed is not None and fixed.start is not None:
        minutes = fixed.minutes or item.minutes or 45
        return _plain(
            item, fixed.day, fixed.start, minutes, fixed.where or item.where, _kind_of(item), "fixed", old
        )
    if fixed is not None or old is None or frozen_before is None or old.day >= frozen_before:
        return None
    if item.last < frozen_before or not lost(item, old.day, days):
        return _plain(
            item, old.day, old.start, old.minutes, old.where, old.time, "frozen", old, people=old.people
        )
    return None


def _kind_of(item: Occurrence) -> str:
    """The first kind of time said of those who attend; `at` where only an hour is said."""
    if item.time is None:
        return "at"
    choices = item.time.of("member") or item.time.of("others")
    return choices[0].kind.value if choices else "at"


def _plain(
    item: Occurrence,
    day: date,
    start: int,
    minutes: int,
    where: str | None,
    time: str,
    state: str,
    old: Event | None,
    substitutes: int = 0,
    people: tuple[str, ...] | None = None,
) -> Event:
    return Event(
        id=item.id,
        program=item.program,
        title=item.title,
        kind=item.kind,
        day=day,
        start=start,
        minutes=minutes,
        people=item.people if people is None else people,
        lead=item.lead,
        schools=item.schools,
        where=where,
        time=time,
        state=state,
        substitutes=substitutes if old is None or state == "placed" else old.substitutes,
        uid=old.uid if old is not None else "",
        sequence=old.sequence if old is not None else 0,
        stamp=old.stamp if old is not None else None,
        label=item.label,
    )


def bound_event(asked: Request, slot: Slot, days: Days, old: Event | None) -> Event:
    """The event a slot makes of an occurrence; `old` is what was published, whose UID it keeps."""
    item, day = asked.occurrence, date.fromordinal(slot.day)
    state = "fixed" if item.standing is Standing.FIXED else "placed"
    gone: frozenset[str] = frozenset()
    if slot.meeting is not None:
        gone = next(sitting.not_yet for sitting in days.sittings(day) if sitting.group == slot.meeting[0])
    people = tuple(person for person in item.people if person not in gone)
    covered = len({person for person, _, _ in slot.covers})
    return _plain(item, day, slot.start, slot.minutes, slot.where, slot.kind, state, old, covered, people)
