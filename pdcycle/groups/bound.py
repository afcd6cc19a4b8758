"""What no grouping can go below: groups of a kind and people alike are only counted, so the model stays small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pdcycle.groups.model import Kind, Task
from pdcycle.groups.scale import CROWD, NO_NOVICE, NO_VETERAN, ONE_SCHOOL, Scale, undominated
from pdcycle.solver import cp_model, least, reproducible


@dataclass(frozen=True, slots=True, order=True)
class _Sort:
    """People who are alike to the bound: what each kind of group costs them, and what they bring to its mixture."""

    points: tuple[int, ...]
    school: str
    far: bool
    novice: bool
    veteran: bool


LARGEST = 7_000
"""Sorts of people times kinds of groups up to which the bound is worth its while."""


def mixed_bound(task: Task, effort: float) -> tuple[int, list[Kind]] | None:
    """A bound on the points for topic, age, experience and schools together, and the kinds of groups that reach it.

    Time to meet is left out. None where the model would be too large to be of use.

    Every sum below holds of each group by itself, so it holds of all groups of a kind added up: the groups without
    a novice are at least as many as the groups less the novices there; those all of one school at least as many as
    the groups less the others there; and of one school, above half of each group, at least what is above half of all.
    """
    scale, (low, high) = task.scale, task.sizes
    choices = [(topic, age) for topic in undominated(scale.topic) for age in undominated(scale.age)]
    sorts = _sorts(scale, choices)
    if len(sorts) * len(choices) > LARGEST:
        return None
    model = cp_model.CpModel()
    made = [model.new_int_var(0, scale.count, "") for _ in choices]
    model.add(sum(made) == scale.count)
    rows = {sort: [model.new_int_var(0, sorts[sort], "") for _ in choices] for sort in sorted(sorts)}
    for sort, row in rows.items():
        model.add(sum(row) == sorts[sort])
    cost: list[cp_model.LinearExprT] = [
        points * variable
        for sort, row in rows.items()
        for points, variable in zip(sort.points, row, strict=True)
    ]
    for at, groups in enumerate(made):
        here = {sort: row[at] for sort, row in rows.items()}
        model.add(sum(here.values()) >= low * groups)
        model.add(sum(here.values()) <= high * groups)
        cost += _mixture(model, scale.count, groups, here) + _spread(model, task, groups, here)
    model.minimize(sum(cost))
    solver = reproducible(effort)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return max(0, least(solver)), [
        choice for at, choice in enumerate(choices) for _ in range(solver.value(made[at]))
    ]


def _sorts(scale: Scale, choices: Sequence[Kind]) -> Counter[_Sort]:
    return Counter(
        _Sort(
            tuple(scale.topic[at][topic] + scale.age[at][age] for topic, age in choices),
            one.school,
            scale.far[at],
            one.novice,
            one.veteran,
        )
        for at, one in enumerate(scale.pool)
    )


def _mixture(
    model: cp_model.CpModel, count: int, groups: cp_model.IntVar, here: dict[_Sort, cp_model.IntVar]
) -> list[cp_model.LinearExprT]:
    found: list[cp_model.LinearExprT] = []
    for points, present in (
        (NO_NOVICE, [variable for sort, variable in here.items() if sort.novice]),
        (NO_VETERAN, [variable for sort, variable in here.items() if sort.veteran]),
    ):
        without = model.new_int_var(0, count, "")
        model.add(without >= groups - sum(present))
        found.append(points * without)
    return found


def _spread(
    model: cp_model.CpModel, task: Task, groups: cp_model.IntVar, here: dict[_Sort, cp_model.IntVar]
) -> list[cp_model.LinearExprT]:
    found: list[cp_model.LinearExprT] = []
    people = len(task.scale.pool)
    for school in sorted({sort.school for sort in here}):
        peers = sum(variable for sort, variable in here.items() if sort.school == school and sort.far)
        others = sum(variable for sort, variable in here.items() if sort.school != school or not sort.far)
        alone = model.new_int_var(0, task.scale.count, "")
        crowd = model.new_int_var(0, people, "")
        model.add(alone >= groups - others)
        # Half of a group is rounded up, by half a person a group at most.
        model.add(2 * crowd >= 2 * peers - sum(here.values()) - groups)
        found += [ONE_SCHOOL * alone, CROWD * crowd]
    return found
