"""From a source's file to its table, or to the complaint why it is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from pdcycle.diagnostics import Diagnostic, Route
from pdcycle.evidence import complaints
from pdcycle.evidence.clock import Clock, clock_of
from pdcycle.evidence.exports import ExportFile
from pdcycle.evidence.plan import Layout, layout_of
from pdcycle.evidence.recognise import Misfit, fit
from pdcycle.model.profile import Profile
from pdcycle.model.sources import Source
from pdcycle.tables.encoding import NotText
from pdcycle.tables.sheet import open_sheet
from pdcycle.tables.table import Table, table_at


@dataclass(frozen=True, slots=True)
class Opened:
    """A file recognised: its table, the columns by role and how its dates are read."""

    table: Table
    layout: Layout
    clock: Clock


def open_export(
    file: ExportFile,
    source: Source,
    profiles: Mapping[str, Profile],
    district: ZoneInfo,
    year: tuple[date, date],
    place: Route,
) -> tuple[Opened | None, list[Diagnostic]]:
    """The file as the source's profile reads it; None with the reason where it does not."""
    sheet = open_sheet(file.open, file.path)
    if isinstance(sheet, NotText):
        return None, [complaints.not_text(file.path, sheet)]
    if not sheet.head:
        return None, [complaints.no_rows(file.path)]
    profile = profiles[source.profile]
    found = fit(profile, sheet, source)
    if isinstance(found, Misfit):
        return None, [complaints.wrong_header(found, source.profile, sheet, profiles)]
    table = table_at(sheet, found, header_rows=profile.header.rows, merged=profile.header.merged)
    layout = layout_of(table, profile, source)
    problems = complaints.lost_columns(layout, table, place)
    if problems:
        return None, problems
    return Opened(table, layout, clock_of(table, layout.dated, profile, source, district, year)), []
