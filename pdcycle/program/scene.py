"""One turn of a cycle while it is being expanded: who is in it, and what its names mean so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pdcycle.diagnostics import Diagnostic, Route
from pdcycle.language.time import Name, Recorded
from pdcycle.model.results import CycleSpan, Occurrence, Standing, Stay
from pdcycle.program.calendar import SchoolCalendar
from pdcycle.program.cast import Cast
from pdcycle.program.moments import Frame, Moment
from pdcycle.program.parameters import Parameters
from pdcycle.program.recorded import Records
from pdcycle.program.series import Series
from pdcycle.program.spec import Layer, Spec

APPROVAL_DAYS = 5
"""School days an approver has (language reference, "Approval")."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What one combination of `each` and `items` stands for; None where that axis is not there."""

    person: str | None = None
    school: str | None = None
    department: str | None = None
    word: str | None = None
    item: str | None = None
    written: tuple[str, ...] = ()

    def meets(self, other: Keys) -> bool:
        """Whether the axes both have agree."""
        pairs = (
            (self.person, other.person),
            (self.school, other.school),
            (self.department, other.department),
            (self.word, other.word),
            (self.item, other.item),
        )
        return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)


@dataclass(slots=True)
class Scene:
    """What expanding one cycle needs and gathers.

    `schools` and `stays` are multiplied by `each`; `everywhere` and `everyone` attend what nothing multiplies.
    """

    program: str
    span: CycleSpan
    cast: Cast
    calendar: SchoolCalendar
    schools: tuple[str, ...]
    stays: tuple[Stay, ...]
    everywhere: tuple[str, ...]
    everyone: tuple[Stay, ...]
    host: tuple[str, ...]
    records: Records
    specs: Mapping[str, Spec]
    layers: tuple[Layer, ...]
    parameters: Parameters
    place: Route
    asked: Route
    """The line that names the pattern, or where it would."""
    group: str | None
    titles: Mapping[str, str] = field(default_factory=dict)
    outer: Scene | None = None
    remembered: Mapping[str, Series] = field(default_factory=dict)
    """How series of the program were laid out when they were published, by cycle and activity."""
    series: dict[str, str] = field(default_factory=dict)
    """The `every` of each series as it is written now."""
    done: dict[str, list[tuple[Keys, Occurrence]]] = field(default_factory=dict)
    indexed: dict[str, tuple[list[tuple[Keys, Occurrence]], dict[str | None, list[int]]]] = field(
        default_factory=dict
    )
    """Where each person's entries of `done` stand, by activity, with the entries it was made of."""
    found: list[Diagnostic] = field(default_factory=list)

    def home(self, spec: Spec) -> Route:
        """Where the program's own file asks for an activity: its line over the pattern's, else the pattern's name."""
        own = [layer.place for layer in self.layers if not layer.brings and spec.id in layer.activities]
        return own[-1].at(spec.id) if own else self.asked

    def stay(self, person: str) -> Stay | None:
        """The person's time in the program, where they are a member."""
        return next((stay for stay in self.everyone if stay.person == person), None)

    def joiner(self, person: str | None) -> Stay | None:
        """The person's stay if they came after the cycle began."""
        stay = self.stay(person) if person else None
        return stay if stay and stay.first and stay.first > self.span.first else None

    def matching(self, activity: str, keys: Keys, *, own: bool) -> list[Occurrence]:
        """The occurrences of an activity with the same keys; joiners speak only for themselves.

        `own` lets a joiner's own dates count; without it everybody else's do, so that numbers stay the same.
        """
        scene = self if activity in self.done or self.outer is None else self.outer
        entries = scene.done.get(activity)
        mine = scene.entries_of(activity, keys.person)
        matched = [(other, item) for other, item in mine if keys.meets(other)]
        if own or not self.joiner(keys.person):
            settled = [item for other, item in matched if keys.person or not self.joiner(other.person)]
            return settled or [item for _, item in matched]
        anyone = replace(keys, person=None, school=None)
        others = [
            item for other, item in entries or () if anyone.meets(other) and not self.joiner(other.person)
        ]
        return others or [item for _, item in matched]

    def entries_of(self, activity: str, person: str | None) -> list[tuple[Keys, Occurrence]]:
        """The occurrences of an activity that are the person's or nobody's; all where nobody is named."""
        entries = self.done.get(activity, [])
        if person is None:
            return entries
        known, by_person = self.indexed.get(activity, (None, {}))
        if known is not entries:
            by_person = {}
            for number, (other, _) in enumerate(entries):
                by_person.setdefault(other.person, []).append(number)
            self.indexed[activity] = entries, by_person
        numbers = sorted((*by_person.get(person, ()), *by_person.get(None, ())))
        return [entries[number] for number in numbers]

    def frame(self, keys: Keys, schools: tuple[str, ...], view: View) -> Frame:
        """The frame a time expression of these keys is evaluated in."""
        start = self.span.first
        if view.own and (stay := self.joiner(keys.person)) and stay.first:
            start = stay.first
        return Frame(
            calendar=self.calendar,
            schools=schools,
            start=start,
            end=self.span.last,
            look_up=lambda name: self.look_up(name, keys, view),
            known=tuple(self.specs),
            moves=view.moves,
            lessons=view.lessons,
        )

    def look_up(self, name: Name, keys: Keys, view: View) -> Moment | None:
        """What an activity's name stands for: recorded dates first, then bound ones, then the plan."""
        activity, side = name.words[0], name.words[1] if len(name.words) > 1 else None
        if activity not in self.specs and (self.outer is None or activity not in self.outer.specs):
            return None
        matched = self.matching(activity, keys, own=view.own)
        occurrences = [item for item in matched if item.standing is not Standing.CANCELLED] or matched
        if not occurrences:
            return None
        if side == "approved":
            return self._approved(occurrences, view)
        if side is None:
            exact = [item for item in occurrences if item.n == view.n] or occurrences
            return self._one(exact[0], view)
        for item in occurrences:
            if item.event and item.binding is None and item.first != item.last:
                view.waits.add(item.id)
        first = min(_days(item)[0] for item in occurrences)
        last = max(_days(item)[1] for item in occurrences)
        for item in occurrences:
            view.waits.update(item.waits)
        view.tentative = view.tentative or any(item.tentative for item in occurrences)
        return Moment(first, last)

    def _one(self, item: Occurrence, view: View) -> Moment:
        view.tentative = view.tentative or item.tentative
        view.waits.update(item.waits)
        first, last = _days(item)
        if item.event and item.binding is None and item.first != item.last:
            view.anchors[item.id] = item
            first = last = view.assume.get(item.id, first)
        return Moment(first, last)

    def _approved(self, occurrences: Iterable[Occurrence], view: View) -> Moment:
        days = []
        for item in occurrences:
            if item.approved is None:
                view.tentative = True
                days.append(self.calendar.add_school_days(item.schools, _days(item)[1], APPROVAL_DAYS))
            else:
                days.append(item.approved)
        return Moment(max(days), max(days))

    def recorded(self, item: Occurrence) -> Recorded | None:
        """What `dates:` says of an occurrence."""
        return self.records.of(item)


@dataclass(slots=True)
class View:
    """How names are read for one combination of keys, and what reading them used."""

    n: int = 1
    own: bool = True
    moves: bool = True
    lessons: bool = False
    assume: dict[str, date] = field(default_factory=dict)
    anchors: dict[str, Occurrence] = field(default_factory=dict)
    waits: set[str] = field(default_factory=set)
    tentative: bool = False

    def copy(self) -> View:
        """The same view with findings of its own."""
        return View(
            self.n,
            self.own,
            self.moves,
            self.lessons,
            dict(self.assume),
            dict(self.anchors),
            set(self.waits),
            self.tentative,
        )


def _days(item: Occurrence) -> tuple[date, date]:
    """The days it takes as far as is known: bound, else as asked for, else its window."""
    day = item.binding.day if item.binding is not None else item.asked if item.event else None
    return (day, day) if day is not None else (item.first, item.last)


def days_between(first: date, last: date) -> int:
    """Whole days from one date to another."""
    return (last - first) // timedelta(days=1)
