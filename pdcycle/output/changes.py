"""What would move, on a terminal and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pdcycle import wording
from pdcycle.model.results import Event
from pdcycle.output.tables import Block, Grid
from pdcycle.schedule.changes import Change, What, Why

WHY: Mapping[Why, str] = {
    Why.CLOSED: "school is closed that day",
    Why.LETTER: "the day has another letter now",
    Why.AWAY: "away that day",
    Why.WINDOW: "the dates it is counted from have moved",
    Why.ROOM: "makes room for what had to move",
}
_ORDER = {why: at for at, why in enumerate(Why)}
_WHAT = {
    What.MOVED: "moves",
    What.CANCELLED: "is cancelled",
    What.HOMELESS: "has no place",
    What.CHANGED: "changes",
    What.ADDED: "is new",
}


def reason(change: Change, names: Mapping[str, str]) -> str:
    """Why an event changes, with the names of those who are away."""
    if change.why is Why.AWAY:
        verb = "is" if len(change.who) == 1 else "are"
        return f"{wording.names(names.get(person, person) for person in change.who)} {verb} {WHY[Why.AWAY]}"
    return WHY[change.why]


def moment(event: Event | None) -> str:
    """When an event is: `Tue, Mar 9, 2027, 9:30` to `10:00 am`."""
    return f"{wording.day(event.day)}, {wording.clocks(event.start, event.minutes)}" if event else ""


def summary(found: Sequence[Change]) -> str:
    """How many events move, are cancelled and so on; those whose letter changed apart."""
    letters = [change for change in found if change.why is Why.LETTER]
    rest = Counter(change.what for change in found if change.why is not Why.LETTER)
    parts = [
        f"{wording.count(number, 'event')} {_plural(what, number)}"
        for what in What
        if (number := rest.get(what, 0))
    ]
    if letters:
        parts.append(
            f"{wording.count(len(letters), 'event')} {_plural(What.MOVED, len(letters))} with the letter of the day"
        )
    return ", ".join(parts) or "Nothing moves"


def _plural(what: What, number: int) -> str:
    if number == 1:
        return _WHAT[what]
    return {
        What.MOVED: "move",
        What.CANCELLED: "are cancelled",
        What.HOMELESS: "have no place",
        What.CHANGED: "change",
        What.ADDED: "are new",
    }[what]


Keys = Callable[[Event], str]
"""What an event is called under its program's `dates:`."""


def change_blocks(found: Sequence[Change], key: Keys) -> list[Block]:
    """A table of the changes for each reason and program, then one of whom they concern; ids only."""
    if not found:
        return []
    parts: dict[tuple[int, str, str], list[tuple[str, str, str]]] = {}
    for change in found:
        row = brief(change.old), _after(change), key(change.event)
        parts.setdefault((_ORDER[change.why], reason(change, {}), change.event.program), []).append(row)
    return [
        *(
            Block(f"{program}: {why}", (), Grid(("was", "is", "what"), tuple(rows)))
            for (_, why, program), rows in sorted(parts.items(), key=lambda part: part[0])
        ),
        Block("For whom", (), Grid(("changes", "who"), _concerned(found))),
    ]


def brief(event: Event | None) -> str:
    """When an event starts, where the year is plain: `Tue, Mar 9, 9:30 am`."""
    return f"{wording.week_day(event.day)}, {wording.clock(event.start)}" if event else ""


def _concerned(found: Iterable[Change]) -> tuple[tuple[str, str], ...]:
    """Who has which changes, the most first; people who have as many of each stand together."""
    people: dict[str, Counter[What]] = {}
    for change in found:
        for person in change.people:
            people.setdefault(person, Counter())[change.what] += 1
    alike: dict[tuple[int, ...], list[str]] = {}
    for person, number in sorted(people.items()):
        alike.setdefault(tuple(-number[what] for what in What), []).append(person)
    return tuple(
        (_told(numbers), ", ".join(names))
        for numbers, names in sorted(alike.items(), key=lambda item: (sum(item[0]), item))
    )


def _told(numbers: Iterable[int]) -> str:
    return ", ".join(f"{-number} {what.value}" for what, number in zip(What, numbers, strict=True) if number)


def _after(change: Change) -> str:
    if change.new is None:
        return "no place" if change.what is What.HOMELESS else "cancelled"
    if change.what is What.CHANGED:
        return "other people or place"
    return brief(change.new)


def change_rows(found: Sequence[Change], key: Keys) -> list[dict[str, Any]]:
    """The changes as JSON has them."""
    return [
        {
            "id": change.event.id,
            "key": key(change.event),
            "title": change.event.title,
            "change": change.what.value.replace(" ", "-"),
            "because": change.why.value,
            "away": list(change.who),
            "was": _moment(change.old),
            "is": _moment(change.new),
            "people": list(change.people),
            "schools": list(change.event.schools),
        }
        for change in found
    ]


def _moment(event: Event | None) -> dict[str, Any] | None:
    if event is None:
        return None
    return {
        "day": event.day.isoformat(),
        "start": f"{event.start // 60:02}:{event.start % 60:02}",
        "minutes": event.minutes,
        "where": event.where,
    }
