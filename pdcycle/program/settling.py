"""What became of an occurrence: recorded, published, placed; its person come or gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pdcycle.model.kinds import Kind, TimeKind
from pdcycle.model.results import Binding, Occurrence, Standing
from pdcycle.program.moments import meeting_dates
from pdcycle.program.scene import Scene


def settled(item: Occurrence, scene: Scene, bindings: Mapping[str, Binding]) -> Occurrence:
    """The occurrence with what was recorded, published or placed, and with its person's coming and going."""
    approval = scene.records.approval(item)
    if approval is not None and approval.first is not None:
        item = replace(item, approved=approval.first)
    recorded = scene.recorded(item)
    if recorded is not None and recorded.cancelled:
        return replace(item, standing=Standing.CANCELLED)
    if recorded is not None and recorded.first is not None:
        return _fixed(
            item, recorded.first, recorded.last or recorded.first, recorded.at, recorded.length, bindings
        )
    stays = [stay for owner in item.owners if (stay := scene.stay(owner))]
    if len(item.owners) == 1 and stays and stays[0].last is not None and item.first > stays[0].last:
        return replace(item, standing=Standing.CANCELLED)
    if len(item.owners) == 1 and stays and stays[0].first is not None and stays[0].first > item.first:
        item = replace(item, first=min(stays[0].first, item.last))
    if item.event and item.id in bindings:
        return replace(item, binding=bindings[item.id], standing=Standing.PUBLISHED)
    if item.event and (not _any_duty(item, scene) or _no_sitting(item, scene)):
        return replace(item, standing=Standing.SKIPPED)
    return item


def _fixed(
    item: Occurrence,
    first: date,
    last: date,
    at: int | None,
    length: int | None,
    bindings: Mapping[str, Binding],
) -> Occurrence:
    minutes = length or item.minutes
    binding = None
    if item.event:
        placed = bindings.get(item.id)
        if at is None and placed is not None and placed.day == first:
            binding = placed
        else:
            binding = Binding(first, at if at is not None else item.at, minutes, item.where)
    return replace(item, first=first, last=last, minutes=minutes, binding=binding, standing=Standing.FIXED)


def _any_duty(item: Occurrence, scene: Scene) -> bool:
    if item.kind is Kind.EVENT or item.at is not None:
        return True
    if item.time is not None and any(
        choice.kind is TimeKind.OWN_TIME for _, several in item.time.by_role for choice in several
    ):
        return True
    return bool(scene.calendar.duty_days(item.schools, item.first, item.last))


def _no_sitting(item: Occurrence, scene: Scene) -> bool:
    """Whether one of a series belongs into the group's standing meeting, and the group does not meet in its stretch."""
    spec, group = scene.specs[item.activity], scene.cast.groups.get(item.group or "")
    if spec.raw("every") is None or group is None or group.meets is None or item.time is None:
        return False
    if any(choice.kind is not TimeKind.MEETING for _, several in item.time.by_role for choice in several):
        return False
    schools = scene.cast.group_schools(item.group or "")
    return not meeting_dates(group.meets, item.first, item.last, scene.calendar, schools)
