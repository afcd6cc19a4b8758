"""A coach's week: five days, the hours of the working day, a box an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pdcycle import wording
from pdcycle.model.results import Event
from pdcycle.output.charts_svg import BLUE, FAINT, GREY, cut, line, rect, svg, text

_LEFT = 54
_DAY = 188
_HOUR = 60
_TOP = 40
_LINE = 12.5
LEAST = 4
"""Hours a grid shows at least."""
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri")


@dataclass(frozen=True, slots=True)
class WeekWords:
    """What a week says beside its events' titles.

    `lines` go into a box, by event, as far as there is room; `days` are told under their date, those `off` shaded;
    `hours` are the first and the last hour to show, else those of the week's own events.
    """

    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: Mapping[date, str] = field(default_factory=dict)
    off: frozenset[date] = frozenset()
    hours: tuple[int, int] | None = None


def week_chart(
    events: Sequence[Event], monday: date, title: str, name: str = "week", words: WeekWords = WeekWords()
) -> str:
    """The events of the five days from `monday`; two at one time stand side by side."""
    days = [monday + timedelta(days=at) for at in range(5)]
    here = sorted(
        (item for item in events if item.day in days), key=lambda item: (item.day, item.start, item.id)
    )
    first, last = words.hours or hours_of(here)
    bottom = _TOP + _HOUR * (last - first)
    parts = []
    for at, day in enumerate(days):
        if day in words.off:
            parts.append(rect(_LEFT + at * _DAY, _TOP, _DAY, bottom - _TOP, FAINT))
    for hour in range(first, last + 1):
        y = _TOP + _HOUR * (hour - first)
        parts += [
            line(_LEFT, y, _LEFT + 5 * _DAY, y),
            text(_LEFT - 6, y + 4, wording.clock(hour * 60), 10, "end"),
        ]
    for at, day in enumerate(days):
        parts += _day(_LEFT + at * _DAY, day, _NAMES[at], bottom, words)
        for item, lane, lanes in _side_by_side([item for item in here if item.day == day]):
            width = (_DAY - 4) / lanes
            said = words.lines.get(item.id) or (item.title,)
            parts += _box(item, said, _LEFT + at * _DAY + 2 + lane * width, width, first)
    parts.append(line(_LEFT + 5 * _DAY, _TOP, _LEFT + 5 * _DAY, bottom, GREY, 0.8))
    told = f"{wording.count(len(here), 'event')} in the week of {wording.day(monday)}."
    return svg(name, _LEFT + 5 * _DAY + 4, bottom + 8, title, told, parts)


def hours_of(events: Sequence[Event]) -> tuple[int, int]:
    """The first and the last hour that hold all events, at least LEAST of them; the working day where there is none."""
    if not events:
        return 8, 16
    first = min(item.start // 60 for item in events)
    last = max(-(-(item.start + item.minutes) // 60) for item in events)
    if last - first < LEAST:
        first = max(0, min(first, last - LEAST + 1))
    return first, max(last, first + LEAST)


def _day(x: float, day: date, name: str, bottom: float, words: WeekWords) -> list[str]:
    parts = [
        line(x, _TOP, x, bottom, GREY, 0.8),
        text(x + 6, 16, f"{name}, {wording.short_day(day)}", 12),
    ]
    if note := words.days.get(day):
        parts.append(text(x + 6, 30, cut(note, _DAY - 12, 10), 10, extra=f'fill="{GREY}"'))
    return parts


def _box(item: Event, lines: Sequence[str], x: float, width: float, first: int) -> list[str]:
    y = _TOP + _HOUR * (item.start / 60 - first)
    height = max(_HOUR * item.minutes / 60, 15)
    told = dict.fromkeys((item.title, *lines, item.where or ""))
    said = ", ".join([*(line for line in told if line), wording.clocks(item.start, item.minutes)])
    dashed = ' stroke-dasharray="4 3"' if item.state == "cancelled" else ""
    edge = f'rx="3" stroke="{BLUE}"{dashed}'
    parts = [rect(x, y + 1, width - 2, height - 2, FAINT, edge, said)]
    room = max(int((height - 3) // _LINE), 1)
    for place, words in enumerate(lines[:room]):
        # Bold letters are wider.
        size, weight, scale = (10.5, 'font-weight="600"', 0.86) if place == 0 else (10, "", 1)
        parts.append(
            text(x + 5, y + 12 + _LINE * place, cut(words, (width - 10) * scale, size), size, extra=weight)
        )
    return parts


def _side_by_side(events: list[Event]) -> list[tuple[Event, int, int]]:
    """Each event with its lane and how many lanes its bunch of overlapping events needs."""
    placed: list[tuple[Event, int, int]] = []
    bunch: list[tuple[Event, int]] = []
    ends: list[int] = []
    for item in events:
        if ends and item.start >= max(ends):
            placed += [(one, lane, len(ends)) for one, lane in bunch]
            bunch, ends = [], []
        lane = next((at for at, end in enumerate(ends) if end <= item.start), len(ends))
        ends[lane : lane + 1] = [item.start + max(item.minutes, 15)]
        bunch.append((item, lane))
    return placed + [(one, lane, len(ends)) for one, lane in bunch]
