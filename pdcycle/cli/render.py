"""pdcycle render: documents as Markdown and HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pdcycle import files, wording
from pdcycle.cli.exits import DONE, PROBLEMS
from pdcycle.cli.options import Call
from pdcycle.cli.schedule import refuse
from pdcycle.cli.validate import explain
from pdcycle.diagnostics import has_errors
from pdcycle.documents.render import FOLDER
from pdcycle.errors import PdcycleError
from pdcycle.files import Artefact, Outcome
from pdcycle.flows.district import read, settled, sources
from pdcycle.flows.render import render
from pdcycle.flows.schedule import as_published
from pdcycle.workspace import find_root

OUT = "build/coach"
NAMED = 6
"""How many documents are named to choose from."""

"""Sheets of single teachers are among them: they lie where the coach's pages do."""


@dataclass(frozen=True, slots=True)
class How:
    """What was asked of the command."""

    document: str | None
    formats: tuple[str, ...]
    out: Path | None
    check: bool
    diff: bool


def run(call: Call, programs: Sequence[str], how: How, as_of: str | None) -> int:
    """Write the documents; with dates as published, windows where nothing is published."""
    district = read(find_root(call.start))
    if has_errors(district.diagnostics):
        return refuse(call.terminal, district)
    settings = district.workspace.settings
    today = call.terminal.as_of(as_of, settings.as_of, settings.zone)
    done = as_published(district)
    if done.faults:
        return refuse(call.terminal, district, done.faults)
    made, wrong = render(district, done, today, programs, how.document, how.formats)
    shown = settled(district, [*done.diagnostics, *wrong])
    explain(call.terminal, shown, sources(district))
    if has_errors(shown):
        call.terminal.say("nothing was written")
        return PROBLEMS
    if how.out == Path("-"):
        return _print(call, made)
    root = call.inside(how.out) if how.out else district.workspace.root / OUT
    if how.check or how.diff:
        if how.diff:
            call.terminal.result("".join(files.diff(root, made)))
        stale = [one.path for one in made if files.outcome(root, one) is not Outcome.UNCHANGED]
        call.terminal.say(f"{wording.count(len(stale), 'document')} would change")
        return PROBLEMS if how.check and stale else DONE
    outcomes = files.write(root, made)
    changed = sum(one is not Outcome.UNCHANGED for one in outcomes.values())
    call.terminal.say(
        f"{wording.count(len(made), 'document')} in {root / 'documents'}, {changed} of them new or changed"
    )
    return DONE


def _print(call: Call, made: Sequence[Artefact]) -> int:
    if len(made) != 1:
        raise PdcycleError(f"`--out -` shows one document, and these are {len(made)}", _choices(made))
    call.terminal.result(made[0].content.decode())
    return DONE


def _choices(made: Sequence[Artefact]) -> str:
    """The documents there are, as `--document` takes them, and how to come to one."""
    paths = sorted(one.path.removeprefix(f"{FOLDER}/") for one in made)
    if not paths:
        return "nothing is asked for that has a document; leave --document out to see all"
    stems = list(dict.fromkeys(path.rpartition(".")[0] for path in paths))
    shown = ", ".join(stems[:NAMED]) + (f" and {len(stems) - NAMED} more" if len(stems) > NAMED else "")
    if len(stems) == 1:
        return f"say --format md or --format html: {', '.join(paths)}"
    form = "" if len(stems) == len(paths) else " with --format md or --format html"
    return f"name one as --document {stems[0]}{form}; there are {shown}"
