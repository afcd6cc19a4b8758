"""All rules, in the order they are run."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle.diagnostics import Diagnostic
from pdcycle.rules import documents, groups, offerings, people, places, programs, timetables
from pdcycle.rules.naming import PEOPLE, said_of
from pdcycle.workspace.load import Workspace

RULES = (
    *places.RULES, *people.RULES, *timetables.RULES, *groups.RULES, *offerings.RULES, *programs.RULES, *documents.RULES,
)  # fmt: skip


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
    lost = {home for home in _HOMES.values() if any(said_of(item, home) for item in workspace.diagnostics)}
    if not workspace.people:
        lost.add(PEOPLE)
    for rule in RULES:
        yield from (item for item in rule(workspace) if _HOMES.get(item.code) not in lost)
