"""The SQL that counts a file: made from its plan and vocabulary, one reading of the file each.

A pair is one person's rows for one subject. What stands of it is the largest of its rows' `best`, a number whose
fields are, from the highest bits: that it is done, the policy's rank, then what tells its rows apart. So folding
is one `max` over numbers, which takes a third of the time and memory of choosing among rows.
"""

from __future__ import annotations

from datetime import date

from pdcycle.duck import literal
from pdcycle.evidence.bulk_plan import Plan
from pdcycle.evidence.bulk_words import FAILED, NOWHERE, PASSED, UNKNOWN, UNSEEN, USED, Vocabulary
from pdcycle.evidence.clock import AFTER_SOURCE, AFTER_YEAR, BEFORE_SOURCE, BEFORE_YEAR
from pdcycle.evidence.intake import NO_DATE, NO_PROOF

_WIDTHS = {"rank": 2, "merit": 28, "time": 34, "early": 34, "minutes": 24, "score": 34}
_FIELDS = {
    "earliest": ("rank", "early", "minutes", "score"),
    "first": ("rank", "early", "minutes", "score"),
    "latest": ("rank", "time", "minutes", "score"),
    "best": ("rank", "merit", "early", "minutes", "score"),
}
_DONE, _AHEAD = 124, 123
_TOP = {name: (1 << width) - 1 for name, width in _WIDTHS.items()}


def pairs_sql(plan: Plan, words: Vocabulary, policy: str, as_of: date) -> str:
    """One reading to the table `pairs`: rows by person and fate (part 1), and by pair what stands (part 2)."""
    return f"""CREATE TABLE pairs AS
SELECT GROUPING(staff_id, email, fate, pair) // 2 AS part, staff_id, email, fate, pair,
  max(best) AS best, count(*) AS n
FROM (SELECT staff_id, email, fate, ((hash(staff_id, email) >> 17)::BIGINT << 16) | subject_number AS pair,
  {_best(plan, words, policy, as_of)} AS best
  FROM ({_fated(plan, words, numbered=True)}))
GROUP BY GROUPING SETS ((staff_id, email, fate), (pair))"""


def rows_sql(plan: Plan, words: Vocabulary, as_of: date, *, numbered: bool) -> str:
    """One reading to the table `counted`: every row as it stands, by person, by subject and by day.

    Whole numbers are summed as DOUBLE, exactly: sums of integers are 128 bits wide and take half as long again.
    """
    when = 'CAST("when" AS DATE)' if plan.timed else '"when"'
    return f"""CREATE TABLE counted AS
SELECT GROUPING(staff_id, subject, day) AS part, staff_id, email, subject, day, fate,
  count(*) AS n, count(*) FILTER (WHERE is_done) AS done, count(*) FILTER (WHERE is_late) AS late,
  sum(span) AS minutes, sum(points) AS points, count(points) AS scored
FROM (SELECT staff_id, email, subject, day, fate, is_done, {_late(plan, words, as_of)} AS is_late,
    CASE WHEN is_done THEN length::DOUBLE END AS span, CASE WHEN is_done THEN round(score * 1000000)::DOUBLE END AS points
  FROM (SELECT *, {when} AS day, fate = {USED} AND {when} <= {_day(as_of)} AS is_done
    FROM ({_fated(plan, words, numbered=numbered)})))
GROUP BY GROUPING SETS ((staff_id, email, fate), (subject, fate), (day, fate))"""


def unpacked(policy: str, as_of: date, plan: Plan) -> str:
    """The columns of a pair: `done`, `kept` (a row of it is used), `late`, and of what stands day, minutes and score."""
    time = (
        _unfield(policy, "time")
        if "time" in _FIELDS[policy]
        else f"({_TOP['early']} - {_unfield(policy, 'early')})"
    )
    day = f"CAST(make_timestamp({time}::BIGINT * 1000000) AS DATE)" if plan.timed else _dated(time)
    due = (as_of - date(1970, 1, 1)).days
    return (
        f"best >= {1 << _DONE}::HUGEINT AS done, best >= {1 << _AHEAD}::HUGEINT AS kept,"
        f" best < {1 << _DONE}::HUGEINT AND (best & {_TOP['time']}) BETWEEN 1 AND {due} AS late,"
        f" CASE WHEN best >= {1 << _DONE}::HUGEINT THEN {day} END AS day,"
        f" CASE WHEN best >= {1 << _DONE}::HUGEINT THEN {_unfield(policy, 'minutes')}::BIGINT END AS minutes,"
        f" CASE WHEN best >= {1 << _DONE}::HUGEINT THEN {_unfield(policy, 'score')}::BIGINT END AS score"
    )


def _dated(days: str) -> str:
    return f"DATE '1970-01-01' + ({days})::INTEGER"


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def _fated(plan: Plan, words: Vocabulary, *, numbered: bool) -> str:
    """The rows with the code of what becomes of each, in the order in which a row is judged."""
    outside = words.outside()
    clock = plan.clock
    when = 'CAST("when" AS DATE)' if plan.timed else '"when"'
    cases = [f"WHEN standing > {FAILED} THEN standing", f'WHEN "when" IS NULL THEN {outside[NO_DATE]}']
    if clock.since is None:
        cases.append(f"WHEN {when} < {_day(clock.first)} THEN {outside[BEFORE_YEAR]}")
    if clock.until is None:
        cases.append(f"WHEN {when} > {_day(clock.last)} THEN {outside[AFTER_YEAR]}")
    if clock.since is not None:
        cases.append(f"WHEN {when} < {_day(clock.since)} THEN {outside[BEFORE_SOURCE]}")
    if clock.until is not None:
        cases.append(f"WHEN {when} > {_day(clock.until)} THEN {outside[AFTER_SOURCE]}")
    if numbered:
        cases.append(f"WHEN subject_number = {NOWHERE} THEN {outside[NO_PROOF]}")
    number = f"coalesce(subjects.number, {UNKNOWN})" if numbered else "0"
    join = "LEFT JOIN subjects ON subjects.subject = coalesce(export.subject, '')" if numbered else ""
    absent = "".join(f", NULL::VARCHAR AS {role}" for role in ("staff_id", "email") if not plan.has(role))
    absent += "" if plan.has("due") else ", NULL::DATE AS due"
    return f"""SELECT *, CASE {" ".join(cases)} ELSE {USED} END::UTINYINT AS fate, {_measures(plan)}
FROM (SELECT export.*{absent}, {_standing(plan, words)} AS standing, {number}::BIGINT AS subject_number
  FROM {plan.table()} AS export {join})"""


def _standing(plan: Plan, words: Vocabulary) -> str:
    if not plan.has("status") or not words.intake.profile.states:
        return str(USED)
    cases = " ".join(f"WHEN {literal(cell)} THEN {code}" for cell, code in sorted(words.states.items()))
    return f"CASE coalesce(export.status, '') {cases} ELSE {UNSEEN} END"


def _measures(plan: Plan) -> str:
    times = {"hours": "* 60", "minutes": "", "seconds": "/ 60"}[plan.unit]
    length = (
        f"CASE WHEN minutes >= 0 THEN round(minutes {times})::BIGINT END"
        if plan.has("minutes")
        else "NULL::BIGINT"
    )
    score = "value" if plan.has("value") else "NULL::DECIMAL(18,6)"
    return f"{length} AS length, {score} AS score"


def _late(plan: Plan, words: Vocabulary, as_of: date) -> str:
    if not plan.has("due"):
        return "false"
    still = ", ".join(str(code) for code in words.open) or "NULL"
    return f"due < {_day(as_of)} AND (fate IN ({still}) OR (fate = {USED} AND day > {_day(as_of)}))"


def _best(plan: Plan, words: Vocabulary, policy: str, as_of: date) -> str:
    """The number that stands for a row in its pair; NULL where the row says nothing of the pair."""
    moment = 'epoch("when")::BIGINT' if plan.timed else "(\"when\" - DATE '1970-01-01')"
    parts = {
        "rank": _rank(plan, words, policy),
        "merit": f"least(greatest(coalesce(round(({_share(plan, words)}) * 1000000)::BIGINT, 0), 0), {_TOP['merit']})",
        "time": moment,
        "early": f"({_TOP['early']} - {moment})",
        "minutes": f"least(coalesce(length, 0), {_TOP['minutes']})",
        "score": f"least(greatest(coalesce(round(score * 1000000)::BIGINT + 1, 0), 0), {_TOP['score']})",
    }
    fields = " | ".join(f"(({parts[name]})::HUGEINT << {_shift(policy, name)})" for name in _FIELDS[policy])
    when = 'CAST("when" AS DATE)' if plan.timed else '"when"'
    due = "coalesce(CAST(due AS DATE) - DATE '1970-01-01' + 1, 0)::HUGEINT"
    still = ", ".join(str(code) for code in words.open) or "NULL"
    return f"""CASE WHEN subject_number IN ({NOWHERE}, {UNKNOWN}) THEN NULL
    WHEN fate = {USED} AND {when} <= {_day(as_of)} THEN {1 << _DONE}::HUGEINT | {fields}
    WHEN fate = {USED} THEN {1 << _AHEAD}::HUGEINT | {due}
    WHEN fate IN ({still}) THEN {due} END"""


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
        return "NULL::BOOLEAN"
    whole = words.intake.source.out_of or words.intake.profile.out_of
    cases = []
    for number, mark in sorted(marks.items()):
        top, bottom = mark.numerator, mark.denominator
        if plan.percent:
            test = (
                f"CASE WHEN score > 1 THEN score * {bottom} >= {top * 100} ELSE score * {bottom} >= {top} END"
            )
        elif whole:
            test = f"score * {bottom} >= {top * whole}"
        else:
            test = f"CASE WHEN score BETWEEN 0 AND 1 THEN score * {bottom} >= {top} END"
        cases.append(f"WHEN {number} THEN {test}")
    return f"CASE subject_number {' '.join(cases)} END"


def _share(plan: Plan, words: Vocabulary) -> str:
    """A score as a share of its whole; NULL where it does not say what it is a part of."""
    whole = words.intake.source.out_of or words.intake.profile.out_of
    if plan.percent:
        return "CASE WHEN score > 1 THEN score / 100 ELSE score END"
    return f"score / {whole}" if whole else "CASE WHEN score BETWEEN 0 AND 1 THEN score END"


def _shift(policy: str, name: str) -> int:
    fields = _FIELDS[policy]
    return sum(_WIDTHS[later] for later in fields[fields.index(name) + 1 :])


def _unfield(policy: str, name: str) -> str:
    return f"((best >> {_shift(policy, name)}) & {_TOP[name]})"
