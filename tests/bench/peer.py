"""The scheduling cases of another benchmark's generator as problems of this project, and its judge for the answers.

PDCYCLE_PEER_BENCH names the folder with its `gen_school.py`. A substitute there is for one period and not for half a
day, so the number of the period stands where the half-day stands otherwise; what a coach may do a day is a budget.
"""

import importlib.util
import os
import sys
from functools import cache
from pathlib import Path

from pdcycle.schedule.problem import Follow, Problem, Slot, Task, Use

MISS = 50
LONG = 45
FIRST = 739_000
"""Break-outs are on days of their own, after the coaching."""


@cache
def generator():
    """The generator as a module, or None where there is none."""
    folder = os.environ.get("PDCYCLE_PEER_BENCH")
    path = Path(folder or "/nonexistent") / "gen_school.py"
    if not folder or not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("gen_school", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["gen_school"] = module
    spec.loader.exec_module(module)
    return module


def lighter(inst, teachers):
    """The same year with only so many teachers a coach."""
    for coach in inst.coaches:
        coach.teachers = coach.teachers[:teachers]
    kept = {teacher for coach in inst.coaches for teacher in coach.teachers}
    for table in (inst.planning, inst.lunch, inst.absent, inst.edge, inst.school):
        for teacher in set(table) - kept:
            del table[teacher]
    inst.n = len(kept)
    return inst


class Coaching:
    """A coaching year."""

    def __init__(self, inst, scale=1):
        self.inst, self.gen, self.scale = inst, generator(), scale
        self.slots, self.uses, self.covers = {}, {}, {}
        self.names = {coach.school: f"school{coach.school}" for coach in inst.coaches}
        # One value for equal slots: a district of 1,500 teachers has millions of them.
        self.day = [day.toordinal() for day in inst.days]
        self.tasks, self.follows = [], []
        for coach in inst.coaches:
            for block in range(self.gen.BLOCKS):
                span = range(block * self.gen.BLOCK_DAYS, (block + 1) * self.gen.BLOCK_DAYS)
                links = tuple(
                    (self.day[d], tuple(self.day[e] for e in (d - 3, d - 2, d - 1) if e in span))
                    for d in span
                )
                for teacher in coach.teachers:
                    self._pair(coach, block, teacher, span, links)

    def _pair(self, coach, block, teacher, span, links):
        inst, lead = self.inst, f"c{coach.id:04}"
        here = [d for d in span if d not in inst.absent[teacher]]
        visits = [
            self._slot(coach, d, s, 0, None)
            for d in here
            for s in inst.obs_slots(teacher)
            if inst.free(coach, d, s)
        ]
        talks = [
            self._slot(coach, d, s, price, teacher)
            for d in here
            for s, price in inst.conf_slots(teacher)
            if inst.free(coach, d, s) and inst.can_confer(teacher, d, s)
        ]
        who = (f"t{teacher:05}", lead)
        visit, talk = (f"{kind}/{teacher:05}/{block:02}" for kind in ("visit", "talk"))
        for name, found in ((visit, visits), (talk, talks)):
            found.sort(key=lambda slot: (slot.penalty, slot.day, slot.start))
            self.tasks.append(Task(name, who, (lead,), tuple(found), MISS * self.scale))
        self.follows.append(Follow(visit, talk, links))

    def _slot(self, coach, d, s, price, teacher):
        if price == 3:
            return self._made(coach, d, s, "release", 0, self._covers(teacher, self.names[coach.school], s))
        key = coach.id, d, s, price
        if key not in self.slots:
            self.slots[key] = self._made(coach, d, s, "prep", price * self.scale, ())
        return self.slots[key]

    def _made(self, coach, d, s, kind, points, covers):
        day, school = self.day[d], self.names[coach.school]
        uses = self._uses(coach, day, s)
        return Slot(day, 450 + 50 * s, LONG, kind, points, school, covers=covers, uses=uses)

    def _covers(self, teacher, school, s):
        return self.covers.setdefault((teacher, s), ((f"t{teacher:05}", school, s),))

    def _uses(self, coach, day, s):
        key = coach.id, day, s
        if key not in self.uses:
            self.uses[key] = (Use(("coaching", f"c{coach.id:04}", str(day)), 1, f"{day} {s}"),)
        return self.uses[key]

    def problem(self):
        """The problem in the product's own words."""
        inst = self.inst
        return Problem(
            tuple(self.tasks),
            tuple(self.follows),
            supply={f"school{coach.school}": inst.sub_cap for coach in inst.coaches},
            budgets={
                ("coaching", f"c{coach.id:04}", str(day)): self.gen.COACH_DAY_MAX
                for coach in inst.coaches
                for day in self.day
            },
            cover=3 * self.scale,
            trip=0,
            uneven=0,
        )

    def plan(self, chosen):
        """An answer as the judge reads it."""
        number = {day: d for d, day in enumerate(self.day)}

        def at(slot):
            return None if slot is None else (number[slot.day], (slot.start - 450) // 50)

        return {
            (block, teacher): (
                at(chosen[f"visit/{teacher:05}/{block:02}"]),
                at(chosen[f"talk/{teacher:05}/{block:02}"]),
            )
            for block in range(self.gen.BLOCKS)
            for coach in self.inst.coaches
            for teacher in coach.teachers
        }

    def judged(self, chosen):
        """What the judge says it costs; it raises where a rule is broken."""
        return self.gen.judge_coaching(self.inst, self.plan(chosen))["cost"]


class BreakOuts:
    """Three days of break-outs; a substitute costs `scale` points."""

    def __init__(self, inst, scale=1):
        self.inst, self.gen, self.scale = inst, generator(), scale

    def problem(self):
        """The problem in the product's own words."""
        inst = self.inst
        tasks = []
        for item in inst.items:
            heads = sorted({item["school"], item["visitor"]} - {None})
            slots = [
                self._slot(item, heads, day, s)
                for day in range(inst.days)
                for s in range(inst.slots)
                if not any((day, s // 8) in inst.away[head] for head in heads)
            ]
            people = (*(f"bt{t}" for t in item["teachers"]), *(f"principal{head}" for head in heads))
            leads = tuple(f"principal{head}" for head in heads)
            name = f"zbreak/{item['id']:05}"
            tasks.append(Task(name, people, leads, tuple(slots), MISS * self.scale))
        return Problem(
            tuple(tasks),
            supply={f"house{school}": inst.cap for school in range(inst.schools)},
            budgets={
                ("coaching", f"principal{school}", str(FIRST + day)): inst.k
                for school in range(inst.schools)
                for day in range(inst.days)
            },
            cover=self.scale,
            trip=0,
            uneven=0,
        )

    def _slot(self, item, heads, day, s):
        return Slot(
            FIRST + day,
            480 + 20 * s,
            20,
            "prep",
            0,
            covers=tuple(
                (f"bt{t}", f"house{item['school']}", s) for t in item["teachers"] if s in self.inst.busy[t]
            ),
            uses=tuple(
                Use(("coaching", f"principal{head}", str(FIRST + day)), 1, str(item["id"])) for head in heads
            ),
        )

    def judged(self, chosen):
        """What the judge says it costs; it raises where a rule is broken."""
        plan = {}
        for item in self.inst.items:
            slot = chosen[f"zbreak/{item['id']:05}"]
            plan[item["id"]] = None if slot is None else (slot.day - FIRST, (slot.start - 480) // 20)
        return self.gen.judge_breakouts(self.inst, plan)["cost"]


def together(coaching, breakouts):
    """Coaching and break-outs in one problem; both must cost substitutes alike, so break-outs count three points."""
    one, other = coaching.problem(), breakouts.problem()
    return Problem(
        one.tasks + other.tasks,
        one.follows,
        supply={**one.supply, **other.supply},
        budgets={**one.budgets, **other.budgets},
        cover=one.cover,
        trip=0,
        uneven=0,
    )
