"""What timetable.csv says of terms, days and periods that the calendar does not have, and of one period twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pdcycle import wording
from pdcycle.diagnostics import Diagnostic, Label, Position, Span, warning
from pdcycle.model.calendar import Calendar
from pdcycle.model.near import near
from pdcycle.model.people import TimetableRow
from pdcycle.rules.naming import PEOPLE, row
from pdcycle.workspace.load import Workspace
from pdcycle.workspace.roster import TIMETABLE

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BUSY = ("class", "duty")
SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Known:
    """What a person's schools have, as written: terms, letters of the day and periods."""

    terms: tuple[str, ...]
    letters: tuple[str, ...]
    periods: tuple[str, ...]


def rows_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """Each row holds on some day: `there is no period '9', so that this row never holds`; alike ones are told once."""
    if workspace.calendar is None:
        return
    known = {
        schools: _known(workspace.calendar, schools)
        for schools in {person.schools for person in workspace.people.values()}
    }
    found: dict[tuple[str, str, tuple[str, ...]], list[TimetableRow]] = {}
    for entry in workspace.timetable:
        for what, name, there in _strange(entry, known[workspace.people[entry.person].schools]):
            found.setdefault((what, name, there), []).append(entry)
    for (what, name, there), rows in found.items():
        more = len(rows) - 1
        held = "this row never holds" if not more else f"this row and {more:,} more never hold"
        guess = near(name, there)
        empty = "" if what == "period" else ", or leave it empty"
        mend = f"did you mean `{guess}`?" if guess else f"use one of {', '.join(there)}{empty}"
        yield warning("PD379", f"there is no {what} '{name}', so that {held}", _at(rows[0]), help=mend)


def one_thing_at_a_time(workspace: Workspace) -> Iterator[Diagnostic]:
    """A period is not prep and a class as well: `'diaz' has period 2 as prep and as class`."""
    seen: dict[tuple[str, str], list[TimetableRow]] = {}
    for entry in workspace.timetable:
        if entry.kind == "prep" or entry.kind in BUSY:
            seen.setdefault((entry.person, entry.period.casefold()), []).append(entry)
    for (person, _), rows in seen.items():
        for entry in rows:
            other = next(
                (one for one in rows if one.kind != entry.kind == "prep" and _meet(one, entry)), None
            )
            if other is not None:
                yield warning(
                    "PD379",
                    f"'{person}' has period {entry.period} as prep and as {other.kind}",
                    _at(other),
                    help="delete one of the two rows, or give each its own `day` or `term`",
                    related=(Label(_at(entry), "prep here"),),
                )
                break


def everybody_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """Where others' timetables are known, each teacher's is: `'novak' has neither a timetable nor prep`."""
    there = {entry.person for entry in workspace.timetable}
    teachers = [person for person in workspace.people.values() if person.role == "teacher"]
    missing = [person for person in teachers if not person.prep and person.id not in there]
    if not missing or len(missing) == len(teachers):
        return
    names = [f"'{person.id}'" for person in missing[:SHOWN]]
    more = f" and {len(missing) - SHOWN:,} more" if len(missing) > SHOWN else ""
    said = f"{', '.join(names)}{more}" if more else wording.names(names)
    verb = "has" if len(missing) == 1 else "have"
    yield warning(
        "PD344",
        f"{said} {verb} neither rows in {TIMETABLE} nor a `prep`, so only time before and after school is used",
        row(missing[0].line),
        help=f"add rows to {TIMETABLE}, or fill the column `prep` in {PEOPLE}",
    )


def _known(calendar: Calendar, schools: tuple[str, ...]) -> _Known:
    own = [school for school in schools or calendar.schools if school in calendar.schools]
    letters = [
        letter
        for school in own
        if (name := calendar.schools[school].rotation) in calendar.rotations and name is not None
        for letter in calendar.rotations[name].letters
    ]
    periods = [period for school in own for bells in calendar.bells_of(school).values() for period in bells]
    return _Known(tuple(calendar.terms), _once(letters), _once(periods))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _strange(entry: TimetableRow, known: _Known) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What a row names that its person's schools do not have; of bells or terms that nobody wrote nothing is said."""
    if entry.term and known.terms and entry.term not in known.terms:
        yield "term", entry.term, known.terms
    if entry.day and not _is_day(entry.day, known.letters):
        yield "day", entry.day, (*known.letters, *WEEKDAYS[:5])
    if known.periods and entry.period.casefold() not in {name.casefold() for name in known.periods}:
        yield "period", entry.period, known.periods


def _is_day(word: str, letters: Iterable[str]) -> bool:
    lower = word.casefold()
    if lower in {letter.casefold() for letter in letters}:
        return True
    return len(lower) >= 3 and any(day.startswith(lower.removesuffix("s")) for day in WEEKDAYS)


def _meet(one: TimetableRow, other: TimetableRow) -> bool:
    """Whether two rows of a person and a period hold on the same days, as far as they say."""
    terms = not one.term or not other.term or one.term == other.term
    return terms and one.day.casefold() == other.day.casefold()


def _at(entry: TimetableRow) -> Span:
    return Span(TIMETABLE, Position(entry.line, 1), Position(entry.line, 2))


RULES = (rows_known, one_thing_at_a_time, everybody_known)
