"""Whether everything asked for can have a place at all, whatever it costs; else some of it that already cannot."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeAlias

from pdcycle.schedule.greedy import first_answer
from pdcycle.schedule.parts import components, without_taken
from pdcycle.schedule.problem import Problem, Slot, Task

Judge: TypeAlias = Callable[[Problem], tuple[bool | None, dict[str, Slot | None]]]
"""Tells whether all of a problem can be placed (None: not found out), and one way to do it."""

EFFORT = 2.0
"""Deterministic seconds for one part."""

ROUNDS = 3
"""How often a core is looked for within a core."""


def feasible(problem: Problem) -> tuple[bool | None, dict[str, Slot | None]]:
    """Whether all can be placed (None: not found out), and one way to do it."""
    answer, chosen, _ = judged(problem)
    return answer, chosen


def judged(
    problem: Problem, first: Collection[str] = (), effort: float = EFFORT
) -> tuple[bool | None, dict[str, Slot | None], frozenset[str]]:
    """As `feasible`, and where not all can be placed, the ids of some that cannot be placed together.

    Parts with an id of `first` are looked at before the others; those after one that fails are left. `effort` is in
    deterministic seconds for one part.
    """
    open_ = without_taken(_bare(problem))
    for task in open_.tasks:
        if not task.slots:
            return False, {}, frozenset((task.id,))
    chosen: dict[str, Slot | None] = {}
    parts = components(open_)
    parts.sort(key=lambda part: not any(task.id in first for task in part.tasks))
    for part in parts:
        found = first_answer(part)
        if any(slot is None for slot in found.values()):
            answer, found, core = _searched(part, effort)
            if not answer:
                return answer, {}, core
        chosen.update(found)
    return True, chosen, frozenset()


def _bare(problem: Problem) -> Problem:
    """The problem without what only costs."""
    tasks = sorted(problem.tasks, key=lambda task: task.id)
    return replace(
        problem,
        tasks=tuple(
            replace(task, slots=tuple(slot._replace(penalty=0) for slot in task.slots), unplaced=1)
            for task in tasks
        ),
        cover=0,
        trip=0,
        uneven=0,
    )


def _searched(part: Problem, effort: float) -> tuple[bool | None, dict[str, Slot | None], frozenset[str]]:
    """The same of one part, and of the core's own core while that gets smaller."""
    answer, found, core = _asked(part, effort)
    for _ in range(ROUNDS):
        if answer is not False or len(core) < 3:
            break
        again, _, smaller = _asked(_only(part, core), effort)
        if again is not False or len(smaller) == len(core):
            break
        core = smaller
    return answer, found, core


def _asked(part: Problem, effort: float) -> tuple[bool | None, dict[str, Slot | None], frozenset[str]]:
    from pdcycle.schedule.formulation import rows_of  # noqa: PLC0415 - beside the solver, imported where it is needed
    from pdcycle.solver import assumed  # noqa: PLC0415 - OR-Tools is imported only where it is needed

    made = rows_of(part)
    out = {made.columns[task.id][-1]: task.id for task in part.tasks}
    answer, columns = assumed(made.upper, made.rows, sorted(out), effort)
    if not answer:
        return answer, {}, frozenset(out[column] for column in columns)
    return True, {task.id: _picked(task, made.columns[task.id], columns) for task in part.tasks}, frozenset()


def _picked(task: Task, own: list[int], columns: frozenset[int]) -> Slot | None:
    return next((slot for slot, column in zip(task.slots, own, strict=False) if column in columns), None)


def _only(part: Problem, names: Collection[str]) -> Problem:
    """What is left of a part with these tasks alone."""
    return replace(
        part,
        tasks=tuple(task for task in part.tasks if task.id in names),
        follows=tuple(one for one in part.follows if one.anchor in names and one.follower in names),
    )
