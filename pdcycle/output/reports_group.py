"""A group's report as blocks of text and as one table."""

from __future__ import annotations

from pdcycle import wording
from pdcycle.output.reports_basis import (
    LEGEND,
    LEGEND_UNREAD,
    LETTERS,
    OVERDUE,
    WORDS,
    basis_block,
    figure,
    measured,
    reference,
    steps_block,
)
from pdcycle.output.tables import Block, Grid
from pdcycle.progress.facts import DASH
from pdcycle.progress.group_report import GroupReport
from pdcycle.progress.matrix import Matrix, MatrixCell, MatrixRow


def group_blocks(report: GroupReport) -> tuple[Block, ...]:
    """The report from its title to what it stands on; what an audience may not see is not there."""
    blocks = [_head(report), steps_block(report.steps)]
    if report.matrix.rows:
        legend = LEGEND if report.basis.accounting else LEGEND_UNREAD
        blocks.extend(_matrix(report.matrix, cycle, legend) for cycle in _cycles(report.matrix))
    elif len(report.by_school) > 1 and report.basis.accounting:
        blocks.append(_schools(report))
    if report.surveys:
        blocks.append(_surveys(report))
    if report.calls:
        rows = tuple(
            (
                call.name + reference(call.number),
                len(call.overdue),
                call.days,
                "; ".join(title for title, _ in call.overdue),
            )
            for call in report.calls
        )
        blocks.append(
            Block("Whom to call next", (), Grid(("Name", "Overdue", "Days", "What"), rows, frozenset({1, 2})))
        )
    if report.doses:
        doses = tuple(
            (dose.name + reference(dose.number), dose.talks, dose.minutes, dose.beyond)
            for dose in report.doses
        )
        columns = ("Name", "Talks", "Minutes", "Beyond")
        blocks.append(Block("Coaching talks", (), Grid(columns, doses, frozenset({1, 2, 3}))))
    return (*blocks, basis_block(report.basis))


def group_grid(report: GroupReport) -> Grid:
    """One row for each person and piece; for who may not see people, one for each step."""
    if not report.matrix.rows:
        grid = steps_block(report.steps).grid
        return grid or Grid((), ())
    numbered = any(row.number for row in report.matrix.rows)
    rows = tuple(
        (row.name, column.cycle, column.title, column.step.value, cell.due, _word(cell), cell.day)
        + ((row.number,) if numbered else ())
        for row in report.matrix.rows
        for column, cell in zip(report.matrix.columns, row.cells, strict=True)
        if cell.met is not None
    )
    heads = ("Name", "Cycle", "What", "Step", "Due", "Status", "Shown")
    return Grid((*heads, "Figure") if numbered else heads, rows)


def letter(cell: MatrixCell) -> str:
    """One letter for where a person stands; an underscore where nothing is asked."""
    if cell.met is None:
        return "_"
    return OVERDUE if cell.overdue else LETTERS[cell.met]


def _word(cell: MatrixCell) -> str:
    return "overdue" if cell.overdue or cell.met is None else WORDS[cell.met]


def _head(report: GroupReport) -> Block:
    lines = [f"{cycle}: {focus}." for cycle, focus in report.focus if focus != DASH]
    lines.append(f"{wording.count(report.members, 'member')}.")
    if report.basis.accounting:
        lines.append(f"Of what was due: {figure(report.completion)} shown, {figure(report.on_time)} on time.")
    return Block(report.title, tuple(lines))


def _schools(report: GroupReport) -> Block:
    rows = tuple((line.name, measured(line.completion), measured(line.on_time)) for line in report.by_school)
    return Block("By school", (), Grid(("School", "Shown", "On time"), rows, frozenset({1, 2})))


def _surveys(report: GroupReport) -> Block:
    rows = tuple((line.title, line.audience, line.text, measured(line.figure)) for line in report.surveys)
    columns = ("Survey", "Answered by", "Question", "Favourable")
    return Block("What the surveys say", (), Grid(columns, rows, frozenset({3})))


def _cycles(matrix: Matrix) -> list[str]:
    return list(dict.fromkeys(column.cycle for column in matrix.columns))


def _matrix(matrix: Matrix, cycle: str, legend: str) -> Block:
    """One letter a piece, an activity a column; columns are lettered so that a group fits on 80 characters."""
    spans: dict[str, list[int]] = {}
    for at, column in enumerate(matrix.columns):
        if column.cycle == cycle:
            spans.setdefault(column.activity, []).append(at)
    rows = tuple(
        (row.name + reference(row.number), *(_letters(row, span) for span in spans.values()))
        for row in matrix.rows
    )
    heads = tuple(_column_name(at) for at in range(len(spans)))
    key = "; ".join(f"{head} {title}" for head, title in zip(heads, spans, strict=True))
    return Block(f"Person by expectation, {cycle}", (legend, f"{key}."), Grid(("Name", *heads), rows))


def _column_name(at: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    letter = chr(ord("A") + at % 26)
    return letter if at < 26 else _column_name(at // 26 - 1) + letter


def _letters(row: MatrixRow, span: list[int]) -> str:
    return "".join(letter(row.cells[at]) for at in span)
