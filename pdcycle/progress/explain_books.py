"""The tables a figure was counted from, opened again to look up what stands behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from pdcycle import wording
from pdcycle.model.results import Evidence, Match, Program
from pdcycle.progress.columns import COLUMNS
from pdcycle.progress.explanations import Source
from pdcycle.progress.facts import Facts
from pdcycle.progress.figure_names import Where
from pdcycle.progress.fitting import levels_of
from pdcycle.progress.rows import tables

Row = Mapping[str, Any]

_KEYS = ("person", "occurrence", "program")
"""The columns rows are looked up by, the one that leaves the fewest first."""

_WORDS = {
    "completion": "completed",
    "check": "the check passed",
    "attendance": "attended",
    "log": "a coaching talk",
    "observation": "an observation",
    "result": "an answer to the survey",
    "reflection": "a reflection",
    "artifact": "handed in",
    "video": "a video",
    "minutes": "minutes",
    "measurement": "measured",
}


@dataclass(frozen=True)  # without slots, so that look-ups are made once
class Books:
    """The facts with their tables by name: the very rows that measures count."""

    facts: Facts
    _read: dict[str, list[Row]] = field(default_factory=dict)
    _by: dict[tuple[str, str], dict[Any, list[Row]]] = field(default_factory=dict)

    def rows(self, table: str, **where: Any) -> list[Row]:
        """The rows of a table whose columns have these values; None asks for any."""
        column = next((name for name in _KEYS if where.get(name) is not None), None)
        found = self._all(table) if column is None else self._keyed(table, column).get(where[column], [])
        return [row for row in found if holds(row, where)]

    def _all(self, table: str) -> list[Row]:
        if table not in self._read:
            names = [name for name, _ in COLUMNS[table]]
            self._read[table] = [dict(zip(names, row, strict=True)) for row in self._tables[table]]
        return self._read[table]

    def _keyed(self, table: str, column: str) -> Mapping[Any, list[Row]]:
        if (table, column) not in self._by:
            keyed: dict[Any, list[Row]] = defaultdict(list)
            for row in self._all(table):
                keyed[row.get(column)].append(row)
            self._by[table, column] = dict(keyed)
        return self._by[table, column]

    @cached_property
    def _tables(self) -> dict[str, list[tuple[Any, ...]]]:
        return tables(self.facts)

    @cached_property
    def matches(self) -> dict[str, Match]:
        """Where each expectation stands, by its id."""
        return {item.expectation.id: item for item in self.facts.progress.matches}

    @cached_property
    def evidence_of(self) -> dict[str, list[Evidence]]:
        """All evidence up to the day, by whose it is; what is nobody's by its subject."""
        found: dict[str, list[Evidence]] = defaultdict(list)
        for item in self.facts.ledger.evidence:
            if item.when.date() <= self.facts.as_of:
                found[item.person or item.subject].append(item)
        return found

    @cached_property
    def unused(self) -> frozenset[str]:
        """The evidence that met no expectation."""
        return frozenset((*self.facts.progress.beyond, *self.facts.progress.unmatched))

    @cached_property
    def levels(self) -> dict[str, int]:
        """The rubric's levels with their rank."""
        return levels_of(self.facts.rubric)

    def program(self, id_: str) -> Program:
        """The program by its id."""
        return next(program for program in self.facts.programs if program.id == id_)

    def sources(self, ids: Iterable[str | None]) -> tuple[Source, ...]:
        """The rows behind evidence, by file and line."""
        known = self.facts.evidence_by_id
        found = (self.source(known[one]) for one in dict.fromkeys(ids) if one is not None and one in known)
        return tuple(sorted(found, key=lambda one: (one.file, one.line, one.day, one.read)))

    def source(self, item: Evidence) -> Source:
        """One piece of evidence as the row it was read from."""
        return Source(item.file, item.row, item.when.date(), self.read(item), item.person)

    def read(self, item: Evidence) -> str:
        """What the row shows: the kind of evidence, a product's title, a length; no rating, score or note."""
        words = _WORDS.get(item.kind, item.kind)
        if item.kind == "check" and item.passed is not True:
            words = "the check, without saying that it was passed"
        if item.kind in ("artifact", "video") and item.title:
            words = f"{words}: {item.title}"
        if item.kind == "observation" and item.component:
            words = f"{words} of {self.facts.component(item.component)}"
        if item.kind == "measurement" and item.value:
            words = f"{words}: {item.value}"
        if item.kind == "minutes":
            named = item.value or item.subject
            words = f"{words} that name {named}" if named else words
        if item.overridden:
            words += ", set by hand in the export"
        return f"{words}, {wording.minutes(item.minutes)}" if item.minutes else words


def holds(row: Row, where: Where) -> bool:
    """Whether the row has these values; None asks for any."""
    return all(value is None or row.get(column) == value for column, value in where.items())


def later(day: date, due: date) -> str:
    """How long after a day another came: `2 days after it was due`."""
    return f"{wording.count((day - due).days, 'day')} after it was due"
