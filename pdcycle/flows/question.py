"""What if some lines read otherwise: whether everything looked at could then have a place."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
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
from pdcycle.schedule.candidates import Request
from pdcycle.schedule.clash import OutOfEffort
from pdcycle.schedule.days import Days
from pdcycle.schedule.lifting import PREP, Change, changed
from pdcycle.schedule.place import placeable
from pdcycle.schedule.problem import Slot
from pdcycle.workspace.load import SETTINGS
from pdcycle.workspace.roster import ABSENCES, TIMETABLE

EFFORT = 60_000
"""Occurrences that may be expanded or placed in all, to answer the questions of one run."""

NO_DATES = ("contract", "blackouts")
"""What of calendar.yaml moves no window."""

Lifted = tuple[str, str]


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
    """Asks whether the events of some people in a span could all be placed, around what else has a place.

    `aside` are ids that are left out, because they have no place for another reason; `placed` what the schedule
    found for everything, which outside the span stays.
    """

    district: District
    published: Mapping[str, Event]
    placed: Mapping[str, Event]
    as_of: date
    people: frozenset[str]
    programs: frozenset[str]
    span: tuple[date, date]
    aside: frozenset[str]
    effort: Effort
    _slips: frozenset[tuple[str, str]] = frozenset()
    _around: dict[str, Event] = field(default_factory=dict)
    _answers: dict[tuple[frozenset[Change], frozenset[Lifted]], bool] = field(default_factory=dict)
    _days: dict[frozenset[Change], Days] = field(default_factory=dict)
    _slots: dict[frozenset[Change], dict[Request, tuple[Slot, ...]]] = field(default_factory=dict)
    _programs: dict[Hashable, tuple[tuple[Program, ...], frozenset[tuple[str, str]]]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        own = tuple(one for one in self.district.authored if one.id in self.programs)
        self.district = replace(self.district, authored=own)
        programs, self._slips = self._expanded(self.district, frozenset(), self.published)
        inside = {item.id for program in programs for item in program.occurrences if self._is_inside(item)}
        self._around = {
            name: event
            for name, event in self.placed.items()
            if name not in inside and not self.people.isdisjoint((*event.people, *event.lead))
        }

    def possible(self, changes: Iterable[Change] = (), without: Iterable[Lifted] = ()) -> bool:
        """Whether all can be placed with these edits and without these activities; what is not found out counts as no."""
        key = frozenset(changes), frozenset(without)
        if key not in self._answers:
            self._answers[key] = self._asked(*key)
        return self._answers[key]

    def _asked(self, changes: frozenset[Change], without: frozenset[Lifted]) -> bool:
        district = edited(self.district, sorted(changes, key=str))
        if district is None or district.calendar is None:
            return False
        world = frozenset(one for one in changes if not self._is_of_program(one))
        if world not in self._days:
            self._days[world], self._slots[world] = days_of(district), {}
        busy = {name: event for name, event in self._around.items() if _key(name) not in without}
        found: dict[str, Event] = {}
        for wave in range(WAVES):
            programs, slips = self._expanded(district, changes, {**self.published, **busy, **found})
            if wave == 0 and not slips <= self._slips:
                return False
            open_ = [item for item in self._open(programs, without) if item.id not in found]
            ready = [item for item in open_ if not item.waits] or open_
            if not ready:
                return True
            self.effort.take(len(ready))
            answer, bound = placeable(
                ready,
                self._days[world],
                published=self.published,
                busy={**busy, **found}.values(),
                as_of=self.as_of,
                memory=self._slots[world],
            )
            if not answer:
                return False
            found |= bound
        return False

    def _expanded(
        self, district: District, changes: frozenset[Change], events: Mapping[str, Event]
    ) -> tuple[tuple[Program, ...], frozenset[tuple[str, str]]]:
        """The programs, each expanded once for the edits and the dates that its windows can hang on."""
        made: list[Program] = []
        slips: set[tuple[str, str]] = set()
        for one in district.authored:
            own = {name: event for name, event in events.items() if name.startswith(f"{one.id}/")}
            moving = frozenset(edit for edit in changes if self._moves(edit, one))
            key = one.id, moving, frozenset(bindings(own).items())
            if key not in self._programs:
                programs, wrong = expanded(replace(district, authored=(one,)), bindings(own))
                self.effort.take(sum(len(program.occurrences) for program in programs) // 4)
                self._programs[key] = programs, _slips(wrong)
            made += self._programs[key][0]
            slips |= self._programs[key][1]
        return tuple(made), frozenset(slips)

    def _is_of_program(self, edit: Change) -> bool:
        space = {file: kind for (kind, _), file in self.district.workspace.files.items()}
        return space.get(edit.file) in ("program", "pattern")

    def _moves(self, edit: Change, one: Authorship) -> bool:
        """Whether an edit may change what a program is expanded into."""
        if edit.file in (SETTINGS, ABSENCES, TIMETABLE) or edit.path[0] in (*NO_DATES, PREP):
            return False
        return edit.file == one.place.file or not self._is_of_program(edit) or edit.file not in self._homes()

    def _homes(self) -> set[str]:
        return {one.place.file for one in self.district.authored}

    def _is_inside(self, item: Occurrence) -> bool:
        first, last = self.span
        return item.first <= last and first <= item.last

    def _open(self, programs: tuple[Program, ...], without: frozenset[Lifted]) -> list[Occurrence]:
        return [
            item
            for program in programs
            for item in program.occurrences
            if asked(item)
            and item.id not in self.aside
            and item.id not in self._around
            and self._is_inside(item)
            and _key(item.id) not in without
            and not self.people.isdisjoint((*item.people, *item.lead))
        ]


def _key(name: str) -> Lifted:
    """Program and activity of an occurrence's id."""
    program, _, activity, _ = name.split("/", 3)
    return program, activity


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
