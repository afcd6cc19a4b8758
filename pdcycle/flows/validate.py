"""Everything that can be said of a workspace without making anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pdcycle.diagnostics import Diagnostic, has_errors
from pdcycle.evidence.heads import check_heads
from pdcycle.evidence.people import PeopleIndex
from pdcycle.flows.district import District, expanded, read, settled, sources
from pdcycle.flows.export_files import exports, year_of
from pdcycle.flows.schedule import published
from pdcycle.model.results import Program
from pdcycle.rules.research import research


@dataclass(frozen=True, slots=True)
class Validation:
    """What was found, in the order it is shown, with the texts it points into."""

    district: District
    programs: tuple[Program, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    exports: int | None = None
    """How many exports' headers were looked at; None where no source names any."""

    @property
    def holds(self) -> bool:
        """Whether nothing is an error."""
        return not has_errors(self.diagnostics)


def validate(root: Path) -> Validation:
    """Read, bind, look up, expand: whatever is wrong comes back as diagnostics."""
    district = read(root)
    locks, torn = published(district)
    district = replace(district, series={name: lock.series for name, lock in locks.items()})
    programs, problems = expanded(district)
    found = [*district.diagnostics, *torn, *problems]
    if not has_errors(found):
        found += research(district.workspace, programs)
    heads, exports = _exports(district)
    people = PeopleIndex(district.workspace.people).diagnostics
    shown = settled(district, [*found, *people, *heads])
    return Validation(district, programs, tuple(shown), sources(district), exports)


def _exports(district: District) -> tuple[list[Diagnostic], int | None]:
    """What keeps an export that is there from being read, told from its header, and how many are there."""
    workspace = district.workspace
    if not workspace.sources:
        return [], None
    there = exports(workspace.root, {name: source.file for name, source in workspace.sources.items()})
    places = {name: workspace.place("source", name) for name in workspace.sources}
    found = check_heads(
        workspace.sources,
        workspace.profiles,
        there,
        workspace.settings.zone,
        year_of(district),
        places,
    )
    return found, len({file.path for several in there.values() for file in several})
