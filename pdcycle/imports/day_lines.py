"""Lines of `days:` made from published titles: folded, joined to ranges, in an order in which later ones win."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from heapq import heapify, heappop, heappush

from pdcycle.imports.audience import Audience
from pdcycle.language.quoting import quoted
from pdcycle.model.moments import WEEKDAYS

RANK = {
    "testing": 0, "remote": 1, "conferences": 1, "early-release": 2, "late-start": 2, "half-day": 2,
    "staff": 3, "closed": 3, "regular": 4,
}  # fmt: skip
"""Of two statuses on one day the higher holds; `testing` marks a day, `regular` gives a closed one back."""
MARKS = frozenset({"testing", "remote", "conferences"})
_PLAIN = re.compile(r"[^\W\d_][\w.()\u2019& /+-]*(?<! )\Z")
_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_ONE = timedelta(days=1)
EVERYONE = Audience()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of `days:`; both ends in. `sources` are the lines of the file it came from, `asks` what to decide."""

    first: date
    last: date
    status: str
    name: str
    audience: Audience = EVERYONE
    clock: time | None = None
    asks: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    unplanned: bool = False

    @property
    def rank(self) -> tuple[int, int]:
        """Stronger statuses later, and of equal ones the shorter stretch."""
        return RANK[self.status], -(self.last - self.first).days

    def overlaps(self, first: date, last: date) -> bool:
        """Whether it shares a day with a stretch, both ends in."""
        return self.first <= last and first <= self.last


def folded(lines: Iterable[Line]) -> list[Line]:
    """Lines of the same days, status and audience made one, and a title's consecutive days made a range."""
    once: dict[tuple[object, ...], Line] = {}
    for line in sorted(lines, key=_order):
        key = (line.first, line.last, line.status, line.audience)
        there = once.get(key)
        once[key] = line if there is None else _joined(there, line, there.last)
    runs: dict[tuple[object, ...], Line] = {}
    done: list[Line] = []
    for line in once.values():
        run = (line.status, line.name.casefold(), line.audience, line.clock)
        before = runs.get(run)
        if before is not None and _follows(before.last, line.first):
            runs[run] = _joined(before, line, max(before.last, line.last))
            continue
        if before is not None:
            done.append(before)
        runs[run] = line
    return sorted([*done, *runs.values()], key=_order)


def _joined(first: Line, second: Line, last: date) -> Line:
    return replace(
        first,
        last=last,
        clock=first.clock or second.clock,
        asks=tuple(dict.fromkeys((*first.asks, *second.asks))),
        sources=tuple(sorted({*first.sources, *second.sources})),
    )


def _follows(last: date, first: date) -> bool:
    """Whether no weekday lies between two stretches."""
    day = last + _ONE
    while day.weekday() > 4 and day < first:
        day += _ONE
    return first <= day


def _order(line: Line) -> tuple[object, ...]:
    return line.first, RANK[line.status], -(line.last - line.first).days, line.sources, line.name


def ordered(lines: Sequence[Line]) -> list[Line]:
    """By date, but a weaker line always before a stronger one that shares a day with it."""
    ranked = sorted(lines, key=_order)
    waits = [0] * len(ranked)
    after: list[list[int]] = [[] for _ in ranked]
    for one, line in enumerate(ranked):
        for two, other in enumerate(ranked):
            if line.rank < other.rank and line.overlaps(other.first, other.last):
                after[one].append(two)
                waits[two] += 1
    ready = [index for index, count in enumerate(waits) if not count]
    heapify(ready)
    done = []
    while ready:
        index = heappop(ready)
        done.append(ranked[index])
        for behind in after[index]:
            waits[behind] -= 1
            if not waits[behind]:
                heappush(ready, behind)
    return done


def written(line: Line, indent: str = "  ") -> str:
    """The line as YAML, without a line break; what a person must decide is its comment."""
    parts = [f"when: {when(line.first, line.last)}"]
    for key, values in (
        ("level", line.audience.levels),
        ("school", line.audience.schools),
        ("grades", line.audience.grades),
    ):
        if values:
            parts.append(f"{key}: {values[0]}" if len(values) == 1 else f"{key}: [{', '.join(values)}]")
    parts.append(f"status: {line.status}")
    if line.unplanned:
        parts.append("unplanned: true")
    if line.clock is not None:
        parts.append(f"{'start' if line.status == 'late-start' else 'dismissal'}: {line.clock:%H:%M}")
    if line.name:
        parts.append(f"name: {prose(line.name)}")
    comment = f"  # DECIDE: {' '.join(line.asks)}" if line.asks else ""
    return f"{indent}- {{{', '.join(parts)}}}{comment}"


def when(first: date, last: date) -> str:
    """One day with its weekday, or two with dots between them."""
    return _day(first) if first == last else f"{_day(first)} .. {_day(last)}"


def _day(day: date) -> str:
    return f"{day.isoformat()} {WEEKDAYS[day.weekday()][:3]}"


def prose(text: str) -> str:
    """Text as a value inside braces: plain where YAML leaves it alone, else quoted."""
    clean = "".join(sign if sign.isprintable() else " " for sign in text)
    return clean if _PLAIN.match(clean) and clean.casefold() not in _WORDS else quoted(clean)
