"""Parts of digests: the usual shares, who took part from week to week, and where plans stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pdcycle import wording
from pdcycle.model.results import Program
from pdcycle.progress.breakdowns import TITLES
from pdcycle.progress.digest import Panel, Panels, Part, Point, Value
from pdcycle.progress.facts import DASH
from pdcycle.progress.privacy import NOTHING, Shown
from pdcycle.progress.rows_time import asks_from
from pdcycle.progress.scope import Column, Scope

ALL = "All together"
STATUSES = ("drafted", "shared", "approved", "revised")
_HEADS = (*TITLES.values(), "Break-outs held")


def shares_part(scope: Scope, school: str) -> Part:
    """One school's usual shares, a row a program."""
    rows = tuple(_share_rows(scope, school))
    return Part("shares", "What was asked and what was shown", (), ("Program", *_HEADS), rows)


def _share_rows(scope: Scope, school: str) -> Iterator[tuple[Value, ...]]:
    for program in scope.programs:
        figures = _figures(scope, program, school)
        if any(one != NOTHING and one.text != DASH for one in figures):
            yield (program.title, *figures)


def shares_by_school(scope: Scope, program: Program) -> Part:
    """A program's usual shares, a row a school and one for all."""
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (scope.facts.school(school), *_figures(scope, program, school))
        for school in scope.schools_of(program)
    )
    whole: tuple[Value, ...] = (ALL, *_figures(scope, program, None))
    return Part(f"shares-{program.id}", program.title, (), ("School", *_HEADS), (*rows, whole))


def _figures(scope: Scope, program: Program, school: str | None) -> tuple[Shown, ...]:
    usual = tuple(scope.share(program, name, school) for name in TITLES)
    return (*usual, scope.column("break_outs", program=program.id).at(school))


def months_part(scope: Scope, program: Program, school: str | None = None) -> Part:
    """How many took part in each month, and how that grew."""
    rows: list[tuple[Value, ...]] = []
    before: Shown | None = None
    for day, column in _periods(scope, program, "month"):
        now = column.at(school)
        if now != NOTHING:
            rows.append((wording.month(day), now, before, _growth(before, now)))
            before = now
    heading = f"Who took part: {program.title}"
    if rows and all(isinstance(row[1], Shown) and row[1].hidden for row in rows):
        return Part(
            f"participation-{program.id}",
            heading,
            ("Not shown month by month: it would tell about few people.",),
        )
    said = "Members who showed anything in the month: a course, a session, a talk, something handed in."
    since = asks_from(program)
    if since is not None:
        said += f" Counted from {wording.day(since)}, when the program first asks for anything."
    heads = ("Month", "Took part", "Month before", "More or fewer")
    lines = (said,) if rows else ()
    return Part(f"participation-{program.id}", heading, lines, heads, tuple(rows))


def _growth(before: Shown | None, now: Shown) -> str:
    """How many more took part than before; nothing where one of the two is not shown."""
    if before is None or before.numerator is None or now.numerator is None:
        return ""
    change = now.numerator - before.numerator
    return f"{change:+d}" if change else "0"


def weeks_part(scope: Scope, program: Program, school: str | None = None) -> Part | None:
    """Who took part week by week: one school, or small multiples of all."""
    weeks = list(_periods(scope, program, "week"))
    places: list[str | None] = [school] if school else [*scope.schools_of(program), None]
    if not weeks or (school and not any(school in column.schools for _, column in weeks)):
        return None
    names = [scope.facts.school(place) if place else ALL for place in places]
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (day, *(column.at(place) for place in places)) for day, column in weeks
    )
    panels = tuple(
        Panel(
            name,
            tuple(Point(day, column.at(place), f"week of {wording.short_day(day)}") for day, column in weeks),
        )
        for name, place in zip(names, places, strict=True)
    )
    title = f"{program.title}: members who took part, week by week"
    return Part(
        f"weeks-{program.id}",
        f"Week by week: {program.title}",
        (),
        ("Week of", *names),
        rows,
        (Panels(title, panels),),
    )


def _periods(scope: Scope, program: Program, unit: str) -> list[tuple[date, Column]]:
    days = sorted(
        {row["first_day"] for row in scope.measures.of("participation", program=program.id, unit=unit)}
    )
    return [(day, scope.taking_part(program, unit, day)) for day in days if day <= scope.facts.as_of]


def plans_part(scope: Scope, school: str | None = None) -> Part:
    """Plans drafted, shared, approved and revised, a row a program."""
    rows: list[tuple[Value, ...]] = []
    for program in scope.programs:
        # What was drafted is protected with all that was handed in.
        figures = [scope.share(program, STATUSES[0], school)]
        figures += [
            scope.column("plan_status", program=program.id, status=one).at(school) for one in STATUSES[1:]
        ]
        if any(one.text != DASH for one in figures):
            rows.append((program.title, *figures))
    heads = ("Program", *(one.capitalize() for one in STATUSES))
    return Part("plans", "Where the plans stand", (), heads, tuple(rows))
