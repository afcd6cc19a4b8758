"""What goes before what: the rows of linked tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pdcycle.schedule.problem import Follow, Slot, Task
from pdcycle.schedule.rows import Row, Rows

PAIRS = 400
"""Up to how many pairs of days two linked tasks are given a column each."""


def in_sequence(made: Rows, follow: Follow) -> None:
    """The follower on a day only with the anchor on a day that goes with it; on the same day, in order."""
    anchor, follower = made.problem.by_id[follow.anchor], made.problem.by_id[follow.follower]
    first, second = _daily(made, anchor), _daily(made, follower)
    # Implied by the rows below for whole answers; for fractions it is what makes the bound tight.
    out = [made.columns[anchor.id][-1], made.columns[follower.id][-1]]
    made.rows.append(Row(out, 0, [1, -1]))
    goes = {day: [other for other in follow.by_day.get(day, ()) if other in first] for day in sorted(second)}
    pairs = sum(map(len, goes.values()))
    if pairs <= PAIRS:
        _day_pairs(made, first, second, goes)
    else:
        _day_after_day(made, first, second, goes)
    for day in sorted(second):
        if day not in goes[day]:
            continue
        for one, one_column in first[day]:
            late = [column for two, column in second[day] if not follow.allows(one, two)]
            if late:
                made.only_one([one_column, *late])


_Daily: TypeAlias = Mapping[int, Sequence[tuple[Slot, int]]]


def _daily(made: Rows, task: Task) -> _Daily:
    found: dict[int, list[tuple[Slot, int]]] = {}
    for slot, column in made.choices(task):
        found.setdefault(slot.day, []).append((slot, column))
    return found


def _at_most(made: Rows, columns: Sequence[int], others: Sequence[int]) -> None:
    made.rows.append(Row([*columns, *others], 0, [1] * len(columns) + [-1] * len(others)))


def _day_pairs(made: Rows, first: _Daily, second: _Daily, goes: Mapping[int, Sequence[int]]) -> None:
    """A column a pair of days that go together: no rows on days alone are as tight for fractions.

    With them the relaxation of one pair of tasks has whole days at its corners, as a transport problem does.
    """
    led: dict[int, list[int]] = {}
    for day, others in goes.items():
        pairs = [made.column() for _ in others]
        for other, pair in zip(others, pairs, strict=True):
            led.setdefault(other, []).append(pair)
        _at_most(made, [column for _, column in second[day]], pairs)
    for other, pairs in sorted(led.items()):
        _at_most(made, pairs, [column for _, column in first[other]])


def _day_after_day(made: Rows, first: _Daily, second: _Daily, goes: Mapping[int, Sequence[int]]) -> None:
    """Each day by itself, and all up to it: what is long apart has too many pairs of days."""
    so_far: list[int] = []
    led: dict[int, None] = {}
    for day, others in goes.items():
        here = [column for _, column in second[day]]
        so_far += here
        led.update(dict.fromkeys(others))
        _at_most(made, here, [column for other in others for _, column in first[other]])
        if len(so_far) > len(here):
            _at_most(made, so_far, [column for other in led for _, column in first[other]])
