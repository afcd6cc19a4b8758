"""Who sees what: the one place that decides it, before any page or document is made."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pdcycle.documents.material import Material
from pdcycle.model.audience import Audience
from pdcycle.model.kinds import Kind
from pdcycle.model.results import Occurrence, Program

__all__ = ["Audience", "Sees", "seen"]

ONE_TO_ONE = frozenset({Kind.COACHING, Kind.CONFERENCE, Kind.OBSERVATION})
"""Kinds of meetings between two people."""
_PERSONAL = frozenset({"coaching-log", "impact-plan"})


@dataclass(frozen=True, slots=True)
class Sees:
    """What one audience may see.

    `SCHOOL`, like everybody further away, gets dates, counts and shares: no person's progress, evidence, goal or
    sheet. `COACH` gets all. `SELF` gets all of one person's own, and of others what the school gets.
    """

    audience: Audience
    person: str | None = None

    def persons(self, person: str) -> bool:
        """Whether this person's own progress, journey and sheets are shown."""
        return self.audience is Audience.COACH or (self.audience is Audience.SELF and person == self.person)

    def document(self, name: str, owners: tuple[str, ...]) -> bool:
        """Whether a document is made; `owners` are the people it is about, none for a group's or a school's."""
        if name not in _PERSONAL:
            return True
        return any(self.persons(owner) for owner in owners)

    def one_to_one(self, item: Occurrence) -> bool:
        """Whether a meeting of two is listed by itself; where not, it is counted."""
        return item.kind not in ONE_TO_ONE or any(self.persons(one) for one in (*item.owners, *item.people))


def seen(material: Material, sees: Sees) -> Material:
    """The material as this audience may see it: the rest is gone before anything is made from it."""
    programs = tuple(shown for program in material.programs if (shown := _program(program, sees)) is not None)
    kept = {item.id for program in programs for item in program.occurrences}
    events = tuple(event for event in material.schedule.events if event.id in kept)
    notes = {person: talks for person, talks in material.notes.items() if sees.persons(person)}
    schedule = replace(material.schedule, events=events)
    return replace(material, programs=programs, schedule=schedule, notes=notes)


def _program(program: Program, sees: Sees) -> Program | None:
    if sees.audience is Audience.COACH:
        return program
    if program.kind == "plan" and not sees.persons(program.teacher or ""):
        if sees.audience is Audience.SELF:
            return None
        cycles = tuple(replace(span, focus=None) for span in program.cycles)
        return replace(program, goals=(), because=None, focus=None, cycles=cycles)
    if sees.audience is Audience.SELF:
        mine = tuple(item for item in program.occurrences if _concerns(item, sees))
        inside = any(stay.person == sees.person for stay in program.stays)
        return replace(program, occurrences=mine) if inside else None
    return program


def _concerns(item: Occurrence, sees: Sees) -> bool:
    """One's own occurrences, and those of everybody in which nobody is singled out."""
    return sees.person in (*item.people, *item.owners, *item.lead) or not (item.people or item.owners)
