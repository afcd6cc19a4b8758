"""Activities laid over each other: the pattern's, the program's, the cycle's, a school's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pdcycle.diagnostics import Diagnostic, Label, Route, error
from pdcycle.model.authored import Decision, ParameterRef
from pdcycle.model.kinds import Kind, Step, TimeKind
from pdcycle.model.near import near
from pdcycle.model.phrases import TimeChoicesOf
from pdcycle.model.program import Activity, ActivityEntry
from pdcycle.program.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Layer:
    """Activities as one author wrote them, and where their map stands."""

    activities: Mapping[str, ActivityEntry]
    place: Route
    brings: bool
    """Whether an id is this layer's own to introduce without a word (a pattern's)."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One activity with every layer applied: values and, field by field, where each was written."""

    id: str
    kind: Kind
    values: Mapping[str, Any]
    places: Mapping[str, Route]
    place: Route

    def raw(self, name: str) -> Any:
        """The field as written, or None."""
        return self.values.get(name)

    def value(self, name: str, parameters: Parameters) -> Any:
        """The field with a parameter's value in place and a made decision applied; an open one stays a Decision."""
        value = self.values.get(name)
        if isinstance(value, ParameterRef):
            value = parameters.value(value.name)
        if isinstance(value, Decision) and value.chosen is not None:
            return value.chosen
        return value

    def route(self, name: str) -> Route:
        """Where a field was written, or the activity where nobody wrote it."""
        return self.places.get(name, self.place)

    @property
    def step(self) -> Step:
        """As written, else the step the id names, else the kind's."""
        written = self.values.get("step")
        if isinstance(written, Step):
            return written
        try:
            return Step(self.id)
        except ValueError:
            return self.kind.brings.step

    @property
    def event(self) -> bool:
        """Whether it gets a date and a time: by its kind, or because it has a length or a time of day."""
        choices = self.values.get("in_")
        if choices is not None and all(
            choice.kind is TimeKind.OWN_TIME for _, several in choices.by_role for choice in several
        ):
            return False
        return self.kind.brings.event or "length" in self.values or "at" in self.values

    @property
    def lessons(self) -> bool:
        """Whether its kind of time is there only on days with students: in prep, in class, or in either."""
        choices = self.values.get("in_")
        if choices is None or isinstance(choices, ParameterRef | Decision):
            return self.kind.brings.time in _LESSONS
        return all(choice.kind in _LESSONS for _, several in choices.by_role for choice in several)


_LESSONS = (TimeKind.PREP, TimeKind.CLASS)


def compose(layers: list[Layer]) -> tuple[dict[str, Spec], list[Diagnostic]]:
    """Lay the layers over each other, field by field; the order is the pattern's, then as added.

    An id that no layer below knows must have a `kind`; `drop` removes.
    """
    values: dict[str, dict[str, Any]] = {}
    places: dict[str, dict[str, Route]] = {}
    homes: dict[str, Route] = {}
    found: list[Diagnostic] = []
    for layer in layers:
        for name, entry in layer.activities.items():
            place = layer.place.at(name)
            if name not in values and (problem := _unknown(name, entry, place, values)):
                found.append(problem)
                continue
            if not isinstance(entry, Activity):
                del values[name], places[name], homes[name]
                continue
            homes.setdefault(name, place)
            own, marks = values.setdefault(name, {}), places.setdefault(name, {})
            for field in entry.model_fields_set:
                own[field] = getattr(entry, field)
                marks[field] = place.at("in" if field == "in_" else field)
    specs = {
        name: Spec(name, fields["kind"], fields, places[name], homes[name]) for name, fields in values.items()
    }
    return specs, found


def _unknown(name: str, entry: ActivityEntry, place: Route, known: Mapping[str, Any]) -> Diagnostic | None:
    guess = near(name, known)
    if not isinstance(entry, Activity):
        return error(
            "PD310",
            f"there is no activity '{name}' to drop",
            place.on_key(),
            help=f"did you mean `{guess}`?"
            if guess
            else f"the pattern brings {', '.join(known) or 'nothing'}",
        )
    if entry.kind is None:
        return error(
            "PD311",
            f"nothing below brings an activity '{name}', and it has no kind",
            place.on_key(),
            help=f"did you mean `{guess}`?" if guess else "give it a `kind:`, for example `kind: meeting`",
        )
    return None


def dropped_references(layers: list[Layer], name: str, referrers: list[Spec]) -> Iterator[Diagnostic]:
    """That `name`, which these activities refer to, is gone: said where it was last dropped."""
    one = len(referrers) == 1
    who = _and([f"`{spec.id}`" for spec in referrers])
    droppers = [layer for layer in layers if layer.activities.get(name) == "drop"]
    for layer in droppers[-1:]:
        yield error(
            "PD312",
            f"`{name}` is dropped, but {who} refer{'s' if one else ''} to it",
            layer.place.at(name),
            related=tuple(Label(spec.route("when"), "needed here") for spec in referrers),
            help=f"give {who} a `when:` of {'its' if one else 'their'} own, or drop {'it' if one else 'them'} too",
        )


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def unknown_parameters(specs: Mapping[str, Spec], parameters: Parameters) -> Iterator[Diagnostic]:
    """A `$name` that fills a whole field or names a group, where the pattern (if any) has no such parameter."""
    for spec in specs.values():
        for field, value in spec.values.items():
            for name in _named(value):
                if parameters.has(name):
                    continue
                guess = near(name, parameters.values)
                mend = "only a pattern's `parameters:` can be used with `$`"
                yield error(
                    "PD324",
                    f"there is no parameter '${name}' here",
                    spec.route(field),
                    help=f"did you mean `${guess}`?" if guess else mend,
                )


def _named(value: Any) -> Iterator[str]:
    """The parameters a field's value names."""
    if isinstance(value, ParameterRef):
        yield value.name
    elif isinstance(value, TimeChoicesOf):
        for _, several in value.by_role:
            for choice in several:
                if choice.group and choice.group.startswith("$"):
                    yield choice.group.removeprefix("$")
