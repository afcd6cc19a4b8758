"""Rounds of a cycle laid end to end, and whose turn each one is."""

from __future__ import annotations

from datetime import date, timedelta

from pdcycle.diagnostics import Diagnostic, Route, warning
from pdcycle.language.time import EverySpan, Length
from pdcycle.model.program import Cycle
from pdcycle.model.results import Stay
from pdcycle.program.calendar import SchoolCalendar
from pdcycle.program.cast import Cast, singular


def round_spans(
    cycle: Cycle, days: tuple[date, date], schools: tuple[str, ...], calendar: SchoolCalendar
) -> list[tuple[date, date]]:
    """The rounds laid end to end in weeks that have school; weeks of a break belong to no round's count.

    A number of rounds shares the weeks out evenly; a length takes as many whole rounds as fit.
    """
    if cycle.rounds is None:
        return [days]
    weeks = school_weeks(days, schools, calendar)
    if isinstance(cycle.rounds, int):
        size = len(weeks) // max(cycle.rounds, 1)
        count = cycle.rounds if size else 0
    else:
        size = _weeks(cycle.rounds)
        count = len(weeks) // size
    return [(weeks[index * size][0], weeks[(index + 1) * size - 1][1]) for index in range(count)]


def _weeks(rounds: object) -> int:
    length = rounds.length if isinstance(rounds, EverySpan) else None
    if not isinstance(length, Length):
        return 6
    per = {"week": 1, "month": 4, "day": 1 / 7, "school day": 1 / 5, "year": 40}[length.unit]
    return max(1, round(length.count * per))


def school_weeks(
    days: tuple[date, date], schools: tuple[str, ...], calendar: SchoolCalendar
) -> list[tuple[date, date]]:
    """The weeks, Monday to Sunday and clipped to the days, in which some day has school everywhere."""
    weeks = []
    monday = days[0] - timedelta(days=days[0].weekday())
    while monday <= days[1]:
        first, last = max(monday, days[0]), min(monday + timedelta(days=6), days[1])
        week = [first + timedelta(days=step) for step in range((last - first).days + 1)]
        if any(calendar.is_school_day(schools, day) for day in week):
            weeks.append((first, last))
        monday += timedelta(days=7)
    return weeks


def shares_of(
    cycle: Cycle,
    stays: tuple[Stay, ...],
    rounds: int,
    cast: Cast,
    schools: tuple[str, ...],
    place: Route,
    school: str | None,
    found: list[Diagnostic],
) -> list[tuple[tuple[Stay, ...], tuple[str, ...]]]:
    """For each round its members, or all members and its host."""
    if cycle.turns is None or not rounds:
        return []
    wanted = cycle.turns.members or cycle.turns.host
    people = _turn_people(wanted, stays, cast, schools)
    by_person = {stay.person: stay for stay in stays}
    if cycle.turns.host is not None:
        if not people:
            return []
        return [(stays, (people[index % len(people)],)) for index in range(rounds)]
    size = cycle.turns.at_most or -(-len(people) // rounds)
    if len(people) > rounds * size:
        who = f"{school}: " if school else ""
        found.append(
            warning(
                "PD377",
                f"{who}{len(people)} people, {rounds} rounds of {size}: {len(people) - rounds * size} get no turn",
                place.at("turns"),
                help=f"make it {-(-len(people) // rounds)} a round, or add rounds",
            )
        )
    return [
        (
            tuple(
                by_person.get(person, Stay(person)) for person in people[index * size : (index + 1) * size]
            ),
            (),
        )
        for index in range(rounds)
    ]


def _turn_people(
    wanted: str | tuple[str, ...] | None, stays: tuple[Stay, ...], cast: Cast, schools: tuple[str, ...]
) -> tuple[str, ...]:
    if wanted is None or wanted in ("members", "member"):
        return tuple(stay.person for stay in stays)
    if isinstance(wanted, tuple):
        return wanted
    if singular(wanted) == "teacher" and len(schools) == 1:
        return cast.at_home(schools[0])
    return cast.staff(wanted, schools)
