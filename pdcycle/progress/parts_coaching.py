"""Parts of digests about coaching: for schools how many had talks, for a coach each person's dose, gap and what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from pdcycle import wording
from pdcycle.model.results import Event, Match, Met, Program
from pdcycle.progress.digest import Part, Value
from pdcycle.progress.expectations import EXCUSED
from pdcycle.progress.facts import DASH, Facts
from pdcycle.progress.matching import counted
from pdcycle.progress.measures import Cell
from pdcycle.progress.reports import piece_title
from pdcycle.progress.scope import Scope

FEW = 5
"""People a line names one by one."""
AHEAD = timedelta(days=21)
"""How far a coach's report looks ahead."""


def coaching_part(scope: Scope, school: str | None = None) -> Part:
    """How many were coached, how often and how regularly, a row a program; nobody by name."""
    rows = []
    for program in scope.programs:
        gaps = scope.measures.of("coaching_gaps", program=program.id)
        cells: dict[str, Cell] = {}
        for row in gaps:
            had = cells.get(row["school"], Cell(0, 0, 0))
            talked = had.numerator + (int(row["talks"]) > 0)
            cells[row["school"]] = Cell(talked, had.denominator + 1, had.denominator + 1)
        whole = Cell(sum(one.numerator for one in cells.values()), len(gaps), len(gaps))
        reached = scope.protected(cells, whole).at(school)
        if reached.text == DASH:
            continue
        dose = [
            row for row in scope.measures.of("dose", program=program.id) if school in (None, row["school"])
        ]
        told = not reached.hidden
        rows.append(
            (
                program.title,
                reached,
                sum(int(row["talks"]) for row in dose) if told else "not shown",
                wording.minutes(sum(int(row["minutes"]) for row in dose)) if told else "not shown",
                scope.column("coaching_regularity", program=program.id).at(school),
            )
        )
    heads = ("Program", "Members with a talk", "Talks", "Time", "Never over ten school days between two")
    return Part("coaching", "Coaching", (), heads, tuple(rows))


def dose_part(scope: Scope, programs: Collection[Program]) -> Part:
    """Each person's talks, minutes, longest gap and last talk; for the coach alone. The longest gap stands first."""
    facts = scope.facts
    rows: list[tuple[int, str, tuple[Value, ...]]] = []
    for program in programs:
        dose = {row["person"]: row for row in scope.measures.of("dose", program=program.id)}
        for gap in scope.measures.of("coaching_gaps", program=program.id):
            mine = dose.get(gap["person"])
            name = facts.person(gap["person"])
            span = wording.days(gap["from_day"], gap["to_day"])
            told: tuple[Value, ...] = (
                name,
                *((program.title,) if len(programs) > 1 else ()),
                int(mine["talks"]) if mine else 0,
                wording.minutes(int(mine["minutes"])) if mine else DASH,
                int(mine["beyond"]) if mine else 0,
                int(gap["gap"]),
                span,
            )
            rows.append((-int(gap["gap"]), name, told))
    said = "A gap counts days of school without a talk, from the start or the day somebody joined to the day of this report."
    first = ("Who", "Program") if len(programs) > 1 else ("Who",)
    heads = (*first, "Talks", "Time", "Beyond the plan", "Longest gap, school days", "From and to")
    table = tuple(told for _, _, told in sorted(rows, key=lambda row: (row[0], row[1], str(row[2]))))
    return Part("dose", "Talks and gaps", (said,) if table else (), heads, table)


def due_part(scope: Scope, programs: Collection[Program]) -> Part:
    """What is overdue, person by person, in the coach's programs; the most pieces first."""
    found: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for match in _open(scope.facts, programs):
        item = match.expectation
        if item.person and not _is_log(match):
            found[item.person].append((item.due, piece_title(scope.facts, item)))
    rows = [
        (
            scope.facts.person(person),
            len(items),
            "; ".join(f"{title}, due {wording.short_day(due)}" for due, title in sorted(items)),
        )
        for person, items in found.items()
    ]
    rows.sort(key=lambda row: (-row[1], row[0], row[2]))
    lines = () if rows else ("Nothing is overdue.",)
    return Part("due", "Overdue, person by person", lines, ("Who", "Pieces", "What"), tuple(rows))


def open_part(scope: Scope, programs: Collection[Program]) -> Part:
    """What may be handed in now and is not yet due: how many still have it before them, the nearest day first."""
    facts = scope.facts
    found: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for program in programs:
        for match in counted(facts.matches_of(program.id)):
            if match.met is Met.DUE and match.expectation.due >= facts.as_of and not _is_log(match):
                found[program.title, piece_title(facts, match.expectation)].append(match)
    rows = [
        (
            min(one.expectation.due for one in matches),
            title,
            name,
            len(matches),
            _some(facts, {one.expectation.person for one in matches} - {""}),
        )
        for (name, title), matches in found.items()
    ]
    table = tuple((title, name, due, count, who) for due, title, name, count, who in sorted(rows))
    return Part("open", "Open now", (), ("What", "Program", "Due from", "Still open", "Who"), table)


def _some(facts: Facts, people: Collection[str]) -> str:
    """A few people by name; more of them counted."""
    if len(people) > FEW:
        return wording.count(len(people), "person", "people")
    return wording.names(sorted(facts.person(one) for one in people))


def logs_part(scope: Scope, coach: str) -> Part:
    """Talks and visits this coach led whose log has not come, oldest first."""
    facts = scope.facts
    rows = sorted(
        (match.expectation.due, facts.person(match.expectation.person), piece_title(facts, match.expectation))
        for match in _open(facts, facts.programs)
        if _is_log(match) and _led(facts, match, coach)
    )
    table = tuple((title, name, due) for due, name, title in rows)
    return Part("logs", "Logs still to write", (), ("What", "With", "Due"), table)


def _open(facts: Facts, programs: Collection[Program]) -> list[Match]:
    """What is past its due date and may still be shown."""
    return [
        match
        for program in programs
        for match in counted(facts.matches_of(program.id))
        if match.met is Met.DUE and match.expectation.due < facts.as_of
    ]


def _is_log(match: Match) -> bool:
    return "log" in match.expectation.kinds


def _led(facts: Facts, match: Match, coach: str) -> bool:
    occurrence = facts.occurrences.get(match.expectation.occurrence)
    return occurrence is not None and coach in occurrence.lead


def coming_part(scope: Scope, coach: str) -> Part:
    """What this coach leads in the next weeks, with those it is with."""
    facts = scope.facts
    last = facts.as_of + AHEAD
    events = [
        event
        for event in (facts.schedule.events if facts.schedule else ())
        if coach in event.lead and facts.as_of <= event.day <= last and _holds(facts, event)
    ]
    events.sort(key=lambda event: (event.day, event.start, event.id))
    rows = tuple(
        (
            event.day,
            wording.clocks(event.start, event.minutes),
            event.title,
            _some(facts, event.people),
            event.where or "",
        )
        for event in events
    )
    heads = ("Day", "Time", "What", "With", "Where")
    return Part("coming", "The next three weeks", (), heads, rows)


def _holds(facts: Facts, event: Event) -> bool:
    item = facts.occurrences.get(event.id)
    return event.state != "cancelled" and (item is None or item.standing not in EXCUSED)
