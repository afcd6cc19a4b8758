"""What curricula, initiatives and plans name: people, groups, schools, focus areas, courses, surveys, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pdcycle.diagnostics import Diagnostic, Route, error, warning
from pdcycle.model.near import near
from pdcycle.model.phrases import TimeChoicesOf
from pdcycle.model.program import Activity, Authoring, Curriculum, Initiative, Plan, Threshold
from pdcycle.rules.naming import as_written, home, listed, unknown
from pdcycle.workspace.load import Workspace

SHARED_WITH = ("lead", "group", "school", "principal", "everyone")


def _programs(workspace: Workspace) -> Iterator[tuple[Authoring, Route]]:
    for name, program in sorted(workspace.programs.items()):
        yield program, workspace.place("program", name)


def people_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """The teacher of a plan and who coaches or mentors are people: `there is no person 'schoolley'`."""
    for program, place in _programs(workspace):
        if isinstance(program, Plan):
            yield from unknown(
                "PD342", "person", program.teacher, workspace.people, place.at("teacher"), "people.csv"
            )
        roles = {person.role for person in workspace.people.values()}
        for field in ("coach", "mentor", "principal", "lead"):
            name = getattr(program, field)
            if name and name not in roles:
                yield from unknown("PD342", "person", name, workspace.people, place.at(field), "people.csv")


def approvers_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """Who approved, as `dates:` records it, is a person: `there is no person 'castor'`."""
    for program, place in _programs(workspace):
        maps = [(program.dates, place.at("dates"))]
        maps += [(cycle.dates, place.at("cycles", at, "dates")) for at, cycle in enumerate(program.cycles)]
        for dates, here in maps:
            for key, recorded in dates.items():
                if recorded.by:
                    yield from unknown(
                        "PD342", "person", recorded.by, workspace.people, here.at(key), "people.csv"
                    )


def shared_with_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """What is handed in is shared with the lead, a group, a school, the principal or everyone."""
    for program, place in _programs(workspace):
        for activity, here in activities(program, place):
            if isinstance(activity.share, str) and activity.share not in SHARED_WITH:
                guess = near(activity.share, SHARED_WITH)
                mend = f"did you mean `{guess}`?" if guess else f"use one of: {', '.join(SHARED_WITH)}"
                message = f"'{activity.share}' is nobody to share with"
                yield error("PD326", message, here.at("share"), help=mend)


def groups_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """The group of a curriculum is one of groups.yaml, and so is a plan's PLC: `there is no group 'grade-6'`."""
    groups = workspace.groups.list if workspace.groups else {}
    for program, place in _programs(workspace):
        if isinstance(program, Curriculum):
            yield from unknown("PD347", "group", program.group, groups, place.at("group"), "groups.yaml")
        named = list(_given(workspace, program, place, "group"))
        for activity, here in activities(program, place):
            if isinstance(activity.in_, TimeChoicesOf):
                chosen = [choice.group for _, several in activity.in_.by_role for choice in several]
                named += [(name, here.at("in")) for name in chosen if name and not name.startswith("$")]
        for name, here in named:
            yield from unknown("PD347", "group", name, groups, here, "groups.yaml")


def schools_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """The schools of an initiative are the calendar's, each with one focus: `there is no school 'lincon'`."""
    for program, place in _programs(workspace):
        if not isinstance(program, Initiative):
            continue
        for school, part in program.schools.items():
            here = place.at("schools", school).on_key()
            if workspace.calendar is not None:
                schools = workspace.calendar.schools
                yield from unknown("PD341", "school", school, schools, here, "`schools:` in calendar.yaml")
            if part.focus is None:
                yield error(
                    "PD015",
                    f"'{school}' has no focus, and each school picks exactly one",
                    here,
                    help="write `focus:` with an area of rubric.yaml, or `focus: {decide: ACTIVITY}` until it is picked",
                )
            if part.lead:
                yield from unknown(
                    "PD342",
                    "person",
                    part.lead,
                    workspace.people,
                    place.at("schools", school, "lead"),
                    "people.csv",
                )


def focus_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """Each focus is an area of rubric.yaml: `there is no focus area 'comunication'`."""
    areas = workspace.rubric.focus if workspace.rubric else {}
    for program, place in _programs(workspace):
        parts: list[tuple[Any, Route]] = [(program.focus, place.at("focus"))]
        parts += [(cycle.focus, place.at("cycles", at, "focus")) for at, cycle in enumerate(program.cycles)]
        if isinstance(program, Initiative):
            parts += [
                (part.focus, place.at("schools", name, "focus")) for name, part in program.schools.items()
            ]
        parts += [(activity.focus, here.at("focus")) for activity, here in activities(program, place)]
        for focus, here in parts:
            if isinstance(focus, str):
                yield from unknown("PD346", "focus area", focus, areas, here, "`focus:` in rubric.yaml")


def components_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """What goals measure and programs cite is on the rubric: `there is no component '3z'`."""
    components = workspace.rubric.components if workspace.rubric else {}
    levels = workspace.rubric.levels if workspace.rubric else ()
    for program, place in _programs(workspace):
        if program.because is not None and program.because.component:
            here = place.at("because", "component")
            name = program.because.component
            yield from unknown("PD348", "component", name, components, here, "`components:` in rubric.yaml")
        for goal, here in _goals(program, place):
            if isinstance(goal, Threshold):
                at = here.at("component")
                yield from unknown(
                    "PD348", "component", goal.component, components, at, "`components:` in rubric.yaml"
                )
                yield from unknown(
                    "PD349", "level", goal.at_least, levels, here.at("at_least"), "`levels:` in rubric.yaml"
                )


def courses_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """Each course is in the catalog, with a check where one is asked for: `there is no course 'grading'`."""
    catalog = workspace.catalog.list if workspace.catalog else {}
    for program, place in _programs(workspace):
        for name, here in _courses(workspace, program, place):
            yield from unknown("PD350", "course", name, catalog, here, "catalog.yaml")


def surveys_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """Each survey is a file of surveys/: `there is no survey 'comunication-360'`."""
    for program, place in _programs(workspace):
        named = list(_given(workspace, program, place, "survey"))
        named += [
            (activity.survey, here.at("survey"))
            for activity, here in activities(program, place)
            if isinstance(activity.survey, str) and not activity.survey.startswith("$")
        ]
        for name, here in named:
            yield from unknown("PD351", "survey", name, workspace.surveys, here, f"surveys/{name}.yaml")


def sources_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """The evidence a program cites is a source: `there is no source 'observation'`."""
    for program, place in _programs(workspace):
        if program.because is None:
            continue
        here = place.at("because")
        if isinstance(as_written(workspace, here), dict):
            here = here.at("source")
        name = program.because.source
        yield from unknown("PD352", "source", name, workspace.sources, here, f"sources/{name}.yaml")


def ranked(workspace: Workspace) -> Iterator[Diagnostic]:
    """`programs:` of pdcycle.yaml names every program once: `there is no program 'rit'`."""
    place = home(workspace, "district").at("programs")
    ranks = workspace.settings.programs
    for name, here in listed(place, list(ranks)):
        yield from unknown(
            "PD353", "program", name, workspace.programs, here, "curricula/, initiatives/ or plans/"
        )
    left = [name for name in sorted(workspace.programs) if name not in ranks]
    if ranks and left:
        yield warning(
            "PD354",
            f"`programs:` leaves out {', '.join(left)}, which then yield to all others",
            place,
            help="add them where they rank",
        )


def activities(program: Authoring, place: Route) -> Iterator[tuple[Activity, Route]]:
    """Each activity as the program itself writes it, with its place."""
    for written, here in activity_maps(program, place):
        for name, activity in written.items():
            if isinstance(activity, Activity):
                yield activity, here.at("activities", name)


def activity_maps(program: Authoring, place: Route) -> list[tuple[Mapping[str, Any], Route]]:
    """The maps of activities a program writes, its own, its cycles' and its schools', each with whose it is."""
    maps: list[tuple[Mapping[str, Any], Route]] = [(program.activities, place)]
    maps += [(cycle.activities, place.at("cycles", at)) for at, cycle in enumerate(program.cycles)]
    if isinstance(program, Initiative):
        maps += [(part.activities, place.at("schools", name)) for name, part in program.schools.items()]
    return maps


def _uses(program: Authoring, place: Route) -> Iterator[tuple[str, Mapping[str, Any], Route]]:
    """The pattern, what it is given and where."""
    if not program.cycles:
        yield program.pattern or "", program.with_, place.at("with")
    for at, cycle in enumerate(program.cycles):
        yield cycle.pattern or program.pattern or "", cycle.with_, place.at("cycles", at, "with")
    if isinstance(program, Initiative):
        for name, part in program.schools.items():
            yield program.pattern or "", part.with_, place.at("schools", name, "with")


def _given(workspace: Workspace, program: Authoring, place: Route, kind: str) -> Iterator[tuple[str, Route]]:
    """The names given to a pattern's parameters of a type, and where."""
    for pattern, given, here in _uses(program, place):
        declared = workspace.patterns[pattern].parameters if pattern in workspace.patterns else {}
        for name, value in given.items():
            if name in declared and declared[name].type == kind:
                yield from listed(here.at(name), value)


def _courses(workspace: Workspace, program: Authoring, place: Route) -> Iterator[tuple[str, Route]]:
    yield from _given(workspace, program, place, "courses")
    for activity, here in activities(program, place):
        if isinstance(activity.items, tuple):
            yield from listed(here.at("items"), as_written(workspace, here.at("items")))


def _goals(program: Authoring, place: Route) -> Iterator[tuple[Any, Route]]:
    for at, revision in enumerate(program.goal):
        yield revision.measure, place.at("goal", at, "measure")
    if isinstance(program, Initiative):
        for name, part in program.schools.items():
            for at, revision in enumerate(part.goal):
                yield revision.measure, place.at("schools", name, "goal", at, "measure")


RULES = (
    people_known,
    approvers_known,
    shared_with_known,
    groups_known,
    schools_known,
    focus_known,
    components_known,
    courses_known,
    surveys_known,
    sources_known,
    ranked,
)
