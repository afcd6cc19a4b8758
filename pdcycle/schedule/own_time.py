"""What is done at one's own pace, as calendars are told of it: a line for all who have the same days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import UUID

from pdcycle.model.kinds import TimeKind
from pdcycle.model.results import Occurrence, OpenWindow, Standing
from pdcycle.schedule.stamps import CANCELLED, KEPT, new_uid

GONE = (Standing.CANCELLED, Standing.SKIPPED)


def is_window(item: Occurrence) -> bool:
    """Whether it is asked for, and has days but no time: what is optional is in nobody's calendar."""
    if item.optional or item.standing in GONE:
        return False
    if not item.event:
        return True
    choices = [choice for _, several in item.time.by_role for choice in several] if item.time else []
    return item.binding is None and any(choice.kind is TimeKind.OWN_TIME for choice in choices)


def shared_id(item: Occurrence) -> str:
    """The id of the line for all owners alike: the occurrence's own without its owners' keys."""
    keys = ".".join(key for key in item.keys if key not in item.owners) or "-"
    program, cycle, activity, _, n = item.id.split("/", 4)
    return f"{program}/{cycle}/{activity}/{keys}/{n}"


def line_of(item: Occurrence, lines: Mapping[str, OpenWindow]) -> OpenWindow | None:
    """The published line that speaks of an occurrence: its own, else the one for all."""
    return lines.get(item.id) or lines.get(shared_id(item))


def open_windows(
    items: Iterable[Occurrence], previous: Mapping[str, OpenWindow], *, space: UUID, as_of: date
) -> tuple[OpenWindow, ...]:
    """The lines to publish, sorted by id: the days most have, and a line of one's own for each who has others.

    Who once had a line keeps it, so that a UID's sequence never falls. What is gone stays a year as cancelled.
    """
    now = datetime.combine(as_of, time(0), tzinfo=UTC)
    groups: dict[str, list[Occurrence]] = {}
    for item in items:
        if is_window(item):
            groups.setdefault(shared_id(item), []).append(item)
    found: dict[str, OpenWindow] = {}
    for name, several in sorted(groups.items()):
        days = Counter((item.first, item.last) for item in several)
        usual = min(days, key=lambda span: (-days[span], span))
        title = several[0].title
        shared = _stamped(OpenWindow(name, title, *usual), previous.get(name), new_uid(space, name), 0, now)
        found[name] = shared
        for item in several:
            if (item.first, item.last) != usual or (item.id in previous and item.id != name):
                own = OpenWindow(item.id, item.title, item.first, item.last)
                begin = shared.sequence + 1 if name in previous else 0
                found[item.id] = _stamped(own, previous.get(item.id), shared.uid, begin, now)
    for name, old in previous.items():
        if name not in found and (gone := _gone(old, now)) is not None:
            found[name] = gone
    return tuple(found[name] for name in sorted(found))


def _stamped(line: OpenWindow, old: OpenWindow | None, uid: str, sequence: int, now: datetime) -> OpenWindow:
    if old is None:
        return replace(line, uid=uid, sequence=sequence, stamp=now)
    if (line.title, line.first, line.last, line.state) == (old.title, old.first, old.last, old.state):
        return old
    return replace(line, uid=old.uid, sequence=old.sequence + 1, stamp=now)


def _gone(old: OpenWindow, now: datetime) -> OpenWindow | None:
    if old.state != CANCELLED:
        return replace(old, state=CANCELLED, sequence=old.sequence + 1, stamp=now)
    return old if old.stamp is None or now - old.stamp <= KEPT else None
