"""An onlooker with linear programming and every released table learns nothing of few people.

The attacker here is written for this test alone: it knows the sums of the tables, the marks, that counts are whole
and not negative, how many things are asked of each, and in districts where nobody leaves, that counts only grow.
"""

import random
from collections import defaultdict
from dataclasses import replace

from attacker import Attacker

from pdcycle.progress.protection import protect
from pdcycle.progress.suppression import Hidden, Table, Tally

DISTRICTS = 500
FLOOR = 5
MEASURES = ("completion", "on time")


def staff(rng, only_joining):
    """People of a few schools and departments on two dates: (school, department), here first, here then."""
    people = []
    risk = rng.choice((0, 0.01, 0.05))
    for school in range(rng.randint(2, 4)):
        for _ in range(rng.choice((1, 3, 4, 6, 9, 15, 20, 30, 40))):
            joins = rng.random() < risk
            leaves = not joins and not only_joining and rng.random() < risk
            people.append((f"s{school}", rng.choice("mnr"), not joins, not leaves))
    return people


def rows(rng, people):
    """What is asked of each and when it is shown: one row a person and step, its states on both dates."""
    easy = rng.choice((0.1, 0.5, 0.6, 0.9, 1.0))
    steps = rng.choice((1, 2, 2, 3))
    for who, (school, department, first, then) in enumerate(people):
        for step in range(steps - (rng.random() < 0.1)):
            now = rng.random() < easy
            later = now or rng.random() < 0.4
            prompt = rng.random() < 0.7
            yield who, school, department, str(step), (first, now, prompt), (then, later, prompt)


def tally(entries):
    people, of, done, prompt = set(), 0, 0, 0
    for who, is_done, is_prompt in entries:
        people.add(who)
        of, done, prompt = of + 1, done + is_done, prompt + (is_done and is_prompt)
    return Tally(len(people), of, (done, prompt))


def tables(seed, only_joining):
    """Two releases of one table: schools by steps with every total, and the same things by department."""
    rng = random.Random(seed)
    dates = (defaultdict(list), defaultdict(list))
    for who, school, department, step, *states in rows(rng, staff(rng, only_joining)):
        for places, (here, done, prompt) in zip(dates, states, strict=True):
            if here:
                inside = (("school", school), ("step", step))
                for place in ((), (("department", department),), inside[:1], inside[1:], inside):
                    places[place].append((who, done, prompt))
    places = sorted(dates[0].keys() | dates[1].keys())
    return [
        Table("due", MEASURES, {place: tally(date[place]) for place in places}, (MEASURES[::-1],))
        for date in dates
    ]


def left(*dates):
    """What is not done of everything, by date and measure."""
    wholes = [date.tallies[()] for date in dates]
    return [
        {f"not {count}": whole.of - done for count, done in zip(MEASURES, whole.done, strict=True)}
        for whole in wholes
    ]


def test_no_small_group_can_be_worked_out_of_what_was_released():
    hidden = shown = 0
    for seed in range(DISTRICTS):
        grows = seed % 2 == 0
        first, second = tables(seed, grows)
        one = protect([first], FLOOR)
        two = protect([second], FLOOR, [one])
        truth = [{"due": first}, {"due": second}]
        for at, release in enumerate((one, two)):
            for name, table in release.items():
                for place, value in table.cells.items():
                    true = truth[at][name].tallies[place]
                    if not isinstance(value, Tally):
                        hidden += 1
                        assert value is Hidden.ALONE or true.people < FLOOR
                        continue
                    shown += 1
                    assert value == true
                    assert true.people == 0 or true.people >= FLOOR
                    if 0 < true.people < 2 * FLOOR:
                        assert not {0, true.of} & set(true.done)
                    old = one[name].cells.get(place)
                    if at and isinstance(old, Tally):
                        assert not 0 < abs(true.people - old.people) < FLOOR
        assert list(Attacker([one, two], grows, FLOOR, MEASURES).learned(left(first, second))) == [], seed
    # Neither everything nor nothing: some 40 % of these small places are shown.
    assert hidden > 5_000
    assert shown > 0.25 * (hidden + shown)


def test_the_attacker_is_worth_defending_against():
    """Where only the small places are hidden, it works out some of them in most districts."""
    broken = 0
    for seed in range(40):
        first, _ = tables(seed, only_joining=True)
        one = protect([first], FLOOR)["due"]
        naive = {
            place: Hidden.FEW if 0 < tally.people < FLOOR else tally for place, tally in first.tallies.items()
        }
        broken += any(
            Attacker(
                [{"due": replace(one, cells=naive)}], grows=False, floor=FLOOR, measures=MEASURES
            ).learned(left(first))
        )
    assert broken > 20
