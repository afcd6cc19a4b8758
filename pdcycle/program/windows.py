"""When one activity may be: the window of every number, and what it hangs on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pdcycle.diagnostics import Route, error
from pdcycle.language.time import (
    At,
    Every,
    EverySpan,
    Length,
    Name,
    Range,
    Relative,
    SameDay,
    When,
    names,
    parse_every,
    substitute,
)
from pdcycle.model.results import Link
from pdcycle.program.axes import Attendance
from pdcycle.program.moments import TimeProblem, Window, window
from pdcycle.program.scene import Keys, Scene, View, days_between
from pdcycle.program.series import Laid, laid_out
from pdcycle.program.spec import Spec

BARE_START = At(Name(("start",)))


def windows(
    spec: Spec, keys: Keys, cast: Attendance, scene: Scene, failed: set[str]
) -> list[tuple[int, View, Window]]:
    """The window of each number of one combination of keys; a slip is said once and gives none."""
    when = _when(spec, "when", scene)
    every = spec.value("every", scene.parameters)
    if isinstance(every, Length):
        every = EverySpan(every)
    joiner = scene.joiner(keys.person)
    own = every is None and (joiner is None or spec.step.value in ("learn", "plan"))
    try:
        if every is None:
            return [
                _single(keys, cast, scene, View(n=n, own=own, moves=spec.event, lessons=spec.lessons), when)
                for n in _numbers(when, keys, scene)
            ]
        view = View(own=own, moves=spec.event, lessons=spec.lessons)
        frame = scene.frame(keys, cast.schools, view)
        whole = window(when, frame)
        parts = laid_out(_laid(spec, _substituted(every, scene), scene), whole, frame)
    except TimeProblem as problem:
        _complain(spec, problem, scene, failed)
        return []
    stay = scene.stay(keys.person) if keys.person else None
    return [
        (n, view.copy(), replace(whole, first=first, last=last, asked=None))
        for n, first, last in ((part.n, part.first, part.last) for part in parts)
        if stay is None or stay.first is None or last >= stay.first
    ]


def _laid(spec: Spec, every: Every, scene: Scene) -> Laid:
    """How the series is laid out: by what was published, where that speaks of it, else by its one `every`."""
    name = f"{scene.span.id}/{spec.raw('was') or spec.id}"
    scene.series[name] = str(every)
    known = scene.remembered.get(name, ())
    return tuple((number, parse_every(text)) for number, text in known) or ((1, every),)


def _single(keys: Keys, cast: Attendance, scene: Scene, view: View, when: When) -> tuple[int, View, Window]:
    """The window of one number; on an event without a date it reaches from its earliest to its latest."""
    days = window(when, scene.frame(keys, cast.schools, view))
    for anchor in list(view.anchors.values()) if view.moves else ():
        low, high = view.copy(), view.copy()
        low.assume[anchor.id], high.assume[anchor.id] = anchor.first, anchor.last
        first = window(when, scene.frame(keys, cast.schools, low))
        last = window(when, scene.frame(keys, cast.schools, high))
        days = replace(days, first=first.first, last=max(first.last, last.last))
    return view.n, view, days


def _numbers(when: When, keys: Keys, scene: Scene) -> list[int]:
    """The numbers a bare reference to a repeated activity brings; 1 where there is none."""
    for name in names(when):
        if len(name.words) == 1 and name.words[0] in scene.specs:
            matched = scene.matching(name.words[0], keys, own=True)
            if scene.specs[name.words[0]].raw("every") is not None and matched:
                return sorted({item.n for item in matched})
    return [1]


def _when(spec: Spec, field: str, scene: Scene) -> When:
    value = spec.value(field, scene.parameters)
    return BARE_START if value is None else _substituted(value, scene)


def _substituted(value: Any, scene: Scene) -> Any:
    filled = {
        name: scene.parameters.value(name)
        for name in scene.parameters.values
        if isinstance(scene.parameters.value(name), Length | When)
    }
    return substitute(value, filled)


def _complain(spec: Spec, problem: TimeProblem, scene: Scene, failed: set[str]) -> None:
    if problem.message in failed:
        return
    failed.add(problem.message)
    route = spec.route("when")
    place = Route(route.file, route.path, offset=problem.offset, length=problem.length)
    scene.found.append(error("PD315", problem.message, place, help=problem.help))


def asked_date(spec: Spec, cast: Attendance, scene: Scene, view: View, days: Window) -> date | None:
    """The date asked for: by `near`, where it lies in the window, else by `when`."""
    if spec.raw("near") is None:
        return days.asked
    wish = window(_when(spec, "near", scene), scene.frame(cast.keys, cast.schools, view.copy())).first
    return min(max(wish, days.first), days.last)


def hangs(spec: Spec, view: View, cast: Attendance, scene: Scene) -> tuple[tuple[Link, ...], set[str]]:
    """Links to events without a date, where days counted from them say it all; else they must be dated first."""
    when = _when(spec, "when", scene)
    simple = (
        isinstance(when, Range) and isinstance(when.start, Name) and isinstance(when.end, Relative)
    ) or (isinstance(when, At) and isinstance(when.point, SameDay))
    if not simple:
        return (), set(view.anchors)
    counted = any(isinstance(term, Length) and term.unit == "school day" for term in when.walk())
    links = []
    for anchor in view.anchors.values():
        assumed = view.copy()
        assumed.assume[anchor.id] = anchor.first
        near = window(when, scene.frame(cast.keys, cast.schools, assumed))
        if counted:
            high = _school_days(scene, cast.schools, anchor.first, near.last)
        else:
            high = days_between(anchor.first, near.last)
        links.append(Link(anchor.id, 0, high, counted))
    return tuple(links), set()


def _school_days(scene: Scene, schools: tuple[str, ...], first: date, last: date) -> int:
    return scene.calendar.count_school_days(schools, first + timedelta(days=1), last)
