"""From the grammar's tokens to terms: the one place that turns words into numbers and dates."""

# ruff: noqa: D102 - each method is the rule of time.lark that it is named after

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import date
from typing import Any

from lark import Token, Transformer, v_args

from pdcycle.language.time_errors import TimeError
from pdcycle.language.time_series import (
    ORDINALS,
    Every,
    EveryLetter,
    EveryMonth,
    EveryOrdinal,
    EverySpan,
    EveryTerm,
    EveryWeekday,
    Meets,
    Recorded,
)
from pdcycle.language.time_terms import (
    WEEKDAYS,
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
)

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = {**ORDINALS, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
_EARLIEST = 5 * 60


@v_args(inline=True)
class Builder(Transformer[Token, Any]):
    """One method a rule of time.lark."""

    def range(self, start: Point, end: Point) -> Range:
        if isinstance(start, DateLiteral) and isinstance(end, DateLiteral) and end.day < start.day:
            raise TimeError(f"{end.day} is before {start.day}", "write the earlier date first")
        return Range(start, end)

    def range_of_length(self, start: Point, length: Length | Parameter) -> Range:
        return Range(start, Relative(length))

    from_ = From
    by_ = By
    at_ = At

    def beside(self, length: Length | Parameter, side: int, base: Point) -> Shift:
        return Shift(base, length, side)

    def one_beside(self, unit: str, side: int, base: Point) -> Shift:
        return Shift(base, Length(1, unit), side)

    def which_beside(self, which: Token, unit: str, side: int, base: Point) -> Shift:
        _check_which(which, side)
        return Shift(base, Length(1, unit), side)

    def near_weekday(self, which: Token | None, day: Token, side: int, base: Point) -> Nearest:
        _check_which(which, side)
        return Nearest(_weekday(day), None, side < 0, base)

    def near_letter(self, which: Token, letter: Token, _day: Token, side: int, base: Point) -> Nearest:
        _check_which(which, side)
        return Nearest(None, str(letter), side < 0, base)

    def same_day(self, _day: Token, base: Point) -> SameDay:
        return SameDay(base)

    def later(self, base: Point, length: Length | Parameter) -> Shift:
        return Shift(base, length, 1)

    def sooner(self, base: Point, _minus: Token, length: Length | Parameter) -> Shift:
        return Shift(base, length, -1)

    def name(self, token: Token) -> Name:
        return Name(tuple(token.split(".")), _offset(token))

    def parameter(self, token: Token) -> Parameter:
        name, _, side = token[1:].partition(".")
        return Parameter(name, side or None, _offset(token))

    def dated(self, token: Token, weekday: Token | None) -> DateLiteral:
        try:
            day = date.fromisoformat(token)
        except ValueError:
            raise _at(token, f"there is no {token}", _no_such_day(token)) from None
        if weekday is None:
            return DateLiteral(day)
        if _weekday(weekday) != day.weekday():
            real = WEEKDAYS[day.weekday()]
            message = f"{token} is a {real}, not a {WEEKDAYS[_weekday(weekday)]}"
            raise _at(weekday, message, f"write `{token} {real[:3]}`, or the date you mean")
        return DateLiteral(day, day.weekday())

    def length(self, number: Token, unit: str) -> Length:
        return Length(_number(number), unit)

    def school_day(self, *_words: Token) -> str:
        return "school day"

    def unit(self, word: Token) -> str:
        return str(word.type.lower())

    def side(self, word: Token) -> int:
        return 1 if word == "after" else -1

    def which(self, word: Token) -> Token:
        return word

    def span(self, length: Length | Parameter) -> Length | Parameter:
        return length

    def one(self, unit: str) -> Length:
        return Length(1, unit)

    every_span = EverySpan

    def every(self, days: Every) -> Every:
        return days

    def every_unit(self, unit: str) -> Every:
        return EveryMonth() if unit == "month" else EverySpan(Length(1, unit))

    def every_term(self) -> EveryTerm:
        return EveryTerm()

    def weekdays(self, *items: Token | DateLiteral) -> EveryWeekday:
        days = sorted({_weekday(item) for item in items if isinstance(item, Token)})
        return EveryWeekday(tuple(days), since=_since(items))

    def other_weekday(self, *items: Token | DateLiteral) -> EveryWeekday:
        since, first = _since(items), items[0]
        day = _weekday(first) if isinstance(first, Token) else 0
        if since is not None and since.weekday() != day:
            message = f"{since} is a {WEEKDAYS[since.weekday()]}, not a {WEEKDAYS[day]}"
            raise TimeError(message, "write the date of the first meeting after `from`")
        return EveryWeekday((day,), other=True, since=since)

    def since(self, dated: DateLiteral) -> DateLiteral:
        return dated

    def of_month(self, *_words: Token) -> None:
        return None

    def ordinal(self, *items: Token | None) -> EveryOrdinal:
        tokens = [item for item in items if item is not None]
        numbers = {_ORDINALS[item] for item in tokens if item.type == "ORDINAL"}
        day = next(item for item in tokens if item.type == "WEEKDAY")
        return EveryOrdinal(tuple(sorted(numbers, key=lambda number: (number < 0, number))), _weekday(day))

    def letter_days(self, letter: Token, _day: Token) -> EveryLetter:
        return EveryLetter(str(letter))

    def meets(self, days: Every, at: Token, minutes: int | None) -> Meets:
        return Meets(days, _clock(at), minutes)

    def minutes(self, number: Token, _unit: Token) -> int:
        return _number(number)

    def hours(self, number: Token, _unit: Token) -> int:
        return _number(number) * 60

    def cancelled(self) -> Recorded:
        return Recorded()

    def recorded_range(self, first: DateLiteral, last: DateLiteral, by: str | None = None) -> Recorded:
        if last.day < first.day:
            raise TimeError(f"{last.day} is before {first.day}", "write the earlier date first")
        return Recorded(first.day, last.day, by=by)

    def recorded_day(
        self, dated: DateLiteral, at: Token | None, minutes: int | None, by: str | None, place: Token | None
    ) -> Recorded:
        where = re.sub(r"\Ain\s+", "", place).strip() if place is not None else None
        return Recorded(dated.day, dated.day, _clock(at) if at is not None else None, minutes, by, where)

    def approver(self, person: Token) -> str:
        return str(person)


def _offset(token: Token) -> int:
    return token.start_pos or 0


def _at(token: Token, message: str, help_: str) -> TimeError:
    return TimeError(message, help_, _offset(token), len(token))


def _no_such_day(token: Token) -> str:
    year, month = int(token[:4]), int(token[5:7])
    if year and 1 <= month <= 12:
        return f"{month_name[month]} {year} has {monthrange(year, month)[1]} days"
    return "write dates as year-month-day: `2026-08-25`"


def _number(token: Token) -> int:
    count = _NUMBERS.index(str(token)) + 1 if token in _NUMBERS else int(token)
    if count == 0:
        raise _at(token, "0 is no length of time", "write how many, from 1")
    if count > 999:
        raise _at(token, f"{count} is too many", "write a length within the school year")
    return count


def _weekday(token: Token) -> int:
    return next(index for index, name in enumerate(WEEKDAYS) if name[:3] == token[:3])


def _check_which(which: Token | None, side: int) -> None:
    if which is not None and (which == "last") != (side < 0):
        word = "before" if which == "last" else "after"
        raise _at(which, f"`{which}` goes with `{word}`", "write `last ... before` or `first ... after`")


def _since(items: tuple[Token | DateLiteral, ...]) -> date | None:
    last = items[-1]
    return last.day if isinstance(last, DateLiteral) else None


def _clock(token: Token) -> int:
    digits, half = re.sub(r"\s?(am|pm)\Z", "", token), token[-2:]
    hours, minutes = (int(part) for part in digits.split(":"))
    if half in ("am", "pm") and 1 <= hours <= 12:
        hours = hours % 12 + (12 if half == "pm" else 0)
    if hours > 23 or minutes > 59:
        raise _at(token, f"{token} is not a time of day", "write times such as `13:45`")
    if hours * 60 + minutes < _EARLIEST:
        raise _at(token, f"{token} is in the night", f"write times in 24 hours: `{hours + 12}:{minutes:02}`")
    return hours * 60 + minutes
