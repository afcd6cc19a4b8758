"""pdcycle build: the whole site of one audience."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pdcycle import files, wording
from pdcycle.cli.exits import DONE, PROBLEMS
from pdcycle.cli.options import Call, For
from pdcycle.cli.progress import searching
from pdcycle.cli.schedule import refuse
from pdcycle.cli.validate import explain
from pdcycle.diagnostics import has_errors
from pdcycle.errors import PdcycleError
from pdcycle.files import Artefact, Outcome
from pdcycle.flows.build import build, stale
from pdcycle.flows.district import read, settled, sources
from pdcycle.flows.schedule import schedule
from pdcycle.workspace import find_root

MARK = ".pdcycle-build"
"""Lists what the last build made, so that the next one removes what it no longer makes, and nothing else."""


@dataclass(frozen=True, slots=True)
class How:
    """What was asked of the command."""

    audience: For
    person: str | None
    check: bool
    diff: bool


def run(call: Call, folder: Path | None, how: How, as_of: str | None) -> int:
    """Schedule what has no date yet, make every page, and say where to look first."""
    person = how.person
    district = read(find_root(call.inside(folder)))
    if has_errors(district.diagnostics):
        return refuse(call.terminal, district)
    if how.audience is For.SELF and person is None:
        raise PdcycleError("whose own pages are these?", "say it with --person ID")
    if person is not None and person not in district.workspace.people:
        raise PdcycleError(f"there is no person '{person}'", "use an id of people.csv")
    settings = district.workspace.settings
    today = call.terminal.as_of(as_of, settings.as_of, settings.zone)
    with searching(call.terminal, keeps=False) as search:
        done = schedule(district, today, watch=search.watch)
    if done.faults:
        return refuse(call.terminal, district, done.faults)
    made = build(district, done, today, how.audience.value, person)
    shown = settled(district, [*done.diagnostics, *made.diagnostics])
    explain(call.terminal, shown, sources(district))
    home = district.workspace.root / "build" / how.audience.value
    if person is not None and how.audience is For.SELF:
        home = home / person
    if how.check or how.diff:
        return _compare(call, home, made.artefacts, how)
    changed = _write(home, made.artefacts)
    call.terminal.say(
        f"{wording.count(len(made.artefacts), 'file')} in {home}, {changed} of them new or changed"
    )
    call.terminal.say(f"open {home / 'index.html'}")
    return PROBLEMS if has_errors(shown) else DONE


def _compare(call: Call, home: Path, made: Sequence[Artefact], how: How) -> int:
    if how.diff:
        call.terminal.result("".join(files.diff(home, made)))
    changed = sum(files.outcome(home, one) is not Outcome.UNCHANGED for one in made)
    call.terminal.say(f"{wording.count(changed, 'file')} would change")
    return PROBLEMS if how.check and changed else DONE


def _write(home: Path, made: tuple[Artefact, ...]) -> int:
    listing = Artefact.text(MARK, "".join(f"{one.path}\n" for one in made))
    before = (home / MARK).read_text(encoding="utf-8").splitlines() if (home / MARK).is_file() else []
    outcomes = files.write(home, [*made, listing])
    for path in stale(before, made):
        target = (home / path).resolve()
        if target.is_relative_to(home.resolve()):
            target.unlink(missing_ok=True)
    return sum(state is not Outcome.UNCHANGED for path, state in outcomes.items() if path != MARK)
