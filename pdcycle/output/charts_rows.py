"""Rows of shares and counts: the same share before and after, and levels in order."""

from __future__ import annotations

from pdcycle import wording
from pdcycle.output.charts_svg import (
    BLUE,
    GREY,
    ORANGE,
    PALE,
    column,
    escape,
    label,
    line,
    rect,
    svg,
    text,
    wide,
    wrapped,
)
from pdcycle.progress.digest import Band, Bands, Dots, Pair
from pdcycle.progress.privacy import Shown

_LEFT = 170
_WIDEST = 280
_TRACK = 380
_ROW = 30
_TALL = 18
_LINE = 14
_AIR = 10
"""Between a name and its row, as some fonts are wider than reckoned."""
_SHADES = ("#dbe9f3", "#a6cbe3", "#5b9bc8", "#0b5a91", "#083a5e", "#041f33")
"""From the lowest level to the highest: told apart by how dark they are, on any screen and in print."""
_TWO_WAYS = (ORANGE, PALE, BLUE)
_DARK = 3
"""From this shade on, numbers inside are white."""


def dots_chart(found: Dots, name: str = "dots") -> str:
    """A ring before, a disc after, and a line between; what is not shown says so."""
    left = column([pair.name for pair in found.pairs], _LEFT, _WIDEST) + _AIR
    parts, y = _dots_legend(found, left), 46.0
    for tick in (0, 25, 50, 75, 100):
        parts.append(text(left + _TRACK * tick / 100, 38, f"{tick}%", 10, "middle", f'fill="{GREY}"'))
    for pair in found.pairs:
        lines = wrapped(pair.name, left - _AIR - 12)
        tall = max(_ROW, _LINE * len(lines) + 14)
        parts += [line(left, y + tall / 2, left + _TRACK, y + tall / 2, PALE)]
        parts += label(4, y + tall / 2 + 4 - _LINE * (len(lines) - 1) / 2, lines)
        parts += _pair(pair, left, y + tall / 2, found)
        y += tall
    told = "; ".join(f"{one.name}: {one.before.text}, then {one.after.text}" for one in found.pairs)
    said = max((wide(_said(pair), 11) for pair in found.pairs), default=0)
    return svg(name, left + _TRACK + max(130, round(said) + 26), y + 8, found.title, told + ".", parts)


def _dots_legend(found: Dots, left: float) -> list[str]:
    after = left + 20 + wide(found.before, 11) + 24
    return [
        _ring(left + 6, 12, found.before),
        text(left + 16, 16, found.before, 11),
        _disc(after, 12, found.after),
        text(after + 10, 16, found.after, 11),
    ]


def _pair(pair: Pair, left: float, y: float, found: Dots) -> list[str]:
    marks, ends = [], []
    for figure, draw, word in ((pair.before, _ring, found.before), (pair.after, _disc, found.after)):
        if figure.share is not None:
            x = left + float(figure.share) * _TRACK
            ends.append(x)
            marks.append(draw(x, y, f"{pair.name}, {word}: {figure.text}"))
    parts = [line(min(ends), y, max(ends), y, BLUE, 2.4)] if len(ends) > 1 else []
    return [*parts, *marks, text(left + _TRACK + 14, y + 4, _said(pair), 11)]


def _said(pair: Pair) -> str:
    """Both figures in words; once where nothing is shown of either, for the same reason."""
    before, after = _short(pair.before), _short(pair.after)
    hidden = pair.before.share is None and pair.after.share is None
    return before if hidden and before == after else f"{before} → {after}"


def _short(figure: Shown) -> str:
    return wording.share(figure.share) if figure.share is not None else figure.text


def _ring(x: float, y: float, said: str) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#fff" stroke="{BLUE}" stroke-width="2">'
        f"<title>{escape(said)}</title></circle>"
    )


def _disc(x: float, y: float, said: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="{BLUE}"><title>{escape(said)}</title></circle>'


def bands_chart(found: Bands, name: str = "bands") -> str:
    """A bar a row, cut by how many are at each word; the number stands in its piece where there is room."""
    left = column([band.name for band in found.bands], _LEFT, _WIDEST) + _AIR
    parts, y = _bands_legend(found, left)
    for band in found.bands:
        lines = wrapped(band.name, left - _AIR - 12)
        tall = max(_ROW, _LINE * len(lines) + 14)
        parts += label(4, y + tall / 2 + 4 - _LINE * (len(lines) - 1) / 2, lines)
        parts += _band(band, found, left, y + (tall - _TALL) / 2)
        y += tall
    told = "; ".join(_told(band, found.words) for band in found.bands)
    return svg(name, left + _TRACK + 60, y + 6, found.title, told + ".", parts)


def _shade(found: Bands, at: int) -> tuple[str, str]:
    """The colour of a word and of the number on it."""
    if found.two_ways:
        return _TWO_WAYS[at], "#1d2733" if at == 1 else "#fff"
    return _SHADES[at % len(_SHADES)], "#fff" if at >= _DARK else "#1d2733"


def _bands_legend(found: Bands, left: float) -> tuple[list[str], float]:
    parts, x, y = [], left, 8.0
    for at, word in enumerate(found.words):
        needs = 20 + wide(word, 11) + 14
        if x + needs > left + _TRACK + 50 and x > left:
            x, y = left, y + 18
        parts += [rect(x, y, 12, 12, _shade(found, at)[0], f'stroke="{GREY}" stroke-width="0.6"')]
        parts.append(text(x + 18, y + 10, word, 11))
        x += needs
    return parts, y + 24


def _band(band: Band, found: Bands, x: float, y: float) -> list[str]:
    whole = sum(band.counts or ())
    if band.counts is None or not whole:
        return [text(x, y + 13, band.hidden or "nothing counted", 11, extra=f'fill="{GREY}"')]
    parts = []
    for at, (word, count) in enumerate(zip(found.words, band.counts, strict=True)):
        width = _TRACK * count / whole
        fill, ink = _shade(found, at)
        if count:
            edge = 'stroke="#fff" stroke-width="1"'
            parts.append(rect(x, y, width, _TALL, fill, edge, f"{band.name}, {word}: {count} of {whole}"))
            if width > wide(str(count), 11) + 6:
                parts.append(text(x + width / 2, y + 13, str(count), 11, "middle", f'fill="{ink}"'))
        x += width
    return [*parts, text(x + 8, y + 13, f"of {whole}", 11)]


def _told(band: Band, words: tuple[str, ...]) -> str:
    if band.counts is None:
        return f"{band.name}: {band.hidden}"
    return f"{band.name}: " + ", ".join(
        f"{count} {word}" for word, count in zip(words, band.counts, strict=True)
    )
