"""A large export counted in a database: one reading, every row accounted for, the same answers as row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pdcycle.duck import Bulk
from pdcycle.evidence.bulk_people import match_people
from pdcycle.evidence.bulk_plan import Plan
from pdcycle.evidence.bulk_sql import pairs_sql, rows_sql, unpacked
from pdcycle.evidence.bulk_words import NOWHERE, UNKNOWN, UNSEEN, USED, Vocabulary
from pdcycle.evidence.intake import NOBODY_NAMED, UNMATCHED
from pdcycle.evidence.ledger import BLANK
from pdcycle.model.results import Accounting

NOT_LISTED = "(not in people.csv)"
"""The key of rows about people nobody in people.csv matches, where every row is counted."""

PERSONS, PAIRS = 0, 7
PEOPLE, SUBJECTS, DAYS = 3, 5, 6
SAME = "(matched.staff_id, matched.email) IS NOT DISTINCT FROM (c.staff_id, c.email)"


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


@dataclass(frozen=True, slots=True)
class Counting:
    """How to count: `policy` says which of a person's rows for one thing stands, None that every row does.

    `heads` asks how many people stand behind each figure.
    """

    policy: str | None
    as_of: date
    heads: bool = False


def policy_of(words: Vocabulary) -> str:
    """Which row stands: a completion once proven stays proven, of checks the source says."""
    source, profile = words.intake.source, words.intake.profile
    chosen = source.submissions or profile.submissions or "latest"
    return "earliest" if (words.kind or profile.evidence) == "completion" else chosen


def count(store: Bulk, plan: Plan, words: Vocabulary, how: Counting, file: str) -> Counted:
    """The figures of a file whose people stand in the store's index."""
    table = _read(store, plan, words, how)
    match_people(store, words.intake.source.email_domains)
    if how.policy is None:
        figures, kept = _every_row(store, plan, words), None
    else:
        figures, kept = _folded(store, plan, words, how)
    used, aside, read = _fates(store, plan, words, table)
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


def _read(store: Bulk, plan: Plan, words: Vocabulary, how: Counting) -> str:
    """Read the file, again where it says words that its beginning does not; the table that was made."""
    words.learn({row.get("status", "") for row in plan.sample}, {row["subject"] for row in plan.sample})
    table = "counted" if how.policy is None else "pairs"
    while True:
        numbered = how.policy is not None or NOWHERE in words.subjects.values()
        subjects = list(words.subjects.items())
        store.fill("subjects", [("subject", "VARCHAR"), ("number", "INTEGER")], subjects)
        store.run(f"DROP TABLE IF EXISTS {table}")
        if how.policy is None:
            store.run(rows_sql(plan, words, how.as_of, numbered=numbered))
        else:
            store.run(pairs_sql(plan, words, how.policy, how.as_of))
        if not _learned(store, plan, words, table, numbered=numbered):
            break
    part = PEOPLE if table == "counted" else PERSONS
    store.run(
        "CREATE TABLE named AS SELECT staff_id, email, (hash(staff_id, email) >> 17)::BIGINT AS hash,"
        f" sum(n)::BIGINT AS n FROM {table} WHERE part = {part} GROUP BY staff_id, email"
    )
    if store.run("SELECT count(*) - count(DISTINCT hash) FROM named")[0][0] and how.policy is not None:
        raise ArithmeticError("two people share a hash")
    return table


def _learned(store: Bulk, plan: Plan, words: Vocabulary, table: str, *, numbered: bool) -> bool:
    """Learn what the reading met for the first time; whether it has to be done again for that."""
    states = store.run(f"SELECT count(*) FROM {table} WHERE fate = {UNSEEN}")[0][0]
    if table == "pairs":
        new = store.run(
            f"SELECT count(*) FROM pairs WHERE part = {PAIRS} AND (pair & {UNKNOWN}) = {UNKNOWN}"
        )[0][0]
        subjects = store.run(f"SELECT DISTINCT coalesce(subject, '') FROM {plan.table()}") if new else []
    else:
        subjects = store.run(f"SELECT DISTINCT coalesce(subject, '') FROM counted WHERE part = {SUBJECTS}")
        subjects = [row for row in subjects if row[0] not in words.subjects]
        new = 0
    said = store.run(f"SELECT DISTINCT coalesce(status, '') FROM {plan.table()}") if states else []
    words.learn((row[0] for row in said), (row[0] for row in subjects))
    # Subjects met late matter to every row's fate only where one of them proves nothing.
    aside = any(words.subjects[row[0]] == NOWHERE for row in subjects) or (numbered and bool(subjects))
    return bool(states or new or aside)


def _fates(store: Bulk, plan: Plan, words: Vocabulary, table: str) -> tuple[int, Counter[str], int]:
    """Rows used, rows set aside by reason, and all rows read."""
    part = PEOPLE if table == "counted" else PERSONS
    rows = store.run(
        "SELECT person IS NOT NULL, nobody, fate, sum(c.n)::BIGINT"
        f" FROM {table} AS c JOIN matched ON {SAME}"
        f" WHERE part = {part} GROUP BY ALL"
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
        aside[BLANK] = store.run(f"SELECT count(*) FROM {plan.blank_rows()}")[0][0]
        aside[NOBODY_NAMED] -= aside[BLANK]
    return used, aside, sum(row[3] for row in rows)


_SETS = {"school": 0b0111, "teacher": 0b1011, "course": 0b1101, "week": 0b1110}


def _folded(
    store: Bulk, plan: Plan, words: Vocabulary, how: Counting
) -> tuple[dict[str, tuple[Figure, ...]], int]:
    """The figures of what stands of each pair, and how many rows that are used stand."""
    twice = store.run("SELECT count(person) - count(DISTINCT person) FROM matched")[0][0]
    best = "max(best)" if twice else "best"
    group = "GROUP BY person, school, number" if twice else ""
    heads = "count(DISTINCT person)" if how.heads else "NULL"
    late = "count(*) FILTER (WHERE late)" if plan.has("due") else "NULL"
    minutes = "coalesce(sum(minutes), 0)::BIGINT" if plan.has("minutes") else "NULL"
    rows = store.run(
        f"""SELECT GROUPING(school, person, number, week), coalesce(school, person, number::VARCHAR, week::VARCHAR),
  count(*), count(*) FILTER (WHERE done), {late}, {minutes}, coalesce(sum(score - 1) FILTER (WHERE score > 0), 0)::BIGINT,
  count(*) FILTER (WHERE score > 0), {heads}, count(*) FILTER (WHERE kept)
FROM (SELECT *, CAST(date_trunc('week', day) AS DATE) AS week FROM (
  SELECT school, person, number, {unpacked(how.policy or "", how.as_of, plan)} FROM (
    SELECT person, school, (pair & {UNKNOWN}) AS number, {best} AS best
    FROM pairs JOIN matched ON (pair >> 16) = hash
    WHERE part = {PAIRS} AND best IS NOT NULL AND person IS NOT NULL {group})))
GROUP BY GROUPING SETS ((school), (person), (number), (week)) ORDER BY ALL"""
    )
    items = {str(number): item for item, number in words.items.items()}
    found: dict[str, tuple[Figure, ...]] = {}
    for name, bits in _SETS.items():
        mine = [row[1:9] for row in rows if row[0] == bits and row[1] is not None]
        named = [(items[row[0]], *row[1:]) for row in mine] if name == "course" else mine
        made = sorted(Figure._make(row) for row in named)
        found[name] = (
            tuple(one._replace(late=None, assigned=one.done) for one in made)
            if name == "week"
            else tuple(made)
        )
    return found, sum(row[9] for row in rows if row[0] == _SETS["school"])


def _every_row(store: Bulk, plan: Plan, words: Vocabulary) -> dict[str, tuple[Figure, ...]]:
    """The figures of all rows, those about people who are not listed among them."""
    counted = ", ".join(str(code) for code in (USED, *words.open))
    late, minutes = _told(plan)
    sums = (
        f"sum(c.n)::BIGINT, sum(done)::BIGINT, {late}, {minutes}, coalesce(sum(points), 0)::BIGINT,"
        " sum(scored)::BIGINT, NULL"
    )
    person = f"FROM counted AS c JOIN matched ON {SAME} WHERE part = {PEOPLE} AND fate IN ({counted})"
    items = f"FROM counted AS c JOIN subjects ON subjects.subject = coalesce(c.subject, '') WHERE part = {SUBJECTS}"
    texts = {
        "school": f"CASE WHEN person IS NULL THEN '{NOT_LISTED}' ELSE school END, {sums} {person}",
        "teacher": f"person, {sums} {person} AND person IS NOT NULL",
        "course": f"number::VARCHAR, {sums} {items} AND number <> {NOWHERE} AND fate IN ({counted})",
        "week": f"CAST(CAST(date_trunc('week', day) AS DATE) AS VARCHAR), {sums.replace(late, 'NULL')}"
        f" FROM counted AS c WHERE part = {DAYS} AND fate = {USED} AND done > 0",
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
