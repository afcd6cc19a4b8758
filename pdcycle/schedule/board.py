"""What is placed so far, by person and day: what a first answer is put together on."""

from __future__ import annotations

from typing import NamedTuple

from pdcycle.schedule.problem import Budget, Follow, Meeting, Problem, Slot, Task, Use


class Held(NamedTuple):
    """Somebody's time that is taken, and the task it is taken by; none where it cannot move."""

    task: str
    start: int
    end: int
    school: str
    meeting: Meeting | None


class Board:
    """Placed tasks with what they take of people, substitutes and budgets."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.chosen: dict[str, Slot | None] = {}
        self._held: dict[tuple[str, int], list[Held]] = {}
        self._covers: dict[tuple[str, int, int], dict[str, int]] = {}
        self._shares_of: dict[Budget, dict[str, list[int]]] = {}
        self._spent: dict[Budget, int] = {}
        self._load: dict[tuple[str, int], int] = {}
        self._fair = problem.fair
        self.links: dict[str, list[Follow]] = {}
        for item in problem.busy:
            held = Held("", item.start, item.end, item.school, item.meeting)
            self._held.setdefault((item.person, item.day), []).append(held)
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
        return {
            held.task
            for person in task.people
            for held in self._held.get((person, slot.day), ())
            if held.task != task.id and self._in_the_way(slot, held)
        }

    def free(self, task: Task, slot: Slot) -> bool:
        """Whether all are free then."""
        for person in task.people:
            for held in self._held.get((person, slot.day), ()):
                if self._in_the_way(slot, held):
                    return False
        return True

    def _in_the_way(self, slot: Slot, held: Held) -> bool:
        _, start, end, school, meeting = held
        if meeting is not None and meeting == slot.meeting:
            return False
        way = 0 if school == slot.school else self.problem.way(school, slot.school)
        return start < slot.start + slot.minutes + way and slot.start < end + way

    def affords(self, slot: Slot) -> bool:
        """Whether substitutes and budgets allow the slot, whatever people do."""
        for use in slot.uses:
            most = self.problem.budgets.get(use.budget)
            if (
                most is not None
                and self._spent.get(use.budget, 0) + use.amount > most
                and use.share not in self._shares_of.get(use.budget, {})
            ):
                return False
        return not slot.covers or self._supplied(slot)

    def fits(self, task: Task, slot: Slot) -> bool:
        """Whether substitutes, budgets and links allow the slot, whatever people do."""
        return self.affords(slot) and all(
            self._linked(task, slot, follow) for follow in self.links.get(task.id, ())
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
        if use.budget not in self.problem.budgets:
            return
        amounts = self._shares_of.setdefault(use.budget, {}).setdefault(use.share, [])
        before = max(amounts, default=0)
        amounts.append(use.amount)
        self._spent[use.budget] = self._spent.get(use.budget, 0) + max(before, use.amount) - before

    def _unspend(self, use: Use) -> None:
        if use.budget not in self.problem.budgets:
            return
        shares = self._shares_of[use.budget]
        amounts = shares[use.share]
        before = max(amounts)
        amounts.remove(use.amount)
        self._spent[use.budget] += max(amounts, default=0) - before
        if not amounts:
            del shares[use.share]

    def _linked(self, task: Task, slot: Slot, follow: Follow) -> bool:
        if follow.follower == task.id:
            anchor = self.chosen.get(follow.anchor)
            return anchor is not None and follow.allows(anchor, slot)
        follower = self.chosen.get(follow.follower)
        return follower is None or follow.allows(slot, follower)

    def price(self, task: Task, slot: Slot) -> int:
        """What the slot costs now, with its substitutes, trips and the load of the day."""
        total = slot.penalty
        for person, school, half in slot.covers:
            if person not in self._covers.get((school, slot.day, half), {}):
                total += self.problem.cover
        for lead in task.leads:
            if lead in self._fair and self._load.get((lead, slot.day), 0) >= self._fair[lead]:
                total += self.problem.uneven
        for trip in slot.trips:
            if ("trip", slot.day, trip) not in self.problem.uncharged:
                total += self.problem.trip
        return total

    def put(self, task: Task, slot: Slot) -> None:
        """Place a task."""
        self.chosen[task.id] = slot
        held = Held(task.id, slot.start, slot.end, slot.school, slot.meeting)
        for person in task.people:
            self._held.setdefault((person, slot.day), []).append(held)
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
        held = Held(task.id, slot.start, slot.end, slot.school, slot.meeting)
        for person in task.people:
            self._held[person, slot.day].remove(held)
        for person, school, half in slot.covers:
            people = self._covers[school, slot.day, half]
            people[person] -= 1
            if not people[person]:
                del people[person]
        for use in slot.uses:
            self._unspend(use)
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
            now = self.price(task, slot)  # cheaper to know than whether it is free
            if found is not None and now >= price:
                continue
            if avoid is not None and self.problem.clash(slot, avoid):
                continue
            if self.fits(task, slot) and self.free(task, slot):
                found, price = slot, now
        return found
