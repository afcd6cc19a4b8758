"""The pictures of a digest, part by part."""

from __future__ import annotations

from pdcycle.output.capacity_chart import load_chart
from pdcycle.output.charts_panels import panels_chart, tracks_chart
from pdcycle.output.charts_rows import bands_chart, dots_chart
from pdcycle.progress.digest import Bands, Digest, Dots, Load, Panels, Picture


def digest_pictures(report: Digest) -> dict[str, str]:
    """Every picture by its part's id and its place in the part, as `goals:0`."""
    return {
        f"{part.id}:{at}": _drawn(picture, f"{part.id}-{at}")
        for part in report.parts
        for at, picture in enumerate(part.pictures)
    }


def _drawn(picture: Picture, name: str) -> str:
    if isinstance(picture, Panels):
        return panels_chart(picture, name)
    if isinstance(picture, Load):
        return load_chart(picture, name)
    if isinstance(picture, Dots):
        return dots_chart(picture, name)
    return bands_chart(picture, name) if isinstance(picture, Bands) else tracks_chart(picture, name)
