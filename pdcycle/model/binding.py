"""Plain values become models, and what a model refuses becomes diagnostics with routes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from pdcycle.diagnostics import Diagnostic, Route, Span, Step, error
from pdcycle.language.document import Document, Plain
from pdcycle.model.complaints import choices_of, complaint, kind_wanted, wrong_kinds
from pdcycle.model.near import near
from pdcycle.model.shapes import example_at, keys_at
from pdcycle.model.slips import FieldError

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """One of pydantic's errors with its steps into the value, and the union branches taken on the way."""

    error: Any
    path: tuple[Step, ...]
    branches: tuple[tuple[int, str], ...]
    on_key: bool = False

    @property
    def name(self) -> str:
        return str(self.error["type"])


def bind(document: Document, model: type[M], route: Route | None = None) -> tuple[M | None, list[Diagnostic]]:
    """The model filled from a document, or from the part of it at `route`, and what it refuses.

    A document that could not be read gives no model and no further diagnostics, and a place
    the document itself complains about is not complained about again.
    """
    route = route or Route(document.file)
    if document.value is None and document.diagnostics:
        return None, []
    value: Any = document.value
    for step in route.path:
        value = value[step]
    bound, problems = bind_value(value, model, route)
    taken = {item.place.start for item in document.diagnostics if isinstance(item.place, Span)}
    if taken:
        problems = [
            item
            for item in problems
            if not isinstance(item.place, Route) or document.span(item.place).start not in taken
        ]
    return bound, problems


def bind_value(value: Plain, model: type[M], route: Route) -> tuple[M | None, list[Diagnostic]]:
    """The model filled from a plain value whose place is `route`, and what it refuses."""
    try:
        return model.model_validate(value), []
    except ValidationError as problem:
        traced = [_trace(item, value) for item in problem.errors(include_url=False)]
        found = [_diagnostic(item, model, route) for item in _settled(traced, 0)]
        return None, _without_misspelled(found, traced, model, route)


def _trace(item: Any, value: Any) -> _Refusal:
    """Tell the steps in an error's location from the names that unions put between them."""
    path: list[Step] = []
    branches: list[tuple[int, str]] = []
    location = list(item["loc"])
    last = location.pop() if item["type"] == "missing" and location else None
    on_key = bool(location) and location[-1] == "[key]"
    for part in location:
        inside = part in value if isinstance(value, dict) else False
        if inside or (isinstance(value, list) and isinstance(part, int) and part < len(value)):
            value = value[part]
            path.append(part)
        elif isinstance(part, str) and part != "[key]":
            branches.append((len(path), part))
    if last is not None:
        path.append(last)
    return _Refusal(item, tuple(path), tuple(branches), on_key or item["type"] == "extra_forbidden")


def _settled(refusals: Sequence[_Refusal], level: int) -> list[_Refusal]:
    """For each union the refusals of the branch that its author most likely meant, or one for all."""
    settled: list[_Refusal] = []

    def union(item: _Refusal) -> tuple[Step, ...] | None:
        return item.path[: item.branches[level][0]] if len(item.branches) > level else None

    for place, items in groupby(refusals, key=union):
        group = list(items)
        if place is None:
            settled.extend(group)
            continue
        names = list(dict.fromkeys(item.branches[level][1] for item in group))
        branches = [[item for item in group if item.branches[level][1] == name] for name in names]
        fitting = [branch for branch in branches if not any(_is_misfit(item, place) for item in branch)]
        if fitting:
            best = min(reversed(fitting), key=_distance)
            settled.extend(_settled(best, level + 1))
        else:
            settled.append(_none_of(branches))
    return settled


def _is_misfit(item: _Refusal, place: tuple[Step, ...]) -> bool:
    """Whether the value at a union's place is of a kind that this branch never takes."""
    if item.name == "unexpected_keyword_argument" and len(item.path) == len(place) + 1:
        return True
    if item.path != place:
        return False
    if item.name in ("dataclass_type", "is_instance_of"):
        return True
    raised = item.error.get("ctx", {}).get("error")
    if isinstance(raised, FieldError):
        return raised.kind_is_wrong
    plain = not isinstance(item.error["input"], list | dict)
    return item.name.endswith("_type") or (item.name in ("literal_error", "enum") and not plain)


def _distance(branch: list[_Refusal]) -> tuple[int, int, int]:
    """How far a branch is from what was written: keys amiss, slips, and a choice of words far or near."""
    keys = sum(item.name in ("missing", "extra_forbidden") for item in branch)
    choices = choices_of(branch[0].error)
    far = 0 if not choices else -1 if near(str(branch[0].error["input"]), choices) else 1
    return keys, len(branch), far


def _none_of(branches: list[list[_Refusal]]) -> _Refusal:
    """One refusal for a value that is of no kind the union takes."""
    items = [branch[0] for branch in branches]
    known = [
        item
        for item in items
        if kind_wanted(item.name) is not None or item.name in ("value_error", "literal_error")
    ]
    wanted = [kind for item in known if (kind := kind_wanted(item.name)) is not None]
    first = (known or items)[0]
    if len(wanted) < 2:
        return first
    told = wrong_kinds(first.error["input"], wanted)
    raised = FieldError(told.message, told.help, code=told.code)
    return replace(first, error={**first.error, "type": "value_error", "ctx": {"error": raised}})


def _diagnostic(item: _Refusal, model: type[BaseModel], route: Route) -> Diagnostic:
    place = Route(route.file, route.path + item.path)
    tags = [name for _, name in item.branches]
    if item.name == "missing":
        key = str(item.path[-1])
        example = example_at(model, item.path[:-1], key)
        return error("PD201", f"`{key}` is missing here", place, help=f"add `{key}: {example or '...'}`")
    if item.name == "extra_forbidden":
        return _unknown(
            str(item.path[-1]), keys_at(model, item.path[:-1], tags), item.error["input"], place.on_key()
        )
    told = complaint(item.error)
    place = replace(place, key=item.on_key, offset=told.offset, length=told.length)
    return error(told.code, told.message, place, help=told.help)


def _unknown(key: str, known: list[str], value: Any, place: Route) -> Diagnostic:
    guess = near(key, known)
    if guess is not None:
        mend = f"did you mean `{guess}`?"
    elif value is None and " " in key:
        mend = "if it is a part of the text above it, indent it further or put the whole text in quotes"
    else:
        mend = f"the keys here are: {', '.join(known)}" if known else "leave it out"
    return error("PD202", f"`{key}` is not a key known here", place, help=mend)


def _without_misspelled(
    found: Iterable[Diagnostic], traced: Sequence[_Refusal], model: type[BaseModel], route: Route
) -> list[Diagnostic]:
    """Leave out a missing key that is there under a misspelled name: one slip is one complaint."""
    meant = set()
    for item in traced:
        if item.name == "extra_forbidden":
            guess = near(
                str(item.path[-1]), keys_at(model, item.path[:-1], [name for _, name in item.branches])
            )
            if guess is not None:
                meant.add((*route.path, *item.path[:-1], guess))
    kept = []
    for one in found:
        path = one.place.path if isinstance(one.place, Route) else ()
        if one.code != "PD201" or path not in meant:
            kept.append(one)
    return list(dict.fromkeys(kept))
