"""Any report as text in any format."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from pdcycle.output.reports_basis import UNREAD
from pdcycle.output.reports_digest import digest_blocks, digest_grid, digest_plain
from pdcycle.output.reports_group import group_blocks, group_grid
from pdcycle.output.reports_initiative import initiative_blocks, initiative_grid
from pdcycle.output.reports_journey import journey_blocks, journey_grid
from pdcycle.output.strangers import strangers_block
from pdcycle.output.tables import Block, Grid, csv_text, markdown, terminal
from pdcycle.progress.digest import Digest
from pdcycle.progress.figures import numbered
from pdcycle.progress.group_report import GroupReport
from pdcycle.progress.initiative_report import InitiativeReport
from pdcycle.progress.journey import JourneyReport
from pdcycle.progress.privacy import Origin
from pdcycle.progress.reports import VERSION

ProgramReport = GroupReport | InitiativeReport | JourneyReport
Report = ProgramReport | Digest

_ASKED = ("number", "origin")
"""What only figures have that can be asked where they come from."""

FORMATS = ("text", "markdown", "csv", "json")


def report_text(report: Report, form: str = "text", width: int = 80) -> str:
    """The report as `text` for a terminal, `markdown`, `csv` (its main table) or `json` (all of it)."""
    if form == "csv":
        return csv_text(grid_of(report))
    if form == "json":
        return json_text(report)
    return markdown(blocks_of(report)) if form == "markdown" else terminal(blocks_of(report), width)


def blocks_of(report: Report) -> tuple[Block, ...]:
    """The report's parts in order; where no export was read, that is said first."""
    first, *others = _blocks(report)
    if not report.basis.accounting:
        first = replace(first, lines=(UNREAD, *first.lines))
    if report.basis.strangers:
        others.insert(max(len(others) - 1, 0), strangers_block(report.basis.strangers))
    if others and numbered(report):
        hint = f"Where a figure comes from: pdcycle report {report.program} --explain NUMBER"
        others[-1] = replace(others[-1], lines=(*others[-1].lines, hint))
    return (first, *others)


def _blocks(report: Report) -> tuple[Block, ...]:
    if isinstance(report, Digest):
        return digest_blocks(report)
    if isinstance(report, GroupReport):
        return group_blocks(report)
    return initiative_blocks(report) if isinstance(report, InitiativeReport) else journey_blocks(report)


def grid_of(report: Report) -> Grid:
    """The report's main table."""
    if isinstance(report, Digest):
        return digest_grid(report)
    if isinstance(report, GroupReport):
        return group_grid(report)
    return initiative_grid(report) if isinstance(report, InitiativeReport) else journey_grid(report)


def json_text(report: Report) -> str:
    """One object: `version`, `report` (its kind), then the fields as the report's classes describe them."""
    if isinstance(report, Digest):
        return (
            json.dumps(
                {"version": VERSION, "report": report.kind, **digest_plain(report, _plain)},
                ensure_ascii=False,
                indent=2,
            )
            + "\n"
        )
    kind = {GroupReport: "group", InitiativeReport: "initiative", JourneyReport: "journey"}[type(report)]
    whole = {"version": VERSION, "report": kind, **_plain(report)}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        named = {item.name: getattr(value, item.name) for item in fields(value)}
        kept = {name: one for name, one in named.items() if not isinstance(one, Origin)}
        return {name: _plain(one) for name, one in kept.items() if name not in _ASKED or one is not None}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
