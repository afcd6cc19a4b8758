"""What has a place and still is most likely a slip: a meeting asked for more than its time, an hour outside duty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pdcycle import wording
from pdcycle.diagnostics import Diagnostic, Label, Route, warning
from pdcycle.flows.district import District
from pdcycle.flows.waves import days_of
from pdcycle.model.kinds import Kind, TimeKind
from pdcycle.model.results import Event, Occurrence, Program
from pdcycle.schedule.authoring import fixed_lines
from pdcycle.schedule.days import Days
from pdcycle.schedule.world import Sitting

CROWDED = "PD403"
OFF_DUTY = "PD404"
NAMED = 4
"""How many items of a meeting are named."""


def doubts(
    district: District, programs: Sequence[Program], events: Iterable[Event], as_of: date
) -> list[Diagnostic]:
    """A warning for each group whose meetings are asked for too much, and for each hour fixed outside duty."""
    ahead = [event for event in events if event.day >= as_of and event.state != "cancelled"]
    if not ahead:
        return []
    days = days_of(district)
    known = {item.id: item for program in programs for item in program.occurrences}
    lines = {item.id: place for item, place in fixed_lines(district.workspace, known.values())}
    return [*_crowded(ahead, days, known, lines), *_off_duty(ahead, days, known, lines)]


def _crowded(
    events: Sequence[Event],
    days: Days,
    known: Mapping[str, Occurrence],
    lines: Mapping[str, Route],
) -> list[Diagnostic]:
    held: dict[tuple[str, date, int], list[Event]] = {}
    for event in sorted(events, key=lambda event: event.id):
        sitting = _sitting(event, days, known) if event.time == TimeKind.MEETING.value else None
        if sitting is not None:
            held.setdefault((sitting.group, event.day, sitting.minutes), []).append(event)
    over: dict[str, list[tuple[date, int, list[Event]]]] = {}
    for (group, day, minutes), several in sorted(held.items()):
        asked = sum(event.minutes for event in several)
        if len(several) > 1 and asked > minutes and _said_so(several, minutes, known, lines):
            over.setdefault(group, []).append((day, minutes, several))
    return [_too_much(group, found, known, lines) for group, found in over.items()]


def _said_so(
    items: Sequence[Event], minutes: int, known: Mapping[str, Occurrence], lines: Mapping[str, Route]
) -> bool:
    """Whether people asked for it: by lengths, by a date, or from several programs.

    Items of one program without a length share its meeting as its people see fit.
    """
    written = sum(known[event.id].minutes or 0 for event in items if event.id in known)
    return (
        written > minutes
        or len({event.program for event in items}) > 1
        or any(event.id in lines for event in items)
    )


def _sitting(event: Event, days: Days, known: Mapping[str, Occurrence]) -> Sitting | None:
    item = known.get(event.id)
    group = item.group if item is not None else None
    there = [one for one in days.sittings(event.day) if one.start <= event.start < one.start + one.minutes]
    own = [one for one in there if one.group == group]
    return next(iter(own or [one for one in there if set(event.people) <= one.members]), None)


def _too_much(
    group: str,
    found: list[tuple[date, int, list[Event]]],
    known: Mapping[str, Occurrence],
    lines: Mapping[str, Route],
) -> Diagnostic:
    day, minutes, items = found[0]
    asked = sum(event.minutes for event in items)
    names = ", ".join(event.label for event in items[:NAMED])
    names += f" and {len(items) - NAMED} more" if len(items) > NAMED else ""
    more = f", and so on {wording.count(len(found) - 1, 'other day')}" if len(found) > 1 else ""
    # The line of `dates:` that put an item there is what was written last.
    places = [place for event in items if (place := _place(event, known, lines)) is not None]
    places.sort(key=lambda place: "dates" not in place.path)
    return warning(
        CROWDED,
        f"{len(items)} items ask for {asked} of {minutes} min in the meeting of '{group}' on {day}: {names}{more}",
        places[0] if places else None,
        help="give each a `length:` that leaves room for the others, or move one of them",
        related=tuple(Label(place, "this too") for place in dict.fromkeys(places[1:]) if place != places[0]),
    )


def _off_duty(
    events: Sequence[Event],
    days: Days,
    known: Mapping[str, Occurrence],
    lines: Mapping[str, Route],
) -> list[Diagnostic]:
    found = []
    for event in sorted(events, key=lambda event: event.id):
        item = known.get(event.id)
        if item is None or event.state != "fixed" or event.kind is Kind.EVENT or event.start == item.at:
            continue
        people = dict.fromkeys((*event.people, *event.lead))
        away = [person for person in people if not _on_duty(person, event, item, days)]
        if away:
            shown = away[0] if len(away) == 1 else f"{away[0]} and {len(away) - 1} more"
            first, last = (f"{value // 60:02}:{value % 60:02}" for value in _duty(away[0], event.day, days))
            text = f"{shown} {'is' if len(away) == 1 else 'are'} off duty at {event.start // 60:02}:{event.start % 60:02}"
            found.append(
                warning(
                    OFF_DUTY,
                    f"{text} on {event.day}; duty is {first} .. {last}",
                    lines.get(event.id, item.place),
                    help="correct the time if it is a slip; what is fixed stays as it is",
                )
            )
    return found


def _duty(person: str, day: date, days: Days) -> tuple[int, int]:
    duty = days.of(person, day).duty
    return duty[0][0], duty[-1][1]


def _on_duty(person: str, event: Event, item: Occurrence, days: Days) -> bool:
    """Whether the hour is one of duty, or before or after school where that is asked for; a day off is said elsewhere."""
    if not days.of(person, event.day).duty:
        return True
    first, last = _duty(person, event.day, days)
    kinds = {choice.kind for _, several in item.time.by_role for choice in several} if item.time else set()
    if TimeKind.OWN_TIME in kinds:
        return True
    if TimeKind.AFTER_SCHOOL in kinds:
        last += days.world.after_school
    if TimeKind.BEFORE_SCHOOL in kinds:
        first = 0
    return first <= event.start and event.start + event.minutes <= last


def _place(event: Event, known: Mapping[str, Occurrence], lines: Mapping[str, Route]) -> Route | None:
    return lines.get(event.id) or (known[event.id].place if event.id in known else None)
