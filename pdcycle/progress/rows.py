"""The rows of the tables measures stand on, for one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pdcycle.model.results import Evidence, Goal, Match, Met, Occurrence, Program, Revision
from pdcycle.progress.columns import COLUMNS, VERSION, Row
from pdcycle.progress.expectations import EXCUSED
from pdcycle.progress.facts import Facts, belongs_to
from pdcycle.progress.fitting import level_rank, levels_of
from pdcycle.progress.matching import counted
from pdcycle.progress.quantities import as_share
from pdcycle.progress.rows_hours import credits_of, hours_caps, hours_rules
from pdcycle.progress.rows_money import assumptions, cover
from pdcycle.progress.rows_plans import plans
from pdcycle.progress.rows_time import periods, school_days, spans
from pdcycle.progress.surveying import favourable

__all__ = ["COLUMNS", "VERSION", "tables"]


def tables(facts: Facts) -> dict[str, list[Row]]:
    """The rows of every table. Baselines and targets of goals are in thousandths of the whole."""
    return {
        "expectation": list(_expectations(facts)),
        "evidence": list(_evidence(facts)),
        "today": [(facts.as_of,)],
        "program": list(spans(facts)),
        "person": [
            (one.id, facts.school_of(one.id), one.department, one.role)
            for one in sorted(facts.people.values(), key=lambda one: one.id)
        ],
        "trait": list(_traits(facts)),
        "membership": [
            (
                program.id,
                stay.person,
                facts.school_of(stay.person),
                stay.holds(facts.as_of),
                stay.first,
                stay.last,
            )
            for program in facts.programs
            for stay in program.stays
        ],
        "period": list(periods(facts)),
        "school_day": list(school_days(facts)),
        "event": list(_events(facts)),
        "plan": list(plans(facts)),
        "goal": [_goal(program, goal, facts) for program in facts.programs for goal in program.goals],
        "measurement": [*_measurements(facts), *_answers(facts)],
        "credit": list(credits_of(facts)),
        "hours_rule": list(hours_rules(facts)),
        "hours_cap": list(hours_caps(facts)),
        "cover": list(cover(facts)),
        "assumption": list(assumptions(facts)),
    }


def _traits(facts: Facts) -> Iterator[Row]:
    """Everything people are reported by; somebody of two grades is in both."""
    for one in sorted(facts.people.values(), key=lambda one: one.id):
        yield from ((one.id, "department", one.department or ""), (one.id, "role", one.role))
        yield from ((one.id, "grade", grade) for grade in one.grades or ("",))


def _expectations(facts: Facts) -> Iterator[Row]:
    kinds = {item.id: item.kind.value for item in facts.occurrences.values()}
    asked = {item.expectation.id for item in counted(facts.progress.matches)}
    for match in facts.progress.matches:
        item = match.expectation
        yield (
            item.id, item.occurrence, item.program, item.cycle, item.activity, kinds.get(item.occurrence, ""),
            item.step.value, item.step.number, item.person, belongs_to(item, facts), item.piece,
            item.kinds[0] if item.piece != "check" else "check", item.starts or item.opens, item.due,
            f"{item.due:%Y-%m}", item.id in asked, item.due < facts.as_of and match.met is not Met.AHEAD, match.met.value,
            match.met in (Met.ON_TIME, Met.LATE), match.evidence,
        )  # fmt: skip


def _evidence(facts: Facts) -> Iterator[Row]:
    levels = levels_of(facts.rubric)
    beyond = set(facts.progress.beyond)
    for item in facts.ledger.evidence:
        if item.when.date() <= facts.as_of:
            rank = level_rank(item.value, levels) if item.kind == "observation" else None
            yield (
                item.id, item.person, facts.school_of(item.person), item.kind, item.subject, item.when.date(),
                item.component, rank, item.minutes, item.id in beyond, item.source, _sub_goal(item),
            )  # fmt: skip


def _sub_goal(item: Evidence) -> str | None:
    return item.title if item.kind == "observation" else None


def _events(facts: Facts) -> Iterator[Row]:
    met: dict[str, list[Match]] = {}
    for match in facts.progress.matches:
        met.setdefault(match.expectation.occurrence, []).append(match)
    placed = {event.id: event.day for event in facts.schedule.events} if facts.schedule else {}
    for program in facts.programs:
        for item in program.occurrences:
            if not item.event:
                continue
            day = placed.get(item.id) or (item.binding.day if item.binding else item.last)
            held = any(match.evidence is not None for match in met.get(item.id, ()))
            yield (
                item.id, item.program, item.cycle, item.activity, item.kind.value, _only_school(item), day,
                day <= facts.as_of, item.standing in EXCUSED, held,
            )  # fmt: skip


def _only_school(item: Occurrence) -> str:
    return item.schools[0] if len(item.schools) == 1 else ""


def _goal(program: Program, goal: Goal, facts: Facts) -> Row:
    now: Revision = goal.on(facts.as_of)
    rank = level_rank(now.at_least, levels_of(facts.rubric))
    owner = "" if goal.owner == program.id else goal.owner
    return (
        program.id,
        owner,
        now.text,
        now.component,
        rank,
        _thousandths(now.baseline),
        _thousandths(now.target),
    )


def _thousandths(text: str | None) -> int | None:
    share = as_share(text)
    return None if share is None else round(share * 1000)


def _measurements(facts: Facts) -> Iterable[Row]:
    for item in facts.measurements:
        owner = "" if item.owner == item.program else item.owner
        if item.day <= facts.as_of:
            yield (
                "goal",
                item.program,
                owner,
                "",
                "",
                item.day,
                item.numerator,
                item.denominator,
                None,
                None,
                "",
            )


def _answers(facts: Facts) -> Iterator[Row]:
    for item in facts.answers:
        counted_ = favourable(item, facts.surveys.get(item.survey))
        if counted_ is not None:
            yield (
                "survey", item.survey, item.about, item.audience, item.period, item.day or facts.as_of, *counted_,
                item.respondents, item.asked, item.item,
            )  # fmt: skip
