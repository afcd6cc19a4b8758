"""What a year asks of somebody, week by week, against the time they have: the values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pdcycle.schedule.break_outs import Floor

SHARE = Fraction(60, 100)
"""How much of the contract's time may go into leading: Sweeney's 60 % of a coach's time in cycles."""
LOG = 10
"""Minutes to write up a talk, a visit or anything else that expects a log or an observation."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is taken for granted: the part of free duty time that may go into leading, minutes for each write-up."""

    share: Fraction = SHARE
    log: int = LOG


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """One person's week, named by its Monday, in minutes: what leading, ways and logs ask of what there is.

    `events` counts what is led, the items of one meeting once; `events_allowed` is the contract's limit, None where
    there is none that a week is held to.
    """

    monday: date
    led: int
    travel: int
    logs: int
    available: int
    events: int = 0
    events_allowed: int | None = None

    @property
    def asked(self) -> int:
        """Minutes of everything together."""
        return self.led + self.travel + self.logs

    @property
    def crowded(self) -> bool:
        """Whether more events are asked than the contract allows."""
        return self.events_allowed is not None and self.events > self.events_allowed

    @property
    def over(self) -> bool:
        """Whether more is asked than there is, in minutes or in events."""
        return self.asked > self.available or self.crowded


@dataclass(frozen=True, slots=True)
class Stretch:
    """A month, a term or the year in which the contract limits how many events somebody leads."""

    name: str
    events: int
    allowed: int

    @property
    def over(self) -> bool:
        """Whether more is asked than the contract allows."""
        return self.events > self.allowed


@dataclass(frozen=True, slots=True)
class Relief:
    """What would bring one week under; what is None or empty is no way out.

    `minutes` is what is asked too much. `moves` are labels of events with the Monday of the week they could be in
    instead, in that order; `share` is the least whole percentage at which the minutes fit, `events` the least number
    that `contract: visits:` would have to allow, `helper` another coach with time left for the minutes. A week that
    asks too much in both needs `share` and `events` together.
    """

    monday: date
    minutes: int
    events: int | None = None
    moves: tuple[tuple[str, date], ...] = ()
    share: Fraction | None = None
    helper: str | None = None


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """One person's year; weeks in which nobody is on duty and nothing is asked are left out.

    `share` is the part of this person's free time on duty that is available, `reliefs` one for each week that asks too
    much and is not over.
    """

    person: str
    role: str
    weeks: tuple[WeekLoad, ...]
    break_outs: Floor | None = None
    share: Fraction = SHARE
    stretches: tuple[Stretch, ...] = ()
    reliefs: tuple[Relief, ...] = ()

    @property
    def over(self) -> tuple[WeekLoad, ...]:
        """The weeks that ask too much."""
        return tuple(week for week in self.weeks if week.over)

    @property
    def fits(self) -> bool:
        """Whether nothing asks too much."""
        return not self.over and not any(stretch.over for stretch in self.stretches)


@dataclass(frozen=True, slots=True)
class Capacity:
    """Coaches, principals and mentors, sorted by role and id, with the share of time taken for available.

    `others` lead something now and then.
    """

    people: tuple[PersonLoad, ...]
    share: Fraction
    others: tuple[PersonLoad, ...] = ()
    assumed: Assumed = Assumed()

    @property
    def fits(self) -> bool:
        """Whether nothing asks too much of anybody."""
        return all(person.fits for person in (*self.people, *self.others))
