"""From a part to its rows: one task one slot, nobody in two places, and what may be used up."""

from __future__ import annotations

from pdcycle.schedule.presence import one_place
from pdcycle.schedule.problem import Budget, Problem
from pdcycle.schedule.rows import Choice, Row, Rows
from pdcycle.schedule.sequence import in_sequence


def rows_of(problem: Problem) -> Rows:
    """The whole part."""
    made = Rows(problem)
    for task in problem.tasks:
        made.columns[task.id] = [made.column(slot.penalty) for slot in task.slots]
        made.owner.update(dict.fromkeys(made.columns[task.id], task.id))
        made.columns[task.id].append(made.column(task.unplaced))
        made.rows.append(Row(made.columns[task.id], 1, exact=True))
    one_place(made)
    for follow in problem.follows:
        if follow.anchor in made.columns and follow.follower in made.columns:
            in_sequence(made, follow)
    _covers(made)
    _budgets(made)
    _trips(made)
    _evenness(made)
    return made


def _covers(made: Rows) -> None:
    """Substitutes: one a person and half-day, as many at once as the school has."""
    problem = made.problem
    wanted: dict[tuple[str, int, int], dict[str, list[int]]] = {}
    for task in problem.tasks:
        for slot, column in made.choices(task):
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
        for slot, column in made.choices(task):
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
    wanted: dict[tuple[int, tuple[str, str]], list[Choice]] = {}
    for task in made.problem.tasks:
        for slot, column in made.choices(task):
            for trip in slot.trips:
                wanted.setdefault((slot.day, trip), []).append(Choice(task.id, slot, column))
    for (day, trip), entries in sorted(wanted.items()):
        if ("trip", day, trip) in made.problem.uncharged:
            continue
        columns = [entry.column for entry in entries]
        went = made.counted(columns)
        made.charge(went, made.problem.trip)
        tasks = {entry.task for entry in entries}
        most = _in_turn(entries)
        goes = all(trip[0] in made.problem.by_id[task].people for task in tasks)
        if went != columns and goes and most < len(tasks):
            # What one trip is good for at most: without it fractions of a trip would do for the whole day.
            made.rows.append(Row([*columns, *went], 0, [1] * len(columns) + [-most]))


def _in_turn(entries: list[Choice]) -> int:
    """How many of these one traveller can do after each other; items of one meeting are as many as they are."""
    ends, done = 0, 0
    for entry in sorted(entries, key=lambda entry: entry.slot.end):
        if entry.slot.start >= ends:
            ends = entry.slot.end
            done += 1
    return done + len({entry.task for entry in entries if entry.slot.meeting is not None})


def _evenness(made: Rows) -> None:
    problem, shares = made.problem, made.problem.fair
    days: dict[tuple[str, int], list[int]] = {}
    tasks: dict[tuple[str, int], set[str]] = {}
    for task in problem.tasks:
        for lead in task.leads:
            if not problem.uneven or lead not in shares:
                continue
            for slot, column in made.choices(task):
                days.setdefault((lead, slot.day), []).append(column)
                tasks.setdefault((lead, slot.day), set()).add(task.id)
    for (lead, day), columns in sorted(days.items()):
        most = len(tasks[lead, day])
        if most > shares[lead] and ("load", day, (lead,)) not in problem.uncharged:
            over = made.column(problem.uneven, most)
            made.rows.append(Row([*columns, over], shares[lead], [1] * len(columns) + [-1]))
