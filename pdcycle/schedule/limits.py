"""What a contract allows a person in a day, a week, a month, a term or a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from pdcycle.model.kinds import Kind, TimeKind
from pdcycle.model.results import Event
from pdcycle.schedule.days import Days
from pdcycle.schedule.problem import Budget, Meeting, Slot, Use

MEETINGS = "meetings"
AFTER_SCHOOL = "after-school"
COACHING = "coaching"
VISITS = "visits"


def is_meeting(kind: Kind, time: str) -> bool:
    """Whether a contract counts it as a meeting: what is one by kind, and what is held inside one."""
    return kind is Kind.MEETING or time == TimeKind.MEETING.value


def uses(
    identity: str,
    kind: Kind,
    time: str,
    day: date,
    minutes: int,
    attendees: Iterable[str],
    leads: Sequence[str],
    meeting: Meeting | None,
    days: Days,
) -> Iterator[Use]:
    """What an event takes of its people's budgets: a meeting, minutes after school, a coach's minutes or visits."""
    limits = days.world.limits
    share = f"{meeting[0]} {meeting[1]}" if meeting is not None else identity
    for person in attendees:
        if person in leads:
            continue
        if limits.meetings is not None and is_meeting(kind, time):
            yield Use((MEETINGS, person, _period(limits.meetings[1], person, day, days)), 1, share)
        if limits.after_school is not None and time == TimeKind.AFTER_SCHOOL.value:
            period = _period(limits.after_school[1], person, day, days)
            yield Use((AFTER_SCHOOL, person, period), minutes, identity)
    for person in leads:
        row = days.world.people.get(person)
        if row is None or row.role != "coach":
            continue
        if limits.coaching is not None:
            yield Use((COACHING, person, _monday(day).isoformat()), minutes, identity)
        if limits.visits is not None:
            yield Use((VISITS, person, _period(limits.visits[1], person, day, days)), 1, share)


def uses_of(event: Event, meeting: Meeting | None, days: Days) -> tuple[Use, ...]:
    """What a bound event takes."""
    found = uses(
        event.id,
        event.kind,
        event.time,
        event.day,
        event.minutes,
        event.people,
        event.lead,
        meeting,
        days,
    )
    return tuple(found)


def allowed(budget: Budget, days: Days) -> int:
    """How much of it there is: so many meetings, or so many minutes."""
    what, person, period = budget
    limits = days.world.limits
    if what == MEETINGS:
        return limits.meetings[0] if limits.meetings is not None else 0
    if what == AFTER_SCHOOL:
        return limits.after_school[0] if limits.after_school is not None else 0
    if what == VISITS:
        return limits.visits[0] if limits.visits is not None else 0
    monday = date.fromisoformat(period)
    duty = (days.of(person, monday + timedelta(days=number)).duty for number in range(7))
    minutes = sum(end - start for spans in duty for start, end in spans)
    return int(minutes * limits.coaching) if limits.coaching is not None else 0


def tight(
    candidates: Mapping[str, tuple[Slot, ...]], spent: Sequence[Use], days: Days
) -> tuple[dict[str, tuple[Slot, ...]], dict[Budget, int]]:
    """The candidates with only those uses that could go beyond their budget, and how much there is of each."""
    most: dict[Budget, int] = {}
    shares: dict[Budget, dict[str, int]] = {}
    for use in spent:
        shares.setdefault(use.budget, {})[use.share] = use.amount
    for slots in candidates.values():
        own: dict[Budget, int] = {}
        for slot in slots:
            for use in slot.uses:
                own[use.budget] = max(own.get(use.budget, 0), use.amount)
                shares.setdefault(use.budget, {})[use.share] = use.amount
        for budget, amount in own.items():
            most[budget] = most.get(budget, 0) + amount
    for use in spent:
        most[use.budget] = most.get(use.budget, 0) + use.amount
    sizes = {budget: allowed(budget, days) for budget in most}
    close = {
        budget: sizes[budget]
        for budget, amount in sorted(most.items())
        if min(amount, sum(shares[budget].values())) > sizes[budget]
    }
    return {name: tuple(_only(slot, close) for slot in slots) for name, slots in candidates.items()}, close


def _only(slot: Slot, close: Mapping[Budget, int]) -> Slot:
    if not slot.uses:
        return slot
    return slot._replace(uses=tuple(use for use in slot.uses if use.budget in close))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _period(per: str, person: str, day: date, days: Days) -> str:
    if per == "day":
        return day.isoformat()
    if per == "week":
        return _monday(day).isoformat()
    if per == "month":
        return day.isoformat()[:7]
    if per == "term":
        return days.hours(days.schools_of(person)[0], day).term
    return "year"
