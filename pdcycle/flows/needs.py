"""Evaluation results to proposals: for a group, a program's people, or one teacher's plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pdcycle.diagnostics import Diagnostic
from pdcycle.errors import PdcycleError
from pdcycle.evidence.ledger import read_ledger
from pdcycle.flows.district import District
from pdcycle.flows.export_files import exports, year_of
from pdcycle.model.catalog import Rubric
from pdcycle.model.near import did_you_mean
from pdcycle.model.program import Curriculum, Plan
from pdcycle.model.results import Ledger
from pdcycle.program.cast import Cast
from pdcycle.progress.needs import GroupNeeds, areas_of, courses_for, group_needs
from pdcycle.workspace.load import Workspace


@dataclass(frozen=True, slots=True)
class Proposal:
    """One teacher's plan: the component it cites, and the areas and courses that fit; no rating is looked at."""

    component: str
    title: str
    areas: tuple[str, ...]
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Needed:
    """What is proposed for whom: a group's `needs`, or a plan's `proposal`; and the lines to paste."""

    about: str
    title: str
    lines: tuple[str, ...]
    needs: GroupNeeds | None = None
    proposal: Proposal | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def needed(district: District, about: str, source: str | None, as_of: date) -> Needed:
    """Proposals for a group or a program by its id, from the ratings there are by `as_of`.

    `source` is the evaluation, by default the one it cites.
    """
    workspace = district.workspace
    rubric = workspace.rubric
    if rubric is None:
        raise PdcycleError("there is no rubric.yaml", "add one with levels, components and focus areas")
    program = workspace.programs.get(about)
    if isinstance(program, Plan):
        return _for_plan(workspace, rubric, about, program)
    title, people = _people(workspace, about, as_of)
    chosen = _source(workspace, about, source)
    ledger, found = _read(district, chosen)
    known = [item for item in ledger.evidence if item.when.date() <= as_of]
    needs = group_needs(
        people, known, rubric, workspace.catalog, chosen, max(workspace.settings.privacy.floor, 1)
    )
    return Needed(about, title, tuple(_lines(workspace, about, needs)), needs=needs, diagnostics=tuple(found))


def _people(workspace: Workspace, about: str, as_of: date) -> tuple[str, tuple[str, ...]]:
    groups = workspace.groups.list if workspace.groups else {}
    if about in groups:
        stays = Cast(workspace.people, groups).stays_of(about)
        title = groups[about].title or about
    elif about in workspace.programs:
        program = workspace.programs[about]
        stays, title = Cast(workspace.people, groups, program).stays(), about
    else:
        known = sorted({*groups, *workspace.programs})
        raise PdcycleError(f"there is no group or program '{about}'", did_you_mean(about, known))
    return title, tuple(stay.person for stay in stays if stay.holds(as_of))


def _source(workspace: Workspace, about: str, given: str | None) -> str:
    """The source asked for, else cited by the program or by a curriculum of the group, else the only one there is."""
    rated = sorted(
        name
        for name, one in workspace.sources.items()
        if one.profile in workspace.profiles and workspace.profiles[one.profile].evidence == "observation"
    )
    if given is not None:
        if given not in rated:
            mend = did_you_mean(given, rated, f"sources with ratings: {', '.join(rated) or 'none'}")
            raise PdcycleError(f"there is no source of ratings '{given}'", mend)
        return given
    cited = [
        one.because.source
        for name, one in sorted(workspace.programs.items())
        if one.because and (name == about or (isinstance(one, Curriculum) and one.group == about))
    ]
    for name in (*cited, *(rated if len(rated) == 1 else ())):
        if name in rated:
            return str(name)
    raise PdcycleError(
        f"nothing says which evaluation '{about}' goes by",
        f"say it with --source: {', '.join(rated)}"
        if rated
        else "add a source with the profile `observations`",
    )


def _read(district: District, name: str) -> tuple[Ledger, list[Diagnostic]]:
    workspace = district.workspace
    source = workspace.sources[name]
    return read_ledger(
        {name: source},
        workspace.profiles,
        workspace.people,
        exports(workspace.root, {name: source.file}),
        workspace.settings.zone,
        year_of(district),
        rubric=workspace.rubric,
        places={name: workspace.place("source", name)},
    )


def _lines(workspace: Workspace, about: str, needs: GroupNeeds) -> list[str]:
    """YAML to paste: two areas for the terms of the year and the third for the next, or an initiative's one."""
    areas = needs.areas
    if not areas:
        return []
    program = workspace.programs.get(about)
    lines = [f"because: {needs.source}"]
    if program is not None and not isinstance(program, Curriculum):
        return [*lines, f"focus: {areas[0].focus}", *_with(areas[0].courses, "")]
    lines.append("cycles:")
    for term, area in zip(_terms(workspace), areas, strict=False):
        lines += [f"  - when: {term}", f"    focus: {area.focus}", "    pattern: small-group-semester"]
        lines += _with(area.courses, "    ")
    later = [area.focus for area in areas[len(_terms(workspace)) :]]
    return [*lines, f"next: [{', '.join(later)}]"] if later else lines


def _with(courses: Sequence[str], indent: str) -> list[str]:
    if not courses:
        return [f"{indent}# no course of catalog.yaml has a component of this area"]
    return [f"{indent}with: {{courses: [{', '.join(courses)}]}}"]


def _terms(workspace: Workspace) -> tuple[str, ...]:
    """The first two terms people teach in."""
    terms = workspace.calendar.terms if workspace.calendar else {}
    return tuple(name for name in terms if name != "summer")[:2] or ("fall", "spring")


def _for_plan(workspace: Workspace, rubric: Rubric, about: str, plan: Plan) -> Needed:
    component = plan.because.component if plan.because else None
    if component is None or component not in rubric.components:
        raise PdcycleError(
            f"the plan '{about}' cites no component of the rubric",
            "write for example `because: {source: observations, date: 2026-10-02, component: 3a}`",
        )
    areas = areas_of(component, rubric)
    courses = courses_for((component,), workspace.catalog, {})
    proposal = Proposal(component, rubric.title_of(component), areas, courses)
    lines = [*([f"focus: {areas[0]}"] if areas else []), *_with(courses, "")]
    return Needed(about, about, tuple(lines), proposal=proposal)
