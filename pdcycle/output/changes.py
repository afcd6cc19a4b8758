"""What would move, on a terminal and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
    return ", ".join(parts) or "nothing moves"


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


def change_blocks(found: Sequence[Change]) -> list[Block]:
    """A table of the changes, then one of whom they concern; ids only."""
    if not found:
        return []
    rows = tuple(
        (moment(change.old), _after(change), change.event.title, _who(change), WHY[change.why])
        for change in found
    )
    people = _concerned(found)
    counted = tuple(
        (person, *(str(number[what]) if number[what] else "" for what in What))
        for person, number in people.items()
    )
    return [
        Block("What changes", (), Grid(("was", "is", "what", "who", "why"), rows)),
        Block(
            "For whom", (), Grid(("person", *(what.value for what in What)), counted, frozenset(range(1, 6)))
        ),
    ]


def _concerned(found: Iterable[Change]) -> dict[str, Counter[What]]:
    people: dict[str, Counter[What]] = {}
    for change in found:
        for person in change.people:
            people.setdefault(person, Counter())[change.what] += 1
    return dict(sorted(people.items()))


def _after(change: Change) -> str:
    if change.new is None:
        return "no place" if change.what is What.HOMELESS else "cancelled"
    if change.what is What.CHANGED:
        return "other people or another place"
    return moment(change.new)


def _who(change: Change) -> str:
    people = change.people
    return ", ".join(people) if len(people) <= 3 else f"{people[0]} and {len(people) - 1} more"


def change_rows(found: Sequence[Change]) -> list[dict[str, Any]]:
    """The changes as JSON has them."""
    return [
        {
            "id": change.event.id,
            "key": change.event.label,
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
