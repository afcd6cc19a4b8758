"""pdcycle schedule: dates, times and places, as a table, locks and calendars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pdcycle import files, wording
from pdcycle.cli.exits import DONE, INTERRUPTED, PROBLEMS
from pdcycle.cli.interrupts import unbroken
from pdcycle.cli.options import Call, Table
from pdcycle.cli.progress import ended, searching
from pdcycle.cli.schedule_shown import as_json, skipped, table
from pdcycle.cli.terminal import Terminal
from pdcycle.cli.validate import explain
from pdcycle.diagnostics import Diagnostic, has_errors
from pdcycle.files import Artefact, Outcome
from pdcycle.flows.calendars import calendars
from pdcycle.flows.checking import broken
from pdcycle.flows.district import District, settled, sources
from pdcycle.flows.district import read as read_district
from pdcycle.flows.schedule import Scheduling, as_published, live, schedule
from pdcycle.workspace import find_root

CALENDARS = "build/coach/calendars"


@dataclass(frozen=True, slots=True)
class How:
    """What was asked of the command."""

    check: bool
    diff: bool
    fresh: bool
    partial: bool
    time_limit: float | None
    table: Table
    everything: bool = False


def run(call: Call, how: How, as_of: str | None) -> int:
    """Place what has no date yet, show it, and write the locks unless something has no place."""
    district = read_district(find_root(call.start))
    if has_errors(district.diagnostics):
        return refuse(call.terminal, district)
    settings = district.workspace.settings
    today = call.terminal.as_of(as_of, settings.as_of, settings.zone)
    if how.check and not how.diff:
        return _check(call.terminal, district, today)
    with searching(call.terminal, how.time_limit) as search:
        done = schedule(district, today, fresh=how.fresh, watch=search.watch)
    if done.faults:
        return refuse(call.terminal, district, done.faults)
    # What a search that was ended leaves out may have a place: the best so far is kept, and the next run goes on.
    how = replace(how, partial=how.partial or search.cut(done))
    code = _made(call.terminal, district, done, how, today)
    ended(search, done)
    return INTERRUPTED if search.halted(done) else code


def _made(terminal: Terminal, district: District, done: Scheduling, how: How, today: date) -> int:
    """Show it, and write it unless something has no place."""
    shown = settled(district, list(done.diagnostics))
    explain(terminal, shown, sources(district), everything=how.everything)
    made = done.artefacts()
    if how.diff:
        terminal.result("".join(files.diff(district.workspace.root, made)))
        changed = any(files.outcome(district.workspace.root, one) is not Outcome.UNCHANGED for one in made)
        return PROBLEMS if how.check and changed else DONE
    terminal.result(
        as_json(district, done)
        if how.table is Table.JSON
        else table(district, done, today, terminal.width, everything=how.everything)
    )
    if has_errors(shown) and not (how.partial and done.programs):
        terminal.say("nothing was written; --partial writes what has a place")
        return PROBLEMS
    write(terminal, district, done, made, everything=how.everything)
    return PROBLEMS if has_errors(shown) else DONE


def refuse(terminal: Terminal, district: District, faults: Sequence[Diagnostic] = ()) -> int:
    """Say what is wrong in the workspace, and that nothing was made of it."""
    shown = settled(district, [*district.diagnostics, *faults])
    explain(terminal, shown, sources(district))
    terminal.say("nothing was made; mend these first, `pdcycle validate` shows them all")
    return PROBLEMS


def _check(terminal: Terminal, district: District, today: date) -> int:
    now = as_published(district)
    found = settled(district, [*now.diagnostics, *broken(district, now, today)])
    explain(terminal, found, sources(district))
    if has_errors(found):
        return PROBLEMS
    terminal.say(f"the published schedule holds: {wording.count(len(live(now.schedule).events), 'date')}")
    return DONE


def write(
    terminal: Terminal,
    district: District,
    done: Scheduling,
    made: Sequence[Artefact],
    *,
    everything: bool = False,
) -> None:
    """Write the files together with everybody's calendars, and say what became of them."""
    shared = [
        Artefact(f"{CALENDARS}/{one.path}", one.content)
        for one in calendars(district, done.programs, done.schedule, csv=True)
    ]
    with unbroken():
        outcomes = files.write(district.workspace.root, [*made, *shared])
    for artefact in made:
        terminal.say(f"{artefact.path}: {outcomes[artefact.path].value}")
    if shared:
        terminal.say(
            f"{wording.count(len(shared) // 2, 'calendar')} in {CALENDARS}, each as .ics and as .csv"
        )
    if done.schedule.skipped:
        names = done.schedule.skipped
        told = skipped(district, names, everything=everything)
        terminal.say(
            f"skipped, as days off or without their meeting: {wording.count(len(names), 'date')}: {told}"
        )
