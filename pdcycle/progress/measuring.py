"""Goals measured: the names exports know them by, and the measurements the ledger holds of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pdcycle.model.results import Ledger, Program
from pdcycle.progress.facts import Measurement
from pdcycle.progress.quantities import counts


def goal_names(programs: Sequence[Program]) -> dict[str, str]:
    """Every name of a goal, case folded, and the goal as `program/owner`.

    A goal is known as `rti` where it is the program's own or its only one, as `rti/lincoln`, by its owner where no
    other goal has that owner, and by its text, now or before; a name of two goals is none.
    """
    named: Counter[str] = Counter()
    found: dict[str, str] = {}
    for program in programs:
        for goal in program.goals:
            id_ = f"{program.id}/{goal.owner}"
            names = {id_, goal.owner, *(item.text for item in goal.revisions if item.text)}
            if len(program.goals) == 1:
                names.add(program.id)
            for name in {" ".join(name.split()).casefold() for name in names}:
                named[name] += 1
                found[name] = id_
    return {name: id_ for name, id_ in sorted(found.items()) if named[name] == 1}


def measurements(programs: Sequence[Program], ledger: Ledger) -> tuple[Measurement, ...]:
    """The measurements of the programs' goals, by goal and day."""
    owners = {f"{program.id}/{goal.owner}" for program in programs for goal in program.goals}
    found = []
    for item in ledger.evidence:
        pair = counts(item.value) if item.kind == "measurement" else None
        if pair is not None and item.subject in owners:
            program, _, owner = item.subject.partition("/")
            found.append(Measurement(program, owner, item.when.date(), *pair, item.source))
    return tuple(sorted(found, key=lambda one: (one.program, one.owner, one.day, one.denominator)))
