"""When one person can be had, for each kind of time (`in:`)."""

from __future__ import annotations

from datetime import date

from pdcycle.model.kinds import TimeKind
from pdcycle.schedule.days import Days, PersonDay
from pdcycle.schedule.spans import DAY, Spans, common, merged, without
from pdcycle.schedule.world import Sitting

CROWD = 4
"""With more people than this a single absence does not move a meeting; its lead must be there all the same."""


def attends(
    days: Days, person: str, day: date, kind: TimeKind, *, sitting: Sitting | None, fixed_hour: bool
) -> Spans:
    """When somebody who attends may be asked in that kind of time; absences are not taken off yet.

    With a fixed hour, time after and before school does not end with duty.
    """
    found = days.of(person, day)
    if not found.duty:
        return ()
    if kind is TimeKind.MEETING:
        return ((sitting.start, sitting.start + sitting.minutes),) if sitting is not None else ()
    if kind is TimeKind.CLASS:
        return found.classes
    return without(_of_kind(days, found, kind, fixed_hour=fixed_hour), _meetings(days, person, day, None))


def leads(
    days: Days,
    person: str,
    day: date,
    kind: TimeKind | None,
    *,
    sitting: Sitting | None,
    school: str,
    fixed_hour: bool,
) -> Spans:
    """When somebody may lead: on duty, not teaching, not absent, in no other standing meeting."""
    found = days.of(person, day)
    if not found.duty:
        return ()
    reach = [*found.duty]
    if fixed_hour or kind in (None, TimeKind.AFTER_SCHOOL):
        reach.append((found.duty[0][0], 1440 if fixed_hour else found.duty[-1][1] + days.world.after_school))
    if fixed_hour:
        reach.append((0, found.duty[-1][1]))
    if sitting is not None:
        reach.append((found.duty[0][0], sitting.start + sitting.minutes))
    taken = found.taken
    home = days.schools_of(person)
    if found.teaches and school and school not in home:
        way = days.world.travel_minutes(home[0], school)
        taken = merged((start - way, end + way) for start, end in taken)
    group = sitting.group if sitting is not None else None
    return without(without(without(merged(reach), taken), found.away), _meetings(days, person, day, group))


def _meetings(days: Days, person: str, day: date, but: str | None) -> Spans:
    return merged(
        (item.start, item.start + item.minutes) for item in days.sittings_of(person, day) if item.group != but
    )


def _of_kind(days: Days, found: PersonDay, kind: TimeKind, *, fixed_hour: bool) -> Spans:
    first, last = found.duty[0][0], found.duty[-1][1]
    dismissal = found.dismissal
    if kind is TimeKind.PREP:
        # Who teaches nobody is free all through the students' day.
        return found.prep if found.teaches else without(found.students, found.taken)
    if kind is TimeKind.RELEASE:
        return common(found.students, found.duty)
    if kind is TimeKind.STAFF_TIME:
        low = dismissal if dismissal is not None else first
        return merged([(low, 1440 if fixed_hour and dismissal is not None else last)])
    if kind is TimeKind.AFTER_SCHOOL and dismissal is not None:
        whole = merged([(dismissal, 1440 if fixed_hour else last + days.world.after_school)])
        agreed = days.world.limits.after
        return whole if fixed_hour or agreed is None else common(whole, (agreed,))
    if kind is TimeKind.AFTER_SCHOOL:
        return DAY if fixed_hour else ()
    if kind is TimeKind.BEFORE_SCHOOL and found.students:
        return merged([(0 if fixed_hour else first, found.students[0][0])])
    return ()
