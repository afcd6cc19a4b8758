"""Why something has no place, and what would give it one, in the words people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from pdcycle.model.kinds import TimeKind
from pdcycle.model.phrases import TimeChoice, TimeChoicesOf
from pdcycle.model.results import Standing, Unplaced
from pdcycle.schedule.candidates import slots, slots_on
from pdcycle.schedule.days import Days
from pdcycle.schedule.limits import AFTER_SCHOOL, COACHING, MEETINGS, VISITS
from pdcycle.schedule.parts import without_taken
from pdcycle.schedule.problem import Answer, Budget, Problem, Slot, Task
from pdcycle.schedule.reasons import moment, nobody_can, people_words
from pdcycle.schedule.requests import Request

REACH = 28
"""How many days past its window a way out is looked for."""

CROWDED = 400
_LITTLE = {
    MEETINGS: "few meetings",
    AFTER_SCHOOL: "little time after school",
    COACHING: "little time to coach",
    VISITS: "few visits",
}
_OTHERS = (
    TimeKind.PREP,
    TimeKind.AFTER_SCHOOL,
    TimeKind.BEFORE_SCHOOL,
    TimeKind.STAFF_TIME,
    TimeKind.RELEASE,
)


class Explainer:
    """Explains what an answer left out."""

    def __init__(self, problem: Problem, answer: Answer, requests: Mapping[str, Request], days: Days) -> None:
        self._problem = problem
        self._open = without_taken(problem)
        self._answer = answer
        self._requests = requests
        self._days = days
        self._held: dict[tuple[str, int], list[tuple[str, Slot]]] = {}
        for task in problem.tasks:
            slot = answer.chosen[task.id]
            if slot is not None:
                for person in task.people:
                    self._held.setdefault((person, slot.day), []).append((task.id, slot))
        self._crowds: list[set[str]] = []
        self._busy: dict[tuple[str, int], list[Slot]] = {}
        for busy in problem.busy:
            item = Slot(
                busy.day, busy.start, busy.end - busy.start, "", 0, school=busy.school, meeting=busy.meeting
            )
            self._busy.setdefault((busy.person, busy.day), []).append(item)

    def unplaced(self, name: str) -> Unplaced:
        """The sentence and the ways out for one occurrence."""
        asked = self._requests[name]
        item = asked.occurrence
        window = f"{asked.days[0]}" if len(asked.days) == 1 else f"{asked.days[0]} .. {asked.days[-1]}"
        reason = self._reason(asked)
        clash = f"{item.label or item.id} ({window}): {reason}"
        crowd = next((group for group in self._crowds if name in group), {name})
        return Unplaced(
            item.id,
            item.label,
            item.place,
            clash,
            tuple(self._ways_out(asked)),
            crowd=tuple(sorted(crowd)),
            cause=_cause(asked, reason, crowd),
            follows=bool(self._late(asked)),
        )

    def _reason(self, asked: Request) -> str:
        task = self._problem.by_id[asked.occurrence.id]
        late = self._late(asked)
        if not task.slots:
            return f"{late[0]} has no place" if late else nobody_can(asked, self._days)
        left = self._open.by_id[task.id]
        if not left.slots:
            return f"every {_what(asked)} is taken by what is fixed or placed before"
        if late:
            return f"it follows {late[0]}, which has no place"
        return self._short_of_substitutes(left) or self._out_of_budget(left) or self._crowd(left)

    def _late(self, asked: Request) -> list[str]:
        """What it hangs on that has no place itself, as labels."""
        return [
            _label(self._requests[link.anchor])
            for link in asked.occurrence.links
            if self._answer.chosen.get(link.anchor, 0) is None
        ]

    def _short_of_substitutes(self, task: Task) -> str | None:
        if not all(slot.covers for slot in task.slots):
            return None
        school = task.slots[0].covers[0][1]
        supply = self._problem.supply.get(school, 0)
        if len({cover[0] for cover in task.slots[0].covers}) > supply:
            needed = len({cover[0] for cover in task.slots[0].covers})
            many = "a substitute" if needed == 1 else f"{needed} substitutes at once"
            return f"it needs {many}, and {school} has {supply} a day"
        return None

    def _out_of_budget(self, task: Task) -> str | None:
        """The contract's limit that no slot of the task keeps, whatever else is moved."""
        sizes = self._problem.budgets
        spent: dict[Budget, dict[str, int]] = {}
        for use in self._problem.spent:
            spent.setdefault(use.budget, {})[use.share] = use.amount
        over: list[Budget] = []
        for slot in task.slots:
            beyond = [
                use.budget
                for use in slot.uses
                if use.amount + sum(spent.get(use.budget, {}).values()) > sizes.get(use.budget, use.amount)
            ]
            if not beyond:
                return None
            over.append(beyond[0])
        what, person, _ = over[0]
        return f"the contract leaves too {_LITTLE[what]} for {person}"

    def _crowd(self, task: Task) -> str:
        """A set of tasks that want the same time, with fewer places than tasks (Hall's condition)."""
        # Whoever wants the same time shares one sentence.
        names = next((group for group in self._crowds if task.id in group), None)
        if names is None:
            names = self._wanting(task)
            self._crowds.append(names)
        out = sum(self._answer.chosen[name] is None for name in names)
        common = set(task.people)
        for name in names:
            common &= set(self._problem.by_id[name].people)
        whose = f" of {people_words(sorted(common))}" if common else ""
        days = sorted({slot.day for name in names for slot in self._open.by_id[name].slots})
        span = f"{date.fromordinal(days[0])} .. {date.fromordinal(days[-1])}"
        activities = {self._requests[name].occurrence.activity for name in names}
        word = f"{activities.pop()}s" if len(activities) == 1 else "events"
        if len(names) == 1 and all(slot.uses for slot in task.slots):
            what, person, _ = task.slots[0].uses[0].budget
            return f"the contract leaves too {_LITTLE[what]} for {person}"
        if len(names) == 1:
            return (
                "no substitute is left"
                if task.slots[0].covers
                else "nothing that goes with its links is free"
            )
        room = len(names) - out
        places = "1 place" if room == 1 else f"{room} places"
        return f"{len(names)} {word} ask for {places}{whose} ({span})"

    def _wanting(self, task: Task) -> set[str]:
        """The task, those in its way, those in theirs and so on, with all the unplaced that want the same time."""
        names, waiting = {task.id}, [task]
        left = {name for name, slot in self._answer.chosen.items() if slot is None and name != task.id}
        while waiting and len(names) < CROWDED:
            for rival in self._rivals(waiting.pop()):
                if rival not in names:
                    names.add(rival)
                    waiting.append(self._open.by_id[rival])
            if waiting:
                continue
            for name in sorted(left - names):
                rivals = self._rivals(self._open.by_id[name])
                if rivals and not names.isdisjoint(rivals):
                    names.add(name)
                    waiting.append(self._open.by_id[name])
        return names

    def _rivals(self, task: Task) -> list[str]:
        found: set[str] = set()
        for slot in task.slots:
            for person in task.people:
                for name, other in self._held.get((person, slot.day), ()):
                    if name != task.id and self._problem.clash(slot, other):
                        found.add(name)
        return sorted(found)

    def _is_free(self, task: Task, slot: Slot) -> bool:
        taken_ = (
            other
            for person in task.people
            for other in (
                *(item for _, item in self._held.get((person, slot.day), ())),
                *self._busy.get((person, slot.day), ()),
            )
        )
        return not slot.covers and not any(self._problem.clash(slot, other) for other in taken_)

    def _ways_out(self, asked: Request) -> Iterator[str]:
        """Ways that work with everything else left where it is."""
        item = asked.occurrence
        task = self._problem.by_id[item.id]
        if not item.links:
            for number in range(1, REACH + 1):
                day = asked.days[-1] + timedelta(days=number)
                slot = self._first(task, slots_on(asked, self._days, day))
                if slot is not None:
                    word = "fix it on" if item.standing is Standing.FIXED else "widen the window to"
                    yield f"{word} {moment(slot, clock=False)}"
                    break
        yield from self._other_times(asked, task)

    def _other_times(self, asked: Request, task: Task) -> Iterator[str]:
        item = asked.occurrence
        said = (
            set()
            if item.time is None
            else {choice.kind for _, found in item.time.by_role for choice in found}
        )
        if TimeKind.MEETING in said or len(item.people) > REACH:
            return
        for kind in _OTHERS:
            if kind in said:
                continue
            other = replace(item, time=TimeChoicesOf((("", (TimeChoice(kind),)),)))
            parties = tuple(
                replace(party, choices=(TimeChoice(kind),)) if set(party.people) & set(item.people) else party
                for party in asked.parties
            )
            slot = self._first(task, slots(replace(asked, occurrence=other, parties=parties), self._days))
            if slot is not None:
                yield f"allow {kind.value}: {moment(slot)} is free"
                return

    def _first(self, task: Task, found: Iterator[Slot] | tuple[Slot, ...]) -> Slot | None:
        free = [slot for slot in found if self._is_free(task, slot)]
        return min(free, key=lambda slot: (slot.penalty, slot.day, slot.start), default=None)


def _cause(asked: Request, reason: str, crowd: set[str]) -> str:
    """The same text for what is to be explained in one sentence: a crowd, or one activity's people one by one."""
    if len(crowd) > 1:
        return reason
    item = asked.occurrence
    for person in sorted(asked.people, key=len, reverse=True):
        reason = re.sub(rf"(?<![\w-]){re.escape(person)}(?![\w-])", "*", reason)
    return f"{item.program}/{item.cycle}/{item.activity}: {reason}"


def _label(asked: Request) -> str:
    return asked.occurrence.label or asked.occurrence.id


def _what(asked: Request) -> str:
    kinds = {choice.kind for party in asked.parties for choice in party.choices}
    return "prep period" if kinds == {TimeKind.PREP} else "slot"
