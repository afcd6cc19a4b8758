"""What is asked of coaches and principals against what they have, before anything is promised."""

from __future__ import annotations

from fractions import Fraction

from pdcycle.diagnostics import Diagnostic
from pdcycle.flows.district import District
from pdcycle.flows.schedule import as_published
from pdcycle.flows.surroundings import surroundings
from pdcycle.schedule.capacity import Capacity, capacity


def demanded(district: District, share: Fraction) -> tuple[Capacity | None, tuple[Diagnostic, ...]]:
    """Everybody's weeks, with dates as published and windows where nothing is; None without a calendar."""
    if district.calendar is None:
        return None, ()
    now = as_published(district)
    world = surroundings(district, district.calendar)
    return capacity(now.programs, world, district.calendar.span, share), now.diagnostics
