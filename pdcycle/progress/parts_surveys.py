"""Parts of digests about surveys: the favourable share, how many answered, and the change from round to round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pdcycle.progress.digest import Dots, Pair, Part, Value
from pdcycle.progress.facts import DASH
from pdcycle.progress.measures import Cell
from pdcycle.progress.privacy import Shown, shown
from pdcycle.progress.scope import Column, Scope, origin_of
from pdcycle.progress.survey_shares import survey_shares


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
    found = survey_shares(scope.facts, scope.measures, scope.floor).round(key)
    return _asked(found, "survey", survey=survey, audience=audience, period=period)


def _asked(found: tuple[dict[str, Shown], Shown], measure: str, **where: Any) -> Column:
    """The figures with what they are of."""
    schools = {id_: origin_of(one, measure, **where, school=id_) for id_, one in found[0].items()}
    return Column(schools, origin_of(found[1], measure, **where, school=None))


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
        asked = {key: row[key] for key in ("survey", "audience", "period")}
        figure = origin_of(shown(cell, scope.floor), "survey_answered", **asked)
        rows.append((name, "answered of those invited", figure))
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
        before, after = _sides(scope, survey, audience, _rounds(rows))
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


def _sides(scope: Scope, survey: str, audience: str, rounds: Mapping[str, Any]) -> tuple[Column, Column]:
    """The shares of the first round and of the latest, by school."""
    found = survey_shares(scope.facts, scope.measures, scope.floor)
    before, after = (
        _asked(found.side(side, survey, audience), "survey_change", **rounds, audience=audience, side=side)
        for side in ("before", "after")
    )
    return before, after


def _rounds(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The survey and its two rounds, the same for every school."""
    return {name: rows[0][name] for name in ("survey", "period_before", "period")} if rows else {}


def points(before: Shown, after: Shown) -> str:
    """The change in percentage points, rounded half up; nothing where one of the two is not shown."""
    if before.share is None or after.share is None:
        return ""
    change = after.share - before.share
    whole = (abs(change) * 200 + 1) // 2
    sign = "+" if change > 0 else "-" if change < 0 else ""
    return f"{sign if whole else ''}{whole} points"
