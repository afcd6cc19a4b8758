"""The world as a workspace tells it: compiled calendar, people, groups and settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pdcycle.model.calendar import Contract, minutes_of
from pdcycle.model.groups import Group
from pdcycle.model.people import Absence, Person, TimetableRow
from pdcycle.model.results import Stay
from pdcycle.model.settings import Settings
from pdcycle.program.calendar import SchoolCalendar
from pdcycle.program.moments import meeting_dates
from pdcycle.schedule.world import OFF, Hours, Limits, Sitting, Weights, World

MEETING = 45
"""Minutes of a standing meeting whose length is not said."""


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A compiled calendar as the schedule asks it."""

    calendar: SchoolCalendar

    def hours(self, school: str, day: date) -> Hours:
        """The school's day; OFF where nobody is on duty."""
        if school not in self.calendar.books:
            return OFF
        found = self.calendar.day(school, day)
        if not found.staff:
            return OFF
        terms = self.calendar.books[school].terms
        return Hours(
            duty=found.duty,
            students=(found.start, found.dismissal) if found.students else None,
            periods=tuple((period.id, period.start, period.end) for period in found.periods),
            letter=found.letter or "",
            term=next((name for name, (first, last) in sorted(terms.items()) if first <= day <= last), ""),
        )

    def blacked_out(self, school: str, day: date, words: tuple[str, ...]) -> bool:
        """Whether an activity, a kind of activity or a kind of time may not take place that day."""
        return self.calendar.blacked_out(school, day, *words) is not None


@dataclass(frozen=True)
class StandingMeetings:
    """When groups meet, worked out once for the calendar's whole span."""

    by_day: Mapping[date, tuple[Sitting, ...]] = field(default_factory=dict)

    def on(self, day: date) -> tuple[Sitting, ...]:
        """The standing meetings of that day, sorted by group."""
        return self.by_day.get(day, ())


def standing_meetings(
    calendar: SchoolCalendar,
    groups: Mapping[str, Group],
    stays: Mapping[str, tuple[Stay, ...]],
    people: Mapping[str, Person],
) -> StandingMeetings:
    """Every group's meetings in the students' year, on days its schools' staff are on duty; `stays` are the members' by group."""
    found: dict[date, list[Sitting]] = {}
    for name, group in sorted(groups.items()):
        if group.meets is None:
            continue
        members = stays.get(name, ())
        rows = [people[stay.person] for stay in members if stay.person in people]
        schools = group.school or tuple(sorted({school for row in rows for school in row.schools}))
        leads = frozenset(person for person in (group.coach, group.lead) if person)
        year = calendar.year(schools)
        for meeting in meeting_dates(group.meets, year.first, year.last, calendar, schools):
            here = frozenset(stay.person for stay in members if stay.holds(meeting.day))
            sitting = Sitting(
                group=name,
                start=group.meets.at,
                minutes=group.meets.length or MEETING,
                members=here | leads,
                where=group.where,
                not_yet=frozenset(stay.person for stay in members) - here,
            )
            found.setdefault(meeting.day, []).append(sitting)
    return StandingMeetings({day: tuple(items) for day, items in found.items()})


def world_of(
    calendar: SchoolCalendar,
    settings: Settings,
    *,
    people: Mapping[str, Person],
    timetable: Iterable[TimetableRow],
    absences: Iterable[Absence],
    groups: Mapping[str, Group],
    stays: Mapping[str, tuple[Stay, ...]],
) -> World:
    """The world around a workspace's programs."""
    contract, weights = calendar.contract, settings.weights
    pairs = {}
    for text, minutes in settings.travel.between.items():
        here, _, there = text.partition(" to ")
        pairs[min(here, there), max(here, there)] = minutes
    return World(
        year=CalendarYear(calendar),
        meetings=standing_meetings(calendar, groups, stays, people),
        people=people,
        schools=calendar.schools,
        timetable=tuple(timetable),
        absences=tuple(absences),
        substitutes=settings.substitutes,
        travel=pairs,
        travel_default=settings.travel.default,
        weights=Weights(
            late_day=weights.late_day,
            second_choice=weights.second_choice,
            substitute=weights.substitute,
            trip=weights.trip,
            moved=weights.moved,
            uneven=weights.uneven,
        ),
        programs=settings.programs,
        notice=notice(contract),
        after_school=(contract.after_school.minutes or 0) if contract.after_school else 0,
        limits=_limits(contract),
        rooms=settings.rooms,
    )


def _limits(contract: Contract) -> Limits:
    after = contract.after_school
    return Limits(
        meetings=(contract.meetings.count, contract.meetings.per) if contract.meetings else None,
        length=contract.meeting_length,
        after_school=(after.minutes, after.per) if after and after.minutes is not None else None,
        after=(minutes_of(after.time[0]), minutes_of(after.time[1])) if after and after.time else None,
        coaching=contract.coaching,
        visits=(contract.visits.count, contract.visits.per) if contract.visits else None,
    )


def notice(contract: Contract) -> int:
    """Days in which nothing published may move; school days are counted as weekdays with a weekend between every five."""
    length = contract.notice
    if length is None:
        return 0
    each = {"day": 1, "week": 7, "month": 31}.get(length.unit)
    return length.count * each if each else length.count + 2 * (-(-length.count // 5))
