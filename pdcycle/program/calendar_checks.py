"""What a calendar says that cannot be: dates, names and counts that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from pdcycle.diagnostics import Diagnostic, Label, Route, error, warning
from pdcycle.language.time import Name, When, names
from pdcycle.model.calendar import Calendar, DayLine, DayStatus, PeriodMap, minutes_of
from pdcycle.model.kinds import Kind, TimeKind
from pdcycle.model.near import did_you_mean, near
from pdcycle.program.calendar import SchoolCalendar, compile_calendar
from pdcycle.program.calendar_books import term_days

_WITH_HOURS = (DayStatus.EARLY_RELEASE, DayStatus.LATE_START)


def check_calendar(
    calendar: Calendar, place: Route, compiled: SchoolCalendar | None = None
) -> tuple[Diagnostic, ...]:
    """Everything about the calendar that its fields alone cannot show; `place` is the top of its file."""
    found = [
        *_names(calendar, place),
        *_years(calendar, place),
        *_bells(calendar, place.at("bells")),
        *_rotations(calendar, place.at("rotations")),
        *_days(calendar, place.at("days")),
    ]
    if not found:
        compiled = compiled or compile_calendar(calendar)
        found += [*_terms(calendar, compiled, place.at("terms")), *_counts(calendar, compiled, place)]
    return tuple(found)


def _names(calendar: Calendar, place: Route) -> Iterator[Diagnostic]:
    for school, entry in calendar.schools.items():
        at = place.at("schools", school)
        key = "levels" if entry.levels else "level"
        yield from _unknown("PD360", "level", entry.all_levels, calendar.levels, at.at(key))
        if entry.bells:
            yield from _unknown("PD361", "bell schedule", (entry.bells,), calendar.bells, at.at("bells"))
        if entry.rotation:
            yield from _unknown("PD361", "rotation", (entry.rotation,), calendar.rotations, at.at("rotation"))
    about = [("days", index, line.level, line.school) for index, line in enumerate(calendar.days)]
    about += [("blackouts", index, item.level, item.school) for index, item in enumerate(calendar.blackouts)]
    for key, index, levels, schools in about:
        yield from _unknown("PD360", "level", levels, calendar.levels, place.at(key, index, "level"))
        yield from _unknown("PD360", "school", schools, calendar.schools, place.at(key, index, "school"))
    known = [*(kind.value for kind in Kind), *(kind.value for kind in TimeKind)]
    for index, blackout in enumerate(calendar.blackouts):
        for word in blackout.of:
            # Any other word may be the id of an activity, which the calendar cannot know.
            if word not in known and near(word, known) is not None:
                at = place.at("blackouts", index, "of")
                message = f"`{word}` is neither a kind of activity nor a kind of time"
                yield warning("PD361", message, at, help=did_you_mean(word, known))
    for term, when in calendar.terms.items():
        if isinstance(when, dict):
            yield from _unknown("PD360", "level", when, calendar.levels, place.at("terms", term))


def _unknown(
    code: str, what: str, used: Iterable[str], known: Iterable[str], place: Route
) -> Iterator[Diagnostic]:
    listed = list(known)
    for name in used:
        if name not in listed:
            otherwise = None if listed else f"the calendar lists no {what}; add `{name}`"
            yield error(
                code, f"there is no {what} `{name}`", place, help=did_you_mean(name, listed, otherwise)
            )


def _years(calendar: Calendar, place: Route) -> Iterator[Diagnostic]:
    (first, last), (staff_first, staff_last) = calendar.year, calendar.on_duty
    if (last - first).days > 400:
        yield error(
            "PD362",
            f"the year runs from {first} to {last}",
            place.at("year"),
            help="check the years of both dates",
        )
    if staff_first > first or staff_last < last:
        yield error(
            "PD362",
            f"the staff's year, {staff_first} to {staff_last}, does not hold the students' year",
            place.at("staff_year"),
            help=f"let it reach from {min(first, staff_first)} to {max(last, staff_last)}",
        )


def _bells(calendar: Calendar, place: Route) -> Iterator[Diagnostic]:
    for name, variants in calendar.bells.items():
        for status, periods in variants.items():
            yield from _overlaps(periods, place.at(name, status.value))
        if variants and DayStatus.REGULAR not in variants:
            yield error(
                "PD363",
                f"the bells `{name}` have no regular day",
                place.at(name),
                help="add `regular:` with its periods",
            )


def _overlaps(periods: PeriodMap, place: Route) -> Iterator[Diagnostic]:
    ordered = sorted(periods.items(), key=lambda item: (item[1], item[0]))
    for (before, earlier), (after, later) in pairwise(ordered):
        if later[0] < earlier[1]:
            yield error(
                "PD363",
                f"period {after} begins at {later[0]:%H:%M}, before period {before} ends at {earlier[1]:%H:%M}",
                place.at(after),
                help="mend one of the two times",
                related=(Label(place.at(before), f"period {before}"),),
            )


def _rotations(calendar: Calendar, place: Route) -> Iterator[Diagnostic]:
    for name, rotation in calendar.rotations.items():
        for day, letter in rotation.fixed.items():
            if letter not in rotation.letters:
                at = place.at(name, "fixed")
                yield error(
                    "PD364",
                    f"{day} is to be a {letter} day, and there is no such letter",
                    at,
                    help=f"use one of {', '.join(rotation.letters)}",
                )
        if rotation.starts is not None and not calendar.year[0] <= rotation.starts <= calendar.year[1]:
            yield error(
                "PD364",
                f"the rotation starts on {rotation.starts}, outside the year",
                place.at(name, "starts"),
                help="choose a student day, or leave it out",
            )


def _days(calendar: Calendar, place: Route) -> Iterator[Diagnostic]:
    graded = {grade for level in calendar.levels.values() for grade in level.grades}
    for index, line in enumerate(calendar.days):
        at = place.at(index)
        if line.status in _WITH_HOURS and not (line.start or line.dismissal) and _lacks_bells(calendar, line):
            key = "dismissal" if line.status is DayStatus.EARLY_RELEASE else "start"
            yield error(
                "PD365",
                f"this {line.status.value} day does not say when students come or go",
                at,
                help=f"add `{key}: ...`, or bells for `{line.status.value}`",
            )
        yield from _hours(calendar, line, at)
        for grade in line.grades:
            if grade not in graded:
                yield error(
                    "PD360",
                    f"no level has grade {grade}",
                    at.at("grades"),
                    help=did_you_mean(grade, sorted(graded), "list the `grades:` of each level first"),
                )


def _lacks_bells(calendar: Calendar, line: DayLine) -> bool:
    about = [
        school
        for school, entry in calendar.schools.items()
        if (not line.school or school in line.school)
        and (not line.level or set(line.level) & set(entry.all_levels))
    ]
    return any(line.status not in calendar.bells_of(school) for school in about)


def _hours(calendar: Calendar, line: DayLine, place: Route) -> Iterator[Diagnostic]:
    for name in line.level or calendar.levels:
        level = calendar.levels.get(name)
        if level is None or line.school:
            continue
        if line.dismissal and line.dismissal > level.duty[1]:
            yield error(
                "PD365",
                f"dismissal at {line.dismissal:%H:%M} is after {name} staff go at {level.duty[1]:%H:%M}",
                place.at("dismissal"),
                help="choose an earlier time, or name the `level` it is for",
            )
        start = line.start or level.students[0]
        if line.dismissal and minutes_of(line.dismissal) <= minutes_of(start):
            yield error(
                "PD365",
                f"dismissal at {line.dismissal:%H:%M} is before {name} students come at {start:%H:%M}",
                place.at("dismissal"),
                help="choose a later time",
            )


def _terms(calendar: Calendar, compiled: SchoolCalendar, place: Route) -> Iterator[Diagnostic]:
    years = {level: year for book in compiled.books.values() for level, year in book.years.items()}
    differ = any(isinstance(entry, dict) for entry in calendar.terms.values())
    for level, year in sorted(years.items()) if differ else list(years.items())[:1]:
        known = {"year": (year.start, year.end)}
        for term, entry in calendar.terms.items():
            when = entry.get(level) if isinstance(entry, dict) else entry
            if when is not None:
                at = place.at(term, level) if isinstance(entry, dict) else place.at(term)
                yield from _term(term, when, known, at)


def _term(term: str, when: When, known: dict[str, tuple[date, date]], place: Route) -> Iterator[Diagnostic]:
    """Check a term against the ones above it, and add its days to them."""
    days = term_days(when, known)
    if days is None or days[1] < days[0]:
        unknown = [name for name in names(when) if name.words[0] not in known]
        mend = "write two dates, such as `2026-08-31 .. 2027-01-22` or `2027-01-25 .. year.end`"
        yield error("PD366", _no_dates(term, unknown), place, help=mend)
        return
    for other, (first, last) in known.items():
        if other != "year" and days[0] <= last and first <= days[1]:
            low, high = max(first, days[0]), min(last, days[1])
            message = f"the terms {other} and {term} overlap from {low} to {high}"
            yield error("PD366", message, place, help="let one end before the other begins")
    known[term] = days


def _no_dates(term: str, unknown: list[Name]) -> str:
    if unknown:
        return f"the term {term} hangs on `{unknown[0]}`, which is neither `year` nor a term above it"
    return f"the term {term} holds no days"


def _counts(calendar: Calendar, compiled: SchoolCalendar, place: Route) -> Iterator[Diagnostic]:
    """The declared number may be the planned one or what is left of it; anything else is a slip."""
    declared = calendar.declared_days
    if declared is None:
        return
    wrong: dict[tuple[str, int, int], list[str]] = {}
    for school, book in compiled.books.items():
        for level, year in book.years.items():
            planned = book.planned[level]
            actual = planned - len(year.lost) + len(year.made_up)
            if declared not in (planned, actual):
                wrong.setdefault((level, planned, actual), []).append(school)
    for (level, planned, actual), schools in wrong.items():
        now = f", {actual} after closures" if actual != planned else ""
        message = f"{declared} school days are declared, but {planned} are planned for {level} ({', '.join(schools)}){now}"
        yield warning(
            "PD367", message, place.at("declared_days"), help=f"write {planned}, or mend the closed days"
        )
