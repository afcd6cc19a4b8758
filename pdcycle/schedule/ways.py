"""The cheapest edits that would give something a place, each with the least number that works."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from pdcycle.model.calendar import Contract
from pdcycle.model.kinds import TimeKind
from pdcycle.model.results import Occurrence, Standing
from pdcycle.schedule.authoring import Layers, dates_of, fixed_lines
from pdcycle.schedule.candidates import LENGTH
from pdcycle.schedule.clash import least
from pdcycle.schedule.demands import LEAST
from pdcycle.schedule.lifting import Change
from pdcycle.workspace.load import SETTINGS

REACH = 28
"""How many days past its window a way out is looked for."""

NEAR = 10
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_KINDS = (
    TimeKind.PREP,
    TimeKind.AFTER_SCHOOL,
    TimeKind.BEFORE_SCHOOL,
    TimeKind.STAFF_TIME,
    TimeKind.RELEASE,
)


@dataclass(frozen=True, slots=True)
class Way:
    """A way out in words, and the edits that take it."""

    text: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """Looks for ways out for events that share one explanation; `works` tells whether edits give all of them a place."""

    layers: Layers
    targets: tuple[Occurrence, ...]
    works: Callable[[Sequence[Change]], bool]

    @property
    def first(self) -> Occurrence:
        """One of them, to speak of their activity."""
        return self.targets[0]

    def ways(self) -> Iterator[Way]:
        """Each kind of way that there is, the ones that ask least of people first."""
        alike = len({(item.program, item.cycle, item.activity) for item in self.targets}) == 1
        if alike:
            yield from self._other_day()
            yield from self._other_time()
            yield from self._other_room()
            yield from self._shorter()
        yield from self._substitutes()
        yield from self._contract()

    def _other_day(self) -> Iterator[Way]:
        item = self.first
        if item.standing is Standing.FIXED or self.layers.field(item, "every") is not None:
            if len(self.targets) == 1:
                yield from self._fixed()
            return
        text = self._window_text()
        last = max(one.last for one in self.targets)
        if text is None:
            return
        days = [last + timedelta(days=number) for number in range(1, REACH + 1)]

        def change(day: date) -> list[Change]:
            edit = self.layers.overlay(item, "when", f"{text} .. {day}")
            return [edit] if edit is not None else []

        found = least(0, len(days) - 1, lambda number: self._tried(change(days[number])))
        if found is not None:
            yield Way(f"widen the window to {_day(days[found])}", tuple(change(days[found])))

    def _window_text(self) -> str | None:
        """How the window begins, as it was written."""
        route = self.layers.field(self.first, "when")
        written = self.layers.value(route) if route is not None else "start"
        if not isinstance(written, str) or written.startswith("$"):
            return None
        begin, dots, _ = written.partition("..")
        begin = begin.strip()
        if not dots and begin.startswith("by "):
            return "start"
        return begin.removeprefix("from ").strip()

    def _fixed(self) -> Iterator[Way]:
        """Another date under `dates:`, the nearest after the window, else the nearest before it."""
        item = self.first
        lines = [route for _, route in fixed_lines(self.layers.workspace, [item])]
        home = lines[0] if lines else dates_of(self.layers.workspace, item).at(item.label)
        days = [item.last + timedelta(days=number) for number in range(1, REACH + 1)]
        near = [day for day in days if day.weekday() < 5][:NEAR]
        for day in near:
            edit = Change(home.file, home.path, day.isoformat())
            if self._tried([edit]):
                yield Way(f"fix it on {_day(day)} under `dates:`", (edit,))
                return

    def _other_time(self) -> Iterator[Way]:
        item = self.first
        said = _kinds(item)
        route = self.layers.field(item, "in")
        written = self.layers.value(route) if route is not None else item.kind.brings.time.value
        if TimeKind.MEETING in said or not isinstance(written, str) or item.at is not None:
            return
        for kind in _KINDS:
            if kind in said:
                continue
            edit = self.layers.overlay(item, "in", f"{written} or {kind.value}")
            if edit is not None and self._tried([edit]):
                yield Way(f"allow {kind.value} too (`in: {edit.value}`)", (edit,))
                return

    def _other_room(self) -> Iterator[Way]:
        """Another of the rooms that hold one event at a time, the first that is free."""
        item = self.first
        rooms = self.layers.workspace.settings.rooms
        for school in item.schools:
            if item.where not in rooms.get(school, ()):
                continue
            for room in rooms[school]:
                edit = self.layers.overlay(item, "where", room) if room != item.where else None
                if edit is not None and self._tried([edit]):
                    yield Way(f"hold it in {room} instead of {item.where}", (edit,))
                    return

    def _shorter(self) -> Iterator[Way]:
        item = self.first
        now = item.minutes or LENGTH
        if item.minutes is None and TimeKind.MEETING in _kinds(item):
            return

        def change(cut: int) -> list[Change]:
            edit = self.layers.overlay(item, "length", f"{now - cut} min")
            return [edit] if edit is not None else []

        cut = least(1, now - LEAST, lambda number: self._tried(change(number)))
        if cut is not None:
            yield Way(f"{now - cut} min instead of {now}", tuple(change(cut)))

    def _substitutes(self) -> Iterator[Way]:
        if not any(TimeKind.RELEASE in _kinds(item) for item in self.targets):
            return
        supply = self.layers.workspace.settings.substitutes
        for school in sorted({school for item in self.targets for school in item.schools}):
            now = supply.get(school, 0)

            def change(more: int, school: str = school, now: int = now) -> list[Change]:
                return [Change(SETTINGS, ("substitutes", school), str(now + more))]

            more = least(1, NEAR, lambda number: self._tried(change(number)))
            if more is not None:
                word = "substitute" if more == 1 else "substitutes"
                yield Way(
                    f"{more} more {word} a day at {school} ({now + more} instead of {now})",
                    tuple(change(more)),
                )

    def _contract(self) -> Iterator[Way]:
        calendar = self.layers.workspace.calendar
        if calendar is None:
            return
        for path, now, most, unit, text in _limits(calendar.contract):
            place = self.layers.calendar.at("contract", *path)

            def change(
                number: int, place: tuple[str | int, ...] = place.path, unit: str = unit
            ) -> list[Change]:
                return [Change(self.layers.calendar.file, place, f"{number}{unit}")]

            found = least(now + 1, most, lambda number: self._tried(change(number)))
            if found is not None:
                yield Way(text.format(found, now), tuple(change(found)))

    def _tried(self, changes: Sequence[Change]) -> bool:
        return bool(changes) and self.works(changes)


def _limits(contract: Contract) -> Iterator[tuple[tuple[str, ...], int, int, str, str]]:
    """Where each limit stands, how much it is, the most to try, its unit, and the way out in words."""
    if contract.meetings is not None:
        now, per = contract.meetings.count, contract.meetings.per
        yield ("meetings",), now, now + NEAR, f" a {per}", f"allow {{}} meetings a {per} instead of {{}}"
    if contract.meeting_length is not None:
        now = contract.meeting_length
        yield ("meeting_length",), now, now + 120, " min", "let meetings last {} min instead of {}"
    after = contract.after_school
    if after is not None and after.minutes is not None:
        now = after.minutes
        text = f"allow {{}} min after school a {after.per} instead of {{}}"
        yield ("after_school", "minutes"), now, now + 240, "", text
    if contract.visits is not None:
        now, per = contract.visits.count, contract.visits.per
        yield ("visits",), now, now + NEAR, f" a {per}", f"allow {{}} visits a {per} instead of {{}}"
    if contract.coaching is not None:
        now = int(contract.coaching * 100)
        if Fraction(now, 100) == contract.coaching:
            yield ("coaching",), now, 100, "%", "let coaches lead {} % of their week instead of {} %"


def _kinds(item: Occurrence) -> set[TimeKind]:
    if item.time is None:
        return {item.kind.brings.time} if item.at is None else set()
    return {choice.kind for _, several in item.time.by_role for choice in several}


def _day(day: date) -> str:
    return f"{day} {_WEEKDAYS[day.weekday()]}"
