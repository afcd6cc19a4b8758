"""Rows of plans: what is asked of each plan handed in, and what was recorded of it."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle.model.kinds import Kind, Step
from pdcycle.model.results import Goal
from pdcycle.progress.columns import Row
from pdcycle.progress.expectations import EXCUSED, shared_with
from pdcycle.progress.facts import Facts


def plans(facts: Facts) -> Iterator[Row]:
    """Every submission of the step `plan`, a row an owner; what is cancelled is left out.

    Where no export holds minutes, nobody can tell what was shared, and none is asked.
    """
    told = any(item.kind == "minutes" and not item.person for item in facts.ledger.evidence)
    for program in facts.programs:
        goals = {goal.owner: goal for goal in program.goals}
        for item in program.occurrences:
            if item.kind is not Kind.SUBMISSION or item.step is not Step.PLAN or item.standing in EXCUSED:
                continue
            for person in item.owners:
                goal = goals.get(person)
                yield (
                    program.id, item.id, person, facts.school_of(person), told and shared_with(item) is not None,
                    item.approver is not None, item.approved is not None and item.approved <= facts.as_of,
                    goal is not None, _revised(goal, facts),
                )  # fmt: skip


def _revised(goal: Goal | None, facts: Facts) -> bool:
    if goal is None:
        return False
    said = [item for item in goal.revisions if item.since is None or item.since <= facts.as_of]
    return len(said) > 1
