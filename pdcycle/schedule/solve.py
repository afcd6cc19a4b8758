"""From a problem to an answer with its bound: part by part, and searched only where the first answer is not proven."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from pdcycle.schedule.closing import better, first, least_cost, rounded, searched
from pdcycle.schedule.parts import chunks, components, without_taken
from pdcycle.schedule.problem import Answer, Busy, Cover, Problem, Slot, Soft, Task, Use, cost_of, soft_keys
from pdcycle.schedule.watch import GRACE, NOBODY, Progress, Watch
from pdcycle.schedule.workers import each_of, processes

EFFORT = 4.0
"""Deterministic seconds one model may take, as CP-SAT counts them."""

SEARCH = 4.0
MORE = 0.25
"""Deterministic seconds for all that the relaxation left open: so much, and so much more a part."""

LEAST = 1.0
"""With less than this a search finds little: where parts are many, those with the widest gap are searched."""

SMALL = 5_000
"""Up to how many slots another process would cost more than it brings."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to try: `each` in deterministic seconds a model, `limit` in wall-clock seconds in all.

    Only the wall-clock limit and `watch` make an answer depend on the machine, and mark it stopped; a first answer
    there is however soon that is. `workers` (as many as the machine has processors, where not said) only make it faster.
    """

    each: float = EFFORT
    limit: float | None = None
    seed: int = 1
    workers: int | None = None
    watch: Watch = NOBODY


def solve(problem: Problem, effort: Effort = Effort(), clock: Callable[[], float] = time.monotonic) -> Answer:
    """The answer for all tasks; the same for any order of the input and any number of workers."""
    ordered = replace(
        problem,
        tasks=tuple(sorted(problem.tasks, key=lambda task: task.id)),
        follows=tuple(sorted(problem.follows, key=lambda follow: (follow.follower, follow.anchor))),
    )
    run = _Run(components(without_taken(ordered)), effort, clock)
    run.go()
    chosen: dict[str, Slot | None] = {}
    for part, answer in zip(run.parts, run.answers, strict=True):
        chosen.update(answer.on(part))
    return Answer(
        dict(sorted(chosen.items())),
        sum(answer.cost for answer in run.answers),
        sum(answer.bound for answer in run.answers),
        run.stopped or any(answer.stopped for answer in run.answers),
        run.missing()[2],
    )


def floor(problem: Problem) -> int:
    """A bound that needs no search: each task at its cheapest, as if alone."""
    return sum(task.floor for task in problem.tasks)


@dataclass(frozen=True, slots=True)
class _Found:
    """A part's answer in short, fit to be sent between processes: the number of each task's slot, or none."""

    numbers: tuple[int | None, ...]
    cost: int
    bound: int
    stopped: bool

    @classmethod
    def of(cls, part: Problem, answer: Answer) -> _Found:
        """An answer with the numbers of its slots."""
        numbers = (_number(task, answer.chosen[task.id]) for task in part.tasks)
        return cls(tuple(numbers), answer.cost, answer.bound, answer.stopped)

    def on(self, part: Problem) -> dict[str, Slot | None]:
        """Where each task goes."""
        return {
            task.id: None if number is None else task.slots[number]
            for task, number in zip(part.tasks, self.numbers, strict=True)
        }

    def answer(self, part: Problem) -> Answer:
        """The answer in full."""
        return Answer(self.on(part), self.cost, self.bound, self.stopped)


def _number(task: Task, slot: Slot | None) -> int | None:
    """The place of a slot among the task's: most are the very same value, which is found much sooner than an equal one."""
    if slot is None:
        return None
    same = (number for number, one in enumerate(task.slots) if one is slot)
    number = next(same, None)
    return task.slots.index(slot) if number is None else number


class _Run:
    """All parts with the best answer of each so far."""

    def __init__(self, parts: list[Problem], effort: Effort, clock: Callable[[], float]) -> None:
        self.parts = parts
        self.effort = effort
        self.clock = clock
        self.ends = None if effort.limit is None else clock() + effort.limit
        self.stopped = False
        slots = sum(len(task.slots) for part in parts for task in part.tasks)
        wanted = processes() if effort.workers is None else effort.workers
        self.workers = wanted if slots > SMALL else 1
        found = each_of(
            lambda number: _Found.of(parts[number], first(parts[number])),
            len(parts),
            self.workers,
            self.ticks,
        )
        self.answers = [answer for _, answer in sorted(found, key=lambda item: item[0])]
        self.best = sum(answer.cost for answer in self.answers)
        self.bound = sum(answer.bound for answer in self.answers)

    def go(self) -> None:
        """First every open part by its relaxation, then what is still open by search, the widest gap first."""
        self.tell()
        self.each(self.open(), self._round)
        open_ = self.open()
        total = SEARCH + MORE * len(self.parts)
        share = max(LEAST, min(self.effort.each, total / max(1, len(open_))))
        self.each(open_[: int(total / share)], partial(self._search, share))
        left = self.left()
        self.stopped = left is not None and left <= 0 and bool(self.open())

    def open(self) -> list[int]:
        """The parts whose answer is not proven to be the best, the widest gap first."""
        gaps = [(answer.bound - answer.cost, number) for number, answer in enumerate(self.answers)]
        return [number for gap, number in sorted(gaps) if gap]

    def each(self, numbers: list[int], work: Callable[[Problem, Answer], Answer]) -> None:
        """Do the work on these parts, and keep what is better."""

        def one(place: int) -> _Found:
            part, known = self.parts[numbers[place]], self.answers[numbers[place]]
            return _Found.of(part, work(part, known.answer(part)))

        for place, found in each_of(one, len(numbers), self.workers, self.goes_on):
            number = numbers[place]
            known = self.answers[number]
            self.answers[number] = found
            self.best += found.cost - known.cost
            self.bound += found.bound - known.bound
            self.tell()

    def tell(self) -> None:
        """Report to whoever watches."""
        tell = self.effort.watch.tell
        if tell is not NOBODY.tell:
            proven = sum(answer.cost == answer.bound for answer in self.answers)
            tell(Progress(self.best, self.bound, proven, len(self.parts), *self.missing()))

    def missing(self) -> tuple[int, int, int]:
        """How many tasks the best answer leaves out, what that costs, and the least that the others must cost then."""
        count = lost = least = 0
        for part, answer in zip(self.parts, self.answers, strict=True):
            out = (
                [
                    task.unplaced
                    for task, number in zip(part.tasks, answer.numbers, strict=True)
                    if number is None
                ]
                if None in answer.numbers
                else []
            )
            count += len(out)
            lost += sum(out)
            least += max(0, answer.bound - sum(out))
        return count, lost, least

    def left(self) -> float | None:
        """Seconds to the limit, or to the end that somebody asks for; less than none past it."""
        own = None if self.ends is None else self.ends - self.clock()
        asked = self.effort.watch.left()
        return own if asked is None else asked if own is None else min(own, asked)

    def ticks(self) -> bool:
        """First answers are waited for to the last, whatever is left."""
        self.effort.watch.tick()
        return True

    def goes_on(self) -> bool:
        """Whether to wait for others any longer."""
        self.tell()
        left = self.left()
        return left is None or left > -GRACE

    def _round(self, part: Problem, known: Answer) -> Answer:
        left = self.left()
        if left is not None and left <= 0:
            return replace(known, stopped=True)
        cut = chunks(part)
        if len(cut) == 1:
            return rounded(part, known, left, self.effort.seed)
        each = None if left is None else left / (2 * len(cut))
        share = min(self.effort.each, EFFORT / len(cut))
        return _by_time(part, cut, known, replace(self.effort, limit=each, each=share))

    def _search(self, share: float, part: Problem, known: Answer) -> Answer:
        left = self.left()
        if left is not None and left <= 0:
            return replace(known, stopped=True)
        if len(chunks(part)) > 1:
            return known
        return searched(part, known, share, left, self.effort.seed)


def _by_time(problem: Problem, cut: list[tuple[Task, ...]], known: Answer, effort: Effort) -> Answer:
    """Fortnight after fortnight, each around what the earlier ones took.

    The bound adds up what each fortnight costs at least by itself, as if the others took nothing from it; a
    substitute, a trip or a day's load that several share is counted in the first of them only.
    """
    chosen: dict[str, Slot | None] = {}
    before = _Taken(problem)
    seen: set[Soft] = set()
    bound, stopped = 0, False
    whole = replace(problem, shares=problem.fair)
    for tasks in cut:
        names = {task.id for task in tasks}
        follows = tuple(follow for follow in problem.follows if follow.follower in names)
        alone = replace(whole, tasks=tasks, follows=follows)
        part = before.around(alone)
        answer = _chunk(part, effort)
        keys = {key for task in tasks for slot in task.slots for key in soft_keys(task, slot)}
        as_if_alone = part.tasks == tasks and not keys & seen
        if as_if_alone:
            bound += answer.bound
        else:
            lone = replace(alone, uncharged=frozenset(keys & seen))
            bound += least_cost(lone)
        seen |= keys
        stopped = stopped or answer.stopped
        chosen.update(answer.chosen)
        before.take(tasks, answer)
    found = {task.id: chosen[task.id] for task in problem.tasks}
    return better(problem, Answer(found, cost_of(problem, found), bound, stopped), known)


class _Taken:
    """What earlier fortnights took from later ones."""

    def __init__(self, problem: Problem) -> None:
        self.busy: list[Busy] = []
        self.covered: list[tuple[Cover, int]] = list(problem.covered)
        self.spent: list[Use] = list(problem.spent)
        self.paid: set[Soft] = set(problem.uncharged)

    def around(self, alone: Problem) -> Problem:
        """A later fortnight with what is left."""
        return without_taken(
            replace(
                alone,
                busy=tuple(self.busy),
                covered=tuple(self.covered),
                spent=tuple(self.spent),
                uncharged=frozenset(self.paid),
            )
        )

    def take(self, tasks: tuple[Task, ...], answer: Answer) -> None:
        """Take what these tasks were given."""
        for task in tasks:
            slot = answer.chosen[task.id]
            if slot is not None:
                self.busy += taken(task, slot)
                self.covered += [(cover, slot.day) for cover in slot.covers]
                self.spent += slot.uses
                self.paid.update(key for key in soft_keys(task, slot) if key[0] == "trip")


def _chunk(part: Problem, effort: Effort) -> Answer:
    known = rounded(part, first(part), effort.limit, effort.seed)
    if known.cost == known.bound:
        return known
    return searched(part, known, effort.each, effort.limit, effort.seed)


def taken(task: Task, slot: Slot) -> list[Busy]:
    """A placed task as time given away."""
    return [Busy(person, slot.day, slot.start, slot.end, slot.school, slot.meeting) for person in task.people]
