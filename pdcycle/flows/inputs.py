"""What a schedule was made from, as bytes with names."""

from __future__ import annotations

import json

from pdcycle.flows.district import District
from pdcycle.schedule.lock import fingerprint

MADE_BY = b"3"
"""Raised when the same inputs give another schedule than before."""
_KINDS = ("calendar", "groups", "program", "pattern")
_TABLES = ("people.csv", "timetable.csv", "absences.csv")


def inputs(district: District) -> str:
    """The fingerprint of everything a schedule depends on; the day it is made on is no part of it."""
    workspace = district.workspace
    settings = workspace.settings.model_dump(mode="json", exclude={"as_of", "privacy", "costs", "capacity"})
    parts = {"pdcycle": MADE_BY, "settings": json.dumps(settings, sort_keys=True).encode()}
    for (kind, _), file in workspace.files.items():
        if kind in _KINDS and file in workspace.documents:
            parts[file] = workspace.documents[file].text.encode()
    for name in _TABLES:
        path = workspace.root / name
        if name in district.changed:
            parts[name] = district.changed[name]
        elif path.is_file():
            parts[name] = path.read_bytes()
    return fingerprint(parts)
