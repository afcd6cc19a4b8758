"""What is asked of coaches and principals against what they have, before anything is promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from pdcycle.diagnostics import Diagnostic
from pdcycle.flows.district import District, expanded
from pdcycle.flows.schedule import as_published
from pdcycle.flows.surroundings import surroundings
from pdcycle.schedule.capacity import capacity
from pdcycle.schedule.loads import Assumed, Capacity


def demanded(
    district: District, share: Fraction | None = None, *, today: date | None = None
) -> tuple[Capacity | None, tuple[Diagnostic, ...]]:
    """Everybody's weeks, with dates as published and windows where nothing is; None without a calendar.

    `share` is the part of the time that counts as available, else what pdcycle.yaml says under `capacity:`. With
    `today`, weeks that ask too much come with what would bring them under.
    """
    if district.calendar is None:
        return None, ()
    now = as_published(district)
    world = surroundings(district, district.calendar)
    said = district.workspace.settings.capacity
    assumed = Assumed(said.share, said.log)
    groups = district.workspace.groups.list if district.workspace.groups else {}
    found = capacity(
        now.programs,
        world,
        district.calendar.span,
        assumed if share is None else replace(assumed, share=share),
        coaches=frozenset(group.coach for group in groups.values() if group.coach),
        today=today,
        anchors=lambda: _anchors(district),
    )
    return found, now.diagnostics


def _anchors(district: District) -> frozenset[str]:
    """The events that windows of others are reckoned from, as written: with dates, windows no longer say so."""
    items = [item for program in expanded(district)[0] for item in program.occurrences]
    return frozenset(name for item in items for name in (*item.waits, *(link.anchor for link in item.links)))
