"""One part brought as close to its bound as the effort allows, cheapest means first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pdcycle.schedule.check import sound
from pdcycle.schedule.greedy import first_answer
from pdcycle.schedule.parts import apart
from pdcycle.schedule.problem import Answer, Problem, Slot, cost_of

if TYPE_CHECKING:
    from pdcycle.schedule.model import Worth
    from pdcycle.schedule.rows import Rows

Chosen = dict[str, Slot | None]

ROUND = 0.4
"""Deterministic seconds for what the relaxation left open."""

WHOLE = 1_500
"""Up to how many slots halves are searched together, so that what a budget lets both have is shared out best."""


def first(part: Problem) -> Answer:
    """The greedy answer, and each task at its cheapest as the bound."""
    hint = first_answer(part)
    cost = cost_of(part, hint)
    return Answer(hint, cost, min(cost, sum(task.floor for task in part.tasks)))


def better(part: Problem, found: Answer, known: Answer) -> Answer:
    """The cheaper of two answers with the higher bound."""
    bound = max(found.bound, known.bound)
    use = found.cost < known.cost and sound(part, found.chosen)
    chosen, cost = (found.chosen, found.cost) if use else (known.chosen, known.cost)
    return Answer(chosen, cost, min(bound, cost), found.stopped or known.stopped)


def rounded(part: Problem, known: Answer, limit: float | None, seed: int) -> Answer:
    """The relaxation's bound, and an answer around what it decided."""
    from pdcycle.schedule.model import relax  # noqa: PLC0415 - OR-Tools is imported only where it is needed
    from pdcycle.schedule.rows import rows_of  # noqa: PLC0415 - as above

    made = rows_of(part)
    relaxed = relax(made)
    if relaxed is None:
        return known
    now = replace(known, bound=min(known.cost, max(known.bound, relaxed.bound)))
    halves = apart(part)
    for worth in (relaxed.narrow, relaxed.wide):
        if now.cost > now.bound:
            found = _one_by_one(part, made, halves, worth, limit, seed)
            now = better(part, Answer(found, cost_of(part, found), 0), now)
    return now


def _one_by_one(
    part: Problem, made: Rows, halves: list[Problem], worth: Worth, limit: float | None, seed: int
) -> Chosen:
    """Half after half among the slots that are worth a look, each around what the earlier ones took."""
    from pdcycle.schedule.model import search  # noqa: PLC0415 - OR-Tools is imported only where it is needed
    from pdcycle.schedule.rows import rows_of  # noqa: PLC0415 - as above

    if len(halves) == 1:
        return search(made, None, ROUND, limit, seed, worth).chosen
    chosen: Chosen = {}
    for half in halves:
        rows = rows_of(_around(half, chosen.values()))
        chosen |= search(rows, None, ROUND, limit, seed, worth).chosen
    return {task.id: chosen[task.id] for task in part.tasks}


def searched(part: Problem, known: Answer, effort: float, limit: float | None, seed: int) -> Answer:
    """By CP-SAT: each half that only substitutes and budgets tie to the others by itself, then around them."""
    from pdcycle.schedule.model import solve_model  # noqa: PLC0415 - OR-Tools is imported only where it is needed

    halves = apart(part)
    if len(halves) == 1 or sum(len(task.slots) for task in part.tasks) <= WHOLE:
        return better(part, solve_model(part, known.chosen, effort, limit, seed), known)
    bound, now = 0, known
    for half in halves:
        mine = {task.id: now.chosen[task.id] for task in half.tasks}
        own = Answer(mine, cost_of(half, mine), 0)
        alone = better(half, solve_model(half, mine, effort, limit, seed), own)
        bound += alone.bound
        if alone.cost < own.cost:
            now = _fitted(part, half, now, alone, effort, limit, seed)
    return better(part, Answer(now.chosen, now.cost, bound, now.stopped), known)


def _fitted(
    part: Problem, half: Problem, now: Answer, alone: Answer, effort: float, limit: float | None, seed: int
) -> Answer:
    """A half's own answer among the others' where it fits, else a new one around them."""
    from pdcycle.schedule.model import solve_model  # noqa: PLC0415 - OR-Tools is imported only where it is needed

    found = _with(part, now, alone.chosen)
    if found.cost < now.cost and sound(part, found.chosen):
        return found
    names = {task.id for task in half.tasks}
    around = _around(half, (slot for name, slot in now.chosen.items() if name not in names))
    mine = {name: now.chosen[name] for name in sorted(names)}
    return better(part, _with(part, now, solve_model(around, mine, effort, limit, seed).chosen), now)


def _around(half: Problem, others: Iterable[Slot | None]) -> Problem:
    """A half with the substitutes and budgets that others leave it."""
    taken = [slot for slot in others if slot is not None]
    return replace(
        half,
        covered=(*half.covered, *((cover, slot.day) for slot in taken for cover in slot.covers)),
        spent=(*half.spent, *(use for slot in taken for use in slot.uses)),
    )


def _with(part: Problem, now: Answer, chosen: Mapping[str, Slot | None]) -> Answer:
    both: Chosen = {**now.chosen, **chosen}
    return Answer(both, cost_of(part, both), now.bound)
