"""What calendars know an event by: its UID, its sequence, its stamp; made once, kept, raised only by a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from pdcycle.model.results import Event

CANCELLED = "cancelled"
KEPT = timedelta(days=365)
"""How long a published event that is gone stays as cancelled."""


def namespace(district: str, program: str) -> UUID:
    """The name space of a program's UIDs; a later change of either name does not reach UIDs already made."""
    return uuid5(NAMESPACE_URL, f"pdcycle:{district}/{program}")


def new_uid(space: UUID, occurrence: str) -> str:
    """A UID from identity alone: no date, no title, no name in clear (RFC 7986, section 5.3)."""
    return str(uuid5(space, occurrence))


def content(event: Event) -> tuple[object, ...]:
    """What a reader of a calendar sees; when it changes, the sequence goes up (RFC 5546, section 2.1.4)."""
    where = event.where or ""
    people = tuple(sorted({*event.people, *event.lead}))
    return (event.day, event.start, event.minutes, where, people, event.title, event.state == CANCELLED)


def stamped(
    events: Iterable[Event], previous: Mapping[str, Event], *, space: UUID, as_of: date
) -> tuple[Event, ...]:
    """The events to publish, sorted by id, with those cancelled since kept for a year.

    `previous` is the last lock by occurrence id. An event that comes back keeps its UID.
    """
    now = datetime.combine(as_of, time(0), tzinfo=UTC)
    found = {event.id: _stamp(event, previous.get(event.id), space, now) for event in events}
    for name, old in previous.items():
        if name not in found and (gone := _gone(old, now)) is not None:
            found[name] = gone
    return tuple(found[name] for name in sorted(found))


def _stamp(event: Event, old: Event | None, space: UUID, now: datetime) -> Event:
    if old is None or not old.uid:
        return replace(event, uid=new_uid(space, event.id), sequence=0, stamp=now)
    if content(event) == content(old):
        return replace(event, uid=old.uid, sequence=old.sequence, stamp=old.stamp or now)
    return replace(event, uid=old.uid, sequence=old.sequence + 1, stamp=now)


def _gone(old: Event, now: datetime) -> Event | None:
    if old.state != CANCELLED:
        return replace(old, state=CANCELLED, sequence=old.sequence + 1, stamp=now)
    return old if old.stamp is None or now - old.stamp <= KEPT else None
