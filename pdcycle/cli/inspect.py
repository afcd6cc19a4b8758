"""pdcycle inspect: what an export was recognised as, a preview without people, and a starting profile.

Of people only those are named whom nobody in people.csv matches.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from pdcycle import files, wording
from pdcycle.cli.exits import DONE, PROBLEMS
from pdcycle.cli.options import Call, Table
from pdcycle.diagnostics import Diagnostic, has_errors
from pdcycle.errors import PdcycleError
from pdcycle.evidence.inspection import Inspection
from pdcycle.flows.inspect import MOST, inspected, source_lines, starting_profile
from pdcycle.output import diagnostics as output
from pdcycle.output.strangers import strangers_block
from pdcycle.output.tables import Block, Grid, terminal
from pdcycle.workspace import find_root

_DELIMITERS = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "bars"}
_ORDERS = {"mdy": "month first (9/30/2026)", "dmy": "day first (30/9/2026)"}


def run(call: Call, path: Path, shown: Table, *, write: bool) -> int:
    """Show what the file is; with `write`, put a starting profile into profiles/."""
    root = _root(call.start)
    found = inspected(call.start / path, root)
    call.terminal.result(as_json(found) if shown is Table.JSON else text(found, call.terminal.width))
    if write:
        _write(call, root or call.start, found)
        return DONE
    return DONE if found.profile and not has_errors(found.doubts) else PROBLEMS


def as_json(found: Inspection) -> str:
    """One object with everything that was recognised; people's cells are masked here too, but for strangers."""
    whole = {"version": 1, **asdict(found), "doubts": json.loads(output.as_json(found.doubts))["diagnostics"]}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def text(found: Inspection, width: int = 80) -> str:
    """What it is, its columns, the doubts, and lines to paste."""
    if found.what:
        return terminal([Block(f"{found.file} is {found.what}", _said(found.doubts))], width)
    rows = tuple((one.name or "(no name)", one.is_, ", ".join(one.examples)) for one in found.columns)
    blocks = [
        Block(f"{found.file}: {found.profile or 'not recognised'}", _recognised(found)),
        Block("Columns", (), Grid(("Column", "Read as", "Such as"), rows)),
        Block("Doubts", _said(found.doubts) or ("None.",)),
    ]
    if found.strangers:
        blocks.append(strangers_block(found.strangers))
    said = terminal(blocks, width)
    if found.profile:
        more = f"# and {len(found.names) - MOST} more names\n" if len(found.names) > MOST else ""
        return said + _pasted("A source to start from", "\n".join(source_lines(found)) + "\n" + more)
    return said + _pasted("A profile to start from (--write puts it into profiles/)", found.draft)


def _recognised(found: Inspection) -> tuple[str, ...]:
    counted = wording.count(found.rows, "row")
    by = _DELIMITERS.get(found.delimiter, repr(found.delimiter))
    after = f" and the {found.header_rows - 1} after it" if found.header_rows > 1 else ""
    lines = [
        f"{found.encoding}, separated by {by}, header on line {found.header_line}{after}.",
        f"More than {counted}; these were looked at." if found.more else f"{counted}.",
    ]
    if found.profile:
        lines.append(f"Known by its columns {wording.names(f'`{name}`' for name in found.why)}.")
        if found.others:
            lines.append(f"It could also be read as {wording.names(f'`{name}`' for name in found.others)}.")
        if found.date_order:
            lines.append(f"Dates have the {_ORDERS[found.date_order]}.")
        if found.zone:
            lines.append(f"Its times are of {found.zone}.")
    else:
        lines.append("No profile reads it.")
        lines += [
            f"It is nearly `{miss.profile}`, which needs {wording.names(f'`{name}`' for name in miss.missing)} too."
            for miss in found.misses
        ]
    return tuple(lines)


def _said(doubts: tuple[Diagnostic, ...]) -> tuple[str, ...]:
    lines = []
    for item in doubts:
        place = item.place
        where = f"line {place.start.line}: " if place is not None and hasattr(place, "start") else ""
        lines.append(f"{where}{item.message}{f' ({item.help})' if item.help else ''}")
    return tuple(lines)


def _pasted(heading: str, text_: str) -> str:
    return f"\n{heading}\n{'-' * len(heading)}\n{text_}"


def _root(start: Path) -> Path | None:
    try:
        return find_root(start)
    except PdcycleError:
        return None


def _write(call: Call, root: Path, found: Inspection) -> None:
    if not found.draft:
        raise PdcycleError(
            f"`{found.profile}` reads this file already" if found.profile else f"this is {found.what}",
            "nothing was written",
        )
    artefact = starting_profile(found)
    if (root / artefact.path).exists():
        raise PdcycleError(f"{artefact.path} exists", "nothing was written; remove it, or edit it by hand")
    outcome = files.write(root, [artefact])[artefact.path]
    call.terminal.say(f"{artefact.path}: {outcome.value}")
