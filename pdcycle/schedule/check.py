"""Whether an answer keeps every hard rule, told apart from how it was found."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from pdcycle.schedule.problem import Budget, Busy, Problem, Slot


def sound(problem: Problem, chosen: Mapping[str, Slot | None]) -> bool:
    """Nobody in two places, links kept, no more substitutes than there are, no budget overdrawn."""
    placed = {task.id: slot for task in problem.tasks if (slot := chosen[task.id]) is not None}
    return (
        all(slot in problem.by_id[name].slots for name, slot in placed.items())
        and _apart(problem, placed)
        and _linked(problem, placed)
        and _supplied(problem, placed)
        and _afforded(problem, placed)
    )


def _apart(problem: Problem, placed: Mapping[str, Slot]) -> bool:
    held: dict[tuple[str, int], list[Slot | Busy]] = {}
    fixed: dict[tuple[str, int], list[Busy]] = {}
    for busy in problem.busy:
        fixed.setdefault((busy.person, busy.day), []).append(busy)
    for name, slot in placed.items():
        for person in problem.by_id[name].people:
            if any(problem.clash(slot, busy) for busy in fixed.get((person, slot.day), ())):
                return False
            held.setdefault((person, slot.day), []).append(slot)
    for items in held.values():
        if all(item.meeting is None for item in items):
            items.sort(key=lambda item: (item.start, item.end))
            if any(problem.clash(one, other) for one, other in pairwise(items)):
                return False
        elif any(problem.clash(one, other) for n, one in enumerate(items) for other in items[:n]):
            return False
    return True


def _linked(problem: Problem, placed: Mapping[str, Slot]) -> bool:
    for follow in problem.follows:
        follower, anchor = placed.get(follow.follower), placed.get(follow.anchor)
        if follower is not None and (anchor is None or not follow.allows(anchor, follower)):
            return False
    return True


def _supplied(problem: Problem, placed: Mapping[str, Slot]) -> bool:
    given: dict[tuple[str, int, int], set[str]] = {}
    wanted: set[tuple[str, int, int]] = set()
    for (person, school, half), day in problem.covered:
        given.setdefault((school, day, half), set()).add(person)
    for slot in placed.values():
        for person, school, half in slot.covers:
            key = (school, slot.day, half)
            if person not in given.setdefault(key, set()):
                given[key].add(person)
                wanted.add(key)
    return all(len(given[key]) <= problem.supply.get(key[0], 0) for key in wanted)


def _afforded(problem: Problem, placed: Mapping[str, Slot]) -> bool:
    spent: dict[Budget, dict[str, int]] = {}
    wanted: set[Budget] = set()
    for use in problem.spent:
        spent.setdefault(use.budget, {})[use.share] = use.amount
    for slot in placed.values():
        for use in slot.uses:
            shares = spent.setdefault(use.budget, {})
            if use.share not in shares:
                wanted.add(use.budget)
            shares[use.share] = max(use.amount, shares.get(use.share, 0))
    return all(
        sum(spent[budget].values()) <= problem.budgets[budget]
        for budget in wanted
        if budget in problem.budgets
    )
