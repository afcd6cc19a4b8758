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
from pdcycle.cli.options import Call, Weeks
from pdcycle.cli.schedule import refuse
from pdcycle.cli.validate import explain
from pdcycle.diagnostics import has_errors
from pdcycle.errors import PdcycleError
from pdcycle.flows.capacity import demanded
from pdcycle.flows.district import District, read, settled, sources
from pdcycle.model.near import did_you_mean
from pdcycle.output.capacity_words import rows, sentence, text, ways_out
from pdcycle.output.tables import csv_text
from pdcycle.schedule.loads import Capacity, PersonLoad, Relief
from pdcycle.workspace import find_root


def run(
    call: Call,
    people: Sequence[str],
    *,
    share: str | None = None,
    shown: Weeks = Weeks.TEXT,
    require: bool = False,
    as_of: str | None = None,
) -> int:
    """Show the weeks; what asks too much is told, and an error only where it is required to fit."""
    part = parse_share(share)
    district = read(find_root(call.start))
    if has_errors(district.diagnostics):
        return refuse(call.terminal, district)
    settings = district.workspace.settings
    today = call.terminal.as_of(as_of, settings.as_of, settings.zone)
    found, wrong = demanded(district, part, today=today)
    complaints = settled(district, list(wrong))
    explain(call.terminal, complaints, sources(district))
    if found is None:
        raise PdcycleError("there is no calendar to count weeks by", "write calendar.yaml first")
    chosen = _chosen(district, found, people)
    call.terminal.result(_written(found, chosen, shown, call.terminal.width))
    late = [person.person for person in chosen if not person.fits]
    if require and late:
        call.terminal.error(f"more is asked of {wording.names(late)} than there is time for")
    return PROBLEMS if has_errors(complaints) or (require and late) else DONE


def _written(found: Capacity, chosen: Sequence[PersonLoad], shown: Weeks, width: int) -> str:
    if shown is Weeks.JSON:
        return _json(found, chosen)
    return csv_text(rows(chosen)) if shown is Weeks.CSV else text(found, width, chosen)


def parse_share(share: str | None) -> Fraction | None:
    """`60%`, `60` or `0.6` as a share; None where nothing is said."""
    if share is None:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*%?", share.strip(), re.ASCII)
    value = Fraction(found[1]) if found else Fraction(0)
    value = value if found and value <= 1 and "%" not in share and "." in share else value / 100
    if not 0 < value <= 1:
        raise PdcycleError(f"--share is '{share}'", "write a part of the week such as 60%")
    return value


def _chosen(district: District, found: Capacity, people: Sequence[str]) -> tuple[PersonLoad, ...]:
    """Those asked for, in their order; where nobody is, all who are listed, and whoever else has too much."""
    if not people:
        return (*found.people, *(one for one in found.others if not one.fits))
    known = {one.person: one for one in (*found.people, *found.others)}
    for person in people:
        if person not in district.workspace.people:
            raise PdcycleError(
                f"there is nobody with the id '{person}'",
                did_you_mean(person, district.workspace.people, "ids are those of people.csv"),
            )
        if person not in known:
            raise PdcycleError(
                f"'{person}' leads nothing", f"those who lead are {wording.names(known)}" if known else None
            )
    return tuple(known[person] for person in dict.fromkeys(people))


def _json(found: Capacity, chosen: Sequence[PersonLoad]) -> str:
    document = {
        "version": 1,
        "share": _fraction(found.share),
        "assumed": {"share": _fraction(found.share), "log": found.assumed.log},
        "fits": all(person.fits for person in chosen),
        "people": [_person(found, person) for person in chosen],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, default=date.isoformat) + "\n"


def _fraction(share: Fraction | None) -> dict[str, int] | None:
    return None if share is None else {"numerator": share.numerator, "denominator": share.denominator}


def _person(found: Capacity, person: PersonLoad) -> dict[str, Any]:
    floor = person.break_outs
    return {
        "person": person.person,
        "role": person.role,
        "says": sentence(person),
        "share": _fraction(person.share),
        "over": [_relief(found, person, one) for one in person.reliefs],
        "stretches": [
            {"name": one.name, "events": one.events, "events_allowed": one.allowed, "over": one.over}
            for one in person.stretches
        ],
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
                "events": week.events,
                "events_allowed": week.events_allowed,
                "over": week.over,
            }
            for week in person.weeks
        ],
    }


def _relief(found: Capacity, person: PersonLoad, one: Relief) -> dict[str, Any]:
    return {
        "monday": one.monday,
        "minutes": one.minutes,
        "ways_out": ways_out(found, person, one),
        "moves": [{"event": label, "week": day} for label, day in one.moves],
        "share": _fraction(one.share),
        "visits": one.events,
        "helper": one.helper,
    }
