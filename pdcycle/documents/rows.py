"""Dates as pages list them: each by itself, or counted where an audience may not see who meets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from pdcycle.documents.audience import ONE_TO_ONE, Sees
from pdcycle.documents.entries import entry, titled
from pdcycle.documents.material import Material
from pdcycle.documents.pages import Row
from pdcycle.documents.pieces import Entry
from pdcycle.model.results import Event, Occurrence, Program
from pdcycle.wording import count

LISTED = 3
"""Up to so many people are named in a line; more are counted."""
_GONE = ("cancelled", "skipped")


def dated(
    programs: Iterable[Program], material: Material, sees: Sees, school: str | None = None
) -> tuple[Row, ...]:
    """Every event of the programs in order of time; of one school where it is named."""
    events = material.schedule.by_id()
    rows: list[Row] = []
    folded: defaultdict[tuple[str, str, date], list[tuple[Occurrence, Entry]]] = defaultdict(list)
    merged: defaultdict[tuple[str, str, date, int], list[tuple[Occurrence, Entry]]] = defaultdict(list)
    for program in programs:
        for item in program.occurrences:
            if not _listed(item, events) or (school is not None and school not in _schools(item, events)):
                continue
            one = entry(item, material, events.get(item.id))
            if one.state in _GONE:
                continue
            if sees.one_to_one(item):
                merged[program.title, item.title, one.first, one.start or 0].append((item, one))
            else:
                monday = one.first - timedelta(days=one.first.weekday())
                folded[program.title, item.kind.brings.title, monday].append((item, one))
    rows += [_merged(title, found, material) for (title, _, _, _), found in merged.items()]
    rows += [_folded(title, name, monday, found) for (title, name, monday), found in folded.items()]
    return tuple(
        sorted(rows, key=lambda row: (row.first, row.start or 0, row.last, row.title, row.program, row.who))
    )


def _listed(item: Occurrence, events: dict[str, Event]) -> bool:
    return item.id in events or (item.event and item.binding is not None)


def _schools(item: Occurrence, events: dict[str, Event]) -> tuple[str, ...]:
    event = events.get(item.id)
    return event.schools if event is not None and event.schools else item.schools


def _merged(program: str, found: list[tuple[Occurrence, Entry]], material: Material) -> Row:
    one = found[0][1]
    people = tuple(dict.fromkeys(name for _, other in found for name in other.people))
    return Row(
        first=one.first,
        last=one.last,
        start=one.start,
        minutes=one.minutes,
        title=one.title,
        step=one.step,
        state=one.state,
        who=_who([other for other, _ in found], people, material),
        lead=tuple(dict.fromkeys(name for _, other in found for name in other.lead)),
        where=one.where,
        program=program,
    )


def _who(items: list[Occurrence], people: tuple[str, ...], material: Material) -> tuple[str, ...]:
    item = items[0]
    if item.group is not None and item.kind not in ONE_TO_ONE:
        return (material.group(item.group),)
    if len(people) <= LISTED:
        return people
    schools = [
        material.school(school) for school in sorted({school for one in items for school in one.schools})
    ]
    place = schools[0] if len(schools) == 1 else count(len(schools), "school") if schools else ""
    return (f"{len(people)} people" + (f", {place}" if place else ""),)


def _folded(program: str, title: str, monday: date, found: list[tuple[Occurrence, Entry]]) -> Row:
    return Row(
        first=monday,
        last=monday + timedelta(days=4),
        start=None,
        minutes=None,
        title=title,
        step=found[0][1].step,
        state="dated",
        program=program,
        count=len(found),
    )


def gathered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """More than three like events of one week as one line with their count, for short lists."""
    rows = tuple(rows)
    weeks = Counter(_week(row) for row in rows)
    made: dict[tuple[str, str, date], Row] = {}
    for row in rows:
        key = _week(row)
        if weeks[key] <= LISTED or row.count > 1:
            made[row.program, f"{row.title} {len(made)}", row.first] = row
        elif key in made:
            made[key] = replace(made[key], last=max(made[key].last, row.last), count=made[key].count + 1)
        else:
            made[key] = replace(row, start=None, minutes=None, who=(), lead=(), where=None, href=None)
    return tuple(made.values())


def _week(row: Row) -> tuple[str, str, date]:
    return row.program, row.title, row.first - timedelta(days=row.first.weekday())


def windows(programs: Iterable[Program], material: Material) -> tuple[Row, ...]:
    """What runs at one's own pace on the material's day, a line an activity, soonest due first."""
    found: defaultdict[tuple[str, str, str, date], list[Occurrence]] = defaultdict(list)
    titles = {}
    for program in programs:
        for item in program.occurrences:
            one = entry(item, material, None)
            if one.state == "window" and item.first <= material.as_of <= item.last:
                found[program.id, item.cycle, item.activity, item.last].append(item)
                titles[program.id] = program.title
    rows = []
    for (program_id, _, _, last), items in found.items():
        people = {person for item in items for person in (item.owners or item.people)}
        rows.append(
            Row(
                first=min(item.first for item in items),
                last=last,
                start=None,
                minutes=None,
                title=titles_of(items, material),
                step=items[0].step,
                state="window",
                who=(f"{len(people)} people",) if len(people) > 1 else (),
                program=titles[program_id],
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.last, row.program, row.title)))


def titles_of(items: list[Occurrence], material: Material) -> str:
    """The activity's title; several courses of one activity are told by their kind."""
    several = len({item.item for item in items}) > 1
    return items[0].kind.brings.title + "s" if several else titled(items[0], material)
