"""A file read by a cluster where it lies: only its groups of rows come here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pdcycle.duck import Bulk, Unreadable
from pdcycle.evidence.bulk_dialect import SPARK
from pdcycle.evidence.bulk_here import PEOPLE, Counting, counted_of_tallied
from pdcycle.evidence.bulk_packing import MISFIT, Packing
from pdcycle.evidence.bulk_plan import Plan
from pdcycle.evidence.bulk_sql import (
    best_sql,
    fates_sql,
    heads_sql,
    rows_sql,
    stood_sql,
    unpacked,
    words_sql,
)
from pdcycle.evidence.bulk_words import Vocabulary
from pdcycle.spark import Cluster, Refused

_FILE = "export_file"
_SUBJECTS = (("subject", "VARCHAR"), ("number", "INTEGER"))
_TOLD = (
    ("subject", "VARCHAR"), ("day", "DATE"), ("kind", "INTEGER"), ("n", "BIGINT"), ("minutes", "DOUBLE"),
    ("points", "DOUBLE"), ("scored", "BIGINT"),
)  # fmt: skip
_STOOD = (
    ("part", "INTEGER"), ("person", "INTEGER"), ("number", "INTEGER"), ("week", "INTEGER"), ("n", "BIGINT"),
    ("done", "BIGINT"), ("late", "BIGINT"), ("kept", "BIGINT"), ("minutes", "DOUBLE"), ("points", "DOUBLE"),
    ("scored", "BIGINT"),
)  # fmt: skip


@dataclass(slots=True)
class There:
    """The reader that is a cluster, which sees the file at the same path."""

    store: Bulk
    cluster: Cluster
    plan: Plan
    words: Vocabulary
    how: Counting

    def tally(self) -> None:
        """Learn the file's words, then tally its rows."""
        if self.plan.timed:
            raise Unreadable("its dates have times of day, which an engine may take for another zone's")
        if self.how.policy is not None and self._packing.large:
            raise Unreadable("`submissions: best` is worked out without --engine alone")
        plan, words, day = self.plan, self.words, self.how.as_of
        self.cluster.read(_FILE, plan.path, plan.shape(), plan.delimiter)
        said = self._run(words_sql(plan, _FILE))
        words.learn(sorted({str(row[0]) for row in said}), sorted({str(row[1]) for row in said}))
        self.cluster.send("subjects", _SUBJECTS, list(words.subjects.items()))
        who = [(name, "VARCHAR") for name in plan.who]
        if self.how.policy is None:
            text, shape = (
                rows_sql(plan, words, day, _FILE, SPARK, numbered=True),
                [("part", "INTEGER"), *who, *_TOLD],
            )
        else:
            text, shape = (
                fates_sql(plan, words, _FILE, SPARK),
                [("part", "INTEGER"), *who, ("fate", "INTEGER"), ("n", "BIGINT")],
            )
            text = text.replace("SELECT ", f"SELECT {PEOPLE} AS part, ", 1)
        self.store.fill("tallied", shape, self._run(text))
        self.store.fill("subjects", _SUBJECTS, list(words.subjects.items()))
        counted_of_tallied(self.store, plan, folded=self.how.policy is not None)
        self.store.run(
            "CREATE TABLE named AS SELECT staff_id, email, sum(n)::BIGINT AS n"
            f" FROM counted WHERE part = {PEOPLE} GROUP BY staff_id, email"
        )

    def stand(self) -> Mapping[int, int] | None:
        """Send who is who, and let the cluster work out what stands of each person; the people of each week."""
        plan, day, packing = self.plan, self.how.as_of, self._packing
        names = ", ".join(plan.who)
        known = self.store.run(f"SELECT {names}, number FROM matched WHERE person IS NOT NULL ORDER BY ALL")
        shape = [*((name, "VARCHAR") for name in plan.who), ("person", "INTEGER")]
        self.cluster.send("matched", shape, known)
        best = best_sql(plan, self.words, packing, day, _FILE, SPARK)
        self.store.fill("stood", _STOOD, self._run(stood_sql(best, packing, day, plan, SPARK)))
        if not self.how.heads:
            return None
        return dict(self._run(heads_sql(unpacked(best, packing, day, plan, SPARK))))

    def blank(self) -> int:
        """How many rows have nothing in any cell."""
        empty = " AND ".join(f"trim(coalesce({name}, '')) = ''" for name, _ in self.plan.shape(typed=False))
        self.cluster.read("export_cells", self.plan.path, self.plan.shape(typed=False), self.plan.delimiter)
        return int(self._run(f"SELECT count(*) FROM export_cells WHERE {empty}")[0][0])

    @property
    def _packing(self) -> Packing:
        return Packing.of(self.plan, self.how.policy or "")

    def _run(self, text: str) -> list[tuple[Any, ...]]:
        try:
            return self.cluster.run(text)
        except Refused as problem:
            if MISFIT in str(problem):
                raise Unreadable(
                    "its scores are finer than hundredths, or its lengths too long, for an engine"
                ) from None
            raise Unreadable(f"the engine cannot read it: {problem.kind}") from problem
