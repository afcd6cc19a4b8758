"""Things along the months: a teacher's journey by step, a program's year by activity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pdcycle import wording
from pdcycle.model.kinds import Step
from pdcycle.model.results import Occurrence, Program
from pdcycle.output.charts_marks import legend, mark, symbols
from pdcycle.output.charts_svg import BLUE, FAINT, GREY, PALE, column, label, line, rect, svg, text, wrapped
from pdcycle.progress.expectations import EXCUSED
from pdcycle.progress.journey import JourneyReport, Moment

_LEFT = 170
_WIDEST = 280
_WIDE = 620
_LANE = 26
_LINE = 14
_TOP = 40


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days from left to right."""

    first: date
    last: date
    left: float = _LEFT

    def x(self, day: date) -> float:
        inside = min(max(day, self.first), self.last)
        return self.left + _WIDE * (inside - self.first).days / max((self.last - self.first).days, 1)

    def months(self, bottom: float) -> list[str]:
        """A line and a name for each month that begins on the axis."""
        parts = []
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                parts.append(line(self.x(day), _TOP - 8, self.x(day), bottom))
            shown = max(day, self.first)
            parts.append(
                text(self.x(shown) + 3, _TOP - 14, wording.short_day(day)[:3], 11, extra=f'fill="{GREY}"')
            )
            day = (day + timedelta(days=31)).replace(day=1)
        return parts

    def today(self, day: date, bottom: float) -> list[str]:
        """The line of the day the report is of."""
        if not self.first <= day <= self.last:
            return []
        x = self.x(day)
        dashed = 'stroke-dasharray="5 3"'
        return [
            line(x, _TOP - 6, x, bottom, "currentColor", 1.2, dashed),
            text(x + 3, 12, wording.short_day(day), 11),
        ]


def journey_chart(report: JourneyReport, name: str = "journey") -> str:
    """The journey's dated things in ten lanes, a lane a step; what has no step stands in the first."""
    if not report.moments:
        return svg(
            name,
            _LEFT + _WIDE,
            30,
            report.title,
            "Nothing is dated yet.",
            [text(4, 20, "Nothing dated yet.")],
        )
    ends = [item.until or item.day for item in report.moments]
    axis = _Axis(min(item.day for item in report.moments), max(ends) + timedelta(days=7))
    bottom = _TOP + _LANE * len(Step)
    used = ("goal", "due", "seen")
    parts = [
        symbols(name, used),
        *_lanes(
            [[f"{step.number} {step.heading}"] for step in Step],
            [float(_TOP + _LANE * at) for at, _ in enumerate(Step)],
            _LEFT,
        ),
        *axis.months(bottom),
    ]
    parts += axis.today(report.basis.as_of, bottom)
    for item in report.moments:
        y = _TOP + _LANE * ((item.step.number if item.step else 1) - 0.5)
        parts += _moment(name, axis, item, y)
    parts += legend(name, used, 4, bottom + 22, {"due": "planned"})
    desc = f"{wording.count(len(report.moments), 'dated thing')} from {wording.days(axis.first, max(ends))}."
    return svg(name, _LEFT + _WIDE + 20, bottom + 32, f"{report.name}: {report.title}", desc, parts)


def _moment(name: str, axis: _Axis, item: Moment, y: float) -> list[str]:
    told = ": ".join(part for part in (wording.day(item.day), item.title, item.state) if part)
    x = axis.x(item.day)
    if item.kind == "planned" and item.until is not None:
        width = max(axis.x(item.until) - x, 3)
        return [rect(x, y - 4, width, 8, "none", f'rx="4" stroke="{BLUE}" stroke-width="1.2"', told)]
    key = {"evidence": "seen", "planned": "due"}.get(item.kind, "goal")
    return [mark(name, key, x, y, told)]


def year_chart(program: Program, as_of: date, name: str = "year") -> str:
    """A program's year: a lane an activity, a bar a window, a tick an event; cycles named above."""
    items = [item for item in program.occurrences if item.standing not in EXCUSED]
    if not items or not program.cycles:
        return svg(
            name,
            _LEFT + _WIDE,
            30,
            program.title,
            "Nothing is planned yet.",
            [text(4, 20, "Nothing planned.")],
        )
    lanes = _activities(items)
    first = min(*(_first(item) for item in items), *(cycle.first for cycle in program.cycles))
    last = max(*(item.last for item in items), *(cycle.last for cycle in program.cycles))
    left = column(lanes, _LEFT, _WIDEST)
    axis = _Axis(first, last, left)
    names = [wrapped(name, left - 10) for name in lanes]
    tops = [float(_TOP)]
    for lines in names:
        tops.append(tops[-1] + max(_LANE, _LINE * len(lines) + 8))
    bottom = tops.pop()
    parts = []
    for place, cycle in enumerate(program.cycles):
        x = axis.x(cycle.first)
        shade = FAINT if place % 2 == 0 else "none"
        parts.append(rect(x, _TOP - 6, axis.x(cycle.last) - x, bottom - _TOP + 6, shade, said=cycle.title))
    parts += [*_lanes(names, tops, left), *axis.months(bottom), *axis.today(as_of, bottom)]
    for top, end, own in zip(tops, [*tops[1:], bottom], lanes.values(), strict=True):
        parts += _spans(axis, own, (top + end) / 2)
    told = ", ".join(f"{cycle.title} {wording.days(cycle.first, cycle.last)}" for cycle in program.cycles)
    return svg(name, left + _WIDE + 20, bottom + 10, program.title, told + ".", parts)


def _first(item: Occurrence) -> date:
    return item.binding.day if item.binding else item.first


def _activities(items: Iterable[Occurrence]) -> dict[str, list[Occurrence]]:
    """By title, in the order things begin."""
    lanes: dict[str, list[Occurrence]] = {}
    for item in sorted(items, key=lambda item: (_first(item), item.step.number, item.title, item.id)):
        lanes.setdefault(f"{item.step.number} {item.title}", []).append(item)
    return lanes


def _spans(axis: _Axis, items: list[Occurrence], y: float) -> list[str]:
    """Each distinct bar or tick once, however many people share it, with how many do."""
    counts: dict[tuple[date, date, bool], int] = {}
    for item in items:
        dated = item.event and item.binding is not None
        key = (_first(item), _first(item) if dated else item.last, dated)
        counts[key] = counts.get(key, 0) + 1
    parts = []
    for (first, last, dated), count in sorted(counts.items()):
        x = axis.x(first)
        told = f"{items[0].title}, {wording.days(first, last)}" + (f", {count} times" if count > 1 else "")
        if dated:
            parts.append(rect(x - 1.5, y - 8, 3, 16, BLUE, said=told))
        else:
            outline = f'fill-opacity="0.35" stroke="{BLUE}" rx="3"'
            parts.append(rect(x, y - 5, max(axis.x(last) - x, 3), 10, PALE, outline, told))
    return parts


def _lanes(names: list[list[str]], tops: list[float], left: float) -> list[str]:
    """A line and a name, in its lines, for each lane from its top on."""
    parts = []
    for lines, y in zip(names, tops, strict=True):
        parts.append(line(0, y, left + _WIDE, y, FAINT))
        parts += label(4, y + _LANE / 2 + 4, lines)
    return parts
