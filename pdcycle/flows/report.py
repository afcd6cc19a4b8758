"""Progress as reports, for one audience."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pdcycle.diagnostics import Diagnostic
from pdcycle.duck import query
from pdcycle.errors import PdcycleError
from pdcycle.flows.facts import Account
from pdcycle.flows.measured import measured
from pdcycle.model.near import did_you_mean
from pdcycle.model.results import Program
from pdcycle.output import charts
from pdcycle.output.charts_digest import digest_pictures
from pdcycle.output.reports import ProgramReport, Report
from pdcycle.progress.breakdowns import Breakdown, breakdown
from pdcycle.progress.digest import Digest
from pdcycle.progress.figures import Figure, Numbering
from pdcycle.progress.group_report import GroupReport, group_report
from pdcycle.progress.initiative_report import InitiativeReport, initiative_report
from pdcycle.progress.journey import JourneyReport, journey_report
from pdcycle.progress.levels import Level, level, parse_wanted
from pdcycle.progress.listing import Listing, listing
from pdcycle.progress.measures import Measures, Query, measure
from pdcycle.progress.privacy import NOTHING, Audience
from pdcycle.progress.unread import group_unread, initiative_unread, journey_unread, nothing_read


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports an audience may see, in the programs' order, and the ids of those it may not."""

    reports: tuple[Report, ...]
    withheld: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    """One a report, in their order, where a dimension was asked for."""
    levels: tuple[Level, ...] = ()
    figures: tuple[Mapping[str, Figure], ...] = ()
    """One a report, in their order: its figures by name, for an audience that may see people."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked beside the reports: a dimension to break down `by`, and levels to reach (`completion >= 80%`).

    `ask` is the engine that works the measures out.
    """

    by: str | None = None
    require: tuple[str, ...] = ()
    ask: Query = query


def reports(
    account: Account,
    audience: Audience,
    programs: Sequence[str] = (),
    person: str | None = None,
    asked: Asked = Asked(),
) -> Reports:
    """A report a program: a group's, an initiative's by school, one teacher's journey."""
    if audience is Audience.SELF and person is None:
        raise PdcycleError("whose own report is this?", "say it with --person ID")
    if person is not None and person not in account.facts.people:
        raise PdcycleError(f"there is no person '{person}'", "use an id of people.csv")
    measures = measured(account, asked.ask)
    unread = nothing_read(account.facts)
    made: list[ProgramReport] = []
    withheld: list[str] = []
    for program in account.facts.programs:
        if programs and program.id not in programs:
            continue
        report = _report(account, measures, program, audience, person)
        if report is None:
            withheld.append(program.id)
        else:
            made.append(_left_open(report) if unread else report)
    shown = [one for one in account.facts.programs if any(report.program == one.id for report in made)]
    down = () if unread else _broken_down(account, measures, shown, asked.by, audience)
    held = _held(account, measures, shown, asked, audience)
    if unread:
        held = tuple(replace(one, figure=NOTHING, reached=None) for one in held)
    told = Reports(tuple(made), tuple(withheld), account.diagnostics, down, held)
    return replace(told, figures=tuple({} for _ in made)) if unread else numbered(told)


def numbered(told: Reports) -> Reports:
    """The reports with every figure numbered, and what is broken down after them; only where people may be seen."""
    numbers = [Numbering() if one.basis.audience.sees_people else None for one in told.reports]
    made = tuple(
        number.report(one) if number else one for number, one in zip(numbers, told.reports, strict=True)
    )
    of = {one.program: number for number, one in zip(numbers, told.reports, strict=True) if number}
    down = tuple(of[one.program].breakdown(one) if one.program in of else one for one in told.breakdowns)
    figures = tuple(number.figures if number else {} for number in numbers)
    return replace(told, reports=made, breakdowns=down, figures=figures)


def _left_open(report: ProgramReport) -> ProgramReport:
    """The report as it reads while no export was read."""
    if isinstance(report, GroupReport):
        return group_unread(report)
    return initiative_unread(report) if isinstance(report, InitiativeReport) else journey_unread(report)


def listed(account: Account, audience: Audience, name: str, programs: Sequence[str] = ()) -> Listing:
    """One measure's table, whole or of some programs."""
    stem = name.replace("-", "_")
    if stem not in account.measures:
        known = sorted(account.measures)
        raise PdcycleError(f"there is no measure '{name}'", did_you_mean(stem, known, ", ".join(known)))
    if audience is not Audience.COACH:
        raise PdcycleError(
            "a measure's whole table is the coach's", "for other audiences use a report, or --by"
        )
    measures = measure(account.facts, {stem: account.measures[stem]})
    found = listing(account.facts, measures, stem, account.measures[stem], programs)
    return Numbering().listing(found)


def _broken_down(
    account: Account, measures: Measures, programs: Sequence[Program], by: str | None, audience: Audience
) -> tuple[Breakdown, ...]:
    if by is None:
        return ()
    if audience is Audience.SELF:
        raise PdcycleError("one person's own report has nothing to break down", "leave --by out")
    return tuple(breakdown(account.facts, measures, one, by, audience) for one in programs)


def _held(
    account: Account, measures: Measures, programs: Sequence[Program], asked: Asked, audience: Audience
) -> tuple[Level, ...]:
    """Every level asked for, program by program."""
    levels = []
    for text in asked.require:
        wanted = parse_wanted(text, measures)
        if isinstance(wanted, str):
            raise PdcycleError(f"--require is '{text}'", wanted)
        floor = audience.floor(account.facts.privacy)
        levels += [level(measures, one, wanted, floor) for one in programs]
    return tuple(levels)


def _report(
    account: Account, measures: Measures, program: Program, audience: Audience, person: str | None
) -> ProgramReport | None:
    if program.kind == "plan":
        return journey_report(account.facts, measures, program, audience, person)
    if program.kind == "initiative":
        return initiative_report(account.facts, measures, program, audience)
    if audience is Audience.SELF and person not in {stay.person for stay in program.stays}:
        return None
    return group_report(account.facts, measures, program, audience, person)


def pictures(report: Report) -> dict[str, str]:
    """The report's SVG pictures by what they show."""
    if isinstance(report, Digest):
        return digest_pictures(report)
    made = {"steps": charts.steps_chart(report.steps, report.title)}
    if isinstance(report, GroupReport):
        for cycle in dict.fromkeys(column.cycle for column in report.matrix.columns):
            made[f"matrix:{cycle}"] = charts.matrix_chart(
                report.matrix, report.title, name=f"matrix-{cycle}", cycle=cycle
            )
    elif isinstance(report, InitiativeReport):
        made["schools"] = charts.schools_chart(report)
        goals = [line.goal for line in report.schools if line.goal is not None]
        if goals or report.goals:
            made["goals"] = charts.goals_chart([*report.goals, *goals], report.title)
    elif isinstance(report, JourneyReport):
        made["journey"] = charts.journey_chart(report)
    return made
