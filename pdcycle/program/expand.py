"""From what authors wrote to occurrences: patterns applied, keys multiplied, windows reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pdcycle.diagnostics import Diagnostic, Route, error
from pdcycle.language.time import TimeError, When
from pdcycle.model.authored import Decision
from pdcycle.model.program import Authoring, Curriculum, Initiative, Plan
from pdcycle.model.results import Binding, Goal, Occurrence, OpenDecision, Program, SchoolFocus, Standing
from pdcycle.program.cast import Cast, UnknownPeopleError
from pdcycle.program.goals import goal
from pdcycle.program.instances import instances
from pdcycle.program.moments import Frame, TimeProblem, window
from pdcycle.program.order import looping, ordered, references
from pdcycle.program.recorded import unused, without_number
from pdcycle.program.scene import Scene
from pdcycle.program.spec import Spec, dropped_references
from pdcycle.program.staging import Authorship, Known, school_parts, stage
from pdcycle.program.turns import turns


def expand(
    authored: Authorship, known: Known, bindings: Mapping[str, Binding]
) -> tuple[Program | None, list[Diagnostic]]:
    """The program's occurrences, with dates from `bindings` where these hold them.

    References take what `dates:` records, else the binding, else the plan. Mistakes come back as
    diagnostics, and what does not depend on them is expanded all the same.
    """
    found: list[Diagnostic] = []
    cast = Cast(known.people, known.groups, authored.model)
    try:
        stays = cast.stays()
    except UnknownPeopleError as problem:
        return None, [_members(authored, problem)]
    if not stays:
        there = not isinstance(authored.model, Curriculum) or authored.model.group in known.groups
        if there and known.people:
            # That there is no such group, or nobody at all, is said where references are looked up.
            found.append(_nobody(authored))
        return None, found
    scenes: list[Scene] = []
    for turn in turns(authored.model, cast, known.calendar, authored.place, found):
        for part in school_parts(turn, authored.model, cast):
            scene = stage(part, authored, known, cast, scenes, found)
            if scene is not None:
                _fill(scene, bindings)
                scenes.append(scene)
    for scene in scenes:
        found.extend(scene.found)
        found.extend(without_number(scene.records, _occurrences([scene])))
    found.extend(_unused(scenes))
    return _program(authored, known, cast, scenes, found), list(dict.fromkeys(found))


def _members(authored: Authorship, problem: UnknownPeopleError) -> Diagnostic:
    return error(
        "PD316", f"'{problem}' does not say which people", authored.place,
        help="write for example `teachers of lincoln in grades 3-5`",
    )  # fmt: skip


def _nobody(authored: Authorship) -> Diagnostic:
    model = authored.model
    if isinstance(model, Curriculum):
        return error(
            "PD317", f"the group '{model.group}' has no members that people.csv knows", authored.place.at("group"),
            help="list its members in groups.yaml",
        )  # fmt: skip
    where = authored.place.at("teacher" if isinstance(model, Plan) else "schools")
    return error(
        "PD317", "nobody takes part in this program", where, help="name people and schools of people.csv"
    )


def _fill(scene: Scene, bindings: Mapping[str, Binding]) -> None:
    """Expand the scene's activities in the order of what they refer to."""
    order, loop = ordered(scene.specs)
    if loop:
        scene.found.append(looping(loop, scene.specs))
    broken = set(loop)
    dropped: dict[str, list[Spec]] = {}
    for name in order:
        spec = scene.specs[name]
        missing = _missing(spec, scene)
        if missing is not None:
            dropped.setdefault(missing, []).append(spec)
        # One complaint is enough: what refers to something broken is not reported again.
        if missing is not None or broken & set(references(spec)):
            broken.add(name)
            continue
        try:
            scene.done[name] = instances(spec, scene, bindings)
        except TimeError as problem:
            route = spec.route("when")
            place = Route(route.file, route.path, offset=problem.offset, length=problem.length)
            scene.found.append(error("PD315", problem.message, place, help=problem.help))
    for name, referrers in dropped.items():
        scene.found.extend(dropped_references(list(scene.layers), name, referrers))


def _missing(spec: Spec, scene: Scene) -> str | None:
    """The activity it refers to that some layer dropped."""
    for name in references(spec):
        if name not in scene.specs and any(layer.activities.get(name) == "drop" for layer in scene.layers):
            return name
    return None


def _unused(scenes: list[Scene]) -> list[Diagnostic]:
    """Lines of `dates:` that spoke of no occurrence in any turn of the cycle they stand in."""
    by_place: dict[Route, list[Scene]] = {}
    for scene in scenes:
        for entry in scene.records.entries:
            by_place.setdefault(entry.place, []).append(scene)
    used = {place for scene in scenes for place in scene.records.used}
    elsewhere: dict[str, list[str]] = {}
    for scene in scenes:
        for label in _labels([scene]):
            elsewhere.setdefault(label, []).append(scene.span.id)
    return [
        unused(entry, _labels(several), elsewhere)
        for place, several in by_place.items()
        if place not in used
        for entry in several[0].records.entries
        if entry.place == place
    ]


def _labels(scenes: list[Scene]) -> list[str]:
    return [item.label for item in _occurrences(scenes)]


def _occurrences(scenes: list[Scene]) -> list[Occurrence]:
    return [item for scene in scenes for entries in scene.done.values() for _, item in entries]


def _program(
    authored: Authorship, known: Known, cast: Cast, scenes: list[Scene], found: list[Diagnostic]
) -> Program:
    model = authored.model
    occurrences = _occurrences(scenes)
    lead = cast.role("lead") if model.lead else None
    return Program(
        id=authored.id,
        kind=type(model).__name__.lower(),
        title=str(getattr(model, type(model).__name__.lower())),
        place=authored.place,
        stays=cast.stays(),
        cycles=tuple(scene.span for scene in scenes),
        occurrences=tuple(sorted(occurrences, key=lambda item: sort_key(item.id))),
        group=model.group if isinstance(model, Curriculum) else None,
        teacher=model.teacher if isinstance(model, Plan) else None,
        lead=lead,
        coach=cast.role("coach", person=model.teacher if isinstance(model, Plan) else None),
        focus=_chosen(model.focus),
        because=(model.because.source, model.because.date, model.because.component)
        if model.because
        else None,
        goals=tuple(_goals(authored, known, cast, found)),
        schools=_school_parts(model, cast),
        decisions=tuple(_decisions(scenes)),
        next=tuple(model.next),
        series=tuple(
            sorted({name: every for scene in scenes for name, every in scene.series.items()}.items())
        ),
    )


def sort_key(identity: str) -> tuple[tuple[str, int], ...]:
    """Ids in an order that reads well: numbers by value."""
    return tuple((part, 0) if not part.isdigit() else ("", int(part)) for part in identity.split("/"))


def _chosen(value: object) -> str | None:
    if isinstance(value, Decision):
        return value.chosen if isinstance(value.chosen, str) else None
    return value if isinstance(value, str) else None


def _goals(authored: Authorship, known: Known, cast: Cast, found: list[Diagnostic]) -> list[Goal]:
    model, schools = authored.model, cast.schools

    def day(when: When, place: Route) -> date | None:
        year = known.calendar.year(schools)
        try:
            return window(when, Frame(known.calendar, schools, year.first, year.last, lambda _: None)).last
        except TimeProblem as problem:
            found.append(error("PD315", problem.message, place, help=problem.help))
            return None

    own = goal(authored.id, model.goal, authored.place.at("goal"), day)
    goals = [own] if own else []
    if isinstance(model, Initiative):
        for school, part in sorted(model.schools.items()):
            inherited = own.revisions[-1] if own else None
            entry = goal(school, part.goal, authored.place.at("schools", school, "goal"), day, inherited)
            goals += [entry] if entry else []
    return goals


def _school_parts(model: Authoring, cast: Cast) -> tuple[SchoolFocus, ...]:
    if not isinstance(model, Initiative):
        return ()
    return tuple(
        SchoolFocus(school, _chosen(part.focus), cast.principal(school))
        for school, part in sorted(model.schools.items())
    )


def _decisions(scenes: list[Scene]) -> list[OpenDecision]:
    """What is still to be decided, and the last day of the activity that decides it."""
    found = []
    for scene in scenes:
        holders = [
            (name, value, scene.parameters.places[name]) for name, value in scene.parameters.values.items()
        ]
        for spec in scene.specs.values():
            holders += [(f"{spec.id}.{name}", value, spec.route(name)) for name, value in spec.values.items()]
        for what, value, place in holders:
            if isinstance(value, Decision) and value.chosen is None:
                deciders = [item for _, item in scene.done.get(value.decide, [])]
                live = [item for item in deciders if item.standing is not Standing.CANCELLED]
                found.append(
                    OpenDecision(what, value.decide, max((item.last for item in live), default=None), place)
                )
    return found
