"""Where the fields of an occurrence's activity were written, layer over layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pdcycle.diagnostics import Route
from pdcycle.language.document import Plain
from pdcycle.model.program import Authoring, Initiative
from pdcycle.model.results import Occurrence, Standing
from pdcycle.program.recorded import records_of
from pdcycle.program.turns import term
from pdcycle.schedule.lifting import Change
from pdcycle.workspace.load import SETTINGS, Workspace


@dataclass(frozen=True, slots=True)
class Layers:
    """The workspace's files, asked for the places of single lines."""

    workspace: Workspace
    calendar: Route = field(init=False)
    groups: Route = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "calendar", Route(self._file("calendar")))
        object.__setattr__(self, "groups", Route(self._file("groups")))

    def _file(self, kind: str) -> str:
        found = (file for (space, _), file in sorted(self.workspace.files.items()) if space == kind)
        return next(found, f"{kind}.yaml")

    @property
    def settings(self) -> dict[str, Any]:
        """The plain values of pdcycle.yaml."""
        document = self.workspace.documents.get(SETTINGS)
        return document.value if document is not None and isinstance(document.value, dict) else {}

    def homes(self, item: Occurrence) -> list[Route]:
        """Where the activity may be written, the layers that win last."""
        model = self.workspace.programs.get(item.program)
        if model is None:
            return []
        program = self.workspace.place("program", item.program)
        index = cycle_of(model, item)
        cycle = model.cycles[index] if index is not None else None
        pattern = (cycle.pattern if cycle is not None else None) or model.pattern
        found = [self.workspace.place("pattern", pattern).at("activities")] if pattern else []
        found.append(program.at("activities"))
        if index is not None:
            found.append(program.at("cycles", index, "activities"))
        if isinstance(model, Initiative):
            found += [
                program.at("schools", school, "activities")
                for school in item.schools
                if school in model.schools
            ]
        return [home.at(item.activity) for home in found]

    def field(self, item: Occurrence, name: str) -> Route | None:
        """Where a field was written last; None where nobody wrote it."""
        found = None
        for home in self.homes(item):
            value = self.value(home)
            if isinstance(value, dict) and name in value:
                found = home.at(name)
        return found

    def value(self, route: Route) -> Plain:
        """The plain value at a place; None where there is none."""
        document = self.workspace.documents.get(route.file)
        value: Any = document.value if document is not None else None
        for step in route.path:
            inside = (
                step in value
                if isinstance(value, dict)
                else isinstance(value, list) and isinstance(step, int)
            )
            if not inside:
                return None
            value = value[step]
        found: Plain = value
        return found

    def overlay(self, item: Occurrence, name: str, value: str) -> Change | None:
        """The edit of the program's own file that gives the activity this field."""
        own = [
            home
            for home in self.homes(item)
            if home.file == self.workspace.place("program", item.program).file
        ]
        written = [home for home in own if isinstance(self.value(home), dict)]
        model = self.workspace.programs.get(item.program)
        if not own or model is None:
            return None
        plain = own[:2] if cycle_of(model, item) is not None else own[:1]
        home = (written or plain)[-1]
        return Change(home.file, (*home.path, name), value)


def cycle_of(model: Authoring, item: Occurrence) -> int | None:
    """Which of the program's cycles an occurrence belongs to."""
    names = [cycle.was or cycle.id or term(cycle.when) for cycle in model.cycles]
    # A cycle's rounds and schools follow its name: `fall.lincoln.2`.
    told = (item.cycle, item.cycle.split(".")[0])
    return next((names.index(name) for name in told if name in names), None)


def dates_of(workspace: Workspace, item: Occurrence) -> Route:
    """The map of `dates:` in which a line would speak of the occurrence."""
    model, place = workspace.programs[item.program], workspace.place("program", item.program)
    index = cycle_of(model, item)
    return place.at("dates") if index is None else place.at("cycles", index, "dates")


def fixed_lines(workspace: Workspace, items: Iterable[Occurrence]) -> Iterator[tuple[Occurrence, Route]]:
    """Each occurrence that a line of `dates:` fixes, with the place of that line."""
    for item in items:
        if item.standing is not Standing.FIXED:
            continue
        model, place = workspace.programs[item.program], workspace.place("program", item.program)
        records = records_of(model, place, cycle_of(model, item))
        if records.of(item) is not None:
            yield from ((item, line) for line in sorted(records.used, key=str))
