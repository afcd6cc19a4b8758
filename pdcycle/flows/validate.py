"""Everything that can be said of a workspace without making anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pdcycle.diagnostics import Diagnostic, has_errors
from pdcycle.flows.district import District, expanded, read, settled, sources
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

    @property
    def holds(self) -> bool:
        """Whether nothing is an error."""
        return not has_errors(self.diagnostics)


def validate(root: Path) -> Validation:
    """Read, bind, look up, expand: whatever is wrong comes back as diagnostics."""
    district = read(root)
    locks, _ = published(district)
    district = replace(district, series={name: lock.series for name, lock in locks.items()})
    programs, problems = expanded(district)
    found = [*district.diagnostics, *problems]
    if not has_errors(found):
        found += research(district.workspace, programs)
    shown = settled(district, found)
    return Validation(district, programs, tuple(shown), sources(district))
