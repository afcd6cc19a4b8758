"""A large export counted in a database: one reading, every row accounted for, the same answers as row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pdcycle.duck import Bulk
from pdcycle.evidence.bulk_here import PEOPLE, SUBJECTS, Counting, Here, Reader
from pdcycle.evidence.bulk_people import match_people
from pdcycle.evidence.bulk_plan import Plan
from pdcycle.evidence.bulk_words import NOWHERE, USED, Vocabulary
from pdcycle.evidence.intake import NOBODY_NAMED, UNMATCHED
from pdcycle.evidence.ledger import BLANK
from pdcycle.model.results import Accounting

NOT_LISTED = "(not in people.csv)"
"""The key of rows about people nobody in people.csv matches, where every row is counted."""

_DAYS = 6
_SAME = "(matched.staff_id, matched.email) IS NOT DISTINCT FROM (c.staff_id, c.email)"


class Figure(NamedTuple):
    """What stands behind one school, course, person or week.

    `assigned`, `done` and `late` count courses of people (rows, where every row counts); `people` is None where it
    was not asked for, `late` where the file has no due dates, `minutes` where it has none; `points` are the
    millionths that `scored` scores add up to.
    """

    key: str
    assigned: int
    done: int
    late: int | None
    minutes: int | None
    points: int
    scored: int
    people: int | None = None

    @property
    def score(self) -> Fraction | None:
        """The mean score; None where there is none."""
        return Fraction(self.points, 1_000_000 * self.scored) if self.scored else None


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody of the export whom nobody in people.csv matches, as the export writes them, and how many rows."""

    shown: str
    rows: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A source's figures by `school`, `course`, `teacher` and `week` (its Monday), sorted by key."""

    accounting: Accounting
    figures: Mapping[str, tuple[Figure, ...]]
    strangers: tuple[Stranger, ...]


def policy_of(words: Vocabulary) -> str:
    """Which row stands: a completion once proven stays proven, of checks the source says."""
    source, profile = words.intake.source, words.intake.profile
    chosen = source.submissions or profile.submissions or "latest"
    return "earliest" if (words.kind or profile.evidence) == "completion" else chosen


def count(
    store: Bulk, plan: Plan, words: Vocabulary, how: Counting, file: str, reader: Reader | None = None
) -> Counted:
    """The figures of a file whose people stand in the store's index; the reader reads it, here where none is given."""
    reader = reader or Here(store, plan, words, how)
    words.learn({row.get("status", "") for row in plan.sample}, {row["subject"] for row in plan.sample})
    reader.tally()
    match_people(store, words.intake.source.email_domains)
    if how.policy is None:
        figures, kept = _every_row(store, plan, words), None
    else:
        figures, kept = _folded(store, plan, words, reader.stand())
    used, aside, read = _fates(store, words, reader)
    kept = used if kept is None else kept
    intake = words.intake
    accounting = Accounting(
        file, intake.name, intake.source.profile, plan.encoding, read, kept, used - kept,
        tuple(sorted((reason, number) for reason, number in aside.items() if number)),
    )  # fmt: skip
    strangers = store.run(
        "SELECT coalesce(nullif(trim(email), ''), trim(staff_id)), n FROM matched"
        " WHERE person IS NULL AND NOT nobody ORDER BY ALL"
    )
    return Counted(accounting, figures, tuple(Stranger(*row) for row in strangers))


def _fates(store: Bulk, words: Vocabulary, reader: Reader) -> tuple[int, Counter[str], int]:
    """Rows used, rows set aside by reason, and all rows read."""
    rows = store.run(
        "SELECT person IS NOT NULL, nobody, fate, sum(c.n)::BIGINT"
        f" FROM counted AS c JOIN matched ON {_SAME} WHERE part = {PEOPLE} GROUP BY ALL"
    )
    aside: Counter[str] = Counter()
    used = 0
    for known, nobody, fate, number in rows:
        if not known:
            aside[NOBODY_NAMED if nobody else UNMATCHED] += number
        elif fate == USED:
            used += number
        else:
            aside[words.reason(fate)] += number
    if aside[NOBODY_NAMED]:
        aside[BLANK] = reader.blank()
        aside[NOBODY_NAMED] -= aside[BLANK]
    return used, aside, sum(row[3] for row in rows)


def _folded(
    store: Bulk, plan: Plan, words: Vocabulary, weekly: Mapping[int, int] | None
) -> tuple[dict[str, tuple[Figure, ...]], int]:
    """The figures of what stands, and how many rows that are used stand; `weekly` are a week's people."""
    late = "sum(late)::BIGINT" if plan.has("due") else "NULL"
    minutes = "coalesce(sum(minutes), 0)::BIGINT" if plan.has("minutes") else "NULL"
    sums = f"sum(done)::BIGINT, {late}, {minutes}, coalesce(sum(points), 0)::BIGINT, sum(scored)::BIGINT"
    whole = f"sum(n)::BIGINT, {sums}"
    people = "FROM stood JOIN staff ON staff.number = stood.person WHERE part = 0"
    texts = {
        "school": f"SELECT school, {whole}, count(*) {people} GROUP BY school",
        "teacher": f"SELECT staff.id, {whole}, 1 {people} GROUP BY staff.id",
        "course": f"SELECT number, {whole}, sum(n)::BIGINT FROM stood WHERE part = 1 GROUP BY number",
        "week": "SELECT week, sum(done)::BIGINT, sum(done)::BIGINT, NULL, "
        f"{minutes}, coalesce(sum(points), 0)::BIGINT, sum(scored)::BIGINT, NULL"
        " FROM stood WHERE part = 1 AND week IS NOT NULL GROUP BY week",
    }
    rows = {name: store.run(text) for name, text in texts.items()}
    items = {number: item for item, number in words.items.items()}
    rows["course"] = [(items[row[0]], *row[1:]) for row in rows["course"]]
    rows["week"] = [(_monday(row[0]), *row[1:-1], weekly[row[0]] if weekly else None) for row in rows["week"]]
    kept = store.run("SELECT coalesce(sum(kept), 0)::BIGINT FROM stood WHERE part = 0")[0][0]
    return {name: tuple(sorted(map(Figure._make, found))) for name, found in rows.items()}, kept


def _monday(week: int) -> str:
    """The first day of a week numbered from the one with 1 January 1970, a Thursday."""
    return date.fromordinal(date(1970, 1, 1).toordinal() + week * 7 - 3).isoformat()


def _every_row(store: Bulk, plan: Plan, words: Vocabulary) -> dict[str, tuple[Figure, ...]]:
    """The figures of all rows, those about people who are not listed among them."""
    counted = ", ".join(str(code) for code in (USED, *words.open))
    late, minutes = _told(plan)
    sums = (
        f"sum(c.n)::BIGINT, sum(done)::BIGINT, {late}, {minutes}, coalesce(sum(points), 0)::BIGINT,"
        " sum(scored)::BIGINT, NULL"
    )
    person = f"FROM counted AS c JOIN matched ON {_SAME} WHERE part = {PEOPLE} AND fate IN ({counted})"
    items = f"FROM counted AS c JOIN subjects ON subjects.subject = coalesce(c.subject, '') WHERE part = {SUBJECTS}"
    texts = {
        "school": f"CASE WHEN person IS NULL THEN '{NOT_LISTED}' ELSE school END, {sums} {person}",
        "teacher": f"person, {sums} {person} AND person IS NOT NULL",
        "course": f"number::VARCHAR, {sums} {items} AND number <> {NOWHERE} AND fate IN ({counted})",
        "week": f"CAST(CAST(date_trunc('week', day) AS DATE) AS VARCHAR), {sums.replace(late, 'NULL')}"
        f" FROM counted AS c WHERE part = {_DAYS} AND fate = {USED} AND done > 0",
    }
    numbers = {str(number): item for item, number in words.items.items()}
    found = {}
    for name, text in texts.items():
        rows = store.run(f"SELECT {text} GROUP BY 1")
        named = [(numbers[row[0]], *row[1:]) for row in rows] if name == "course" else rows
        found[name] = tuple(sorted(Figure._make(row) for row in named))
    return found


def _told(plan: Plan) -> tuple[str, str]:
    """The sums of what is late and of minutes; NULL where the file tells neither."""
    late = "sum(late)::BIGINT" if plan.has("due") else "NULL"
    return late, "coalesce(sum(minutes), 0)::BIGINT" if plan.has("minutes") else "NULL"
