"""hours/*.yaml: what a state asks of an educator in hours, as dated data with its source."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from pdcycle.model.authored import Authored
from pdcycle.model.fields import Day, FieldError, Flag, Hours, Minutes, Prose, Share, Slug, Whole

CATEGORIES = ("online", "live", "coaching")
"""What pdcycle can tell apart: a course at one's own pace, a session attended, a talk with a coach."""


class Rounding(Authored):
    """How the minutes of each single activity become credit: to multiples of `to`, `down` or to the `nearest`."""

    to: Minutes = 1
    how: Literal["down", "nearest"] = "down"
    note: Prose | None = None

    @model_validator(mode="after")
    def _some(self) -> Rounding:
        if self.to < 1:
            raise FieldError("credit is rounded to minutes", "write for example `to: 15 min`")
        return self


class Cap(Authored):
    """The most of one category that counts, as hours or as a share of what is required."""

    category: Slug
    hours: Hours | None = None
    share: Share | None = None


class Part(Authored):
    """What must be of one kind, as hours or as a share of what is required."""

    tag: Slug
    hours: Hours | None = None
    share: Share | None = None


class HoursRule(Authored):
    """One state's rule: `required` hours in `years`, where it was read (`source`) and when (`as_of`).

    `credits` are the hours a semester credit and the like are worth. `counts` says under which category of the rule
    pdcycle's own (online, live, coaching) fall; a cap on any other category, and every part, is told and not checked.
    """

    hours: Prose
    id: Slug | None = None
    about: Prose | None = None
    required: Hours
    years: Whole
    rounding: Rounding = Rounding()
    credits: dict[Prose, Hours] = Field(default_factory=dict)
    caps: tuple[Cap, ...] = ()
    parts: tuple[Part, ...] = ()
    counts: dict[Slug, Slug] = Field(default_factory=dict)
    carry_over: Flag | None = None
    retain_years: Whole | None = None
    source: Prose
    as_of: Day

    def category(self, ours: str) -> str:
        """The rule's category for one of pdcycle's."""
        return self.counts.get(ours, ours)

    def most(self, ours: str) -> Decimal | None:
        """The most hours of one of pdcycle's categories that count; None where there is no cap."""
        limits = [
            limit
            for cap in self.caps
            if cap.category == self.category(ours) and (limit := self._limit(cap)) is not None
        ]
        return min(limits, default=None)

    def _limit(self, cap: Cap) -> Decimal | None:
        if cap.hours is not None or cap.share is None:
            return cap.hours
        return self.required * cap.share.numerator / cap.share.denominator

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The caps and parts that no export tells about, as words."""
        known = {self.category(ours) for ours in CATEGORIES}
        caps = [f"the cap on {cap.category}" for cap in self.caps if cap.category not in known]
        return (*caps, *(f"the part for {part.tag}" for part in self.parts))
