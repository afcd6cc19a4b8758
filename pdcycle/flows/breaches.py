"""Whether published dates keep what the contract allows and what a room holds, told without placing anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from pdcycle.diagnostics import Diagnostic, Label, Route, error
from pdcycle.model.kinds import TimeKind
from pdcycle.model.results import Event, Occurrence
from pdcycle.schedule import lock as locks
from pdcycle.schedule.busy import busy_of, spent_by
from pdcycle.schedule.days import Days
from pdcycle.schedule.limits import AFTER_SCHOOL, COACHING, MEETINGS, VISITS, allowed, is_meeting
from pdcycle.schedule.problem import Budget, Problem
from pdcycle.schedule.reasons import people_words
from pdcycle.schedule.rooms import occupied, room

CONTRACT = "PD416"
ROOM = "PD417"
SHOWN = 6
"""How many other lines are pointed at."""

_WORDS = {
    MEETINGS: "{have} {total} meetings {when}, and the contract allows {most}",
    AFTER_SCHOOL: "{have} {total} min after school {when}, and the contract allows {most}",
    COACHING: "{lead} {total} min {when}, and the contract allows {most}",
    VISITS: "{lead} {total} visits {when}, and the contract allows {most}",
}


def breaches(events: Sequence[Event], known: Mapping[str, Occurrence], days: Days) -> list[Diagnostic]:
    """An error for each limit and each room that placed events break; what people fixed is theirs to answer for."""
    live = sorted((event for event in events if event.state != "cancelled"), key=lambda event: event.id)
    return [*_over(live, days), *_too_long_or_late(live, days), *_rooms(live, known, days)]


def _over(events: Sequence[Event], days: Days) -> list[Diagnostic]:
    taken: dict[Budget, dict[str, tuple[int, list[Event]]]] = {}
    for event in events:
        for use in spent_by(event, days):
            amount, several = taken.setdefault(use.budget, {}).get(use.share, (0, []))
            taken[use.budget][use.share] = max(amount, use.amount), [*several, event]
    found: dict[tuple[str, str, int, int, tuple[str, ...]], list[str]] = {}
    by_id = {event.id: event for event in events}
    for budget, shares in sorted(taken.items()):
        what, person, period = budget
        total, most = sum(amount for amount, _ in shares.values()), allowed(budget, days)
        ours = any(all(event.state == "placed" for event in several) for _, several in shares.values())
        if total > most and ours:
            ids = tuple(sorted({event.id for _, several in shares.values() for event in several}))
            found.setdefault((what, period, total, most, ids), []).append(person)
    made = []
    for (what, period, total, most, names), people in sorted(found.items()):
        who = people_words(people)
        plural = len(people) > 1
        text = _WORDS[what].format(
            have="have" if plural else "has", lead="lead" if plural else "leads", total=total, most=most,
            when=_when(what, period, days),
        )  # fmt: skip
        made.append(_said(CONTRACT, f"{who} {text}", [by_id[name] for name in names]))
    return made


def _when(what: str, period: str, days: Days) -> str:
    limits = days.world.limits
    rate = {MEETINGS: limits.meetings, AFTER_SCHOOL: limits.after_school, VISITS: limits.visits}.get(what)
    per = rate[1] if rate is not None else "week"
    return {"day": f"on {period}", "week": f"in the week of {period}", "year": "in the year"}.get(
        per, f"in {period}"
    )


def _too_long_or_late(events: Iterable[Event], days: Days) -> Iterator[Diagnostic]:
    limits = days.world.limits
    for event in events:
        if event.state != "placed":
            continue
        name, end = event.label or event.id, event.start + event.minutes
        if limits.length is not None and is_meeting(event.kind, event.time) and event.minutes > limits.length:
            text = f"'{name}' lasts {event.minutes} min, and the contract lets a meeting last {limits.length}"
            yield _said(CONTRACT, text, [event])
        late = limits.after is not None and not (limits.after[0] <= event.start and end <= limits.after[1])
        if late and event.time == TimeKind.AFTER_SCHOOL.value:
            yield _said(CONTRACT, f"'{name}' is not when the contract lets people be kept", [event])


def _rooms(events: Iterable[Event], known: Mapping[str, Occurrence], days: Days) -> Iterator[Diagnostic]:
    rules = Problem(())
    held: dict[tuple[str, int], list[Event]] = {}
    for event in events:
        own = room(event.where, event.schools, days)
        if own is not None:
            held.setdefault((own, event.day.toordinal()), []).append(event)
            yield from _in_a_meeting(event, known.get(event.id), days)
    for (own, _), several in sorted(held.items()):
        for one, other in combinations(several, 2):
            first, second = busy_of(one, days)[-1], busy_of(other, days)[-1]
            if "placed" in (one.state, other.state) and rules.clash(first, second):
                text = f"'{one.label or one.id}' and '{other.label or other.id}' are in {own} at once on {one.day}"
                yield _said(ROOM, text, [one, other])


def _in_a_meeting(event: Event, item: Occurrence | None, days: Days) -> Iterator[Diagnostic]:
    """A room that a standing meeting of others has at that hour."""
    if event.state != "placed" or item is None or event.time == TimeKind.MEETING.value:
        return
    end = event.start + event.minutes
    if any(first < end and event.start < last for first, last in occupied(item, days, event.day, None)):
        text = f"'{event.label or event.id}' is in {event.where} on {event.day}, when a group meets there"
        yield _said(ROOM, text, [event])


def _said(code: str, text: str, events: Sequence[Event]) -> Diagnostic:
    """At the line of the lock that comes last of those that were placed, with the others' lines."""
    ordered = sorted(
        events, key=lambda event: (event.state == "placed", event.day, event.start, event.id), reverse=True
    )
    places = [Route(locks.path(event.program), ("events", event.id)) for event in ordered]
    return error(
        code,
        text,
        places[0],
        help="run `pdcycle schedule`, or fix another date under `dates:`",
        related=tuple(Label(place, "with this") for place in places[1 : 1 + SHOWN]),
    )
