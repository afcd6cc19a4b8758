"""The stages every command begins with: files, calendar, programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pdcycle.diagnostics import Diagnostic, has_errors
from pdcycle.language.places import settle
from pdcycle.model.results import Binding, Program
from pdcycle.program.calendar import SchoolCalendar, compile_calendar
from pdcycle.program.calendar_checks import check_calendar
from pdcycle.program.expand import expand
from pdcycle.program.series import Series
from pdcycle.program.staging import Authorship, Known
from pdcycle.rules.naming import home
from pdcycle.rules.run import references
from pdcycle.workspace.load import Workspace, load


@dataclass(frozen=True, slots=True)
class District:
    """A workspace with its compiled calendar (None where it has errors) and its programs in order of precedence.

    `changed` are tables, by name, whose bytes are not on disk: what is tried out and not written. `series` says how
    series were laid out when they were published, by program.
    """

    workspace: Workspace
    calendar: SchoolCalendar | None
    authored: tuple[Authorship, ...]
    diagnostics: tuple[Diagnostic, ...]
    changed: Mapping[str, bytes] = field(default_factory=dict)
    series: Mapping[str, Mapping[str, Series]] = field(default_factory=dict)

    def known(self, calendar: SchoolCalendar) -> Known:
        """What programs are expanded against."""
        workspace = self.workspace
        return Known(
            people=workspace.people,
            groups=workspace.groups.list if workspace.groups else {},
            patterns=workspace.patterns,
            pattern_places={name: workspace.place("pattern", name) for name in workspace.patterns},
            calendar=calendar,
            titles={name: item.title for name, item in workspace.catalog.list.items()}
            if workspace.catalog
            else {},
            series=self.series,
        )


def read(root: Path) -> District:
    """Every file of the workspace, and what they say of each other that is not so."""
    return district_of(load(root))


def district_of(workspace: Workspace, changed: Mapping[str, bytes] | None = None) -> District:
    """A workspace as read, or as it would be, with its calendar compiled and everything looked up."""
    found = [*workspace.diagnostics, *references(workspace)]
    calendar = None
    if workspace.calendar is not None:
        problems = check_calendar(workspace.calendar, home(workspace, "calendar"))
        found += problems
        calendar = None if has_errors(problems) else compile_calendar(workspace.calendar)
    return District(workspace, calendar, tuple(_ordered(workspace)), tuple(found), changed or {})


def _ordered(workspace: Workspace) -> list[Authorship]:
    ranks = {name: at for at, name in enumerate(workspace.settings.programs)}
    names = sorted(workspace.programs, key=lambda name: (ranks.get(name, len(ranks)), name))
    return [Authorship(name, workspace.programs[name], workspace.place("program", name)) for name in names]


def expanded(
    district: District, bindings: Mapping[str, Binding] | None = None
) -> tuple[tuple[Program, ...], list[Diagnostic]]:
    """The programs' occurrences, in order of precedence; those that cannot be expanded are said and left out."""
    if district.calendar is None:
        return (), []
    known = district.known(district.calendar)
    programs: list[Program] = []
    found: list[Diagnostic] = []
    for one in district.authored:
        program, problems = expand(one, known, bindings or {})
        found += problems
        if program is not None:
            programs.append(program)
    return tuple(programs), found


def settled(district: District, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics with places in files, sorted, each once."""
    return settle(diagnostics, district.workspace.documents)


def sources(district: District) -> dict[str, str]:
    """The texts that diagnostics may quote: what authors wrote in YAML, never a table with people's rows."""
    return {name: document.text for name, document in district.workspace.documents.items()}
