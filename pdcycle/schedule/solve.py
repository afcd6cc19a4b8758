"""From a problem to an answer with its bound: part by part, and searched only where the first answer is not proven."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pdcycle.schedule.closing import better, first, rounded, searched
from pdcycle.schedule.parts import chunks, components, without_taken
from pdcycle.schedule.problem import Answer, Busy, Cover, Problem, Slot, Soft, Task, Use, cost_of, soft_keys
from pdcycle.schedule.workers import each_of, processes

EFFORT = 4.0
"""Deterministic seconds one model may take, as CP-SAT counts them."""

SEARCH = 16.0
"""Deterministic seconds for all that the relaxation left open; the more parts, the less each."""

SMALL = 30_000
"""Up to how many slots another process would cost more than it brings."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: the cost of the best answer, what none can beat, and how many parts are proven."""

    best: int
    bound: int
    proven: int
    parts: int


Observer = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to try: `each` in deterministic seconds a model, `limit` in wall-clock seconds in all.

    Only the wall-clock limit and an interrupt make an answer depend on the machine, and mark it stopped. `workers`
    (as many as the machine has processors, where not said) only make it faster. `observe` is told of each step.
    """

    each: float = EFFORT
    limit: float | None = None
    seed: int = 1
    workers: int | None = None
    observe: Observer | None = None


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
    for answer in run.answers:
        chosen.update(answer.chosen)
    return Answer(
        dict(sorted(chosen.items())),
        sum(answer.cost for answer in run.answers),
        sum(answer.bound for answer in run.answers),
        run.stopped or any(answer.stopped for answer in run.answers),
    )


def floor(problem: Problem) -> int:
    """A bound that needs no search: each task at its cheapest, as if alone."""
    return sum(task.floor for task in problem.tasks)


class _Run:
    """All parts with the best answer of each so far."""

    def __init__(self, parts: list[Problem], effort: Effort, clock: Callable[[], float]) -> None:
        self.parts = parts
        self.effort = effort
        self.clock = clock
        self.ends = None if effort.limit is None else clock() + effort.limit
        self.stopped = False
        self.answers = [first(part) for part in parts]
        self.best = sum(answer.cost for answer in self.answers)
        self.bound = sum(answer.bound for answer in self.answers)
        slots = sum(len(task.slots) for number in self.open() for task in parts[number].tasks)
        wanted = processes() if effort.workers is None else effort.workers
        self.workers = wanted if slots > SMALL else 1

    def go(self) -> None:
        """First every open part by its relaxation, then what is still open by search, the widest gap first."""
        try:
            self.tell()
            self.each(self.open(), self._round)
            open_ = self.open()
            share = min(self.effort.each, SEARCH / max(1, len(open_)))
            self.each(open_, lambda number: self._search(number, share))
        except KeyboardInterrupt:
            self.stopped = True

    def open(self) -> list[int]:
        """The parts whose answer is not proven to be the best, the widest gap first."""
        gaps = [(answer.bound - answer.cost, number) for number, answer in enumerate(self.answers)]
        return [number for gap, number in sorted(gaps) if gap]

    def each(self, numbers: list[int], work: Callable[[int], Answer]) -> None:
        """Do the work on these parts, and keep what is better."""
        for place, found in each_of(lambda place: work(numbers[place]), len(numbers), self.workers):
            number = numbers[place]
            known = self.answers[number]
            self.answers[number] = found
            self.best += found.cost - known.cost
            self.bound += found.bound - known.bound
            self.tell()

    def tell(self) -> None:
        """Report to whoever watches."""
        if self.effort.observe is not None:
            proven = sum(answer.cost == answer.bound for answer in self.answers)
            self.effort.observe(Progress(self.best, self.bound, proven, len(self.parts)))

    def left(self) -> float | None:
        """Seconds to the limit."""
        return None if self.ends is None else max(0.0, self.ends - self.clock())

    def _round(self, number: int) -> Answer:
        part, known, left = self.parts[number], self.answers[number], self.left()
        if left is not None and left <= 0:
            return replace(known, stopped=True)
        cut = chunks(part)
        if len(cut) == 1:
            return rounded(part, known, left, self.effort.seed)
        each = None if left is None else left / (2 * len(cut))
        share = min(self.effort.each, SEARCH / len(cut))
        return _by_time(part, cut, known, replace(self.effort, limit=each, each=share))

    def _search(self, number: int, share: float) -> Answer:
        part, known, left = self.parts[number], self.answers[number], self.left()
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
            bound += rounded(lone, first(lone), effort.limit, effort.seed).bound
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
    known = first(part)
    for step in _steps(part, effort):
        if known.cost == known.bound:
            break
        known = step(known)
    return known


def _steps(part: Problem, effort: Effort) -> Iterator[Callable[[Answer], Answer]]:
    yield lambda known: rounded(part, known, effort.limit, effort.seed)
    yield lambda known: searched(part, known, effort.each, effort.limit, effort.seed)


def taken(task: Task, slot: Slot) -> list[Busy]:
    """A placed task as time given away."""
    return [Busy(person, slot.day, slot.start, slot.end, slot.school, slot.meeting) for person in task.people]
