"""Diagnostics as text for people, as JSON for programs and as annotations for GitHub."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pdcycle.diagnostics import Diagnostic, Place, Route, Severity, Span
from pdcycle.output.excerpts import ANSI, PLAIN, Style, broken, excerpt

__all__ = ["ANSI", "PLAIN", "Style", "as_json", "github", "summary", "text"]

SHOWN_EACH = 5
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def text(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, str],
    *,
    style: Style = PLAIN,
    width: int = 80,
    everything: bool = False,
    wrap: bool = False,
) -> str:
    """The diagnostics with excerpts of `sources` (file to text), in the order given, a blank line between.

    With `wrap` sentences are broken at `width` columns too, for people; without it each headline is one line, for
    tools. Of one code in one file the first five are shown and the rest counted, unless `everything`.
    """
    blocks: list[str] = []
    seen: Counter[tuple[str, str]] = Counter()
    total = Counter(_group(item) for item in diagnostics)
    for item in diagnostics:
        group = _group(item)
        seen[group] += 1
        if everything or seen[group] <= SHOWN_EACH:
            blocks.append(_block(item, sources, style, width, wrap=wrap))
        if not everything and seen[group] == total[group] > SHOWN_EACH:
            blocks.append(
                f"{group[0]}: and {total[group] - SHOWN_EACH} more {group[1]}; --all shows them\n".lstrip(
                    ": "
                )
            )
    return "\n".join(blocks)


def _group(item: Diagnostic) -> tuple[str, str]:
    return (item.place.file if item.place is not None else "", item.code)


def _block(
    item: Diagnostic, sources: Mapping[str, str], style: Style, width: int, *, wrap: bool = False
) -> str:
    tone = style.tone(_WORDS[item.severity])
    room = width if wrap else None
    lines = _headline(item, style, room)
    places = [(item.place, item.label, tone)] + [
        (label.place, label.text, style.quiet) for label in item.related
    ]
    spans = [place.start.line for place, _, _ in places if isinstance(place, Span) and place.file in sources]
    gutter = max((len(str(line)) for line in spans), default=1)
    drawn = False
    for row, (place, label, paint) in enumerate(places):
        source = sources.get(place.file) if isinstance(place, Span) else None
        if isinstance(place, Span) and source is not None:
            elsewhere = isinstance(item.place, Span) and place.file != item.place.file
            lines.extend(
                excerpt(
                    place,
                    source,
                    label,
                    gutter=gutter,
                    width=width,
                    style=style,
                    paint=paint,
                    named=elsewhere,
                    first=not drawn,
                    wrap=wrap,
                )
            )
            drawn = True
        elif row and place is not None:
            said = broken(f"{_where(place)}: {label}", room, gutter + 3, gutter + 5)
            lines += [f"{' ' * gutter} = {said[0]}", *(" " * (gutter + 5) + line for line in said[1:])]
    if item.help:
        lines += _mend(item.help, gutter, style, room)
    return "\n".join(lines) + "\n"


def _headline(item: Diagnostic, style: Style, room: int | None) -> list[str]:
    """The place and the message; where it is broken, all before the message stays on the first line."""
    where, word = _where(item.place), f"{_WORDS[item.severity]}[{item.code}]"
    before = f"{where}: " if where else ""
    first, *rest = broken(item.message, room, len(f"{before}{word} "), 4)
    head = f"{style.strong(before)}{style.tone(_WORDS[item.severity])(word)} {style.strong(first)}"
    return [head, *(" " * 4 + style.strong(line) for line in rest)]


def _mend(words: str, gutter: int, style: Style, room: int | None) -> list[str]:
    first, *rest = broken(words, room, gutter + 9, gutter + 9)
    head = f"{' ' * gutter} {style.quiet('=')} {style.good('help:')} {first}"
    return [head, *(" " * (gutter + 9) + line for line in rest)]


def _where(place: Place | None) -> str:
    if isinstance(place, Span):
        return f"{place.file}:{place.start.line}:{place.start.column}"
    return place.file if place is not None else ""


def summary(diagnostics: Sequence[Diagnostic]) -> dict[str, int]:
    """How many errors, warnings and infos there are."""
    count = Counter(item.severity for item in diagnostics)
    return {
        "errors": count[Severity.ERROR],
        "warnings": count[Severity.WARNING],
        "infos": count[Severity.INFO],
    }


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """One JSON object of version 1: `diagnostics` in the order given, and `summary` with their numbers."""
    document = {
        "version": 1,
        "diagnostics": [
            {
                "code": item.code,
                "severity": _WORDS[item.severity],
                "message": item.message,
                "place": _place(item.place),
                "label": item.label,
                "help": item.help,
                "related": [{"place": _place(label.place), "text": label.text} for label in item.related],
            }
            for item in diagnostics
        ],
        "summary": summary(diagnostics),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    if isinstance(place, Route):
        return {"file": place.file, "start": None, "end": None}
    start, end = ({"line": at.line, "column": at.column} for at in (place.start, place.end))
    return {"file": place.file, "start": start, "end": end}


def github(diagnostics: Sequence[Diagnostic]) -> str:
    """Workflow commands, one line each, that GitHub shows beside the changed lines."""
    commands = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    lines = []
    for item in diagnostics:
        place, options = item.place, []
        if place is not None:
            options.append(f"file={_escaped(place.file, option=True)}")
        if isinstance(place, Span):
            options += [f"line={place.start.line}", f"endLine={place.end.line}", f"col={place.start.column}"]
            options += [f"endColumn={place.end.column}"] if place.end.line == place.start.line else []
        options.append(f"title={item.code}")
        body = item.message + (f"\nhelp: {item.help}" if item.help else "")
        lines.append(f"::{commands[item.severity]} {','.join(options)}::{_escaped(body, option=False)}\n")
    return "".join(lines)


def _escaped(value: str, *, option: bool) -> str:
    value = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return value.replace(":", "%3A").replace(",", "%2C") if option else value
