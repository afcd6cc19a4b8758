"""Whether everything asked for can have a place at all, whatever it costs."""

from __future__ import annotations

from dataclasses import replace

from pdcycle.schedule.greedy import first_answer
from pdcycle.schedule.parts import components, without_taken
from pdcycle.schedule.problem import Problem, Slot

EFFORT = 2.0
"""Deterministic seconds for one part."""


def feasible(problem: Problem) -> tuple[bool | None, dict[str, Slot | None]]:
    """Whether all can be placed (None: not found out), and one way to do it; parts after the first that fails are left."""
    bare = replace(
        problem,
        tasks=tuple(
            replace(task, slots=tuple(slot._replace(penalty=0) for slot in task.slots), unplaced=1)
            for task in sorted(problem.tasks, key=lambda task: task.id)
        ),
        cover=0,
        trip=0,
        uneven=0,
    )
    open_ = without_taken(bare)
    if any(not task.slots for task in open_.tasks):
        return False, {}
    chosen: dict[str, Slot | None] = {}
    for part in components(open_):
        found = first_answer(part)
        if any(slot is None for slot in found.values()):
            answer, found = _searched(part, found)
            if not answer:
                return answer, found
        chosen.update(found)
    return True, chosen


def _searched(part: Problem, hint: dict[str, Slot | None]) -> tuple[bool | None, dict[str, Slot | None]]:
    from pdcycle.schedule.model import solve_model  # noqa: PLC0415 - OR-Tools is imported only where it is needed

    answer = solve_model(part, hint, EFFORT, None, 1)
    if answer.cost == 0:
        return True, answer.chosen
    return (False if answer.bound > 0 else None), answer.chosen
