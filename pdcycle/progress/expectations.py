"""What people are to show by when: occurrences times owners times pieces of evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from pdcycle.model.kinds import Step
from pdcycle.model.phrases import Expects
from pdcycle.model.results import Binding, Expectation, Occurrence, Program, Schedule, Standing, Stay

EARLY = timedelta(days=7)
"""How long before an occurrence starts its evidence already counts."""

SHARED = "shared"
"""The piece that asks whether something was shared with its group; minutes show it, and nothing counts it as owed."""

EXCUSED = (Standing.CANCELLED, Standing.SKIPPED)
"""Standings of which nothing is asked."""

_DAY = timedelta(days=1)
_CAUGHT_UP = (Step.LEARN, Step.PLAN)
_ANYTIME = Stay("")


@dataclass(frozen=True, slots=True)
class _Window:
    """When one person's occurrence runs: first and last day, both in."""

    occurrence: Occurrence
    starts: date
    due: date
    unbound: bool
    day: date | None


def expectations(programs: Sequence[Program], schedule: Schedule | None = None) -> tuple[Expectation, ...]:
    """Every piece of evidence asked of every person, sorted by id.

    Dates come from the occurrence's binding, or from the schedule where one is given; an event without a
    date keeps its window and is marked unbound.
    """
    placed = {event.id: Binding(event.day) for event in schedule.events} if schedule else {}
    found = [item for program in programs for item in _of_program(program, placed)]
    return tuple(sorted(found, key=lambda item: item.id))


def _of_program(program: Program, placed: dict[str, Binding]) -> Iterator[Expectation]:
    stays: dict[str, list[Stay]] = defaultdict(list)
    for stay in program.stays:
        stays[stay.person].append(stay)
    ends = {cycle.id: cycle.last for cycle in program.cycles}
    series: dict[tuple[str, str, tuple[str, ...], str], list[_Window]] = defaultdict(list)
    for occurrence in program.occurrences:
        if not occurrence.expects and shared_with(occurrence) is None:
            continue
        for owner in _bearers(occurrence):
            for stay in stays.get(owner) or [_ANYTIME]:
                window = _window(occurrence, placed.get(occurrence.id) or occurrence.binding, stay)
                if window is not None:
                    key = (occurrence.cycle, occurrence.activity, occurrence.keys, owner)
                    series[key].append(window)
                    break
    for (cycle, _, _, owner), windows in series.items():
        leaves = max((stay.last for stay in stays.get(owner, ()) if stay.last), default=None)
        if any(stay.last is None for stay in stays.get(owner, ())):
            leaves = None
        yield from _of_series(windows, owner, ends.get(cycle), leaves)


def _bearers(occurrence: Occurrence) -> tuple[str, ...]:
    """The owners, with "" for what one piece of the group proves."""
    shared = any(expects.of_group for expects in occurrence.expects) or shared_with(occurrence) is not None
    own = any(not expects.of_group for expects in occurrence.expects)
    return (*(occurrence.owners if own else ()), *(("",) if shared else ()))


def shared_with(occurrence: Occurrence) -> str | None:
    """The group, or school, whose minutes show that the occurrence's product was shared; None where none is to."""
    if occurrence.share == "group":
        return occurrence.group
    if occurrence.share == "school" and len(occurrence.schools) == 1:
        return occurrence.schools[0]
    return None


def _window(occurrence: Occurrence, binding: Binding | None, stay: Stay) -> _Window | None:
    """The occurrence as it runs for one stay; None where the person was not in for it."""
    if occurrence.event and binding is not None:
        if not stay.holds(binding.day):
            return None
        return _Window(occurrence, binding.day, binding.day + _DAY, unbound=False, day=binding.day)
    starts, due = occurrence.first, occurrence.last
    joined = stay.first
    if joined is not None and joined > starts and occurrence.step in _CAUGHT_UP and not occurrence.event:
        starts, due = joined, joined + (due - starts)
    if (joined is not None and joined > due) or (stay.last is not None and stay.last < starts):
        return None
    unbound = occurrence.event and occurrence.standing not in EXCUSED
    return _Window(occurrence, starts, due, unbound=unbound, day=None)


def _of_series(
    windows: list[_Window], owner: str, cycle_end: date | None, leaves: date | None
) -> Iterator[Expectation]:
    ordered = sorted(windows, key=lambda window: (window.starts, window.occurrence.n, window.occurrence.id))
    asked = [window for window in ordered if window.occurrence.standing not in EXCUSED]
    following = {id(window): later.starts for window, later in pairwise(asked)}
    for window in ordered:
        later = following.get(id(window))
        closes = max(later - _DAY if later else cycle_end or window.due, window.due)
        if leaves is not None:
            closes = min(closes, max(leaves, window.starts))
        for piece, expects in _pieces(window.occurrence, of_group=not owner):
            yield _expectation(window, owner, piece, expects, closes, leaves)


def _pieces(occurrence: Occurrence, *, of_group: bool) -> Iterator[tuple[str, Expects]]:
    """Each piece of evidence asked for, named so that its id lasts."""
    for expects in occurrence.expects:
        if expects.of_group != of_group:
            continue
        word = expects.component or "-or-".join(expects.kinds)
        for number in range(1, expects.count + 1):
            yield (word if expects.count == 1 else f"{word}-{number}"), expects
    if occurrence.check and not of_group and not any("check" in item.kinds for item in occurrence.expects):
        yield "check", Expects(("check",))
    if of_group and shared_with(occurrence) is not None:
        yield SHARED, Expects(("minutes",), of_group=True)


def _expectation(
    window: _Window, owner: str, piece: str, expects: Expects, closes: date, leaves: date | None
) -> Expectation:
    occurrence = window.occurrence
    group = shared_with(occurrence) if piece == SHARED else None
    return Expectation(
        id=f"{occurrence.id}/{owner or '-'}/{piece}",
        occurrence=occurrence.id,
        person=owner,
        program=occurrence.program,
        cycle=occurrence.cycle,
        activity=occurrence.activity,
        step=occurrence.step,
        kinds=expects.kinds,
        piece=piece,
        subject=group or occurrence.item or occurrence.survey or occurrence.group or "",
        opens=window.starts - EARLY,
        due=window.due,
        closes=closes,
        optional=occurrence.optional or group is not None,
        of_group=(group or occurrence.group or occurrence.program) if not owner else None,
        component=expects.component,
        at_least=expects.at_least,
        unbound=window.unbound,
        label=occurrence.label or occurrence.title,
        starts=window.starts,
        day=window.day,
        about=_about(occurrence),
        audience=occurrence.audience if group is None else None,
        owners=occurrence.owners if not owner else (),
        leaves=leaves,
        standing=occurrence.standing,
        tentative=occurrence.tentative,
    )


def _about(occurrence: Occurrence) -> tuple[str, ...]:
    """What else the evidence may name; a course is proved by nothing but itself."""
    if occurrence.item:
        return ()
    named = (occurrence.activity, occurrence.program, occurrence.group, occurrence.document)
    return tuple(sorted({word for word in (*named, *occurrence.keys) if word}))
