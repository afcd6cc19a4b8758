"""Sets the scene for one turn of a cycle: which pattern, whose activities over it, with what parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pdcycle.diagnostics import Diagnostic, Route, error
from pdcycle.model.groups import Group
from pdcycle.model.near import near
from pdcycle.model.people import Person
from pdcycle.model.program import Activity, ActivityMap, Authoring, Curriculum, Initiative, Pattern
from pdcycle.model.results import Stay
from pdcycle.program.axes import school_wise
from pdcycle.program.calendar import SchoolCalendar
from pdcycle.program.cast import Cast
from pdcycle.program.parameters import Parameters, bind_parameters
from pdcycle.program.recorded import Records, records_of
from pdcycle.program.scene import Scene
from pdcycle.program.series import Series
from pdcycle.program.spec import Layer, compose, unknown_parameters
from pdcycle.program.turns import Turn


@dataclass(frozen=True, slots=True)
class Authorship:
    """A program as written, with its id and where it stands."""

    id: str
    model: Authoring
    place: Route


@dataclass(frozen=True, slots=True)
class Known:
    """What programs are expanded against; `titles` are the catalog's, by id; `series` what locks remember, by program."""

    people: Mapping[str, Person]
    groups: Mapping[str, Group]
    patterns: Mapping[str, Pattern]
    pattern_places: Mapping[str, Route]
    calendar: SchoolCalendar
    titles: Mapping[str, str] = field(default_factory=dict)
    series: Mapping[str, Mapping[str, Series]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A turn for all schools that do as the program says (`own` None), or for one that does it its own way."""

    turn: Turn
    schools: tuple[str, ...]
    stays: tuple[Stay, ...]
    own: str | None = None


def school_parts(turn: Turn, model: Authoring, cast: Cast) -> list[Part]:
    """The turn, split where a school of an initiative changes activities or parameters for itself."""
    if not isinstance(model, Initiative):
        return [Part(turn, turn.schools, turn.stays)]
    different = [
        school for school in turn.schools if model.schools[school].activities or model.schools[school].with_
    ]
    alike = tuple(school for school in turn.schools if school not in different)
    parts = [Part(turn, alike, _stays_at(alike, turn, cast))]
    return parts + [Part(turn, (school,), _stays_at((school,), turn, cast), school) for school in different]


def _stays_at(schools: tuple[str, ...], turn: Turn, cast: Cast) -> tuple[Stay, ...]:
    return tuple(stay for stay in turn.stays if set(schools) & set(cast.people[stay.person].schools))


def stage(
    part: Part, authored: Authorship, known: Known, cast: Cast, scenes: list[Scene], found: list[Diagnostic]
) -> Scene | None:
    """The scene of one part of a turn, with its activities composed; None where its pattern is unknown."""
    turn, model = part.turn, authored.model
    name, pattern = _pattern(part, authored, known)
    says = turn.place if turn.cycle and turn.cycle.pattern else authored.place
    if name and pattern is None:
        found.append(_no_pattern(name, says.at("pattern"), known))
        return None
    home = known.pattern_places.get(name, authored.place) if name else authored.place
    layers = _layers(part, authored, pattern, home)
    specs, problems = compose([layer for layer in layers if layer.activities])
    if part.own is not None:
        own = layers[-1].activities
        specs = {name: spec for name, spec in specs.items() if name in own or school_wise(spec)}
    parameters, slips = _parameters(part, authored, pattern, home)
    slips = [*problems, *slips, *unknown_parameters(specs, parameters)]
    found.extend(problem for problem in slips if problem not in found)
    return Scene(
        program=authored.id,
        span=turn.span,
        cast=cast,
        calendar=known.calendar,
        schools=part.schools,
        stays=part.stays,
        everywhere=part.schools if part.own else turn.schools,
        everyone=part.stays if part.own else turn.stays,
        host=turn.host,
        records=_records(turn, authored),
        specs=specs,
        layers=tuple(layers),
        parameters=parameters,
        place=turn.place,
        asked=says.at("pattern"),
        group=model.group if isinstance(model, Curriculum) else None,
        titles=known.titles,
        outer=_outer(part, scenes),
        remembered=known.series.get(authored.id, {}),
    )


def _pattern(part: Part, authored: Authorship, known: Known) -> tuple[str | None, Pattern | None]:
    """The pattern of a turn: the cycle's, else the program's, unless its cycles have that."""
    model, cycle = authored.model, part.turn.cycle
    fallback = model.pattern if cycle is not None or not model.cycles else None
    name = (cycle.pattern if cycle is not None else None) or fallback
    return name, known.patterns.get(name) if name else None


def _parameters(
    part: Part, authored: Authorship, pattern: Pattern | None, home: Route
) -> tuple[Parameters, list[Diagnostic]]:
    turn, model, cycle = part.turn, authored.model, part.turn.cycle
    given = cycle.with_ if cycle is not None else model.with_
    place = (turn.place if cycle is not None else authored.place).at("with")
    if part.own is not None and isinstance(model, Initiative) and model.schools[part.own].with_:
        given = {**given, **model.schools[part.own].with_}
        place = authored.place.at("schools", part.own, "with")
    return bind_parameters(pattern.parameters if pattern else {}, home, given, place)


def _records(turn: Turn, authored: Authorship) -> Records:
    index = None if turn.cycle is None else int(turn.place.path[-1])
    return records_of(authored.model, authored.place, index)


def _outer(part: Part, scenes: list[Scene]) -> Scene | None:
    """Where a name this scene does not know is looked up: the turn's other schools, else the whole program."""
    if part.own is not None:
        return next((scene for scene in reversed(scenes) if scene.span == part.turn.span), None)
    return scenes[0] if scenes and part.turn.cycle is not None else None


def _no_pattern(name: str, place: Route, known: Known) -> Diagnostic:
    guess = near(name, known.patterns)
    mend = f"did you mean `{guess}`?" if guess else f"use one of {', '.join(sorted(known.patterns))}"
    return error("PD318", f"there is no pattern '{name}'", place, help=mend)


def _layers(part: Part, authored: Authorship, pattern: Pattern | None, home: Route) -> list[Layer]:
    """The pattern's activities, then the program's that speak of them, then the cycle's.

    Activities a program with cycles brings itself belong to the whole program.
    """
    model, cycle = authored.model, part.turn.cycle
    layers = [Layer(pattern.activities, home.at("activities"), brings=True)] if pattern else []
    own = authored.place.at("activities")
    if cycle is None:
        fresh = model.activities if not model.cycles else _fresh(model.activities)
        layers.append(Layer(fresh, own, brings=False))
    else:
        known = pattern.activities if pattern else {}
        changed = {name: item for name, item in model.activities.items() if name in known}
        layers.append(Layer(changed, own, brings=False))
        layers.append(Layer(cycle.activities, part.turn.place.at("activities"), brings=False))
    if part.own is not None and isinstance(model, Initiative):
        place = authored.place.at("schools", part.own, "activities")
        layers.append(Layer(model.schools[part.own].activities, place, brings=False))
    return layers


def _fresh(activities: ActivityMap) -> ActivityMap:
    return {
        name: item
        for name, item in activities.items()
        if isinstance(item, Activity) and item.kind is not None
    }
