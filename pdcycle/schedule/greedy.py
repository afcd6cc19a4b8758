"""A first answer without a solver: the tightest first, each in its cheapest free slot, one swap where stuck."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle.schedule.board import Board
from pdcycle.schedule.problem import Follow, Problem, Slot, Task


def order(problem: Problem) -> list[Task]:
    """Anchors before what follows them, then the fewest slots first, then the earliest deadline."""
    depth = {task.id: 0 for task in problem.tasks}
    for _ in range(len(problem.follows)):
        changed = False
        for follow in problem.follows:
            if depth[follow.follower] <= depth[follow.anchor]:
                depth[follow.follower] = depth[follow.anchor] + 1
                changed = True
        if not changed or max(depth.values()) > len(problem.tasks):
            break
    return sorted(problem.tasks, key=lambda task: (depth[task.id], len(task.slots), task.last, task.id))


def first_answer(problem: Problem) -> dict[str, Slot | None]:
    """Where each task goes; tasks without a place are None."""
    board = Board(problem)
    pairs = _pairs(board)
    stuck: list[Task] = []
    for task in order(problem):
        if task.id in board.chosen:
            continue
        follow = pairs.get(task.id)
        if follow is not None and _both(board, follow):
            continue
        slot = board.best(task)
        if slot is not None:
            board.put(task, slot)
        elif not _swap(board, task):
            stuck.append(task)
    for task in stuck:
        slot = board.best(task)
        if slot is not None:
            board.put(task, slot)
    return {task.id: board.chosen.get(task.id) for task in problem.tasks}


def _pairs(board: Board) -> dict[str, Follow]:
    """Two that are linked to each other and to nothing else, by the anchor's id: they are placed together."""
    alone = {name: links[0] for name, links in board.links.items() if len(links) == 1}
    return {
        follow.anchor: follow
        for name, follow in alone.items()
        if name == follow.anchor and follow.follower in alone
    }


def _both(board: Board, follow: Follow) -> bool:
    """Place an anchor and its follower where both together are cheapest."""
    anchor, follower = board.problem.by_id[follow.anchor], board.problem.by_id[follow.follower]
    by_day: dict[int, list[Slot]] = {}
    for slot in anchor.slots:
        by_day.setdefault(slot.day, []).append(slot)
    found: tuple[Slot, Slot] | None = None
    price = 0
    for second in follower.slots:
        if found is not None and second.penalty + anchor.floor >= price:
            break
        mine = board.price(follower, second)  # cheaper to know than whether it is free
        if found is not None and mine + anchor.floor >= price:
            continue
        if not board.affords(second) or not board.free(follower, second):
            continue
        below = None if found is None else price - mine
        for first in _before(board, follow, by_day, second, below):
            now = mine + board.price(anchor, first)
            if found is None or now < price:
                found, price = (first, second), now
    if found is None:
        return False
    board.put(anchor, found[0])
    if board.affords(found[1]):
        board.put(follower, found[1])
    return True


def _before(
    board: Board, follow: Follow, by_day: dict[int, list[Slot]], second: Slot, below: int | None
) -> Iterator[Slot]:
    """The anchor's free slots that go with this one of the follower's, each cheaper than the ones before it."""
    for day in follow.by_day.get(second.day, ()):
        for first in by_day.get(day, ()):
            if below is not None and first.penalty >= below:
                break
            if _together(board, follow, first, second):
                below = first.penalty
                yield first


def _together(board: Board, follow: Follow, first: Slot, second: Slot) -> bool:
    anchor, follower = board.problem.by_id[follow.anchor], board.problem.by_id[follow.follower]
    if not follow.allows(first, second) or not board.affords(first) or not board.free(anchor, first):
        return False
    return not board.problem.clash(first, second) or set(anchor.people).isdisjoint(follower.people)


def _swap(board: Board, task: Task) -> bool:
    """Place a task by moving the one that is in its way."""
    for slot in task.slots:
        if not board.fits(task, slot):
            continue
        rivals = board.rivals(task, slot)
        if len(rivals) != 1 or "" in rivals:
            continue
        rival = board.problem.by_id[rivals.pop()]
        if set(rival.people).isdisjoint(task.people):
            continue
        old = board.take(rival)
        shared = board.best(rival, avoid=slot)
        if shared is not None:
            board.put(rival, shared)
            if board.fits(task, slot) and board.free(task, slot):
                board.put(task, slot)
                return True
            board.take(rival)
        board.put(rival, old)
    return False
