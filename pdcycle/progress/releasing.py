"""The tables of a program that are made for release: what was due and shown, by school and step."""

from __future__ import annotations

from collections import defaultdict

from pdcycle.model.results import Match, Met, Program
from pdcycle.progress.facts import Facts, belongs_to
from pdcycle.progress.matching import counted
from pdcycle.progress.suppression import Place, Table, Tally, at

DUE = "due"
MEASURES = ("completion", "on-time")


def due_table(facts: Facts, program: Program) -> Table:
    """What was due by the day of the facts: by school and step, by each, and all together.

    As in the measures of these names, what is optional, cancelled or of somebody who had left is not counted.
    """
    found: dict[Place, list[Match]] = defaultdict(list)
    for match in counted(facts.matches_of(program.id)):
        item = match.expectation
        if item.due < facts.as_of and match.met is not Met.AHEAD:
            school, step = belongs_to(item, facts), item.step.value
            for place in (at(school=school, step=step), at(school=school), at(step=step), ()):
                found[place].append(match)
    tallies = {place: _tally(matches) for place, matches in sorted(found.items())}
    return Table(DUE, MEASURES, tallies, (("on-time", "completion"),))


def _tally(matches: list[Match]) -> Tally:
    shown = sum(match.met in (Met.ON_TIME, Met.LATE) for match in matches)
    prompt = sum(match.met is Met.ON_TIME for match in matches)
    # What one piece of a group proves is nobody's own; where there is nothing else, one stands behind it.
    people = {match.expectation.person for match in matches} - {""}
    return Tally(max(len(people), 1), len(matches), (shown, prompt))
