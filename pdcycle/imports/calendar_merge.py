"""A published year laid into a calendar.yaml somebody wrote: only lines of `days:` come or change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pdcycle.diagnostics import Route
from pdcycle.imports.audience import Audience
from pdcycle.imports.calendar_text import Change, edited
from pdcycle.imports.day_lines import MARKS, RANK, Line
from pdcycle.imports.published import Aside
from pdcycle.language.document import Document
from pdcycle.language.time import EveryWeekday
from pdcycle.model.calendar import Calendar, DayLine, DayStatus

_RECORDED = 9
"""The rank of a closure that happened: stronger than whatever is published."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The new text; published lines that were there already, came, changed a line, or cannot hold.

    `unsaid` are the lines of the calendar's file on whose days the published file says nothing.
    """

    text: str
    there: tuple[Line, ...]
    added: tuple[Line, ...]
    changed: tuple[Line, ...]
    aside: tuple[Aside, ...]
    unsaid: tuple[int, ...]


def merge(document: Document, calendar: Calendar, lines: Sequence[Line]) -> Merged:
    """The document's text with what the lines say; a second time changes nothing.

    Raises PdcycleError where `days:` is written so that no line can be put into it.
    """
    days = calendar.days
    rows = [document.span(Route(document.file, ("days", index))).start.line for index in range(len(days))]
    there: list[Line] = []
    added: list[Change] = []
    changed: list[Change] = []
    aside: list[Aside] = []
    for line in lines:
        exact = next((at for at in _exact(line, days) if days[at].status == line.status), None)
        same = _same(line, days, lines)
        against = _stronger(line, days)
        if exact is not None and line.clock is not None and _lacks_hours(days[exact]):
            changed.append(Change(exact, line, replaces=True))
        elif exact is not None:
            there.append(line)
            if line.clock not in (None, _clock(days[exact])):
                aside += _against(line, f"it says {line.clock:%H:%M}, not so line {rows[exact]}", document)
        elif _covered(line, days):
            there.append(line)
        elif same is not None:
            changed.append(Change(same, line, replaces=True))
        elif against is not None:
            aside += _against(line, f"it disagrees with line {rows[against]}", document)
        else:
            added.append(Change(_position(line, days), line))
    changes = [*changed, *_in_order(added)]
    return Merged(
        edited(document, calendar, changes) if changes else document.text,
        tuple(there),
        tuple(change.line for change in added),
        tuple(change.line for change in changed),
        tuple(aside),
        tuple(rows[index] for index, other in enumerate(days) if _unsaid(other, lines)),
    )


def _against(line: Line, why: str, document: Document) -> list[Aside]:
    return [Aside(source, line.name, f"{why} of {document.file}") for source in line.sources]


def _about(line: DayLine) -> Audience:
    return Audience(levels=line.level, schools=line.school, grades=line.grades)


def _rank(line: DayLine) -> int:
    return _RECORDED if line.unplanned else RANK[line.status.value]


def _lacks_hours(line: DayLine) -> bool:
    """Whether a line is as an import without a time would have written it."""
    return not (line.start or line.dismissal or line.half) and line.who == "everyone"


def _clock(line: DayLine) -> object:
    return line.start if line.status is DayStatus.LATE_START else line.dismissal


def _exact(line: Line, days: Iterable[DayLine]) -> list[int]:
    """Lines of the same days and for the same people."""
    return [
        index
        for index, other in enumerate(days)
        if other.when.days == (line.first, line.last) and _about(other) == line.audience
    ]


def _covered(line: Line, days: Sequence[DayLine]) -> bool:
    """Whether the lines that hold on its days say the same; a day given back needs a line of its own."""
    if line.status == DayStatus.REGULAR:
        return False
    return all(
        _status_on(day, line.audience, days) == line.status for day in _weekdays(line.first, line.last)
    )


def _weekdays(first: date, last: date) -> list[date]:
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5] or days


def _status_on(day: date, audience: Audience, days: Iterable[DayLine]) -> str:
    """The status of the last line that is about a day and about all these people."""
    status = ""
    for line in days:
        about = _about(line)
        if line.who == "everyone" and (about.everyone or about == audience) and _is_on(line, day):
            status = line.status.value
    return status


def _is_on(line: DayLine, day: date) -> bool:
    if line.when.days is not None:
        return line.when.days[0] <= day <= line.when.days[1]
    rule = line.when.rule
    if not isinstance(rule, EveryWeekday) or rule.other:
        return False
    return day.weekday() in rule.weekdays and (rule.since is None or day >= rule.since)


def _same(line: Line, days: Sequence[DayLine], lines: Sequence[Line]) -> int | None:
    """The one line of the same days whose status the file now says otherwise."""
    rivals = [
        other
        for other in lines
        if (other.first, other.last, other.audience) == (line.first, line.last, line.audience)
        and (other.status in MARKS) == (line.status in MARKS)
    ]
    said = {other.status for other in rivals}
    found = [
        index
        for index in _exact(line, days)
        if not days[index].unplanned
        and days[index].who == "everyone"
        and days[index].status.value not in said
        and (days[index].status.value in MARKS) == (line.status in MARKS)
    ]
    return found[0] if len(found) == 1 and rivals[0] == line else None


def _meets(line: Line, other: DayLine) -> bool:
    return other.when.days is not None and line.overlaps(*other.when.days)


def _stronger(line: Line, days: Sequence[DayLine]) -> int | None:
    """A stronger line that holds on all of its days, so that it would say nothing."""
    for index, other in enumerate(days):
        if other.when.days is None or not (_about(other).everyone or _about(other) == line.audience):
            continue
        whole = other.when.days[0] <= line.first and line.last <= other.when.days[1]
        if whole and _rank(other) > RANK[line.status]:
            return index
    return None


def _position(line: Line, days: Sequence[DayLine]) -> int:
    """Before which line it goes: by date, after weaker lines it meets and before stronger ones."""
    rank = RANK[line.status]
    after = [
        index
        for index, other in enumerate(days)
        if other.when.days is None
        or other.when.days[0] <= line.first
        or (_meets(line, other) and _rank(other) <= rank)
    ]
    stronger = [index for index, other in enumerate(days) if _meets(line, other) and _rank(other) > rank]
    return min([max(after, default=-1) + 1, *stronger])


def _in_order(added: Sequence[Change]) -> list[Change]:
    """The same, no line behind a stronger new one that it shares a day with."""
    done: list[Change] = []
    for change in reversed(added):
        later = [
            other.index
            for other in done
            if other.line.rank > change.line.rank and other.line.overlaps(change.line.first, change.line.last)
        ]
        done.append(replace(change, index=min([change.index, *later])))
    return done[::-1]


def _unsaid(line: DayLine, lines: Iterable[Line]) -> bool:
    if line.when.days is None or line.unplanned:
        return False
    return not any(_meets(other, line) for other in lines)
