"""Parts of digests about surveys: the favourable share, how many answered, and the change from round to round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pdcycle.progress.digest import Dots, Pair, Part, Value
from pdcycle.progress.facts import DASH
from pdcycle.progress.measures import EMPTY, Cell
from pdcycle.progress.privacy import Shown, shown
from pdcycle.progress.scope import Column, Scope

_BEFORE = ("numerator_before", "denominator_before")
_NOW = ("numerator", "denominator")


def surveys_part(scope: Scope, school: str | None = None) -> Part:
    """The favourable share of each survey, a row for each group that answered, and round.

    A figure stands on as many people as answered, or as were answered about where these are fewer.
    """
    rows = []
    for key in sorted(
        {(row["survey"], row["audience"], row["period"]) for row in scope.measures.of("survey")}
    ):
        figure = _favourable(scope, key).at(school)
        if figure.text != DASH:
            rows.append((_title(scope, key[0]), key[1], key[2] or DASH, figure))
    said = "Favourable of all answers on the scale; “cannot say” is not counted." if rows else ""
    heads = ("Survey", "Answered by", "Round", "Favourable")
    return Part("surveys", "What the surveys say", (said,) if said else (), heads, tuple(rows))


def _favourable(scope: Scope, key: tuple[str, str, str]) -> Column:
    survey, audience, period = key
    about = _about(scope, survey, audience, period)
    cells = {}
    for row in scope.measures.of("survey", survey=survey, audience=audience, period=period):
        cells[str(row["school"])] = _cell(row, _NOW, about.get(str(row["school"])))
    whole = Cell(
        sum(one.numerator for one in cells.values()),
        sum(one.denominator for one in cells.values()),
        sum(one.people or 0 for one in cells.values()),
    )
    return scope.protected(cells, whole)


def _about(scope: Scope, survey: str, audience: str, period: str | None = None) -> dict[str, int]:
    """How many people were answered about, by school; nothing of surveys about a school or nobody."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in scope.facts.answers:
        mine = (one.survey, one.audience) == (survey, audience) and period in (None, one.period)
        if mine and one.about in scope.facts.people:
            found[scope.facts.school_of(one.about)].add(one.about)
    return {school: len(people) for school, people in found.items()}


def _cell(row: Mapping[str, Any], names: tuple[str, str], about: int | None) -> Cell:
    people = int(row["people"] or 0)
    return Cell(int(row[names[0]]), int(row[names[1]]), people if about is None else min(people, about))


def _title(scope: Scope, survey: str) -> str:
    found = scope.facts.surveys.get(survey)
    return found.survey if found else survey


def answered_part(scope: Scope) -> Part:
    """Of the people invited, how many answered; and of the results that were due, how many came."""
    rows: list[tuple[Value, ...]] = []
    for row in scope.measures.of("survey_answered"):
        name = f"{_title(scope, row['survey'])}, {row['audience']}" + (
            f", {row['period']}" if row["period"] else ""
        )
        cell = Cell(int(row["numerator"]), int(row["denominator"]), int(row["people"]))
        rows.append((name, "answered of those invited", shown(cell, scope.floor)))
    for program in scope.programs:
        figure = scope.column("survey_response", program=program.id).total
        if figure.text != DASH:
            rows.append((program.title, "results that came of those due", figure))
    return Part("answered", "How many answered", (), ("Survey or program", "What", "Share"), tuple(rows))


def change_part(scope: Scope, school: str | None = None) -> Part | None:
    """The favourable share before and after, where a survey was asked in two rounds; only items asked in both."""
    pairs: list[tuple[str, Shown, Shown]] = []
    words = ("before", "after")
    keys = {(row["survey"], row["audience"]) for row in scope.measures.of("survey_change") if row["audience"]}
    for survey, audience in sorted(keys):
        rows = [
            row
            for row in scope.measures.of("survey_change", survey=survey, audience=audience)
            if row["school"]
        ]
        about = _about(scope, survey, audience)
        before, after = (
            scope.protected(cells, _sum(cells))
            for names in (_BEFORE, _NOW)
            for cells in [{row["school"]: _cell(row, names, about.get(row["school"])) for row in rows}]
        )
        words = (rows[0]["period_before"] or "before", rows[0]["period"] or "after") if rows else words
        places = [school] if school else [*sorted(row["school"] for row in rows), None]
        for place in places:
            one, other = before.at(place), after.at(place)
            if one.text != DASH or other.text != DASH:
                name = f"{_title(scope, survey)}, {audience}"
                named = (
                    name if school else f"{name}: {scope.facts.school(place) if place else 'all together'}"
                )
                pairs.append((named, one, other))
    if not pairs:
        return None
    table = tuple((name, one, other, points(one, other)) for name, one, other in pairs)
    picture = Dots(
        "Favourable before and after",
        words[0],
        words[1],
        tuple(Pair(name, one, other) for name, one, other in pairs),
    )
    heads = ("Survey and who answered", words[0].capitalize(), words[1].capitalize(), "Change")
    said = "Only questions asked in both rounds count. Who answered may differ."
    return Part("change", "Before and after", (said,), heads, table, (picture,))


def _sum(cells: Mapping[str, Cell]) -> Cell:
    if not cells:
        return EMPTY
    several = list(cells.values())
    return Cell(
        sum(one.numerator for one in several),
        sum(one.denominator for one in several),
        sum(one.people or 0 for one in several),
    )


def points(before: Shown, after: Shown) -> str:
    """The change in percentage points, rounded half up; nothing where one of the two is not shown."""
    if before.share is None or after.share is None:
        return ""
    change = after.share - before.share
    whole = (abs(change) * 200 + 1) // 2
    sign = "+" if change > 0 else "-" if change < 0 else ""
    return f"{sign if whole else ''}{whole} points"
