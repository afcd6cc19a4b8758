"""The school calendar as everything else asks it: whole days, who is there, and counting along them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pdcycle.language.time import DateLiteral, Range, When
from pdcycle.model.calendar import Blackout, Calendar, Contract, DayLine, DayRule, DayStatus
from pdcycle.program.calendar_arithmetic import DAY, add, along, at_or_after, at_or_before, between, count
from pdcycle.program.calendar_books import Book, book
from pdcycle.program.calendar_days import Period, SchoolDay

__all__ = ["Closure", "Period", "SchoolCalendar", "SchoolDay", "Term", "Week", "add", "compile_calendar"]

MARGIN = 60
"""Days beyond the last written date that the calendar still knows, room for a year that is extended."""
FARTHEST = 550
"""Days before and after the first student day beyond which nothing is looked at."""

Schools = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closure:
    """An unplanned closure to try: days both in, for `schools` or for all."""

    first: date
    last: date
    schools: tuple[str, ...] = ()
    name: str = "Closure"


@dataclass(frozen=True, slots=True)
class Term:
    """A term's first and last day, both in."""

    id: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the school year, numbered from 1: Monday to Sunday."""

    n: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Union:
    """Sorted ordinals on which the staff and the students of a set of schools are there."""

    staff: tuple[int, ...]
    students: tuple[int, ...]
    staff_set: frozenset[int]
    students_set: frozenset[int]


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """A compiled school year.

    Every question takes one school or several: of several, staff are on duty when all of them are
    and dates are the latest. No school (or none that is known) is the district office, which
    works when any school's staff does.
    """

    title: str
    books: dict[str, Book]
    names: dict[str, str]
    authored: Calendar
    span: tuple[date, date]
    _unions: dict[Schools, _Union] = field(default_factory=dict, repr=False, compare=False)
    _known: dict[Schools, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _blackouts: dict[tuple[str, date], tuple[Blackout, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def schools(self) -> tuple[str, ...]:
        """All schools' ids, in the calendar's order."""
        return tuple(self.books)

    @property
    def contract(self) -> Contract:
        """What the contract allows."""
        return self.authored.contract

    def name(self, school: str) -> str:
        """A school's name, or its id where it is not known."""
        return self.names.get(school, school)

    def day(self, school: str, day: date, grade: str | None = None) -> SchoolDay:
        """What a day is at a school, or for one of its grades."""
        return self.books[school].day(day, grade)

    def is_school_day(self, schools: Schools, day: date) -> bool:
        """Whether students attend, at all of the schools."""
        return day.toordinal() in self._union(schools).students_set

    def on_duty(self, schools: Schools, day: date) -> bool:
        """Whether staff are on duty, at all of the schools."""
        return day.toordinal() in self._union(schools).staff_set

    def duty_days(self, schools: Schools, first: date, last: date) -> tuple[date, ...]:
        """The days staff are on duty, from first to last, both in."""
        return between(self._union(schools).staff, first, last)

    def school_days(self, schools: Schools, first: date, last: date) -> tuple[date, ...]:
        """The days students attend, from first to last, both in."""
        return between(self._union(schools).students, first, last)

    def count_school_days(self, schools: Schools, first: date, last: date) -> int:
        """How many days students attend, from first to last, both in."""
        return count(self._union(schools).students, first, last)

    def next_duty(self, schools: Schools, day: date) -> date | None:
        """The first day on or after `day` on which staff are on duty."""
        return at_or_after(self._union(schools).staff, day)

    def previous_duty(self, schools: Schools, day: date) -> date | None:
        """The last day on or before `day` on which staff are on duty."""
        return at_or_before(self._union(schools).staff, day)

    def next_school_day(self, schools: Schools, day: date) -> date | None:
        """The first day on or after `day` on which students attend."""
        return at_or_after(self._union(schools).students, day)

    def previous_school_day(self, schools: Schools, day: date) -> date | None:
        """The last day on or before `day` on which students attend."""
        return at_or_before(self._union(schools).students, day)

    def add_school_days(self, schools: Schools, day: date, count: int) -> date:
        """The school day `count` after `day` (before it, if negative): of several schools the latest.

        Where the school days run out, weekdays are counted instead.
        """
        known = self._schools(schools)
        if not known:
            return along(self._union(()).students, day, count)
        return max(along(self.books[school].students, day, count) for school in known)

    def letter(self, school: str, day: date) -> str | None:
        """The rotation letter of a day, where the school has one."""
        return self.books[school].day(day).letter if school in self.books else None

    def letter_days(self, schools: Schools, letter: str, first: date, last: date) -> tuple[date, ...]:
        """The days from first to last, both in, that have the letter at all of the schools that rotate."""
        rotating = [school for school in self._schools(schools) if self.authored.schools[school].rotation]
        days = self.school_days(schools, first, last)
        return tuple(
            day for day in days if rotating and all(self.letter(item, day) == letter for item in rotating)
        )

    def year(self, schools: Schools = ()) -> Term:
        """The students' year as it came to be, make-up days included; without a school, of the whole district."""
        books = [self.books[school] for school in self._schools(schools) or self.schools]
        return Term("year", max(item.start for item in books), max(item.end for item in books))

    def term(self, name: str, schools: Schools = ()) -> Term | None:
        """A term by its id; None where none of the schools has it."""
        books = [self.books[school] for school in self._schools(schools) or self.schools]
        found = [item.terms[name] for item in books if name in item.terms]
        if not found:
            return None
        return Term(name, max(first for first, _ in found), max(last for _, last in found))

    def terms(self, schools: Schools = ()) -> tuple[Term, ...]:
        """All terms, in the order of their first days."""
        found = (self.term(name, schools) for name in self.authored.terms)
        return tuple(
            sorted((term for term in found if term is not None), key=lambda term: (term.first, term.id))
        )

    def weeks(self, schools: Schools = ()) -> tuple[Week, ...]:
        """The weeks of the year from the first student day's to the last one's."""
        year = self.year(schools)
        monday = year.first - year.first.weekday() * DAY
        count = (year.last - monday).days // 7 + 1
        return tuple(Week(n + 1, monday + 7 * n * DAY, monday + (7 * n + 6) * DAY) for n in range(count))

    def blackouts(self, school: str, day: date) -> tuple[Blackout, ...]:
        """The blackouts that hold at a school on a day."""
        key = (school, day)
        if key not in self._blackouts:
            found = (item for item in self.authored.blackouts if item.when[0] <= day <= item.when[1])
            self._blackouts[key] = tuple(item for item in found if self._holds(item, school))
        return self._blackouts[key]

    def blacked_out(self, school: str, day: date, *words: str) -> str | None:
        """The name of a blackout for any of these kinds of activity or of time; None where all may be held."""
        for item in self.blackouts(school, day):
            if not item.of or any(word in item.of for word in words):
                return item.name
        return None

    def _holds(self, item: Blackout, school: str) -> bool:
        entry = self.authored.schools.get(school)
        if item.holds_for_all or entry is None:
            return item.holds_for_all
        return (not item.school or school in item.school) and (
            not item.level or any(level in item.level for level in entry.all_levels)
        )

    def _schools(self, schools: Schools) -> tuple[str, ...]:
        known = self._known.get(schools)
        if known is None:
            listed = (schools,) if isinstance(schools, str) else schools
            known = self._known[schools] = tuple(
                school for school in dict.fromkeys(listed) if school in self.books
            )
        return known

    def _union(self, schools: Schools) -> _Union:
        union = self._unions.get(schools)
        if union is None:
            known = self._schools(schools)
            join = frozenset[int].intersection if known else frozenset[int].union
            books = [self.books[school] for school in known or self.books]
            staff = join(*(frozenset(item.staff) for item in books))
            students = join(*(frozenset(item.students) for item in books))
            union = _Union(tuple(sorted(staff)), tuple(sorted(students)), staff, students)
            self._unions[schools] = union
        return union


def compile_calendar(authored: Calendar, closures: Iterable[Closure] = ()) -> SchoolCalendar:
    """The authored calendar made ready to be asked, with further unplanned closures laid over it."""
    tried = [
        DayLine.model_construct(
            when=DayRule(days=(item.first, item.last)),
            status=DayStatus.CLOSED,
            name=item.name,
            unplanned=True,
            school=item.schools,
        )
        for item in closures
    ]
    lines = [*authored.days, *tried]
    span = _span(authored)
    return SchoolCalendar(
        title=authored.calendar,
        books={school: book(authored, school, lines, span) for school in authored.schools},
        names={school: entry.name for school, entry in authored.schools.items()},
        authored=authored,
        span=span,
    )


def _span(authored: Calendar) -> tuple[date, date]:
    """From the first to the last written day, with room for an extended year after it.

    A slip in a year's number (2062 for 2026) makes no calendar of decades.
    """
    written = [*authored.year, *authored.on_duty, *authored.make_up.dates]
    written += [day for line in authored.days if line.when.days is not None for day in line.when.days]
    for entry in authored.terms.values():
        for when in entry.values() if isinstance(entry, dict) else (entry,):
            written += _literals(when)
    start = authored.year[0]
    low, high = max(min(written), start - FARTHEST * DAY), min(max(written), start + FARTHEST * DAY)
    return low, high + MARGIN * DAY


def _literals(when: When) -> list[date]:
    ends = (when.start, when.end) if isinstance(when, Range) else ()
    return [end.day for end in ends if isinstance(end, DateLiteral)]
