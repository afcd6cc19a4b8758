"""The door to OR-Tools: the one module that imports it, and how every model is solved the same way twice."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from ortools.linear_solver import pywraplp  # type: ignore[attr-defined]  # has no stubs beside those that do
from ortools.linear_solver.python import model_builder_helper
from ortools.sat.python import cp_model

__all__ = [
    "LinearRow",
    "Region",
    "Relaxation",
    "assumed",
    "cp_model",
    "least",
    "relaxation",
    "reproducible",
]

_SCALE = 1 << 20
_STEPS = 50_000
"""The simplex may take this many steps; it has been seen to go round in circles."""


class LinearRow(Protocol):
    """A row as the relaxation reads it: the sum is at most `most`, or exactly that."""

    @property
    def columns(self) -> Sequence[int]:
        """The columns with a coefficient."""

    @property
    def most(self) -> int:
        """The right-hand side."""

    @property
    def coefficients(self) -> Sequence[int] | None:
        """Their coefficients; ones where none are given."""

    @property
    def exact(self) -> bool:
        """Whether the sum is to be met and not only kept under."""


class Relaxation(NamedTuple):
    """The least cost where columns may be fractions, rounded up, and the columns' values and reduced costs there."""

    bound: int
    values: tuple[float, ...]
    reduced: tuple[float, ...]


def reproducible(effort: float, seed: int = 1, limit: float | None = None) -> cp_model.CpSolver:
    """A solver with one worker, a fixed seed and `effort` in deterministic seconds.

    Only `limit`, in seconds by the clock, makes an answer depend on the machine. An interrupt is Python's.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = effort
    solver.parameters.catch_sigint_signal = False
    if limit is not None:
        solver.parameters.max_time_in_seconds = limit
    return solver


def least(solver: cp_model.CpSolver) -> int:
    """The bound of a minimised whole number, rounded up past the solver's own noise."""
    return -int(-(solver.best_objective_bound - 1e-6) // 1)


def relaxation(cost: Sequence[int], upper: Sequence[int], rows: Sequence[LinearRow]) -> Relaxation | None:
    """The linear relaxation by the simplex method; None where that gave up.

    The bound is worked out from the prices of the rows in whole numbers, so that rounding cannot make it too high.
    """
    model = model_builder_helper.ModelBuilderHelper()
    columns = [model_builder_helper.Variable(model, 0.0, most, False, "") for most in upper]
    for number, points in enumerate(cost):
        if points:
            model.set_var_objective_coefficient(number, points)
    for row in rows:
        number = model.add_linear_constraint()
        model.set_constraint_lower_bound(number, row.most if row.exact else -math.inf)
        model.set_constraint_upper_bound(number, row.most)
        mine = [columns[column] for column in row.columns]
        factors = [float(factor) for factor in row.coefficients or [1] * len(mine)]
        model.add_terms_to_constraint(number, mine, factors)
    solver = model_builder_helper.ModelSolverHelper("glop")
    solver.set_solver_specific_parameters(f"max_number_of_iterations: {_STEPS}")
    solver.solve(model)
    if solver.status() != model_builder_helper.SolveStatus.OPTIMAL:
        return None
    prices = [round(price * _SCALE) for price in solver.dual_values().tolist()]
    values = tuple(solver.variable_values().tolist())
    reduced = tuple(solver.reduced_costs().tolist())
    return Relaxation(_proven(cost, upper, rows, prices), values, reduced)


def _proven(
    cost: Sequence[int], upper: Sequence[int], rows: Sequence[LinearRow], prices: Sequence[int]
) -> int:
    """What these prices prove: any prices give a true bound, the simplex method's the best."""
    reduced = [points * _SCALE for points in cost]
    total = 0
    for row, price in zip(rows, prices, strict=True):
        paid = price if row.exact else min(price, 0)
        if paid:
            total += paid * row.most
            for column, factor in zip(row.columns, row.coefficients or [1] * len(row.columns), strict=True):
                reduced[column] -= paid * factor
    total += sum(points * most for points, most in zip(reduced, upper, strict=True) if points < 0)
    return -(-total // _SCALE)


class Region:
    """All points within bounds that satisfy linear rows, asked for its far ends by linear programming.

    `bounds` holds a lowest and a highest value a variable; a row holds coefficients by variable, and the lowest
    and highest value of their sum.
    """

    def __init__(
        self, bounds: Sequence[tuple[float, float]], rows: Iterable[tuple[Mapping[int, int], float, float]]
    ) -> None:
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        # Without preprocessing the next direction starts from where the last one ended.
        self._solver.SetSolverSpecificParametersAsString(
            f"use_preprocessing: false max_number_of_iterations: {_STEPS}"
        )
        self._points = [self._solver.NumVar(low, high, "") for low, high in bounds]
        for terms, low, high in rows:
            row = self._solver.Constraint(low, high)
            for variable, factor in terms.items():
                row.SetCoefficient(self._points[variable], factor)

    def farthest(self, terms: Mapping[int, int]) -> tuple[float, ...] | None:
        """The point where the sum of these terms is largest; None where no point satisfies every row."""
        goal = self._solver.Objective()
        goal.Clear()
        for variable, factor in terms.items():
            goal.SetCoefficient(self._points[variable], factor)
        goal.SetMaximization()
        if self._solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return tuple(point.solution_value() for point in self._points)


def assumed(
    upper: Sequence[int], rows: Iterable[LinearRow], zeros: Sequence[int], effort: float
) -> tuple[bool | None, frozenset[int]]:
    """Whether the rows can be met with the columns `zeros` at zero (None: not found out).

    With it come the columns that are not zero then, or else some of `zeros` that rule each other out.
    """
    model = cp_model.CpModel()
    columns = [model.new_bool_var("") if most == 1 else model.new_int_var(0, most, "") for most in upper]
    for row in rows:
        mine = [columns[column] for column in row.columns]
        if row.exact and row.most == 1 and row.coefficients is None:
            model.add_exactly_one(mine)
        elif row.most == 1 and row.coefficients is None:
            model.add_at_most_one(mine)
        else:
            total = cp_model.LinearExpr.weighted_sum(mine, row.coefficients or [1] * len(mine))
            model.add(total == row.most) if row.exact else model.add(total <= row.most)
    model.add_assumptions([~columns[column] for column in zeros])
    solver = reproducible(effort)
    solver.parameters.cp_model_probing_level = 0
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return True, frozenset(number for number, column in enumerate(columns) if solver.value(column))
    if status != cp_model.INFEASIBLE:
        return None, frozenset()
    # A negated literal comes back as such: -1 for the first column.
    found = {max(index, -index - 1) for index in solver.sufficient_assumptions_for_infeasibility()}
    return False, frozenset(column for column in zeros if column in found) or frozenset(zeros)
