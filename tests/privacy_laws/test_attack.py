"""An onlooker with linear programming and every released table learns nothing of few people.

The attacker here is written for this test alone: it knows the sums of the tables, the marks, that counts are whole
and not negative, how many things are asked of each, and in districts where nobody leaves, that counts only grow.
"""

import math
import random
from collections import defaultdict
from dataclasses import replace

from ortools.linear_solver import pywraplp

from pdcycle.progress.protection import protect
from pdcycle.progress.suppression import Hidden, Table, Tally

DISTRICTS = 500
FLOOR = 5
MEASURES = ("completion", "on time")
MOST = 10_000


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


class Attacker:
    """Every count of every release as a variable, what is shown as its value."""

    def __init__(self, releases, grows):
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.solver.SetSolverSpecificParametersAsString(
            "use_preprocessing: false"
        )  # start from the last answer
        self.variables = {}
        self.hidden = []
        for at, release in enumerate(releases):
            for name, table in release.items():
                for place, value in table.cells.items():
                    self.cell(at, name, place, value, table)
                self.sums(at, name, table)
        if grows:
            for (at, *rest), later in list(self.variables.items()):
                if at == 1 and (0, *rest) in self.variables:
                    self.row([(later, 1), (self.variables[0, *rest], -1)])

    def row(self, terms, most=MOST * 100):
        """A sum of counts that is not negative, and at most this."""
        row = self.solver.Constraint(0, most)
        for variable, factor in terms:
            row.SetCoefficient(variable, factor)

    def cell(self, at, name, place, value, table):
        counts = ("people", "of", *MEASURES)
        if isinstance(value, Tally):
            shown = (value.people, value.of, *value.done)
        else:
            self.hidden.append((at, name, place))
            shown = (None,) * 4
        for count, known in zip(counts, shown, strict=True):
            low, high = (0, MOST) if known is None else (known, known)
            if known is None and count == "people":
                few = Hidden.FEW in table.cells.values()  # then whatever is hidden in other words has more
                low, high = (0, FLOOR - 1) if value is Hidden.FEW else (FLOOR if few else 0, MOST)
            self.variables[at, name, place, count] = self.solver.NumVar(low, high, "")
        if isinstance(value, Tally):
            return
        people, of, done, prompt = (self.variables[at, name, place, count] for count in counts)
        for smaller, larger in ((people, of), (done, of), (prompt, done)):
            self.row([(larger, 1), (smaller, -1)])
        if any(dimension == "step" for dimension, _ in place):
            self.row([(people, 1), (of, -1)], 0)  # each step asks one thing of each

    def sums(self, at, name, table):
        for total in table.cells:
            for dimension in ("school", "step", "department"):
                parts = [
                    place
                    for place in table.cells
                    if len(place) == len(total) + 1
                    and set(total) < set(place)
                    and dimension in dict(set(place) - set(total))
                ]
                if not parts or dimension in dict(total):
                    continue
                for count in ("people", "of", *MEASURES):
                    whole = self.variables[at, name, total, count]
                    several = [self.variables[at, name, part, count] for part in parts]
                    if count != "people" or dimension != "step":
                        self.row([(whole, -1), *((one, 1) for one in several)], 0)
                    else:
                        for one in several:
                            self.row([(whole, 1), (one, -1)])

    def farthest(self, terms):
        """Where a sum of counts is largest; every point found also says how far the other sums may go."""
        goal = self.solver.Objective()
        goal.Clear()
        for key, factor in terms:
            goal.SetCoefficient(self.variables[key], factor)
        goal.SetMaximization()
        assert self.solver.Solve() == pywraplp.Solver.OPTIMAL
        return sum(factor * self.variables[key].solution_value() for key, factor in terms)

    def learned(self, left):
        """Every hidden count that is left too little room.

        What is not done need not be left more room than there is of it in all places together, but at least one.
        """
        asked = {}
        for cell in self.hidden:
            for count in ("people", "of", *MEASURES):
                asked[cell, count] = [((*cell, count), 1)]
            for count in MEASURES:
                asked[cell, "not " + count] = [((*cell, "of"), 1), ((*cell, count), -1)]
        everything = [term for terms in asked.values() for term in terms if term[1] > 0]
        seen = []
        for sign in (1, -1):
            self.farthest([(key, sign) for key in dict(everything)])
            points = {key: self.variables[key].solution_value() for key, _ in everything}
            seen.append({name: sum(f * points[key] for key, f in terms) for name, terms in asked.items()})
        for name, terms in asked.items():
            (at, *_), count = name
            need = min(FLOOR - 1, max(1, left[at][count])) if count in left[at] else FLOOR - 1
            if abs(seen[0][name] - seen[1][name]) >= need:
                continue
            low = math.ceil(-self.farthest([(key, -factor) for key, factor in terms]) - 1e-6)
            high = math.floor(self.farthest(terms) + 1e-6)
            if high - low < need:
                yield name, low, high


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
        assert list(Attacker([one, two], grows).learned(left(first, second))) == [], seed
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
        broken += any(Attacker([{"due": replace(one, cells=naive)}], grows=False).learned(left(first)))
    assert broken > 20
