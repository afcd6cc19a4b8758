"""The progress matrix: a line a person, a mark a piece."""

from __future__ import annotations

from itertools import groupby

from pdcycle import wording
from pdcycle.model.results import Met
from pdcycle.output.charts_marks import OF_MET, SAID, legend, mark, symbols
from pdcycle.output.charts_svg import FAINT, cut, line, rect, svg, text
from pdcycle.progress.matrix import Matrix, MatrixCell, MatrixColumn, MatrixRow

_USED = ("on-time", "late", "due", "overdue", "missed", "ahead", "out")
_CELL = 16
_NAMES = 150
_MOST = 118
_COUNT = 56


def matrix_chart(matrix: Matrix, title: str, name: str = "matrix", cycle: str | None = None) -> str:
    """Person by expectation, of one cycle or of all; columns of one activity stand under its name."""
    picked = [at for at, column in enumerate(matrix.columns) if cycle in (None, column.cycle)]
    columns = [matrix.columns[at] for at in picked]
    width = max(_NAMES + _CELL * len(columns) + _COUNT, 560)
    head = _head_height(columns)
    height = head + _CELL * len(matrix.rows) + 34
    used = _used(matrix)
    parts = [symbols(name, used), *_heads(columns, head, height)]
    for place, row in enumerate(matrix.rows):
        parts += _row(name, row, picked, columns, head + _CELL * place, striped=place % 2 == 0)
    parts += legend(name, used, 4, height - 8)
    desc = f"{wording.count(len(matrix.rows), 'person', 'people')} by {wording.count(len(columns), 'expectation')}."
    return svg(name, width, height, title, desc, parts)


def _used(matrix: Matrix) -> tuple[str, ...]:
    """The marks of the legend: while nothing is known of what was done, only those that are there."""
    there = {_key(cell) for row in matrix.rows for cell in row.cells if cell.met is not None}
    return tuple(key for key in ("unknown", *_USED) if key in there) if "unknown" in there else _USED


def _head_height(columns: list[MatrixColumn]) -> int:
    longest = max((len(column.activity) for column in columns), default=0)
    return min(_MOST, 34 + int(longest * 5.4))


def _heads(columns: list[MatrixColumn], head: float, height: float) -> list[str]:
    parts = []
    x: float = _NAMES
    for activity, group in groupby(columns, key=lambda column: column.activity):
        size = len(list(group)) * _CELL
        parts.append(line(x, head - 8, x, height - 28))
        middle = x + size / 2 + 4
        words = cut(activity, _MOST - 20, 11)
        parts.append(
            text(middle, head - 12, words, 11, extra=f'transform="rotate(-60 {middle:.1f} {head - 12})"')
        )
        x += size
    return [*parts, line(x, head - 8, x, height - 28), text(x + 6, head - 12, "shown", 11)]


def _row(
    name: str, row: MatrixRow, picked: list[int], columns: list[MatrixColumn], top: float, *, striped: bool
) -> list[str]:
    end = _NAMES + _CELL * len(columns)
    parts = [rect(0, top, end + _COUNT, _CELL, FAINT, 'fill-opacity="0.7"')] if striped else []
    parts.append(text(4, top + 12, cut(row.name, _NAMES - 8), 12))
    for place, (at, column) in enumerate(zip(picked, columns, strict=True)):
        cell = row.cells[at]
        if cell.met is not None:
            said = f"{row.name}, {column.title}: {_said(cell)}"
            parts.append(mark(name, _key(cell), _NAMES + _CELL * (place + 0.5), top + _CELL / 2, said))
    cells = [row.cells[at] for at in picked]
    done = sum(1 for cell in cells if cell.day)
    if any(cell.met is Met.UNKNOWN for cell in cells):
        return parts
    return [*parts, text(end + 6, top + 12, f"{done} of {sum(1 for cell in cells if cell.met)}", 11)]


def _key(cell: MatrixCell) -> str:
    return "overdue" if cell.overdue or cell.met is None else OF_MET[cell.met]


def _said(cell: MatrixCell) -> str:
    return f"{SAID[_key(cell)]}, {wording.short_day(cell.day)}" if cell.day else SAID[_key(cell)]
