"""One activity with all its layers, turned into occurrences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from pdcycle.diagnostics import Route, error
from pdcycle.language.time import (
    At,
    EverySpan,
    Length,
    Name,
    Range,
    Relative,
    SameDay,
    When,
    names,
    substitute,
)
from pdcycle.model.authored import Decision
from pdcycle.model.kinds import Kind, TimeKind
from pdcycle.model.phrases import TimeChoice, TimeChoicesOf, parse_expects
from pdcycle.model.results import Binding, Link, Occurrence, Standing
from pdcycle.program.axes import Attendance, attendance, combinations
from pdcycle.program.moments import TimeProblem, Window, meeting_dates, stretches, window
from pdcycle.program.scene import Keys, Scene, View, days_between
from pdcycle.program.spec import Spec

BARE_START = At(Name(("start",)))


def instances(spec: Spec, scene: Scene, bindings: Mapping[str, Binding]) -> list[tuple[Keys, Occurrence]]:
    """Every occurrence of one activity in one cycle; what cannot be is said in `scene.found`."""
    made: list[tuple[Keys, Occurrence]] = []
    failed: set[str] = set()
    for keys in combinations(spec, scene):
        cast = attendance(spec, keys, scene)
        for n, view, days in _windows(spec, keys, cast, scene, failed):
            item = _occurrence(spec, keys, cast, scene, n, view, days)
            item = _settled(item, scene, bindings)
            if item is not None:
                made.append((keys, item))
    return made


def _windows(
    spec: Spec, keys: Keys, cast: Attendance, scene: Scene, failed: set[str]
) -> list[tuple[int, View, Window]]:
    """The window of each number of one combination."""
    when = _when(spec, "when", scene)
    every = spec.value("every", scene.parameters)
    if isinstance(every, Length):
        every = EverySpan(every)
    joiner = scene.joiner(keys.person)
    own = every is None and (joiner is None or spec.step.value in ("learn", "plan"))
    try:
        if every is None:
            return [
                _single(keys, cast, scene, View(n=n, own=own, moves=spec.event), when)
                for n in _numbers(when, keys, scene)
            ]
        view = View(own=own, moves=spec.event)
        frame = scene.frame(keys, cast.schools, view)
        whole = window(when, frame)
        parts = stretches(_substituted(every, scene), whole, frame)
    except TimeProblem as problem:
        _complain(spec, problem, scene, failed)
        return []
    stay = scene.stay(keys.person) if keys.person else None
    return [
        (n, view.copy(), replace(whole, first=first, last=last, asked=None))
        for n, first, last in ((part.n, part.first, part.last) for part in parts)
        if stay is None or stay.first is None or last >= stay.first
    ]


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


def _occurrence(
    spec: Spec, keys: Keys, cast: Attendance, scene: Scene, n: int, view: View, days: Window
) -> Occurrence:
    repeated = spec.raw("every") is not None or n > 1
    value = lambda name: _decided(spec.value(name, scene.parameters))  # noqa: E731 - one word for the many fields
    item_title = f": {keys.item}" if keys.item else ""
    label = " ".join((spec.id, *keys.written, *((str(n),) if repeated else ())))
    links, waits = _hangs(view, cast, scene, _when(spec, "when", scene))
    minutes = value("length")
    at = value("at")
    return Occurrence(
        id="/".join(
            (scene.program, scene.span.id, spec.raw("was") or spec.id, ".".join(keys.written) or "-", str(n))
        ),
        program=scene.program,
        cycle=scene.span.id,
        activity=spec.id,
        keys=keys.written,
        n=n,
        kind=spec.kind,
        step=spec.step,
        title=(value("title") or spec.kind.brings.title) + item_title,
        event=spec.event,
        people=cast.people,
        lead=cast.lead,
        owners=cast.owners,
        schools=cast.schools,
        first=days.first,
        last=days.last,
        place=spec.place,
        tentative=view.tentative or _undecided(spec, scene),
        waits=tuple(sorted(view.waits | waits)),
        asked=_near(spec, cast, scene, view, days),
        minutes=minutes if minutes is not None else spec.kind.brings.minutes,
        at=at.hour * 60 + at.minute if isinstance(at, time) else None,
        time=_time(spec, cast, scene),
        group=cast.group,
        where=value("where"),
        links=links if spec.event else (),
        expects=_expects(spec, scene),
        optional=bool(value("optional")),
        item=keys.item,
        audience=keys.word,
        check=value("check"),
        document=value("document"),
        survey=value("survey"),
        share=value("share"),
        approver=_approver(spec, keys, scene),
        hours=value("hours") if isinstance(value("hours"), Decimal) else None,
        focus=value("focus") or scene.span.focus,
        label=label,
    )


def _near(spec: Spec, cast: Attendance, scene: Scene, view: View, days: Window) -> date | None:
    """The date asked for: by `near`, where it lies in the window, else by `when`."""
    if spec.raw("near") is None:
        return days.asked
    wish = window(_when(spec, "near", scene), scene.frame(cast.keys, cast.schools, view.copy())).first
    return min(max(wish, days.first), days.last)


def _decided(value: Any) -> Any:
    return None if isinstance(value, Decision) else value


def _undecided(spec: Spec, scene: Scene) -> bool:
    return any(isinstance(spec.value(name, scene.parameters), Decision) for name in spec.values)


def _time(spec: Spec, cast: Attendance, scene: Scene) -> TimeChoicesOf | None:
    """The kinds of time as written, `$plc` replaced by the group it stands for; else the kind's own."""
    if not spec.event:
        return None
    choices = spec.value("in_", scene.parameters)
    if choices is None:
        return (
            None
            if spec.raw("at") is not None
            else TimeChoicesOf((("", (TimeChoice(spec.kind.brings.time),)),))
        )
    filled = tuple(
        (role, tuple(TimeChoice(choice.kind, cast.group if choice.group else None) for choice in several))
        for role, several in choices.by_role
    )
    return TimeChoicesOf(filled)


def _expects(spec: Spec, scene: Scene) -> tuple[Any, ...]:
    written = spec.value("expects", scene.parameters)
    if written is not None:
        return tuple(written)
    brings = spec.kind.brings.expects
    return (parse_expects(brings),) if brings else ()


def _approver(spec: Spec, keys: Keys, scene: Scene) -> str | None:
    name = spec.value("approve", scene.parameters)
    if not isinstance(name, str):
        return None
    person = keys.person or (scene.stays[0].person if len(scene.stays) == 1 else None)
    return scene.cast.role(name, person=person, school=keys.school, group=scene.group)


def _hangs(view: View, cast: Attendance, scene: Scene, when: When) -> tuple[tuple[Link, ...], set[str]]:
    """Links to events without a date, where days counted from them say it all; else they must be dated first."""
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


def _settled(item: Occurrence, scene: Scene, bindings: Mapping[str, Binding]) -> Occurrence | None:
    """The occurrence with what was recorded, published or placed, and with its person's coming and going."""
    approval = scene.records.approval(item)
    if approval is not None and approval.first is not None:
        item = replace(item, approved=approval.first)
    recorded = scene.recorded(item)
    if recorded is not None and recorded.cancelled:
        return replace(item, standing=Standing.CANCELLED)
    if recorded is not None and recorded.first is not None:
        return _fixed(
            item, recorded.first, recorded.last or recorded.first, recorded.at, recorded.length, bindings
        )
    stays = [stay for owner in item.owners if (stay := scene.stay(owner))]
    if len(item.owners) == 1 and stays and stays[0].last is not None and item.first > stays[0].last:
        return replace(item, standing=Standing.CANCELLED)
    if len(item.owners) == 1 and stays and stays[0].first is not None and stays[0].first > item.first:
        item = replace(item, first=min(stays[0].first, item.last))
    if item.event and item.id in bindings:
        return replace(item, binding=bindings[item.id], standing=Standing.PUBLISHED)
    if item.event and (not _any_duty(item, scene) or _no_sitting(item, scene)):
        return replace(item, standing=Standing.SKIPPED)
    return item


def _fixed(
    item: Occurrence,
    first: date,
    last: date,
    at: int | None,
    length: int | None,
    bindings: Mapping[str, Binding],
) -> Occurrence:
    minutes = length or item.minutes
    binding = None
    if item.event:
        placed = bindings.get(item.id)
        if at is None and placed is not None and placed.day == first:
            binding = placed
        else:
            binding = Binding(first, at if at is not None else item.at, minutes, item.where)
    return replace(item, first=first, last=last, minutes=minutes, binding=binding, standing=Standing.FIXED)


def _any_duty(item: Occurrence, scene: Scene) -> bool:
    if item.kind is Kind.EVENT or item.at is not None:
        return True
    if item.time is not None and any(
        choice.kind is TimeKind.OWN_TIME for _, several in item.time.by_role for choice in several
    ):
        return True
    return bool(scene.calendar.duty_days(item.schools, item.first, item.last))


def _no_sitting(item: Occurrence, scene: Scene) -> bool:
    """Whether one of a series belongs into the group's standing meeting, and the group does not meet in its stretch."""
    spec, group = scene.specs[item.activity], scene.cast.groups.get(item.group or "")
    if spec.raw("every") is None or group is None or group.meets is None or item.time is None:
        return False
    if any(choice.kind is not TimeKind.MEETING for _, several in item.time.by_role for choice in several):
        return False
    schools = scene.cast.group_schools(item.group or "")
    return not meeting_dates(group.meets, item.first, item.last, scene.calendar, schools)
