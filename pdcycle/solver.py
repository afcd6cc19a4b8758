"""The door to OR-Tools: the one module that imports it, and how every model is solved the same way twice."""

from __future__ import annotations

from ortools.sat.python import cp_model

__all__ = ["cp_model", "least", "reproducible"]


def reproducible(effort: float, seed: int = 1, limit: float | None = None) -> cp_model.CpSolver:
    """A solver with one worker, a fixed seed and `effort` in deterministic seconds.

    Only `limit`, in seconds by the clock, makes an answer depend on the machine.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = effort
    if limit is not None:
        solver.parameters.max_time_in_seconds = limit
    return solver


def least(solver: cp_model.CpSolver) -> int:
    """The bound of a minimised whole number, rounded up past the solver's own noise."""
    return -int(-(solver.best_objective_bound - 1e-6) // 1)
