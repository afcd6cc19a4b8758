"""One mark a state: told apart by shape first, by colour second."""

from __future__ import annotations

from collections.abc import Mapping

from pdcycle.model.results import Met
from pdcycle.output.charts_svg import BLUE, GREY, ORANGE, RED, escape, num, text

_SHAPES = {
    "on-time": f'<circle r="5" fill="{BLUE}"/><path d="M-2.4 0l1.8 1.9 3-3.6" fill="none" stroke="#fff" stroke-width="1.5"/>',
    "late": f'<path d="M0-5.4L5.4 4.4H-5.4Z" fill="{ORANGE}"/>',
    "due": f'<circle r="4.4" fill="none" stroke="{BLUE}" stroke-width="1.4"/>',
    "overdue": f'<rect x="-5" y="-5" width="10" height="10" fill="none" stroke="{RED}" stroke-width="1.6"/>'
    f'<path d="M0-3V1M0 2.4V3.4" stroke="{RED}" stroke-width="1.6"/>',
    "missed": '<path d="M-3.6-3.6L3.6 3.6M3.6-3.6L-3.6 3.6" stroke="currentColor" stroke-width="1.7"/>',
    "ahead": f'<circle r="1.5" fill="{GREY}"/>',
    "unknown": f'<text y="3.6" font-size="10" text-anchor="middle" fill="{GREY}">?</text>',
    "out": f'<path d="M-3.5 0H3.5" stroke="{GREY}" stroke-width="1.3"/>',
    "goal": '<path d="M0-5.5L5.5 0 0 5.5-5.5 0Z" fill="none" stroke="currentColor" stroke-width="1.4"/>',
    "seen": f'<path d="M0-5.5L5.5 0 0 5.5-5.5 0Z" fill="{BLUE}"/>',
}

OF_MET = {
    Met.ON_TIME: "on-time",
    Met.LATE: "late",
    Met.DUE: "due",
    Met.MISSED: "missed",
    Met.AHEAD: "ahead",
    Met.LAPSED: "out",
    Met.EXCUSED: "out",
    Met.UNKNOWN: "unknown",
}

SAID = {
    "on-time": "on time",
    "late": "late",
    "due": "due",
    "overdue": "overdue",
    "missed": "not seen",
    "ahead": "ahead",
    "out": "cancelled or left",
    "unknown": "not known",
    "goal": "goal or approval",
    "seen": "evidence",
}


def symbols(name: str, used: tuple[str, ...]) -> str:
    """The definitions of the marks a picture uses."""
    shapes = "".join(f'<g id="{escape(name)}-{key}">{_SHAPES[key]}</g>' for key in used)
    return f"<defs>{shapes}</defs>"


def mark(name: str, key: str, x: float, y: float, said: str = "") -> str:
    """A mark of a picture at a point, with what is said of it."""
    start = f'<use href="#{escape(name)}-{key}" x="{num(x)}" y="{num(y)}"'
    return f"{start}><title>{escape(said)}</title></use>" if said else f"{start}/>"


def legend(
    name: str, used: tuple[str, ...], x: float, y: float, words: Mapping[str, str] | None = None
) -> list[str]:
    """The marks with their words, in one line; `words` says some of them otherwise."""
    said = {**SAID, **(words or {})}
    parts = []
    for key in used:
        parts += [mark(name, key, x + 6, y - 4), text(x + 16, y, said[key], 11)]
        x += 34 + 6.2 * len(said[key])
    return parts
