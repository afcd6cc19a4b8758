"""Capacity as people read it: first the weeks that ask too much, then a sentence a person, then the weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from pdcycle import wording
from pdcycle.output.tables import Block, Cell, Grid, terminal
from pdcycle.schedule.loads import Capacity, PersonLoad, Relief, Stretch, WeekLoad

ACROSS = 6
"""People side by side in a table of 80 columns."""
TOLD = 3
"""Overloaded weeks named in a person's sentence; the table marks them all."""
FIRST = 12
"""Overloaded weeks told first with their ways out."""
LABELS = 3
"""Events named that could move."""


def text(found: Capacity, width: int, shown: Sequence[PersonLoad]) -> str:
    """What is over and its ways out, a sentence a person, and the weeks, as many people side by side as fit."""
    head = Block(
        f"Capacity: minutes asked of {wording.share(found.share)} of the time on duty", (assumed(found),)
    )
    if not shown:
        nobody = "Nobody is a coach or a principal, and nobody else leads anything."
        return terminal([head, Block("Who leads", (nobody,))], width)
    blocks = [head]
    if over := too_much(found, shown):
        blocks.append(Block("Asks too much", over))
    told = [sentence(person) for person in shown]
    rest = [one.person for one in found.others if one not in shown]
    if rest:
        told.append(
            f"{wording.names(rest)} {'leads' if len(rest) == 1 else 'lead'} something too; name one to see the weeks"
        )
    blocks.append(Block("Each one's year", tuple(told)))
    busy = [person for person in shown if any(week.asked for week in person.weeks)]
    blocks += [
        Block("Weeks, asked/available; ! asks too much", (), _grid(busy[at : at + ACROSS]))
        for at in range(0, len(busy), ACROSS)
    ]
    return terminal(blocks, width)  # fmt: skip


def assumed(found: Capacity) -> str:
    """What is taken for granted, with the keys of pdcycle.yaml that say otherwise."""
    return (
        f"Taken for granted (`capacity:` in pdcycle.yaml): {wording.share(found.share)} of the time on duty that no class "
        f"or absence takes (`share:`), {found.assumed.log} min to write up each talk or visit that expects it (`log:`)."
    )


def too_much(found: Capacity, shown: Sequence[PersonLoad]) -> tuple[str, ...]:
    """A sentence for each week to come, and each stretch, that asks too much; earlier weeks are counted.

    Of many weeks the worst are told, in their order in the year.
    """
    late = [(person, relief) for person in shown for relief in person.reliefs]
    late.sort(key=lambda one: (-one[1].minutes, one[1].monday, one[0].person))
    told = [
        _over(found, person, relief)
        for person, relief in sorted(late[:FIRST], key=lambda one: (one[1].monday, one[0].person))
    ]
    if late[FIRST:]:
        told.append(f"and {wording.count(len(late) - FIRST, 'week')} more, none further above what there is")
    told += [_stretch(person, one) for person in shown for one in person.stretches if one.over]
    before = sum(len(person.over) - len(person.reliefs) for person in shown)
    if before:
        told.append(f"{wording.count(before, 'week')} before today asked too much, with a ! below")
    return tuple(told)  # fmt: skip


def _over(found: Capacity, person: PersonLoad, relief: Relief) -> str:
    week = next(one for one in person.weeks if one.monday == relief.monday)
    asks = []
    if relief.minutes:
        full = f" ({wording.share(Fraction(week.asked, week.available))})" if week.available else ""
        asks.append(f"{week.asked} min of {week.available}{full}")
    if week.crowded:
        asks.append(
            f"{wording.count(week.events, 'event')} of {week.events_allowed} that `contract: visits:` allows"
        )
    ways = ways_out(found, person, relief)
    out = (
        f"{'; or '.join(ways)}"
        if ways
        else "no other week of what is led has room, so lead less, or for less long"
    )
    return f"{person.person}, the week of {wording.short_day(relief.monday)}: {' and '.join(asks)}. {out[0].upper()}{out[1:]}."  # fmt: skip


def ways_out(found: Capacity, person: PersonLoad, relief: Relief) -> list[str]:
    """What would bring a week under, each alone: other weeks, somebody else, more time."""
    ways = []
    if relief.moves:
        names = [f"`{label}`" for label, _ in relief.moves[:LABELS]]
        rest = len(relief.moves) - len(names)
        moved = wording.names([*names, f"{rest} more"] if rest else names)
        weeks = wording.names(wording.short_day(day) for day in sorted({day for _, day in relief.moves}))
        several = "weeks" if len({day for _, day in relief.moves}) > 1 else "week"
        ways.append(f"move {moved} to the {several} of {weeks}")
    if relief.helper is not None:
        ways.append(f"let {relief.helper} lead {relief.minutes} min of it")
    more = []
    if relief.share is not None:
        more += [f"{key} {wording.share(relief.share)}" for key in _keys(found, person, relief.share)]
    if relief.events is not None:
        more.append(f"`contract: visits:` {relief.events}")
    if more:
        ways.append(f"allow {wording.names(more)}")
    return ways


def _keys(found: Capacity, person: PersonLoad, share: Fraction) -> list[str]:
    """Which settings hold the share below this."""
    keys = ["`contract: coaching:`"] if person.share < found.share else []
    return keys + (["`capacity: share:`"] if found.share < share else [])


def _stretch(person: PersonLoad, one: Stretch) -> str:
    name = one.name
    if name[:4].isdigit() and name[4:5] == "-":
        name = wording.month(date(int(name[:4]), int(name[5:7]), 1))
    asks = f"{wording.count(one.events, 'event')} of {one.allowed} that `contract: visits:` allows"
    return f"{person.person}, {'the year' if name == 'year' else name}: {asks}."


def sentence(person: PersonLoad) -> str:
    """One person's year in words."""
    busy = [week for week in person.weeks if week.asked]
    if not busy:
        return f"{person.person}: nothing is asked so far"
    fitting = len(person.weeks) - len(person.over)
    verb = "fits" if fitting == 1 else "fit"
    told = [
        f"{person.person}: {fitting} of {wording.count(len(person.weeks), 'week')} {verb}",
        _fullest(person, busy),
    ]
    if (floor := person.break_outs) is not None:
        told.append(
            f"{wording.count(floor.asked, 'break-out')} take at least {wording.count(floor.weeks, 'week')}"
        )
        if floor.without_room:
            told.append(f"{floor.without_room} of them have no department meeting to sit in")
    return "; ".join(told)


def _fullest(person: PersonLoad, busy: Sequence[WeekLoad]) -> str:
    """The weeks that ask most too much, else the fullest one."""
    over = sorted(person.over, key=lambda week: (week.available - week.asked, week.monday))
    worst = sorted(over[:TOLD], key=lambda week: week.monday)
    if worst:
        asks = ", ".join(
            f"the week of {wording.short_day(week.monday)} asks {week.asked} min of {week.available}"
            for week in worst
        )
        return asks + (f", and {len(over) - len(worst)} more" if len(over) > len(worst) else "")
    fullest = max(
        busy, key=lambda week: (Fraction(week.asked, max(week.available, 1)), -week.monday.toordinal())
    )
    return f"the fullest, of {wording.short_day(fullest.monday)}, asks {fullest.asked} min of {fullest.available}"


def _grid(people: Sequence[PersonLoad]) -> Grid:
    weeks = [{week.monday: week for week in person.weeks} for person in people]
    mondays = sorted({monday for table in weeks for monday in table})
    rows = []
    for monday in mondays:
        row: list[Cell] = [wording.short_day(monday)]
        for table in weeks:
            week = table.get(monday)
            row.append(f"{week.asked}/{week.available}{'!' if week.over else ' '}" if week else "")
        rows.append(tuple(row))
    return Grid(
        ("week of", *(person.person for person in people)), tuple(rows), frozenset(range(1, len(people) + 1))
    )


COLUMNS = (
    "person",
    "role",
    "week",
    "asked",
    "led",
    "travel",
    "logs",
    "available",
    "events",
    "events_allowed",
    "over",
)


def rows(people: Sequence[PersonLoad]) -> Grid:
    """Every week of everybody as one row, in minutes."""
    return Grid(
        COLUMNS,
        tuple(
            (
                person.person,
                person.role,
                week.monday,
                week.asked,
                week.led,
                week.travel,
                week.logs,
                week.available,
                week.events,
                week.events_allowed,
                "yes" if week.over else "no",
            )
            for person in people
            for week in person.weeks
        ),
    )
