"""One activity with all its layers, turned into occurrences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from typing import Any

from pdcycle.model.authored import Decision
from pdcycle.model.phrases import TimeChoice, TimeChoicesOf, parse_expects
from pdcycle.model.results import Binding, Occurrence
from pdcycle.program.axes import Attendance, attendance, combinations, nobody
from pdcycle.program.moments import Window
from pdcycle.program.scene import Keys, Scene, View
from pdcycle.program.settling import settled
from pdcycle.program.spec import Spec
from pdcycle.program.windows import asked_date, hangs, windows


def instances(spec: Spec, scene: Scene, bindings: Mapping[str, Binding]) -> list[tuple[Keys, Occurrence]]:
    """Every occurrence of one activity in one cycle; what cannot be is said in `scene.found`."""
    made: list[tuple[Keys, Occurrence]] = []
    failed: set[str] = set()
    for keys in combinations(spec, scene):
        cast = attendance(spec, keys, scene)
        for n, view, days in windows(spec, keys, cast, scene, failed):
            made.append((keys, settled(_occurrence(spec, keys, cast, scene, n, view, days), scene, bindings)))
    return made


def _occurrence(
    spec: Spec, keys: Keys, cast: Attendance, scene: Scene, n: int, view: View, days: Window
) -> Occurrence:
    value = _Reader(spec, scene)
    links, waits = hangs(spec, view, cast, scene)
    at = value("at")
    return Occurrence(
        id=_identity(spec, keys, scene, n),
        program=scene.program,
        cycle=scene.span.id,
        activity=spec.id,
        keys=keys.written,
        n=n,
        kind=spec.kind,
        step=spec.step,
        title=_title(value("title") or spec.kind.brings.title, keys, scene),
        event=spec.event,
        people=cast.people,
        lead=cast.lead,
        owners=cast.owners,
        schools=cast.schools,
        first=days.first,
        last=days.last,
        place=scene.home(spec),
        origin=spec.place if scene.home(spec) != spec.place else None,
        tentative=view.tentative or _undecided(spec, scene),
        waits=tuple(sorted(view.waits | waits)),
        asked=asked_date(spec, cast, scene, view, days),
        minutes=value("length") or spec.kind.brings.minutes,
        at=at.hour * 60 + at.minute if isinstance(at, time) else None,
        time=_time(spec, cast, scene),
        group=cast.group,
        where=value("where"),
        links=links if spec.event else (),
        item=keys.item,
        audience=keys.word,
        label=_label(spec, keys, n),
        series=spec.raw("every") is not None,
        **_asked_for(spec, keys, scene, value),
    )


class _Reader:
    """Reads a spec's fields with parameters filled in; what is not decided reads as not said."""

    def __init__(self, spec: Spec, scene: Scene) -> None:
        self._spec, self._scene = spec, scene

    def __call__(self, name: str) -> Any:
        value = self._spec.value(name, self._scene.parameters)
        return None if isinstance(value, Decision) else value


def _asked_for(spec: Spec, keys: Keys, scene: Scene, value: _Reader) -> dict[str, Any]:
    """What is to be shown, handed in and shared."""
    hours = value("hours")
    return {
        "expects": _expects(spec, scene),
        "optional": bool(value("optional")),
        "check": value("check"),
        "document": value("document"),
        "survey": value("survey"),
        "share": value("share"),
        "approver": _approver(spec, keys, scene),
        "hours": hours if isinstance(hours, Decimal) else None,
        "focus": value("focus") or scene.span.focus,
    }


def _identity(spec: Spec, keys: Keys, scene: Scene, n: int) -> str:
    """Program, cycle, activity, keys and number: nothing that a closure or a rename could change."""
    name = spec.raw("was") or spec.id
    return "/".join((scene.program, scene.span.id, name, ".".join(keys.written) or "-", str(n)))


def _label(spec: Spec, keys: Keys, n: int) -> str:
    number = (str(n),) if spec.raw("every") is not None or n > 1 else ()
    return " ".join((spec.id, *keys.written, *number))


def _title(title: str, keys: Keys, scene: Scene) -> str:
    if keys.item:
        return f"{title}: {scene.titles.get(keys.item, keys.item)}"
    return f"{title} ({keys.word})" if keys.word else title


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
    approver = scene.cast.role(name, person=person, school=keys.school, group=scene.group)
    if approver is None:
        nobody(name, spec, "approve", scene)
    return approver
