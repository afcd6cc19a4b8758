"""`schedule/<program>.lock.yaml`: the published schedule, one readable line an event, sorted by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from pdcycle.diagnostics import Diagnostic, Route, error
from pdcycle.language.document import Document
from pdcycle.model.kinds import Kind
from pdcycle.model.results import Event, OpenWindow, Unplaced
from pdcycle.schedule.lock_text import (
    BadLineError,
    day_text,
    line,
    quoted,
    read_day,
    read_stamp,
    read_window,
    scalar,
    stamp_text,
    window_line,
)

VERSION = 1
RESTORE = "restore the file from version control, or run `pdcycle schedule --fresh`"


@dataclass(frozen=True, slots=True)
class Lock:
    """A program's lock as read.

    `fingerprint` is of the inputs it was made from; `stopped` says that a time limit or Ctrl-C ended the search;
    `unplaced` holds the clash by occurrence id; `skipped` are of a series, lost their day and have no other;
    `series` tells from which number on each is laid out by which `every`.
    """

    program: str
    fingerprint: str
    events: tuple[Event, ...]
    unplaced: tuple[tuple[str, str], ...] = ()
    stopped: bool = False
    skipped: tuple[str, ...] = ()
    series: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    windows: tuple[OpenWindow, ...] = ()

    def by_id(self) -> dict[str, Event]:
        """The events by occurrence id, cancelled ones too."""
        return {event.id: event for event in self.events}

    @property
    def live(self) -> dict[str, Event]:
        """The events by occurrence id that take place."""
        return {event.id: event for event in self.events if event.state != "cancelled"}


def fingerprint(parts: Mapping[str, bytes]) -> str:
    """SHA-256 over named inputs, whatever their order."""
    digest = sha256()
    for name in sorted(parts):
        digest.update(f"{len(name)}:{name}:{len(parts[name])}:".encode())
        digest.update(parts[name])
    return digest.hexdigest()


def path(program: str) -> str:
    """Where a program's lock stands in the workspace."""
    return f"schedule/{program}.lock.yaml"


def dump(
    program: str,
    events: Iterable[Event],
    *,
    fingerprint: str,
    unplaced: Iterable[Unplaced] = (),
    skipped: Iterable[str] = (),
    series: Mapping[str, tuple[tuple[int, str], ...]] | None = None,
    windows: Iterable[OpenWindow] = (),
    stopped: bool = False,
) -> str:
    """The lock's text; the same events give the same text whatever their order."""
    lines = [
        "# The published schedule. pdcycle writes this file; commit it, and change dates under `dates:` in the program.",
        f"lock: {VERSION}",
        f"program: {program}",
        f"fingerprint: {fingerprint}",
        f"stopped: {'true' if stopped else 'false'}",
    ]
    rows = [_line(event) for event in sorted(events, key=lambda event: event.id)]
    lines += ["events:", *rows] if rows else ["events: {}"]
    if open_ := sorted(windows, key=lambda window: window.id):
        lines += ["windows:", *map(window_line, open_)]
    if series:
        lines += ["series:", *(f"  {name}: {_numbered(parts)}" for name, parts in sorted(series.items()))]
    missing = sorted(unplaced, key=lambda item: item.id)
    if missing:
        lines += ["unplaced:", *(f"  {scalar(item.id)}: {quoted(item.clash)}" for item in missing)]
    if dropped := sorted(skipped):
        lines += ["skipped:", *(f"  - {scalar(name)}" for name in dropped)]
    return "\n".join(lines) + "\n"


def _line(event: Event) -> str:
    pairs = {
        "day": day_text(event.day),
        "at": f"{event.start // 60:02}:{event.start % 60:02}",
        "min": str(event.minutes),
        "in": event.time,
        "lead": _names(event.lead),
        "people": _names(event.people),
        "schools": _names(event.schools),
        "where": scalar(event.where or ""),
        "subs": str(event.substitutes) if event.substitutes else "",
        "kind": event.kind.value,
        "title": scalar(event.title),
        "label": scalar(event.label),
        "state": event.state,
        "uid": event.uid,
        "seq": str(event.sequence),
        "stamp": stamp_text(event.stamp),
    }
    return line(event.id, pairs)


def _numbered(parts: tuple[tuple[int, str], ...]) -> str:
    return f"{{{', '.join(f'{number}: {scalar(every)}' for number, every in parts)}}}"


def _names(ids: tuple[str, ...]) -> str:
    return f"[{', '.join(ids)}]" if ids else ""


def parse(document: Document) -> tuple[Lock | None, list[Diagnostic]]:
    """A lock as read, or what is wrong with it; a line that cannot be read never hides the others."""
    found = [replace(item, help=RESTORE) for item in document.diagnostics]
    top = Route(document.file)
    value = document.value
    if found or not isinstance(value, dict):
        return None, found or [_broken("the lock is empty", top)]
    if value.get("lock") != str(VERSION):
        message = f"lock version {value.get('lock')} is not one this pdcycle reads"
        return None, [error("PD501", message, top.at("lock"), help="install a newer pdcycle")]
    events: list[Event] = []
    windows: list[OpenWindow] = []
    for section in ("events", "windows"):
        rows = value.get(section)
        for name, row in rows.items() if isinstance(rows, dict) else ():
            try:
                if section == "events":
                    events.append(_event(str(name), str(value.get("program")), row))
                else:
                    windows.append(read_window(str(name), row))
            except (ValueError, KeyError) as problem:
                message = f"this {section[:-1]} cannot be read: {problem}"
                found.append(_broken(message, top.at(section, str(name))))
    missing = value.get("unplaced")
    pairs = tuple((str(key), str(text)) for key, text in missing.items()) if isinstance(missing, dict) else ()
    lock = Lock(
        program=str(value.get("program")),
        fingerprint=str(value.get("fingerprint")),
        events=tuple(sorted(events, key=lambda event: event.id)),
        unplaced=pairs,
        stopped=value.get("stopped") == "true",
        skipped=_ids(value, "skipped"),
        series=_series(value.get("series")),
        windows=tuple(sorted(windows, key=lambda window: window.id)),
    )
    return (None if found else lock), found


def _broken(message: str, place: Route) -> Diagnostic:
    return error("PD502", message, place, help=RESTORE)


def _event(name: str, program: str, row: object) -> Event:
    if not isinstance(row, dict):
        raise BadLineError("it has no fields")
    day = read_day(str(row["day"]))
    hours, _, minutes = str(row["at"]).partition(":")
    event = Event(
        id=name,
        program=program,
        title=_text(row, "title") or "",
        kind=Kind(str(row["kind"])),
        day=day,
        start=int(hours) * 60 + int(minutes),
        minutes=int(str(row["min"])),
        people=_ids(row, "people"),
        lead=_ids(row, "lead"),
        schools=_ids(row, "schools"),
        where=_text(row, "where"),
        time=str(row["in"]),
        state=str(row["state"]),
    )
    return replace(
        event,
        substitutes=int(_text(row, "subs") or 0),
        uid=str(row["uid"]),
        sequence=int(str(row["seq"])),
        stamp=read_stamp(row.get("stamp")),
        label=_text(row, "label") or "",
    )


def _series(rows: object) -> dict[str, tuple[tuple[int, str], ...]]:
    if not isinstance(rows, dict):
        return {}
    return {
        str(name): tuple((int(number), str(every)) for number, every in parts.items())
        for name, parts in rows.items()
        if isinstance(parts, dict) and all(str(number).isdigit() for number in parts)
    }


def _text(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    return None if value is None else str(value)


def _ids(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = row.get(key)
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()
