"""pdcycle init: a workspace to start from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

from pdcycle import files
from pdcycle.cli.exits import DONE, PROBLEMS
from pdcycle.cli.options import Call
from pdcycle.cli.terminal import Terminal
from pdcycle.errors import PdcycleError
from pdcycle.flows.init import Beginning, beginning, starter
from pdcycle.flows.starter_levels import level_of

DISTRICT = "Our District"
ZONE = "America/New_York"
SCHOOL = "oak:Oak Elementary"


def run(
    call: Call,
    folder: Path | None,
    *,
    name: str | None,
    school_year: str | None,
    zone: str | None,
    schools: Sequence[str],
) -> int:
    """Write the files that are not there yet; what exists is left alone and named."""
    root = call.inside(folder)
    given = _answers(call.terminal, name, school_year, zone, schools)
    if root.exists() and not root.is_dir():
        raise PdcycleError(f"{root} is a file", "name a folder")
    made = starter(given)
    there = [artefact.path for artefact in made if (root / artefact.path).exists()]
    if "pdcycle.yaml" in there:
        call.terminal.error(
            f"{root / 'pdcycle.yaml'} exists, so this is a workspace already",
            "nothing was changed; name another folder",
        )
        return PROBLEMS
    files.write(root, [artefact for artefact in made if artefact.path not in there])
    for path in there:
        call.terminal.say(f"left as it is: {path}")
    shown = folder if folder is not None else Path()
    call.terminal.say(f"made a workspace with {len(made) - len(there)} files in {shown}")
    told = ", ".join(f"{school} {level_of(name).id}" for school, name in given.schools)
    call.terminal.say(
        f"took each school's level from its name ({told}); correct calendar.yaml where that is wrong"
    )
    call.terminal.say("next: put your own staff into people.csv and your dates into calendar.yaml, then")
    inside = f" -C {folder}" if folder is not None else ""
    call.terminal.say(f"  pdcycle{inside} new curriculum clear-talk --from communication")
    return DONE


def _answers(
    terminal: Terminal, name: str | None, school_year: str | None, zone: str | None, schools: Sequence[str]
) -> Beginning:
    today = terminal.as_of(None, None, UTC)
    year = today.year if today.month >= 5 else today.year - 1
    usual = f"{year}-{(year + 1) % 100:02}"
    if terminal.talks:
        name = name or terminal.ask("What is the district's name?", DISTRICT)
        school_year = school_year or terminal.ask("Which school year?", usual)
        zone = zone or terminal.ask("Which time zone?", ZONE)
        schools = schools or terminal.ask("Which schools? (id:name, id:name)", SCHOOL).split(",")
    return beginning(name or DISTRICT, school_year or usual, zone or ZONE, schools or [SCHOOL])
