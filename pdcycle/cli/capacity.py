"""pdcycle capacity: weeks by coach and principal, asked for against available."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from pdcycle import wording
from pdcycle.cli.exits import DONE, PROBLEMS
from pdcycle.cli.options import Call, Table
from pdcycle.cli.schedule import refuse
from pdcycle.cli.validate import explain
from pdcycle.diagnostics import has_errors
from pdcycle.errors import PdcycleError
from pdcycle.flows.capacity import demanded
from pdcycle.flows.district import read, settled, sources
from pdcycle.output.tables import Block, Cell, Grid, terminal
from pdcycle.schedule.capacity import SHARE, Capacity, PersonLoad
from pdcycle.workspace import find_root

ACROSS = 6
"""People side by side in a table of 80 columns."""
TOLD = 3
"""Overloaded weeks named in a person's sentence; the table marks them all."""


def run(call: Call, people: Sequence[str], *, share: str | None, shown: Table, require: bool) -> int:
    """Show the weeks; what asks too much is told, and an error only where it is required to fit."""
    part = parse_share(share)
    district = read(find_root(call.start))
    if has_errors(district.diagnostics):
        return refuse(call.terminal, district)
    found, wrong = demanded(district, part)
    complaints = settled(district, list(wrong))
    explain(call.terminal, complaints, sources(district))
    if found is None:
        raise PdcycleError("there is no calendar to count weeks by", "write calendar.yaml first")
    chosen = _chosen(found, people)
    call.terminal.result(_json(chosen) if shown is Table.JSON else text(chosen, call.terminal.width))
    if has_errors(complaints) or (require and not chosen.fits):
        return PROBLEMS
    return DONE


def parse_share(share: str | None) -> Fraction:
    """`60%`, `60` or `0.6` as a share; the research's where nothing is said."""
    if share is None:
        return SHARE
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*%?", share.strip())
    value = Fraction(found[1]) if found else Fraction(0)
    value = value if found and value <= 1 and "%" not in share and "." in share else value / 100
    if not 0 < value <= 1:
        raise PdcycleError(f"--share is '{share}'", "write a part of the week such as 60%")
    return value


def _chosen(found: Capacity, people: Sequence[str]) -> Capacity:
    known = {one.person: one for one in found.people}
    for person in people:
        if person not in known:
            raise PdcycleError(
                f"'{person}' leads nothing", f"the leaders are {', '.join(known)}" if known else None
            )
    return Capacity(tuple(known[person] for person in people), found.share) if people else found


def text(found: Capacity, width: int) -> str:
    """A sentence a person, then a table of weeks, as many people side by side as fit."""
    head = f"Capacity: minutes asked of {wording.share(found.share)} of the time on duty"
    if not found.people:
        return f"{head}\nNobody is a coach or a principal, and nobody else leads anything.\n"
    blocks = [Block(head, tuple(sentence(person) for person in found.people))]
    busy = [person for person in found.people if any(week.asked for week in person.weeks)]
    for at in range(0, len(busy), ACROSS):
        side = busy[at : at + ACROSS]
        blocks.append(Block("Weeks, asked/available; ! asks too much", (), _grid(side)))
    return terminal(blocks, width)


def sentence(person: PersonLoad) -> str:
    """One person's year in words."""
    busy = [week for week in person.weeks if week.asked]
    if not busy:
        return f"{person.person}: nothing is asked so far"
    over = person.over
    fitting = len(person.weeks) - len(over)
    told = [
        f"{person.person}: {fitting} of {wording.count(len(person.weeks), 'week')} {'fits' if fitting == 1 else 'fit'}"
    ]
    worst = sorted(
        sorted(over, key=lambda week: (week.available - week.asked, week.monday))[:TOLD],
        key=lambda week: week.monday,
    )
    if worst:
        asks = [
            f"the week of {wording.short_day(week.monday)} asks {week.asked} min of {week.available}"
            for week in worst
        ]
        rest = len(over) - len(worst)
        told.append(", ".join(asks) + (f", and {rest} more" if rest else ""))
    else:
        fullest = max(
            busy, key=lambda week: (Fraction(week.asked, max(week.available, 1)), -week.monday.toordinal())
        )
        told.append(
            f"the fullest, of {wording.short_day(fullest.monday)}, asks {fullest.asked} min of {fullest.available}"
        )
    if (floor := person.break_outs) is not None:
        told.append(
            f"{wording.count(floor.asked, 'break-out')} take at least {wording.count(floor.weeks, 'week')}"
        )
        if floor.without_room:
            told.append(f"{floor.without_room} of them have no department meeting to sit in")
    return "; ".join(told)


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


def _json(found: Capacity) -> str:
    document = {
        "version": 1,
        "share": {"numerator": found.share.numerator, "denominator": found.share.denominator},
        "fits": found.fits,
        "people": [_person(person) for person in found.people],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, default=date.isoformat) + "\n"


def _person(person: PersonLoad) -> dict[str, Any]:
    floor = person.break_outs
    return {
        "person": person.person,
        "role": person.role,
        "says": sentence(person),
        "break_outs": {
            "asked": floor.asked,
            "weeks_at_least": floor.weeks,
            "without_room": floor.without_room,
        }
        if floor
        else None,
        "weeks": [
            {
                "monday": week.monday,
                "asked": week.asked,
                "led": week.led,
                "travel": week.travel,
                "logs": week.logs,
                "available": week.available,
                "over": week.over,
            }
            for week in person.weeks
        ],
    }
