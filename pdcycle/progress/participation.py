"""Who took part in each month and week, protected month by month: whoever did in a week did in its month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pdcycle.model.audience import Floor
from pdcycle.progress.measures import Cell, Measures
from pdcycle.progress.privacy import Shown, tally_of
from pdcycle.progress.protection import hidden_places, protect
from pdcycle.progress.suppression import Hidden, Place, Released, Table, Tally, Tie, at, completed

Period = tuple[str, date]
"""`week` or `month`, and its first day."""

_DONE = "took part"


def participation(measures: Measures, program: str, floor: int) -> dict[Period, dict[str | None, Shown]]:
    """Each period's figures by school; None is all together."""
    key = ("participation", program, int(floor), getattr(floor, "below", 0))
    if key not in measures.kept:
        rows = measures.of("participation", program=program)
        tables = {name: _table(name, list(here)) for name, here in _by_period(rows).items()}
        made = _protected(tables, floor)
        measures.kept[key] = {
            period: {_school(place): _shown(value, floor) for place, value in made[table.name].cells.items()}
            for period, table in tables.items()
        }
    found: dict[Period, dict[str | None, Shown]] = measures.kept[key]
    return found


def _by_period(rows: Sequence[Mapping[str, Any]]) -> dict[Period, list[Mapping[str, Any]]]:
    found: dict[Period, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["unit"], row["first_day"]].append(row)
    return dict(sorted(found.items()))


def _table(period: Period, rows: Sequence[Mapping[str, Any]]) -> Table:
    tallies: dict[Place, Tally] = {}
    for row in rows:
        tally = tally_of(Cell(int(row["numerator"]), int(row["denominator"]), int(row["people"])))
        if tally is not None:
            tallies[at(school=str(row["school"])) if row["school"] is not None else ()] = tally
    return Table(f"{period[0]} {period[1].isoformat()}", (_DONE,), completed(tallies), known=True)


def _school(place: Place) -> str | None:
    return place[0][1] if place else None


def _shown(value: Tally | Hidden, floor: int) -> Shown:
    if isinstance(value, Hidden):
        return Shown(None, None, value, floor)
    return Shown(value.done[0], value.of, None, floor)


def _protected(tables: Mapping[Period, Table], floor: int) -> dict[str, Released]:
    """Month by month with its weeks, so that hiding stays near; then all of them as one whole."""
    lower = None
    if isinstance(floor, Floor) and floor.below < floor:
        lower = _protected(tables, floor.below)
    also = hidden_places(lower or {})
    made: dict[str, Released] = {}
    every: list[Tie] = []
    for first in sorted(day for unit, day in tables if unit == "month"):
        weeks = _weeks(tables, first)
        here = [tables["month", first], *(tables["week", day] for day in weeks)]
        ties = [tie for place in here[0].tallies for tie in _ties(tables, first, weeks, place)]
        settled = {one.name: made[one.name].cells for one in here if one.name in made}
        made.update(protect(here, int(floor), settled=settled, ties=ties, also=also))
        every += ties
    hidden = {name: (*also.get(name, ()), *places) for name, places in hidden_places(made).items()}
    return protect(list(tables.values()), floor, ties=every, also={**also, **hidden}, lower=lower)


def _weeks(tables: Mapping[Period, Table], first: date) -> list[date]:
    """The weeks with a day in the month."""
    return [
        day for unit, day in tables if unit == "week" and first - timedelta(days=6) <= day <= _last(first)
    ]


def _last(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _ties(tables: Mapping[Period, Table], first: date, weeks: Sequence[date], place: Place) -> Iterator[Tie]:
    """At one place: the month has no fewer than each of its weeks, and no more than all of them together."""
    month = tables["month", first]
    there = [day for day in weeks if place in tables["week", day].tallies]
    for day in there:
        week = tables["week", day]
        if month.tallies[place].of == week.tallies[place].of:  # the same members, as far as anybody can tell
            yield Tie(((month.name, place, "of", 1), (week.name, place, "of", -1)), exact=True)
        if day < first or day + timedelta(days=6) > _last(first):
            continue
        for count in (_DONE, "of"):
            yield Tie(((month.name, place, count, 1), (week.name, place, count, -1)))
    several = tuple((tables["week", day].name, place, _DONE, 1) for day in there)
    yield Tie((*several, (month.name, place, _DONE, -1)))
