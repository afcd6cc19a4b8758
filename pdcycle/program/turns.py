"""The turns a program's cycles take: rounds laid end to end, schools side by side, people in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pdcycle.diagnostics import Diagnostic, Route, error, warning
from pdcycle.language.time import At, EverySpan, Length, Name, When
from pdcycle.model.authored import Decision
from pdcycle.model.program import Authoring, Cycle, Plan
from pdcycle.model.results import CycleSpan, Stay
from pdcycle.program.calendar import SchoolCalendar
from pdcycle.program.cast import Cast, singular
from pdcycle.program.moments import Frame, Moment, TimeProblem, window

WHOLE = "year"
"""The id of the cycle that a program without `cycles:` runs in."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: the cycle as written (None for the whole program), its span, and who is in it."""

    cycle: Cycle | None
    span: CycleSpan
    place: Route
    schools: tuple[str, ...]
    stays: tuple[Stay, ...]
    host: tuple[str, ...] = ()


def turns(
    authored: Authoring, cast: Cast, calendar: SchoolCalendar, place: Route, found: list[Diagnostic]
) -> list[Turn]:
    """Every turn of the program in order; the whole program comes first where it has activities of its own."""
    made: list[Turn] = []
    schools, stays = cast.schools, cast.stays()
    whole = _whole(authored, calendar, schools, place, found)
    if whole is not None:
        span = CycleSpan(WHOLE, _title(authored), whole[0], whole[1], _focus(authored.focus))
        made.append(Turn(None, span, place, schools, stays))
    taken: dict[str, Route] = {}
    for index, cycle in enumerate(authored.cycles):
        here = place.at("cycles", index)
        days = _days(cycle.when, calendar, schools, here.at("when"), whole, found)
        name = cycle.id or _term(cycle.when)
        if name is None:
            found.append(
                error(
                    "PD330",
                    "the cycle needs an id",
                    here,
                    help="add `id:`, as its `when` names no single term",
                )
            )
            continue
        if name in taken:
            found.append(
                error("PD331", f"two cycles are called '{name}'", here, help="give one of them an `id:`")
            )
            continue
        taken[name] = here
        if days is None:
            continue
        for school in _schools_of(cycle, schools):
            made += _rounds(cycle, name, days, here, school, schools, stays, calendar, cast, found)
    return made


def _title(authored: Authoring) -> str:
    for field in ("curriculum", "initiative", "plan"):
        if (title := getattr(authored, field, None)) is not None:
            return str(title)
    return ""


def _focus(value: object) -> str | None:
    if isinstance(value, Decision):
        return str(value.chosen) if value.chosen else None
    return value if isinstance(value, str) else None


def _term(when: When) -> str | None:
    if isinstance(when, At) and isinstance(when.point, Name) and len(when.point.words) == 1:
        return when.point.words[0]
    return None


def _frame(calendar: SchoolCalendar, schools: tuple[str, ...], days: tuple[date, date] | None) -> Frame:
    first, last = days or _year(calendar, schools)
    nothing: dict[Name, Moment] = {}
    return Frame(calendar=calendar, schools=schools, start=first, end=last, look_up=nothing.get)


def _year(calendar: SchoolCalendar, schools: tuple[str, ...]) -> tuple[date, date]:
    year = calendar.year(schools)
    return year.first, year.last


def _days(
    when: When,
    calendar: SchoolCalendar,
    schools: tuple[str, ...],
    place: Route,
    whole: tuple[date, date] | None,
    found: list[Diagnostic],
) -> tuple[date, date] | None:
    try:
        days = window(when, _frame(calendar, schools, whole))
    except TimeProblem as problem:
        route = Route(place.file, place.path, offset=problem.offset, length=problem.length)
        found.append(error("PD315", problem.message, route, help=problem.help))
        return None
    return days.first, days.last


def _whole(
    authored: Authoring,
    calendar: SchoolCalendar,
    schools: tuple[str, ...],
    place: Route,
    found: list[Diagnostic],
) -> tuple[date, date] | None:
    first, last = _year(calendar, schools)
    if authored.when is None:
        if isinstance(authored, Plan):
            first = _begun(authored, first)
        return first, last
    days = _days(authored.when, calendar, schools, place.at("when"), (first, last), found)
    if days is not None and days[0] == days[1]:
        # A plan that says only when it starts runs to the end of the year.
        return days[0], last
    return days


def _begun(plan: Plan, first: date) -> date:
    """A plan without `when` starts with what led to it, or with the first thing recorded of it."""
    known = [recorded.first for recorded in plan.dates.values() if recorded.first]
    if plan.because is not None and plan.because.date is not None:
        known.append(plan.because.date)
    return max(first, min(known)) if known else first


def _schools_of(cycle: Cycle, schools: tuple[str, ...]) -> Iterator[str | None]:
    if cycle.each == "school":
        yield from schools
    else:
        yield None


def _rounds(
    cycle: Cycle,
    name: str,
    days: tuple[date, date],
    place: Route,
    school: str | None,
    schools: tuple[str, ...],
    stays: tuple[Stay, ...],
    calendar: SchoolCalendar,
    cast: Cast,
    found: list[Diagnostic],
) -> list[Turn]:
    here = (school,) if school else schools
    members = (
        stays if school is None else tuple(stay for stay in stays if stay.person in cast.at_home(school))
    )
    spans = round_spans(cycle, days, here, calendar)
    if not spans:
        found.append(
            error(
                "PD332",
                f"no round fits between {days[0]} and {days[1]}",
                place.at("rounds"),
                help="make the rounds shorter, or the cycle's `when` longer",
            )
        )
    members = tuple(stay for stay in members if _within(stay, days))
    shares = _shares(cycle, members, len(spans), cast, here, place, school, found)
    made = []
    for number, (first, last) in enumerate(spans, 1):
        ids = [cycle.was or name, *([school] if school else []), *([str(number)] if cycle.rounds else [])]
        span = CycleSpan(
            ".".join(ids),
            cycle.title or _named(name, number if cycle.rounds else None),
            first,
            last,
            _focus(cycle.focus),
            school,
            number if cycle.rounds else None,
        )
        turn_stays, host = shares[number - 1] if shares else (members, ())
        made.append(Turn(cycle, span, place, here, turn_stays, host))
    return made


def _within(stay: Stay, days: tuple[date, date]) -> bool:
    """Whether the person is in for any of the days."""
    return (stay.first is None or stay.first <= days[1]) and (stay.last is None or stay.last >= days[0])


def _named(name: str, number: int | None) -> str:
    title = name.replace("-", " ").capitalize()
    return f"{title}, round {number}" if number else title


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


def _shares(
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
                "PD333",
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
