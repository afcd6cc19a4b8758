"""One part brought as close to its bound as the effort allows, cheapest means first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pdcycle.schedule.check import sound
from pdcycle.schedule.formulation import rows_of
from pdcycle.schedule.greedy import first_answer
from pdcycle.schedule.parts import apart
from pdcycle.schedule.problem import Answer, Problem, Slot, cost_of

if TYPE_CHECKING:
    from pdcycle.schedule.rows import Rows

Chosen = dict[str, Slot | None]

WHOLE = 1_500
"""Up to how many slots halves are searched together, so that what a budget lets both have is shared out best."""


def first(part: Problem) -> Answer:
    """The greedy answer, and each task at its cheapest as the bound."""
    hint = first_answer(part)
    cost = cost_of(part, hint)
    return Answer(hint, cost, min(cost, sum(task.floor for task in part.tasks)))


def least_cost(part: Problem) -> int:
    """What no answer can beat, by the relaxation."""
    from pdcycle.schedule.model import relax  # noqa: PLC0415 - OR-Tools is imported only where it is needed

    alone = sum(task.floor for task in part.tasks)
    relaxed = relax(rows_of(part))
    return alone if relaxed is None else max(alone, relaxed.bound)


def better(part: Problem, found: Answer, known: Answer) -> Answer:
    """The cheaper of two answers with the higher bound."""
    bound = max(found.bound, known.bound)
    use = found.cost < known.cost and sound(part, found.chosen)
    chosen, cost = (found.chosen, found.cost) if use else (known.chosen, known.cost)
    return Answer(chosen, cost, min(bound, cost), found.stopped or known.stopped)


def rounded(part: Problem, known: Answer, limit: float | None, seed: int) -> Answer:
    """The relaxation's bound, and the answer that meets it, where one is quickly found."""
    return _rounded(part, rows_of(part), known, limit, seed)


def _rounded(part: Problem, made: Rows, known: Answer, limit: float | None, seed: int) -> Answer:
    from pdcycle.schedule.model import meet, relax  # noqa: PLC0415 - OR-Tools is imported only where it is needed

    relaxed = relax(made)
    if relaxed is None:
        return known
    now = replace(known, bound=min(known.cost, max(known.bound, relaxed.bound)))
    if now.cost == now.bound:
        return now
    found = meet(made, relaxed, limit, seed)
    return now if found is None else better(part, Answer(found, cost_of(part, found), 0), now)


def searched(part: Problem, known: Answer, effort: float, limit: float | None, seed: int) -> Answer:
    """By CP-SAT: each half that only substitutes and budgets tie to the others by itself, then around them."""
    halves = apart(part)
    if len(halves) == 1 or sum(len(task.slots) for task in part.tasks) <= WHOLE:
        return _closed(part, known, effort, limit, seed)
    bound, now = 0, known
    for half in halves:
        mine = {task.id: now.chosen[task.id] for task in half.tasks}
        own = Answer(mine, cost_of(half, mine), 0)
        alone = _closed(half, own, effort, limit, seed)
        bound += alone.bound
        if alone.cost < own.cost:
            now = _fitted(part, half, now, alone, effort, limit, seed)
    return better(part, Answer(now.chosen, now.cost, bound, now.stopped), known)


def _closed(part: Problem, known: Answer, effort: float, limit: float | None, seed: int) -> Answer:
    """By its relaxation, and where that is not met by search."""
    from pdcycle.schedule.model import search  # noqa: PLC0415 - OR-Tools is imported only where it is needed

    made = rows_of(part)
    now = _rounded(part, made, known, limit, seed)
    if now.cost == now.bound:
        return now
    return better(part, search(made, now.chosen, effort, limit, seed), now)


def _fitted(
    part: Problem, half: Problem, now: Answer, alone: Answer, effort: float, limit: float | None, seed: int
) -> Answer:
    """A half's own answer among the others' where it fits, else a new one around them."""
    found = _with(part, now, alone.chosen)
    if found.cost < now.cost and sound(part, found.chosen):
        return found
    names = {task.id for task in half.tasks}
    around = _around(half, (slot for name, slot in now.chosen.items() if name not in names))
    mine = {name: now.chosen[name] for name in sorted(names)}
    own = Answer(mine, cost_of(around, mine), 0)
    return better(part, _with(part, now, _closed(around, own, effort, limit, seed).chosen), now)


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
