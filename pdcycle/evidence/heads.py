"""Whether every export is there and begins as its profile says; of its rows only the first is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from pdcycle.diagnostics import Diagnostic, Route, warning
from pdcycle.evidence import complaints
from pdcycle.evidence.exports import ExportFile
from pdcycle.evidence.tables import open_export
from pdcycle.model.profile import Profile
from pdcycle.model.sources import Source


def check_heads(
    sources: Mapping[str, Source],
    profiles: Mapping[str, Profile],
    files: Mapping[str, Sequence[ExportFile]],
    zone: ZoneInfo,
    year: tuple[date, date],
    places: Mapping[str, Route],
) -> list[Diagnostic]:
    """What keeps an export from being read. A file that is not there is a warning, and none where no file is."""
    found: list[Diagnostic] = []
    any_there = any(files.get(name) for name in sources)
    for name, source in sorted(sources.items()):
        place = places[name]
        if source.profile not in profiles:  # which is said where the sources are looked up
            continue
        if any_there and not files.get(name):
            missing = complaints.nothing_matches(source, place)
            found.append(warning(missing.code, missing.message, missing.place, help=missing.help))
        for file in files.get(name, ()):
            opened, problems = open_export(file, source, profiles, zone, year, place)
            found += problems
            if opened is not None and next(opened.table.rows(), None) is None:
                found.append(complaints.empty(file.path, opened.table.header_line))
    return found
