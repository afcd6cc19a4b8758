"""The workspace as the schedule sees it: its people, their time, their groups."""

from __future__ import annotations

from pdcycle.flows.district import District
from pdcycle.program.calendar import SchoolCalendar
from pdcycle.program.cast import Cast
from pdcycle.schedule.district import world_of
from pdcycle.schedule.world import World


def surroundings(district: District, calendar: SchoolCalendar) -> World:
    """The world around the workspace's people, also where no program is written yet."""
    workspace = district.workspace
    cast = everybody(district)
    ranks = tuple(one.id for one in district.authored)
    return world_of(
        calendar,
        workspace.settings.model_copy(update={"programs": ranks}),
        people=workspace.people,
        timetable=workspace.timetable,
        absences=workspace.absences,
        groups=cast.groups,
        stays={name: cast.stays_of(name) for name in cast.groups},
    )


def everybody(district: District) -> Cast:
    """The workspace's people and groups, asked for outside any program."""
    workspace = district.workspace
    return Cast(workspace.people, workspace.groups.list if workspace.groups else {})
