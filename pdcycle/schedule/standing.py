"""What was published and may stay where it is, whatever is looked for around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pdcycle.model.results import Event, Occurrence, Standing
from pdcycle.schedule.bound import bound_event, settled_event
from pdcycle.schedule.busy import busy_of, covered_by, spent_by
from pdcycle.schedule.candidates import request, slots_on
from pdcycle.schedule.days import Days
from pdcycle.schedule.limits import allowed
from pdcycle.schedule.problem import Budget, Busy, Problem, Slot


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
    whose window hangs on one that has no date yet waits for it, and so does not stay by itself.
    """
    rules = Problem((), travel=days.world.travel, travel_default=days.world.travel_default)
    taken = _Taken(days, rules)
    for event in busy:
        taken.add(event)
    found: dict[str, Event] = {}
    later: list[Event] = []
    for item in occurrences:
        old = published.get(item.id)
        settled = settled_event(item, old, frozen_before, days)
        if settled is not None:
            found[item.id] = settled
            taken.add(settled)
        elif old is not None and not item.waits and not item.links and (kept := _kept(item, old, days)):
            later.append(kept)
    ranks = {name: rank for rank, name in enumerate(days.world.programs)}
    for event in sorted(later, key=lambda event: (ranks.get(event.program, len(ranks)), event.id)):
        if taken.free(event):
            taken.add(event)
            found[event.id] = event
    return dict(sorted(found.items()))


def _kept(item: Occurrence, old: Event, days: Days) -> Event | None:
    """The event at its published day and time, where these are among what may be."""
    if not item.first <= old.day <= item.last and item.standing is not Standing.FIXED:
        return None
    asked = request(item, days, {item.id: old}, None)
    if old.day not in asked.days:
        return None
    there = [
        slot
        for slot in slots_on(asked, days, old.day)
        if (slot.start, slot.minutes) == (old.start, old.minutes)
    ]
    if not there:
        return None
    return bound_event(asked, min(there, key=lambda slot: _preference(slot, old)), days, old)


def _preference(slot: Slot, old: Event) -> tuple[bool, int, str]:
    return slot.kind != old.time, slot.penalty, slot.school
