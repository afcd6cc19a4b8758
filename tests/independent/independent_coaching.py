"""What a coach's own report says of people: talks and gaps, what is overdue, open, to be logged, and what is next.

Imports nothing of pdcycle.
"""

from collections import defaultdict
from datetime import date, timedelta

from independent_words import DASH, clock_minutes, counted, iso, length, listed, short_day, span, times


def pair(row):
    return (row["numerator"], row["denominator"]) if row else (0, 0)


def name(mine, person):
    return mine.people.rows[person]["name"]


def coaching(mine, programs, school=None):
    """Members with a talk, talks, their time, and how regular they were."""
    rows = []
    for program in programs:
        gaps = [
            row
            for (other, place, _), row in mine.coaching_gaps().items()
            if other == program.id and school in (None, place)
        ]
        doses = [
            row
            for (other, place, _), row in mine.dose().items()
            if other == program.id and school in (None, place)
        ]
        if gaps:
            rows.append((
                program.written[program.kind], (sum(row["talks"] > 0 for row in gaps), len(gaps)),
                sum(row["talks"] for row in doses), length(sum(row["minutes"] for row in doses)),
                pair(mine.coaching_regularity().get((program.id, school))),
            ))  # fmt: skip
    return [], rows


def coach_parts(mine, coach, own):
    return {
        "coming": ([], coming(mine, coach)),
        "due": due(mine, own),
        "open": ([], still_open(mine, own)),
        "logs": ([], logs(mine, coach)),
        "dose": ([], dose(mine, own)),
    }


def coming(mine, coach):
    """What the coach leads in the next 21 days, from the locks."""
    rows = []
    for program in mine.programs:
        for row in program.lock["events"].values():
            day = iso(row["day"])
            if coach in row.get("lead", ()) and timedelta() <= day - mine.as_of <= timedelta(days=21):
                assert row["state"] != "cancelled"
                with_ = some(mine, row.get("people", []))
                at = times(clock_minutes(row["at"]), int(row["min"]))
                rows.append((day.isoformat(), at, row["title"], with_, row.get("where", "")))
    return rows


def some(mine, people):
    """Up to five by name, more counted."""
    if len(people) > 5:
        return counted(len(people), "person", "people")
    return listed(sorted(name(mine, one) for one in people))


def dose(mine, own):
    rows = []
    for program in own:
        for (other, school, person), gap in mine.coaching_gaps().items():
            if other == program.id:
                had = mine.dose().get((other, school, person), {"talks": 0, "beyond": 0})
                rows.append((
                    name(mine, person), *((program.written[program.kind],) if len(own) > 1 else ()), had["talks"],
                    length(had["minutes"]) if "minutes" in had else DASH, had["beyond"], gap["gap"],
                    span(date.fromisoformat(gap["from_day"]), date.fromisoformat(gap["to_day"])),
                ))  # fmt: skip
    return rows


def title(mine, one):
    """What is asked, with its number where there are several of it, and whether it is the check."""
    program = next(program for program in mine.programs if program.id == one.program)
    start = f"{one.program}/{one.cycle}/{one.activity}/"
    published = {**program.lock["events"], **program.lock["windows"]}
    own = [key for key in one.keys if key != one.person]
    names = [".".join(keys) or "-" for keys in (one.keys, own, [one.person, *own])]
    key = next(key for key in names if f"{start}{key}/{one.n}" in published)
    several = any(f"{start}{other}/{n}" in published for other in names for n in range(2, 40))
    said = published[f"{start}{key}/{one.n}"]["title"]
    said += f" {one.n}" if several and one.about else ""
    return f"{said} (check)" if one.piece == "check" else said


def _waiting(mine, programs, *, over):
    for one in mine.counted:
        mine_too = one.program in {program.id for program in programs}
        if mine_too and mine.state[one] == "due" and (one.due < mine.as_of) == over:
            yield one


def due(mine, own):
    found = defaultdict(list)
    for one in _waiting(mine, own, over=True):
        if one.person and "log" not in one.kinds:
            found[one.person].append((one.due, title(mine, one)))
    rows = [
        (
            name(mine, person),
            len(items),
            "; ".join(f"{said}, due {short_day(day)}" for day, said in sorted(items)),
        )
        for person, items in found.items()
    ]
    return ([], rows) if rows else (["Nothing is overdue."], [])


def still_open(mine, own):
    found = defaultdict(list)
    for one in _waiting(mine, own, over=False):
        if "log" not in one.kinds:
            found[one.program, title(mine, one)].append(one)
    programs = {one.id: one.written[one.kind] for one in own}
    return [
        (
            said, programs[program], min(one.due for one in several).isoformat(), len(several),
            some(mine, {one.person for one in several} - {""}),
        )
        for (program, said), several in found.items()
    ]  # fmt: skip


def logs(mine, coach):
    """Talks of any program that the coach led and that no log has come of."""
    return [
        (title(mine, one), name(mine, one.person), one.due.isoformat())
        for one in _waiting(mine, mine.programs, over=True)
        if "log" in one.kinds and coach in mine.leaders_of(one)
    ]
