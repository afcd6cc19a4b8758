"""One part as a CP-SAT model, whole or with only the columns that are worth a look."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from operator import mul
from typing import NamedTuple

from pdcycle.schedule.formulation import rows_of
from pdcycle.schedule.problem import Answer, Problem, Slot, Task, cost_of
from pdcycle.schedule.rows import Row, Rows
from pdcycle.solver import cp_model, least, relaxation, reproducible

_WHOLE = 0.999
"""From here on a column of the relaxation counts as chosen."""

_NEAR = 0.01

MEET = 0.4
"""Deterministic seconds to find an answer as good as the relaxation."""


Worth = Mapping[str, Collection[int]]
"""The numbers of the slots worth a look, by task; one more than the last is being left out."""


class Relaxed(NamedTuple):
    """What no answer can beat, and the slots that an answer just as good can have."""

    bound: int
    near: Worth


def solve_model(
    problem: Problem, hint: Mapping[str, Slot | None], effort: float, limit: float | None, seed: int
) -> Answer:
    """The best answer within the effort, with CP-SAT's bound; one worker, so the same again for the same input."""
    return search(rows_of(problem), hint, effort, limit, seed)


def relax(made: Rows) -> Relaxed | None:
    """The linear relaxation; None where it was not found."""
    found = relaxation(made.cost, made.upper, made.rows)
    if found is None:
        return None
    near: dict[str, list[int]] = {}
    slack = found.bound - sum(map(mul, made.cost, found.values)) + _NEAR
    for name, columns in made.columns.items():
        sure = [number for number, column in enumerate(columns) if found.values[column] >= _WHOLE]
        near[name] = sure or [
            number
            for number, column in enumerate(columns)
            if found.reduced[column] <= slack or column == columns[-1]
        ]
    return Relaxed(found.bound, near)


def meet(made: Rows, relaxed: Relaxed, limit: float | None, seed: int) -> dict[str, Slot | None] | None:
    """An answer that costs no more than the relaxation does, where one is quickly found."""
    model, variables, total = _model(made, relaxed.near)
    model.add(total <= relaxed.bound)
    solver = reproducible(MEET, seed, limit)
    # Nearly all of the columns are gone already: to look for more that could go takes longer than to search.
    solver.parameters.cp_model_presolve = False
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return {task.id: _picked(solver, task, variables, made.columns[task.id]) for task in made.problem.tasks}


def search(
    made: Rows, hint: Mapping[str, Slot | None], effort: float, limit: float | None, seed: int
) -> Answer:
    """The best answer within the effort, or the hint."""
    model, variables, total = _model(made, None)
    model.minimize(total)
    _hint(model, made, variables, hint)
    solver = reproducible(effort, seed, limit)
    # Probing before the search took longer than the whole search on a coach's fortnight.
    solver.parameters.cp_model_probing_level = 0
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(dict(hint), cost_of(made.problem, hint), 0, stopped=limit is not None)
    chosen = {task.id: _picked(solver, task, variables, made.columns[task.id]) for task in made.problem.tasks}
    cost = cost_of(made.problem, chosen)
    out_of_time = status != cp_model.OPTIMAL and limit is not None and solver.wall_time >= limit
    return Answer(chosen, cost, cost if status == cp_model.OPTIMAL else least(solver), out_of_time)


def _model(
    made: Rows, only: Worth | None
) -> tuple[cp_model.CpModel, list[cp_model.IntVar | None], cp_model.LinearExprT]:
    """The columns worth a look with all rows, and what they cost."""
    model = cp_model.CpModel()
    dropped = _dropped(made, only)
    variables = [
        None if column in dropped else model.new_int_var(0, most, "")
        for column, most in enumerate(made.upper)
    ]
    for row in made.rows:
        _add(model, variables, row)
    used = [
        (variable, made.cost[column])
        for column, variable in enumerate(variables)
        if variable is not None and made.cost[column]
    ]
    total = cp_model.LinearExpr.weighted_sum(
        [variable for variable, _ in used], [points for _, points in used]
    )
    return model, variables, total


def _dropped(made: Rows, only: Worth | None) -> set[int]:
    if only is None:
        return set()
    return {
        column
        for name, columns in made.columns.items()
        for number, column in enumerate(columns)
        if number not in only[name]
    }


def _add(model: cp_model.CpModel, variables: list[cp_model.IntVar | None], row: Row) -> None:
    factors = row.coefficients or [1] * len(row.columns)
    used = [
        (variable, factor)
        for column, factor in zip(row.columns, factors, strict=True)
        if (variable := variables[column]) is not None
    ]
    mine = [variable for variable, _ in used]
    if row.exact:
        model.add_exactly_one(mine)
    elif row.coefficients is None and row.most == 1:
        if len(mine) > 1:
            model.add_at_most_one(mine)
    elif sum(factor for _, factor in used if factor > 0) > row.most:
        model.add(cp_model.LinearExpr.weighted_sum(mine, [factor for _, factor in used]) <= row.most)


def _hint(
    model: cp_model.CpModel,
    made: Rows,
    variables: list[cp_model.IntVar | None],
    hint: Mapping[str, Slot | None],
) -> None:
    for task in made.problem.tasks:
        choices: list[Slot | None] = [*task.slots, None]
        for slot, column in zip(choices, made.columns[task.id], strict=True):
            variable = variables[column]
            if variable is not None:
                model.add_hint(variable, slot == hint[task.id])


def _picked(
    solver: cp_model.CpSolver,
    task: Task,
    variables: list[cp_model.IntVar | None],
    columns: list[int],
) -> Slot | None:
    for slot, column in zip(task.slots, columns, strict=False):
        variable = variables[column]
        if variable is not None and solver.boolean_value(variable):
            return slot
    return None
