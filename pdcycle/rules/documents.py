"""What activities call for on paper: documents that ship, or templates of the workspace's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pdcycle import shipped
from pdcycle.diagnostics import Diagnostic, Route, error
from pdcycle.model.near import near
from pdcycle.model.program import Activity
from pdcycle.rules.programs import activities
from pdcycle.workspace.load import Workspace

_PARTS = ("lines", "sheet", "entry")
"""Templates that others are made of."""


def documents_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """The document of an activity ships or is the workspace's own: `there is no document 'comitment-card'`."""
    own = _templates(workspace.root / "templates")
    there = sorted({*_templates(shipped.folder("templates")), *own} - {*_PARTS})
    for activity, here in _written(workspace):
        name = activity.document
        if isinstance(name, str) and name not in there:
            guess = near(name, there)
            mend = (
                f"did you mean `{guess}`?"
                if guess
                else f"add templates/{name}.md.j2, or use one of {', '.join(there)}"
            )
            yield error("PD378", f"there is no document '{name}'", here.at("document"), help=mend)


def _templates(folder: Path) -> set[str]:
    return {path.name.split(".")[0] for form in ("md", "html") for path in folder.glob(f"*.{form}.j2")}


def _written(workspace: Workspace) -> Iterator[tuple[Activity, Route]]:
    """Every activity of programs and patterns, with its place."""
    for name, program in sorted(workspace.programs.items()):
        yield from activities(program, workspace.place("program", name))
    for name, pattern in sorted(workspace.patterns.items()):
        home = workspace.place("pattern", name).at("activities")
        for key, entry in pattern.activities.items():
            if isinstance(entry, Activity):
                yield entry, home.at(key)


RULES = (documents_known,)
