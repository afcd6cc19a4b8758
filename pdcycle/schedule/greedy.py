"""A first answer without a solver: the tightest first, each in its cheapest free slot, one swap where stuck."""

from __future__ import annotations

from pdcycle.schedule.problem import Budget, Busy, Follow, Problem, Slot, Task, Use


class Board:
    """What is placed so far, by person and day."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.chosen: dict[str, Slot | None] = {}
        self._held: dict[tuple[str, int], list[tuple[str, Slot | Busy]]] = {}
        self._covers: dict[tuple[str, int, int], dict[str, int]] = {}
        self._spent: dict[Budget, dict[str, list[int]]] = {}
        self._load: dict[tuple[str, int], int] = {}
        self._shares = problem.fair
        self.links: dict[str, list[Follow]] = {}
        for item in problem.busy:
            self._held.setdefault((item.person, item.day), []).append(("", item))
        for (person, school, half), day in problem.covered:
            people = self._covers.setdefault((school, day, half), {})
            people[person] = people.get(person, 0) + 1
        for use in problem.spent:
            self._spend(use)
        for follow in problem.follows:
            self.links.setdefault(follow.anchor, []).append(follow)
            self.links.setdefault(follow.follower, []).append(follow)

    def rivals(self, task: Task, slot: Slot) -> set[str]:
        """The placed tasks in the way; the empty id stands for what cannot move."""
        found: set[str] = set()
        for person in task.people:
            for name, item in self._held.get((person, slot.day), ()):
                if name != task.id and self.problem.clash(slot, item):
                    found.add(name)
        return found

    def fits(self, task: Task, slot: Slot) -> bool:
        """Whether supply and links allow the slot, whatever people do."""
        return (
            self._supplied(slot)
            and self._afforded(slot)
            and all(self._linked(task, slot, follow) for follow in self.links.get(task.id, ()))
        )

    def _supplied(self, slot: Slot) -> bool:
        more: dict[tuple[str, int, int], int] = {}
        for person, school, half in slot.covers:
            key = (school, slot.day, half)
            if person not in self._covers.get(key, {}):
                more[key] = more.get(key, 0) + 1
        return all(
            len(self._covers.get(key, {})) + number <= self.problem.supply.get(key[0], 0)
            for key, number in more.items()
        )

    def _spend(self, use: Use) -> None:
        if use.budget in self.problem.budgets:
            self._spent.setdefault(use.budget, {}).setdefault(use.share, []).append(use.amount)

    def _afforded(self, slot: Slot) -> bool:
        for use in slot.uses:
            most = self.problem.budgets.get(use.budget)
            taken = self._spent.get(use.budget, {})
            already = sum(max(amounts) for amounts in taken.values())
            if most is not None and use.share not in taken and already + use.amount > most:
                return False
        return True

    def _linked(self, task: Task, slot: Slot, follow: Follow) -> bool:
        if follow.follower == task.id:
            anchor = self.chosen.get(follow.anchor)
            return anchor is not None and follow.allows(anchor, slot)
        follower = self.chosen.get(follow.follower)
        return follower is None or follow.allows(slot, follower)

    def price(self, task: Task, slot: Slot) -> int:
        """What the slot costs now, with its substitutes, trips and the load of the day."""
        new = sum(
            person not in self._covers.get((school, slot.day, half), {})
            for person, school, half in slot.covers
        )
        uneven = sum(
            self._load.get((lead, slot.day), 0) >= self._shares[lead]
            for lead in task.leads
            if lead in self._shares
        )
        trips = sum(("trip", slot.day, trip) not in self.problem.uncharged for trip in slot.trips)
        return (
            slot.penalty + new * self.problem.cover + trips * self.problem.trip + uneven * self.problem.uneven
        )

    def put(self, task: Task, slot: Slot) -> None:
        """Place a task."""
        self.chosen[task.id] = slot
        for person in task.people:
            self._held.setdefault((person, slot.day), []).append((task.id, slot))
        for person, school, half in slot.covers:
            people = self._covers.setdefault((school, slot.day, half), {})
            people[person] = people.get(person, 0) + 1
        for use in slot.uses:
            self._spend(use)
        for lead in task.leads:
            self._load[lead, slot.day] = self._load.get((lead, slot.day), 0) + 1

    def take(self, task: Task) -> Slot:
        """Lift a placed task off the board; the slot it had."""
        slot = self.chosen.pop(task.id)
        if slot is None:
            raise ValueError(task.id)
        for person in task.people:
            self._held[person, slot.day].remove((task.id, slot))
        for person, school, half in slot.covers:
            people = self._covers[school, slot.day, half]
            people[person] -= 1
            if not people[person]:
                del people[person]
        for use in slot.uses:
            if use.budget in self.problem.budgets:
                shares = self._spent[use.budget]
                shares[use.share].remove(use.amount)
                if not shares[use.share]:
                    del shares[use.share]
        for lead in task.leads:
            self._load[lead, slot.day] -= 1
        return slot

    def best(self, task: Task, avoid: Slot | None = None) -> Slot | None:
        """The cheapest free slot that does not clash with `avoid`."""
        found: Slot | None = None
        price = 0
        for slot in task.slots:
            if found is not None and slot.penalty >= price:
                break
            if avoid is not None and self.problem.clash(slot, avoid):
                continue
            if not self.fits(task, slot) or self.rivals(task, slot):
                continue
            now = self.price(task, slot)
            if found is None or now < price:
                found, price = slot, now
        return found


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
    stuck: list[Task] = []
    for task in order(problem):
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
            if board.fits(task, slot) and not board.rivals(task, slot):
                board.put(task, slot)
                return True
            board.take(rival)
        board.put(rival, old)
    return False
