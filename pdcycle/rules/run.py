"""All rules, in the order they are run."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle.diagnostics import Diagnostic, Severity
from pdcycle.rules import groups, offerings, people, places, programs
from pdcycle.workspace.load import Workspace

RULES = (*places.RULES, *people.RULES, *groups.RULES, *offerings.RULES, *programs.RULES)


# Where the ids live that a complaint of this code misses.
_HOMES = {
    "PD341": "calendar.yaml",
    "PD342": "people.csv",
    "PD346": "rubric.yaml",
    "PD347": "groups.yaml",
    "PD348": "rubric.yaml",
    "PD349": "rubric.yaml",
    "PD350": "catalog.yaml",
    "PD351": "surveys/",
    "PD352": "sources/",
    "PD358": "profiles/",
    "PD359": "catalog.yaml",
}


def references(workspace: Workspace) -> Iterator[Diagnostic]:
    """What the files of a workspace say of each other that is not so.

    What lives in a file that cannot be read itself is not missed as well: one slip, one complaint.
    """
    broken = tuple(
        item.place.file for item in workspace.diagnostics if item.severity is Severity.ERROR and item.place
    )
    for rule in RULES:
        for item in rule(workspace):
            home = _HOMES.get(item.code)
            if home is None or not any(file.startswith(home) for file in broken):
                yield item
