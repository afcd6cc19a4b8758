"""Grouping as CP-SAT models: a bound, a first grouping, and the best one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pdcycle.groups.scale import CROWD, NO_NOVICE, NO_VETERAN, ONE_SCHOOL, PILE, Scale, undominated
from pdcycle.solver import cp_model, least, reproducible

Partition = tuple[tuple[int, ...], ...]
Kind = tuple[int, int]
"""What a group is about and around which grade, as indexes into the scale's lists."""


@dataclass(frozen=True, slots=True)
class Task:
    """The pool on its scale, in units that stay together, with pairs of units that may not meet, and sizes."""

    scale: Scale
    units: Partition
    clashes: tuple[tuple[int, int], ...]
    sizes: tuple[int, int]


def kinds(task: Task, effort: float) -> tuple[int, list[Kind]]:
    """A bound on the points for topic and age, and how the groups' topics and ages would reach it."""
    scale = task.scale
    choices = [(topic, age) for topic in undominated(scale.topic) for age in undominated(scale.age)]
    rows = [
        tuple(topics[topic] + ages[age] for topic, age in choices)
        for topics, ages in zip(scale.topic, scale.age, strict=True)
    ]
    bound, chosen = _relaxed(task, rows, effort)
    return bound, [choices[at] for at in chosen]


def times(task: Task, effort: float) -> int:
    """A bound on the points for a time to meet, whatever the groups are about."""
    table = task.scale.time
    columns = undominated(table)
    return _relaxed(task, [tuple(row[at] for at in columns) for row in table], effort)[0]


def _relaxed(task: Task, rows: Sequence[tuple[int, ...]], effort: float) -> tuple[int, list[int]]:
    """The least points where each group chooses one column, as a bound, and the columns chosen.

    Groups that choose alike are only counted, not told apart, and people whose rows are alike neither; who stays
    together or apart is left out: small, and nearly as good.
    """
    count, (low, high) = task.scale.count, task.sizes
    columns = range(len(rows[0]))
    model = cp_model.CpModel()
    made = [model.new_int_var(0, count, "") for _ in columns]
    model.add(sum(made) == count)
    inside: list[list[cp_model.IntVar]] = [[] for _ in columns]
    cost = []
    for points, number in sorted(Counter(rows).items()):
        row = [model.new_int_var(0, number, "") for _ in columns]
        model.add(sum(row) == number)
        for at, variable in enumerate(row):
            inside[at].append(variable)
            cost.append(points[at] * variable)
    for at, variables in enumerate(inside):
        model.add(sum(variables) >= low * made[at])
        model.add(sum(variables) <= high * made[at])
    model.minimize(sum(cost))
    solver = reproducible(effort)
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return 0, [0] * count
    return max(0, least(solver)), [at for at in columns for _ in range(solver.value(made[at]))]


def first_grouping(task: Task, about: Sequence[Kind], effort: float) -> Partition | None:
    """Everybody to the groups of these kinds at the least points for topic and age; None where no grouping is possible."""
    model, places = _places(task)
    cost = []
    for part, row in zip(task.units, places, strict=True):
        for group, variable in enumerate(row):
            topic, age = about[group]
            points = sum(task.scale.topic[one][topic] + task.scale.age[one][age] for one in part)
            if points:
                cost.append(points * variable)
    model.minimize(sum(cost))
    solver = reproducible(effort)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return _read(task, places, solver)


def best_grouping(task: Task, hint: Partition, floor: int, effort: float) -> tuple[Partition, int]:
    """The best grouping within the effort, not worse than the hint, and a bound; `floor` is already proven."""
    model, places = _places(task)
    _alike(model, places)
    ordered = sorted(hint)
    where = {one: group for group, members in enumerate(ordered) for one in members}
    for part, row in zip(task.units, places, strict=True):
        for group, variable in enumerate(row):
            model.add_hint(variable, where[part[0]] == group)
    points = [
        point
        for group in range(task.scale.count)
        for point in _points(model, task, [row[group] for row in places])
    ]
    model.add(sum(points) >= floor)
    model.minimize(sum(points))
    solver = reproducible(effort)
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return tuple(ordered), floor
    found = _read(task, places, solver)
    cost = sum(task.scale.points(members) for members in found)
    return found, cost if status == cp_model.OPTIMAL else max(floor, least(solver))


def _places(task: Task) -> tuple[cp_model.CpModel, list[list[cp_model.IntVar]]]:
    """Each unit in one group, sizes kept, clashing units apart."""
    model = cp_model.CpModel()
    groups = range(task.scale.count)
    places = [[model.new_bool_var("") for _ in groups] for _ in task.units]
    for row in places:
        model.add_exactly_one(row)
    for group in groups:
        size = sum(len(part) * row[group] for part, row in zip(task.units, places, strict=True))
        model.add(size >= task.sizes[0])
        model.add(size <= task.sizes[1])
    for one, other in task.clashes:
        for group in groups:
            model.add_at_most_one([places[one][group], places[other][group]])
    return model, places


def _alike(model: cp_model.CpModel, places: list[list[cp_model.IntVar]]) -> None:
    """Groups have no names: they are numbered by their first unit, so each grouping is looked at once."""
    for unit, row in enumerate(places):
        for group in range(1, len(row)):
            if group > unit:
                model.add(row[group] == 0)
            else:
                model.add(row[group] <= sum(places[before][group - 1] for before in range(unit)))


def _points(model: cp_model.CpModel, task: Task, here: list[cp_model.IntVar]) -> list[cp_model.LinearExpr]:
    scale = task.scale
    found: list[cp_model.LinearExpr] = []
    for table in (scale.topic, scale.age, scale.time):
        most = max(map(max, table)) * task.sizes[1]
        if not most:
            continue
        lost = model.new_int_var(0, most, "")
        chosen = [model.new_bool_var("") for _ in table[0]]
        model.add_exactly_one(chosen)
        for at, literal in enumerate(chosen):
            terms = [sum(table[one][at] for one in part) for part in task.units]
            model.add(lost >= cp_model.LinearExpr.weighted_sum(here, terms)).only_enforce_if(literal)
        found.append(lost)
    return found + _mixture(model, task, here) + _spread(model, task, here)


def _count(task: Task, here: list[cp_model.IntVar], wanted: Sequence[bool]) -> cp_model.LinearExpr:
    terms = [sum(wanted[one] for one in part) for part in task.units]
    return cp_model.LinearExpr.sum([term * unit for unit, term in zip(here, terms, strict=True)])


def _mixture(model: cp_model.CpModel, task: Task, here: list[cp_model.IntVar]) -> list[cp_model.LinearExpr]:
    novices = _count(task, here, [one.novice for one in task.scale.pool])
    veterans = _count(task, here, [one.veteran for one in task.scale.pool])
    no_novice, no_veteran = model.new_bool_var(""), model.new_bool_var("")
    model.add(novices >= 1).only_enforce_if(~no_novice)
    model.add(veterans >= 1).only_enforce_if(~no_veteran)
    piled = model.new_int_var(0, task.sizes[1], "")
    model.add(piled >= novices - task.scale.even)
    return [NO_NOVICE * no_novice, NO_VETERAN * no_veteran, PILE * piled]


def _spread(model: cp_model.CpModel, task: Task, here: list[cp_model.IntVar]) -> list[cp_model.LinearExpr]:
    scale = task.scale
    found: list[cp_model.LinearExpr] = []
    size = _count(task, here, [True] * len(scale.pool))
    for school in sorted({one.school for one in scale.pool}):
        peers = _count(
            task,
            here,
            [one.school == school and far for one, far in zip(scale.pool, scale.far, strict=True)],
        )
        others = _count(task, here, [one.school != school for one in scale.pool])
        crowd = model.new_int_var(0, task.sizes[1], "")
        model.add(2 * crowd >= 2 * peers - size - 1)
        alone, mixed, unseen = (model.new_bool_var("") for _ in range(3))
        model.add(others >= 1).only_enforce_if(mixed)
        model.add(peers == 0).only_enforce_if(unseen)
        model.add_bool_or([alone, mixed, unseen])
        found += [CROWD * crowd, ONE_SCHOOL * alone]
    return found


def _read(task: Task, places: list[list[cp_model.IntVar]], solver: cp_model.CpSolver) -> Partition:
    groups: list[list[int]] = [[] for _ in range(task.scale.count)]
    for part, row in zip(task.units, places, strict=True):
        for group, variable in enumerate(row):
            if solver.boolean_value(variable):
                groups[group] += part
    return tuple(sorted(tuple(sorted(members)) for members in groups))
