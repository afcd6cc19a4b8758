"""pdcycle schedule --close, --absent, --calendar: what would move; with --apply it does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from pdcycle import files, wording
from pdcycle.cli.exits import DONE, INTERRUPTED, PROBLEMS
from pdcycle.cli.interrupts import unbroken
from pdcycle.cli.options import Call, Table
from pdcycle.cli.progress import ended, searching
from pdcycle.cli.schedule import How, refuse, write
from pdcycle.cli.schedule_shown import key_of
from pdcycle.cli.validate import explain
from pdcycle.diagnostics import has_errors
from pdcycle.errors import PdcycleError
from pdcycle.flows.district import District, read, settled, sources
from pdcycle.flows.notices import FOLDER, notices
from pdcycle.flows.supposed import supposed, supposition
from pdcycle.flows.what_if import WhatIf, what_if
from pdcycle.model.results import Event
from pdcycle.output.changes import change_blocks, change_rows, summary
from pdcycle.output.tables import Block, terminal
from pdcycle.schedule.changes import Why
from pdcycle.workspace import find_root


@dataclass(frozen=True, slots=True)
class Asked:
    """What is supposed, as said on the command line, and whether to make it so."""

    close: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    calendar: Path | None = None
    apply: bool = False


def run(call: Call, how: How, asked: Asked, as_of: str | None) -> int:
    """Show what would change; 1 where something would have no place or the plan would no longer hold."""
    _fits(how, asked)
    district = read(find_root(call.start))
    if has_errors(district.diagnostics):
        return refuse(call.terminal, district)
    settings = district.workspace.settings
    today = call.terminal.as_of(as_of, settings.as_of, settings.zone)
    other = call.inside(asked.calendar) if asked.calendar is not None else None
    there = supposed(district, supposition(district, asked.close, asked.absent, other))
    if has_errors(there.district.diagnostics):
        return refuse(call.terminal, there.district)
    with searching(call.terminal, how.time_limit) as search:
        found = what_if(district, there, today, search.watch)
    if found.before.faults or found.after.faults:
        return refuse(call.terminal, there.district, [*found.before.faults, *found.after.faults])
    explain(call.terminal, settled(there.district, list(found.worse)), sources(there.district))
    shown = _json(district, found) if how.table is Table.JSON else _text(district, found, call.terminal.width)
    call.terminal.result(shown)
    ended(search, found.after)
    if search.halted(found.after):
        call.terminal.say("nothing was written, as it was stopped; --time-limit ends a search and writes")
        return INTERRUPTED
    if not asked.apply:
        call.terminal.say("nothing was written; --apply makes it so, and writes a notice for each concerned")
    elif found.after.schedule.unplaced and not how.partial:
        call.terminal.say("nothing was written; --apply --partial makes it so without what has no place")
    else:
        _apply(call, there.district, found, today)
    return DONE if found.holds else PROBLEMS


def _fits(how: How, asked: Asked) -> None:
    if how.check or how.diff or how.fresh:
        raise PdcycleError(
            "--check, --diff and --fresh do not go with --close, --absent, --calendar or --apply",
            "ask one thing at a time",
        )
    if not (asked.close or asked.absent or asked.calendar):
        raise PdcycleError("--apply has nothing to make so", "say --close, --absent or --calendar with it")


def _apply(call: Call, there: District, found: WhatIf, today: date) -> None:
    letters = notices(there, found, today)
    write(call.terminal, there, found.after, [*found.artefacts, *found.after.artefacts()])
    with unbroken():
        files.write(there.workspace.root, letters)
    if letters:
        call.terminal.say(
            f"{wording.count(len(letters) // 2, 'notice')} in {FOLDER}/{today}, each as .md and .txt"
        )


def _text(district: District, found: WhatIf, width: int) -> str:
    key = partial(_key, district)
    blocks = [Block("What if", tuple(_lines(district, found))), *change_blocks(found.changes, key)]
    return terminal(blocks, width)


def _key(district: District, event: Event) -> str:
    return key_of(district, event.id, event.label)


def _lines(district: District, found: WhatIf) -> list[str]:
    stay = "stays where it is" if found.kept == 1 else "stay where they are"
    lines = [f"{summary(found.changes)}; {wording.count(found.kept, 'event')} {stay}."]
    if found.relettered:
        moved = sum(change.why is Why.LETTER for change in found.changes)
        stand = "event stands" if found.relettered == 1 else "events stand"
        lines.append(f"{found.relettered:,} {stand} on days that get another letter; {moved:,} move with it.")
    lines += [
        f"{_key(district, event)} stays on {wording.day(event.day)}, which is lost: it is "
        + ("past." if event.state == "frozen" else "fixed under `dates:`; change it there.")
        for event in found.stuck
    ]
    lines += [_lost(found), _substitutes(district, found)]
    lines += _years(district, found)
    lines += _windows(found)
    end = "still holds" if found.holds else "would no longer hold as it is written"
    return [*lines, f"The plan {end}."]


def _lost(found: WhatIf) -> str:
    if all(change.new is not None for change in found.changes):
        return "Lost: nothing; every meeting still takes place."
    return f"Lost: {wording.minutes(found.lost)} of people's time in meetings that do not take place."


def _substitutes(district: District, found: WhatIf) -> str:
    before, after = found.half_days
    if before == after:
        return f"Substitutes: {wording.count(after, 'half-day') if after else 'none'}, as before."
    return f"Substitutes: {wording.count(after, 'half-day')} instead of {before}{_cost(district, after - before)}."


def _years(district: District, found: WhatIf) -> list[str]:
    """What becomes of the school year, schools alike in one sentence."""
    houses = district.workspace.calendar.schools if district.workspace.calendar else {}
    told: dict[str, list[str]] = {}
    for school in found.schools:
        (days, now), (last, end) = school.days, school.last
        parts = [f"{now} school days instead of {days}"] if days != now else []
        if last != end:
            parts.append(f"the last school day is {wording.day(end)} instead of {wording.day(last)}")
        name = houses[school.school].name if school.school in houses else school.school
        told.setdefault(", ".join(parts), []).append(name)
    return [
        f"{wording.names(names) if len(names) < len(houses) else 'Every school'}: {text}."
        for text, names in told.items()
    ]


def _windows(found: WhatIf) -> list[str]:
    """The days of what people do at their own pace, where they are others now."""
    return [
        f"{new.title}: {wording.days(new.first, new.last)} instead of {wording.days(old.first, old.last)}."
        for old, new in found.windows
    ]


def _cost(district: District, halves: int) -> str:
    """What so many half-days of substitutes cost more or less; nothing where the district does not say."""
    costs = district.workspace.settings.costs
    if not costs.substitute_day:
        return ""
    amount = Decimal(abs(halves)) * costs.substitute_day / 2
    return f", {costs.currency} {amount:,.2f} {'more' if halves > 0 else 'less'}"


def _json(district: District, found: WhatIf) -> str:
    document = {
        "version": 1,
        "changes": change_rows(found.changes, partial(_key, district)),
        "kept": found.kept,
        "relettered": found.relettered,
        "stuck": [event.id for event in found.stuck],
        "person_minutes_lost": found.lost,
        "minutes": dict(zip(("before", "after"), found.minutes, strict=True)),
        "substitute_half_days": dict(zip(("before", "after"), found.half_days, strict=True)),
        "schools": [
            {
                "school": item.school,
                "school_days": list(item.days),
                "last_day": [day.isoformat() for day in item.last],
            }
            for item in found.schools
        ],
        "windows": [
            {
                "id": new.id,
                "title": new.title,
                "was": [old.first.isoformat(), old.last.isoformat()],
                "is": [new.first.isoformat(), new.last.isoformat()],
            }
            for old, new in found.windows
        ],
        "worse": [{"code": item.code, "message": item.message} for item in found.worse],
        "holds": found.holds,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
