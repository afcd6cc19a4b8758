"""Pages of what stands behind figures, for those who may see people: a coach, and a person their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdcycle.progress.explanations import Counted, Explanation, by_name

MOST = 1000
"""How many things one page lists; the command lists them all."""


@dataclass(frozen=True, slots=True)
class FigurePart:
    """What is counted under one heading, by whose it is."""

    heading: str
    people: tuple[tuple[str, tuple[Counted, ...]], ...]


@dataclass(frozen=True, slots=True)
class FigurePage:
    """One figure explained; `left_out` things are not listed, `path` is the page's own under the site's root."""

    found: Explanation
    parts: tuple[FigurePart, ...]
    left_out: int
    path: str
    back: str
    """From this page to the report."""

    @property
    def title(self) -> str:
        """What the page is called."""
        return f"Figure {self.found.number}: {self.found.title}"


@dataclass(frozen=True, slots=True)
class Trace:
    """How a report's page links a figure to what stands behind it: `before`, its number, `after`."""

    before: str
    after: str = ""


INSIDE = Trace("#figure-")
"""Where the explanations stand on the report's own page."""


def figure_pages(explained: Sequence[Explanation], report: str) -> tuple[FigurePage, ...]:
    """A page a figure, in a folder beside the report's page at `report`."""
    folder = report.removesuffix(".html")
    back = f"../{report.rpartition('/')[2]}"
    return tuple(_page(found, f"{folder}/{found.number}.html", back) for found in explained)


def trace_of(report: str) -> Trace:
    """The links from a report's page at `report` to the pages beside it."""
    return Trace(f"{report.removesuffix('.html').rpartition('/')[2]}/", ".html")


def _page(found: Explanation, path: str, back: str) -> FigurePage:
    room, parts, left = MOST, [], 0
    for heading, several in found.sections:
        shown = several[:room]
        room -= len(shown)
        left += len(several) - len(shown)
        parts.append(FigurePart(heading, tuple(by_name(shown))))
    return FigurePage(found, tuple(parts), left, path, back)
