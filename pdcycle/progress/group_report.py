"""A group's progress: person by expectation, the ten steps, and whom the coach calls next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from pdcycle.model.results import Met, Program
from pdcycle.progress.facts import Facts
from pdcycle.progress.matching import counted
from pdcycle.progress.matrix import Matrix, matrix
from pdcycle.progress.measures import Measures
from pdcycle.progress.privacy import Audience, Shown
from pdcycle.progress.reports import Basis, StepLine, basis, piece_title, step_lines
from pdcycle.progress.shares import Shares, shares
from pdcycle.progress.survey_lines import SurveyLine, survey_lines


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody with open pieces past their due date, and which: title and due date, oldest first."""

    person: str
    name: str
    overdue: tuple[tuple[str, date], ...]
    days: int
    number: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Dose:
    """One person's talks with a coach; `beyond` of them nobody had asked for, `untold` tell no length."""

    person: str
    name: str
    talks: int
    minutes: int
    beyond: int
    untold: int
    number: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SchoolCompletion:
    """Completion and timeliness of one school's members; `school` is "" for all together."""

    school: str
    name: str
    completion: Shown
    on_time: Shown


@dataclass(frozen=True, slots=True)
class GroupReport:
    """A curriculum's progress. The matrix, the calls and the doses are empty for who may not see people."""

    program: str
    title: str
    group: str
    focus: tuple[tuple[str, str], ...]
    """Each cycle's title and focus."""
    basis: Basis
    members: int
    completion: Shown
    on_time: Shown
    by_school: tuple[SchoolCompletion, ...]
    steps: tuple[StepLine, ...]
    surveys: tuple[SurveyLine, ...]
    matrix: Matrix
    calls: tuple[Call, ...]
    doses: tuple[Dose, ...]


def group_report(
    facts: Facts, measures: Measures, program: Program, audience: Audience, person: str | None = None
) -> GroupReport:
    """The report of a group's program; `person` is whose own line an audience of one sees."""
    own = person if audience is Audience.SELF else None
    people = audience is Audience.COACH
    floor = audience.floor(facts.privacy)
    found = shares(measures, program, floor)
    schools = _by_school(facts, program, found)
    return GroupReport(
        program=program.id,
        title=program.title,
        group=program.group or "",
        focus=tuple((cycle.title, facts.focus(cycle.focus)) for cycle in program.cycles),
        basis=basis(facts, audience, program, own),
        members=sum(1 for stay in program.stays if stay.holds(facts.as_of)),
        completion=schools[-1].completion,
        on_time=schools[-1].on_time,
        by_school=schools,
        steps=step_lines(measures, program, found),
        surveys=survey_lines(facts, measures, program, floor),
        matrix=matrix(facts, program, own) if people or own else Matrix(),
        calls=_calls(facts, program) if people else (),
        doses=_doses(facts, measures, program, own) if people or own else (),
    )


def _by_school(facts: Facts, program: Program, found: Shares) -> tuple[SchoolCompletion, ...]:
    schools = sorted({facts.school_of(stay.person) for stay in program.stays} - {""})
    lines = [
        SchoolCompletion(
            id_,
            facts.school(id_),
            found.shown("completion", school=id_),
            found.shown("on-time", school=id_),
        )
        for id_ in schools
    ]
    return (*lines, SchoolCompletion("", "All", found.shown("completion"), found.shown("on-time")))


def _calls(facts: Facts, program: Program) -> tuple[Call, ...]:
    open_: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for match in counted(facts.matches_of(program.id)):
        item = match.expectation
        if item.person and match.met is Met.DUE and item.due < facts.as_of:
            open_[item.person].append((item.due, piece_title(facts, item)))
    calls = [
        Call(
            person=person,
            name=facts.person(person),
            overdue=tuple((title, due) for due, title in sorted(items)),
            days=(facts.as_of - min(items)[0]).days,
        )
        for person, items in open_.items()
    ]
    return tuple(sorted(calls, key=lambda call: (-len(call.overdue), -call.days, call.name, call.person)))


def _doses(facts: Facts, measures: Measures, program: Program, own: str | None) -> tuple[Dose, ...]:
    doses = [
        Dose(
            person=row["person"],
            name=facts.person(row["person"]),
            talks=int(row["talks"]),
            minutes=int(row["minutes"]),
            beyond=int(row["beyond"]),
            untold=int(row["untold"]),
        )
        for row in measures.of("dose", program=program.id)
        if own in (None, row["person"])
    ]
    return tuple(sorted(doses, key=lambda dose: (dose.name, dose.person)))
