"""From a problem to an answer with its bound: part by part, by CP-SAT only where the first answer is not proven."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from pdcycle.schedule.greedy import first_answer
from pdcycle.schedule.parts import chunks, components, without_taken
from pdcycle.schedule.problem import Answer, Busy, Cover, Problem, Slot, Soft, Task, Use, cost_of, soft_keys

EFFORT = 3.0
"""Deterministic seconds one model may take, as CP-SAT counts them."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to try: `each` in deterministic seconds a model, `limit` in wall-clock seconds in all.

    Only the wall-clock limit makes an answer depend on the machine, and marks it stopped.
    """

    each: float = EFFORT
    limit: float | None = None
    seed: int = 1


def solve(problem: Problem, effort: Effort = Effort(), clock: Callable[[], float] = time.monotonic) -> Answer:
    """The answer for all tasks; the same for any order of the input."""
    ends = None if effort.limit is None else clock() + effort.limit
    ordered = replace(
        problem,
        tasks=tuple(sorted(problem.tasks, key=lambda task: task.id)),
        follows=tuple(sorted(problem.follows, key=lambda follow: (follow.follower, follow.anchor))),
    )
    chosen: dict[str, Slot | None] = {}
    cost = bound = 0
    stopped = False
    for part in components(without_taken(ordered)):
        left = None if ends is None else max(0.0, ends - clock())
        answer = _part(part, replace(effort, limit=left))
        chosen.update(answer.chosen)
        cost += answer.cost
        bound += answer.bound
        stopped = stopped or answer.stopped
    return Answer(dict(sorted(chosen.items())), cost, bound, stopped)


def floor(problem: Problem) -> int:
    """A bound that needs no search: each task at its cheapest, as if alone."""
    return sum(task.floor for task in problem.tasks)


def _part(problem: Problem, effort: Effort) -> Answer:
    hint = first_answer(problem)
    first = Answer(hint, cost_of(problem, hint), floor(problem))
    if first.cost == first.bound:
        return first
    if effort.limit is not None and effort.limit <= 0:
        return replace(first, stopped=True)
    cut = chunks(problem)
    if len(cut) > 1:
        each = None if effort.limit is None else effort.limit / (2 * len(cut))
        return _by_time(problem, cut, first, replace(effort, limit=each))
    return _better(_model(problem, hint, effort), first)


def _model(problem: Problem, hint: dict[str, Slot | None], effort: Effort) -> Answer:
    from pdcycle.schedule.model import solve_model  # noqa: PLC0415 - OR-Tools is imported only where it is needed

    return solve_model(problem, hint, effort.each, effort.limit, effort.seed)


def _better(found: Answer, first: Answer) -> Answer:
    """The cheaper of two answers with the higher bound."""
    bound = max(found.bound, first.bound)
    chosen, cost = (found.chosen, found.cost) if found.cost <= first.cost else (first.chosen, first.cost)
    return Answer(chosen, cost, min(bound, cost), found.stopped)


def _by_time(problem: Problem, cut: list[tuple[Task, ...]], first: Answer, effort: Effort) -> Answer:
    """Fortnight after fortnight, each around what the earlier ones took.

    The bound adds up what each fortnight costs at least by itself, as if the others took nothing from it; a
    substitute, a trip or a day's load that several share is counted in the first of them only.
    """
    chosen: dict[str, Slot | None] = {}
    busy: list[Busy] = []
    covered: list[tuple[Cover, int]] = list(problem.covered)
    spent: list[Use] = list(problem.spent)
    paid: set[Soft] = set()
    seen: set[Soft] = set()
    bound, stopped = 0, False
    whole = replace(problem, shares=problem.fair)
    for tasks in cut:
        names = {task.id for task in tasks}
        follows = tuple(follow for follow in problem.follows if follow.follower in names)
        alone = replace(whole, tasks=tasks, follows=follows)
        part = without_taken(
            replace(
                alone,
                busy=tuple(busy),
                covered=tuple(covered),
                spent=tuple(spent),
                uncharged=frozenset(paid),
            )
        )
        answer = _chunk(part, effort)
        keys = {key for task in tasks for slot in task.slots for key in soft_keys(task, slot)}
        apart = replace(alone, uncharged=frozenset(keys & seen))
        as_if_alone = part.tasks == tasks and not keys & seen
        bound += answer.bound if as_if_alone else _chunk(apart, effort).bound
        seen |= keys
        stopped = stopped or answer.stopped
        chosen.update(answer.chosen)
        for task in tasks:
            slot = answer.chosen[task.id]
            if slot is not None:
                busy += taken(task, slot)
                covered += [(cover, slot.day) for cover in slot.covers]
                spent += slot.uses
                paid.update(key for key in soft_keys(task, slot) if key[0] == "trip")
    found = {task.id: chosen[task.id] for task in problem.tasks}
    return _better(Answer(found, cost_of(problem, found), bound, stopped), first)


def _chunk(part: Problem, effort: Effort) -> Answer:
    hint = first_answer(part)
    first = Answer(hint, cost_of(part, hint), floor(part))
    if first.cost == first.bound:
        return first
    return _better(_model(part, hint, effort), first)


def taken(task: Task, slot: Slot) -> list[Busy]:
    """A placed task as time given away."""
    return [Busy(person, slot.day, slot.start, slot.end, slot.school, slot.meeting) for person in task.people]
