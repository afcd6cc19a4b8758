"""Time as people say it: text to terms, terms to canonical text, and what a term refers to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pdcycle.language.time_errors import TIME_WORDS, TimeError, unreadable
from pdcycle.language.time_series import (
    Every,
    EveryLetter,
    EveryMonth,
    EveryOrdinal,
    EverySpan,
    EveryTerm,
    EveryWeekday,
    Meets,
    Recorded,
)
from pdcycle.language.time_terms import (
    At,
    By,
    DateLiteral,
    From,
    Length,
    Name,
    Nearest,
    Parameter,
    Point,
    Range,
    Relative,
    SameDay,
    Shift,
    Term,
    When,
)

if TYPE_CHECKING:
    from lark import Lark

__all__ = [
    "TIME_WORDS",
    "At",
    "By",
    "DateLiteral",
    "Every",
    "EveryLetter",
    "EveryMonth",
    "EveryOrdinal",
    "EverySpan",
    "EveryTerm",
    "EveryWeekday",
    "From",
    "Length",
    "Meets",
    "Name",
    "Nearest",
    "Parameter",
    "Point",
    "Range",
    "Recorded",
    "Relative",
    "SameDay",
    "Shift",
    "Term",
    "TimeError",
    "When",
    "names",
    "parameters",
    "parse_every",
    "parse_meets",
    "parse_recorded",
    "parse_span",
    "parse_when",
    "substitute",
]

T = TypeVar("T", bound=Term)
Value = Length | When | Point
_KINDS = ("when", "every", "meets", "span", "recorded")


def parse_when(text: str) -> When:
    """Read a `when:`; raises TimeError."""
    return cast("When", _parse("when", text))


def parse_every(text: str) -> Every:
    """Read an `every:`; raises TimeError."""
    return cast("Every", _parse("every", text))


def parse_meets(text: str) -> Meets:
    """Read a group's standing meeting; raises TimeError."""
    return cast("Meets", _parse("meets", text))


def parse_span(text: str) -> Length:
    """Read a length such as `3 weeks`; raises TimeError."""
    value = _parse("span", text)
    if not isinstance(value, Length):
        raise TimeError(f"`{value}` is not a length", "write for example `3 weeks`", 0, len(text))
    return value


def parse_recorded(text: str) -> Recorded:
    """Read a line of `dates:`; raises TimeError."""
    return cast("Recorded", _parse("recorded", text))


def names(term: Term) -> tuple[Name, ...]:
    """Everything the term refers to by name, from the outside in."""
    return tuple(part for part in term.walk() if isinstance(part, Name))


def parameters(term: Term) -> tuple[Parameter, ...]:
    """The pattern's parameters the term uses, from the outside in."""
    return tuple(part for part in term.walk() if isinstance(part, Parameter))


def substitute(term: T, values: Mapping[str, Value]) -> T:
    """The term with parameters replaced by parsed values; those without a value stay.

    A range may stand for one of its ends where a date is wanted; raises TimeError where a
    length stands for a date or a date for a length.
    """
    if not any(parameter.name in values for parameter in parameters(term)):
        return term
    if isinstance(term, At) and isinstance(term.point, Parameter) and term.point.side is None:
        value = values[term.point.name]
        if isinstance(value, When):
            return cast("T", value)
    changed: dict[str, Any] = {}
    for item in fields(cast("Any", term)):
        part = getattr(term, item.name)
        if isinstance(part, Parameter) and part.name in values:
            changed[item.name] = _fill(part, item.name, values[part.name])
        elif isinstance(part, Term):
            changed[item.name] = substitute(part, values)
    return cast("T", replace(cast("Any", term), **changed))


def _fill(parameter: Parameter, role: str, value: Value) -> Value:
    if role == "length":
        if not isinstance(value, Length):
            raise _misfit(parameter, "a date", "a length such as `3 weeks`")
        return value
    side = parameter.side or ("end" if role == "end" else "start")
    if isinstance(value, Range):
        chosen = value.start if side == "start" else value.end
        if isinstance(chosen, Relative):
            chosen = Shift(Shift(value.start, chosen.length, 1), Length(1, "day"), -1)
        return chosen
    point = value.point if isinstance(value, At) else value
    if not isinstance(point, Point) or isinstance(value, Length):
        raise _misfit(parameter, f"`{value}`", "a date such as `2026-08-25`")
    if parameter.side and isinstance(point, Name) and point.words[-1] not in ("start", "end"):
        return Name((*point.words, parameter.side), point.offset)
    return point


def _misfit(parameter: Parameter, given: str, wanted: str) -> TimeError:
    message = f"`{parameter}` is {given}, and here stands {wanted}"
    return TimeError(message, "change the parameter's value", parameter.offset, len(str(parameter)))


@lru_cache(maxsize=8192)
def _parse(kind: str, text: str) -> Term:
    from lark import UnexpectedCharacters, UnexpectedInput, UnexpectedToken  # noqa: PLC0415 - only what is parsed needs it

    plain = text if kind == "recorded" and text.lower() not in ("cancelled", "canceled") else _plain(text)
    try:
        return cast("Term", _parser().parse(plain, start=kind))
    except UnexpectedInput as problem:
        known = (
            isinstance(problem, UnexpectedCharacters | UnexpectedToken) and problem.pos_in_stream is not None
        )
        ended = isinstance(problem, UnexpectedToken) and problem.token.type == "$END"
        offset = len(text) if ended or not known else problem.pos_in_stream or 0
        raise unreadable(text, offset, kind) from None


def _plain(text: str) -> str:
    """The text with its words in lower case and `the` blanked, every character where it was."""
    lowered = re.sub(r"[A-Za-z]{2,}", lambda found: found[0].lower(), text)
    return re.sub(r"(?<![\w.-])the(?=\s)", "   ", lowered)


@cache
def _parser() -> Lark:
    from lark import Lark  # noqa: PLC0415 - as above

    from pdcycle.language.time_build import Builder  # noqa: PLC0415 - as above

    grammar = Path(__file__).with_name("time.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="contextual", start=list(_KINDS), transformer=Builder())
