"""A year's load as bars, a row a person: how full each week is, and which ask too much."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pdcycle import wording
from pdcycle.output.charts_svg import BLUE, FAINT, GREY, RED, column, label, line, rect, svg, text, wrapped
from pdcycle.progress.digest import Load, LoadRow, LoadWeek
from pdcycle.schedule.loads import Capacity

_LEFT = 110
_WIDEST = 220
_BAR = 13
_TALL = 40
_ROW = 74
_MOST = Fraction(3, 2)
"""What is beyond one and a half times the available is cut off; its number is what a pointer is told."""


def load_of(found: Capacity, names: Mapping[str, str] | None = None) -> Load:
    """The load as a picture and a table take it; `names` says how people are called, else by their ids."""
    said = names or {}
    rows = tuple(
        LoadRow(
            said.get(one.person, one.person),
            tuple(LoadWeek(week.monday, week.asked, week.available) for week in one.weeks),
        )
        for one in found.people
    )
    shares = {one.share for one in found.people}
    return Load("What each week asks", shares.pop() if len(shares) == 1 else found.share, rows)


def capacity_chart(found: Capacity, name: str = "capacity") -> str:
    """The load of everybody who leads."""
    return load_chart(load_of(found), name)


def load_chart(found: Load, name: str = "capacity") -> str:
    """A bar a week against the line of what is available; a week over it is red and has a `!` above it."""
    mondays = sorted({week.monday for person in found.rows for week in person.weeks})
    left = column([person.name for person in found.rows], _LEFT, _WIDEST)
    places = {monday: left + at * _BAR for at, monday in enumerate(mondays)}
    width = left + max(1, len(mondays)) * _BAR + 10
    parts = []
    for at, monday in enumerate(mondays):
        if at == 0 or monday.month != mondays[at - 1].month:
            parts.append(
                text(places[monday], 12, wording.short_day(monday).split()[0], 10, extra=f'fill="{GREY}"')
            )
    for at, person in enumerate(found.rows):
        top = 30 + at * _ROW
        parts += label(4, top + 36, wrapped(person.name, left - 10), extra='font-weight="600"')
        parts += [part for week in person.weeks for part in _bar(person, week, places[week.monday], top)]
        parts.append(line(left, top + 20, width - 10, top + 20, GREY, 1, 'stroke-dasharray="3 2"'))
    over = sum(week.over for person in found.rows for week in person.weeks)
    told = (
        f"{wording.count(len(found.rows), 'person', 'people')}, {wording.count(len(mondays), 'week')}; "
        f"the broken line is {wording.share(found.share)} of the time on duty; "
        f"{wording.count(over, 'week asks', 'weeks ask')} more."
    )
    return svg(name, width, 36 + len(found.rows) * _ROW, found.title, told, parts)


def _bar(person: LoadRow, week: LoadWeek, x: float, top: float) -> list[str]:
    full = Fraction(week.asked, week.available) if week.available else Fraction(int(week.asked > 0) * 2)
    tall = float(min(full, _MOST) * _TALL)
    base = top + 20 + _TALL
    said = f"{person.name}, week of {wording.short_day(week.monday)}: {week.asked} of {week.available} min"
    parts = [rect(x, base - _TALL, _BAR - 2, _TALL, FAINT, said=said)]
    if week.asked:
        parts.append(rect(x, base - tall, _BAR - 2, tall, RED if week.over else BLUE, said=said))
    if week.over:
        parts.append(
            text(x + (_BAR - 2) / 2, base - tall - 3, "!", 11, "middle", f'font-weight="700" fill="{RED}"')
        )
    return parts
