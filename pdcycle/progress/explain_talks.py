"""Figures that count people and their time: coaching, participation, hours of credit, substitutes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from math import ceil, floor

from pdcycle import wording
from pdcycle.progress.explain_books import Books, Row
from pdcycle.progress.explanations import Counted
from pdcycle.progress.figure_names import Where
from pdcycle.progress.rows_money import HALF_DAY

REGULAR = 10
"""School days two talks may lie apart, as `coaching_regularity` has it."""


def dose(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """One person's talks: those that met an expectation of the program, and those beyond."""
    person = where["person"]
    used = {row["evidence"] for row in books.rows("expectation", program=program) if row["evidence"]}
    for row in books.rows("evidence", person=person, kind="log"):
        if row["id"] in used or row["is_beyond"]:
            state = "beyond what was asked" if row["is_beyond"] else "asked for"
            untold = "" if row["minutes"] is not None else "tells no length"
            yield _person(books, person, "Coaching talk", 1, state, untold, [row["id"]])


def gap(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """One person's talks between whose days the longest gap was looked for."""
    person = where["person"]
    first, last = bounds(books, program, person)
    days: dict[date, list[str]] = {}
    for row in books.rows("evidence", person=person, kind="log"):
        if first <= row["day"] <= last:
            days.setdefault(row["day"], []).append(row["id"])
    for day, ids in sorted(days.items()):
        yield _person(books, person, f"Coaching talk, {wording.day(day)}", 1, "", "", ids)


def bounds(books: Books, program: str, person: str) -> tuple[date, date]:
    """The days between which gaps are looked for; the last is before the first where these have not begun."""
    span = books.rows("program", id=program)[0]
    first, last = span["first_day"], span["last_day"]
    stay = books.rows("membership", program=program, person=person)
    first = max(first, min((row["first_day"] for row in stay if row["first_day"]), default=first))
    ends = [row["last_day"] for row in stay]
    return first, min(last, books.facts.as_of, *(max(ends),) if ends and all(ends) else ())


def regular(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """Members with two talks or more, and the school days between these."""
    span = books.rows("program", id=program)[0]
    school = where.get("school")
    people = sorted(
        {
            (row["school"], row["person"])
            for row in books.rows("expectation", program=program, wants="log", is_counted=True)
            if row["person"] and school in (None, row["school"])
        }
    )
    for at, person in people:
        logs = [
            row for row in books.rows("evidence", person=person, kind="log")
            if span["first_day"] <= row["day"] <= span["last_day"]
        ]  # fmt: skip
        days = sorted({row["day"] for row in logs})
        if len(days) < 2:
            continue
        longest, since = max((_between(books, at, one, two), one) for one, two in pairwise(days))
        done = longest <= REGULAR
        why = (
            ""
            if done
            else f"{wording.count(longest, 'school day')} without a talk after {wording.day(since)}"
        )
        state = "regular" if done else "a longer gap"
        yield _person(books, person, "Coaching talks", int(done), state, why, [row["id"] for row in logs])


def participation(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """Members of a period, and what of theirs is dated in it."""
    span = books.rows("program", id=program)[0]
    first = where["first_day"]
    period = next(row for row in books.rows("period", unit=where["unit"]) if row["first_day"] == first)
    if period["last_day"] < span["asks_from"] or first > span["last_day"]:
        return
    used = {row["evidence"] for row in books.rows("expectation", program=program) if row["evidence"]}
    people: dict[tuple[str, str], None] = {}
    for stay in books.rows("membership", program=program, school=where.get("school")):
        joined, left = stay["first_day"], stay["last_day"]
        if (joined is None or joined <= period["last_day"]) and (left is None or left >= first):
            people[stay["school"], stay["person"]] = None
    for _, person in sorted(people):
        seen = [
            row["id"]
            for row in books.rows("evidence", person=person)
            if first <= row["day"] <= period["last_day"] and (row["id"] in used or row["is_beyond"])
        ]
        state, why = ("showed something", "") if seen else ("nothing seen", "no row of the period is theirs")
        yield _person(books, person, "Member", int(bool(seen)), state, why, seen)


def hours(books: Books, where: Where) -> Iterator[Counted]:
    """One person's credit under a rule, activity by activity, and what a cap takes away again."""
    rule = books.rows("hours_rule", rule=where["rule"])[0]
    sums: dict[str, int] = {}
    for row in books.rows("credit", person=where["person"]):
        credited = _rounded(rule, row["minutes"])
        sums[row["category"]] = sums.get(row["category"], 0) + credited
        state = f"{wording.minutes(credited)} of {row['category']} credit"
        yield _person(
            books, where["person"], wording.minutes(row["minutes"]), credited, state, "", [row["evidence"]]
        )
    for cap in books.rows("hours_cap", rule=where["rule"]):
        over = sums.get(cap["category"], 0) - cap["most_minutes"]
        if over > 0:
            why = f"no more than {wording.minutes(cap['most_minutes'])} of {cap['category']} count"
            yield _person(books, where["person"], "Over the cap", -over, "cut", why, [])


def pace(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """Members, their credit under a rule, and whether it is a year's share."""
    rule = books.rows("hours_rule", rule=where["rule"])[0]
    stays = books.rows("membership", program=program, school=where.get("school"), is_in=True)
    for person in sorted({row["person"] for row in stays}):
        credit = sum(item.done or 0 for item in hours(books, {"rule": where["rule"], "person": person}))
        done = credit * rule["years"] >= rule["required_minutes"]
        why = (
            ""
            if done
            else f"a year's share is {wording.minutes(ceil(rule['required_minutes'] / rule['years']))}"
        )
        ids = [row["evidence"] for row in books.rows("credit", person=person)]
        yield _person(books, person, "Credit", int(done), wording.minutes(credit), why, ids)


def substitutes(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """Sessions and courses by the half-days they count for."""
    school = where.get("school")
    if where["way"] == "used":
        for row in books.rows("cover", program=program, way="used", school=school):
            halves = ceil(row["minutes"] / HALF_DAY) * row["people"]
            occurrence = books.facts.occurrences.get(row["occurrence"])
            what = occurrence.title if occurrence else row["occurrence"]
            state = f"{wording.count(row['people'], 'substitute')}, {wording.minutes(row['minutes'])}"
            why = f"booked in schedule/{program}.lock.yaml"
            yield Counted(what, halves, halves, name=books.facts.school(row["school"]), state=state, why=why)
        return
    for match in books.facts.matches_of(program):
        item, at = match.expectation, books.facts.school_of(match.expectation.person)
        for row in books.rows("cover", occurrence=item.occurrence, way="avoided", school=at):
            if "completion" in item.kinds and match.evidence and school in (None, at):
                halves = ceil(row["minutes"] / HALF_DAY)
                state = f"{wording.count(halves, 'half-day')} in class"
                yield _person(
                    books, item.person, books.facts.subject(item.subject), halves, state, "", [match.evidence]
                )
                break


def _person(books: Books, person: str, what: str, done: int, state: str, why: str, ids: list[str]) -> Counted:
    of = 1 if done in (0, 1) else done
    return Counted(what, done, of, person, books.facts.person(person), None, state, why, books.sources(ids))


def _rounded(rule: Row, minutes: int) -> int:
    block = int(rule["block_minutes"])
    more = 0 if rule["rounds_down"] else block / 2
    return floor((minutes + more) / block) * block


def _between(books: Books, school: str, one: date, two: date) -> int:
    """School days after one day and before another."""
    days = books.facts.school_days.get(school, ())
    return max(0, bisect_left(days, two) - bisect_right(days, one))
