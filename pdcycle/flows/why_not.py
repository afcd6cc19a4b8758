"""Why something has no place: the lines that clash, at their places, and the ways out that were tried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from pdcycle.diagnostics import Diagnostic, Label, Route, error, warning
from pdcycle.flows.district import District
from pdcycle.flows.question import Effort, Question
from pdcycle.flows.waves import asked, days_of
from pdcycle.model.results import Event, Occurrence, Program, Unplaced
from pdcycle.schedule.authoring import Layers, fixed_lines
from pdcycle.schedule.clash import OutOfEffort, smallest
from pdcycle.schedule.days import Days
from pdcycle.schedule.demands import demands
from pdcycle.schedule.lifting import Change
from pdcycle.schedule.overlaps import overlaps
from pdcycle.schedule.reasons import people_words
from pdcycle.schedule.scope import Demand, Scope
from pdcycle.schedule.ways import Search

NO_PLACE = "PD401"
TWO_PLACES = "PD402"
WAYS = 4
BESIDE = timedelta(days=35)
"""How far from the crowd's windows events may move to make room: a month, and a way out's reach."""

FEW = 3


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
) -> tuple[Unplaced, ...]:
    """The same with their clash and their ways out; those with one cause share them."""
    if not unplaced:
        return ()
    days, layers, effort = days_of(district), Layers(district.workspace), Effort()
    known = {item.id: item for program in programs for item in program.occurrences}
    causes: dict[str, list[Unplaced]] = {}
    for item in unplaced:
        causes.setdefault(item.cause or item.id, []).append(item)
    out = {item.id for item in unplaced}
    found: list[Unplaced] = []
    for _, items in sorted(causes.items()):
        # Where each is alone in its trouble, the clash of one tells that of the others; the ways out are for all.
        one = items if len(items[0].crowd) > 1 else items[:1]
        first, whole = (
            _case(district, known, some, out, published, placed, as_of, effort) for some in (one, items)
        )
        found += _answered(first, whole, layers, days) if first and whole else items
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


def no_place(unplaced: Iterable[Unplaced]) -> list[Diagnostic]:
    """One error for each cause, at the activity that asks, with the places of the lines that clash."""
    causes: dict[tuple[str, object], list[Unplaced]] = {}
    for item in unplaced:
        causes.setdefault((item.cause or item.id, item.place), []).append(item)
    made = []
    for items in causes.values():
        first = items[0]
        mend = "; or ".join(first.ways_out) or "give it more room, or fix a date under `dates:`"
        made.append(error(NO_PLACE, _headline(items), first.place, help=mend, related=first.related))
    return made


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


def _headline(items: Sequence[Unplaced]) -> str:
    first = items[0]
    if len(items) == 1:
        return first.clash
    names = [item.label or item.id for item in items]
    shown = ", ".join(names[:FEW]) + (f" and {len(names) - FEW} more" if len(names) > FEW else "")
    return f"{shown} have no place; {first.clash}"


def _case(
    district: District,
    known: Mapping[str, Occurrence],
    items: Sequence[Unplaced],
    out: set[str],
    published: Mapping[str, Event],
    placed: Mapping[str, Event],
    as_of: date,
    effort: Effort,
) -> _Case | None:
    names = {item.id for item in items}
    crowd = {name for item in items for name in item.crowd} | names
    targets = tuple(known[name] for name in sorted(names) if name in known)
    if not targets:
        return None
    wanting = tuple(known[name] for name in sorted(crowd) if name in known)
    people = frozenset(person for item in wanting for person in (*item.people, *item.lead))
    around = tuple(
        item
        for _, item in sorted(known.items())
        if asked(item) and not people.isdisjoint((*item.people, *item.lead))
    )
    scope = Scope(targets, wanting, around)
    first, last = scope.span
    question = Question(
        district,
        published,
        placed,
        as_of,
        people,
        frozenset(item.program for item in around),
        (first - BESIDE, last + BESIDE),
        frozenset(out - names),
        effort,
    )
    return _Case(tuple(items), scope, question)


def _answered(one: _Case, case: _Case, layers: Layers, days: Days) -> list[Unplaced]:
    question = case.question
    try:
        if question.possible():
            return list(case.items)
        clash = _clash(one, layers, days)
        search = Search(layers, case.scope.targets, question.possible)
        ways = tuple(way.text for way in islice(search.ways(), WAYS))
    except OutOfEffort:
        return list(case.items)
    labels = tuple(Label(one.place, one.text) for one in clash)
    return [replace(item, ways_out=ways, related=labels) for item in case.items]


def _clash(case: _Case, layers: Layers, days: Days) -> tuple[Demand, ...]:
    question = case.question
    published = bool(question.published)
    everything = demands(layers.workspace, layers, case.scope, days, published=published)

    def impossible(active: tuple[Demand, ...]) -> bool:
        lifted = [one for one in everything if one not in active]
        changes: list[Change] = [change for one in lifted for change in one.lift]
        return not question.possible(changes, [one.without for one in lifted if one.without is not None])

    return smallest(everything, impossible) or ()
