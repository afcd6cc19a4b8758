"""The schedule as people read it on a terminal: under each day a line an event, with its key under `dates:`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from pdcycle import wording

WEEKS = 4
"""How many weeks are shown of a long schedule, unless all of it is asked for."""

MANY = 60
"""From so many events on a schedule is long."""

_KEY = 32
_LEAST = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One event: its day, its start in minutes from midnight, its length, its key under `dates:`, and what is said of it."""

    day: date
    start: int
    minutes: int
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Left:
    """One of a series that does not take place: its program, the words before its people, these, and its number."""

    program: str
    head: str
    keys: tuple[str, ...]
    n: int


def agenda(heading: str, lines: Sequence[Line], width: int) -> str:
    """The heading, then each day with its events, in order of time; nothing but a long key is wider than `width`."""
    out = [heading, "=" * min(len(heading), width)]
    key = min(max((len(line.key) for line in lines), default=0), _KEY)
    if lines:
        out.append(f"{'time':11}  {'dates: key'.ljust(key)}  what, who (where)")
    for day, several in groupby(sorted(lines, key=lambda one: (one.day, one.start, one.key)), _day):
        out += ["", wording.day(day)]
        for line in several:
            out += _row(line, max(key, len("dates: key")), width)
    return "\n".join(line.rstrip() for line in out) + "\n"


def _day(line: Line) -> date:
    return line.day


def _row(line: Line, key: int, width: int) -> list[str]:
    head = f"{_clock(line.start)}-{_clock(line.start + line.minutes)}  {line.key.ljust(key)}  "
    indent = 13 + key + 2
    if indent > width - _LEAST:
        indent = 13
    if len(head) > indent:
        return [head, *textwrap.wrap(line.text, width, initial_indent=" " * 13, subsequent_indent=" " * 13)]
    return textwrap.wrap(line.text, width, initial_indent=head, subsequent_indent=" " * indent) or [head]


def _clock(value: int) -> str:
    return f"{value // 60:02}:{value % 60:02}"


def soon(days: Sequence[date], today: date) -> tuple[date, date] | None:
    """The weeks to show of a long schedule, first and last day in; None where it is short enough to show whole.

    They begin with the next event; where all are past, they are the last weeks there were.
    """
    if len(days) <= MANY:
        return None
    ahead = [day for day in days if day >= today]
    first = min(ahead) if ahead else max(days) - timedelta(weeks=WEEKS, days=-1)
    return first, first + timedelta(weeks=WEEKS, days=-1)


def folded(items: Iterable[Left], most: int | None = None) -> str:
    """What is left out, numbers of a series together: `discuss 3, 7; talk … 5`; the first `most` of them, the rest counted.

    Three people or more with the same numbers are not named one by one.
    """
    numbers: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
    for item in items:
        numbers.setdefault((item.program, item.head, item.keys), []).append(item.n)
    alike: dict[tuple[str, str, str], list[tuple[str, ...]]] = {}
    for (program, head, keys), several in sorted(numbers.items()):
        alike.setdefault((program, head, ", ".join(map(str, sorted(several)))), []).append(keys)
    programs = {program for program, _, _ in alike}
    said = []
    for (program, head, shown), people in alike.items():
        whose = [" ".join(keys) for keys in people] if len(people) < 3 else ["…"]
        name = f"{program}: " if len(programs) > 1 else ""
        said += [name + " ".join(filter(None, (head, one, shown))) for one in whose]
    kept = said if most is None else said[:most]
    more = f" and {len(said) - len(kept)} more; --all names them" if len(kept) < len(said) else ""
    return "; ".join(kept) + more
