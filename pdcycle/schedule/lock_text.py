"""How a lock writes text, days and stamps, and reads them again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from pdcycle.model.results import OpenWindow

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PLAIN_FIRST = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_SPECIAL = frozenset(",[]{}#&*!|>'\"%@`:?")
_STAMP = "%Y-%m-%dT%H:%M:%SZ"


class BadLineError(ValueError):
    """A line of a lock that cannot be read; the text says why."""


def line(name: str, pairs: Mapping[str, str]) -> str:
    """One line of a section: the id, then what has a value, in the order given."""
    return f"  {scalar(name)}: {{{', '.join(f'{key}: {value}' for key, value in pairs.items() if value)}}}"


def scalar(text: str) -> str:
    """Text as YAML inside braces: plain where that is safe, quoted otherwise."""
    if not text:
        return ""
    plain = (
        text[0] in _PLAIN_FIRST and text == text.strip() and text.isprintable() and not _SPECIAL & set(text)
    )
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """Text in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def day_text(day: date) -> str:
    """A date with its weekday, which is checked when it is read."""
    return f"{day} {_WEEKDAYS[day.weekday()]}"


def read_day(text: str) -> date:
    """A date whose weekday, where it is said, is right."""
    written, _, weekday = text.partition(" ")
    day = date.fromisoformat(written)
    if weekday and weekday != _WEEKDAYS[day.weekday()]:
        raise BadLineError(f"{day} is a {_WEEKDAYS[day.weekday()]}, not a {weekday}")
    return day


def stamp_text(stamp: datetime | None) -> str:
    """A moment in UTC."""
    return stamp.strftime(_STAMP) if stamp is not None else ""


def read_stamp(text: object) -> datetime | None:
    """A moment in UTC, None where there is none."""
    return datetime.strptime(str(text), _STAMP).replace(tzinfo=UTC) if text else None


def window_line(window: OpenWindow) -> str:
    """A window as one line."""
    pairs = {
        "from": day_text(window.first),
        "to": day_text(window.last),
        "title": scalar(window.title),
        "state": window.state,
        "uid": window.uid,
        "seq": str(window.sequence),
        "stamp": stamp_text(window.stamp),
    }
    return line(window.id, pairs)


def read_window(name: str, row: object) -> OpenWindow:
    """A window as it was written; raises ValueError or KeyError where that cannot be."""
    if not isinstance(row, dict):
        raise BadLineError("it has no fields")
    return OpenWindow(
        name,
        str(row.get("title") or ""),
        read_day(str(row["from"])),
        read_day(str(row["to"])),
        str(row["state"]),
        str(row["uid"]),
        int(str(row["seq"])),
        read_stamp(row.get("stamp")),
    )
