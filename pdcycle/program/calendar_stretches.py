"""What repeats, made dates: stretches of `every`, and standing meetings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pdcycle.language.time import (
    Every,
    EveryLetter,
    EveryMonth,
    EveryOrdinal,
    EverySpan,
    EveryTerm,
    EveryWeekday,
    Meets,
    Parameter,
)
from pdcycle.program.calendar import SchoolCalendar, Schools
from pdcycle.program.calendar_arithmetic import DAY, add, rule_dates
from pdcycle.program.calendar_frames import Frame, Window, unfilled


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of `every`, numbered from 1; its days, both ends in."""

    n: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Meeting:
    """One date of a standing meeting: minutes since midnight, and how many minutes where that was said."""

    day: date
    start: int
    minutes: int | None


def stretches(every: Every, within: Window, frame: Frame) -> tuple[Stretch, ...]:
    """The stretches of `every` in a window, numbered from 1 whether or not anything falls in them.

    A length starts at the window's first day, and a remainder of less than half of it at
    the window's end joins the stretch before; months and terms are the calendar's own, and weekdays and
    letters give single days.
    """
    found = (span for span in _spans(every, within, frame) if span[0] <= within.last)
    cut = [(max(first, within.first), min(last, within.last)) for first, last in found]
    return tuple(Stretch(n, first, last) for n, (first, last) in enumerate(cut, 1))


def meeting_dates(
    meets: Meets, first: date, last: date, calendar: SchoolCalendar, schools: Schools
) -> tuple[Meeting, ...]:
    """The dates of a standing meeting from first to last, both in, on which its people are on duty.

    Every other week counts from the rule's own date, else from the first such weekday of the school year.
    """
    days = meets.days
    if isinstance(days, EveryLetter):
        found = calendar.letter_days(schools, days.letter, first, last)
    elif isinstance(days, EveryWeekday) and days.other and days.since is None:
        start = calendar.year(schools).first
        anchored = rule_dates(replace(days, other=False), start, start + 6 * DAY)[0]
        found = rule_dates(replace(days, since=anchored), first, last)
    elif isinstance(days, EveryWeekday | EveryOrdinal):
        found = rule_dates(days, first, last)
    else:
        raise TypeError(days)
    return tuple(Meeting(day, meets.at, meets.length) for day in found if calendar.on_duty(schools, day))


def _spans(every: Every, within: Window, frame: Frame) -> Iterator[tuple[date, date]]:
    first, last = within.first, within.last
    if isinstance(every, EverySpan):
        yield from _end_to_end(every, within, frame)
    elif isinstance(every, EveryMonth):
        yield from _months(first, last)
    elif isinstance(every, EveryTerm):
        yield from (
            (term.first, term.last) for term in frame.calendar.terms(frame.schools) if term.last >= first
        )
    elif isinstance(every, EveryLetter):
        days = frame.calendar.letter_days(frame.schools, every.letter, first, last)
        yield from ((day, day) for day in days)
    elif isinstance(every, EveryWeekday | EveryOrdinal):
        yield from ((day, day) for day in rule_dates(every, first, last))


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The calendar months of a window; less than a week of a month at either end joins the month beside it."""
    starts = [first]
    start = add(first.replace(day=1), 1, "month")
    while start <= last:
        starts.append(start)
        start = add(start, 1, "month")
    if len(starts) > 1 and (starts[1] - first).days < 7:
        del starts[1]
    if len(starts) > 1 and (last - starts[-1]).days < 6:
        del starts[-1]
    yield from zip(starts, [*(day - DAY for day in starts[1:]), last], strict=True)


def _end_to_end(every: EverySpan, within: Window, frame: Frame) -> Iterator[tuple[date, date]]:
    length = every.length
    if isinstance(length, Parameter):
        unfilled(length)
    held: tuple[date, date] | None = None
    start, k = within.first, 0
    while start <= within.last:
        k += 1
        if length.unit == "school day":
            base = frame.calendar.next_school_day(frame.schools, start) or start
            after = frame.calendar.add_school_days(frame.schools, base, length.count)
        else:
            after = add(within.first, k * length.count, length.unit)
        if held is not None and 2 * (within.last - start + DAY) < after - start:
            yield held[0], within.last
            return
        if held is not None:
            yield held
        held = (start, after - DAY)
        start = after
    if held is not None:
        yield held
