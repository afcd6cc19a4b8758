"""Time expressions made dates: what a `when:` allows, in the frame of a cycle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pdcycle.language.time import (
    At,
    By,
    DateLiteral,
    From,
    Length,
    Name,
    Nearest,
    Parameter,
    Point,
    Range,
    Relative,
    SameDay,
    Shift,
    When,
)
from pdcycle.model.near import did_you_mean
from pdcycle.program.calendar_arithmetic import DAY, add
from pdcycle.program.calendar_frames import Frame, Moment, TimeProblem, Window, unfilled
from pdcycle.program.calendar_stretches import Meeting, Stretch, meeting_dates, stretches

__all__ = [
    "Frame",
    "Meeting",
    "Moment",
    "Stretch",
    "TimeProblem",
    "Window",
    "meeting_dates",
    "moment",
    "stretches",
    "window",
]

LONGEST = 2 * 366
"""Days a window may last; more is a slip in a year's number."""
SIDES = ("start", "end", "approved")


def window(when: When, frame: Frame) -> Window:
    """The days a `when:` allows; raises TimeProblem.

    Only a day that is asked for moves when its people are off duty; the ends of a range stay where
    they were written, because days inside it are free to choose.
    """
    if isinstance(when, Range):
        return _range(when, frame)
    if isinstance(when, By):
        written = moment(when.point, frame).last
        last = _on_duty(written, frame, earlier=True)
        if last < frame.start:
            raise TimeProblem(
                f"`{when}` is {last}, before the cycle starts on {frame.start}", "choose a later date"
            )
        return Window(frame.start, last, last, written, earlier=True)
    if isinstance(when, From):
        written = moment(when.point, frame).first
        first = _on_duty(written, frame, earlier=False)
        if first > frame.end:
            raise TimeProblem(
                f"`{when}` is {first}, after the cycle ends on {frame.end}", "choose an earlier date"
            )
        return Window(first, frame.end, first, written)
    if isinstance(when, At):
        return _at(when.point, frame)
    raise TypeError(when)


def moment(point: Point, frame: Frame) -> Moment:
    """What a point stands for, before anything moves; raises TimeProblem.

    A length after something of several days counts from its last day, a length before it from its first.
    """
    if isinstance(point, DateLiteral):
        return Moment(point.day, point.day)
    if isinstance(point, Name):
        return _named(point, frame)
    if isinstance(point, SameDay):
        return moment(point.base, frame)
    if isinstance(point, Shift):
        base = moment(point.base, frame)
        return replace(
            base, first=(day := _shift(_edge(base, point.sign), point.length, point.sign, frame)), last=day
        )
    if isinstance(point, Nearest):
        base = moment(point.base, frame)
        return replace(
            base, first=(day := _nearest(point, _edge(base, -1 if point.before else 1), frame)), last=day
        )
    if isinstance(point, Parameter):
        unfilled(point)
    raise TypeError(point)


def _range(when: Range, frame: Frame) -> Window:
    first = moment(when.start, frame).first
    clipped = False
    if isinstance(when.end, Relative):
        last = _shift(first, when.end.length, 1, frame) - DAY
        clipped = first <= frame.end < last
        last = frame.end if clipped else last
    else:
        last = moment(when.end, frame).last
    if last < first:
        raise TimeProblem(
            f"`{when}` holds no day: it starts on {first} and ends on {last}",
            "let it start earlier or end later",
        )
    if (last - first).days > LONGEST:
        raise TimeProblem(
            f"`{when}` lasts from {first} to {last}", "check the years; a window holds two years at most"
        )
    return Window(first, last, clipped=clipped)


def _at(point: Point, frame: Frame) -> Window:
    found = moment(point, frame)
    if found.first != found.last:
        return Window(found.first, found.last)
    earlier = (isinstance(point, Shift) and point.sign < 0) or (isinstance(point, Nearest) and point.before)
    day = found.first if isinstance(point, SameDay) else _on_duty(found.first, frame, earlier=earlier)
    return Window(day, day, day, found.first, point=True, earlier=earlier)


def _on_duty(day: date, frame: Frame, *, earlier: bool) -> date:
    """The day, or the nearest on which its people are on duty, with students; never across the cycle's end."""
    calendar = frame.calendar
    fits = calendar.is_school_day if frame.lessons else calendar.on_duty
    if not frame.moves or fits(frame.schools, day):
        return day
    if frame.lessons:
        moved = (calendar.previous_school_day if earlier else calendar.next_school_day)(frame.schools, day)
    else:
        moved = (calendar.previous_duty if earlier else calendar.next_duty)(frame.schools, day)
    side, limit = ("before", "starts") if earlier else ("after", "ends")
    if moved is None:
        raise TimeProblem(
            f"nobody is on duty on {day} or {side} it", "choose another date, or mend calendar.yaml"
        )
    if (earlier and moved < frame.start <= day) or (not earlier and day <= frame.end < moved):
        edge = frame.start if earlier else frame.end
        raise TimeProblem(
            f"{day} is a day {'without students' if frame.lessons else 'off'}, and the next "
            f"{'with them' if frame.lessons else 'day on duty'} {side} it, {moved}, lies {side} the cycle, which {limit} on {edge}",
            "choose a later date" if earlier else f"choose an earlier date, or write `by {day}`",
        )
    return moved


def _named(name: Name, frame: Frame) -> Moment:
    word, side = name.words[0], name.words[1] if len(name.words) > 1 else None
    if len(name.words) > 2 or (side is not None and side not in SIDES):
        raise TimeProblem(
            f"`{name}` means nothing: only {', '.join(SIDES)} can follow the dot",
            f"write `{word}.start` or `{word}.end`",
            name,
        )
    found = _calendar_span(word, side, frame) or frame.look_up(name)
    if found is None and (term := frame.calendar.term(word, frame.schools)) is not None:
        found = Moment(term.first, term.last)
    if found is None:
        terms = [term.id for term in frame.calendar.terms(frame.schools)]
        raise TimeProblem(
            f"`{name}` is neither an activity here nor a term",
            did_you_mean(word, [*frame.known, *terms, "start", "end", "year"]),
            name,
        )
    if side == "start":
        return replace(found, last=found.first)
    return replace(found, first=found.last) if side == "end" else found


def _calendar_span(word: str, side: str | None, frame: Frame) -> Moment | None:
    if word == "year":
        year = frame.calendar.year(frame.schools)
        return Moment(year.first, year.last)
    if side is None and word in ("start", "end"):
        day = frame.start if word == "start" else frame.end
        return Moment(day, day)
    return None


def _edge(base: Moment, sign: int) -> date:
    return base.last if sign > 0 else base.first


def _shift(day: date, length: Length | Parameter, sign: int, frame: Frame) -> date:
    if isinstance(length, Parameter):
        unfilled(length)
    if length.unit == "school day":
        return frame.calendar.add_school_days(frame.schools, day, sign * length.count)
    try:
        return add(day, sign * length.count, length.unit)
    except (OverflowError, ValueError) as problem:
        raise TimeProblem(
            f"{length} from {day} is beyond the calendar", "choose a shorter length"
        ) from problem


def _nearest(point: Nearest, day: date, frame: Frame) -> date:
    if point.weekday is not None:
        away = (day.weekday() - point.weekday if point.before else point.weekday - day.weekday()) % 7 or 7
        return day + (-away if point.before else away) * DAY
    letter, (low, high) = point.letter or "", frame.calendar.span
    span = (low, day - DAY) if point.before else (day + DAY, high)
    found = frame.calendar.letter_days(frame.schools, letter, *span)
    if not found:
        side = "before" if point.before else "after"
        raise TimeProblem(
            f"there is no {letter} day {side} {day}",
            "look at `rotations:` in calendar.yaml and at the school's `rotation`",
        )
    return found[-1] if point.before else found[0]
