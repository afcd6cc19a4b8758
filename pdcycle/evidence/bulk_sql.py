"""The SQL that counts a file: made from its plan and vocabulary, one reading of the file each."""

from __future__ import annotations

from datetime import date

from pdcycle.evidence.bulk_dialect import Dialect
from pdcycle.evidence.bulk_packing import MISFIT, TOO_LARGE, Packing
from pdcycle.evidence.bulk_plan import Plan
from pdcycle.evidence.bulk_words import FAILED, NOWHERE, PASSED, UNKNOWN, UNSEEN, USED, Vocabulary
from pdcycle.evidence.clock import AFTER_SOURCE, AFTER_YEAR, BEFORE_SOURCE, BEFORE_YEAR
from pdcycle.evidence.intake import NO_DATE, NO_PROOF

LATE, AHEAD = 1, 2
"""What a row's `kind` says beside its fate, which is the kind without the last two bits."""

_LONGEST = 500_000


def rows_sql(
    plan: Plan, words: Vocabulary, as_of: date, file: str, dialect: Dialect, *, numbered: bool
) -> str:
    """Every row as it stands, by person, by subject and by day.

    Whole numbers are summed as DOUBLE, exactly: sums of integers are 128 bits wide and take half as long again. What
    a row tells beside numbers is one small `kind`, which groups them: conditions on sums would be asked for each.
    """
    who = ", ".join(plan.who)
    day = _day(as_of)
    still = ", ".join(str(code) for code in words.open) or "NULL"
    late = f"CASE WHEN due < {day} THEN {LATE} ELSE 0 END"
    return f"""SELECT GROUPING({plan.who[0]}) * 4 + GROUPING(subject) * 2 + GROUPING(day) AS part,
  {who}, subject, day, kind, count(*) AS n, sum(span) AS minutes, sum(points) AS points, count(points) AS scored
FROM (SELECT {who}, subject, day, kind, CASE WHEN kind = 0 THEN length END AS span,
    CASE WHEN kind = 0 THEN points END AS points
  FROM (SELECT *, CASE WHEN fate = {USED} AND day <= {day} THEN 0 WHEN fate = {USED} THEN {AHEAD} + {late}
      WHEN fate IN ({still}) THEN fate * 4 + {late} ELSE fate * 4 END AS kind
    FROM ({_fated(plan, words, file, dialect, numbered=numbered)}) AS fated) AS kinds) AS told
GROUP BY GROUPING SETS (({who}, kind), (subject, kind), (day, kind))"""


def pairs_sql(
    plan: Plan, words: Vocabulary, packing: Packing, as_of: date, file: str, dialect: Dialect
) -> str:
    """Rows by person and fate, and by pair of a hash of the person and the subject what stands of it."""
    who = ", ".join(plan.who)
    return f"""SELECT CAST(GROUPING(pair) AS UTINYINT) AS part, {who}, fate, pair, max(best) AS best,
  CAST(count(*) AS UINTEGER) AS n
FROM (SELECT {who}, CAST(fate AS UTINYINT) AS fate, (CAST(hash({who}) >> 17 AS BIGINT) << 16) | subject_number AS pair,
    {_best(plan, words, packing, as_of, dialect)} AS best
  FROM ({_whole(plan, words, file, dialect)}))
GROUP BY GROUPING SETS (({who}, fate), (pair))"""


def fates_sql(plan: Plan, words: Vocabulary, file: str, dialect: Dialect) -> str:
    """Rows by person and fate alone."""
    who = ", ".join(plan.who)
    return f"""SELECT {who}, fate, count(*) AS n
FROM ({_fated(plan, words, file, dialect, numbered=True)}) AS fated GROUP BY {who}, fate"""


def best_sql(
    plan: Plan, words: Vocabulary, packing: Packing, as_of: date, file: str, dialect: Dialect
) -> str:
    """By `person`, a number of the table `matched`, and subject what stands.

    Where two rows of `matched` differ by an empty cell alone, a row meets both, which a maximum does not mind.
    """
    same = " AND ".join(f"coalesce(matched.{name}, '') = coalesce(rated.{name}, '')" for name in plan.who)
    who = ", ".join(plan.who)
    return f"""SELECT person, number, max(best) AS best
FROM (SELECT {who}, subject_number AS number, {_best(plan, words, packing, as_of, dialect)} AS best
  FROM ({_whole(plan, words, file, dialect)}) AS fated) AS rated
JOIN matched ON {same} WHERE best IS NOT NULL GROUP BY person, number"""


def stood_sql(best: str, packing: Packing, as_of: date, plan: Plan, dialect: Dialect) -> str:
    """The figures of what stands (`person`, `number`, `best`) by person, and by subject and week.

    A person's row has the part 0. Weeks are numbered from the one with 1 January 1970; what is not done has none.
    """
    width = "DOUBLE" if not packing.large else "BIGINT"
    return f"""SELECT GROUPING(person) AS part, person, number, week, count(*) AS n,
  count(CASE WHEN done THEN 1 END) AS done, count(CASE WHEN late THEN 1 END) AS late,
  count(CASE WHEN kept THEN 1 END) AS kept, sum(CASE WHEN done THEN CAST(minutes AS DOUBLE) END) AS minutes,
  sum(CASE WHEN done AND score > 0 THEN CAST(score - 1 AS {width}) END) AS points,
  count(CASE WHEN done AND score > 0 THEN 1 END) AS scored
FROM ({unpacked(best, packing, as_of, plan, dialect)}) AS unpacked
GROUP BY GROUPING SETS ((person), (number, week))"""


def unpacked(best: str, packing: Packing, as_of: date, plan: Plan, dialect: Dialect) -> str:
    """What stands with its number taken apart: `done`, `kept` (a row of it is used), `late`, `week`, minutes, score."""
    time = packing.field("time", dialect)
    days = f"CAST({time} AS BIGINT)"
    if plan.timed:
        days = dialect.whole.format(days, 86_400)
    due = (as_of - date(1970, 1, 1)).days
    done, last = packing.least(packing.done), packing.least(packing.top("time"))
    return f"""SELECT person, number, best >= {done} AS done, best >= {packing.least(packing.ahead)} AS kept,
    best < {done} AND (best & {last}) BETWEEN 1 AND {due} AS late,
    CASE WHEN best >= {done} THEN {dialect.whole.format(f"({days} + 3)", 7)} END AS week,
    {packing.field("minutes", dialect)} AS minutes, {packing.field("score", dialect)} AS score FROM ({best}) AS standing"""


def heads_sql(weeks: str) -> str:
    """How many people stand behind each week of what was taken apart."""
    return f"SELECT week, count(DISTINCT person) AS people FROM ({weeks}) AS weekly WHERE week IS NOT NULL GROUP BY week"


def words_sql(plan: Plan, file: str) -> str:
    """The cells of the columns of states and subjects as they stand together."""
    state = "coalesce(status, '')" if plan.has("status") else "''"
    return (
        f"SELECT DISTINCT {state} AS state, coalesce(subject, '') AS subject FROM {roles(plan, file)} AS said"
    )


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def _fated(plan: Plan, words: Vocabulary, file: str, dialect: Dialect, *, numbered: bool) -> str:
    """The rows with the code of what becomes of each, in the order in which a row is judged."""
    outside = words.outside()
    clock = plan.clock
    cases = [f"WHEN standing > {FAILED} THEN standing", f"WHEN day IS NULL THEN {outside[NO_DATE]}"]
    if clock.since is None:
        cases.append(f"WHEN day < {_day(clock.first)} THEN {outside[BEFORE_YEAR]}")
    if clock.until is None:
        cases.append(f"WHEN day > {_day(clock.last)} THEN {outside[AFTER_YEAR]}")
    if clock.since is not None:
        cases.append(f"WHEN day < {_day(clock.since)} THEN {outside[BEFORE_SOURCE]}")
    if clock.until is not None:
        cases.append(f"WHEN day > {_day(clock.until)} THEN {outside[AFTER_SOURCE]}")
    if numbered:
        cases.append(f"WHEN subject_number = {NOWHERE} THEN {outside[NO_PROOF]}")
    number = f"CAST(coalesce(subjects.number, {UNKNOWN}) AS BIGINT)" if numbered else "CAST(0 AS BIGINT)"
    join = "LEFT JOIN subjects ON subjects.subject = coalesce(export.subject, '')" if numbered else ""
    return f"""SELECT *, CASE {" ".join(cases)} ELSE {USED} END AS fate, {_measures(plan, dialect)}
FROM (SELECT export.*, {_standing(plan, words, dialect)} AS standing, {number} AS subject_number
  FROM {roles(plan, file)} AS export {join}) AS rows_read"""


def _whole(plan: Plan, words: Vocabulary, file: str, dialect: Dialect) -> str:
    """The rows with whole numbers as such, to be packed."""
    names = ", ".join([*plan.who, "subject_number", "standing", "fate", "day", "moment", "due"])
    return f"""SELECT {names}, CAST(length AS BIGINT) AS length, CAST(points AS BIGINT) AS points
  FROM ({_fated(plan, words, file, dialect, numbered=True)}) AS judged"""


def roles(plan: Plan, file: str) -> str:
    """A file's rows with its columns called by their roles, `when` being a `moment` and its `day`."""
    plain = [f"c{at} AS {role}" for role, at in plan.columns.items() if role not in ("when", "due")]
    dates = [f"c{plan.columns['when']} AS moment", f"CAST(c{plan.columns['when']} AS DATE) AS day"]
    due = f"CAST({'c' + str(plan.columns['due']) if plan.has('due') else 'NULL'} AS DATE) AS due"
    return f"(SELECT {', '.join([*plain, *dates, due])} FROM {file})"


def _standing(plan: Plan, words: Vocabulary, dialect: Dialect) -> str:
    if not plan.has("status") or not words.intake.profile.states:
        return str(USED)
    cases = " ".join(
        f"WHEN {dialect.literal(cell)} THEN {code}" for cell, code in sorted(words.states.items())
    )
    return f"CASE coalesce(export.status, '') {cases} ELSE {UNSEEN} END"


def _measures(plan: Plan, dialect: Dialect) -> str:
    """The length in minutes and the score in millionths, whole numbers as DOUBLE."""
    # An exact half, such as 0.575 hours, may lie just below in binary; what is no half lies farther away.
    times = {"hours": "* 60 + 1e-8", "minutes": "", "seconds": "/ 60"}[plan.unit]
    long = dialect.stop.format("a length of time is too long")
    length = (
        f"CASE WHEN minutes > {_LONGEST} THEN CAST({long} AS DOUBLE) WHEN minutes >= 0 THEN round(minutes {times}) END"
        if plan.has("minutes")
        else "CAST(NULL AS DOUBLE)"
    )
    points = "round(value * 1000000)" if plan.has("value") else "CAST(NULL AS DOUBLE)"
    return f"{length} AS length, {points} AS points"


def _best(plan: Plan, words: Vocabulary, packing: Packing, as_of: date, dialect: Dialect) -> str:
    """The number that stands for a row in its pair; NULL where the row says nothing of the pair."""
    moment = dialect.seconds.format("moment") if plan.timed else dialect.days.format("day")
    score = f"coalesce({_stepped(packing, dialect)} + 1, 0)"
    parts = {
        "rank": _rank(plan, words, packing.policy),
        "time": moment,
        "early": f"({packing.top('early')} - {moment})",
        "minutes": "coalesce(length, 0)",
        "score": f"greatest({score}, 0)",
    }
    if packing.policy == "best":
        share = f"coalesce(CAST(round({_share(plan, words)}) AS BIGINT), 0)"
        parts["merit"] = f"least(greatest({share}, 0), {packing.top('merit')})"
    days = f"coalesce({dialect.days.format('due')} + 1, 0)"
    due = f"CAST(least(greatest({days}, 0), {packing.top('time')}) AS {packing.kind})"
    still = ", ".join(str(code) for code in words.open) or "NULL"
    done = packing.packed(parts, dialect)
    fits = (
        f"coalesce(length, 0) <= {packing.top('minutes')}"
        f" AND coalesce(points, 0) < {(packing.top('score') - 1) * packing.unit}"
        + ("" if packing.unit == 1 else f" AND coalesce(points, 0) % {packing.unit} = 0")
    )
    stop = dialect.stop.format(TOO_LARGE if packing.large else MISFIT)
    done = f"CASE WHEN {fits} THEN {done} ELSE CAST({stop} AS {packing.kind}) END"
    return f"""CASE WHEN subject_number IN ({NOWHERE}, {UNKNOWN}) THEN NULL
    WHEN fate = {USED} AND day <= {_day(as_of)} THEN {done}
    WHEN fate = {USED} THEN {packing.least(packing.ahead)} | {due}
    WHEN fate IN ({still}) THEN {due} END"""


def _stepped(packing: Packing, dialect: Dialect) -> str:
    return "points" if packing.unit == 1 else dialect.whole.format("points", packing.unit)


def _rank(plan: Plan, words: Vocabulary, policy: str) -> str:
    passed = (
        f"CASE standing WHEN {PASSED} THEN true WHEN {FAILED} THEN false ELSE {_by_mark(plan, words)} END"
    )
    if policy == "earliest":
        return f"CASE WHEN standing = {FAILED} THEN 0 ELSE 1 END"
    if policy == "best":
        return f"CASE {passed} WHEN true THEN 2 WHEN false THEN 0 ELSE 1 END"
    return f"CASE WHEN ({passed}) IS NULL THEN 0 ELSE 1 END"


def _by_mark(plan: Plan, words: Vocabulary) -> str:
    """Whether a score reaches its subject's mark; NULL where it says no share, or there is no mark."""
    marks = {number: mark for number, mark in words.marks.items() if mark >= 0}
    if not plan.has("value") or not marks:
        return "CAST(NULL AS BOOLEAN)"
    whole = words.intake.source.out_of or words.intake.profile.out_of
    cases = []
    for number, mark in sorted(marks.items()):
        top, bottom = mark.numerator * 1_000_000, mark.denominator
        if plan.percent:
            test = f"CASE WHEN points > 1000000 THEN points * {bottom} >= {top * 100} ELSE points * {bottom} >= {top} END"
        elif whole:
            test = f"points * {bottom} >= {top * whole}"
        else:
            test = f"CASE WHEN points BETWEEN 0 AND 1000000 THEN points * {bottom} >= {top} END"
        cases.append(f"WHEN {number} THEN {test}")
    return f"CASE subject_number {' '.join(cases)} END"


def _share(plan: Plan, words: Vocabulary) -> str:
    """A score as millionths of its whole; NULL where it does not say what it is a part of."""
    whole = words.intake.source.out_of or words.intake.profile.out_of
    if plan.percent:
        return "CASE WHEN points > 1000000 THEN points / 100 ELSE points END"
    return f"points / {whole}" if whole else "CASE WHEN points BETWEEN 0 AND 1000000 THEN points END"
