"""Person by expectation: the group's progress, laid out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from pdcycle.model.kinds import Step
from pdcycle.model.results import Expectation, Match, Met, Occurrence, Program
from pdcycle.progress.facts import Facts
from pdcycle.progress.matching import counted
from pdcycle.progress.reports import title_of

_Key = tuple[str, str, tuple[str, ...], int, str]


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One piece asked of everybody: the same activity, stretch, course or audience, whoever it is.

    `activity` is the activity's title; `due` the latest day anybody has for it.
    """

    id: str
    cycle: str
    activity: str
    title: str
    step: Step
    due: date


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Where one person stands in one column: None where nothing is asked of them; `day` when it was shown.

    `due` is this person's own day: somebody who joined late has more time.
    """

    met: Met | None = None
    day: date | None = None
    overdue: bool = False
    due: date | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One person's line; `done` of `asked` counts what was due and what was shown before it was."""

    person: str
    name: str
    cells: tuple[MatrixCell, ...]
    done: int
    asked: int
    number: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Columns in the order of the year, rows in the order of names."""

    columns: tuple[MatrixColumn, ...] = ()
    rows: tuple[MatrixRow, ...] = ()


def matrix(facts: Facts, program: Program, only: str | None = None) -> Matrix:
    """The whole group's matrix, or one person's line of it."""
    occurrences = {item.id: item for item in program.occurrences}
    spots: dict[_Key, dict[str, Match]] = defaultdict(dict)
    for match in facts.matches_of(program.id):
        item = match.expectation
        if item.person and (only is None or item.person == only) and item.occurrence in occurrences:
            spots[_key(item, occurrences[item.occurrence])][item.person] = match
    order = {cycle.id: place for place, cycle in enumerate(program.cycles)}
    several = Counter((key[0], key[1], key[2], key[4]) for key in spots)
    columns = []
    for key, by_person in spots.items():
        numbered = several[key[0], key[1], key[2], key[4]] > 1
        columns.append((_column(key, list(by_person.values()), occurrences, numbered=numbered), key))
    columns.sort(
        key=lambda pair: (order.get(pair[1][0], len(order)), pair[0].step.number, pair[0].activity, pair[1])
    )
    people = sorted(
        {person for by in spots.values() for person in by}, key=lambda id_: (facts.person(id_), id_)
    )
    rows = tuple(_row(facts, person, [spots[key].get(person) for _, key in columns]) for person in people)
    return Matrix(tuple(column for column, _ in columns), rows)


def _key(item: Expectation, occurrence: Occurrence) -> _Key:
    # A school is no column of its own: its break-outs stand beside those of the others.
    own = (item.person, *occurrence.schools)
    keys = tuple(key for key in occurrence.keys if key not in own)
    return item.cycle, item.activity, keys, occurrence.n, item.piece


def _column(
    key: _Key, matches: list[Match], occurrences: dict[str, Occurrence], *, numbered: bool
) -> MatrixColumn:
    item = matches[0].expectation
    occurrence = occurrences[item.occurrence]
    return MatrixColumn(
        id="/".join((key[0], key[1], ".".join(key[2]) or "-", str(key[3]), key[4])),
        cycle=item.cycle,
        activity=occurrence.title,
        title=title_of(item, occurrence.title, occurrence.n, numbered=numbered),
        step=item.step,
        due=max(match.expectation.due for match in matches),
    )


def _row(facts: Facts, person: str, matches: list[Match | None]) -> MatrixRow:
    evidence = facts.evidence_by_id
    cells = []
    for match in matches:
        if match is None:
            cells.append(MatrixCell())
            continue
        shown = evidence.get(match.evidence or "")
        overdue = match.met is Met.DUE and match.expectation.due < facts.as_of
        day = shown.when.date() if shown else None
        cells.append(MatrixCell(match.met, day, overdue, match.expectation.due))
    owed = [match for match in counted(match for match in matches if match) if match.met is not Met.AHEAD]
    done = sum(1 for match in owed if match.evidence)
    asked = sum(1 for match in owed if match.evidence or match.expectation.due < facts.as_of)
    return MatrixRow(person, facts.person(person), tuple(cells), done, asked)
