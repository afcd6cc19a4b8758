"""Where the problem falls apart: tasks that share nobody's day, no substitutes and no link are apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from pdcycle.schedule.problem import Busy, Follow, Problem, Slot, Soft, Task, soft_keys

CHUNK = 16_000
"""How many slots one model takes before it is cut by time."""

FORTNIGHT = 14


def without_taken(problem: Problem) -> Problem:
    """The problem without the slots that what is fixed rules out."""
    held: dict[tuple[str, int], list[Busy]] = {}
    for busy in problem.busy:
        held.setdefault((busy.person, busy.day), []).append(busy)
    if not held:
        return problem

    def open_(task: Task, slot: Slot) -> bool:
        return not any(
            problem.clash(slot, busy) for person in task.people for busy in held.get((person, slot.day), ())
        )

    tasks = tuple(
        replace(task, slots=tuple(slot for slot in task.slots if open_(task, slot))) for task in problem.tasks
    )
    return replace(problem, tasks=tasks, busy=())


def _keys(task: Task) -> Iterator[Hashable]:
    """Whose time a task competes for."""
    for day in {slot.day for slot in task.slots}:
        for person in task.people:
            yield person, day


def _shared(task: Task) -> Iterator[Hashable]:
    """What else a task may share or use up."""
    for slot in task.slots:
        for _, school, half in slot.covers:
            yield "cover", school, slot.day, half
        for trip in slot.trips:
            yield "trip", slot.day, trip
        for use in slot.uses:
            yield "use", use.budget


def components(problem: Problem) -> list[Problem]:
    """The independent parts, sorted by their first task's id."""
    return _split(problem, lambda task: chain(_keys(task), _shared(task)))


def apart(part: Problem) -> list[Problem]:
    """What only substitutes, trips and budgets tie together, cut there; what two share the first pays for."""
    found: list[Problem] = []
    paid: set[Soft] = set(part.uncharged)
    for half in _split(replace(part, shares=part.fair), _keys):
        found.append(replace(half, uncharged=frozenset(paid)))
        paid |= {key for task in half.tasks for slot in task.slots for key in soft_keys(task, slot)}
    return found


def _split(problem: Problem, keys: Callable[[Task], Iterable[Hashable]]) -> list[Problem]:
    parent = {task.id: task.id for task in problem.tasks}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def join(one: str, other: str) -> None:
        first, second = sorted((root(one), root(other)))
        parent[second] = first

    owner: dict[Hashable, str] = {}
    for task in problem.tasks:
        for key in keys(task):
            if owner.setdefault(key, task.id) != task.id:
                join(owner[key], task.id)
    for follow in problem.follows:
        join(follow.anchor, follow.follower)
    members: dict[str, list[Task]] = {}
    for task in problem.tasks:
        members.setdefault(root(task.id), []).append(task)
    follows: dict[str, list[Follow]] = {}
    for follow in problem.follows:
        follows.setdefault(root(follow.anchor), []).append(follow)
    return [
        replace(
            problem,
            tasks=tuple(sorted(tasks, key=lambda task: task.id)),
            follows=tuple(follows.get(name, ())),
        )
        for name, tasks in sorted(members.items())
    ]


def chunks(problem: Problem) -> list[tuple[Task, ...]]:
    """A part too big for one model, cut by the fortnight of each deadline; linked tasks stay together."""
    if sum(len(task.slots) for task in problem.tasks) <= CHUNK:
        return [problem.tasks]
    due = {task.id: task.last // FORTNIGHT for task in problem.tasks}
    for _ in problem.follows:
        before = dict(due)
        for follow in problem.follows:
            both = max(due[follow.anchor], due[follow.follower])
            due[follow.anchor] = due[follow.follower] = both
        if due == before:
            break
    found: list[list[Task]] = []
    size = 0
    for fortnight in sorted(set(due.values())):
        tasks = [task for task in problem.tasks if due[task.id] == fortnight]
        weight = sum(len(task.slots) for task in tasks)
        if found and size + weight <= CHUNK:
            found[-1].extend(tasks)
            size += weight
        else:
            found.append(tasks)
            size = weight
    return [tuple(sorted(tasks, key=lambda task: task.id)) for tasks in found]
