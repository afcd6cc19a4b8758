"""Tables and the text around them, for the terminal, as Markdown, and as CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import tabulate as tabulating
from tabulate import tabulate

from pdcycle import wording

# A heading needs no two blanks more than its cells: a matrix of one-letter columns fits on a terminal.
tabulating.MIN_PADDING = 0

WIDTH = 80
"""Columns of a terminal nobody has widened."""

DASH = "\N{EN DASH}"

_SIGNS = "/_@-"
"""Behind which a long word may be broken, best behind the first."""

_WORDS = re.compile(rf"\s+|(?<=[{_SIGNS}])")


class Count(int):
    """A count that reads as a dash where it is nought; what takes numbers gets the number."""

    __slots__ = ()

    def __str__(self) -> str:
        return repr(int(self)) if self else DASH


@dataclass(frozen=True, slots=True)
class Figure:
    """A share as people read it, beside its two numbers; what is hidden has none and reads as its mark."""

    said: str
    numerator: int | None = None
    denominator: int | None = None

    def __str__(self) -> str:
        return self.said


class Marked(str):
    """A sentence of pdcycle's own, in which what is to be typed stands between backticks."""

    __slots__ = ()


Cell = str | int | date | Figure | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its columns' headings and its rows; `right` lists the columns of numbers, counted from 0."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a report: a heading, sentences, and a table under them."""

    heading: str
    lines: tuple[str, ...] = ()
    grid: Grid | None = None


def terminal(blocks: Iterable[Block], width: int = WIDTH) -> str:
    """Plain text no wider than `width`; long cells are broken over lines."""
    parts = []
    for place, block in enumerate(blocks):
        head = textwrap.wrap(block.heading, width) or [""]
        lines = [*head, ("=" if place == 0 else "-") * max(len(one) for one in head)]
        for line in block.lines:
            lines += textwrap.wrap(plain(line), width, subsequent_indent="  ") or [""]
        if block.grid is not None and block.grid.rows:
            lines += ["", _plain(block.grid, width)]
        parts.append("\n".join(line.rstrip() for line in "\n".join(lines).split("\n")))
    return "\n\n".join(parts) + "\n"


def plain(line: str) -> str:
    """A line as it is printed: what is to be typed stands there as it is."""
    return wording.unmarked(line) if isinstance(line, Marked) else line


def markdown(blocks: Iterable[Block]) -> str:
    """Markdown with the first heading at level 1 and pipe tables."""
    parts = []
    for place, block in enumerate(blocks):
        parts.append(f"{'#' if place == 0 else '##'} {wording.markdown(block.heading)}")
        parts.extend(
            wording.marked(line) if isinstance(line, Marked) else wording.markdown(line)
            for line in block.lines
        )
        if block.grid is not None and block.grid.rows:
            parts.append(_piped(block.grid))
    return "\n\n".join(parts) + "\n"


def csv_text(grid: Grid) -> str:
    """CSV with LF ends; a cell a spreadsheet would run as a formula gets a `'` before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([disarmed(column) for column in grid.columns])
    writer.writerows([disarmed(_text(cell)) for cell in row] for row in grid.rows)
    return out.getvalue()


_ARMED = frozenset(
    "=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
"""What a formula begins with, in the full-width forms too, which a spreadsheet may fold."""


def disarmed(text: str) -> str:
    """The text, made harmless where it begins like a formula."""
    return f"'{text}" if text[:1] in _ARMED else text


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _plain(grid: Grid, width: int) -> str:
    rows = [[_text(cell) for cell in row] for row in grid.rows]
    widths = fitted([grid.columns, *rows], width)
    cells = [["\n".join(_broken(cell, widths[at])) for at, cell in enumerate(row)] for row in rows]
    heads = ["\n".join(_broken(head, widths[at])) for at, head in enumerate(grid.columns)]
    return str(
        tabulate(cells, headers=heads, tablefmt="simple", disable_numparse=True, colalign=_sides(grid))
    )


def _broken(cell: str, width: int) -> list[str]:
    """The lines of a cell: a word too long for it, such as a path, is broken behind a sign if it has one."""
    lines = []
    for line in textwrap.wrap(cell, width, break_long_words=False):
        rest = line
        while len(rest) > width:
            cut = (
                rest.rfind("/", 0, width) + 1
                or max(rest.rfind(sign, 0, width) for sign in _SIGNS) + 1
                or width
            )
            lines.append(rest[:cut])
            rest = rest[cut:]
        lines.append(rest)
    return lines or [""]


def _sides(grid: Grid) -> list[str]:
    return ["right" if at in grid.right else "left" for at in range(len(grid.columns))]


def fitted(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """How wide each column may be: as wide as its longest cell, the widest giving way until the row fits.

    No word is broken while another column can still give way between its words.
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(1, *(len(cell) for cell in column)) for column in columns]
    words = [max(6, *(len(word) for cell in column for word in _WORDS.split(cell))) for column in columns]
    for floors in (words, [6] * len(columns)):
        while sum(widths) + 2 * (len(widths) - 1) > width:
            spare = [at for at, wide in enumerate(widths) if wide > floors[at]]
            if not spare:
                break
            widths[max(spare, key=lambda at: (widths[at], -at))] -= 1
    return widths


def _piped(grid: Grid) -> str:
    rows = [[wording.markdown(_text(cell)) or " " for cell in row] for row in grid.rows]
    heads = [wording.markdown(head) or " " for head in grid.columns]
    rule = ["---:" if side == "right" else ":---" for side in _sides(grid)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (heads, rule, *rows))
