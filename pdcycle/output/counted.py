"""A counted source as text: by school, course, person and week, with every row accounted for."""

from __future__ import annotations

import json
from fractions import Fraction
from json.encoder import encode_basestring
from typing import Any

from pdcycle import wording
from pdcycle.evidence.bulk import NOT_LISTED, Figure
from pdcycle.output.tables import Block, Grid, csv_text, markdown, terminal
from pdcycle.progress.counted import SourceCount

VERSION = 1
_FIRST = {"school": "School", "course": "Course", "teacher": "Person", "week": "Week of"}
_MOST = 40
"""Rows of a table that are printed; CSV and JSON hold all."""


def counted_text(found: SourceCount, form: str, width: int) -> str:
    """The figures as `text`, `markdown`, `csv` (one table) or `json` (all that was asked for)."""
    if form == "json":
        return _json(found)
    if form == "csv":
        return csv_text(grid(found, found.parts[0]))
    made = blocks(found)
    return markdown(made) if form == "markdown" else terminal(made, width)


def blocks(found: SourceCount) -> tuple[Block, ...]:
    """The tables asked for, the longest cut, then what became of the rows."""
    made = [Block(f"{found.title}, as of {wording.day(found.as_of)}", (_unit(found),))]
    for part in found.parts:
        whole = grid(found, part)
        rest = len(whole.rows) - _MOST
        lines = (
            (f"The first {_MOST} of {len(whole.rows):,}; `--by {part} --format csv` has all.",)
            if rest > 0
            else ()
        )
        made.append(
            Block(
                f"By {_FIRST[part].split()[0].lower()}",
                lines,
                Grid(whole.columns, whole.rows[:_MOST], whole.right),
            )
        )
    account = found.counted.accounting
    aside = [f"{number:,} {reason}" for reason, number in account.aside]
    said = [
        f"{account.file}: {wording.count(account.read, 'row')} read, {account.used:,} used, {account.folded:,} folded"
        + (f"; set aside: {', '.join(aside)}." if aside else ".")
    ]
    strangers = found.counted.strangers
    if strangers:
        said.append(
            f"{wording.count(len(strangers), 'person', 'people')} of the export match nobody in people.csv."
        )
    if strangers and not found.floor:
        said.append("The first: " + ", ".join(one.shown for one in strangers[:10]))
    return (*made, Block("The rows", tuple(said)))


def grid(found: SourceCount, part: str) -> Grid:
    """One table; what may not be shown stands as words."""
    figures = found.counted.figures[part]
    late = any(one.late is not None for one in figures)
    minutes = any(one.minutes is not None for one in figures)
    heads = ["Completed"] if part == "week" else ["Assigned", "Completed", "Share"]
    heads += ["Overdue"] if late and part != "week" else []
    heads += ["Hours"] if minutes else []
    heads += ["Mean score"] if part == "course" and any(one.scored for one in figures) else []
    rows = [(_name(found, part, one.key), *_cells(found, part, one, heads)) for one in figures]
    return Grid((_FIRST[part], *heads), tuple(rows), frozenset(range(1, len(heads) + 1)))


def _cells(found: SourceCount, part: str, one: Figure, heads: list[str]) -> list[str]:
    why = found.hidden.get(part, {}).get(one.key)
    if why is not None:
        return [why.words(found.floor), *[""] * (len(heads) - 1)]
    told = {
        "Assigned": str(one.assigned),
        "Completed": str(one.done),
        "Share": wording.share(Fraction(one.done, one.assigned) if one.assigned else None),
        "Overdue": str(one.late),
        "Hours": _decimal(Fraction(one.minutes or 0, 60), 2),
        "Mean score": _decimal(one.score, 1),
    }
    return [told[head] for head in heads]


def _decimal(value: Fraction | None, places: int) -> str:
    """Rounded half up, without binary fractions on the way."""
    if value is None:
        return ""
    scaled = (value * 10**places * 2 + 1) // 2
    return f"{scaled // 10**places}.{scaled % 10**places:0{places}}"


def _name(found: SourceCount, part: str, key: str) -> str:
    return found.names.get(part, {}).get(key, key) or "(no school)"


def _unit(found: SourceCount) -> str:
    if found.every_row:
        return f"Every row counts, also those that repeat and those about people in no row of people.csv: {NOT_LISTED}."
    return "Each course of each person counts once, of those in people.csv."


def _json(found: SourceCount) -> str:
    account = found.counted.accounting
    head: dict[str, Any] = {
        "version": VERSION,
        "source": found.source,
        "as_of": found.as_of.isoformat(),
        "every_row": found.every_row,
        "accounting": {
            "file": account.file,
            "read": account.read,
            "used": account.used,
            "folded": account.folded,
            "aside": dict(account.aside),
        },
        "unmatched": [{"shown": one.shown, "rows": one.rows} for one in found.counted.strangers]
        if not found.floor
        else len(found.counted.strangers),
    }
    # A state has as many lines as teachers: written one by one they need a third of the memory.
    tables = ", ".join(
        f"{json.dumps(part)}: [{', '.join(_plain(found, part, one) for one in found.counted.figures[part])}]"
        for part in found.parts
    )
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "by": {{{tables}}}}}\n'


def _plain(found: SourceCount, part: str, one: Figure) -> str:
    key = encode_basestring(one.key)
    why = found.hidden[part].get(one.key) if found.hidden else None
    if why is not None:
        return f'{{"key": {key}, "hidden": {json.dumps(why.value)}}}'
    score = repr(round(one.points / 1e6 / one.scored, 3)) if one.scored else "null"
    late = "null" if one.late is None else one.late
    minutes = "null" if one.minutes is None else one.minutes
    return (
        f'{{"key": {key}, "assigned": {one.assigned}, "done": {one.done}, "late": {late},'
        f' "minutes": {minutes}, "score": {score}}}'
    )
