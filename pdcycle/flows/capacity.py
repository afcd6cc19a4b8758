"""What is asked of coaches and principals against what they have, before anything is promised."""

from __future__ import annotations

from fractions import Fraction

from pdcycle.diagnostics import Diagnostic
from pdcycle.flows.district import District
from pdcycle.flows.schedule import as_published
from pdcycle.model.program import Plan
from pdcycle.program.calendar import SchoolCalendar
from pdcycle.program.cast import Cast
from pdcycle.schedule.capacity import Capacity, capacity
from pdcycle.schedule.district import world_of
from pdcycle.schedule.world import World


def demanded(district: District, share: Fraction) -> tuple[Capacity | None, tuple[Diagnostic, ...]]:
    """Everybody's weeks, with dates as published and windows where nothing is; None without a calendar."""
    if district.calendar is None:
        return None, ()
    now = as_published(district)
    world = surroundings(district, district.calendar)
    return capacity(now.programs, world, district.calendar.span, share), now.diagnostics


def surroundings(district: District, calendar: SchoolCalendar) -> World:
    """The world around the workspace's people, also where no program is written yet."""
    workspace = district.workspace
    cast = everybody(district)
    return world_of(
        calendar,
        workspace.settings,
        people=workspace.people,
        timetable=workspace.timetable,
        absences=workspace.absences,
        groups=cast.groups,
        stays={name: cast.stays_of(name) for name in cast.groups},
    )


def everybody(district: District) -> Cast:
    """The workspace's people and groups, asked for outside any program."""
    workspace = district.workspace
    nobodys = Plan.model_construct(plan="", teacher="")
    return Cast(workspace.people, workspace.groups.list if workspace.groups else {}, nobodys)
