"""iCalendar, written line by line and never read: RFC 5545 and 7986 as importers depend on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from pdcycle.output.timezone import timezone_lines

PRODUCT = "-//pdcycle//pdcycle//EN"
OCTETS = 75


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar.

    `first` and `last` are days, both in; `start` and `minutes` count minutes since midnight and long, both None
    for an all-day window, which leaves its days free. `stamp` is in UTC; `uid` is never made here.
    """

    uid: str
    title: str
    first: date
    last: date
    stamp: datetime
    sequence: int = 0
    start: int | None = None
    minutes: int | None = None
    where: str | None = None
    about: str | None = None
    categories: tuple[str, ...] = ()
    cancelled: bool = False


def calendar(name: str, zone: str, entries: Iterable[Entry], years: tuple[int, int]) -> Iterator[bytes]:
    """The file in pieces, entries in the order given; `years` are the first and last the time zone must hold for.

    METHOD:PUBLISH without attendees, so that an import is no invitation.
    """
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"X-WR-TIMEZONE:{zone}",
        *timezone_lines(ZoneInfo(zone), zone, years),
    ]
    yield b"".join(map(folded, head))
    for entry in entries:
        yield _vevent(entry, zone)
    yield b"END:VCALENDAR\r\n"


def calendar_bytes(name: str, zone: str, entries: Iterable[Entry]) -> bytes:
    """A whole file: entries sorted by day, time and UID, the time zone for the years they need."""
    ordered = sorted(entries, key=lambda entry: (entry.first, entry.start or 0, entry.uid))
    years = (ordered[0].first.year, max(entry.last.year for entry in ordered)) if ordered else (2000, 2000)
    return b"".join(calendar(name, zone, ordered, years))


@lru_cache(maxsize=4096)
def escaped(text: str) -> str:
    """TEXT as RFC 5545, 3.3.11 has it; control characters, which no line may hold, vanish."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return text if text.isprintable() else "".join(mark for mark in text if mark >= " " and mark != "\x7f")


def folded(line: str) -> bytes:
    """The line in UTF-8, at most 75 octets a piece without splitting a character, with CRLF."""
    data = line.encode()
    if len(data) <= OCTETS:
        return data + b"\r\n"
    pieces = []
    room = OCTETS
    while len(data) > room:
        cut = room
        while data[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(data[:cut])
        data = data[cut:]
        room = OCTETS - 1
    pieces.append(data)
    return b"\r\n ".join(pieces) + b"\r\n"


@lru_cache(maxsize=4096)
def _day(day: date) -> str:
    return day.strftime("%Y%m%d")


@lru_cache(maxsize=1500)
def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}{minutes % 60:02}00"


@lru_cache(maxsize=4096)
def _stamp(stamp: datetime) -> str:
    return (stamp.astimezone(UTC) if stamp.tzinfo is not None else stamp).strftime("%Y%m%dT%H%M%SZ")


def _times(entry: Entry, zone: str) -> tuple[str, str]:
    if entry.start is None:
        # The end of a day value is the day after the last one (RFC 5545, 3.6.1).
        after = _day(entry.last + timedelta(days=1))
        return f"DTSTART;VALUE=DATE:{_day(entry.first)}", f"DTEND;VALUE=DATE:{after}"
    over, end = divmod(entry.start + (entry.minutes or 0), 1440)
    last = entry.first if not over else entry.first + timedelta(days=over)
    start = f"DTSTART;TZID={zone}:{_day(entry.first)}T{_clock(entry.start)}"
    return start, f"DTEND;TZID={zone}:{_day(last)}T{_clock(end)}"


def _vevent(entry: Entry, zone: str) -> bytes:
    stamp = _stamp(entry.stamp)
    start, end = _times(entry, zone)
    window = entry.start is None
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(entry.uid)}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{entry.sequence}",
        start,
        end,
        f"SUMMARY:{escaped(entry.title)}",
        f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}",
        f"TRANSP:{'TRANSPARENT' if window or entry.cancelled else 'OPAQUE'}",
    ]
    if entry.where:
        lines.append(f"LOCATION:{escaped(entry.where)}")
    if entry.about:
        lines.append(f"DESCRIPTION:{escaped(entry.about)}")
    if entry.categories:
        lines.append(f"CATEGORIES:{','.join(map(escaped, entry.categories))}")
    lines.append("END:VEVENT")
    whole = "\r\n".join(lines)
    if whole.isascii() and max(map(len, lines)) <= OCTETS:
        return whole.encode() + b"\r\n"
    return b"".join(map(folded, lines))
