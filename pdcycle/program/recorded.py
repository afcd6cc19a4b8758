"""`dates:`: what people fixed, moved, cancelled or recorded, matched to the occurrences it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pdcycle.diagnostics import Diagnostic, Route, error
from pdcycle.language.time import Recorded
from pdcycle.model.near import near
from pdcycle.model.program import Authoring, Cycle
from pdcycle.model.results import Occurrence
from pdcycle.program.turns import WHOLE, term

SHOWN = 8
"""How many keys a mend lists."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of `dates:`, its key taken apart: activity, side (`approved`), keys, number or planned date."""

    activity: str
    side: str | None
    keys: frozenset[str]
    n: int | None
    day: date | None
    value: Recorded
    place: Route


@dataclass(slots=True)
class Records:
    """All lines of one map, and which of them found their occurrence."""

    entries: tuple[Entry, ...]
    used: set[Route] = field(default_factory=set)

    def of(self, item: Occurrence) -> Recorded | None:
        """What is recorded of the occurrence itself."""
        return self._find(item, None)

    def approval(self, item: Occurrence) -> Recorded | None:
        """What is recorded of its approval."""
        return self._find(item, "approved")

    def place(self, item: Occurrence) -> Route | None:
        """The line that is recorded of the occurrence itself."""
        entry = self._entry(item, None)
        return entry.place if entry else None

    def _find(self, item: Occurrence, side: str | None) -> Recorded | None:
        entry = self._entry(item, side)
        if entry is None:
            return None
        self.used.add(entry.place)
        return entry.value

    def _entry(self, item: Occurrence, side: str | None) -> Entry | None:
        for entry in self.entries:
            if entry.activity == item.activity and entry.side == side and _speaks_of(entry, item):
                return entry
        return None


def unused(entry: Entry, labels: Iterable[str], elsewhere: Mapping[str, list[str]]) -> Diagnostic:
    """That a line speaks of nothing; `labels` are its cycle's, `elsewhere` the cycles by label."""
    key = str(entry.place.path[-1])
    return error(
        "PD340",
        f"nothing here is called '{key}'",
        entry.place.on_key(),
        help=_mend(entry, key, sorted(set(labels)), elsewhere),
    )


def _mend(entry: Entry, key: str, labels: list[str], elsewhere: Mapping[str, list[str]]) -> str:
    if key not in labels and len(elsewhere.get(key, ())) == 1:
        return f"name its cycle first: `{elsewhere[key][0]} {key}`"
    own = [label.split() for label in labels if label.split()[0] == entry.activity]
    numbers = sorted(
        int(words[-1]) for words in own if words[-1].isdigit() and entry.keys == frozenset(words[1:-1])
    )
    if entry.n is not None and numbers:
        stem = " ".join(key.split()[:-1])
        return f"`{stem}` has the numbers {numbers[0]} to {numbers[-1]}"
    words = sorted({word for words in own for word in words[1:] if not word.isdigit()})
    strange = sorted(entry.keys - set(words))
    if words and strange:
        guess = near(strange[0], words)
        if guess:
            return f"did you mean `{key.replace(strange[0], guess)}`?"
        shown = ", ".join(words[:SHOWN]) + (", \N{HORIZONTAL ELLIPSIS}" if len(words) > SHOWN else "")
        return f"`{entry.activity}` is followed by one of {shown}"
    guess = near(key, labels)
    return f"did you mean `{guess}`?" if guess else "`pdcycle schedule` prints the key of each row"


def read_records(dates: Mapping[str, Recorded], place: Route, skip: int = 0) -> Records:
    """Take the keys of a `dates:` map apart, the first `skip` words of each left out."""
    entries = []
    for key, value in dates.items():
        head, *rest = key.split()[skip:] or [key]
        activity, _, side = head.partition(".")
        n, day, keys = None, None, []
        for word in rest:
            if word.isdigit():
                n = int(word)
            elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", word):
                day = date.fromisoformat(word)
            else:
                keys.append(word)
        entries.append(Entry(activity, side or None, frozenset(keys), n, day, value, place.at(key)))
    return Records(tuple(entries))


def without_number(records: Records, items: Iterable[Occurrence]) -> Iterator[Diagnostic]:
    """Lines that fix a date for a whole series of one person, or of the group, as they say no number."""
    several: dict[Route, dict[tuple[str, ...], list[Occurrence]]] = {}
    entries = {
        entry.place: entry
        for entry in records.entries
        if entry.side is None and entry.n is None and entry.day is None and entry.value.first is not None
    }
    for item in items:
        place = records.place(item)
        if place is not None and place in entries:
            several.setdefault(place, {}).setdefault(item.keys, []).append(item)
    for place, by_keys in several.items():
        most = max(by_keys.values(), key=len)
        if len({item.n for item in most}) > 1:
            yield _numberless(entries[place], most)


def _numberless(entry: Entry, items: list[Occurrence]) -> Diagnostic:
    key, numbers = str(entry.place.path[-1]), sorted(item.n for item in items)
    return error(
        "PD327",
        f"'{key}' has the numbers {numbers[0]} to {numbers[-1]}, and this would put all of them on one date",
        entry.place.on_key(),
        help=f"say which one, from `{key} {numbers[0]}` to `{key} {numbers[-1]}`",
    )


def records_of(model: Authoring, place: Route, index: int | None) -> Records:
    """The lines of `dates:` that speak of a cycle (by its place in the list), or of the whole program.

    They are the cycle's own, and the program's that name the cycle first; a cycle's own may name it too. Where there
    is one cycle only, its name may be left out.
    """
    home = place.at("dates")
    if index is None:
        names = {_called(cycle) for cycle in model.cycles}
        return read_records(
            {key: value for key, value in model.dates.items() if _first(key) not in names}, home
        )
    cycle, own = model.cycles[index], place.at("cycles", index, "dates")
    name = _called(cycle)
    entries: list[Entry] = []
    for dates, here, words in ((cycle.dates, own, 2), (model.dates, home, 1)):
        named = {
            key: said for key, said in dates.items() if _first(key) == name and len(key.split()) >= words
        }
        bare = {key: said for key, said in dates.items() if key not in named}
        if here is own or len(model.cycles) == 1:
            entries += read_records(bare, here).entries
        entries += read_records(named, here, skip=1).entries
    return Records(tuple(entries))


def dates_key(model: Authoring, item_id: str, label: str) -> str:
    """What an occurrence is called under the program's `dates:`: its cycle first where there are several."""
    span = item_id.split("/")[1]
    if len(model.cycles) < 2 or span == WHOLE:
        return label
    known = {cycle.was or _called(cycle): _called(cycle) for cycle in model.cycles}
    name = known.get(span) or known.get(span.split(".")[0])
    return f"{name} {label}" if name else label


def _called(cycle: Cycle) -> str | None:
    return cycle.id or term(cycle.when)


def _first(key: str) -> str:
    return next(iter(key.split()), "")


def _speaks_of(entry: Entry, item: Occurrence) -> bool:
    if not entry.keys <= set(item.keys):
        return False
    if entry.n is not None:
        return entry.n == item.n
    if entry.day is not None:
        return item.binding.day == entry.day if item.binding else item.first <= entry.day <= item.last
    return True
