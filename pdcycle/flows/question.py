"""What if some lines read otherwise: whether everything looked at could then have a place."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
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
from pdcycle.schedule.feasible import EFFORT as WHOLE
from pdcycle.schedule.feasible import judged
from pdcycle.schedule.lifting import PREP, Change, changed
from pdcycle.schedule.place import placeable
from pdcycle.schedule.problem import Problem, Slot
from pdcycle.schedule.requests import Request
from pdcycle.schedule.standstill import at_rest
from pdcycle.schedule.watch import NOBODY, Watch
from pdcycle.workspace.load import SETTINGS
from pdcycle.workspace.roster import ABSENCES, TIMETABLE

EFFORT = 500_000
"""Slots that may be looked at in all, to answer the questions of one run: some seconds' work."""

EXPANDED = 10
"""What expanding an occurrence counts for, in slots."""

SEARCHED = 10
"""What searching through a slot in vain counts for."""

QUICK = 0.3
"""Deterministic seconds for a part of what is only looked at first."""

CORES = 4
"""How many sets that cannot be placed together are remembered."""

NO_DATES = ("contract", "blackouts")
"""What of calendar.yaml moves no window."""

Lifted = tuple[str, str]
Edits = frozenset[Change]
Expanded = tuple[tuple[Program, ...], frozenset[tuple[str, str]]]


@dataclass(slots=True)
class Memory:
    """What all questions of one run share: what they found out already, and how much may still be asked.

    That is counted in slots, so that it is the same on every machine. `watch` hears of each step, and may end it.
    """

    left: int = EFFORT
    watch: Watch = NOBODY
    kept: int = 0
    days: dict[Edits, Days] = field(default_factory=dict)
    slots: dict[Edits, dict[Request, tuple[Slot, ...]]] = field(default_factory=dict)
    programs: dict[Hashable, Expanded] = field(default_factory=dict)

    def allot(self, *, last: bool) -> None:
        """Half of what is left for what is asked next, and all of it for the last."""
        self.left, self.kept = self.left + self.kept, 0
        if not last:
            self.kept = self.left // 2
            self.left -= self.kept

    def take(self, amount: int) -> None:
        """Pay for a question; raises OutOfEffort, also where whoever waits for the answer asked to end it."""
        self.watch.tick()
        if self.left < amount or self.watch.ended:
            raise OutOfEffort
        self.left -= amount


@dataclass(slots=True)
class Question:
    """Asks whether the events of some people in a span could all be placed, around what else has a place.

    `aside` are ids that are left out, because they have no place for another reason; `placed` what the schedule
    found for everything, which outside the span stays; `targets` the ids that have no place.
    """

    district: District
    published: Mapping[str, Event]
    placed: Mapping[str, Event]
    as_of: date
    people: frozenset[str]
    programs: frozenset[str]
    span: tuple[date, date]
    aside: frozenset[str]
    targets: frozenset[str]
    memory: Memory
    _slips: frozenset[tuple[str, str]] = frozenset()
    _around: dict[str, Event] = field(default_factory=dict)
    _known: dict[str, Occurrence] = field(default_factory=dict)
    _cores: list[frozenset[str]] = field(default_factory=list)
    _answers: dict[tuple[Edits, frozenset[Lifted]], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        own = tuple(one for one in self.district.authored if one.id in self.programs)
        self.district = replace(self.district, authored=own)
        programs, self._slips = self._expanded(self.district, frozenset(), self.published)
        self._known = {item.id: item for program in programs for item in program.occurrences}
        self._around = {
            name: event
            for name, event in self.placed.items()
            if not (name in self._known and self._is_inside(self._known[name]))
            and not self.people.isdisjoint((*event.people, *event.lead))
        }

    @property
    def days(self) -> Days:
        """Everybody's days, as they are."""
        return self._days(frozenset(), self.district)

    def possible(self, changes: Iterable[Change] = (), without: Iterable[Lifted] = ()) -> bool:
        """Whether all can be placed with these edits and without these activities; what is not found out counts as no."""
        key = frozenset(changes), frozenset(without)
        if key not in self._answers:
            self._answers[key] = self._asked(*key)
        return self._answers[key]

    def _asked(self, changes: Edits, without: frozenset[Lifted]) -> bool:
        district = edited(self.district, sorted(changes, key=str))
        if district is None or district.calendar is None:
            return False
        world = frozenset(one for one in changes if not self._is_of_program(one))
        self._days(world, district)
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
            bound = self._bound(ready, {**busy, **found}, world)
            if bound is None:
                return False
            found |= bound
        return False

    def _days(self, world: Edits, district: District) -> Days:
        if world not in self.memory.days:
            self.memory.days[world], self.memory.slots[world] = days_of(district), {}
        return self.memory.days[world]

    def _bound(
        self, ready: list[Occurrence], busy: Mapping[str, Event], world: Edits
    ) -> dict[str, Event] | None:
        """One way to place these; None where there is none, or none was found.

        What could not be placed together before is tried alone, then with everything else left where it is.
        """
        for core in self._cores:
            few = [item for item in ready if item.id in core]
            if few and self._placed(few, busy, world, QUICK)[0] is False:
                self._cores.remove(core)
                self._cores.insert(0, core)
                return None
        same = () if world else {item.id for item in ready if self._known.get(item.id) == item}
        for free in dict.fromkeys((self.targets, self.targets.union(*self._cores))):
            rest = at_rest(ready, self.placed, free, self.memory.days[world], same)
            few = [item for item in ready if item.id not in rest]
            answer, bound, _ = self._placed(few, {**busy, **rest}, world, QUICK) if rest else (None, {}, None)
            if answer:
                return {**rest, **bound}
        answer, bound, core = self._placed(ready, busy, world)
        if answer is None and not self._cores:
            # Nothing would ever be ruled out quickly, so each question would take as long again.
            raise OutOfEffort
        if answer is False and core:
            self._cores = [core, *self._cores[: CORES - 1]]
        return bound if answer else None

    def _placed(
        self, items: Sequence[Occurrence], busy: Mapping[str, Event], world: Edits, effort: float = WHOLE
    ) -> tuple[bool | None, dict[str, Event], frozenset[str]]:
        """Whether these can be placed, one way to do it, and otherwise some that cannot be placed together."""
        core: list[frozenset[str]] = []

        def judge(problem: Problem) -> tuple[bool | None, dict[str, Slot | None]]:
            size = sum(len(task.slots) for task in problem.tasks)
            self.memory.take(size)
            answer, chosen, clashing = judged(problem, self.targets, effort)
            if not answer and len(clashing) != 1:
                self.memory.take(SEARCHED * size)
            core.append(clashing)
            return answer, chosen

        answer, bound = placeable(
            items,
            self.memory.days[world],
            published=self.published,
            busy=busy.values(),
            as_of=self.as_of,
            memory=self.memory.slots[world],
            judge=judge,
        )
        return answer, bound, core[0]

    def _expanded(self, district: District, changes: Edits, events: Mapping[str, Event]) -> Expanded:
        """The programs, each expanded once for the edits and the dates that its windows can hang on."""
        made: list[Program] = []
        slips: set[tuple[str, str]] = set()
        for one in district.authored:
            own = {name: event for name, event in events.items() if name.startswith(f"{one.id}/")}
            moving = frozenset(edit for edit in changes if self._moves(edit, one))
            key = one.id, moving, frozenset(bindings(own).items())
            if key not in self.memory.programs:
                programs, wrong = expanded(replace(district, authored=(one,)), bindings(own))
                self.memory.take(EXPANDED * sum(len(program.occurrences) for program in programs))
                self.memory.programs[key] = programs, _slips(wrong)
            made += self.memory.programs[key][0]
            slips |= self.memory.programs[key][1]
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
