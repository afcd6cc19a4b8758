"""The ten steps of the cycle, as ten tiles in two rows."""

from __future__ import annotations

from collections.abc import Sequence

from pdcycle.output.charts_svg import BLUE, GREEN, GREY, ORANGE, RED, rect, svg, text
from pdcycle.output.reports_basis import STATES
from pdcycle.progress.reports import StepLine

_SIGNS = {
    "done": ("✓", GREEN),
    "partly": ("◐", ORANGE),
    "due": ("○", BLUE),
    "skipped": ("✕", RED),
    "ahead": ("…", GREY),
    "untracked": ("–", GREY),  # noqa: RUF001  the dash people read
    "none": ("", GREY),
    "hidden": ("?", GREY),
    "unknown": ("?", GREY),
}
_WIDTH = 150
_HEIGHT = 78


def steps_chart(steps: Sequence[StepLine], title: str, name: str = "steps") -> str:
    """Each step with its number, its name, where it stands and how much of it is shown."""
    parts = []
    for place, step in enumerate(steps):
        parts += _tile(step, 4 + place % 5 * (_WIDTH + 4), 4 + place // 5 * (_HEIGHT + 4))
    rows = -(-len(steps) // 5)
    told = "; ".join(f"{item.step.number} {item.step.heading}: {STATES[item.state]}" for item in steps)
    return svg(name, 5 * (_WIDTH + 4) + 4, rows * (_HEIGHT + 4) + 4, title, told + ".", parts)


def _tile(step: StepLine, x: float, y: float) -> list[str]:
    sign, colour = _SIGNS[step.state]
    dashed = (
        ' stroke-dasharray="4 3"' if step.state in ("ahead", "untracked", "none", "hidden", "unknown") else ""
    )
    figure = step.figure
    parts = [
        rect(x, y, _WIDTH, _HEIGHT, "none", f'rx="6" stroke="{colour}" stroke-width="1.5"{dashed}'),
        text(x + 10, y + 22, str(step.step.number), 16, extra='font-weight="700"'),
        text(x + _WIDTH - 10, y + 22, sign, 16, "end", f'fill="{colour}" font-weight="700"'),
        text(x + 10, y + 40, step.step.heading, 12),
        text(x + 10, y + 56, STATES[step.state], 11, extra=f'fill="{colour}"'),
    ]
    if figure.denominator and figure.numerator is not None:
        full = _WIDTH - 20
        parts.append(rect(x + 10, y + 64, full, 5, "none", f'stroke="{GREY}" stroke-width="0.6"'))
        parts.append(rect(x + 10, y + 64, full * figure.numerator / figure.denominator, 5, colour))
        parts.append(text(x + _WIDTH - 10, y + 56, f"{figure.numerator}/{figure.denominator}", 11, "end"))
    return parts
