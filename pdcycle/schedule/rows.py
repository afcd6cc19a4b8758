"""One part in 0/1 columns and linear rows: what the relaxation and the search both read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from pdcycle.schedule.problem import Budget, Follow, Meeting, Problem, Slot, Task

_ALONE: Meeting = ("", 0)


class Row(NamedTuple):
    """The columns' sum, each times its coefficient (one where none are given), is at most `most`, or just that."""

    columns: Sequence[int]
    most: int
    coefficients: Sequence[int] | None = None
    exact: bool = False


class _Entry(NamedTuple):
    """A person's time in one slot of one task."""

    task: str
    slot: Slot
    column: int


@dataclass(slots=True)
class Rows:
    """The rows of one part; a column is 0 up to its `upper`, and costs `cost` a piece.

    Each task has a column a slot and, last, one for being left out.
    """

    problem: Problem
    cost: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    columns: dict[str, list[int]] = field(default_factory=dict)
    owner: dict[int, str] = field(default_factory=dict)
    _any_of: dict[tuple[int, ...], int] = field(default_factory=dict)
    _cliques: dict[int, set[int]] = field(default_factory=dict)

    def column(self, cost: int = 0, upper: int = 1) -> int:
        """A new column."""
        self.cost.append(cost)
        self.upper.append(upper)
        return len(self.cost) - 1

    def either(self, columns: Sequence[int]) -> int:
        """A column that is one where any of these is."""
        if len(columns) == 1:
            return columns[0]
        key = tuple(sorted(columns))
        if key not in self._any_of:
            self._any_of[key] = found = self.column()
            apart: dict[str, list[int]] = {}
            for column in key:
                apart.setdefault(self.owner.get(column, f" {column}"), []).append(column)
            for mine in apart.values():
                # Slots of one task exclude each other, so one row holds for all of them.
                self.rows.append(Row([*mine, found], 0, [1] * len(mine) + [-1]))
        return self._any_of[key]

    def charge(self, columns: Sequence[int], points: int) -> None:
        """Let each of these cost more."""
        for column in columns:
            self.cost[column] += points

    def counted(self, columns: Sequence[int]) -> list[int]:
        """Columns whose sum is one where any of these is: slots of one task exclude each other already."""
        alone = len({self.owner.get(column, f" {column}") for column in columns}) == 1
        return list(columns) if alone or self.exclusive(columns) else [self.either(columns)]

    def exclusive(self, columns: Sequence[int]) -> bool:
        """Whether a row says already that only one of these can be one."""
        rows = self._cliques.get(columns[0], set())
        return bool(rows) and bool(
            rows.intersection(*(self._cliques.get(column, set()) for column in columns[1:]))
        )

    def only_one(self, columns: Sequence[int]) -> None:
        """Let at most one of these be one."""
        if len(columns) > 1 and not self.exclusive(columns):
            for column in columns:
                self._cliques.setdefault(column, set()).add(len(self.rows))
            self.rows.append(Row(columns, 1))


def rows_of(problem: Problem) -> Rows:
    """The whole part."""
    made = Rows(problem)
    for task in problem.tasks:
        made.columns[task.id] = [made.column(slot.penalty) for slot in task.slots]
        made.owner.update(dict.fromkeys(made.columns[task.id], task.id))
        made.columns[task.id].append(made.column(task.unplaced))
        made.rows.append(Row(made.columns[task.id], 1, exact=True))
    _people(made)
    for follow in problem.follows:
        if follow.anchor in made.columns and follow.follower in made.columns:
            _follow(made, follow)
    _covers(made)
    _budgets(made)
    _trips(made)
    _evenness(made)
    return made


def _choices(made: Rows, task: Task) -> Iterator[tuple[Slot, int]]:
    return zip(task.slots, made.columns[task.id], strict=False)


def _people(made: Rows) -> None:
    """Nobody in two places: on each day, at most one of all that cover the moment something begins."""
    entries: dict[tuple[str, int], list[_Entry]] = {}
    tasks: dict[tuple[str, int], str | None] = {}
    for task in made.problem.tasks:
        for slot, column in _choices(made, task):
            for person in task.people:
                key = (person, slot.day)
                entries.setdefault(key, []).append(_Entry(task.id, slot, column))
                tasks[key] = task.id if tasks.get(key, task.id) == task.id else None
    # Whoever has most to do comes first: what the others then want at the same time is mostly said already.
    for key in sorted(
        (key for key, only in tasks.items() if only is None), key=lambda key: (-len(entries[key]), key)
    ):
        for clique in _cliques(made, entries[key]):
            made.only_one(clique)
        _ways(made, entries[key])


def _cliques(made: Rows, entries: list[_Entry]) -> Iterator[list[int]]:
    for moment in sorted({entry.slot.start for entry in entries}):
        at = [entry for entry in entries if entry.slot.start <= moment < entry.slot.end]
        if len({entry.task for entry in at}) < 2:
            continue
        meetings: dict[Meeting, list[int]] = {}
        clique = []
        for entry in at:
            if entry.slot.meeting is None:
                clique.append(entry.column)
            else:
                meetings.setdefault(entry.slot.meeting, []).append(entry.column)
        for _, items in sorted(meetings.items()):
            clique += made.counted(items)
        yield clique


def _ways(made: Rows, entries: list[_Entry]) -> None:
    """Time to travel between two buildings."""
    if len({entry.slot.school for entry in entries if entry.slot.school}) < 2:
        return
    places: dict[tuple[int, int, str, Meeting], list[_Entry]] = {}
    for entry in entries:
        slot = entry.slot
        places.setdefault((slot.start, slot.end, slot.school, slot.meeting or _ALONE), []).append(entry)
    for one, other in combinations(sorted(places), 2):
        way = made.problem.way(one[2], other[2])
        shared = one[3] == other[3] != _ALONE
        if not way or shared or other[0] < one[1] or one[1] + way <= other[0]:
            continue
        both = {entry.task for entry in (*places[one], *places[other])}
        if len(both) > 1:
            first = made.either([entry.column for entry in places[one]])
            second = made.either([entry.column for entry in places[other]])
            made.only_one([first, second])


def _follow(made: Rows, follow: Follow) -> None:
    """The follower on a day only with the anchor on a day that goes with it; on the same day, in order."""
    anchor, follower = made.problem.by_id[follow.anchor], made.problem.by_id[follow.follower]
    first, second = list(_choices(made, anchor)), list(_choices(made, follower))
    # Implied by the rows below for whole answers; for fractions it is what makes the bound tight.
    out = [made.columns[anchor.id][-1], made.columns[follower.id][-1]]
    made.rows.append(Row(out, 0, [1, -1]))
    allowed = dict(follow.days)
    for day in sorted({slot.day for slot in follower.slots}):
        here = [column for slot, column in second if slot.day == day]
        there = [column for slot, column in first if slot.day in allowed.get(day, ())]
        made.rows.append(Row([*here, *there], 0, [1] * len(here) + [-1] * len(there)))
        if day not in allowed.get(day, ()):
            continue
        for one, one_column in first:
            late = [
                column for two, column in second if one.day == day == two.day and not follow.allows(one, two)
            ]
            if late:
                made.only_one([one_column, *late])


def _covers(made: Rows) -> None:
    """Substitutes: one a person and half-day, as many at once as the school has."""
    problem = made.problem
    wanted: dict[tuple[str, int, int], dict[str, list[int]]] = {}
    for task in problem.tasks:
        for slot, column in _choices(made, task):
            for person, school, half in slot.covers:
                wanted.setdefault((school, slot.day, half), {}).setdefault(person, []).append(column)
    paid: dict[tuple[str, int, int], set[str]] = {}
    for (person, school, half), day in problem.covered:
        paid.setdefault((school, day, half), set()).add(person)
    for key, people in sorted(wanted.items()):
        school, day, half = key
        already = paid.get(key, set())
        new = {
            person: made.counted(columns)
            for person, columns in sorted(people.items())
            if person not in already
        }
        left = max(0, problem.supply.get(school, 0) - len(already))
        wanting = [column for columns in new.values() for column in columns]
        if left == 1:
            made.only_one(wanting)
        elif len(new) > left:
            made.rows.append(Row(wanting, left))
        for person, columns in new.items():
            if ("cover", day, (person, school, str(half))) not in problem.uncharged:
                made.charge(columns, problem.cover)


def _budgets(made: Rows) -> None:
    """What contracts allow each person; items of one meeting are one use."""
    wanted: dict[Budget, dict[tuple[str, int], list[int]]] = {}
    for task in made.problem.tasks:
        for slot, column in _choices(made, task):
            for use in slot.uses:
                wanted.setdefault(use.budget, {}).setdefault((use.share, use.amount), []).append(column)
    paid: dict[Budget, dict[str, int]] = {}
    for use in made.problem.spent:
        paid.setdefault(use.budget, {})[use.share] = use.amount
    for budget, uses in sorted(wanted.items()):
        most, already = made.problem.budgets.get(budget), paid.get(budget, {})
        if most is not None:
            spending = [
                (column, amount)
                for (share, amount), own in sorted(uses.items())
                if share not in already
                for column in made.counted(own)
            ]
            columns, amounts = [column for column, _ in spending], [amount for _, amount in spending]
            made.rows.append(Row(columns, max(0, most - sum(already.values())), amounts))


def _trips(made: Rows) -> None:
    wanted: dict[tuple[int, tuple[str, str]], list[int]] = {}
    for task in made.problem.tasks:
        for slot, column in _choices(made, task):
            for trip in slot.trips:
                wanted.setdefault((slot.day, trip), []).append(column)
    for (day, trip), columns in sorted(wanted.items()):
        if ("trip", day, trip) not in made.problem.uncharged:
            made.charge(made.counted(columns), made.problem.trip)


def _evenness(made: Rows) -> None:
    problem, shares = made.problem, made.problem.fair
    days: dict[tuple[str, int], list[int]] = {}
    tasks: dict[tuple[str, int], set[str]] = {}
    for task in problem.tasks:
        for lead in task.leads:
            if not problem.uneven or lead not in shares:
                continue
            for slot, column in _choices(made, task):
                days.setdefault((lead, slot.day), []).append(column)
                tasks.setdefault((lead, slot.day), set()).add(task.id)
    for (lead, day), columns in sorted(days.items()):
        most = len(tasks[lead, day])
        if most > shares[lead] and ("load", day, (lead,)) not in problem.uncharged:
            over = made.column(problem.uneven, most)
            made.rows.append(Row([*columns, over], shares[lead], [1] * len(columns) + [-1]))
