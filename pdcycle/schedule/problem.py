"""The placing problem in plain numbers: tasks, slots, links, what is taken already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

Meeting: TypeAlias = tuple[str, int]
"""A standing meeting: its group and its day."""

Cover: TypeAlias = tuple[str, str, int]
"""A substitute: who is covered, the school, and the half of the day (0 before noon, 1 after)."""

Soft: TypeAlias = tuple[str, int, tuple[str, ...]]
"""What several tasks may share the cost of: `cover`, `trip` or `load`, the day, and whose."""

Budget: TypeAlias = tuple[str, str, str]
"""What a contract limits: `meetings`, `after-school` or `coaching`, the person, and the month, week, term or year."""

UNPLACED = 100_000
RANK = 1_000


class Use(NamedTuple):
    """What a slot takes of a budget; uses with the same `share` (items of one meeting) are counted once."""

    budget: Budget
    amount: int
    share: str


class Slot(NamedTuple):
    """One way to place a task.

    `day` is a proleptic ordinal; `start` and `minutes` count minutes; `school` is empty where no building is
    meant; items of one `meeting` share it; `penalty` is in points.
    """

    day: int
    start: int
    minutes: int
    kind: str
    penalty: int
    school: str = ""
    meeting: Meeting | None = None
    covers: tuple[Cover, ...] = ()
    trips: tuple[tuple[str, str], ...] = ()
    where: str | None = None
    uses: tuple[Use, ...] = ()

    @property
    def end(self) -> int:
        """The minute after the last."""
        return self.start + self.minutes


class Busy(NamedTuple):
    """Somebody's time that is given away already."""

    person: str
    day: int
    start: int
    end: int
    school: str = ""
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Something to place: who is needed, in which slots it may be, and what leaving it out costs.

    `leads` are the people whose load is to be even. Slots are sorted, cheapest first.
    """

    id: str
    people: tuple[str, ...]
    leads: tuple[str, ...]
    slots: tuple[Slot, ...]
    unplaced: int = UNPLACED

    @property
    def floor(self) -> int:
        """The least this task can cost."""
        return self.slots[0].penalty if self.slots else self.unplaced

    @property
    def last(self) -> int:
        """The last day it may be on."""
        return max((slot.day for slot in self.slots), default=0)


@dataclass(frozen=True)
class Follow:
    """The follower's day must go with the anchor's: `days` maps each day of the follower to the anchor's days.

    On one and the same day the follower begins when the anchor has ended, unless `before`.
    """

    anchor: str
    follower: str
    days: tuple[tuple[int, tuple[int, ...]], ...]
    before: bool = False

    @cached_property
    def by_day(self) -> dict[int, tuple[int, ...]]:
        """The anchor's days by the follower's."""
        return dict(self.days)

    def allows(self, anchor: Slot, follower: Slot) -> bool:
        """Whether the two slots go together."""
        if anchor.day not in self.by_day.get(follower.day, ()):
            return False
        if anchor.day != follower.day:
            return True
        return follower.end <= anchor.start if self.before else anchor.end <= follower.start


@dataclass(frozen=True)
class Problem:
    """All of it. `supply` is substitutes a half-day by school; a school not named has none.

    `budgets` is how much of each there is, `spent` what is taken of them already; one not named has no end.
    `cover`, `trip` and `uneven` are points a piece; `travel` is minutes by sorted pair of schools. Where this is a
    part of something bigger, `uncharged` holds what another part pays for, and `shares` the leads' fair shares.
    """

    tasks: tuple[Task, ...]
    follows: tuple[Follow, ...] = ()
    busy: tuple[Busy, ...] = ()
    covered: tuple[tuple[Cover, int], ...] = ()
    supply: Mapping[str, int] = field(default_factory=dict)
    budgets: Mapping[Budget, int] = field(default_factory=dict)
    spent: tuple[Use, ...] = ()
    travel: Mapping[tuple[str, str], int] = field(default_factory=dict)
    travel_default: int = 15
    cover: int = 20
    trip: int = 5
    uneven: int = 1
    uncharged: frozenset[Soft] = frozenset()
    shares: Mapping[str, int] | None = None

    @cached_property
    def fair(self) -> Mapping[str, int]:
        """Each lead's fair share a day, for leads with four tasks or more."""
        return loads(self.tasks) if self.shares is None else self.shares

    @cached_property
    def by_id(self) -> dict[str, Task]:
        """The tasks by id."""
        return {task.id: task for task in self.tasks}

    def way(self, here: str, there: str) -> int:
        """Minutes between two schools, none where either is not said."""
        if here == there or not here or not there:
            return 0
        return self.travel.get((min(here, there), max(here, there)), self.travel_default)

    def clash(self, one: Slot | Busy, other: Slot | Busy) -> bool:
        """Whether one person cannot be at both."""
        if one.day != other.day or (one.meeting is not None and one.meeting == other.meeting):
            return False
        gap = self.way(one.school, other.school)
        return one.start < other.end + gap and other.start < one.end + gap


@dataclass(frozen=True, slots=True)
class Answer:
    """Where each task goes (None: nowhere), what it costs, and what no answer can beat.

    `least` is what none that leaves out as much can beat by what it places, where that was asked.
    """

    chosen: dict[str, Slot | None]
    cost: int
    bound: int
    stopped: bool = False
    least: int = 0


def fair_share(tasks: int, days: int) -> int:
    """How many a day one lead takes before a day counts as uneven: half more than the mean, at least two."""
    return max(2, -(-3 * tasks // (2 * max(days, 1))))


def loads(tasks: tuple[Task, ...]) -> dict[str, int]:
    """Each lead's fair share a day, for leads with four tasks or more."""
    count: dict[str, int] = {}
    days: dict[str, set[int]] = {}
    for task in tasks:
        for lead in task.leads:
            count[lead] = count.get(lead, 0) + 1
            days.setdefault(lead, set()).update(slot.day for slot in task.slots)
    return {
        lead: fair_share(number, len(days[lead])) for lead, number in sorted(count.items()) if number >= 4
    }


def soft_keys(task: Task, slot: Slot) -> Iterator[Soft]:
    """What a placed task may share the cost of with others."""
    for person, school, half in slot.covers:
        yield "cover", slot.day, (person, school, str(half))
    for trip in slot.trips:
        yield "trip", slot.day, trip
    for lead in task.leads:
        yield "load", slot.day, (lead,)


def cost_of(problem: Problem, chosen: Mapping[str, Slot | None]) -> int:
    """What an answer costs: penalties, what is left out, substitutes, trips, uneven days."""
    total = 0
    count: dict[Soft, int] = {}
    paid = {("cover", day, (person, school, str(half))) for (person, school, half), day in problem.covered}
    for task in problem.tasks:
        slot = chosen[task.id]
        if slot is None:
            total += task.unplaced
            continue
        total += slot.penalty
        for key in soft_keys(task, slot):
            count[key] = count.get(key, 0) + 1
    for key, number in count.items():
        if key in problem.uncharged or key in paid:
            continue
        kind, _, whose = key
        if kind == "load":
            total += problem.uneven * max(0, number - problem.fair.get(whose[0], number))
        else:
            total += problem.cover if kind == "cover" else problem.trip
    return total
