"""`dates:`: what people fixed, moved, cancelled or recorded, matched to the occurrences it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pdcycle.diagnostics import Diagnostic, Route, error
from pdcycle.language.time import Recorded
from pdcycle.model.near import near
from pdcycle.model.results import Occurrence


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

    def _find(self, item: Occurrence, side: str | None) -> Recorded | None:
        for entry in self.entries:
            if entry.activity == item.activity and entry.side == side and _speaks_of(entry, item):
                self.used.add(entry.place)
                return entry.value
        return None

    def unused(self, labels: Iterable[str]) -> list[Diagnostic]:
        """A diagnostic for each line that speaks of nothing."""
        known = sorted(labels)
        found = []
        for entry in self.entries:
            if entry.place not in self.used:
                key = str(entry.place.path[-1])
                guess = near(key, known)
                found.append(
                    error(
                        "PD340",
                        f"nothing here is called '{key}'",
                        entry.place.on_key(),
                        help=f"did you mean `{guess}`?"
                        if guess
                        else "`pdcycle schedule` prints the key of each row",
                    )
                )
        return found


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


def _speaks_of(entry: Entry, item: Occurrence) -> bool:
    if not entry.keys <= set(item.keys):
        return False
    if entry.n is not None:
        return entry.n == item.n
    if entry.day is not None:
        return item.binding.day == entry.day if item.binding else item.first <= entry.day <= item.last
    return True
