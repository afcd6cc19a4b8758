"""Goals with their history: a revision keeps what it leaves out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pdcycle.diagnostics import Route
from pdcycle.language.time import When
from pdcycle.model.program import GoalRevision, Threshold
from pdcycle.model.results import Goal, Revision


def goal(
    owner: str,
    written: tuple[GoalRevision, ...],
    place: Route,
    day: Callable[[When, Route], date | None],
    inherited: Revision | None = None,
) -> Goal | None:
    """The goal as it read over time, oldest first; `day` turns a `by:` into its date.

    `inherited` is what a school's goal keeps of the district's until it says otherwise.
    """
    if not written:
        return None
    revisions: list[Revision] = []
    before = inherited
    order = sorted(range(len(written)), key=lambda index: (written[index].since or date.min, index))
    for index in order:
        entry = written[index]
        by = day(entry.by, place.at(index, "by")) if entry.by is not None else None
        threshold = entry.measure if isinstance(entry.measure, Threshold) else None
        measure = _measure(entry.measure)
        kept = before or Revision(None, None, None, None, None, None, None, None, None)
        replaced = entry.measure is not None
        before = Revision(
            since=entry.since,
            text=entry.text or kept.text,
            apply=entry.apply or kept.apply,
            measure=measure if replaced else kept.measure,
            component=(threshold.component if threshold else None) if replaced else kept.component,
            at_least=(threshold.at_least if threshold else None) if replaced else kept.at_least,
            baseline=entry.baseline or kept.baseline,
            target=entry.target or kept.target,
            by=by or kept.by,
        )
        revisions.append(before)
    return Goal(owner, tuple(revisions), place)


def _measure(written: Threshold | str | None) -> str | None:
    if isinstance(written, Threshold):
        return f"{written.component} at least {written.at_least}"
    return written
