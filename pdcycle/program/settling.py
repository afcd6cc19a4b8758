"""What became of an occurrence: recorded, published, placed; its person come or gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from pdcycle.diagnostics import warning
from pdcycle.model.kinds import Kind, TimeKind
from pdcycle.model.results import Binding, Occurrence, Standing
from pdcycle.program.moments import meeting_dates
from pdcycle.program.scene import Scene

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def settled(item: Occurrence, scene: Scene, bindings: Mapping[str, Binding]) -> Occurrence:
    """The occurrence with what was recorded, published or placed, and with its person's coming and going."""
    approval = scene.records.approval(item)
    if approval is not None and approval.first is not None:
        item = replace(item, approved=approval.first)
    recorded = scene.recorded(item)
    if recorded is not None and recorded.cancelled:
        return replace(item, standing=Standing.CANCELLED)
    if recorded is not None and recorded.first is not None:
        _say_if_off(item, recorded.first, scene)
        return _fixed(
            replace(item, where=recorded.where or item.where or _room(item, scene)),
            recorded.first, recorded.last or recorded.first, recorded.at, recorded.length, bindings,
        )  # fmt: skip
    stays = [stay for owner in item.owners if (stay := scene.stay(owner))]
    if len(item.owners) == 1 and stays and stays[0].last is not None and item.first > stays[0].last:
        return replace(item, standing=Standing.CANCELLED)
    if len(item.owners) == 1 and stays and stays[0].first is not None and stays[0].first > item.first:
        item = replace(item, first=min(stays[0].first, item.last))
    if item.event and item.id in bindings:
        return replace(item, binding=bindings[item.id], standing=Standing.PUBLISHED)
    if item.event and (not _any_duty(item, scene) or _no_sitting(item, scene)):
        _say_if_never(item, scene)
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


def _say_if_off(item: Occurrence, day: date, scene: Scene) -> None:
    """A warning where a meeting was fixed or recorded on a day its people are off: most likely a slip."""
    if not item.event or item.kind is Kind.EVENT or item.time is None or _own_time(item):
        return
    calendar, place = scene.calendar, scene.records.place(item)
    if place is None or calendar.on_duty(item.schools, day):
        return
    said = f"{WEEKDAYS[day.weekday()]} {day}"
    if not calendar.span[0] <= day <= calendar.span[1]:
        message, mend = f"{said} lies outside the school year", "correct the date"
    else:
        names = {calendar.day(school, day).name for school in item.schools} - {""}
        message = f"nobody is on duty on {said}" + (f": {', '.join(sorted(names))}" if names else "")
        near = calendar.next_duty(item.schools, day)
        mend = (
            f"choose another day, such as {WEEKDAYS[near.weekday()]} {near}" if near else "choose another day"
        )
    scene.found.append(warning("PD325", message, place, help=mend))


def _say_if_never(item: Occurrence, scene: Scene) -> None:
    """A warning where the whole window of what comes once lies on days off: a series goes on, this would be lost."""
    if item.series or item.waits:
        return
    off = f"{item.first}" if item.first == item.last else f"{item.first} .. {item.last}"
    days = [item.first + timedelta(days=number) for number in range((item.last - item.first).days + 1)]
    names = {scene.calendar.day(school, day).name for school in item.schools for day in days} - {""}
    why = f": {', '.join(sorted(names))}" if names else ""
    message = f"nobody is on duty on {off}, so that '{item.activity}' is left out{why}"
    scene.found.append(warning("PD325", message, item.place, help="choose other days"))


def _room(item: Occurrence, scene: Scene) -> str | None:
    """Where the group meets, for what belongs into its standing meeting and says no place of its own."""
    group = scene.cast.groups.get(item.group or "")
    if group is None or item.time is None:
        return None
    choices = [choice.kind for _, several in item.time.by_role for choice in several]
    return group.where if choices and all(kind is TimeKind.MEETING for kind in choices) else None


def _own_time(item: Occurrence) -> bool:
    return item.time is not None and any(
        choice.kind is TimeKind.OWN_TIME for _, several in item.time.by_role for choice in several
    )


def _any_duty(item: Occurrence, scene: Scene) -> bool:
    if item.kind is Kind.EVENT or item.at is not None:
        return True
    if _own_time(item):
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
