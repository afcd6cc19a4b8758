"""What the weeks of a year ask of those who lead it, as parts of digests for the coach alone."""

from __future__ import annotations

from pdcycle import wording
from pdcycle.progress.digest import Code, Load, LoadRow, Part, Sentence

_FROM = Sentence(
    (
        "Worked out from the calendar and the timetable; no export is read for it. ",
        Code("pdcycle capacity"),
        " shows it week by week.",
    )
)


def load_part(load: Load) -> Part:
    """One person's weeks, each with what it asks and what there is."""
    rows = tuple(
        (
            week.monday,
            wording.minutes(week.asked),
            wording.minutes(week.available),
            "too much" if week.over else "fits",
        )
        for row in load.rows
        for week in row.weeks
        if week.asked
    )
    if not rows:
        return Part("weeks", "What the weeks ask", ("Nothing is asked of a week so far.",))
    heads = ("Week of", "Asked", "Available", "Fits")
    return Part("weeks", "What the weeks ask", (_said(load),), heads, rows, (load,), notes=(_FROM,))


def leaders_part(load: Load) -> Part:
    """Everybody who leads: how many weeks fit, and the fullest one."""
    rows = tuple(
        (row.name, len(row.weeks), sum(week.over for week in row.weeks), _fullest(row)) for row in load.rows
    )
    heads = ("Who", "Weeks", "Ask too much", "The fullest")
    return Part(
        "load", "What the weeks ask of those who lead", (_said(load),), heads, rows, (load,), notes=(_FROM,)
    )


def _said(load: Load) -> str:
    return (
        f"Available is {wording.share(load.share)} of the time on duty; asked are meetings, talks and visits, the ways "
        "between buildings and the logs to write."
    )


def _fullest(row: LoadRow) -> str:
    busy = [week for week in row.weeks if week.asked]
    if not busy:
        return "nothing asked so far"
    week = max(busy, key=lambda one: (one.asked - one.available, one.asked, -one.monday.toordinal()))
    return f"{wording.short_day(week.monday)}: {wording.minutes(week.asked)} of {wording.minutes(week.available)}"
