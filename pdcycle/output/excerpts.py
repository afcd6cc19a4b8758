"""The line of a file that a diagnostic is about, with what matters underlined."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from pdcycle.diagnostics import Span

_BREAK = re.compile(r"\r\n|\r|\n")
_TAB = "    "
_LEAST = 20

Paint = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Style:
    """Whether text is coloured; who prints decides, nothing here looks at the terminal."""

    colour: bool = False

    def tone(self, severity: str) -> Paint:
        """How `error`, `warning` and `info` look."""
        return self._paint({"error": "1;31", "warning": "1;33"}.get(severity, "1;36"))

    def strong(self, value: str) -> str:
        """The text in bold."""
        return self._paint("1")(value)

    def quiet(self, value: str) -> str:
        """The text as rulings and line numbers look."""
        return self._paint("34")(value)

    def good(self, value: str) -> str:
        """The text as mends look."""
        return self._paint("1;32")(value)

    def _paint(self, code: str) -> Paint:
        return lambda value: f"\x1b[{code}m{value}\x1b[0m" if self.colour and value else value


PLAIN = Style()
ANSI = Style(colour=True)


def excerpt(
    span: Span,
    source: str,
    label: str,
    *,
    gutter: int,
    width: int,
    style: Style,
    paint: Paint,
    named: bool,
    first: bool,
    wrap: bool = False,
) -> list[str]:
    """The lines that show a span: a ruling, the source line clipped to `width` columns, the underline.

    `named` says which file it is (another than the headline's); a span over several lines shows its first.
    """
    rows = _BREAK.split(source)
    row = rows[span.start.line - 1] if span.start.line <= len(rows) else ""
    stop = span.end.column - 1 if span.end.line == span.start.line else len(row.rstrip())
    begin = min(span.start.column - 1, len(row))
    stop = max(min(stop, len(row)), begin)
    before, marked, after = (_visible(part) for part in (row[:begin], row[begin:stop], row[stop:]))
    before, marked, after = _clipped(before, marked, after, max(width - gutter - 3, _LEAST))
    bar = style.quiet("|")
    lines = [f"{' ' * gutter} {bar}"] if first or not named else []
    if named:
        lines.append(f"{' ' * gutter} {style.quiet('-->')} {span.file}:{span.start.line}:{span.start.column}")
    number = style.quiet(str(span.start.line).rjust(gutter))
    sign = "^" if first else "-"
    marks = sign * max(_columns(marked), 1)
    lines.append(f"{number} {bar} {before}{marked}{after}".rstrip())
    for pad, under in _under(_columns(before), marks, label, width - gutter - 3 if wrap else None):
        lines.append(f"{' ' * gutter} {bar} {' ' * pad}{paint(under)}")
    return lines


def _under(column: int, marks: str, label: str, room: int | None) -> list[tuple[int, str]]:
    """The underline and its label, each line with the blanks before it; a label that finds no room goes below."""
    beside = column + len(marks) + 1
    if not label:
        return [(column, marks)]
    if room is None or beside + len(label) <= room:
        return [(column, f"{marks} {label}")]
    if room - beside >= _LEAST:
        first, *rest = textwrap.wrap(label, room - beside)
        return [(column, f"{marks} {first}"), *((beside, line) for line in rest)]
    start = max(0, min(column, room - len(label)))
    return [(column, marks), *((start, line) for line in textwrap.wrap(label, room - start))]


def broken(words: str, width: int | None, taken: int, indent: int) -> list[str]:
    """A sentence in lines of at most `width` columns: the first after `taken` of them, the others after `indent`.

    Without a width it stays whole; a word is never broken.
    """
    if width is None:
        return [words]
    lines = textwrap.wrap(
        words,
        max(width, _LEAST),
        initial_indent=" " * min(taken, max(width, _LEAST) - 1),
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.strip() for line in lines] or [words]


def _visible(part: str) -> str:
    """The text with tabs as spaces and unseen characters as a sign, so that nothing shifts or rings."""
    shown = part.replace("\t", _TAB)
    return "".join(
        "\ufffd" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") else sign for sign in shown
    )


def _columns(part: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in part
    )


def _clipped(before: str, marked: str, after: str, room: int) -> tuple[str, str, str]:
    """The three parts of a line cut to the room there is, the marked one last, with dots where text is missing."""
    if len(before) + len(marked) + len(after) <= room:
        return before, marked, after
    marked = marked if len(marked) <= room - 10 else marked[: room - 13] + "..."
    spare = room - len(marked)
    ahead = min(len(after), max(spare - len(before), spare // 3))
    if ahead < len(after):
        after = after[: max(ahead - 3, 0)] + "..."
    back = spare - len(after)
    if back < len(before):
        before = (
            "..." + before[len(before) - max(back - 3, 0) :]
            if back > 3
            else before[len(before) - back :]
            if back
            else ""
        )
    return before, marked, after
