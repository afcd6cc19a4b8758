"""What every authored model shares: unknown keys are mistakes, values never change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

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


def _parameter(value: object) -> object:
    if isinstance(value, str) and (found := _PARAMETER.match(value.strip())):
        return ParameterRef(found[1])
    return value


OrParameter: TypeAlias = Annotated[ParameterRef | T, BeforeValidator(_parameter)]
Decidable: TypeAlias = Annotated[
    ParameterRef | Decision | T, BeforeValidator(_parameter), Field(union_mode="left_to_right")
]
