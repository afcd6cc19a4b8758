"""pdcycle new: a curriculum, an initiative or a plan from a ready one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pdcycle import files
from pdcycle.cli.exits import DONE
from pdcycle.cli.options import Call
from pdcycle.errors import PdcycleError
from pdcycle.flows.new import Wish, new
from pdcycle.flows.ready import FOLDERS, USUAL, names
from pdcycle.model.near import near
from pdcycle.workspace import find_root, load

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")


@dataclass(frozen=True, slots=True)
class How:
    """What was said of the program to be."""

    source: str | None
    group: str | None
    teacher: str | None
    lead: str | None
    schools: tuple[str, ...]
    diff: bool


def run(call: Call, kind: str, name: str, how: How) -> int:
    """Write the program and what it needs; say what was chosen and added."""
    if kind not in FOLDERS:
        guess = near(kind, FOLDERS)
        raise PdcycleError(
            f"'{kind}' is nothing that can be made", f"did you mean `{guess or 'curriculum'}`?"
        )
    if not _ID.match(name):
        raise PdcycleError(
            f"'{name}' is not an id", "use lower-case letters, digits and hyphens, such as clear-talk"
        )
    root = find_root(call.start)
    source = how.source or _asked(call, kind)
    made = new(load(root), Wish(kind, name, source, how.group, how.teacher, how.lead, how.schools))
    if how.diff:
        call.terminal.result("".join(files.diff(root, made.artefacts)))
        return DONE
    files.write(root, made.artefacts)
    call.terminal.say(f"wrote {made.artefacts[0].path}, from the ready {kind} '{source}'")
    for line in made.chosen:
        call.terminal.say(f"chose the {line}")
    for line in made.added:
        call.terminal.say(f"added to {line}" if ": " in line else f"added {line}")
    call.terminal.say(f"next: settle each DECIDE in {made.artefacts[0].path}, then `pdcycle validate`")
    return DONE


def _asked(call: Call, kind: str) -> str:
    """The ready program a person at the terminal names, else the usual one."""
    if not call.terminal.talks:
        return USUAL[kind]
    return call.terminal.ask(f"Start from which? ({', '.join(names(kind))})", USUAL[kind])
