"""What an occurrence asks of the schedule: who, in which kinds of time, on which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pdcycle.model.phrases import TimeChoice
from pdcycle.model.results import Event, Occurrence, Standing
from pdcycle.schedule.days import Days

_ATTENDEES = ("member", "others")


@dataclass(frozen=True, slots=True)
class Party:
    """People of an occurrence for whom the same kinds of time are said; none said: they are merely free."""

    people: tuple[str, ...]
    choices: tuple[TimeChoice, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """One occurrence as the schedule asks for it: who, how long, which days in order of time."""

    occurrence: Occurrence
    parties: tuple[Party, ...]
    days: tuple[date, ...]
    published: Event | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is needed, leads last."""
        item = self.occurrence
        return tuple(dict.fromkeys((*item.people, *item.lead)))


def request(item: Occurrence, days: Days, published: Mapping[str, Event], earliest: date | None) -> Request:
    """What an occurrence asks for; nothing new falls before `earliest`, unless its whole window is past."""
    first, last = item.first, item.last
    if item.standing is Standing.FIXED and item.binding is not None:
        first = last = item.binding.day
    elif earliest is not None and first < earliest <= last:
        first = earliest
    span = tuple(first + timedelta(days=number) for number in range((last - first).days + 1))
    return Request(item, _parties(item, days), span, published.get(item.id))


def _parties(item: Occurrence, days: Days) -> tuple[Party, ...]:
    found: dict[tuple[TimeChoice, ...], list[str]] = {}
    for person in item.people:
        if person not in item.lead or not item.lead:
            found.setdefault(_attendee_choices(item), []).append(person)
    for person in item.lead:
        alone = not item.people
        choices = _attendee_choices(item) if alone else _lead_choices(item, person, days)
        found.setdefault(choices, []).append(person)
    return tuple(Party(tuple(people), choices) for choices, people in found.items())


def _attendee_choices(item: Occurrence) -> tuple[TimeChoice, ...]:
    if item.time is None:
        return () if item.at is not None else (TimeChoice(item.kind.brings.time),)
    said = dict(item.time.by_role)
    for role in _ATTENDEES:
        if role in said:
            return said[role]
    return said.get("", ())


def _lead_choices(item: Occurrence, person: str, days: Days) -> tuple[TimeChoice, ...]:
    """What is said of the lead by role; otherwise a lead only has to be free."""
    if item.time is None:
        return ()
    row = days.world.people.get(person)
    said = {role: choices for role, choices in item.time.by_role if role and role not in _ATTENDEES}
    for role in ("lead", "host", *((row.role,) if row is not None else ())):
        if role in said:
            return said[role]
    return next(iter(said.values())) if len(said) == 1 else ()
