"""Fields that hold a time expression, parsed where they are bound so that a slip keeps its column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, InstanceOf

from pdcycle.language.time import (
    Every,
    Length,
    Meets,
    Recorded,
    TimeError,
    When,
    parse_every,
    parse_meets,
    parse_recorded,
    parse_span,
    parse_when,
)
from pdcycle.model.fields import FieldError

T = TypeVar("T")


def _parsed(parse: Callable[[str], T]) -> Callable[[Any], T]:
    def run(value: Any) -> T:
        if not isinstance(value, str):
            raise FieldError("this wants words such as `start .. +3 weeks`", help="write it on one line")
        try:
            return parse(value)
        except TimeError as problem:
            raise FieldError(
                problem.message, help=problem.help, offset=problem.offset, length=problem.length
            ) from None

    return run


WhenText = Annotated[InstanceOf[When], BeforeValidator(_parsed(parse_when))]
EveryText = Annotated[InstanceOf[Every], BeforeValidator(_parsed(parse_every))]
MeetsText = Annotated[InstanceOf[Meets], BeforeValidator(_parsed(parse_meets))]
RecordedText = Annotated[InstanceOf[Recorded], BeforeValidator(_parsed(parse_recorded))]
SpanText = Annotated[InstanceOf[Length], BeforeValidator(_parsed(parse_span))]
