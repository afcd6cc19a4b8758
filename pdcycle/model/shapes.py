"""What may stand at a place of a model: its keys, for the help after an unknown one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pdcycle.diagnostics import Step


def keys_at(model: type[BaseModel], path: Sequence[Step], tags: Iterable[str] = ()) -> list[str]:
    """The keys that the mapping at `path` may have, as authors write them, in their order.

    Where several models may stand there, those named in `tags` count, else all of them.
    """
    here = list(_at(model, path))
    named = set(tags)
    chosen = [kind for kind in here if kind.__name__ in named] or here
    return list(
        dict.fromkeys(written(name, field) for kind in chosen for name, field in kind.model_fields.items())
    )


def example_at(model: type[BaseModel], path: Sequence[Step], key: str) -> str | None:
    """The first example that a model's field carries, as text."""
    for kind in _at(model, path):
        for name, field in kind.model_fields.items():
            if written(name, field) == key and field.examples:
                return str(field.examples[0])
    return None


def written(name: str, field: FieldInfo) -> str:
    """A field's key in the file."""
    alias = field.validation_alias if isinstance(field.validation_alias, str) else field.alias
    return alias or name


def _at(model: type[BaseModel], path: Sequence[Step]) -> Iterator[type[BaseModel]]:
    kinds: list[Any] = [model]
    for step in path:
        kinds = [below for kind in kinds for below in _below(kind, step)]
    yield from (
        kind for kind in dict.fromkeys(kinds) if isinstance(kind, type) and issubclass(kind, BaseModel)
    )


def _below(kind: Any, step: Step) -> Iterator[Any]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if written(name, field) == step:
                yield from _parts(field.annotation)
        return
    origin, arguments = get_origin(kind), [part for part in get_args(kind) if part is not Ellipsis]
    if not isinstance(origin, type) or not arguments:
        return
    if issubclass(origin, dict):
        yield from _parts(arguments[-1])
    elif isinstance(step, int):
        for part in arguments:
            yield from _parts(part)


def _parts(kind: Any) -> Iterator[Any]:
    """The alternatives of an annotation, without wrappings."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _parts(get_args(kind)[0])
    elif origin is Union or origin is UnionType:
        for part in get_args(kind):
            yield from _parts(part)
    elif hasattr(kind, "__value__"):
        yield from _parts(kind.__value__)
    else:
        yield kind
