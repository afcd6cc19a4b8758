"""Year against year, from what was released of each: the same tables, protected by the same rules, counts only.

Nothing of this year is shown that is not out already, and nothing of an earlier year is read from its exports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pdcycle import wording
from pdcycle.model.kinds import Step
from pdcycle.progress.digest import Code, Digest, Dots, Pair, Part, Sentence, Value
from pdcycle.progress.facts import Facts
from pdcycle.progress.parts_surveys import points
from pdcycle.progress.privacy import NOTHING, Audience, Shown
from pdcycle.progress.releasing import DUE, MEASURES
from pdcycle.progress.reports import Basis
from pdcycle.progress.scope import origin_of
from pdcycle.progress.suppression import REST, Hidden, Place, Released

RELEASED = "released"
"""What a figure of an earlier release is counted by."""
_WORDS = {"completion": "Shown of what was due", "on-time": "On time"}


@dataclass(frozen=True, slots=True)
class Year:
    """A program's release of one school year: the day it is of, the audience it was made for, and its tables."""

    day: date
    audience: str
    tables: Mapping[str, Released]
    file: str = ""
    lines: Mapping[Place, int] = field(default_factory=dict)
    """The line of the file on which each place of the table of what was due stands."""


def years_digest(
    facts: Facts,
    audience: Audience,
    releases: Mapping[str, Sequence[Year]],
    year_starts: date,
    program: str = "",
) -> Digest:
    """Each program's latest release of this school year against the one of the year before that fits it best.

    `releases` are by program; `year_starts` is the first day of this school year. Of the year before the latest
    release counts that is no later in its year, so that a part of a year stands against as much of the other.
    """
    titles = {one.id: one.title for one in facts.programs}
    parts = [
        _program(facts, id_, titles.get(id_, id_), _for(audience, releases[id_]), year_starts)
        for id_ in [*titles, *sorted(set(releases) - set(titles))]
        if program in ("", id_) and releases.get(id_)
    ]
    if not parts:
        parts = [Part("none", "Nothing was released yet", (Sentence(_ASK),))]
    lead = (
        "Both years as they were released: counts only, and what was hidden then is hidden here.",
        "Each year's people, calendar and expectations are its own: a share may differ because something else was asked.",
    )
    title = titles.get(program, program) or "All programs"
    return Digest("years", program, title, lead, _basis(facts, audience), tuple(parts))


_ASK: tuple[str | Code, ...] = (
    "Release a table with ", Code("pdcycle report --publish"),
    ", and keep ", Code("published/"), " from year to year.",
)  # fmt: skip


def _for(audience: Audience, releases: Sequence[Year]) -> list[Year]:
    """A release for the district is not for the public."""
    return [
        one for one in releases if audience is not Audience.PUBLIC or one.audience == Audience.PUBLIC.value
    ]


def _basis(facts: Facts, audience: Audience) -> Basis:
    """The releases are what it stands on, each with a floor of its own; the exports only tell how far this year is."""
    return Basis(facts.as_of, audience, 0, facts.ledger.accounting, 0, 0, 0, ())


def _start(day: date, year_starts: date) -> date:
    """The first day of the school year a day lies in."""
    first = year_starts.replace(year=day.year)
    return first if first <= day else first.replace(year=day.year - 1)


def _program(facts: Facts, id_: str, title: str, releases: Sequence[Year], year_starts: date) -> Part:
    mine = [one for one in releases if year_starts <= one.day <= facts.as_of]
    if not mine:
        return Part(
            f"years-{id_}",
            title,
            (Sentence((f"Nothing of this year is released by {wording.day(facts.as_of)}. ", *_ASK)),),
        )
    now = max(mine, key=lambda one: one.day)
    into = now.day - _start(now.day, year_starts)
    before = [
        one
        for one in releases
        if one.day < year_starts and one.day - _start(one.day, year_starts) <= into and DUE in one.tables
    ]
    if not before:
        return Part(
            f"years-{id_}", title, ("No release of an earlier year is as far into its year as this one.",)
        )
    return _compared(facts, id_, title, max(before, key=lambda one: one.day), now)


def _compared(facts: Facts, id_: str, title: str, before: Year, now: Year) -> Part:
    words = (wording.day(before.day), wording.day(now.day))
    old, new = before.tables[DUE], now.tables[DUE]
    rows: list[tuple[Value, ...]] = []
    pairs: list[Pair] = []
    for place in [(), *sorted({*old.cells, *new.cells} - {()}, key=_order)]:
        if len(place) > 1 or any(part == REST for _, part in place):
            continue
        for measure in MEASURES:
            one, other = (_of(id_, year, place, _name(facts, place), measure) for year in (before, now))
            rows.append((_name(facts, place), _WORDS[measure], one, other, points(one, other)))
            if measure == MEASURES[0]:
                pairs.append(Pair(_name(facts, place), one, other))
    heads = ("Where", "What", words[0], words[1], "Change")
    said = f"{_released(before)}; {_released(now)}."
    picture = Dots(f"{title}: {_WORDS[MEASURES[0]].lower()}", words[0], words[1], tuple(pairs))
    return Part(f"years-{id_}", title, (said,), heads, tuple(rows), (picture,))


def _released(year: Year) -> str:
    """When a release is of, for whom it was made, and below how many people it hides."""
    floor = year.tables[DUE].floor
    hidden = f", fewer than {floor} people hidden" if floor else ""
    return f"{wording.day(year.day)} as released for the {year.audience}{hidden}"


def _order(place: Place) -> tuple[str, int, str]:
    """Schools by id, then steps in their order."""
    name, part = place[0]
    steps = [step.value for step in Step]
    return name, steps.index(part) if name == "step" and part in steps else 0, part


def _name(facts: Facts, place: Place) -> str:
    if not place:
        return "All together"
    name, part = place[0]
    if name == "step" and part in {step.value for step in Step}:
        return f"{Step(part).number} {Step(part).heading}"
    return facts.school(part) if part else "no one school"


def _of(program: str, year: Year, place: Place, name: str, measure: str) -> Shown:
    """A released place with where it was released, so that it can be asked where it comes from."""
    figure = _figure(year.tables[DUE], place, measure)
    if figure.hidden is not None:
        return figure
    where = {"share": measure, "day": year.day, "place": place[0][1] if place else None}
    source = {"made_for": year.audience, "file": year.file, "line": year.lines.get(place, 0)}
    counts = {"named": name, "done": figure.numerator, "of": figure.denominator}
    return origin_of(figure, RELEASED, program=program, **where, **source, **counts)


def _figure(table: Released, place: Place, measure: str) -> Shown:
    """A released place; one that is not there is counted in nothing."""
    value = table.cells.get(place)
    if value is None or measure not in table.measures:
        return NOTHING
    if isinstance(value, Hidden):
        return Shown(None, None, value, table.floor)
    return Shown(value.done[table.measures.index(measure)], value.of, None, table.floor)
