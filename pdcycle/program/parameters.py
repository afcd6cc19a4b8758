"""A pattern's parameters with what the program gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pdcycle.diagnostics import Diagnostic, Label, Route, error
from pdcycle.language.time import Length, TimeError, When, parse_span, parse_when
from pdcycle.model.authored import Decision
from pdcycle.model.fields import ClockTime, FieldError, Minutes
from pdcycle.model.near import near
from pdcycle.model.program import Parameter


@dataclass(frozen=True, slots=True)
class Parameters:
    """Typed values by name; a value may be a Decision still to be made."""

    values: Mapping[str, Any]
    places: Mapping[str, Route]

    def value(self, name: str) -> Any:
        """The value, a made decision applied; None where an optional one was left out."""
        value = self.values.get(name)
        if isinstance(value, Decision) and value.chosen is not None:
            return value.chosen
        return value

    def has(self, name: str) -> bool:
        """Whether the pattern declares it."""
        return name in self.values


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return tuple(value)
    raise FieldError("this wants a list of names", help="write it as [first-one, second-one]")


def _word(value: Any) -> str:
    if isinstance(value, str) and value:
        return value
    raise FieldError("this wants one name", help="write a single word")


def _span(value: Any) -> Length:
    return parse_span(_word(value))


def _dates(value: Any) -> When:
    return parse_when(_word(value))


def _adapted(kind: Any) -> Callable[[Any], Any]:
    return TypeAdapter(kind).validate_python


_READ: dict[str, Callable[[Any], Any]] = {
    "courses": _words,
    "words": _words,
    "span": _span,
    "dates": _dates,
    "survey": _word,
    "group": _word,
    "word": _word,
    "minutes": _adapted(Minutes),
    "time": _adapted(ClockTime),
    "whole": lambda value: int(_word(value)),
}


def bind_parameters(
    declared: Mapping[str, Parameter], pattern_place: Route, given: Mapping[str, Any], given_place: Route
) -> tuple[Parameters, list[Diagnostic]]:
    """The pattern's parameters with what `with:` gives; what is missing, unknown or of another type is said."""
    found: list[Diagnostic] = []
    values: dict[str, Any] = {}
    places: dict[str, Route] = {}
    for name in given:
        if name not in declared:
            guess = near(name, declared)
            found.append(
                error(
                    "PD320",
                    f"the pattern has no parameter '{name}'",
                    given_place.at(name).on_key(),
                    help=f"did you mean `{guess}`?" if guess else f"it takes {', '.join(declared) or 'none'}",
                )
            )
    for name, parameter in declared.items():
        here = name in given
        place = given_place.at(name) if here else pattern_place.at("parameters", name, "default")
        places[name] = place
        if not here and parameter.default is None:
            values[name] = None
            if not parameter.optional:
                found.append(
                    error(
                        "PD321",
                        f"the pattern asks for '{name}' ({parameter.type}), which is not given",
                        given_place,
                        related=(Label(pattern_place.at("parameters", name), "asked for here"),),
                        help=f"add `{name}:` under `with:`",
                    )
                )
            continue
        values[name], problem = _read(parameter, given[name] if here else parameter.default, place)
        if problem:
            found.append(problem)
    return Parameters(values, places), found


def _read(parameter: Parameter, value: Any, place: Route) -> tuple[Any, Diagnostic | None]:
    if isinstance(value, dict) and "decide" in value:
        try:
            return Decision.model_validate(value), None
        except ValidationError:
            return None, error(
                "PD322", "a decision says where it is made", place, help="write `{decide: ACTIVITY}`"
            )
    try:
        return _READ[parameter.type](value), None
    except (FieldError, TimeError) as problem:
        route = Route(place.file, place.path, offset=problem.offset, length=problem.length)
        return None, error("PD323", problem.message, route, help=problem.help)
    except ValueError:
        return None, error("PD323", f"this wants {_WANTS.get(parameter.type, parameter.type)}", place)


_WANTS = {
    "minutes": "minutes, such as 30 min",
    "time": "a time of day, such as 15:30",
    "whole": "a whole number",
}
