"""The tables measures stand on, version 1: their columns and types.

Measures, a workspace's own among them, are written against these names, so taking one away is a new version.
"""

from __future__ import annotations

from datetime import date

VERSION = 1

Value = str | int | bool | date | None
Row = tuple[Value, ...]

COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "expectation": (
        ("id", "VARCHAR"), ("occurrence", "VARCHAR"), ("program", "VARCHAR"), ("cycle", "VARCHAR"),
        ("activity", "VARCHAR"), ("kind", "VARCHAR"), ("step", "VARCHAR"), ("step_number", "INTEGER"),
        ("person", "VARCHAR"), ("school", "VARCHAR"), ("piece", "VARCHAR"), ("wants", "VARCHAR"),
        ("starts", "DATE"), ("due", "DATE"), ("due_month", "VARCHAR"), ("is_counted", "BOOLEAN"),
        ("is_past_due", "BOOLEAN"), ("met", "VARCHAR"), ("is_met", "BOOLEAN"), ("evidence", "VARCHAR"),
    ),
    "evidence": (
        ("id", "VARCHAR"), ("person", "VARCHAR"), ("school", "VARCHAR"), ("kind", "VARCHAR"),
        ("subject", "VARCHAR"), ("day", "DATE"), ("component", "VARCHAR"), ("level", "INTEGER"),
        ("minutes", "INTEGER"), ("is_beyond", "BOOLEAN"), ("source", "VARCHAR"), ("sub_goal", "VARCHAR"),
    ),
    "today": (("day", "DATE"),),
    "program": (
        ("id", "VARCHAR"), ("kind", "VARCHAR"), ("title", "VARCHAR"), ("first_day", "DATE"), ("last_day", "DATE"),
        ("asks_from", "DATE"),
    ),
    "person": (("id", "VARCHAR"), ("school", "VARCHAR"), ("department", "VARCHAR"), ("role", "VARCHAR")),
    "trait": (("person", "VARCHAR"), ("dimension", "VARCHAR"), ("part", "VARCHAR")),
    "membership": (
        ("program", "VARCHAR"), ("person", "VARCHAR"), ("school", "VARCHAR"), ("is_in", "BOOLEAN"),
        ("first_day", "DATE"), ("last_day", "DATE"),
    ),
    "period": (("unit", "VARCHAR"), ("first_day", "DATE"), ("last_day", "DATE")),
    "school_day": (("school", "VARCHAR"), ("day", "DATE"), ("number", "INTEGER")),
    "event": (
        ("id", "VARCHAR"), ("program", "VARCHAR"), ("cycle", "VARCHAR"), ("activity", "VARCHAR"),
        ("kind", "VARCHAR"), ("school", "VARCHAR"), ("day", "DATE"), ("is_past", "BOOLEAN"),
        ("is_cancelled", "BOOLEAN"), ("is_held", "BOOLEAN"),
    ),
    "plan": (
        ("program", "VARCHAR"), ("occurrence", "VARCHAR"), ("person", "VARCHAR"), ("school", "VARCHAR"),
        ("asks_sharing", "BOOLEAN"), ("asks_approval", "BOOLEAN"), ("is_approved", "BOOLEAN"),
        ("has_goal", "BOOLEAN"), ("is_revised", "BOOLEAN"),
    ),
    "goal": (
        ("program", "VARCHAR"), ("owner", "VARCHAR"), ("text", "VARCHAR"), ("component", "VARCHAR"),
        ("at_least", "INTEGER"), ("baseline", "INTEGER"), ("target", "INTEGER"),
    ),
    "measurement": (
        ("measure", "VARCHAR"), ("program", "VARCHAR"), ("owner", "VARCHAR"), ("about", "VARCHAR"),
        ("period", "VARCHAR"), ("day", "DATE"), ("numerator", "INTEGER"), ("denominator", "INTEGER"),
        ("respondents", "INTEGER"), ("asked", "INTEGER"), ("item", "VARCHAR"),
    ),
    "credit": (
        ("evidence", "VARCHAR"), ("person", "VARCHAR"), ("school", "VARCHAR"), ("day", "DATE"),
        ("category", "VARCHAR"), ("minutes", "INTEGER"),
    ),
    "hours_rule": (
        ("rule", "VARCHAR"), ("title", "VARCHAR"), ("required_minutes", "INTEGER"), ("years", "INTEGER"),
        ("block_minutes", "INTEGER"), ("rounds_down", "BOOLEAN"),
    ),
    "hours_cap": (("rule", "VARCHAR"), ("category", "VARCHAR"), ("most_minutes", "INTEGER")),
    "cover": (
        ("occurrence", "VARCHAR"), ("program", "VARCHAR"), ("school", "VARCHAR"), ("way", "VARCHAR"),
        ("minutes", "INTEGER"), ("people", "INTEGER"),
    ),
    "assumption": (("name", "VARCHAR"), ("number", "INTEGER"), ("text", "VARCHAR")),
}  # fmt: skip
