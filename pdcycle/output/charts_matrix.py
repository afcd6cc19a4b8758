"""The progress matrix: a line a person, a mark a piece."""

from __future__ import annotations

from itertools import groupby

from pdcycle import wording
from pdcycle.model.results import Met
from pdcycle.output.charts_marks import OF_MET, SAID, legend, mark, symbols
from pdcycle.output.charts_svg import FAINT, column, line, rect, svg, text, wide, wrapped
from pdcycle.progress.matrix import Matrix, MatrixCell, MatrixColumn, MatrixRow

_USED = ("on-time", "late", "due", "overdue", "missed", "ahead", "out")
_DONE = (Met.ON_TIME, Met.LATE)
_OWED = (*_DONE, Met.MISSED, Met.DUE)
"""What is asked for by now: neither cancelled, nor of somebody who left, nor ahead."""
_CELL = 16
_NAMES = 150
_WIDEST = 400
_SLOPE = 60
"""Degrees that the names of activities rise."""
_RISE = 0.87
_RUN = 0.5
_LINE = 13
_LONG = 150
"""Pixels of an activity's name before it takes a second line, where its columns leave room for one."""
_COUNT = 56


def matrix_chart(matrix: Matrix, title: str, name: str = "matrix", cycle: str | None = None) -> str:
    """Person by expectation, of one cycle or of all; columns of one activity stand under its name."""
    picked = [at for at, one in enumerate(matrix.columns) if cycle in (None, one.cycle)]
    columns = [matrix.columns[at] for at in picked]
    left = column([row.name for row in matrix.rows], _NAMES, _WIDEST)
    heads = _titles(columns)
    head = 34 + max((wide(one, 11) * _RISE for _, lines in heads for one in lines), default=0)
    end = left + _CELL * len(columns)
    width = max(end + _COUNT, _reach(heads, left), 560)
    height = head + _CELL * len(matrix.rows) + 34
    used = _used(matrix)
    parts = [symbols(name, used), *_heads(heads, left, head, height)]
    for place, row in enumerate(matrix.rows):
        parts += _row(name, row, picked, columns, (left, head + _CELL * place), striped=place % 2 == 0)
    parts += legend(name, used, 4, height - 8)
    desc = f"{wording.count(len(matrix.rows), 'person', 'people')} by {wording.count(len(columns), 'expectation')}."
    return svg(name, width, height, title, desc, parts)


def _used(matrix: Matrix) -> tuple[str, ...]:
    """The marks of the legend: while nothing is known of what was done, only those that are there."""
    there = {_key(cell) for row in matrix.rows for cell in row.cells if cell.met is not None}
    return tuple(key for key in ("unknown", *_USED) if key in there) if "unknown" in there else _USED


def _titles(columns: list[MatrixColumn]) -> list[tuple[int, list[str]]]:
    """Each activity's width in pixels and its name, in as many lines as that leaves room for."""
    found = []
    for activity, group in groupby(columns, key=lambda column: column.activity):
        size = len(list(group)) * _CELL
        room = max(1, int(size * _RISE / _LINE))
        lines = wrapped(activity, max(_LONG, wide(activity, 11) / room + 30), 11)
        found.append((size, lines if len(lines) <= room else [activity]))
    return found


def _reach(heads: list[tuple[int, list[str]]], left: float) -> float:
    """How far to the right the names of activities reach."""
    reach, x = 0.0, left
    for size, lines in heads:
        reach = max(reach, x + size + 12 + max(wide(one, 11) for one in lines) * _RUN)
        x += size
    return max(reach, x + 50)


def _heads(heads: list[tuple[int, list[str]]], left: float, head: float, height: float) -> list[str]:
    parts = []
    x = left
    for size, lines in heads:
        parts.append(line(x, head - 8, x, height - 28))
        first = x + size / 2 + 4 - (len(lines) - 1) * _LINE / _RISE / 2
        for at, words in enumerate(lines):
            here = first + at * _LINE / _RISE
            turned = f'transform="rotate(-{_SLOPE} {here:.1f} {head - 12:.1f})"'
            parts.append(text(here, head - 12, words, 11, extra=turned))
        x += size
    return [*parts, line(x, head - 8, x, height - 28), text(x + 6, head - 12, "shown", 11)]


def _row(
    name: str,
    row: MatrixRow,
    picked: list[int],
    columns: list[MatrixColumn],
    corner: tuple[float, float],
    *,
    striped: bool,
) -> list[str]:
    left, top = corner
    end = left + _CELL * len(columns)
    parts = [rect(0, top, end + _COUNT, _CELL, FAINT, 'fill-opacity="0.7"')] if striped else []
    parts.append(text(4, top + 12, row.name, 12))
    for place, (at, piece) in enumerate(zip(picked, columns, strict=True)):
        cell = row.cells[at]
        if cell.met is not None:
            said = f"{row.name}, {piece.title}: {_said(cell)}"
            parts.append(mark(name, _key(cell), left + _CELL * (place + 0.5), top + _CELL / 2, said))
    met = [row.cells[at].met for at in picked]
    if Met.UNKNOWN in met:
        return parts
    done, owed = sum(one in _DONE for one in met), sum(one in _OWED for one in met)
    return [*parts, text(end + 6, top + 12, f"{done} of {owed}", 11)]


def _key(cell: MatrixCell) -> str:
    return "overdue" if cell.overdue or cell.met is None else OF_MET[cell.met]


def _said(cell: MatrixCell) -> str:
    return f"{SAID[_key(cell)]}, {wording.short_day(cell.day)}" if cell.day else SAID[_key(cell)]
