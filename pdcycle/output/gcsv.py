"""CSV that Google Calendar imports; it knows no UID, so every import makes new entries."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import timedelta

from pdcycle.output.icalendar import Entry
from pdcycle.output.tables import disarmed

HEADER = (
    "Subject",
    "Start Date",
    "Start Time",
    "End Date",
    "End Time",
    "All Day Event",
    "Description",
    "Location",
    "Private",
)


def google_csv(entries: Iterable[Entry]) -> str:
    """The entries that take place, sorted by day, time and UID; US dates and times as Google asks for them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for entry in sorted(entries, key=lambda entry: (entry.first, entry.start or 0, entry.uid)):
        if not entry.cancelled:
            writer.writerow(_row(entry))
    return out.getvalue()


def _row(entry: Entry) -> tuple[str, ...]:
    whole = entry.start is None
    start = entry.start or 0
    over, end = divmod(start + (entry.minutes or 0), 1440)
    last = entry.last if whole else entry.first + timedelta(days=over)
    return (
        disarmed(entry.title),
        f"{entry.first:%m/%d/%Y}",
        "" if whole else _clock(start),
        f"{last:%m/%d/%Y}",
        "" if whole else _clock(end),
        "True" if whole else "False",
        disarmed(entry.about or ""),
        disarmed(entry.where or ""),
        "False",
    )


def _clock(minutes: int) -> str:
    hours = minutes // 60
    return f"{hours % 12 or 12}:{minutes % 60:02} {'AM' if hours < 12 else 'PM'}"
