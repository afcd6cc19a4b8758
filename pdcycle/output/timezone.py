"""VTIMEZONE from the zone's own transitions, for the years a calendar needs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=64)
def timezone_lines(zone: ZoneInfo, name: str, years: tuple[int, int]) -> tuple[str, ...]:
    """The component's lines: one observance for each change of offset from the year before to the last.

    Each observance names its moment outright, so that rules which changed are right as well.
    """
    changes = _transitions(zone, years[0] - 1, years[1])
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    for moment in changes or [datetime(1970, 1, 1, tzinfo=UTC)]:
        before, after = (moment - timedelta(seconds=1)).astimezone(zone), moment.astimezone(zone)
        was = before.utcoffset() or timedelta()
        kind = "DAYLIGHT" if after.dst() else "STANDARD"
        local = (moment + was).strftime("%Y%m%dT%H%M%S")
        lines += [
            f"BEGIN:{kind}",
            f"DTSTART:{local}",
            f"TZOFFSETFROM:{_offset(was)}",
            f"TZOFFSETTO:{_offset(after.utcoffset() or timedelta())}",
            f"TZNAME:{after.tzname()}",
            f"END:{kind}",
        ]
    return (*lines, "END:VTIMEZONE")


def _transitions(zone: ZoneInfo, first: int, last: int) -> list[datetime]:
    """The moments at which the offset or the name changes, to the second."""
    found: list[datetime] = []
    day = datetime(first, 1, 1, tzinfo=UTC)
    end = datetime(last + 1, 1, 1, tzinfo=UTC)
    while day < end:
        low, high = day, day + timedelta(days=1)
        if _state(zone, low) != _state(zone, high):
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
                low, high = (middle, high) if _state(zone, middle) == _state(zone, low) else (low, middle)
            found.append(high)
        day += timedelta(days=1)
    return found


def _state(zone: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _offset(offset: timedelta) -> str:
    """`-0500`, with seconds only where there are any."""
    seconds = int(offset.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    text = f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}"
    return f"{text}{seconds % 60:02}" if seconds % 60 else text
