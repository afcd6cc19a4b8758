"""pdcycle report --publish: tables of counts for everybody, written to `published/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdcycle import files, wording
from pdcycle.cli.exits import DONE, PROBLEMS
from pdcycle.cli.options import Call, Reader
from pdcycle.cli.schedule import refuse
from pdcycle.cli.validate import explain
from pdcycle.diagnostics import has_errors
from pdcycle.files import Outcome
from pdcycle.flows.district import read, settled, sources
from pdcycle.flows.facts import facts
from pdcycle.flows.publish import publish
from pdcycle.flows.render import known
from pdcycle.flows.schedule import as_published
from pdcycle.model.audience import Audience
from pdcycle.workspace import find_root


@dataclass(frozen=True, slots=True)
class How:
    """What was asked of the command."""

    audience: Reader
    check: bool
    diff: bool


def run(call: Call, programs: Sequence[str], how: How, as_of: str | None) -> int:
    """Write each program's table of the day, held against what is out already."""
    district = read(find_root(call.start))
    if has_errors(district.diagnostics):
        return refuse(call.terminal, district)
    known(programs, [one.id for one in district.authored], "program")
    settings = district.workspace.settings
    today = call.terminal.as_of(as_of, settings.as_of, settings.zone)
    done = as_published(district)
    if done.faults:
        return refuse(call.terminal, district, done.faults)
    account = facts(district, done, today)
    shown = settled(district, [*done.diagnostics, *account.diagnostics])
    explain(call.terminal, shown, sources(district))
    root = district.workspace.root
    made = publish(account, root, Audience(how.audience.value), programs)
    if how.diff:
        call.terminal.result("".join(files.diff(root, made)))
    if how.check or how.diff:
        changed = sum(files.outcome(root, one) is not Outcome.UNCHANGED for one in made)
        call.terminal.say(f"{wording.count(changed, 'file')} would change")
        return PROBLEMS if how.check and changed else DONE
    for path, state in files.write(root, made).items():
        call.terminal.say(f"{path}: {state.value}")
    return PROBLEMS if has_errors(shown) else DONE
