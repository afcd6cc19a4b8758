"""From an occurrence to every slot it may take."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

from pdcycle.model.kinds import TimeKind
from pdcycle.model.phrases import TimeChoice
from pdcycle.model.results import Occurrence, Standing
from pdcycle.schedule.days import NOON, Days
from pdcycle.schedule.kinds_of_time import CROWD, attends, leads
from pdcycle.schedule.limits import is_meeting, uses
from pdcycle.schedule.problem import Cover, Slot
from pdcycle.schedule.requests import Request
from pdcycle.schedule.rooms import occupied
from pdcycle.schedule.spans import DAY, Spans, common, holds, starts, without
from pdcycle.schedule.world import Sitting

LENGTH = 45
ABSENT = 2


def sitting_of(item: Occurrence, choice: TimeChoice, days: Days, day: date) -> Sitting | None:
    """The standing meeting an agenda item belongs to: of the group named, the occurrence's own, or all its people's."""
    today = days.sittings(day)
    named = choice.group or item.group
    if named is not None:
        return next((sitting for sitting in today if sitting.group == named), None)
    return next((sitting for sitting in today if set(item.people) <= sitting.members), None)


def slots(asked: Request, days: Days) -> tuple[Slot, ...]:
    """Every slot the occurrence may take whatever else is placed, cheapest first."""
    found: dict[tuple[int, int, str], Slot] = {}
    for day in asked.days:
        for slot in slots_on(asked, days, day):
            key = (slot.day, slot.start, slot.school)
            if key not in found or slot.penalty < found[key].penalty:
                found[key] = slot
    return tuple(sorted(found.values(), key=lambda slot: (slot.penalty, slot.day, slot.start, slot.kind)))


def slots_where(asked: Request, days: Days, day: date) -> tuple[Slot, ...]:
    """The slots of one day, worked out once: of what is published they are asked for again and again."""
    item, old = asked.occurrence, asked.published
    was = None if old is None else (old.day, old.start)
    key = (item.id, item.first, item.last, item.asked, item.binding, item.standing, day, was)
    if key not in days.slots:
        days.slots[key] = tuple(slots_on(asked, days, day))
    return days.slots[key]


def slots_on(asked: Request, days: Days, day: date) -> Iterator[Slot]:
    """The slots of one day."""
    options = [tuple(enumerate(party.choices)) or ((0, None),) for party in asked.parties]
    for chosen in product(*options):
        rank = sum(index for index, _ in chosen)
        yield from _slots_of(asked, days, day, tuple(choice for _, choice in chosen), rank)


def _school(item: Occurrence, sitting: Sitting | None, days: Days) -> str:
    """The building: that of all who attend; empty where they come from several."""
    if sitting is not None and sitting.where == "online":
        return ""
    if len(item.schools) == 1:
        return item.schools[0]
    homes = {days.schools_of(person) for person in item.people}
    return next(iter(homes))[0] if len(homes) == 1 and len(next(iter(homes))) == 1 else ""


def _slots_of(
    asked: Request, days: Days, day: date, choices: tuple[TimeChoice | None, ...], rank: int
) -> Iterator[Slot]:
    item = asked.occurrence
    main = next((choice for choice in choices if choice is not None), None)
    kind = main.kind if main is not None else None
    if kind is TimeKind.OWN_TIME or _blacked_out(item, days, day, kind):
        return
    sitting = sitting_of(item, main, days, day) if main is not None and kind is TimeKind.MEETING else None
    if kind is TimeKind.MEETING and sitting is None:
        return
    school = _school(item, sitting, days)
    fixed_hour = item.at is not None
    free, absent = DAY, 0
    for party, choice in zip(asked.parties, choices, strict=True):
        for person in party.people:
            span = _span(item, days, day, person, choice, kind, sitting, school, fixed_hour)
            away = days.of(person, day).away
            if away and (len(item.people) <= CROWD or person in item.lead):
                span = without(span, away)
            absent += bool(away)
            free = common(free, span)
            if not free:
                return
    longest = days.world.limits.length if is_meeting(item.kind, kind.value if kind else "at") else None
    minutes = item.minutes or min(sitting.minutes if sitting is not None else LENGTH, longest or DAY[0][1])
    if longest is not None and minutes > longest:
        return
    free = without(free, occupied(item, days, day, sitting))
    for start in _starts(item, free, minutes, choices):
        yield _slot(asked, days, day, start, minutes, kind, sitting, school, choices, rank, absent)


def _span(
    item: Occurrence,
    days: Days,
    day: date,
    person: str,
    choice: TimeChoice | None,
    kind: TimeKind | None,
    sitting: Sitting | None,
    school: str,
    fixed_hour: bool,
) -> Spans:
    if choice is not None:
        own = sitting if choice.kind is TimeKind.MEETING else None
        span = attends(days, person, day, choice.kind, sitting=own, fixed_hour=fixed_hour)
        if person in item.lead and choice.kind is not TimeKind.CLASS and choice.kind is not TimeKind.RELEASE:
            span = common(span, _led(days, person, day, kind, sitting, school, fixed_hour))
        return span
    return _led(days, person, day, kind, sitting, school, fixed_hour)


def _led(
    days: Days,
    person: str,
    day: date,
    kind: TimeKind | None,
    sitting: Sitting | None,
    school: str,
    fixed_hour: bool,
) -> Spans:
    """When somebody may lead, worked out once: a coach is asked the same for every teacher."""
    key = (person, day, kind, None if sitting is None else sitting.group, school, fixed_hour)
    if key not in days.led:
        days.led[key] = leads(days, person, day, kind, sitting=sitting, school=school, fixed_hour=fixed_hour)
    return days.led[key]


def _blacked_out(item: Occurrence, days: Days, day: date, kind: TimeKind | None) -> bool:
    words = (item.activity, item.kind.value, *((kind.value,) if kind is not None else ()))
    return any(days.world.year.blacked_out(school, day, words) for school in item.schools)


def _starts(
    item: Occurrence,
    free: Spans,
    minutes: int,
    choices: tuple[TimeChoice | None, ...],
) -> tuple[int, ...]:
    if item.standing is Standing.FIXED and item.binding is not None and item.binding.start is not None:
        return (item.binding.start,) if holds(free, item.binding.start, minutes) else ()
    if item.at is not None:
        return (item.at,) if holds(free, item.at, minutes) else ()
    if any(choice is not None and choice.kind is TimeKind.RELEASE for choice in choices):
        # A substitute comes for half a day, so nothing straddles noon if it fits on one side.
        halves = starts(common(free, ((0, NOON),)), minutes) + starts(common(free, ((NOON, 1440),)), minutes)
        return halves or starts(free, minutes)
    return starts(free, minutes)


def _slot(
    asked: Request,
    days: Days,
    day: date,
    start: int,
    minutes: int,
    kind: TimeKind | None,
    sitting: Sitting | None,
    school: str,
    choices: tuple[TimeChoice | None, ...],
    rank: int,
    absent: int,
) -> Slot:
    item, weights = asked.occurrence, days.world.weights
    old = asked.published
    near = item.asked or (old.day if old is not None else None)
    late = abs((day - near).days) if near is not None else (day - item.first).days // 7
    penalty = late * weights.late_day + rank * weights.second_choice + absent * ABSENT
    if old is not None and (old.day, old.start) != (day, start):
        penalty += weights.moved
    meeting = (sitting.group, day.toordinal()) if sitting is not None else None
    time = kind.value if kind is not None else "at"
    return Slot(
        day=day.toordinal(),
        start=start,
        minutes=minutes,
        kind=time,
        penalty=penalty,
        school=school,
        meeting=meeting,
        covers=_covers(asked, days, day, start, minutes, school, choices),
        trips=_trips(item, days, school),
        where=_where(item, days, day, start, sitting),
        uses=tuple(uses(item.id, item.kind, time, day, minutes, item.people, item.lead, meeting, days)),
    )


def _covers(
    asked: Request,
    days: Days,
    day: date,
    start: int,
    minutes: int,
    school: str,
    choices: tuple[TimeChoice | None, ...],
) -> tuple[Cover, ...]:
    found: list[Cover] = []
    for party, choice in zip(asked.parties, choices, strict=True):
        if choice is None or choice.kind is not TimeKind.RELEASE:
            continue
        for person in party.people:
            today = days.of(person, day)
            if not today.teaches or holds(today.prep, start, minutes):
                continue
            home = school if school in days.schools_of(person) else days.schools_of(person)[0]
            if start < NOON:
                found.append((person, home, 0))
            if start + minutes > NOON:
                found.append((person, home, 1))
    return tuple(sorted(found))


def _trips(item: Occurrence, days: Days, school: str) -> tuple[tuple[str, str], ...]:
    if not school:
        return ()
    rows = ((person, days.world.people.get(person)) for person in item.lead)
    return tuple(
        (person, school)
        for person, row in rows
        if row is not None and row.schools and row.schools[0] != school
    )


def _where(item: Occurrence, days: Days, day: date, start: int, sitting: Sitting | None) -> str | None:
    """The place asked for, else the meeting's, else the room the timetable gives."""
    if item.where:
        return item.where
    if sitting is not None:
        return sitting.where
    if len(item.people) != 1:
        return None
    rooms = [room for begins, room in days.of(item.people[0], day).rooms if begins <= start]
    return rooms[-1] if rooms else None
