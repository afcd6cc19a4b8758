"""Weeks as grids: a school's, and (for who may see them) a coach's or one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from markupsafe import Markup

from pdcycle.documents.audience import Audience, Sees
from pdcycle.documents.material import Material
from pdcycle.documents.pages import WeekPage, WeekPart
from pdcycle.documents.rows import dated
from pdcycle.model.results import Event, Occurrence, Program
from pdcycle.wording import day, names

SHOWN = 4
"""Weeks on a page: the coming ones in which something happens."""
FEW = 2
"""Up to so many people are named in a box of the grid."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A week to draw, from its Monday: its events, with those of all the page's weeks as `shown`.

    `lines` are each event's by its id, most telling first; `days` are what is to be said of a day, those in `off`
    are without school.
    """

    events: tuple[Event, ...]
    shown: tuple[Event, ...]
    monday: date
    title: str
    name: str
    lines: Mapping[str, tuple[str, ...]]
    days: Mapping[date, str]
    off: frozenset[date]


Draw = Callable[[Drawing], str]
"""Makes an SVG element of a week."""


def week_pages(material: Material, sees: Sees, draw: Draw) -> list[WeekPage]:
    """A page a school, then one a person who leads (for a coach), or one's own; who has nothing ahead has none."""
    items = {item.id: item for program in material.programs for item in program.occurrences}
    events = [event for event in material.schedule.events if event.state != "cancelled" and event.id in items]
    found: list[WeekPage | None] = []
    for school in sorted(material.schools):
        here = [event for event in events if school in event.schools and sees.one_to_one(items[event.id])]
        programs = [_only(program, {event.id for event in here}) for program in material.programs]
        found.append(
            _page(
                f"schools/{school}",
                material.school(school),
                here,
                programs,
                items,
                None,
                material,
                sees,
                draw,
            )
        )
    for person in _people(events, sees):
        own = [event for event in events if person in (*event.people, *event.lead)]
        programs = [_only(program, {event.id for event in own}) for program in material.programs]
        found.append(
            _page(
                f"people/{person}", material.name(person), own, programs, items, person, material, sees, draw
            )
        )
    return [page for page in found if page is not None]


def _people(events: Iterable[Event], sees: Sees) -> list[str]:
    if sees.audience is Audience.SELF:
        return [sees.person] if sees.person else []
    return sorted({person for event in events for person in event.lead if sees.persons(person)})


def _only(program: Program, ids: set[str]) -> Program:
    return replace(program, occurrences=tuple(item for item in program.occurrences if item.id in ids))


def _page(
    name: str,
    title: str,
    events: list[Event],
    programs: list[Program],
    items: Mapping[str, Occurrence],
    person: str | None,
    material: Material,
    sees: Sees,
    draw: Draw,
) -> WeekPage | None:
    this = material.as_of - timedelta(days=material.as_of.weekday())
    mondays = sorted({event.day - timedelta(days=event.day.weekday()) for event in events})
    ahead = [monday for monday in mondays if monday >= this][:SHOWN]
    if not ahead:
        return None
    rows = dated(programs, material, sees)
    schools = tuple(dict.fromkeys(school for event in events for school in event.schools))
    shown = tuple(event for event in events if ahead[0] <= event.day < ahead[-1] + timedelta(days=7))
    parts = []
    for number, monday in enumerate(ahead):
        last = monday + timedelta(days=6)
        here = tuple(event for event in events if monday <= event.day <= last)
        lines = {event.id: _lines(event, items[event.id], person, material) for event in here}
        said, off = _marked(monday, schools, material)
        picture = draw(
            Drawing(
                here, shown, monday, f"{title}, week of {day(monday)}", f"week-{number}", lines, said, off
            )
        )
        listed = tuple(row for row in rows if monday <= row.first <= last)
        parts.append(WeekPart(monday, Markup(picture), listed))  # noqa: S704 - drawn, and escaped, by us
    return WeekPage(title, f"weeks/{name}.html", "Person" if person else "School", tuple(parts))


def _marked(
    monday: date, schools: tuple[str, ...], material: Material
) -> tuple[dict[date, str], frozenset[date]]:
    """What the calendar says of the days of a week, and those without school at any of the schools."""
    said: dict[date, str] = {}
    off: set[date] = set()
    for number in range(5):
        today = monday + timedelta(days=number)
        for mark in material.marks:
            if mark.first <= today <= mark.last and (not mark.schools or set(schools) <= set(mark.schools)):
                said[today] = mark.title
                if mark.status == "no school":
                    off.add(today)
    return said, frozenset(off)


def _lines(event: Event, item: Occurrence, person: str | None, material: Material) -> tuple[str, ...]:
    """What a box says, most telling first: with whom, what, where."""
    others = tuple(one for one in dict.fromkeys((*event.people, *event.lead)) if one != person)
    if 0 < len(others) <= FEW:
        who = names(material.names(others))
    else:
        # Whoever leads is not one of those who take part, here as in the list beside the grid.
        who = material.group(item.group) if item.group else f"{len(item.people or others)} people"
    return tuple(line for line in (who, event.title, event.where) if line)
