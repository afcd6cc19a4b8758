"""Rotation days: which letter each day of a school has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from pdcycle.model.calendar import Rotation


def letters(
    rotation: Rotation, attended: Iterable[date], planned: Iterable[date], made_up: Mapping[date, date]
) -> dict[date, str]:
    """The letter of each day students attend.

    Resuming, a day's letter follows the letter of the school day before it, so that a missed letter
    comes next. By fixed dates, the planned days keep theirs, and a day that makes up for a lost one
    (`made_up`: lost by new) takes the lost one's. A fixed letter starts the turn anew from itself.
    """
    if rotation.after_closure == "resume":
        return _in_turn(rotation, attended)
    by_plan = _in_turn(rotation, planned)
    missing = {new: by_plan[lost] for new, lost in made_up.items() if lost in by_plan}
    found = {**by_plan, **missing, **rotation.fixed}
    return {day: found[day] for day in attended if day in found}


def _in_turn(rotation: Rotation, days: Iterable[date]) -> dict[date, str]:
    turn = rotation.letters
    found: dict[date, str] = {}
    index = -1
    for day in days:
        if rotation.starts is not None and day < rotation.starts:
            continue
        fixed = rotation.fixed.get(day)
        if fixed is None:
            index = (index + 1) % len(turn)
            found[day] = turn[index]
        else:
            found[day] = fixed
            index = turn.index(fixed) if fixed in turn else index
    return found
