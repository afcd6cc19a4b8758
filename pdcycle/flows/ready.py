"""The ready programs that ship: their names, their texts, and what they need of a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from pdcycle import shipped
from pdcycle.errors import PdcycleError
from pdcycle.files import read_bytes
from pdcycle.language.document import Document, read
from pdcycle.model.authored import Decision
from pdcycle.model.binding import bind
from pdcycle.model.near import near
from pdcycle.model.program import Activity, Authoring, Curriculum, Initiative, Pattern, Plan, Threshold

FOLDERS = {"curriculum": "curricula", "initiative": "initiatives", "plan": "plans"}
_MODELS: Mapping[str, type[Curriculum | Initiative | Plan]] = {
    "curriculum": Curriculum,
    "initiative": Initiative,
    "plan": Plan,
}
USUAL = {"curriculum": "communication", "initiative": "rti", "plan": "english-learners"}


def names(kind: str) -> list[str]:
    """The ready programs of a kind."""
    return sorted(path.stem for path in (shipped.folder("curricula") / FOLDERS[kind]).glob("*.yaml"))


def ready(kind: str, name: str) -> tuple[Document, Authoring]:
    """A ready program's text and what it says."""
    if name not in names(kind):
        guess = near(name, names(kind))
        mend = f"did you mean `{guess}`?" if guess else f"the ready ones are {', '.join(names(kind))}"
        raise PdcycleError(f"there is no ready {kind} '{name}'", mend)
    document = shipped_document(f"{FOLDERS[kind]}/{name}.yaml")
    model, problems = bind(document, _MODELS[kind])
    if model is None:
        raise AssertionError(problems)
    return document, model


def shipped_document(path: str) -> Document:
    """A shipped file, read."""
    return read(read_bytes(shipped.folder("curricula") / path), path)


@dataclass(frozen=True, slots=True)
class Needs:
    """Ids that a program names: courses of the catalog, surveys, focus areas and components of the rubric."""

    courses: tuple[str, ...]
    surveys: tuple[str, ...]
    focus: tuple[str, ...]
    components: tuple[str, ...]


def needs(program: Authoring, patterns: Mapping[str, Pattern]) -> Needs:
    """What a program names, also through its patterns' parameters."""
    found: dict[str, dict[str, None]] = {"courses": {}, "survey": {}, "focus": {}, "components": {}}

    def take(kind: str, value: Any) -> None:
        for one in (value,) if isinstance(value, str) else value or ():
            if isinstance(one, str):
                found[kind].setdefault(one)

    for pattern, given in _uses(program):
        for name, parameter in patterns[pattern].parameters.items() if pattern in patterns else ():
            if parameter.type in found:
                take(parameter.type, given.get(name, parameter.default))
    for model in _models(program):
        if isinstance(model, Activity):
            take("courses", model.items if isinstance(model.items, tuple) else ())
            take("survey", model.survey if isinstance(model.survey, str) else ())
        focus = getattr(model, "focus", None)
        take("focus", focus if isinstance(focus, str) else ())
        if isinstance(model, Threshold):
            take("components", model.component)
    return Needs(*(tuple(found[name]) for name in ("courses", "survey", "focus", "components")))


def _uses(program: Authoring) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if program.pattern and not program.cycles:
        yield program.pattern, program.with_
    for cycle in program.cycles:
        yield cycle.pattern or program.pattern or "", cycle.with_


def _models(value: Any) -> Iterator[BaseModel]:
    """Every model inside a model, itself first."""
    if isinstance(value, Decision):
        return
    if isinstance(value, BaseModel):
        yield value
        parts: Iterable[Any] = (getattr(value, name) for name in type(value).model_fields)
    elif isinstance(value, dict):
        parts = value.values()
    elif isinstance(value, tuple | list):
        parts = value
    else:
        return
    for part in parts:
        yield from _models(part)
