"""A figure explained, as text, Markdown, CSV or JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator

from pdcycle import wording
from pdcycle.output.tables import Grid, csv_text
from pdcycle.progress.explanations import Counted, Explanation, by_name

VERSION = 1
"""Of the shape of an explanation as JSON says it."""

_Line = tuple[int, str]
"""How deep a line stands, and what it says."""


def explanation_text(found: Explanation, form: str = "text", width: int = 80) -> str:
    """The explanation as `text` for a terminal, `markdown`, `csv` (a row for each source) or `json`."""
    if form == "csv":
        return csv_text(explanation_grid(found))
    if form == "json":
        return _json(found)
    return _markdown(found) if form == "markdown" else _terminal(found, width)


def _lines(several: Iterable[Counted]) -> Iterator[_Line]:
    for name, items in by_name(several):
        if name:
            yield 0, name
        for item in items:
            yield 1, item.about
            if item.why:
                yield 2, f"{item.why[:1].upper()}{item.why[1:]}."
            for source in item.sources:
                yield 2, f"{source.place} {wording.day(source.day)}: {source.read}"


def _terminal(found: Explanation, width: int) -> str:
    title = f"{found.head} [{found.number}]"
    out = [*_wrapped(0, title, width), "=" * min(len(title), width)]
    for line in _basis_lines(found):
        out += _wrapped(0, line, width)
    out += _underlined("What it counts", width)
    for line in found.definition.lines:
        out += _wrapped(0, wording.unmarked(line), width)
    if found.definition.path:
        out.append(f"Its SQL: {found.definition.path}")
    for heading, several in found.sections:
        out += _underlined(heading, width)
        for depth, line in _lines(several):
            out += _wrapped(depth, line, width)
    if closing := found.closing:
        out.append("")
        for line in closing:
            out += _wrapped(0, wording.unmarked(line), width)
    return "\n".join(out) + "\n"


def _basis_lines(found: Explanation) -> tuple[str, ...]:
    name = f"{found.report}, " if found.report else ""
    return (f"{name}as of {wording.day(found.as_of)}. Its name: {found.id}.",)


def _underlined(text: str, width: int) -> list[str]:
    return ["", text, "-" * min(len(text), width)]


def _wrapped(depth: int, text: str, width: int) -> list[str]:
    lead = "  " * depth
    return textwrap.wrap(
        text, width, initial_indent=lead, subsequent_indent=lead + "  ", break_on_hyphens=False
    ) or [""]


def _markdown(found: Explanation) -> str:
    escaped = wording.markdown
    out = [f"# {escaped(found.head)} \\[{found.number}\\]", ""]
    out += [escaped(line) for line in _basis_lines(found)]
    out += ["", "## What it counts", "", *(f"* {wording.marked(line)}" for line in found.definition.lines)]
    if found.definition.path:
        out += ["", f"Its SQL: `{found.definition.path}`"]
    for heading, several in found.sections:
        out += ["", f"## {escaped(heading)}", ""]
        out += [f"{'  ' * depth}* {escaped(line)}" for depth, line in _lines(several)]
    for line in found.closing:
        out += ["", wording.marked(line)]
    return "\n".join(out) + "\n"


_COLUMNS = ("Figure", "Name", "What", "Due", "Status", "Done", "Of", "Why", "File", "Line", "Date", "Read")


def explanation_grid(found: Explanation) -> Grid:
    """A row for each thing counted and source; what has no source has one row with empty cells."""
    rows = []
    for item in found.counted:
        head_cells = (found.id, item.name, item.what, item.due, item.state, item.done, item.of, item.why)
        for source in item.sources or (None,):
            where = (source.file, source.line, source.day, source.read) if source else (None,) * 4
            rows.append((*head_cells, *where))
    return Grid(_COLUMNS, tuple(rows), frozenset({5, 6, 9}))


def _json(found: Explanation) -> str:
    told = found.definition
    whole = {
        "version": VERSION,
        "program": found.program,
        "number": found.number,
        "id": found.id,
        "title": found.title,
        "said": found.said,
        **({"count": found.count} if found.count is not None else {}),
        "numerator": found.numerator,
        "denominator": found.denominator,
        "as_of": found.as_of.isoformat(),
        "measure": {
            "title": told.title,
            "about": told.about,
            "terms": dict(told.terms),
            "notes": list(told.notes),
            "sql": told.path or None,
        },
        "counted": [_plain(item) for item in found.counted],
        "others": found.others,
        "adds_up": found.adds_up,
        "notes": list(found.notes),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _plain(item: Counted) -> dict[str, object]:
    return {
        "person": item.person or None,
        "name": item.name,
        "what": item.what,
        "due": item.due.isoformat() if item.due else None,
        "state": item.state,
        "done": item.done,
        "of": item.of,
        "why": item.why,
        "rows": [
            {"file": one.file, "line": one.line, "date": one.day.isoformat(), "read": one.read}
            for one in item.sources
        ],
    }
