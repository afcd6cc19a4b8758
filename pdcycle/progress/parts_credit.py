"""Parts of digests about hours of credit, and about substitutes used and done without, with what is assumed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pdcycle import wording
from pdcycle.progress.digest import Part, Value
from pdcycle.progress.facts import DASH
from pdcycle.progress.listing import assumed
from pdcycle.progress.privacy import Shown
from pdcycle.progress.scope import Scope

NOT_SHOWN = "not shown"


def hours_part(scope: Scope, school: str | None = None) -> Part:
    """How many have a year's share of each rule's hours, a row a rule and program."""
    rows = []
    for rule, about in scope.facts.hours.items():
        for program in scope.apart:
            figure = scope.column("hours_pace", rule=rule, program=program.id).at(school)
            if figure.text != DASH:
                rows.append((about.hours, program.title, figure))
    heads = ("Rule", "Program", "Members with a year's share of the hours")
    notes = tuple(assumed(scope.facts, "hours")) if rows else ()
    return Part("hours", "Hours and credit", (), heads, tuple(rows), notes=notes)


def money_part(scope: Scope, school: str | None = None) -> Part | None:
    """Substitutes' half-days and their price, a row a program and way, with the assumptions.

    Half-days done without follow completed courses: where these are hidden, so are they.
    """
    rows: list[tuple[Value, ...]] = []
    places: list[str | None] = [school] if school else [*scope.schools(), None]
    for program in scope.programs:
        for place in places:
            if place is not None or len(places) == 1 or len(scope.schools_of(program)) > 1:
                rows += _money(scope, program.id, program.title, place, named=school is None)
    if not rows:
        return None
    heads = ("Program", *(() if school else ("School",)), "Half-days", "How many", "At the price said")
    notes = tuple(assumed(scope.facts, "substitutes"))
    return Part("substitutes", "Substitutes and what they cost", (), heads, tuple(rows), notes=notes)


def _money(scope: Scope, id_: str, title: str, place: str | None, *, named: bool) -> list[tuple[Value, ...]]:
    program = next(one for one in scope.programs if one.id == id_)
    first: tuple[Value, ...] = (title,)
    if named:
        first = (title, scope.facts.school(place) if place else "All together")
    rows: list[tuple[Value, ...]] = []
    for way, words in (("used", "covered by substitutes"), ("avoided", "done without")):
        for row in scope.measures.of("substitutes", program=id_, way=way, school=place):
            courses = scope.share(program, "courses", place)
            if way == "avoided" and _hidden(courses):
                rows.append((*first, words, NOT_SHOWN, NOT_SHOWN))
            else:
                halves, cost = int(row["half_days"]), price(int(row["cost"]), row["currency"])
                said = f"{wording.count(halves, 'half-day')}, {cost}"
                where: dict[str, Any] = {"program": id_, "way": way, "school": place}
                rows.append((*first, words, scope.amount(halves, "substitutes", said, **where), cost))
    return rows


def _hidden(figure: Shown) -> bool:
    return figure.hidden is not None


def price(hundredths: int, currency: str) -> str:
    """An amount of money as people read it: `2,304 USD`."""
    amount = Decimal(hundredths) / 100
    return f"{amount:,.2f} {currency}".replace(".00 ", " ")
