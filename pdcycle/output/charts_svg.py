"""SVG as text: no script, no network, no font of its own; the same values give the same bytes.

Text takes the page's colour. Colours are ones that colour-blind readers tell apart and are never alone: a
shape or a letter says the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as _escape

BLUE = "#0072b2"
ORANGE = "#b35900"
RED = "#a3123a"
GREEN = "#00664b"
GREY = "#6b6b6b"
PALE = "#d9d9d9"
FAINT = "#f0f0f0"

_FONT = "font-family=\"system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif\""


def escape(words: str) -> str:
    """Words as XML takes them: control characters, which it forbids, become blanks."""
    return _escape("".join(char if char.isprintable() else " " for char in words))


def svg(name: str, width: float, height: float, title: str, desc: str, parts: Iterable[str]) -> str:
    """A picture; `name` makes its ids, so no two pictures of a page may share it."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {num(width)} {num(height)}" width="{num(width)}" '
        f'height="{num(height)}" role="img" aria-labelledby="{escape(name)}-t {escape(name)}-d" {_FONT} '
        'fill="currentColor" style="max-width:100%;height:auto">'
    )
    told = f'<title id="{escape(name)}-t">{escape(title)}</title><desc id="{escape(name)}-d">{escape(desc)}</desc>'
    return "\n".join((head, told, *parts, "</svg>")) + "\n"


def num(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def text(x: float, y: float, words: str, size: float = 12, anchor: str = "start", extra: str = "") -> str:
    """Words with their baseline at `y`; `extra` are further attributes."""
    space = " " if extra else ""
    return f'<text x="{num(x)}" y="{num(y)}" font-size="{num(size)}" text-anchor="{anchor}"{space}{extra}>{escape(words)}</text>'


def rect(x: float, y: float, width: float, height: float, fill: str, extra: str = "", said: str = "") -> str:
    """A rectangle; `said` is what a pointer or a screen reader is told of it."""
    space = " " if extra else ""
    start = f'<rect x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(height)}" fill="{fill}"{space}{extra}'
    return f"{start}><title>{escape(said)}</title></rect>" if said else f"{start}/>"


def line(
    x1: float, y1: float, x2: float, y2: float, stroke: str = PALE, width: float = 1, extra: str = ""
) -> str:
    """A straight line."""
    space = " " if extra else ""
    return (
        f'<line x1="{num(x1)}" y1="{num(y1)}" x2="{num(x2)}" y2="{num(y2)}" stroke="{stroke}" '
        f'stroke-width="{num(width)}"{space}{extra}/>'
    )


def wide(words: str, size: float = 12) -> float:
    """About how many pixels words take, on the wide side: no font is at hand to ask."""
    return sum(_WIDTHS.get(char, 0.69 if char.isupper() else 0.57) for char in words) * size


_WIDTHS = {
    **dict.fromkeys("iljI.,:;'|! ", 0.31),
    **dict.fromkeys("ftr()[]/-", 0.4),
    **dict.fromkeys("mwMW@%", 0.9),
}


def wrapped(words: str, width: float, size: float = 12) -> list[str]:
    """The words in lines of about that many pixels, nothing left out; a word that is longer is broken."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if wide(longer, size) <= width:
            lines[-1] = longer
            continue
        *whole, rest = _broken(word, width, size)
        lines += [*whole, rest]
    return [one for one in lines if one] or [""]


def _broken(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and wide(pieces[-1] + char, size) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def label(
    x: float, y: float, lines: Iterable[str], size: float = 12, anchor: str = "start", extra: str = ""
) -> list[str]:
    """Lines of words, the first with its baseline at `y`."""
    return [text(x, y + at * (size + 2), one, size, anchor, extra) for at, one in enumerate(lines)]


def column(words: Iterable[str], least: float, most: float, size: float = 12) -> float:
    """How wide a column of labels is made for these to stand in it whole, within bounds; beyond them they wrap."""
    longest = max((wide(one, size) for one in words), default=0)
    return min(max(least, round(longest + 14)), most)


def cut(words: str, width: float, size: float = 12) -> str:
    """The words, shortened with an ellipsis to about that many pixels: for boxes whose place is a time of day."""
    most = max(1, int(width / (size * 0.56)))
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
