"""iCalendar files: every VEVENT as the days it stands for, in the district's own time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar, Event

from pdcycle.errors import PdcycleError
from pdcycle.imports.published import Aside, Entry, Published
from pdcycle.imports.recurrence import UnboundedError, days_of
from pdcycle.tables import NotText, detect

_BEGIN = re.compile(r"BEGIN:(VEVENT|VTODO|VJOURNAL)\s*\Z", re.IGNORECASE)
_END = re.compile(r"END:VEVENT\s*\Z", re.IGNORECASE)
_OTHER = {"VTODO": "a to-do, not an event", "VJOURNAL": "a journal entry, not an event"}
_ONE = timedelta(days=1)


def read_ics(data: bytes, file: str, zone: str | None = None) -> Published:
    """The events of a file; times that are written in UTC are moved to `zone`, else to the file's own.

    Raises PdcycleError where the file is no calendar; a single event that cannot be read is set aside.
    """
    text = _text(data, file)
    lines = text.splitlines()
    calendar = _calendar(text)
    local = _zone(zone or _said(calendar, "X-WR-TIMEZONE", "TIMEZONE-ID"))
    aside = [
        Aside(number, "", _OTHER[found[1].upper()])
        for number, line in enumerate(lines, 1)
        if (found := _BEGIN.match(line)) and found[1].upper() in _OTHER
    ]
    events = list(_events(calendar, lines, aside))
    notes = []
    if local is None and any(_is_utc(_value(event, "dtstart")) for _, event in events):
        notes.append(
            "times are in UTC and no time zone is named, so dates are those of UTC; name it with --zone"
        )
    entries = list(_entries(events, local, aside))
    return Published(
        file=file,
        title=_said(calendar, "X-WR-CALNAME", "NAME"),
        entries=tuple(sorted(entries, key=lambda entry: (entry.first, entry.last, entry.line))),
        aside=tuple(sorted(aside)),
        notes=tuple(notes),
        text=_said(calendar, "X-WR-CALDESC", "DESCRIPTION"),
        source=text,
    )


def _text(data: bytes, file: str) -> str:
    encoding = detect(io.BytesIO(data))
    if isinstance(encoding, NotText):
        raise PdcycleError(f"{file} is {encoding.what}, not a calendar", "download it again as .ics or .csv")
    text = data.decode(encoding.codec, errors="replace").removeprefix("\ufeff")
    if not re.search(r"^BEGIN:VCALENDAR\s*$", text, re.IGNORECASE | re.MULTILINE):
        raise PdcycleError(f"{file} holds no iCalendar (no BEGIN:VCALENDAR)", "name an .ics or a .csv file")
    return text


def _calendar(text: str) -> Calendar | None:
    try:
        found = Calendar.from_ical(text, multiple=True)
    except ValueError:
        return None  # one broken event; each is then read by itself
    whole = Calendar()
    for one in found:
        for name, value in one.items():
            whole.setdefault(name, value)
        whole.subcomponents.extend(one.subcomponents)
    return whole


def _events(calendar: Calendar | None, lines: list[str], aside: list[Aside]) -> Iterator[tuple[int, Event]]:
    starts = [
        number for number, line in enumerate(lines, 1) if _BEGIN.match(line) and "VEVENT" in line.upper()
    ]
    whole = calendar.walk("VEVENT") if calendar is not None else []
    if len(whole) == len(starts):
        yield from zip(starts, whole, strict=True)
        return
    for number in starts:
        end = next((at for at in range(number, len(lines)) if _END.match(lines[at])), len(lines) - 1)
        try:
            event = Event.from_ical("\r\n".join(lines[number - 1 : end + 1]) + "\r\n")
        except ValueError:
            event = None
        if isinstance(event, Event):
            yield number, event
        else:
            titles = (line[8:].strip() for line in lines[number:end] if line.upper().startswith("SUMMARY:"))
            aside.append(Aside(number, next(titles, ""), "the event cannot be read"))


def _entries(events: list[tuple[int, Event]], local: tzinfo | None, aside: list[Aside]) -> Iterator[Entry]:
    newest = _newest(events)
    moved: dict[str, set[date]] = {}
    for _, event in events:
        instance = _wall(_value(event, "recurrence-id"), local)
        if instance is not None:
            moved.setdefault(str(event.get("uid", "")), set()).add(instance[0])
    for line, event in events:
        title = " ".join(str(event.get("summary", "")).split())
        if newest.get(line) is not None:
            aside.append(Aside(line, title, f"an older version of the event in line {newest[line]}"))
        elif str(event.get("status", "")).upper() == "CANCELLED":
            aside.append(Aside(line, title, "cancelled"))
        else:
            skipped = moved.get(str(event.get("uid", "")), set()) if "recurrence-id" not in event else set()
            yield from _days(line, title, event, local, skipped, aside)


def _days(
    line: int, title: str, event: Event, local: tzinfo | None, skipped: set[date], aside: list[Aside]
) -> Iterator[Entry]:
    start = _wall(_value(event, "dtstart"), local)
    if start is None:
        aside.append(Aside(line, title, "it has no date that can be read"))
        return
    length = _last(event, start, local) - start[0]
    without = {found[0] for found in _listed(event, "exdate", local)} | skipped
    extra = [found[0] for found in _listed(event, "rdate", local)]
    rules = event.get("rrule")
    try:
        first_days = days_of(start[0], _until_local(rules, local), extra)
    except UnboundedError as problem:
        aside.append(Aside(line, title, str(problem)))
        first_days = [start[0]]
    about = str(event.get("description", ""))
    kinds = tuple(str(kind) for kind in _categories(event))
    for first in first_days:
        if first not in without:
            yield Entry(line, title, first, first + length, about, kinds, starts=start[1])


def _last(event: Event, start: tuple[date, time | None], local: tzinfo | None) -> date:
    """The last day, in: an end that is a date is the day after it, an end at midnight is the night before."""
    end = _wall(_value(event, "dtend"), local)
    if end is None:
        length = _value(event, "duration")
        if not isinstance(length, timedelta) or length <= timedelta():
            return start[0]
        moment = datetime.combine(start[0], start[1] or time()) + length
        end = moment.date(), moment.time()
    whole = end[1] is None or (end[1] == time() and end[0] > start[0])
    return max(end[0] - _ONE if whole else end[0], start[0])


def _newest(events: list[tuple[int, Event]]) -> dict[int, int]:
    """For each line that a later revision of the same event replaces, the line of that revision."""
    best: dict[tuple[str, str], tuple[int, int]] = {}
    keyed = []
    for line, event in events:
        instance = event.get("recurrence-id")
        uid = str(event.get("uid", ""))
        key = uid, instance.to_ical().decode() if instance is not None else ""
        if uid:
            sequence = _number(event.get("sequence"))
            keyed.append((line, key, sequence))
            best[key] = max(best.get(key, (-1, 0)), (sequence, line))
    return {line: best[key][1] for line, key, sequence in keyed if sequence < best[key][0]}


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def _value(event: Mapping[str, Any], name: str) -> Any:
    found = event.get(name)
    return getattr(found[0] if isinstance(found, list) and found else found, "dt", None)


def _is_utc(value: Any) -> bool:
    return (
        isinstance(value, datetime) and value.tzinfo is not None and str(value.tzinfo) in ("UTC", "tzutc()")
    )


def _wall(value: Any, local: tzinfo | None) -> tuple[date, time | None] | None:
    """The date and time of day on the wall: UTC is moved to the district's zone, other zones are as written."""
    if isinstance(value, datetime):
        if local is not None and _is_utc(value):
            value = value.astimezone(local)
        return value.date(), value.time()
    return (value, None) if isinstance(value, date) else None


def _listed(event: Event, name: str, local: tzinfo | None) -> Iterator[tuple[date, time | None]]:
    found = event.get(name, [])
    for several in found if isinstance(found, list) else [found]:
        for one in getattr(several, "dts", ()):
            value = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            wall = _wall(value, local)
            if wall is not None:
                yield wall


def _until_local(rules: Any, local: tzinfo | None) -> list[tuple[str, date | None]]:
    """Each rule without its UNTIL, which becomes a local date."""
    found = []
    for rule in rules if isinstance(rules, list) else [rules] if rules else []:
        bounds = [_wall(value, local or UTC) for value in rule.get("UNTIL", [])]
        plain = rule.copy()
        plain.pop("UNTIL", None)
        until = bounds[0][0] if bounds and bounds[0] is not None else None
        found.append((plain.to_ical().decode(), until))
    return found


def _categories(event: Event) -> Iterable[Any]:
    found = event.get("categories", [])
    for several in found if isinstance(found, list) else [found]:
        yield from getattr(several, "cats", [several])


def _said(calendar: Calendar | None, *names: str) -> str:
    return next((str(calendar[name]) for name in names if calendar is not None and name in calendar), "")


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
