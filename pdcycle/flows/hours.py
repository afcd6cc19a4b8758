"""The hours rules: those that ship, and over them a workspace's own."""

from __future__ import annotations

from pathlib import Path

from pdcycle import shipped
from pdcycle.diagnostics import Diagnostic
from pdcycle.files import read_bytes
from pdcycle.language.document import read
from pdcycle.language.places import settle
from pdcycle.model.binding import bind
from pdcycle.model.hours import HoursRule


def hours_rules(root: Path | None = None) -> tuple[dict[str, HoursRule], list[Diagnostic]]:
    """The rules by id, from `hours/*.yaml`, and what is wrong in them."""
    rules: dict[str, HoursRule] = {}
    found: list[Diagnostic] = []
    for folder in (shipped.data("hours"), root / "hours" if root else None):
        if folder is None or not folder.is_dir():
            continue
        for path in sorted(folder.glob("*.yaml")):
            document = read(read_bytes(path), f"hours/{path.name}")
            model, problems = bind(document, HoursRule)
            found += settle([*document.diagnostics, *problems], {document.file: document})
            if model is not None:
                rules[model.id or path.stem] = model
    return dict(sorted(rules.items())), found
