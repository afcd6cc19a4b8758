"""A schedule: bound events, and what found no place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pdcycle.diagnostics import Label, Route
from pdcycle.model.kinds import Kind


@dataclass(frozen=True, slots=True)
class Event:
    """A bound occurrence in a schedule.

    `uid`, `sequence` and `stamp` are what calendars know it by; `state` is `placed`, `fixed`,
    `frozen` or `cancelled`; `time` the kind of time used; `substitutes` how many are needed.
    """

    id: str
    program: str
    title: str
    kind: Kind
    day: date
    start: int
    minutes: int
    people: tuple[str, ...]
    lead: tuple[str, ...]
    schools: tuple[str, ...]
    where: str | None
    time: str
    state: str
    substitutes: int = 0
    uid: str = ""
    sequence: int = 0
    stamp: datetime | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """Days in which something is done at one's own pace, both in, as calendars are told of it.

    `id` is an occurrence's, or one without its owners' keys, which then speaks of all of them; `state` is `open` or
    `cancelled`; `uid`, `sequence` and `stamp` are what calendars know it by.
    """

    id: str
    title: str
    first: date
    last: date
    state: str = "open"
    uid: str = ""
    sequence: int = 0
    stamp: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An occurrence that found no place: what clashes, and the ways out, in the author's words.

    `related` are the places of the lines that clash; `crowd` the ids that want the same time, itself among them.
    Those with the same `cause` are explained together, where there was time to look into it: `explained`.
    What `follows` hangs on something else that has no place.
    """

    id: str
    label: str
    place: Route
    clash: str
    ways_out: tuple[str, ...] = ()
    related: tuple[Label, ...] = ()
    crowd: tuple[str, ...] = ()
    cause: str = ""
    explained: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """Bound dates of all programs, sorted by id; `bound` is what no schedule can beat, `cost` what this one has.

    `skipped` are ids of a series that do not take place; of these `dropped` are those that once were published and
    lost their day, which only the lock remembers.
    """

    events: tuple[Event, ...]
    unplaced: tuple[Unplaced, ...] = ()
    skipped: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    windows: tuple[OpenWindow, ...] = ()
    cost: int = 0
    bound: int = 0
    stopped: bool = False

    def by_id(self) -> dict[str, Event]:
        """The events by occurrence id."""
        return {event.id: event for event in self.events}
