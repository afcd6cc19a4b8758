"""Where the problem falls apart: tasks that share nobody's day, no substitutes and no link are apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from itertools import product
from operator import attrgetter

from pdcycle.schedule.problem import Busy, Follow, Problem, Slot, Soft, Task, soft_keys

CHUNK = 16_000
"""How many slots one model takes before it is cut by time."""

FORTNIGHT = 14
_DAY = attrgetter("day")


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


def _time(task: Task) -> Iterable[Hashable]:
    """Whose time a task competes for."""
    return product(task.people, set(map(_DAY, task.slots)))


class _Shared:
    """Who was first to share or use up what else a slot may."""

    def __init__(self) -> None:
        self._slots: dict[int, int] = {}
        self._uses: dict[int, int] = {}
        self._keys: dict[Hashable, int] = {}

    def others(self, mine: int, task: Task) -> set[int]:
        """Earlier tasks that one of this task's slots ties to it.

        Tasks that may be at the same time mostly hold the very same slots and uses, and there are millions of them.
        """
        slots, uses, keys = self._slots, self._uses, self._keys
        seen = set(map(slots.get, map(id, task.slots)))
        met = {other for other in seen if other is not None}
        if None not in seen:
            return met
        for slot in [slot for slot in task.slots if id(slot) not in slots]:
            slots[id(slot)] = mine
            for _, school, half in slot.covers:
                met.add(keys.setdefault((school, slot.day, half), mine))
            for trip in slot.trips:
                met.add(keys.setdefault((slot.day, trip), mine))
            if slot.uses:
                if (number := id(slot.uses)) in uses:
                    met.add(uses[number])
                else:
                    uses[number] = mine
                    met.update(keys.setdefault(use.budget, mine) for use in slot.uses)
        return met


def components(problem: Problem) -> list[Problem]:
    """The independent parts, sorted by their first task's id."""
    return _split(problem, _Shared())


def apart(part: Problem) -> list[Problem]:
    """What only substitutes, trips and budgets tie together, cut there; what two share the first pays for."""
    found: list[Problem] = []
    paid: set[Soft] = set(part.uncharged)
    for half in _split(replace(part, shares=part.fair), None):
        found.append(replace(half, uncharged=frozenset(paid)))
        paid |= {key for task in half.tasks for slot in task.slots for key in soft_keys(task, slot)}
    return found


class _Sets:
    """Numbers that were joined, by the least of them."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))

    def root(self, number: int) -> int:
        parent = self.parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self.parent[second] = first


def _split(problem: Problem, shared: _Shared | None) -> list[Problem]:
    number = {task.id: place for place, task in enumerate(problem.tasks)}
    sets = _Sets(len(number))
    owner: dict[Hashable, int] = {}
    for mine, task in enumerate(problem.tasks):
        met = {owner.setdefault(key, mine) for key in _time(task)}
        if shared is not None:
            met |= shared.others(mine, task)
        for other in met:
            sets.join(other, mine)
    for follow in problem.follows:
        sets.join(number[follow.anchor], number[follow.follower])
    members: dict[int, list[Task]] = {}
    for mine, task in enumerate(problem.tasks):
        members.setdefault(sets.root(mine), []).append(task)
    follows: dict[int, list[Follow]] = {}
    for follow in problem.follows:
        follows.setdefault(sets.root(number[follow.anchor]), []).append(follow)
    return [
        replace(
            problem,
            tasks=tuple(sorted(tasks, key=lambda task: task.id)),
            follows=tuple(follows.get(root, ())),
        )
        for root, tasks in sorted(members.items(), key=lambda item: item[1][0].id)
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
