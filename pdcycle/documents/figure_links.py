"""Links from a report's figures to the pages of what stands behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pdcycle.documents.figure_pages import figure_pages, trace_of
from pdcycle.documents.site import ReportPage
from pdcycle.progress.explanations import Explanation


def traced(page: ReportPage, explained: Sequence[Explanation]) -> ReportPage:
    """The page with each figure linked to a page of what stands behind it."""
    if not explained:
        return page
    values = {**page.values, "trace": trace_of(page.path)}
    return replace(page, values=values, figures=figure_pages(explained, page.path))
