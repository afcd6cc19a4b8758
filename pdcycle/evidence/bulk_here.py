"""A file read by the database here: its rows tallied, then what stands of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from pdcycle.duck import Bulk, Unreadable
from pdcycle.evidence.bulk_dialect import DUCKDB
from pdcycle.evidence.bulk_packing import MISFIT, Packing
from pdcycle.evidence.bulk_plan import Plan
from pdcycle.evidence.bulk_sql import LATE, heads_sql, pairs_sql, rows_sql, stood_sql, unpacked
from pdcycle.evidence.bulk_words import NOWHERE, UNKNOWN, UNSEEN, Vocabulary

PEOPLE, SUBJECTS = 3, 5
"""The parts of what is counted by person, and by subject."""

_PAIRS = 0


@dataclass(frozen=True, slots=True)
class Counting:
    """How to count: `policy` says which of a person's rows for one thing stands, None that every row does.

    `heads` asks how many people stand behind each figure.
    """

    policy: str | None
    as_of: date
    heads: bool = False


class Reader(Protocol):
    """What reads a file into tables of the store."""

    def tally(self) -> None:
        """Make `named`, the people of the file, and `counted`.

        That has part, staff_id, email, fate and n; where every row counts also subject, day, done, late, minutes,
        points and scored.
        """

    def stand(self) -> Mapping[int, int] | None:
        """Make `stood` with the people of `matched`; how many stand behind each week, where that was asked."""

    def blank(self) -> int:
        """How many rows have nothing in any cell."""


@dataclass(slots=True)
class Here:
    """The reader that is no other machine's."""

    store: Bulk
    plan: Plan
    words: Vocabulary
    how: Counting
    packing: Packing | None = None

    def tally(self) -> None:
        """Read the file, again where it says words that its beginning does not, or numbers too large for small fields."""
        self.packing = Packing.of(self.plan, self.how.policy) if self.how.policy is not None else None
        while True:
            numbered = self.packing is not None or NOWHERE in self.words.subjects.values()
            try:
                self._read(numbered=numbered)
            except Unreadable as problem:
                if self.packing is None or MISFIT not in str(problem):
                    raise
                self.packing = Packing(self.packing.policy, large=True)
                continue
            if not self._learned(numbered=numbered):
                break
        who = ", ".join(self.plan.who)
        self.store.run(
            f"CREATE TABLE named AS SELECT staff_id, email, CAST(hash({who}) >> 17 AS BIGINT) AS hash,"
            f" sum(n)::BIGINT AS n FROM counted WHERE part = {PEOPLE} GROUP BY staff_id, email"
        )
        if self.packing and self.store.run("SELECT count(*) - count(DISTINCT hash) FROM named")[0][0]:
            raise ArithmeticError("two people share a hash")

    def stand(self) -> Mapping[int, int] | None:
        """Make `stood`, where a person whom the file calls by two names is one; the people of each week."""
        assert self.packing is not None  # noqa: S101 - what stands is asked for after folding alone
        twice = self.store.run("SELECT count(person) - count(DISTINCT person) FROM matched")[0][0]
        best, group = ("max(best)", "GROUP BY 1, 2") if twice else ("best", "")
        standing = (
            f"SELECT matched.number AS person, CAST(pair & {UNKNOWN} AS INTEGER) AS number, {best} AS best"
            f" FROM tallied JOIN matched ON (pair >> 16) = hash"
            f" WHERE part = {_PAIRS} AND best IS NOT NULL AND person IS NOT NULL {group}"
        )
        day = self.how.as_of
        self.store.run(f"CREATE TABLE stood AS {stood_sql(standing, self.packing, day, self.plan, DUCKDB)}")
        if not self.how.heads:
            return None
        weeks = unpacked(standing, self.packing, day, self.plan, DUCKDB)
        return dict(self.store.run(heads_sql(weeks)))

    def blank(self) -> int:
        """How many rows have nothing in any cell."""
        cells = self.plan.shape(typed=False)
        empty = " AND ".join(rf"regexp_full_match(coalesce({name}, ''), '\s*')" for name, _ in cells)
        file = self.plan.file(typed=False)
        return int(self.store.run(f"SELECT count(*) FROM {file} WHERE {empty}")[0][0])

    def _read(self, *, numbered: bool) -> None:
        subjects = list(self.words.subjects.items())
        self.store.fill("subjects", [("subject", "VARCHAR"), ("number", "INTEGER")], subjects)
        self.store.run("DROP VIEW IF EXISTS counted")
        self.store.run("DROP TABLE IF EXISTS tallied")
        plan, words, day, file = self.plan, self.words, self.how.as_of, self.plan.file()
        if self.packing is None:
            text = rows_sql(plan, words, day, file, DUCKDB, numbered=numbered)
        else:
            text = pairs_sql(plan, words, self.packing, day, file, DUCKDB)
        self.store.run(f"CREATE TABLE tallied AS {text}")
        counted_of_tallied(self.store, plan, folded=self.packing is not None)

    def _learned(self, *, numbered: bool) -> bool:
        """Learn what the reading met for the first time; whether it has to be done again for that."""
        run, words, plan = self.store.run, self.words, self.plan
        states = run(f"SELECT count(*) FROM counted WHERE fate = {UNSEEN}")[0][0]
        new, subjects = 0, []
        if self.packing is None:
            subjects = run(f"SELECT DISTINCT coalesce(subject, '') FROM counted WHERE part = {SUBJECTS}")
            subjects = [row for row in subjects if row[0] not in words.subjects]
        else:
            new = run(
                f"SELECT count(*) FROM tallied WHERE part = {_PAIRS} AND (pair & {UNKNOWN}) = {UNKNOWN}"
            )[0][0]
            if new:
                subjects = run(f"SELECT DISTINCT coalesce({self._cell('subject')}, '') FROM {plan.file()}")
        said = (
            run(f"SELECT DISTINCT coalesce({self._cell('status')}, '') FROM {plan.file()}") if states else []
        )
        words.learn((row[0] for row in said), (row[0] for row in subjects))
        # Subjects met late matter to every row's fate only where one of them proves nothing.
        aside = any(words.subjects[row[0]] == NOWHERE for row in subjects) or (numbered and bool(subjects))
        return bool(states or new or aside)

    def _cell(self, role: str) -> str:
        return f"c{self.plan.columns[role]}"


def counted_of_tallied(store: Bulk, plan: Plan, *, folded: bool) -> None:
    """The view `counted` of what was tallied, where rows of a kind were."""
    absent = "".join(f", NULL::VARCHAR AS {role}" for role in ("staff_id", "email") if role not in plan.who)
    if folded:
        store.run(
            f"CREATE VIEW counted AS SELECT {PEOPLE} AS part, {', '.join(plan.who)}{absent}, fate, n"
            f" FROM tallied WHERE part <> {_PAIRS}"
        )
        return
    store.run(
        f"CREATE VIEW counted AS SELECT *{absent}, kind // 4 AS fate, CASE WHEN kind = 0 THEN n ELSE 0 END AS done,"
        f" CASE WHEN kind & {LATE} = {LATE} THEN n ELSE 0 END AS late FROM tallied"
    )
