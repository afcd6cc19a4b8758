"""One teacher's growth journey: everything dated that a plan and its sources tell, for the teacher and the coach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from pdcycle.model.kinds import Step
from pdcycle.model.results import Evidence, Match, Met, Occurrence, Program
from pdcycle.progress.expectations import EXCUSED, SHARED
from pdcycle.progress.facts import Facts
from pdcycle.progress.initiative_report import GoalLine, goal_line
from pdcycle.progress.measures import Measures
from pdcycle.progress.privacy import Audience
from pdcycle.progress.reports import Basis, StepLine, basis, own_step_lines, piece_title


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated thing. `kind` is `because`, `goal`, `approval`, `planned` or `evidence`.

    `state` says where a planned thing stands; `source` names where evidence was read. No note, no rating.
    """

    day: date
    kind: str
    title: str
    step: Step | None = None
    until: date | None = None
    state: str = ""
    source: str = ""
    program: str = ""


@dataclass(frozen=True, slots=True)
class JourneyReport:
    """A teacher's year in order of dates, with the goal's wordings and the ten steps."""

    program: str
    title: str
    teacher: str
    name: str
    focus: str
    because: str
    basis: Basis
    moments: tuple[Moment, ...]
    goals: tuple[GoalLine, ...]
    steps: tuple[StepLine, ...]
    number: int | None = field(default=None, compare=False)
    """What `--explain` calls all evidence of the journey together."""


def journey_report(
    facts: Facts, measures: Measures, program: Program, audience: Audience, person: str | None = None
) -> JourneyReport | None:
    """The journey of a plan's teacher, or None for an audience that may not see this person."""
    teacher = program.teacher
    if teacher is None or not may_see(audience, teacher, person):
        return None
    moments = sorted(
        (
            *_because(facts, program),
            *_goals(facts, program),
            *_planned(facts, program),
            *_evidence(facts, program),
        ),
        key=lambda item: (item.day, _ORDER[item.kind], item.title, item.program),
    )
    return JourneyReport(
        program=program.id,
        title=program.title,
        teacher=teacher,
        name=facts.person(teacher),
        focus=facts.focus(program.focus),
        because=because_text(facts, program),
        basis=basis(facts, audience, program, teacher),
        moments=tuple(moments),
        goals=tuple(goal_line(facts, measures, program, goal) for goal in program.goals),
        steps=own_step_lines(program, facts.matches_of(program.id), teacher),
    )


_STEPS = {
    "completion": Step.LEARN,
    "check": Step.LEARN,
    "attendance": Step.SHARE,
    "reflection": Step.LOOK_BACK,
    "log": Step.CONFER,
    "observation": Step.EVIDENCE,
    "video": Step.EVIDENCE,
    "artifact": Step.EVIDENCE,
    "result": Step.EVIDENCE,
}
"""Where evidence that nothing asked for stands in the cycle."""

_ORDER = {"because": 0, "approval": 1, "goal": 2, "planned": 3, "evidence": 4}


def may_see(audience: Audience, subject: str, viewer: str | None) -> bool:
    """Whether one person's journey is for this audience: the coach's, or the person's own."""
    return audience is Audience.COACH or (audience is Audience.SELF and viewer in (None, subject))


def because_text(facts: Facts, program: Program) -> str:
    """What led to the plan: the cited source, date and component, never what was seen there."""
    if program.because is None:
        return ""
    source, _, component = program.because
    return ", ".join(part for part in (facts.source(source), facts.component(component)) if part)


def _because(facts: Facts, program: Program) -> Iterator[Moment]:
    if program.because is not None and program.because[1] is not None:
        title = f"What led here: {because_text(facts, program)}"
        yield Moment(
            program.because[1], "because", title, Step.REFLECT, source=facts.source(program.because[0])
        )


def _goals(facts: Facts, program: Program) -> Iterator[Moment]:
    for goal in program.goals:
        for place, item in enumerate(goal.revisions):
            if item.since is not None and item.since <= facts.as_of:
                title = "Goal rewritten" if place else "Goal set"
                yield Moment(item.since, "goal", f"{title}: {item.text}" if item.text else title, Step.PLAN)


def _planned(facts: Facts, program: Program) -> Iterator[Moment]:
    met: dict[str, list[Match]] = {}
    for match in facts.matches_of(program.id):
        if match.expectation.person in (program.teacher, "") and match.expectation.piece != SHARED:
            met.setdefault(match.expectation.occurrence, []).append(match)
    placed = {event.id: event.day for event in facts.schedule.events} if facts.schedule else {}
    for item in program.occurrences:
        if program.teacher not in (*item.owners, *item.people, *item.lead):
            continue
        day = placed.get(item.id) or (item.binding.day if item.binding else None)
        title = item.title
        until = None if item.event and day else item.last
        state = _state(item, met.get(item.id, []), facts.as_of)
        yield Moment(day or item.first, "planned", title, item.step, until, state, program=program.id)
        if item.approved is not None:
            yield Moment(item.approved, "approval", f"{item.title} approved", Step.SHARE, program=program.id)


def _state(item: Occurrence, matches: list[Match], as_of: date) -> str:
    if item.standing in EXCUSED:
        return item.standing.value
    if not matches:
        return "ahead" if as_of < item.first else "nothing to hand in"
    order = (Met.MISSED, Met.DUE, Met.AHEAD, Met.LAPSED, Met.LATE, Met.ON_TIME, Met.EXCUSED)
    return min((match.met for match in matches), key=order.index).value


def _evidence(facts: Facts, program: Program) -> Iterator[Moment]:
    """The teacher's own evidence, of every program: the journey gathers every source."""
    asked: dict[str, Match] = {}
    for match in facts.progress.matches:
        if match.evidence and (match.evidence not in asked or match.expectation.program == program.id):
            asked[match.evidence] = match
    for item in facts.ledger.evidence:
        if item.person == program.teacher and item.when.date() <= facts.as_of:
            proved = asked.get(item.id)
            step = proved.expectation.step if proved else _STEPS.get(item.kind)
            state = proved.met.value if proved else "beyond"
            where = proved.expectation.program if proved else ""
            yield Moment(
                item.when.date(), "evidence", _told(facts, item, proved), step, None, state,
                facts.source(item.source), where,
            )  # fmt: skip


def _told(facts: Facts, item: Evidence, proved: Match | None) -> str:
    """The kind of evidence and what it is of; a product by its title, an observation by its component alone."""
    of = piece_title(facts, proved.expectation) if proved else facts.subject(item.subject)
    if item.kind in ("artifact", "video") and item.title:
        of = item.title
    if item.kind == "observation" and item.component:
        of = facts.component(item.component)
    return f"{item.kind.capitalize()}: {of}" if of else item.kind.capitalize()
