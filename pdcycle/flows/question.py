"""What if some lines read otherwise: whether everything looked at could then have a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pdcycle.diagnostics import Diagnostic, Severity, has_errors
from pdcycle.flows.district import District, expanded
from pdcycle.flows.waves import WAVES, asked, bindings, days_of
from pdcycle.model.results import Event, Occurrence, Program
from pdcycle.program.calendar import compile_calendar
from pdcycle.program.calendar_checks import check_calendar
from pdcycle.program.staging import Authorship
from pdcycle.rules.naming import home
from pdcycle.schedule.clash import OutOfEffort
from pdcycle.schedule.days import Days
from pdcycle.schedule.lifting import Change, changed
from pdcycle.schedule.place import placeable

EFFORT = 400_000
"""Occurrences that may be expanded in all, to answer the questions of one run."""


@dataclass(slots=True)
class Effort:
    """How much may still be asked: counted in occurrences, so that it is the same on every machine."""

    left: int = EFFORT

    def take(self, amount: int) -> None:
        """Pay for a question; raises OutOfEffort."""
        if self.left < amount:
            raise OutOfEffort
        self.left -= amount


@dataclass(slots=True)
class Question:
    """Asks whether the events of some people, in the programs they are in, could all be placed.

    `aside` are ids that are left out: what has no place for another reason.
    """

    district: District
    published: Mapping[str, Event]
    as_of: date
    people: frozenset[str]
    programs: frozenset[str]
    aside: frozenset[str]
    effort: Effort
    _slips: frozenset[tuple[str, str]] = frozenset()
    _answers: dict[tuple[frozenset[Change], frozenset[tuple[str, str]]], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        own = tuple(one for one in self.district.authored if one.id in self.programs)
        self.district = replace(self.district, authored=own)
        self._slips = _slips(expanded(self.district, bindings(self.published))[1])

    def possible(self, changes: Iterable[Change] = (), without: Iterable[tuple[str, str]] = ()) -> bool:
        """Whether all can be placed with these edits and without these activities; what is not found out counts as no."""
        key = frozenset(changes), frozenset(without)
        if key not in self._answers:
            self._answers[key] = self._asked(*key)
        return self._answers[key]

    def _asked(self, changes: frozenset[Change], without: frozenset[tuple[str, str]]) -> bool:
        district = edited(self.district, sorted(changes, key=str))
        if district is None or district.calendar is None:
            return False
        days = days_of(district)
        found: dict[str, Event] = {}
        for wave in range(WAVES):
            programs, slips = expanded(district, bindings({**self.published, **found}))
            self.effort.take(max(1, sum(len(one.occurrences) for one in programs)))
            if wave == 0 and not _slips(slips) <= self._slips:
                return False
            open_ = [item for item in self._open(programs, without) if item.id not in found]
            ready = [item for item in open_ if not item.waits] or open_
            if not ready:
                return True
            answer, bound = self._placed(ready, days, found)
            if not answer:
                return False
            found |= bound
        return False

    def _placed(
        self, ready: list[Occurrence], days: Days, found: Mapping[str, Event]
    ) -> tuple[bool | None, dict[str, Event]]:
        return placeable(ready, days, published=self.published, busy=found.values(), as_of=self.as_of)

    def _open(self, programs: tuple[Program, ...], without: frozenset[tuple[str, str]]) -> list[Occurrence]:
        return [
            item
            for program in programs
            for item in program.occurrences
            if asked(item)
            and item.id not in self.aside
            and (item.program, item.activity) not in without
            and not self.people.isdisjoint((*item.people, *item.lead))
        ]


def edited(district: District, changes: Iterable[Change]) -> District | None:
    """The district with these edits; None where it could not be read any more."""
    workspace = changed(district.workspace, changes)
    if workspace is None:
        return None
    if workspace is district.workspace:
        return district
    calendar = district.calendar
    if workspace.calendar is not None and workspace.calendar is not district.workspace.calendar:
        if has_errors(check_calendar(workspace.calendar, home(workspace, "calendar"))):
            return None
        calendar = compile_calendar(workspace.calendar)
    authored = tuple(Authorship(one.id, workspace.programs[one.id], one.place) for one in district.authored)
    return District(workspace, calendar, authored, ())


def _slips(found: Iterable[Diagnostic]) -> frozenset[tuple[str, str]]:
    return frozenset((one.code, one.message) for one in found if one.severity is Severity.ERROR)
