"""Evidence meets what was asked, as docs/evidence.md says it, written once more. Imports nothing of pdcycle."""

from collections import defaultdict
from datetime import timedelta

EARLY, NEAR = timedelta(days=7), timedelta(days=1)
SERVES_ALL = ("completion", "check", "attendance")


def holds(one, day):
    if one.day is not None and "attendance" in one.kinds:
        return one.day - NEAR <= day <= one.day + NEAR
    return one.starts - EARLY <= day <= one.closes


def fits(one, row):
    if "check" in one.kinds and row.kind in ("completion", "check"):
        right = row.passed is True
    else:
        right = row.kind in one.kinds
    if not right:
        return False
    if row.kind == "minutes":
        if row.subject not in (one.of_group, one.subject):
            return False
        return row.value in one.about
    if not row.subject:
        about = row.kind not in ("completion", "check")
    else:
        about = row.subject == one.subject or row.subject in one.about
    return about and (not one.audience or not row.audience or row.audience == one.audience)


def meet(asked, rows, order):
    """The row that met each piece, by the piece."""
    open_for = defaultdict(list)
    for one in sorted(asked, key=lambda one: (one.starts, order[one.program], identity(one))):
        for person in one.owners or (one.person,):
            open_for[person].append(one)
        if one.of_group:
            open_for[one.of_group].append(one)
    met = {}
    for row in sorted(rows, key=lambda row: (row.when, row.person)):
        served = set()
        for one in open_for.get(row.person or row.subject, ()):
            if row.person:
                pool = (one.program, "check" in one.kinds and row.kind in ("completion", "check"))
            else:
                pool = one.occurrence[:-1]
            if pool in served or one in met or not holds(one, row.when.date()) or not fits(one, row):
                continue
            met[one] = row
            served.add(pool)
            if row.person and row.kind not in SERVES_ALL:
                break
    return met


def identity(one):
    """The name a piece has in the lock's manner; pieces that start on one day are met in its order."""
    keys = ".".join(one.keys) or "-"
    return f"{one.program}/{one.cycle}/{one.activity}/{keys}/{one.n}/{one.person or '-'}/{one.piece}"


def standing(one, row, as_of):
    if row is not None:
        return "late" if row.when.date() > one.due else "on time"
    if one.leaves is not None and one.leaves < one.due and one.leaves < as_of:
        return "lapsed"
    if as_of < one.starts:
        return "ahead"
    return "missed" if as_of > one.closes else "due"
