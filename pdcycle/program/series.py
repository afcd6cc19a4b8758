"""A series whose `every` was changed on the way: numbers that were used stay, and it goes on from there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias

from pdcycle.language.time import Every
from pdcycle.model.results import Occurrence, Program, Standing
from pdcycle.program.calendar_frames import Frame, Window
from pdcycle.program.calendar_stretches import Stretch, stretches

Series: TypeAlias = tuple[tuple[int, str], ...]
"""From which number on a series is laid out by which `every`, as canonical text; the first begins at 1."""

Laid = tuple[tuple[int, Every], ...]


def laid_out(parts: Laid, within: Window, frame: Frame) -> tuple[Stretch, ...]:
    """The stretches of a series: each `every` begins on the day after the last stretch of the one before it."""
    found: list[Stretch] = []
    start = within.first
    for at, (number, every) in enumerate(parts):
        if start > within.last:
            break
        end = parts[at + 1][0] if at + 1 < len(parts) else None
        here = stretches(every, replace(within, first=start), frame)
        kept = [replace(one, n=one.n + number - 1) for one in here if end is None or one.n + number - 1 < end]
        if kept:
            found += kept
            start = kept[-1].last + timedelta(days=1)
    return tuple(found)


def gone_on(
    programs: Iterable[Program], remembered: Mapping[str, Mapping[str, Series]], before: date
) -> dict[str, dict[str, Series]]:
    """Each program's series with what their authors changed since added to what was `remembered`.

    The programs are expanded with what is remembered. A changed `every` holds from the first number that has not
    begun `before` that day and that no line of `dates:` speaks of.
    """
    found: dict[str, dict[str, Series]] = {}
    for program in programs:
        known = remembered.get(program.id, {})
        ends = {stay.person: stay.last for stay in program.stays if stay.last is not None}
        used = _used((item for item in program.occurrences if not _left(item, ends)), before)
        found[program.id] = {}
        for name, every in program.series:
            parts = known.get(name, ((1, every),))
            if parts[-1][1] != every:
                number = max(used.get(name, 0) + 1, parts[-1][0])
                parts = tuple(part for part in parts if part[0] < number)
                if not parts or parts[-1][1] != every:
                    parts = (*parts, (number, every))
            found[program.id][name] = parts
    return found


def _used(items: Iterable[Occurrence], before: date) -> dict[str, int]:
    """The highest number of each series that has begun or was spoken of."""
    found: dict[str, int] = {}
    for item in items:
        begun = item.first < before or (item.binding is not None and item.binding.day < before)
        if item.series and (begun or item.standing in (Standing.FIXED, Standing.CANCELLED)):
            name = series_name(item.id)
            found[name] = max(found.get(name, 0), item.n)
    return found


def _left(item: Occurrence, ends: Mapping[str, date]) -> bool:
    """Whether it is cancelled because its one person has left by then."""
    return len(item.owners) == 1 and item.owners[0] in ends and item.first > ends[item.owners[0]]


def series_name(identity: str) -> str:
    """The series of an occurrence: its cycle and its activity, as its id has them."""
    _, cycle, activity, _ = identity.split("/", 3)
    return f"{cycle}/{activity}"
