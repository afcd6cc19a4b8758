"""The authored calendar as pages list it: what is out of the ordinary, in the district's words."""

from __future__ import annotations

from pdcycle.documents.material import DayMark
from pdcycle.model.calendar import Calendar, DayLine, DayStatus

_WORDS = {
    DayStatus.CLOSED: "No school",
    DayStatus.STAFF: "Staff day",
    DayStatus.EARLY_RELEASE: "Early release",
    DayStatus.LATE_START: "Late start",
    DayStatus.HALF_DAY: "Half-day",
    DayStatus.REMOTE: "Remote day",
    DayStatus.CONFERENCES: "Conferences",
    DayStatus.TESTING: "Testing",
}


def marks_of(calendar: Calendar) -> tuple[DayMark, ...]:
    """The dated lines of `days:`; weekday rules and regular days are left out."""
    marks = []
    for line in calendar.days:
        if line.when.days is not None and line.status is not DayStatus.REGULAR:
            first, last = line.when.days
            marks.append(DayMark(first, last, _WORDS[line.status].lower(), _title(line), tuple(line.school)))
    return tuple(
        sorted(marks, key=lambda mark: (mark.first, mark.last, mark.status, mark.title, mark.schools))
    )


def _title(line: DayLine) -> str:
    title = line.name or _WORDS[line.status]
    return f"{title}, {', '.join(line.level)}" if line.level else title


def school_titles(calendar: Calendar) -> dict[str, str]:
    """The schools' names by id, in the calendar's order."""
    return {school: entry.name for school, entry in calendar.schools.items()}
