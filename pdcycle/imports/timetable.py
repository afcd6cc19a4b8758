"""Classes of a bundle into timetable.csv: rows are added, a room may change, nothing is taken out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pdcycle.imports.csv_text import KeptRow, kept_table

COLUMNS = ("person", "term", "day", "period", "kind", "room")


@dataclass(frozen=True, slots=True, order=True)
class Lesson:
    """One person's class; `term` is empty for the whole year, `day` for every day."""

    person: str
    term: str
    day: str
    period: str
    room: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    """The new timetable.csv and the lines of the old one by what was found.

    `against` hold something else in a period the roster gives a class, which was left out;
    `unsaid` are classes the roster does not name, of people it gives other classes.
    """

    content: bytes
    added: int = 0
    changed: int = 0
    against: tuple[int, ...] = ()
    unsaid: tuple[int, ...] = ()


def merge_timetable(old: bytes | None, lessons: Iterable[Lesson]) -> Timetable:
    """The lessons laid into the bytes of timetable.csv; a second time changes nothing."""
    table = kept_table(old, COLUMNS)
    for column in COLUMNS:
        table.need(column)
    by_slot: dict[tuple[str, str], list[KeptRow]] = {}
    before = [row for row in table.rows if row.get("person")]
    for row in before:
        by_slot.setdefault((row.get("person"), row.get("period")), []).append(row)
    added = changed = 0
    against: set[int] = set()
    said: set[int] = set()
    people = set()
    for lesson in _once(lessons):
        people.add(lesson.person)
        there = [row for row in by_slot.get((lesson.person, lesson.period), ()) if _holds(row, lesson)]
        classes = [row for row in there if row.get("kind") == "class"]
        if classes:
            said |= {row.line for row in classes}
            exact = [row for row in classes if (row.get("term"), row.get("day")) == (lesson.term, lesson.day)]
            changed += bool(lesson.room and exact and exact[0].put("room", lesson.room))
        elif there:
            against |= {row.line for row in there}
        else:
            added += 1
            table.add(_cells(lesson))
    unsaid = tuple(
        row.line
        for row in before
        if row.get("kind") == "class" and row.get("person") in people and row.line not in said
    )
    content = old if old is not None and not added and not changed and not table.grown else table.content()
    return Timetable(content, added, changed, tuple(sorted(against)), unsaid)


def _cells(lesson: Lesson) -> dict[str, str]:
    return {
        "person": lesson.person,
        "term": lesson.term,
        "day": lesson.day,
        "period": lesson.period,
        "kind": "class",
        "room": lesson.room,
    }


def _once(lessons: Iterable[Lesson]) -> list[Lesson]:
    """One lesson a slot: sections taught together are one class, in the first room by name."""
    found: dict[tuple[str, str, str, str], Lesson] = {}
    for lesson in sorted(
        set(lessons),
        key=lambda one: (one.person, one.term, one.day, _number(one.period), not one.room, one.room),
    ):
        found.setdefault((lesson.person, lesson.term, lesson.day, lesson.period), lesson)
    return list(found.values())


def _number(period: str) -> tuple[int, str]:
    return (int(period), "") if period.isdigit() else (1 << 30, period)


def _holds(row: KeptRow, lesson: Lesson) -> bool:
    """Whether a row is about the lesson's days, or about more."""
    same_day = row.get("day").casefold() in ("", lesson.day.casefold())
    return row.get("term") in ("", lesson.term) and same_day
