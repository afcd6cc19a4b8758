"""Rows of substitutes: sessions that needed them, courses that did without, and what is assumed of their price."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle.model.kinds import Kind
from pdcycle.model.results import Met
from pdcycle.progress.columns import Row
from pdcycle.progress.expectations import EXCUSED
from pdcycle.progress.facts import Facts

HALF_DAY = 210
"""Minutes of teaching a substitute's half-day covers; districts pay no less than a half-day."""


def cover(facts: Facts) -> Iterator[Row]:
    """`used`: past sessions for which substitutes were booked. `avoided`: courses completed at one's own pace.

    A completed course counts once a person, at the catalog's hours, as if it had been a session in school time.
    """
    occurrences = facts.occurrences
    for event in facts.schedule.events if facts.schedule else ():
        item = occurrences.get(event.id)
        held = event.state != "cancelled" and (item is None or item.standing not in EXCUSED)
        if held and event.substitutes and event.day <= facts.as_of:
            school = event.schools[0] if len(event.schools) == 1 else ""
            yield event.id, event.program, school, "used", event.minutes, event.substitutes
    for match in facts.progress.matches:
        item = occurrences.get(match.expectation.occurrence)
        if item is None or item.kind is not Kind.COURSE or match.met not in (Met.ON_TIME, Met.LATE):
            continue
        known = facts.catalog.list.get(item.item or "") if facts.catalog else None
        if "completion" in match.expectation.kinds and known is not None and known.hours:
            person = match.expectation.person
            yield item.id, item.program, facts.school_of(person), "avoided", int(known.hours * 60), 1


def assumptions(facts: Facts) -> Iterator[Row]:
    """What money is reckoned with: the price of a substitute's day in hundredths, the half-day, who says so."""
    costs = facts.costs
    yield "substitute_day", int(costs.substitute_day * 100), costs.currency
    yield "half_day_minutes", HALF_DAY, "a course of up to this length would have taken half a day"
    yield "source", 0, costs.source or "nobody says where the price is from"
