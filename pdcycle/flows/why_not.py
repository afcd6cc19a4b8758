"""Why something has no place: the lines that clash, at their places, and the ways out that were tried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from pdcycle.diagnostics import Diagnostic, Label, Route, warning
from pdcycle.flows.causes import Cause, alike, as_one, causes, follows
from pdcycle.flows.district import District
from pdcycle.flows.question import Memory, Question
from pdcycle.flows.waves import asked, days_of
from pdcycle.model.results import Event, Occurrence, Program, Unplaced
from pdcycle.schedule.authoring import Layers, fixed_lines
from pdcycle.schedule.clash import OutOfEffort, smallest
from pdcycle.schedule.demands import demands
from pdcycle.schedule.lifting import Change
from pdcycle.schedule.overlaps import overlaps
from pdcycle.schedule.reasons import people_words
from pdcycle.schedule.scope import Demand, Scope
from pdcycle.schedule.watch import NOBODY, Watch
from pdcycle.schedule.ways import Search

TWO_PLACES = "PD402"
WAYS = 4
BESIDE = timedelta(days=35)
"""How far from the crowd's windows events may move to make room: a month, and a way out's reach."""


@dataclass(frozen=True, slots=True)
class _Case:
    """What is explained together, and all that has a say in it."""

    items: tuple[Unplaced, ...]
    scope: Scope
    question: Question


def explained(
    district: District,
    programs: Sequence[Program],
    unplaced: Sequence[Unplaced],
    published: Mapping[str, Event],
    placed: Mapping[str, Event],
    as_of: date,
    watch: Watch = NOBODY,
) -> tuple[Unplaced, ...]:
    """The same with their clash and their ways out; those with one cause share them.

    `watch` is told which cause is looked into. Once it says that somebody asked to end it, the rest stays as it is.
    """
    if not unplaced:
        return ()
    known = {item.id: item for program in programs for item in program.occurrences}
    out = frozenset(item.id for item in unplaced)
    memory = Memory(watch=watch)
    asker = _Asker(district, known, out, published, placed, as_of, Layers(district.workspace), memory)
    found: list[Unplaced] = []
    groups = alike(causes(unplaced, known), known)
    for number, several in enumerate(groups, 1):
        watch.turn(f"Looking for what is in the way, {number} of {len(groups)}")
        memory.allot(last=number == len(groups))
        found += asker.answered(several)
    return tuple(sorted((_with_origin(item, known) for item in found), key=lambda item: item.id))


def _with_origin(item: Unplaced, known: Mapping[str, Occurrence]) -> Unplaced:
    """The same with the pattern's line among its places, where a pattern brought the activity."""
    origin = known[item.id].origin if item.id in known else None
    if origin is None or any(_inside(one, origin) for one in item.related):
        return item
    return replace(item, related=(*item.related, Label(origin.on_key(), "the pattern brings it here")))


def _inside(one: Label, home: Route) -> bool:
    place = one.place
    return isinstance(place, Route) and place.file == home.file and place.path[: len(home.path)] == home.path


def in_two_places(
    district: District, programs: Sequence[Program], events: Iterable[Event], as_of: date
) -> list[Diagnostic]:
    """A warning for each two events to come that stay where they are and want the same person, or room, at once."""
    stay = {event.id: event for event in events if event.state in ("fixed", "frozen") and event.day >= as_of}
    if len(stay) < 2:
        return []
    known = {item.id: item for program in programs for item in program.occurrences}
    lines = {item.id: place for item, place in fixed_lines(district.workspace, known.values())}
    made: dict[tuple[str, str], list[str]] = {}
    for overlap in overlaps(stay.values(), days_of(district)):
        made.setdefault((overlap.one, overlap.other), []).append(overlap.person)
    found = []
    for (one, other), people in made.items():
        places = [lines.get(name, known[name].place if name in known else None) for name in (one, other)]
        first, second = stay[one], stay[other]
        text = f"'{first.label}' and '{second.label}' want {people_words(people)} at once on {first.day}, and neither moves"
        labels = (Label(places[0], "the other"),) if places[0] is not None else ()
        mend = "give one of them another date or time under `dates:`"
        found.append(warning(TWO_PLACES, text, places[1], help=mend, related=labels))
    return found


@dataclass(slots=True)
class _Asker:
    """Explains one cause after the other, with what is left of the effort."""

    district: District
    known: Mapping[str, Occurrence]
    out: frozenset[str]
    published: Mapping[str, Event]
    placed: Mapping[str, Event]
    as_of: date
    layers: Layers
    memory: Memory

    def answered(self, several: Sequence[Cause]) -> Sequence[Unplaced]:
        """The same with why; of crowds alike one is told of all where its lines are in the way of all, else of the first."""
        first, *others = several
        everything = as_one(several)
        try:
            # Where each is alone in its trouble, the clash of one tells that of the others; the ways out are for all.
            some = tuple(item for item in first if not follows(item, self.out, self.known)) or first
            case = self._case(some if len(some[0].crowd) > 1 else some[:1])
            whole = case if case is not None and case.items == everything else self._case(everything)
            if case is None or whole is None or case.question.possible():
                return everything
            clash = self._clash(case)
            if not others or all(whole.question.possible(one.lift, _without(one)) for one in clash):
                return self._told(whole, clash)
            return [*self._told(case, clash), *_untold([item for cause in others for item in cause])]
        except OutOfEffort:
            return _untold(everything)

    def _case(self, items: Sequence[Unplaced]) -> _Case | None:
        names = {item.id for item in items}
        crowd = {name for item in items for name in item.crowd} | names
        targets = tuple(self.known[name] for name in sorted(names) if name in self.known)
        if not targets:
            return None
        wanting = tuple(self.known[name] for name in sorted(crowd) if name in self.known)
        people = frozenset(person for item in wanting for person in (*item.people, *item.lead))
        around = tuple(
            item
            for _, item in sorted(self.known.items())
            if asked(item) and not people.isdisjoint((*item.people, *item.lead))
        )
        scope = Scope(targets, wanting, around)
        first, last = scope.span
        question = Question(
            self.district,
            self.published,
            self.placed,
            self.as_of,
            people,
            frozenset(item.program for item in around),
            (first - BESIDE, last + BESIDE),
            self.out - names,
            frozenset(names),
            self.memory,
        )
        return _Case(tuple(items), scope, question)

    def _told(self, case: _Case, clash: Sequence[Demand]) -> list[Unplaced]:
        leading = [item for item in case.items if not follows(item, self.out, self.known)]
        targets = tuple(self.known[item.id] for item in leading if item.id in self.known)
        search = Search(self.layers, targets or case.scope.targets, case.question.possible)
        ways: list[str] = []
        with suppress(OutOfEffort):
            # What was found before the effort ran out is kept.
            ways.extend(way.text for way in islice(search.ways(), WAYS))
        labels = tuple(Label(one.place, one.text) for one in clash)
        return [replace(item, ways_out=tuple(ways), related=labels, explained=True) for item in case.items]

    def _clash(self, case: _Case) -> tuple[Demand, ...]:
        question = case.question
        published = bool(question.published)
        days = question.days
        everything = demands(self.layers.workspace, self.layers, case.scope, days, published=published)

        def impossible(active: tuple[Demand, ...]) -> bool:
            lifted = [one for one in everything if one not in active]
            changes: list[Change] = [change for one in lifted for change in one.lift]
            return not question.possible(changes, [name for one in lifted for name in _without(one)])

        return smallest(everything, impossible) or ()


def _untold(items: Sequence[Unplaced]) -> Sequence[Unplaced]:
    """What nobody looked into; a way out for one of several alone would not be one for all."""
    return items if len(items) == 1 else [replace(item, ways_out=()) for item in items]


def _without(one: Demand) -> tuple[tuple[str, str], ...]:
    return (one.without,) if one.without is not None else ()
