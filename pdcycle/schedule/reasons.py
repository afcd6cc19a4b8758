"""Why an occurrence has no slot at all, before anybody competes for one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pdcycle.model.kinds import TimeKind
from pdcycle.model.phrases import TimeChoice
from pdcycle.model.results import Occurrence
from pdcycle.schedule.candidates import LENGTH, sitting_of
from pdcycle.schedule.days import Days
from pdcycle.schedule.kinds_of_time import attends
from pdcycle.schedule.problem import Slot
from pdcycle.schedule.requests import Request
from pdcycle.schedule.rooms import occupied
from pdcycle.schedule.spans import DAY, Spans, common, starts, without

FEW = 3
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NOUNS = {
    TimeKind.PREP: "prep period",
    TimeKind.CLASS: "class",
    TimeKind.MEETING: "meeting",
    TimeKind.STAFF_TIME: "staff time",
    TimeKind.AFTER_SCHOOL: "time after school",
    TimeKind.BEFORE_SCHOOL: "time before school",
    TimeKind.RELEASE: "lesson to be released from",
}


def people_words(people: Sequence[str]) -> str:
    """A few ids joined, or how many there are."""
    if len(people) > FEW:
        return f"{len(people)} people"
    return " and ".join(people)


def moment(slot: Slot, *, clock: bool = True) -> str:
    """A slot's day with its weekday, and its time."""
    day = date.fromordinal(slot.day)
    text = f"{day} {_WEEKDAYS[day.weekday()]}"
    return f"{text} {slot.start // 60:02}:{slot.start % 60:02}" if clock else text


def nobody_can(asked: Request, days: Days) -> str:
    """The first thing that stands in the way of any slot."""
    item = asked.occurrence
    there = [day for day in asked.days if all(days.of(person, day).duty for person in asked.people)]
    if not there:
        return f"there is no day on which {people_words(asked.people)} {_are(asked.people)} on duty"
    open_ = [day for day in there if not _black(item, days, day)]
    if not open_:
        return "a blackout covers every day of it"
    choices = [choice for party in asked.parties for choice in party.choices]
    if item.at is not None and all(_has_no_room(item, item.at, days, day) for day in open_):
        return f"a standing meeting has {item.where} at that hour"
    if not choices:
        return f"{people_words(asked.people)} {_are(asked.people)} not free at that hour"
    if all(choice.kind is TimeKind.MEETING for choice in choices):
        return _no_meeting(asked, choices, days, open_)
    unknown = sorted(person for person in item.people if not days.known(person))
    if unknown and any(choice.kind in (TimeKind.PREP, TimeKind.CLASS) for choice in choices):
        return (
            f"no timetable says when {people_words(unknown)} {_are(unknown)} free, so only time before and after "
            "school and staff time can be used"
        )
    return _no_time(asked, days, open_)


def _are(people: Sequence[str]) -> str:
    return "is" if len(people) == 1 else "are"


def _black(item: Occurrence, days: Days, day: date) -> bool:
    words = (item.activity, item.kind.value)
    return any(days.world.year.blacked_out(school, day, words) for school in item.schools)


def _has_no_room(item: Occurrence, at: int, days: Days, day: date) -> bool:
    """Whether the room is taken at an hour that is said."""
    end = at + (item.minutes or LENGTH)
    return any(first < end and at < last for first, last in occupied(item, days, day, None))


def _no_meeting(asked: Request, choices: list[TimeChoice], days: Days, open_: list[date]) -> str:
    item = asked.occurrence
    group = next((choice.group for choice in choices if choice.group), None) or item.group
    found = [
        sitting for day in open_ for choice in choices if (sitting := sitting_of(item, choice, days, day))
    ]
    if not found:
        return f"{group or 'no group of all its people'} does not meet in that time"
    longest = max(sitting.minutes for sitting in found)
    if item.minutes is not None and item.minutes > longest:
        return f"the meeting lasts {longest} min, and {item.minutes} min are asked for"
    return f"no meeting of {found[0].group} is free for {people_words(item.lead or item.people)}"


def _no_time(asked: Request, days: Days, open_: list[date]) -> str:
    item = asked.occurrence
    minutes = item.minutes or LENGTH
    nouns = " or ".join(
        dict.fromkeys(
            _NOUNS[choice.kind]
            for party in asked.parties
            for choice in party.choices
            if choice.kind in _NOUNS
        )
    )
    longest = 0
    for day in open_:
        free = _attendees(asked, days, day)
        if starts(free, minutes):
            leads = people_words(item.lead) if item.people and item.lead else "all its people"
            return f"no {nouns} of {people_words(item.people or item.lead)} is free for {leads}"
        longest = max([longest, *(end - start for start, end in free)])
    whose = people_words(item.people or item.lead)
    if longest:
        return f"no {nouns} of {whose} lasts {minutes} min; the longest lasts {longest} min"
    return (
        f"{whose} {'has' if len(item.people or item.lead) == 1 else 'have'} no {nouns} in common in that time"
    )


def _attendees(asked: Request, days: Days, day: date) -> Spans:
    """When those who attend can be had, the lead aside."""
    item = asked.occurrence
    free = DAY
    for party in asked.parties:
        if not set(party.people) <= set(item.people or item.lead):
            continue
        for person in party.people:
            whole: Spans = ()
            for choice in party.choices:
                sitting = sitting_of(item, choice, days, day) if choice.kind is TimeKind.MEETING else None
                span = attends(
                    days, person, day, choice.kind, sitting=sitting, fixed_hour=item.at is not None
                )
                whole = (*whole, *span)
            free = common(free, without(tuple(sorted(set(whole))), days.of(person, day).away))
    return free
