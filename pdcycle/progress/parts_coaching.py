"""Parts of digests about coaching: for schools how many had talks, for a coach each person's dose, gap and what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from pdcycle import wording
from pdcycle.model.results import Event, Match, Met, Program
from pdcycle.progress.coached import REGULAR, TALKED, coached
from pdcycle.progress.digest import Part, Value
from pdcycle.progress.expectations import EXCUSED
from pdcycle.progress.facts import DASH, Facts
from pdcycle.progress.matching import counted
from pdcycle.progress.privacy import NOTHING, Shown
from pdcycle.progress.reports import piece_title
from pdcycle.progress.scope import Scope, origin_of

FEW = 5
"""People a line names one by one."""
AHEAD = timedelta(days=21)
"""How far a coach's report looks ahead."""


def coaching_part(scope: Scope, school: str | None = None) -> Part:
    """How many were coached, how often and how regularly, a row a program; nobody by name."""
    rows = []
    for program in scope.programs:
        found = coached(scope.measures, program.id, scope.floor)
        reached, regular = (
            origin_of(_at(found[name], school), measure, program=program.id, school=school)
            for name, measure in ((TALKED, "coaching_gaps"), (REGULAR, "coaching_regularity"))
        )
        if reached.text == DASH:
            continue
        dose = [
            row for row in scope.measures.of("dose", program=program.id) if school in (None, row["school"])
        ]
        talks, minutes = (sum(int(row[name]) for row in dose) for name in ("talks", "minutes"))
        told, said = not reached.hidden, f"{wording.count(talks, 'talk')}, {wording.minutes(minutes)}"
        rows.append(
            (
                program.title,
                reached,
                scope.amount(talks, "dose", said, program=program.id, school=school) if told else "not shown",
                wording.minutes(minutes) if told else "not shown",
                regular,
            )
        )
    heads = ("Program", "Members with a talk", "Talks", "Time", "Never over ten school days between two")
    return Part("coaching", "Coaching", (), heads, tuple(rows))


def _at(column: tuple[Mapping[str, Shown], Shown], school: str | None) -> Shown:
    return column[1] if school is None else column[0].get(school, NOTHING)


def dose_part(scope: Scope, programs: Collection[Program]) -> Part:
    """Each person's talks, minutes, longest gap and last talk; for the coach alone. The longest gap stands first."""
    facts = scope.facts
    rows: list[tuple[int, str, tuple[Value, ...]]] = []
    for program in programs:
        dose = {row["person"]: row for row in scope.measures.of("dose", program=program.id)}
        for gap in scope.measures.of("coaching_gaps", program=program.id):
            name = facts.person(gap["person"])
            told: tuple[Value, ...] = (
                name,
                *((program.title,) if len(programs) > 1 else ()),
                *_talks(scope, program, gap["person"], dose.get(gap["person"])),
                *_gap(scope, program, gap),
            )
            rows.append((-int(gap["gap"]), name, told))
    said = "A gap counts days of school without a talk, from the start or the day somebody joined to the day of this report."
    first = ("Who", "Program") if len(programs) > 1 else ("Who",)
    heads = (*first, "Talks", "Time", "Beyond the plan", "Longest gap, school days", "From and to")
    table = tuple(told for _, _, told in sorted(rows, key=lambda row: (row[0], row[1], str(row[2]))))
    return Part("dose", "Talks and gaps", (said,) if table else (), heads, table)


def _talks(scope: Scope, program: Program, person: str, dose: Mapping[str, Any] | None) -> tuple[Value, ...]:
    """One person's talks, their time, and those nobody had asked for."""
    if dose is None:
        return 0, DASH, 0
    talks, time = int(dose["talks"]), wording.minutes(int(dose["minutes"]))
    said = f"{wording.count(talks, 'talk')}, {time}"
    return scope.amount(talks, "dose", said, program=program.id, person=person), time, int(dose["beyond"])


def _gap(scope: Scope, program: Program, gap: Mapping[str, Any]) -> tuple[Value, ...]:
    """One person's longest gap, and its days."""
    days, span = int(gap["gap"]), wording.days(gap["from_day"], gap["to_day"])
    said = f"{wording.count(days, 'school day')} without a talk, {span}"
    where = {"program": program.id, "person": gap["person"]}
    return scope.amount(days, "coaching_gaps", said, adds=False, **where), span


def due_part(scope: Scope, programs: Collection[Program], coach: str) -> Part:
    """What is overdue, person by person, in the coach's programs; the most pieces first."""
    found: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for match in _open(scope.facts, programs):
        item = match.expectation
        if is_owed(match, scope.facts.as_of):
            found[item.person].append((item.due, piece_title(scope.facts, item)))
    told = [
        (
            -len(items),
            scope.facts.person(person),
            "; ".join(f"{title}, due {wording.short_day(due)}" for due, title in sorted(items)),
            person,
        )
        for person, items in found.items()
    ]
    rows = tuple(
        (name, scope.amount(-count, "owed", coach=coach, person=person), what)
        for count, name, what, person in sorted(told)
    )
    lines = () if rows else ("Nothing is overdue.",)
    return Part("due", "Overdue, person by person", lines, ("Who", "Pieces", "What"), rows)


def open_part(scope: Scope, programs: Collection[Program]) -> Part:
    """What may be handed in now and is not yet due: how many still have it before them, the nearest day first."""
    facts = scope.facts
    found: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for program in programs:
        for match in counted(facts.matches_of(program.id)):
            if is_open(match, facts.as_of):
                found[program.id, piece_title(facts, match.expectation)].append(match)
    titles = {one.id: one.title for one in programs}
    rows = [
        (
            min(one.expectation.due for one in matches),
            title,
            titles[id_],
            id_,
            len(matches),
            _some(facts, {one.expectation.person for one in matches} - {""}),
        )
        for (id_, title), matches in found.items()
    ]
    table = tuple(
        (title, name, due, scope.amount(count, "open", program=id_, what=title), who)
        for due, title, name, id_, count, who in sorted(rows)
    )
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


def is_owed(match: Match, as_of: date) -> bool:
    """Whether a counted piece is one person's, past its due date and still open; logs stand by themselves."""
    item = match.expectation
    return match.met is Met.DUE and item.due < as_of and bool(item.person) and not _is_log(match)


def is_open(match: Match, as_of: date) -> bool:
    """Whether a counted piece may be handed in and is not yet due; logs stand by themselves."""
    return match.met is Met.DUE and match.expectation.due >= as_of and not _is_log(match)


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
