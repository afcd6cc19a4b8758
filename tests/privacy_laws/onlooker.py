"""What an onlooker makes of every report at once: each figure two unknowns, each sum and each "no more than" a row.

Nothing of pdcycle is used here. It reads the reports' JSON, knows what the measures say of themselves, and lets linear
programming do the rest.
"""

import math
from collections import defaultdict
from datetime import date, timedelta

from ortools.linear_solver import pywraplp

MOST = 10_000
HEADS = {
    "Done of what was due": "completion",
    "On time": "on-time",
    "Courses completed": "courses",
    "Checks passed": "checks",
    "Artifacts handed in": "artifacts",
    "Break-outs held": "break-outs",
}
KINDS = ("courses", "checks", "artifacts")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Onlooker:
    """Figures by what they are of: `(measure, more ..., part)`; a part is a dimension and a value, or () for all."""

    def __init__(self, floor):
        self.floor = floor
        self.shown, self.hidden, self.few = {}, {}, set()
        self.floors = defaultdict(set)
        """By figure and whether it is hidden: the floors of the reports it stands in."""
        self.open = defaultdict(int)
        self.ways = defaultdict(list)
        self.wants = {}
        self.asked, self.ahead = defaultdict(set), defaultdict(set)
        """By program: the kinds of evidence asked for, and those some of which is not yet due."""
        self.unsaid = set()
        """Whose months are not told one by one."""

    # What is read

    def see(self, key, value):
        """A figure as JSON has it; where nothing is counted it is 0 of 0."""
        self.floors[key, bool(value["hidden"])].add(value["floor"])
        if value["hidden"]:
            self.hidden[key] = min(value["floor"], self.hidden.get(key, MOST))
            if value["hidden"] == "few":
                self.few.add((key, value["floor"]))
        else:
            pair = (value["numerator"], value["denominator"])
            assert self.shown.setdefault(key, pair) == pair, key

    def program(self, report):  # noqa: C901 - one case after the other
        id_ = report["program"]
        for step in report["steps"]:
            if step["state"] not in ("none", "untracked"):
                self.see(("step", id_, step["step"], ()), step["figure"])
            self.open[id_] += (step["due"] or 0) + (step["ahead"] or 0) if step["due"] is not None else 1
        for line in report.get("by_school", ()):
            part = ("school", line["school"]) if line["school"] else ()
            self.see(("completion", id_, part), line["completion"])
            self.see(("on-time", id_, part), line["on_time"])
        for line in (*report.get("schools", ()), *([report["total"]] if "total" in report else ())):
            part = ("school", line["school"]) if line["school"] else ()
            for name in ("completion", *KINDS):
                self.see((name, id_, part), line[name])
            if "result" in self.wants[id_]:
                self.see(("survey", "all", part), line["survey"])
        for line in (
            *report.get("goals", ()),
            *(one["goal"] for one in report.get("schools", ()) if one["goal"]),
        ):
            part = () if line["owner"] == id_ else ("school", line["owner"])
            if line["way"]:
                self.see(("goal", id_, part), line["figure"])
        for line in report.get("surveys", ()):
            self.see(
                ("item", id_, line["survey"], line["audience"], line["period"], line["item"], ()),
                line["figure"],
            )
        for one in (report["breakdown"],) if "breakdown" in report else ():
            for line in one["parts"]:
                for name, value in line.items():
                    if isinstance(value, dict):
                        figure = {"floor": report["basis"]["floor"], **value}
                        self.see((name, id_, (one["dimension"], line["part"])), figure)

    def digest(self, report, titles, schools):
        """`titles` are the programs' ids by title, `schools` the schools' ids by name."""
        subject = report["subject"]
        for part in report["parts"]:
            rows = [dict(zip(part["columns"], row, strict=True)) for row in part["rows"]]
            here = part["id"]
            for school in schools.values():
                if here.startswith(f"{school}-"):
                    here, subject = here.removeprefix(f"{school}-"), school
            place = ("school", subject) if subject else ()
            name, _, program = here.partition("-")
            if name == "participation" and part["lines"][0].startswith("Not shown month"):
                self.unsaid.add((program, place))
                continue
            for row in rows:
                self._row(name, program, row, place, titles, schools)

    def _row(self, name, program, row, place, titles, schools):  # noqa: C901 - one case after the other
        if name == "shares":
            if "School" in row:
                place = ("school", schools[row["School"]]) if row["School"] in schools else ()
            for head, measure in HEADS.items():
                self.see((measure, program or titles[row["Program"]], place), row[head])
        elif name == "participation":
            month, year = row["Month"].split()
            self.see(("month", program, date(int(year), MONTHS.index(month) + 1, 1), place), row["Took part"])
        elif name == "weeks":
            for head, value in row.items():
                if head != "Week of":
                    where = ("school", schools[head]) if head in schools else ()
                    self.see(("week", program, date.fromisoformat(row["Week of"]), where), value)
        elif name == "plans":
            for head in ("Drafted", "Shared", "Approved", "Revised"):
                self.see((head, titles[row["Program"]], place), row[head])
        elif name == "coaching":
            id_ = titles[row["Program"]]
            self.see(("talked", id_, place), row["Members with a talk"])
            self.see(("regular", id_, place), row["Never over ten school days between two"])
        elif name == "together":
            words = {
                "courses completed": "courses",
                "checks passed": "checks",
                "artifacts shared": "artifacts",
            }
            if row["What"] in words:
                self.see((words[row["What"]], titles[row["Program"]], ()), row["How many"])
        else:
            self._of_others(name, row, place, schools)

    def _of_others(self, name, row, place, schools):
        if name == "goals":
            owner = ("school", schools[row["Whose"]]) if row["Whose"] in schools else ()
            if isinstance(row["Latest"], dict):
                self.see(("goal", "rti", owner), row["Latest"])
        elif name == "sub":
            where = ("school", schools[row["School"]]) if "School" in row else place
            self._levels(where, row)
        elif name == "surveys":
            self.see(("survey", row["Round"], place), row["Favourable"])
        elif name == "answered" and isinstance(row["Share"], dict) and row["What"].startswith("results"):
            pass
        elif name == "change":
            who = row["Survey and who answered"]
            found = next((one for one in schools if who.endswith(f": {one}")), None)
            where = ("school", schools[found]) if found else place
            first, last = list(row)[1:3]
            self.see(("before", first.casefold(), where), row[first])
            self.see(("after", last.casefold(), where), row[last])

    def _levels(self, where, row):
        words = [one for one in row if one.endswith("or higher")]
        told = row[words[0]] if words else None
        if isinstance(told, int):
            self.shown["seen", where] = (told, row["Observations"])
            self.ways["people", where] = row["People"]
        else:
            self.hidden["seen", where] = self.floor

    # What is known

    def learned(self):
        """Every hidden figure of which what is done, or what is not, is left too little room."""
        months = {key[1:3] for key in (*self.shown, *self.hidden) if key[0] == "month"}
        for id_, part in self.unsaid:
            for _, month in [one for one in months if one[0] == id_]:
                if ("month", id_, month, part) in self.truth:
                    self.hidden.setdefault(("month", id_, month, part), self.floor)
        for key in self.hidden.keys() & self.shown.keys():
            # What few may not see others may; never the other way round.
            if max(self.floors[key, False], default=0) >= min(self.floors[key, True], default=MOST):
                yield key, "is shown elsewhere", self.shown[key]
        left = {key: floor for key, floor in self.hidden.items() if key not in self.shown}
        if left:
            yield from _Program(self).learned(left)


class _Program:
    """Everything seen as one linear program."""

    def __init__(self, seen):
        self.seen = seen
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.solver.SetSolverSpecificParametersAsString("use_preprocessing: false")
        self.of = {}
        for key in (*seen.shown, *seen.hidden):
            if key in self.of:
                continue
            done, asked = seen.shown.get(key, (None, None))
            ends = (0, MOST) if asked is None else (asked, asked)
            self.of[key] = (self._var(*((0, MOST) if done is None else (done, done))), self._var(*ends))
            self.row([(self.of[key][1], 1), (self.of[key][0], -1)])
        for key, floor in seen.few:
            if key[0] in ("month", "week", "talked", "regular", "goal"):
                self.of[key][1].SetUb(min(floor - 1, self.of[key][1].ub()))
        self._sums()
        self._kinds()
        self._times()
        self._others()

    def _var(self, low, high):
        return self.solver.NumVar(low, high, "")

    def row(self, terms, low=0, high=math.inf):
        made = self.solver.Constraint(low, self.solver.infinity() if high == math.inf else high)
        for variable, factor in terms:
            made.SetCoefficient(variable, made.GetCoefficient(variable) + factor)

    def compare(self, larger, smaller, how=">=", counts=("done", "rest")):
        """The sums of figures: what is done, what is not, and both together, of one side and the other."""
        if not larger or not smaller:
            return
        for count in counts:
            terms = [
                term
                for side, sign in ((larger, 1), (smaller, -1))
                for key in side
                for term in self._count(key, count, sign)
            ]
            self.row(terms, 0, 0 if how == "=" else math.inf)

    def _count(self, key, count, sign):
        done, asked = self.of[key]
        if count == "rest":
            return [(asked, sign), (done, -sign)]
        return [(done if count == "done" else asked, sign)]

    def _sums(self):
        parts = defaultdict(list)
        for *what, part in self.of:
            if part:
                parts[(*what, part[0])].append((*what, part))
        for (*what, dimension), found in parts.items():
            total = (*what, ())
            if what[0] == "seen" or total not in self.of:
                continue
            if dimension != "grade":
                if what[0] != "survey" or what[1] != "all" or len(found) > 1:
                    self.compare([total], found, "=")
                continue
            self.compare(found, [total])
            for one in found:
                self.compare([total], [one])

    def _kinds(self):
        """What was due is made of the kinds, and of the steps; where nothing is open any more, of no less of them."""
        for key in [key for key in self.of if key[0] == "completion"]:
            _, id_, part = key
            if ("on-time", id_, part) in self.of:
                self.compare([key], [("on-time", id_, part)], counts=("done",))
                self.compare([key], [("on-time", id_, part)], "=", counts=("of",))
            asked = [name for name in KINDS if name in self.seen.asked[id_]]
            kinds = [(name, id_, part) for name in asked if (name, id_, part) in self.of]
            past = [one for one in kinds if one[0] in self.seen.past[id_]]
            if part[:1] == ("month",) and part[1] < self.seen.today:
                past = kinds
            whole = set(asked) == self.seen.asked[id_] and len(kinds) == len(asked)
            self.compare([key], past, "=" if whole and past == kinds else ">=")
            if whole:
                self.compare(kinds, [key])
        for id_ in self.seen.open:
            steps = [key for key in self.of if key[:2] == ("step", id_)]
            total = ("completion", id_, ())
            if total in self.of and steps:
                self.compare(steps, [total], "=" if self.seen.open[id_] == 0 else ">=")
            learn = ("step", id_, "learn", ())
            kinds = [one for one in (("courses", id_, ()), ("checks", id_, ())) if one in self.of]
            if learn in self.of and len(kinds) == 2:
                self.compare([learn], kinds, "=")
            if ("Drafted", id_, ()) in self.of and self.seen.open[id_] == 0:
                self.compare([("step", id_, "plan", ())], [("Drafted", id_, ())], "=")
            made = [
                one for one in (("step", id_, "look-back", ()), ("step", id_, "plan", ())) if one in self.of
            ]
            if len(made) == 2 and ("artifacts", id_, ()) in self.of:
                self.compare(made, [("artifacts", id_, ())], "=")

    def _times(self):
        """Who took part in a week took part in its month, and whoever did in a month did in one of its weeks."""
        months = {key: _end(key[2]) for key in self.of if key[0] == "month"}
        weeks = defaultdict(list)
        for key in self.of:
            if key[0] == "week":
                weeks[key[1], key[3]].append(key)
        for month, last in months.items():
            _, id_, first, part = month
            near = [one for one in weeks[id_, part] if one[2] <= last and one[2] + timedelta(days=6) >= first]
            for week in near:
                if first <= week[2] and week[2] + timedelta(days=6) <= last:
                    self.compare([month], [week], counts=("done", "of"))
                    if self.seen.steady:
                        self.compare([week], [month], counts=("rest",))
            if (
                near
                and min(one[2] for one in near) <= first
                and max(one[2] for one in near) + timedelta(days=6) >= last
            ):
                self.compare(near, [month], counts=("done",))

    def _others(self):  # noqa: C901 - one case after the other
        for key in [key for key in self.of if key[0] == "Drafted"]:
            made = ("artifacts", *key[1:])
            if made in self.of and self.seen.open[key[1]] == 0:
                self.compare([made], [key])
        for key in [key for key in self.of if key[0] == "talked"]:
            regular = ("regular", *key[1:])
            if regular in self.of and self.seen.steady:
                self.row([*self._count(key, "done", 1), *self._count(regular, "of", -1)])
        for key in [key for key in self.of if key[0] == "survey" and key[1] == "all"]:
            rounds = [one for one in self.of if one[0] == "survey" and one[1] != "all" and one[2] == key[2]]
            self.compare([key], rounds, "=")
        for key in [key for key in self.of if key[0] in ("before", "after")]:
            if ("survey", *key[1:]) in self.of:
                self.compare([("survey", *key[1:])], [key], "=")
        items = defaultdict(list)
        for key in self.of:
            if key[0] == "item":
                items[key[1], key[4]].append(key)
        for (_, period), found in items.items():
            total = ("survey", period, ())
            if total in self.of and len(found) == 2:
                self.compare([total], found, "=" if self.seen.everybody else ">=")
        for key in [key for key in self.of if key[0] == "goal" and key[2]]:
            seen = ("seen", key[2])
            if (
                seen in self.of
                and seen in self.seen.shown
                and self.seen.ways["people", key[2]] == self.seen.shown[seen][1]
            ):
                self.compare([key], [seen], "=")

    def farthest(self, terms):
        goal = self.solver.Objective()
        goal.Clear()
        for variable, factor in terms:
            goal.SetCoefficient(variable, goal.GetCoefficient(variable) + factor)
        goal.SetMaximization()
        status = self.solver.Solve()
        assert status == pywraplp.Solver.OPTIMAL, status
        return goal.Value()

    def learned(self, left):
        asked = {(key, count): self._count(key, count, 1) for key in left for count in ("done", "rest")}
        span = {}
        for sign in (1, -1):
            self.farthest([(one, sign) for key in left for one in self.of[key]])
            for name, terms in asked.items():
                value = sum(one.solution_value() * factor for one, factor in terms)
                low, high = span.get(name, (math.inf, -math.inf))
                span[name] = (min(low, value), max(high, value))
        for name, terms in asked.items():
            key, count = name
            need = left[key] - 1
            total = self.seen.truth.get((*key[:-1], ()))
            if count == "rest" and total:
                need = min(need, max(1, total[1] - total[0]))
            if span[name][1] - span[name][0] >= need:
                continue
            high = math.floor(self.farthest(terms) + 1e-6)
            low = math.ceil(-self.farthest([(one, -factor) for one, factor in terms]) - 1e-6)
            if high - low < need:
                yield key, count, low, high


def _end(day):
    return (day + timedelta(days=32)).replace(day=1) - timedelta(days=1)
