"""The turns a program's cycles take: rounds laid end to end, schools side by side, people in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pdcycle.diagnostics import Diagnostic, Route, error
from pdcycle.language.time import At, Name, When
from pdcycle.model.authored import Decision
from pdcycle.model.program import Authoring, Cycle, Plan
from pdcycle.model.results import CycleSpan, Stay
from pdcycle.program.calendar import SchoolCalendar
from pdcycle.program.cast import Cast
from pdcycle.program.moments import Frame, Moment, TimeProblem, window
from pdcycle.program.rounds import round_spans, shares_of

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
    taken: set[str] = set()
    for index, cycle in enumerate(authored.cycles):
        here = place.at("cycles", index)
        days = _days(cycle.when, calendar, schools, here.at("when"), whole, found)
        name = _name(cycle, here, taken, found)
        if days is None or name is None:
            continue
        for school in _schools_of(cycle, schools):
            made += _rounds(cycle, name, days, here, school, schools, stays, calendar, cast, found)
    return made


def _name(cycle: Cycle, place: Route, taken: set[str], found: list[Diagnostic]) -> str | None:
    """The cycle's id, else its term's name; None where it has neither or another cycle has it."""
    name = cycle.id or term(cycle.when)
    if name is None:
        mend = "add `id:`, as its `when` names no single term"
        found.append(error("PD374", "the cycle needs an id", place, help=mend))
    elif name in taken:
        mend = "give one of them an `id:`"
        found.append(error("PD375", f"two cycles are called '{name}'", place, help=mend))
        return None
    else:
        taken.add(name)
    return name


def _title(authored: Authoring) -> str:
    for field in ("curriculum", "initiative", "plan"):
        if (title := getattr(authored, field, None)) is not None:
            return str(title)
    return ""


def _focus(value: object) -> str | None:
    if isinstance(value, Decision):
        return str(value.chosen) if value.chosen else None
    return value if isinstance(value, str) else None


def term(when: When) -> str | None:
    """The one term a `when` names; a cycle without an id is called after it."""
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
                "PD376",
                f"no round fits between {days[0]} and {days[1]}",
                place.at("rounds"),
                help="make the rounds shorter, or the cycle's `when` longer",
            )
        )
    members = tuple(stay for stay in members if _within(stay, days))
    shares = shares_of(cycle, members, len(spans), cast, here, place, school, found)
    return [
        Turn(
            cycle,
            _span(cycle, name, school, number if cycle.rounds else None, span),
            place,
            here,
            *(shares[number - 1] if shares else (members, ())),
        )
        for number, span in enumerate(spans, 1)
    ]


def _span(
    cycle: Cycle, name: str, school: str | None, number: int | None, days: tuple[date, date]
) -> CycleSpan:
    ids = [cycle.was or name, *([school] if school else []), *([str(number)] if number else [])]
    title = cycle.title or _named(name, number)
    return CycleSpan(".".join(ids), title, *days, _focus(cycle.focus), school, number)


def _within(stay: Stay, days: tuple[date, date]) -> bool:
    """Whether the person is in for any of the days."""
    return (stay.first is None or stay.first <= days[1]) and (stay.last is None or stay.last >= days[0])


def _named(name: str, number: int | None) -> str:
    title = name.replace("-", " ").capitalize()
    return f"{title}, round {number}" if number else title
