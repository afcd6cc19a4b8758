"""One part as a CP-SAT model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pdcycle.schedule.problem import Answer, Budget, Follow, Meeting, Problem, Slot, Task, cost_of
from pdcycle.solver import cp_model

_ALONE: Meeting = ("", 0)


@dataclass(slots=True)
class _Entry:
    """A person's time in one slot of one task."""

    task: str
    slot: Slot
    literal: cp_model.IntVar


@dataclass(slots=True)
class _Build:
    """The model under construction; `terms` are literals and their points."""

    problem: Problem
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    literals: dict[str, list[cp_model.IntVar]] = field(default_factory=dict)
    terms: list[tuple[cp_model.IntVar, int]] = field(default_factory=list)
    constant: int = 0
    any_of: dict[tuple[int, ...], cp_model.IntVar] = field(default_factory=dict)

    def either(self, literals: Sequence[cp_model.IntVar]) -> cp_model.IntVar:
        """A literal that is true where any of these is."""
        if len(literals) == 1:
            return literals[0]
        key = tuple(sorted(literal.index for literal in literals))
        if key not in self.any_of:
            self.any_of[key] = found = self.model.new_bool_var("")
            for literal in literals:
                self.model.add_implication(literal, found)
        return self.any_of[key]


def solve_model(
    problem: Problem, hint: dict[str, Slot | None], effort: float, limit: float | None, seed: int
) -> Answer:
    """The best answer within the effort, with CP-SAT's bound; one worker, so the same again for the same input."""
    build = _Build(problem)
    _tasks(build, hint)
    _people(build)
    for follow in problem.follows:
        if follow.anchor in build.literals and follow.follower in build.literals:
            _follow(build, follow)
    _covers(build)
    _budgets(build)
    _trips(build)
    _evenness(build)
    build.model.minimize(sum(points * literal for literal, points in build.terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = 2
    # Probing before the search took longer than the whole search on a coach's fortnight.
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.max_deterministic_time = effort
    if limit is not None:
        solver.parameters.max_time_in_seconds = limit
    status = solver.solve(build.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(hint, cost_of(problem, hint), 0, stopped=limit is not None)
    chosen = {task.id: _picked(solver, task, build.literals[task.id]) for task in problem.tasks}
    cost = cost_of(problem, chosen)
    bound = cost if status == cp_model.OPTIMAL else build.constant + _up(solver.best_objective_bound)
    out_of_time = status != cp_model.OPTIMAL and limit is not None and solver.wall_time >= limit
    return Answer(chosen, cost, bound, out_of_time)


def _up(bound: float) -> int:
    return -int(-(bound - 1e-6) // 1)


def _picked(solver: cp_model.CpSolver, task: Task, literals: list[cp_model.IntVar]) -> Slot | None:
    for slot, literal in zip(task.slots, literals, strict=True):
        if solver.boolean_value(literal):
            return slot
    return None


def _tasks(build: _Build, hint: dict[str, Slot | None]) -> None:
    for task in build.problem.tasks:
        literals = [build.model.new_bool_var("") for _ in task.slots]
        build.literals[task.id] = literals
        out = build.model.new_bool_var("")
        build.model.add_exactly_one([*literals, out])
        build.terms.append((out, task.unplaced))
        build.model.add_hint(out, hint[task.id] is None)
        for slot, literal in zip(task.slots, literals, strict=True):
            build.model.add_hint(literal, slot == hint[task.id])
            if slot.penalty:
                build.terms.append((literal, slot.penalty))


def _people(build: _Build) -> None:
    """Nobody in two places: on each day, at most one of all that cover the moment something begins."""
    entries: dict[tuple[str, int], list[_Entry]] = {}
    for task in build.problem.tasks:
        for slot, literal in zip(task.slots, build.literals[task.id], strict=True):
            for person in task.people:
                entries.setdefault((person, slot.day), []).append(_Entry(task.id, slot, literal))
    seen: set[tuple[int, ...]] = set()
    for key in sorted(entries):
        if len({entry.task for entry in entries[key]}) > 1:
            for clique in _cliques(build, entries[key]):
                indexes = tuple(sorted(literal.index for literal in clique))
                if indexes not in seen:
                    seen.add(indexes)
                    build.model.add_at_most_one(clique)
            _ways(build, entries[key])


def _cliques(build: _Build, entries: list[_Entry]) -> Iterator[list[cp_model.IntVar]]:
    for moment in sorted({entry.slot.start for entry in entries}):
        at = [entry for entry in entries if entry.slot.start <= moment < entry.slot.end]
        if len({entry.task for entry in at}) < 2:
            continue
        meetings: dict[tuple[str, int], list[cp_model.IntVar]] = {}
        clique = []
        for entry in at:
            if entry.slot.meeting is None:
                clique.append(entry.literal)
            else:
                meetings.setdefault(entry.slot.meeting, []).append(entry.literal)
        clique += [build.either(items) for _, items in sorted(meetings.items())]
        if len(clique) > 1:
            yield clique


def _ways(build: _Build, entries: list[_Entry]) -> None:
    """Time to travel between two buildings."""
    places: dict[tuple[int, int, str, Meeting], list[_Entry]] = {}
    for entry in entries:
        slot = entry.slot
        places.setdefault((slot.start, slot.end, slot.school, slot.meeting or _ALONE), []).append(entry)
    for one, other in combinations(sorted(places), 2):
        way = build.problem.way(one[2], other[2])
        shared = one[3] == other[3] != _ALONE
        if not way or shared or other[0] < one[1] or one[1] + way <= other[0]:
            continue
        if len({entry.task for entry in [*places[one], *places[other]]}) > 1:
            first = build.either([entry.literal for entry in places[one]])
            second = build.either([entry.literal for entry in places[other]])
            build.model.add_at_most_one([first, second])


def _follow(build: _Build, follow: Follow) -> None:
    """The follower on a day only with the anchor on a day that goes with it; on the same day, in order."""
    anchor, follower = build.problem.by_id[follow.anchor], build.problem.by_id[follow.follower]
    first, second = build.literals[follow.anchor], build.literals[follow.follower]
    allowed = dict(follow.days)
    for day in sorted({slot.day for slot in follower.slots}):
        here = [literal for slot, literal in zip(follower.slots, second, strict=True) if slot.day == day]
        there = [
            literal
            for slot, literal in zip(anchor.slots, first, strict=True)
            if slot.day in allowed.get(day, ())
        ]
        build.model.add(sum(here) <= sum(there))
        for one, one_literal in zip(anchor.slots, first, strict=True):
            if one.day != day:
                continue
            for two, two_literal in zip(follower.slots, second, strict=True):
                if two.day == day and not follow.allows(one, two):
                    build.model.add_at_most_one([one_literal, two_literal])


def _covers(build: _Build) -> None:
    """Substitutes: one a person and half-day, as many at once as the school has."""
    wanted: dict[tuple[str, int, int], dict[str, list[cp_model.IntVar]]] = {}
    for task in build.problem.tasks:
        for slot, literal in zip(task.slots, build.literals[task.id], strict=True):
            for person, school, half in slot.covers:
                wanted.setdefault((school, slot.day, half), {}).setdefault(person, []).append(literal)
    paid: dict[tuple[str, int, int], set[str]] = {}
    for (person, school, half), day in build.problem.covered:
        paid.setdefault((school, day, half), set()).add(person)
    for key, people in sorted(wanted.items()):
        already = paid.get(key, set())
        new = [build.either(literals) for person, literals in sorted(people.items()) if person not in already]
        build.model.add(sum(new) <= max(0, build.problem.supply.get(key[0], 0) - len(already)))
        build.terms += [
            (build.either(literals), build.problem.cover)
            for person, literals in sorted(people.items())
            if person not in already
            and ("cover", key[1], (person, key[0], str(key[2]))) not in build.problem.uncharged
        ]


def _budgets(build: _Build) -> None:
    """What contracts allow each person; items of one meeting are one use."""
    wanted: dict[Budget, dict[tuple[str, int], list[cp_model.IntVar]]] = {}
    for task in build.problem.tasks:
        for slot, literal in zip(task.slots, build.literals[task.id], strict=True):
            for use in slot.uses:
                wanted.setdefault(use.budget, {}).setdefault((use.share, use.amount), []).append(literal)
    paid: dict[Budget, dict[str, int]] = {}
    for use in build.problem.spent:
        paid.setdefault(use.budget, {})[use.share] = use.amount
    for budget, uses in sorted(wanted.items()):
        most = build.problem.budgets.get(budget)
        already = paid.get(budget, {})
        if most is not None:
            new = [
                amount * build.either(literals)
                for (share, amount), literals in sorted(uses.items())
                if share not in already
            ]
            build.model.add(sum(new) <= max(0, most - sum(already.values())))


def _trips(build: _Build) -> None:
    wanted: dict[tuple[int, tuple[str, str]], list[cp_model.IntVar]] = {}
    for task in build.problem.tasks:
        for slot, literal in zip(task.slots, build.literals[task.id], strict=True):
            for trip in slot.trips:
                wanted.setdefault((slot.day, trip), []).append(literal)
    build.terms += [
        (build.either(literals), build.problem.trip)
        for (day, trip), literals in sorted(wanted.items())
        if ("trip", day, trip) not in build.problem.uncharged
    ]


def _evenness(build: _Build) -> None:
    shares = build.problem.fair
    days: dict[tuple[str, int], list[cp_model.IntVar]] = {}
    tasks: dict[tuple[str, int], set[str]] = {}
    for task in build.problem.tasks:
        for lead in task.leads:
            for slot, literal in zip(task.slots, build.literals[task.id], strict=True):
                days.setdefault((lead, slot.day), []).append(literal)
                tasks.setdefault((lead, slot.day), set()).add(task.id)
    for (lead, day), literals in sorted(days.items()):
        free = ("load", day, (lead,)) in build.problem.uncharged
        if free or lead not in shares or len(tasks[lead, day]) <= shares[lead]:
            continue
        over = build.model.new_int_var(0, len(tasks[lead, day]), "")
        build.model.add(over >= sum(literals) - shares[lead])
        build.terms.append((over, build.problem.uneven))
