"""Small multiples over the days of a year: shares a school, and goals on their way; every panel on the same scale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from pdcycle import wording
from pdcycle.output.charts_svg import BLUE, GREY, ORANGE, PALE, escape, label, line, svg, text, wide, wrapped
from pdcycle.progress.digest import Panels, Point, Track, Tracks

_ACROSS = 2
_WIDE = 270
_ALONE = 580
"""How wide a panel is that has the row to itself."""
_TALL = 92
_LEFT = 40
_GAP = 46
"""Room for the latest figure, which stands right of its disc."""
_HEAD = 30
_FOOT = 34


class _Frame:
    """One panel's axes: days from left to right, none to all from the bottom up."""

    def __init__(self, x: float, y: float, first: date, last: date, wide_: float = _WIDE) -> None:
        self.left, self.top, self.wide = x + _LEFT, y, wide_
        self.first, self.last = first, max(last, first + timedelta(days=1))

    def x(self, day: date) -> float:
        inside = min(max(day, self.first), self.last)
        return self.left + self.wide * (inside - self.first).days / (self.last - self.first).days

    def y(self, share: Fraction) -> float:
        return self.top + _TALL * (1 - float(min(max(share, Fraction(0)), Fraction(1))))

    def axes(self) -> list[str]:
        """Lines at 0, 50 and 100 percent, and the months named as far as there is room."""
        parts = []
        for tick in (0, 50, 100):
            y = self.y(Fraction(tick, 100))
            parts += [
                line(self.left, y, self.left + self.wide, y, PALE),
                text(self.left - 9, y + 4, f"{tick}%", 10, "end", f'fill="{GREY}"'),
            ]
        end = self.left - 30
        for day in _months(self.first, self.last):
            x = self.x(day)
            parts.append(line(x, self.top + _TALL, x, self.top + _TALL + 4, GREY))
            name = wording.short_day(day)[:3]
            if x >= end + 6 and x + wide(name, 10) <= self.left + self.wide + 20:
                parts.append(text(x, self.top + _TALL + 15, name, 10, extra=f'fill="{GREY}"'))
                end = x + wide(name, 10)
        return parts

    def path(self, points: Sequence[Point], colour: str) -> list[str]:
        """A line through figures that follow each other, broken where one is not shown, and a disc for each."""
        parts: list[str] = []
        run: list[tuple[float, float]] = []
        for point in [*points, None]:
            share = point.figure.share if point else None
            if point is None or share is None:
                if len(run) > 1:
                    parts.append(_line_through(run, colour))
                run = []
            else:
                run.append((self.x(point.day), self.y(share)))
        return [*parts, *(self._disc(point, colour) for point in points if point.figure.share is not None)]

    def _disc(self, point: Point, colour: str) -> str:
        said = f"{point.said or wording.day(point.day)}: {point.figure.text}"
        share = point.figure.share or Fraction(0)
        centre = f'cx="{self.x(point.day):.1f}" cy="{self.y(share):.1f}"'
        return f'<circle {centre} r="2.6" fill="{colour}"><title>{escape(said)}</title></circle>'


def _line_through(run: Sequence[tuple[float, float]], colour: str) -> str:
    corners = "L".join(f"{x:.1f} {y:.1f}" for x, y in run)
    return f'<path d="M{corners}" fill="none" stroke="{colour}" stroke-width="1.6"/>'


def _months(first: date, last: date) -> list[date]:
    """The first days of the months from one day to the other."""
    found = []
    day = (
        first.replace(day=1) if first.day == 1 else (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    )
    while day <= last:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def panels_chart(found: Panels, name: str = "panels") -> str:
    """A panel a series, all over the same days."""
    days = [point.day for panel in found.panels for point in panel.points]
    first, last = min(days, default=date.min), max(days, default=date.min)
    parts: list[str] = []
    top, size = 0.0, _WIDE if len(found.panels) > 1 else _ALONE
    for at in range(0, len(found.panels), _ACROSS):
        row = found.panels[at : at + _ACROSS]
        heads = [wrapped(panel.name, size, 13) for panel in row]
        y = top + _HEAD + 15 * (max(len(one) for one in heads) - 1)
        for place, (panel, head) in enumerate(zip(row, heads, strict=True)):
            x = place * (_LEFT + size + _GAP)
            frame = _Frame(x, y, first, last, size)
            parts += label(frame.left, top + 16, head, 13, extra='font-weight="600"')
            parts += [*frame.axes(), *frame.path(panel.points, BLUE), *_last(frame, panel.points)]
        top = y + _TALL + _FOOT
    across = min(len(found.panels), _ACROSS)
    told = (
        f"{wording.count(len(found.panels), 'panel')}, each from 0 to 100 percent, {wording.days(first, last)}; "
        "a gap in a line is a week that is not shown. The table says the same in numbers."
    )
    return svg(name, across * (_LEFT + size + _GAP), top, found.title, told, parts)


def _last(frame: _Frame, points: Sequence[Point]) -> list[str]:
    """The latest figure that is shown, written beside its disc."""
    shown = [point for point in points if point.figure.share is not None]
    if not shown:
        return [
            text(
                frame.left + frame.wide / 2,
                frame.top + _TALL / 2 + 4,
                "not shown",
                11,
                "middle",
                f'fill="{GREY}"',
            )
        ]
    share = shown[-1].figure.share or Fraction(0)
    x = frame.x(shown[-1].day) + 6
    return [text(x, frame.y(share) + 4, wording.share(share), 11, extra='font-weight="600"')]


def tracks_chart(found: Tracks, name: str = "tracks") -> str:
    """A panel a goal: a ring for the baseline, a stepped broken line for the target, discs for what was measured."""
    parts: list[str] = []
    top, size = 0.0, _WIDE if len(found.tracks) > 1 else _ALONE
    for at in range(0, len(found.tracks), _ACROSS):
        row = found.tracks[at : at + _ACROSS]
        heads = [(wrapped(one.name, size, 13), wrapped(one.text, size, 11)) for one in row]
        height = max(15 * len(head) + 13 * len(words) for head, words in heads) + 14
        for place, (one, (head, words)) in enumerate(zip(row, heads, strict=True)):
            x = place * (_LEFT + size + _GAP)
            frame = _Frame(x, top + height, one.first, one.last, size)
            parts += label(frame.left, top + 16, head, 13, extra='font-weight="600"')
            parts += label(frame.left, top + 17 + 15 * len(head), words, 11, extra=f'fill="{GREY}"')
            parts += _track(frame, one, found.as_of)
        top += height + _TALL + _FOOT
    parts += _track_legend(top + 8)
    across = min(len(found.tracks), _ACROSS)
    told = "; ".join(_told(one) for one in found.tracks)
    return svg(name, max(across * (_LEFT + size + _GAP), 560), top + 20, found.title, told + ".", parts)


def _track(frame: _Frame, one: Track, as_of: date) -> list[str]:
    x = frame.x(as_of)
    parts = [*frame.axes(), line(x, frame.top - 4, x, frame.top + _TALL, GREY, 1, 'stroke-dasharray="2 3"')]
    steps = []
    for at, (since, share) in enumerate(one.targets):
        until = one.targets[at + 1][0] if at + 1 < len(one.targets) else one.last
        steps += [(frame.x(since), frame.y(share)), (frame.x(until), frame.y(share))]
    corners = "L".join(f"{x:.1f} {y:.1f}" for x, y in steps)
    parts.append(
        f'<path d="M{corners}" fill="none" stroke="{ORANGE}" stroke-width="1.6" stroke-dasharray="6 3"/>'
    )
    goal = one.targets[-1][1]
    below = 13 if goal > Fraction(17, 20) else -5
    parts.append(
        text(
            frame.left + frame.wide,
            frame.y(goal) + below,
            f"target {wording.share(goal)}",
            10,
            "end",
            f'fill="{ORANGE}"',
        )
    )
    if one.baseline is not None:
        y = frame.y(one.baseline)
        parts.append(
            f'<circle cx="{frame.left:.1f}" cy="{y:.1f}" r="4.5" fill="#fff" stroke="{BLUE}" stroke-width="1.8"/>'
        )
    return [*parts, *frame.path(one.points, BLUE), *_latest(frame, one.points)]


def _latest(frame: _Frame, points: Sequence[Point]) -> list[str]:
    shown = [point for point in points if point.figure.share is not None]
    if not shown:
        words = points[-1].figure.text if points else "not measured yet"
        return [text(frame.left + 12, frame.top + _TALL - 8, words, 11, extra=f'fill="{GREY}"')]
    share = shown[-1].figure.share or Fraction(0)
    return [
        text(
            frame.x(shown[-1].day) + 5,
            frame.y(share) + 13,
            wording.share(share),
            11,
            extra='font-weight="600"',
        )
    ]


def _track_legend(y: float) -> list[str]:
    return [
        f'<circle cx="{_LEFT + 6}" cy="{y - 4:.1f}" r="4.5" fill="#fff" stroke="{BLUE}" stroke-width="1.8"/>',
        text(_LEFT + 16, y, "baseline", 11),
        f'<circle cx="{_LEFT + 92}" cy="{y - 4:.1f}" r="2.6" fill="{BLUE}"/>',
        text(_LEFT + 102, y, "measured", 11),
        line(_LEFT + 178, y - 4, _LEFT + 204, y - 4, ORANGE, 1.6, 'stroke-dasharray="6 3"'),
        text(_LEFT + 210, y, "target, as it was written", 11),
        line(_LEFT + 366, y - 12, _LEFT + 366, y + 2, GREY, 1, 'stroke-dasharray="2 3"'),
        text(_LEFT + 374, y, "the day of this report", 11),
    ]


def _told(one: Track) -> str:
    latest = [point for point in one.points if point.figure.share is not None]
    now = f", last measured {latest[-1].figure.text}" if latest else ""
    start = f"from {wording.share(one.baseline)} " if one.baseline is not None else ""
    return f"{one.name}: {start}to {wording.share(one.targets[-1][1])}{now}"
