"""What differs between two schedules, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pdcycle.model.results import Event, Occurrence
from pdcycle.schedule.busy import covered_by
from pdcycle.schedule.days import Days


class What(StrEnum):
    """What became of an event."""

    MOVED = "moved"
    CANCELLED = "cancelled"
    HOMELESS = "no place"  # it has to be somewhere else, and there is nowhere
    CHANGED = "changed"  # other people, another place or length, at the same time
    ADDED = "new"


class Why(StrEnum):
    """What made it so."""

    CLOSED = "closed"  # its day is lost
    LETTER = "letter"  # its day has another letter of the rotation
    AWAY = "away"  # somebody is away
    WINDOW = "window"  # what its dates are counted from has moved
    ROOM = "room"  # it makes room, or goes with what moved


@dataclass(frozen=True, slots=True)
class Change:
    """One event before and after; None where it was or is not there. `who` is who is away."""

    what: What
    why: Why
    old: Event | None
    new: Event | None
    who: tuple[str, ...] = ()

    @property
    def event(self) -> Event:
        """The event as it is, else as it was."""
        found = self.new or self.old
        if found is None:
            raise AssertionError("a change without an event")
        return found

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody it was or is for, leads last."""
        both = [event for event in (self.old, self.new) if event is not None]
        return tuple(
            dict.fromkeys(
                [person for event in both for person in event.people]
                + [person for event in both for person in event.lead]
            )
        )


@dataclass(frozen=True, slots=True)
class Times:
    """Everybody's days before and after."""

    before: Days
    after: Days

    def closed(self, event: Event) -> bool:
        """Whether its day was lost at one of its schools."""
        return any(
            self.after.hours(school, event.day).duty is None
            and self.before.hours(school, event.day).duty is not None
            for school in event.schools
        )

    def relettered(self, event: Event) -> bool:
        """Whether its day, which keeps its students, now has another letter at one of its schools."""
        letters = (
            (self.before.hours(school, event.day).letter, self.after.hours(school, event.day).letter)
            for school in event.schools
        )
        return any(was and now and was != now for was, now in letters)

    def away(self, event: Event) -> tuple[str, ...]:
        """Who of its people is away that day and was not."""
        people = dict.fromkeys((*event.people, *event.lead))
        return tuple(
            person
            for person in people
            if self.after.of(person, event.day).away != self.before.of(person, event.day).away
        )


def changes(
    before: Mapping[str, Event],
    after: Mapping[str, Event],
    occurrences: Mapping[str, Occurrence],
    homeless: Iterable[str],
    times: Times,
) -> tuple[Change, ...]:
    """Every event that differs, in order of time; `before` and `after` hold only what takes place."""
    found: list[Change] = []
    lost = set(homeless)
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        what = _what(old, new, name in lost)
        if what is not None:
            why, who = _why(old, occurrences.get(name), times)
            found.append(Change(what, why, old, new, who))
    return tuple(sorted(found, key=_when))


def _when(change: Change) -> tuple[date, int, str]:
    event = change.old or change.event
    return event.day, event.start, event.id


def _what(old: Event | None, new: Event | None, homeless: bool) -> What | None:
    if old is None:
        return What.ADDED
    if new is None:
        return What.HOMELESS if homeless else What.CANCELLED
    if (old.day, old.start) != (new.day, new.start):
        return What.MOVED
    same = (old.minutes, old.where, set(old.people), set(old.lead)) == (
        new.minutes, new.where, set(new.people), set(new.lead),
    )  # fmt: skip
    return None if same else What.CHANGED


def _why(old: Event | None, item: Occurrence | None, times: Times) -> tuple[Why, tuple[str, ...]]:
    if old is None:
        return Why.WINDOW, ()
    if times.closed(old):
        return Why.CLOSED, ()
    if who := times.away(old):
        return Why.AWAY, who
    if times.relettered(old):
        return Why.LETTER, ()
    if item is None or not item.first <= old.day <= item.last:
        return Why.WINDOW, ()
    return Why.ROOM, ()


def half_days(events: Iterable[Event], days: Days) -> int:
    """How many half-days of substitutes the events take; one who covers two events of a half-day counts once."""
    return len({entry for event in events for entry in covered_by(event, days)})
