"""An onlooker with linear programming who has every released table of several dates.

It knows the sums of the tables, the marks, that counts are whole and not negative, how many things are asked of each,
and in districts where nobody leaves, that counts only grow. Nothing of pdcycle's own reckoning is used here.
"""

import math

from ortools.linear_solver import pywraplp

from pdcycle.progress.suppression import Hidden, Tally

MOST = 10_000


class Attacker:
    """Every count of every release as a variable, what is shown as its value."""

    def __init__(self, releases, grows, floor, measures):
        self.floor, self.measures = floor, measures
        """Nothing need stay open further than for this floor: it is the last reader's."""
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
        counts = ("people", "of", *self.measures)
        if isinstance(value, Tally):
            shown = (value.people, value.of, *value.done)
        else:
            self.hidden.append((at, name, place))
            shown = (None,) * 4
        for count, known in zip(counts, shown, strict=True):
            low, high = (0, MOST) if known is None else (known, known)
            if known is None and count == "people":
                few = Hidden.FEW in table.cells.values()  # then whatever is hidden in other words has more
                low, high = (0, table.floor - 1) if value is Hidden.FEW else (table.floor if few else 0, MOST)
            self.variables[at, name, place, count] = self.solver.NumVar(low, high, "")
        if isinstance(value, Tally):
            return
        people, of, done, prompt = (self.variables[at, name, place, count] for count in counts)
        for smaller, larger in ((people, of), (done, of), (prompt, done)):
            self.row([(larger, 1), (smaller, -1)])
        least, most = table.each[tuple(dimension for dimension, _ in place)]
        self.row([(of, 1), (people, -least)])
        if least:  # else some of it is a group's
            self.row([(people, most), (of, -1)])

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
                for count in ("people", "of", *self.measures):
                    whole = self.variables[at, name, total, count]
                    several = [self.variables[at, name, part, count] for part in parts]
                    exact = (dimension, count) in table.adds
                    self.row([(whole, -1), *((one, 1) for one in several)], 0 if exact else MOST * 100)
                    for one in () if exact else several:
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

    def learned(self, left, floors=()):
        """Every hidden count that is left too little room; `floors` are the releases' own.

        What is not done need not be left more room than there is of it in all places together, but at least one.
        """
        asked = {}
        for cell in self.hidden:
            for count in ("people", "of", *self.measures):
                asked[cell, count] = [((*cell, count), 1)]
            for count in self.measures:
                asked[cell, "not " + count] = [((*cell, "of"), 1), ((*cell, count), -1)]
        everything = [term for terms in asked.values() for term in terms if term[1] > 0]
        seen = []
        for sign in (1, -1):
            self.farthest([(key, sign) for key in dict(everything)])
            points = {key: self.variables[key].solution_value() for key, _ in everything}
            seen.append({name: sum(f * points[key] for key, f in terms) for name, terms in asked.items()})
        for name, terms in asked.items():
            (at, *_), count = name
            need = min([self.floor, *floors[at : at + 1]]) - 1
            if count in left[at]:
                need = min(need, max(1, left[at][count]))
            if abs(seen[0][name] - seen[1][name]) >= need:
                continue
            low = math.ceil(-self.farthest([(key, -factor) for key, factor in terms]) - 1e-6)
            high = math.floor(self.farthest(terms) + 1e-6)
            if high - low < need:
                yield name, low, high
