"""How the reports write days, times, lengths and shares, by hand. Imports nothing of pdcycle."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

DASH = "\N{EN DASH}"


def iso(text):
    """The date at the front of `2026-09-14 mon`."""
    return date.fromisoformat(text.split()[0])


def long_day(day):
    return f"{day:%a}, {short_day(day)}, {day.year}"


def short_day(day):
    return f"{day:%b} {day.day}"


def span(first, last):
    if first == last:
        return long_day(first)
    if first.year != last.year:
        return f"{short_day(first)}, {first.year} {DASH} {short_day(last)}, {last.year}"
    end = str(last.day) if first.month == last.month else short_day(last)
    return f"{short_day(first)} {DASH} {end}, {last.year}"


def length(minutes):
    hours, rest = minutes // 60, minutes % 60
    if hours and rest:
        return f"{hours} h {rest} min"
    return f"{hours} h" if hours else f"{rest} min"


def clock_minutes(text):
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def clock(minutes):
    hour = minutes // 60
    return f"{(hour + 11) % 12 + 1}:{minutes % 60:02}", "am" if hour < 12 else "pm"


def times(start, minutes):
    (first, half), (last, other) = clock(start), clock(start + minutes)
    return f"{first} {DASH} {last} {other}" if half == other else f"{first} {half} {DASH} {last} {other}"


def share_of(text):
    """`34%` or `5 of 14` as a fraction."""
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    top, _, whole = text.partition(" of ")
    return Fraction(int(top), int(whole))


def rounded(value):
    """A whole number, half up, of a positive fraction."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def percent(value):
    return f"{rounded(value * 100)}%"


def counted(number, one, many=None):
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(names):
    names = list(names)
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
