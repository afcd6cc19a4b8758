"""All rules, in the order they are run."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle.diagnostics import Diagnostic
from pdcycle.rules import groups, offerings, people, places, programs
from pdcycle.workspace.load import Workspace

RULES = (*places.RULES, *people.RULES, *groups.RULES, *offerings.RULES, *programs.RULES)


def references(workspace: Workspace) -> Iterator[Diagnostic]:
    """What the files of a workspace say of each other that is not so."""
    for rule in RULES:
        yield from rule(workspace)
