"""The answer against every possible answer of small problems."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdcycle.schedule import parts
from pdcycle.schedule.problem import Busy, Follow, Problem, Slot, Task, cost_of
from pdcycle.schedule.solve import solve

PEOPLE = ("a", "b", "c")


@st.composite
def slots(draw):
    people = draw(st.sampled_from([(), ("a",), ("b",)]))
    return Slot(
        day=draw(st.integers(0, 2)),
        start=draw(st.sampled_from([480, 500, 700])),
        minutes=draw(st.sampled_from([20, 40])),
        kind="prep",
        penalty=draw(st.integers(0, 4)),
        school=draw(st.sampled_from(["", "x", "y"])),
        meeting=draw(st.sampled_from([None, None, ("g", 0), ("h", 0)])),
        covers=tuple((person, "x", 0) for person in people),
        trips=draw(st.sampled_from([(), (("a", "y"),)])),
    )


@st.composite
def problems(draw):
    tasks = []
    for number in range(draw(st.integers(1, 4))):
        found = {(slot.day, slot.start, slot.school): slot for slot in draw(st.lists(slots(), max_size=3))}
        people = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True))
        ordered = tuple(sorted(found.values(), key=lambda slot: (slot.penalty, slot[:3], slot.school)))
        tasks.append(Task(f"t{number}", tuple(people), (people[0],), ordered, 1000 + number))
    follows = ()
    if len(tasks) > 1 and draw(st.booleans()):
        days = tuple((day, tuple(range(max(0, day - 1), day + 1))) for day in range(3))
        follows = (Follow("t0", "t1", days, before=draw(st.booleans())),)
    busy = (Busy("a", 0, 490, 520),) if draw(st.booleans()) else ()
    return Problem(tuple(tasks), follows, busy, supply={"x": draw(st.integers(0, 1))}, travel_default=10)


def allowed(problem, chosen):
    """Whether an answer keeps every hard rule, told apart from the solver."""
    placed = [(task, chosen[task.id]) for task in problem.tasks if chosen[task.id] is not None]
    for (one, first), (other, second) in combinations(placed, 2):
        if set(one.people) & set(other.people) and problem.clash(first, second):
            return False
    for task, slot in placed:
        if any(busy.person in task.people and problem.clash(slot, busy) for busy in problem.busy):
            return False
    used = {(slot.day, cover) for _, slot in placed for cover in slot.covers}
    if any(sum(day == other for other, _ in used) > problem.supply["x"] for day in range(3)):
        return False
    for follow in problem.follows:
        anchor, follower = chosen[follow.anchor], chosen[follow.follower]
        if follower is not None and (anchor is None or not follow.allows(anchor, follower)):
            return False
    return True


def best(problem):
    names = [task.id for task in problem.tasks]
    every = (
        dict(zip(names, picks, strict=True)) for picks in product(*((None, *t.slots) for t in problem.tasks))
    )
    return min(cost_of(problem, chosen) for chosen in every if allowed(problem, chosen))


@settings(max_examples=120, deadline=None)
@given(problems())
def test_the_answer_is_the_best_there_is(problem):
    answer = solve(problem)
    assert allowed(problem, answer.chosen)
    assert answer.cost == cost_of(problem, answer.chosen) == answer.bound == best(problem)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_cut_by_time_the_bound_stays_true(problem):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "CHUNK", 2)
        patch.setattr(parts, "FORTNIGHT", 1)
        answer = solve(problem)
    assert allowed(problem, answer.chosen)
    assert answer.bound <= best(problem) <= answer.cost == cost_of(problem, answer.chosen)


@given(problems(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_tasks_does_not_matter(problem, chance):
    shuffled = list(problem.tasks)
    chance.shuffle(shuffled)
    assert solve(replace(problem, tasks=tuple(shuffled))) == solve(problem)


def test_a_wall_clock_limit_keeps_the_first_answer_and_says_so():
    from pdcycle.schedule.solve import Effort

    slot = Slot(0, 480, 30, "prep", 0)
    problem = Problem(tuple(Task(f"t{n}", ("a",), ("a",), (slot,)) for n in range(3)))
    answer = solve(problem, Effort(limit=0.0))
    assert (answer.stopped, sum(found is not None for found in answer.chosen.values())) == (True, 1)
    assert answer.bound <= answer.cost


@settings(max_examples=60, deadline=None)
@given(problems())
def test_whatever_the_means_the_bound_is_true_and_the_answer_sound(problem):
    from pdcycle.schedule.check import sound
    from pdcycle.schedule.closing import first, rounded, searched
    from pdcycle.schedule.parts import apart, without_taken

    part, least = without_taken(problem), best(problem)
    known = first(part)
    for answer in (known, rounded(part, known, None, 1), searched(part, known, 1.0, None, 1)):
        assert sound(part, answer.chosen)
        assert allowed(problem, answer.chosen)
        assert answer.bound <= least <= answer.cost == cost_of(problem, answer.chosen)
    assert sum(best(half) for half in apart(part)) <= least


def coaches(number):
    """Coaches with more talks than good places, two at a school with one substitute a half-day."""
    from pdcycle.schedule.problem import Use

    tasks = []
    for coach in range(number):
        for teacher in range(8):
            name = f"t{coach}{teacher}"
            slots = tuple(
                Slot(
                    day,
                    480 + 60 * hour,
                    45,
                    "prep",
                    (day + hour * teacher) % 5,
                    covers=((name, f"s{coach // 2}", hour // 3),) if (hour + teacher) % 3 == 0 else (),
                    uses=(Use(("coaching", f"c{coach}", str(day)), 1, name),),
                )
                for day in range(3)
                for hour in range(5)
            )
            slots = tuple(sorted(slots, key=lambda slot: (slot.penalty, slot.day, slot.start)))
            tasks.append(Task(name, (f"c{coach}", name), (f"c{coach}",), slots))
    budgets = {("coaching", f"c{coach}", str(day)): 2 for coach in range(number) for day in range(3)}
    supply = {f"s{school}": 1 for school in range(number)}
    return Problem(tuple(tasks), supply=supply, budgets=budgets)


def test_one_worker_or_two_give_the_same(monkeypatch):
    from pdcycle.schedule import solve as solving
    from pdcycle.schedule.solve import Effort
    from pdcycle.schedule.watch import Watch

    monkeypatch.setattr(solving, "SMALL", 0)
    seen = []
    answers = [solve(coaches(6), Effort(workers=number, watch=Watch(tell=seen.append))) for number in (1, 2)]
    assert answers[0] == answers[1]
    assert answers[0].cost == answers[0].bound
    assert (seen[-1].best, seen[-1].bound) == (answers[1].cost, answers[1].bound)
    assert sum(slot is None for slot in answers[0].chosen.values()) == 12


def test_an_interrupt_keeps_the_best_so_far_and_says_so():
    from pdcycle.schedule.check import sound
    from pdcycle.schedule.solve import Effort
    from pdcycle.schedule.watch import NOW, Watch

    seen = []
    watch = Watch(tell=seen.append, left=lambda: NOW if seen and seen[-1].proven else None)
    answer = solve(coaches(4), Effort(watch=watch))
    assert (seen[-1].proven, seen[-1].best, seen[-1].bound) == (1, answer.cost, answer.bound)
    assert answer.stopped
    assert answer.bound <= answer.cost
    assert sound(coaches(4), answer.chosen)
