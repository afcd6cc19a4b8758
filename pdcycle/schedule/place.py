"""Places occurrences: from occurrences and the world around them to events, and what has no place."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from pdcycle.model.kinds import TimeKind
from pdcycle.model.results import Event, Link, Occurrence, Standing, Unplaced
from pdcycle.schedule.bound import bound_event, settled_event
from pdcycle.schedule.busy import busy_of, covered_by, spent_by
from pdcycle.schedule.candidates import slots
from pdcycle.schedule.days import Days
from pdcycle.schedule.explain import Explainer
from pdcycle.schedule.feasible import Judge, feasible
from pdcycle.schedule.limits import tight
from pdcycle.schedule.links import before, distance, goes
from pdcycle.schedule.overlaps import Overlap, overlaps
from pdcycle.schedule.problem import RANK, UNPLACED, Answer, Follow, Problem, Slot, Task
from pdcycle.schedule.requests import Request, request
from pdcycle.schedule.rooms import room
from pdcycle.schedule.solve import Effort, solve
from pdcycle.schedule.watch import NOBODY, Watch
from pdcycle.schedule.world import World

DONE = (Standing.CANCELLED, Standing.SKIPPED)

Pairs: TypeAlias = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Events by occurrence id, what found no place, what the events cost and what nothing that places as much can beat.

    `stopped` says that the search was ended before it was done; `overlaps` are among what stays where it is.
    """

    bindings: dict[str, Event]
    unplaced: tuple[Unplaced, ...]
    cost: int
    bound: int
    stopped: bool
    overlaps: tuple[Overlap, ...] = ()


def place(
    occurrences: Sequence[Occurrence],
    world: World,
    *,
    published: Mapping[str, Event] | None = None,
    busy: Iterable[Event] = (),
    as_of: date | None = None,
    seed: int = 1,
    days: Days | None = None,
    watch: Watch = NOBODY,
) -> Placement:
    """Give each event a day and a time; windows are left alone.

    `published` holds what the lock says, by id; `busy` what is bound already and stays (earlier waves). Published
    events before `as_of`, or within the notice after it, are frozen. The result does not depend on the input's order.
    `watch` is told how the search goes on, and may end it.
    """
    days = days or Days(world)
    lock = published or {}
    requests, known, bound = _asked_for(occurrences, days, lock, busy, as_of)
    candidates: dict[str, tuple[Slot, ...]] = {}
    for name, asked in requests.items():
        candidates[name] = slots(asked, days)
        watch.tick()
    problem = _problem(requests, candidates, known, days)
    answer = solve(problem, Effort(seed=seed, watch=watch))
    for name, slot in answer.chosen.items():
        if slot is not None:
            bound[name] = bound_event(requests[name], slot, days, lock.get(name))
    explainer = Explainer(problem, answer, requests, days)
    missing = sorted(name for name, slot in answer.chosen.items() if slot is None)
    return Placement(
        dict(sorted(bound.items())),
        tuple(explainer.unplaced(name) for name in missing),
        *_figures(problem, answer),
        overlaps(known.values(), days),
    )


def placeable(
    occurrences: Sequence[Occurrence],
    days: Days,
    *,
    published: Mapping[str, Event],
    busy: Iterable[Event] = (),
    as_of: date | None = None,
    memory: dict[Request, tuple[Slot, ...]] | None = None,
    judge: Judge = feasible,
) -> tuple[bool | None, dict[str, Event]]:
    """Whether all of these can be placed (None: not found out), and one way to do it; see `place`.

    `memory` keeps the slots of what was asked for before, of the very same days; `judge` tells of the problem.
    """
    requests, known, bound = _asked_for(occurrences, days, published, busy, as_of)
    memory = {} if memory is None else memory
    for asked in requests.values():
        if asked not in memory:
            memory[asked] = slots(asked, days)
    candidates = {name: memory[asked] for name, asked in requests.items()}
    answer, chosen = judge(_problem(requests, candidates, known, days))
    for name, slot in chosen.items():
        if slot is not None:
            bound[name] = bound_event(requests[name], slot, days, published.get(name))
    return answer, bound


def _asked_for(
    occurrences: Sequence[Occurrence],
    days: Days,
    published: Mapping[str, Event],
    busy: Iterable[Event],
    as_of: date | None,
) -> tuple[dict[str, Request], dict[str, Event], dict[str, Event]]:
    """What is to be placed, all that is bound, and of that what is among these occurrences; each by id."""
    lock = {name: event for name, event in published.items() if event.state != "cancelled"}
    held = sorted(busy, key=lambda event: event.id)
    todo = sorted((item for item in occurrences if _is_asked(item)), key=lambda item: item.id)
    frozen_before = as_of + timedelta(days=days.world.notice) if as_of is not None else None
    settled = {item.id: settled_event(item, lock.get(item.id), frozen_before, days) for item in todo}
    bound = {name: event for name, event in settled.items() if event is not None}
    earliest = frozen_before if lock else None
    requests = {item.id: request(item, days, lock, earliest) for item in todo if item.id not in bound}
    return requests, {event.id: event for event in (*held, *bound.values())}, bound


def _figures(problem: Problem, answer: Answer) -> tuple[int, int, bool]:
    """The cost and the bound without what leaving out costs."""
    lost = sum(task.unplaced for task in problem.tasks if answer.chosen[task.id] is None)
    return answer.cost - lost, answer.least, answer.stopped


def _is_asked(item: Occurrence) -> bool:
    """Whether the schedule has to find a time: events, but those in people's own time have none."""
    if not item.event or item.standing in DONE:
        return False
    if item.binding is not None or item.at is not None or item.time is None:
        return True
    return any(choice.kind is not TimeKind.OWN_TIME for _, several in item.time.by_role for choice in several)


def _problem(
    requests: Mapping[str, Request],
    candidates: dict[str, tuple[Slot, ...]],
    known: Mapping[str, Event],
    days: Days,
) -> Problem:
    world = days.world
    bound = [entry for event in known.values() for entry in busy_of(event, days)]
    follows: list[Follow] = []
    pairs: dict[Hashable, Pairs] = {}
    for name, asked in requests.items():
        for link in asked.occurrence.links:
            if link.anchor in known:
                candidates[name] = _near(candidates[name], known[link.anchor], link, asked, days)
            elif link.anchor in requests:
                follows.append(_follow(name, link, candidates, asked, days, pairs))
    spent = tuple(use for event in known.values() for use in spent_by(event, days))
    candidates, budgets = tight(candidates, spent, days)
    weights = world.weights
    return Problem(
        tasks=tuple(_task(asked, candidates[name], days) for name, asked in requests.items()),
        follows=tuple(follows),
        busy=tuple(bound),
        covered=tuple(cover for event in known.values() for cover in covered_by(event, days)),
        supply=dict(world.substitutes),
        budgets=budgets,
        spent=tuple(use for use in spent if use.budget in budgets),
        travel=dict(world.travel),
        travel_default=world.travel_default,
        cover=weights.substitute,
        trip=weights.trip,
        uneven=weights.uneven,
    )


def _task(asked: Request, found: tuple[Slot, ...], days: Days) -> Task:
    item, programs = asked.occurrence, days.world.programs
    rank = programs.index(item.program) if item.program in programs else len(programs)
    fixed = 10 * RANK if item.standing is Standing.FIXED else 0
    needed = room(item.where, item.schools, days)
    people = asked.people if needed is None else (*asked.people, needed)
    return Task(item.id, people, item.lead, found, UNPLACED + (len(programs) - rank) * RANK + fixed)


def _follow(
    name: str,
    link: Link,
    candidates: Mapping[str, tuple[Slot, ...]],
    asked: Request,
    days: Days,
    known: dict[Hashable, Pairs],
) -> Follow:
    """A link as days that go together; many have the same days, so that what is `known` is worked out once."""
    theirs = tuple(sorted({slot.day for slot in candidates[link.anchor]}))
    mine = tuple(sorted({slot.day for slot in candidates[name]}))
    key = (theirs, mine, link.low, link.high, link.school_days, asked.occurrence.schools[:1])
    if key not in known:
        known[key] = tuple(
            (
                day,
                tuple(
                    at
                    for at in theirs
                    if link.low <= distance(link, asked.occurrence, days, at, day) <= link.high
                ),
            )
            for day in mine
        )
    return Follow(link.anchor, name, known[key], before=before(link))


def _near(found: tuple[Slot, ...], anchor: Event, link: Link, asked: Request, days: Days) -> tuple[Slot, ...]:
    """The slots that go with an anchor whose day is known."""
    item = asked.occurrence
    return tuple(slot for slot in found if goes(link, item, days, anchor, slot.day, (slot.start, slot.end)))
