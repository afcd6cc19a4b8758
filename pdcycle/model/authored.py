"""What every authored model shares: unknown keys are mistakes, values never change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, ValidatorFunctionWrapHandler, WrapValidator

from pdcycle.model.fields import Day, Slug

T = TypeVar("T")

_PARAMETER = re.compile(r"\$([a-z][a-z0-9_-]*)\Z")


class Authored(BaseModel):
    """A mapping in one of the workspace's YAML files."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


@dataclass(frozen=True, slots=True)
class ParameterRef:
    """A `$name` that the pattern's parameters fill."""

    name: str


class Chosen(Authored):
    """What was decided, and since when."""

    chosen: Any
    since: Day


class Decision(Authored):
    """A value the cycle itself decides at an activity: open until `chosen` says otherwise.

    `earlier` keeps what was chosen before, oldest first.
    """

    decide: Slug
    chosen: Any = None
    since: Day | None = None
    earlier: tuple[Chosen, ...] = ()


def _or_parameter(value: Any, inner: ValidatorFunctionWrapHandler) -> Any:
    if isinstance(value, str) and (found := _PARAMETER.match(value.strip())):
        return ParameterRef(found[1])
    return inner(value)


def _decidable(value: Any, inner: ValidatorFunctionWrapHandler) -> Any:
    if isinstance(value, dict) and "decide" in value:
        return Decision.model_validate(value)
    return _or_parameter(value, inner)


# A wrapper instead of a union: what is wrong is then said of the one form meant, not of each in turn.
OrParameter: TypeAlias = Annotated[T, WrapValidator(_or_parameter)]
Decidable: TypeAlias = Annotated[T, WrapValidator(_decidable)]
