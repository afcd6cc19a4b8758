"""In which order activities can be dated: each after those it refers to."""

from __future__ import annotations

from collections.abc import Mapping

from pdcycle.diagnostics import Diagnostic, Label, error
from pdcycle.language.time import When, names
from pdcycle.program.spec import Spec


def references(spec: Spec) -> list[str]:
    """The first words of all names the activity's times refer to."""
    found = []
    for field in ("when", "near"):
        value = spec.raw(field)
        if isinstance(value, When):
            found += [name.words[0] for name in names(value)]
    return found


def ordered(specs: Mapping[str, Spec]) -> tuple[list[str], list[str]]:
    """The activities so that each comes after those it refers to; and a loop, where there is one."""
    order: list[str] = []
    state: dict[str, int] = {}
    loop: list[str] = []

    def visit(name: str, path: list[str]) -> None:
        if state.get(name) == 2:
            return
        if state.get(name) == 1:
            if not loop:
                loop.extend(path[path.index(name) :])
            return
        state[name] = 1
        for other in references(specs[name]):
            if other in specs:
                visit(other, [*path, name])
        state[name] = 2
        if name not in loop:
            order.append(name)

    for name in specs:
        visit(name, [])
    return order, loop


def looping(loop: list[str], specs: Mapping[str, Spec]) -> Diagnostic:
    """The error for activities that wait for each other, naming every edge's place."""
    first, *rest = loop
    chain = " -> ".join([*loop, first])
    related = tuple(Label(specs[name].route("when"), f"{name} waits here") for name in rest)
    return error(
        "PD319", f"these wait for each other: {chain}", specs[first].route("when"),
        label=f"{first} waits here", related=related, help="give one of them a date of its own, or one of the calendar's",
    )  # fmt: skip
