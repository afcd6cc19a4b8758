"""A coach's week: five days, the hours of the working day, a box an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pdcycle import wording
from pdcycle.model.results import Event
from pdcycle.output.charts_svg import BLUE, GREY, PALE, cut, line, rect, svg, text

_LEFT = 54
_DAY = 140
_HOUR = 48
_TOP = 34
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri")


def week_chart(events: Sequence[Event], monday: date, title: str, name: str = "week") -> str:
    """The events of the five days from `monday`; two at one time stand side by side."""
    days = [monday + timedelta(days=at) for at in range(5)]
    here = sorted(
        (item for item in events if item.day in days), key=lambda item: (item.day, item.start, item.id)
    )
    start = min([item.start // 60 for item in here], default=8)
    end = max([-(-(item.start + item.minutes) // 60) for item in here], default=16)
    first, last = min(start, 8), max(end, 16)
    bottom = _TOP + _HOUR * (last - first)
    parts = []
    for hour in range(first, last + 1):
        y = _TOP + _HOUR * (hour - first)
        parts += [
            line(_LEFT, y, _LEFT + 5 * _DAY, y),
            text(_LEFT - 6, y + 4, wording.clock(hour * 60), 10, "end"),
        ]
    for at, day in enumerate(days):
        x = _LEFT + at * _DAY
        parts += [
            line(x, _TOP, x, bottom, GREY, 0.8),
            text(x + 6, 20, f"{_NAMES[at]}, {wording.short_day(day)}", 12),
        ]
        for item, lane, lanes in _side_by_side([item for item in here if item.day == day]):
            parts += _box(item, x + 2 + lane * (_DAY - 4) / lanes, (_DAY - 4) / lanes, first)
    parts.append(line(_LEFT + 5 * _DAY, _TOP, _LEFT + 5 * _DAY, bottom, GREY, 0.8))
    told = f"{wording.count(len(here), 'event')} in the week of {wording.day(monday)}."
    return svg(name, _LEFT + 5 * _DAY + 4, bottom + 8, title, told, parts)


def _box(item: Event, x: float, width: float, first: int) -> list[str]:
    y = _TOP + _HOUR * (item.start / 60 - first)
    height = max(_HOUR * item.minutes / 60, 13)
    said = ", ".join(
        part for part in (item.title, wording.clocks(item.start, item.minutes), item.where) if part
    )
    dashed = ' stroke-dasharray="4 3"' if item.state == "cancelled" else ""
    parts = [
        rect(
            x, y + 1, width - 2, height - 2, PALE, f'fill-opacity="0.5" rx="3" stroke="{BLUE}"{dashed}', said
        )
    ]
    parts.append(text(x + 4, y + 12, cut(item.title, width - 8, 10), 10))
    if height >= 26:
        parts.append(text(x + 4, y + 23, cut(wording.clocks(item.start, item.minutes), width - 8, 9), 9))
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
