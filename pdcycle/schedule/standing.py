"""What was published and may stay where it is, whatever is looked for around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pdcycle.model.results import Event, Occurrence, Standing
from pdcycle.schedule.bound import bound_event, settled_event
from pdcycle.schedule.busy import busy_of, covered_by, spent_by
from pdcycle.schedule.candidates import slots_where
from pdcycle.schedule.days import Days
from pdcycle.schedule.limits import allowed
from pdcycle.schedule.links import goes
from pdcycle.schedule.problem import Budget, Busy, Problem, Slot
from pdcycle.schedule.requests import request


@dataclass(slots=True)
class _Taken:
    """Whose time is given away so far, and which substitutes."""

    days: Days
    rules: Problem
    held: dict[tuple[str, int], list[Busy]] = field(default_factory=lambda: defaultdict(list))
    covers: dict[tuple[str, int, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    spent: dict[Budget, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, event: Event) -> None:
        for busy in busy_of(event, self.days):
            self.held[busy.person, busy.day].append(busy)
        for (person, school, half), day in covered_by(event, self.days):
            self.covers[school, half, day].add(person)
        for use in spent_by(event, self.days):
            self.spent[use.budget][use.share] = use.amount

    def free(self, event: Event) -> bool:
        """Whether its people are at nothing else, and the substitutes and what the contract allows suffice."""
        for busy in busy_of(event, self.days):
            if any(self.rules.clash(busy, other) for other in self.held[busy.person, busy.day]):
                return False
        for use in spent_by(event, self.days):
            spent = {**self.spent[use.budget], use.share: use.amount}
            if sum(spent.values()) > allowed(use.budget, self.days):
                return False
        supply = self.days.world.substitutes
        return all(
            len(self.covers[school, half, day] | {person}) <= supply.get(school, 0)
            for (person, school, half), day in covered_by(event, self.days)
        )


def standing(
    occurrences: Iterable[Occurrence],
    published: Mapping[str, Event],
    days: Days,
    *,
    busy: Iterable[Event] = (),
    frozen_before: date | None = None,
) -> dict[str, Event]:
    """Each published event whose day and time are still possible, as it now reads, by occurrence id.

    Where two that were published can no longer both be, what is frozen stays, then what ranks first. An event
    that hangs on the date of another stays where that one stays (or is in `busy`), and still goes with it.
    """
    rules = Problem((), travel=days.world.travel, travel_default=days.world.travel_default)
    taken = _Taken(days, rules)
    known = {event.id: event for event in busy}
    for event in known.values():
        taken.add(event)
    found: dict[str, Event] = {}
    later: list[tuple[Occurrence, Event]] = []
    for item in occurrences:
        old = published.get(item.id)
        settled = settled_event(item, old, frozen_before, days)
        if settled is not None:
            found[item.id] = known[item.id] = settled
            taken.add(settled)
        elif old is not None and not item.waits and (kept := _kept(item, old, days)):
            later.append((item, kept))
    found |= _staying(later, known, taken)
    return dict(sorted(found.items()))


def _staying(
    later: list[tuple[Occurrence, Event]], known: dict[str, Event], taken: _Taken
) -> dict[str, Event]:
    """Those that are free of all before them, by rank; what hangs on another date waits until that one is known."""
    found: dict[str, Event] = {}
    ranks = {name: rank for rank, name in enumerate(taken.days.world.programs)}
    later = sorted(later, key=lambda pair: (ranks.get(pair[1].program, len(ranks)), pair[1].id))
    while later:
        open_ = {event.id for _, event in later}
        now = [pair for pair in later if open_.isdisjoint(link.anchor for link in pair[0].links)]
        for item, event in now:
            if _goes(item, event, known, taken.days) and taken.free(event):
                taken.add(event)
                found[event.id] = known[event.id] = event
        done = {event.id for _, event in now}
        later = [pair for pair in later if pair[1].id not in done] if done else []
    return found


def _goes(item: Occurrence, event: Event, known: Mapping[str, Event], days: Days) -> bool:
    """Whether the dates that this one hangs on stay, and it still goes with them."""
    span = event.start, event.start + event.minutes
    return all(
        link.anchor in known and goes(link, item, days, known[link.anchor], event.day.toordinal(), span)
        for link in item.links
    )


def _kept(item: Occurrence, old: Event, days: Days) -> Event | None:
    """The event at its published day and time, where these are among what may be."""
    if not item.first <= old.day <= item.last and item.standing is not Standing.FIXED:
        return None
    asked = request(item, days, {item.id: old}, None)
    if old.day not in asked.days:
        return None
    there = [
        slot
        for slot in slots_where(asked, days, old.day)
        if (slot.start, slot.minutes) == (old.start, old.minutes)
    ]
    if not there:
        return None
    return bound_event(asked, min(there, key=lambda slot: _preference(slot, old)), days, old)


def _preference(slot: Slot, old: Event) -> tuple[bool, int, str]:
    return slot.kind != old.time, slot.penalty, slot.school
