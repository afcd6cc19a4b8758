"""Adding an entry to a YAML file somebody wrote, with their comments, order and quoting as they were."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pdcycle.diagnostics import Position, Route
from pdcycle.errors import PdcycleError
from pdcycle.language.document import Document, read


def entry_lines(document: Document, section: str, name: str) -> list[str]:
    """An entry of a block mapping as it is written: its key's line and everything indented below it."""
    start = document.span(Route(document.file, (section, name)).on_key()).start
    lines = document.text.splitlines()[start.line - 1 :]
    below = 1
    while below < len(lines) and (not lines[below].strip() or _indent(lines[below]) >= start.column):
        below += 1
    kept = [line[start.column - 1 :].rstrip() for line in lines[:below]]
    while kept and (not kept[-1] or kept[-1].startswith("#")):
        kept.pop()
    return kept


def appended(document: Document, section: str, entries: Sequence[list[str]]) -> str:
    """The document's text with the entries at the end of a section's mapping.

    Raises PdcycleError where the file cannot take them; then nothing is lost, the person adds them.
    """
    value = document.value if isinstance(document.value, dict) else {}
    there = value.get(section)
    lines = document.text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if isinstance(there, dict) and there:
        last = list(there)[-1]
        key = document.span(Route(document.file, (section, last)).on_key()).start
        end = document.span(Route(document.file, (section, last))).end
        at, indent = max(_last_line(end), key.line), key.column - 1
        if lines[key.line - 1][:indent].strip():
            _refuse(document.file, section, entries)
    elif section in value:
        at, indent = document.span(Route(document.file, (section,)).on_key()).start.line, 2
        lines[at - 1] = re.sub(r":\s*\{\s*\}", ":", lines[at - 1])
    else:
        lines.append(f"{section}:\n")
        at, indent = len(lines), 2
    added = [" " * indent + line + "\n" if line else "\n" for entry in entries for line in entry]
    text = "".join([*lines[:at], *added, *lines[at:]])
    after = read(text, document.file)
    if after.diagnostics and not document.diagnostics:
        _refuse(document.file, section, entries)
    return text


def _last_line(end: Position) -> int:
    """The line on which a half-open stretch ends."""
    return end.line - 1 if end.column == 1 else end.line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _refuse(file: str, section: str, entries: Sequence[list[str]]) -> None:
    names = ", ".join(entry[0].split(":")[0] for entry in entries)
    raise PdcycleError(
        f"{file} is written so that nothing can be added under `{section}:` without changing it",
        f"write each entry of `{section}:` on a line of its own, then run this again (it adds {names})",
    )
