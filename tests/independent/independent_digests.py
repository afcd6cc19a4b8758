"""Reports of a coach, a school, the district, a half-day and a celebration as their JSON has them, worked out by hand.

`digest` gives {part: (lines, rows)} and the lead. A figure is a pair of numbers, a day its ISO form. Imports nothing of
pdcycle. `sides` is for those who may not see people: observations are then counted on two sides of the scale.
"""

from collections import defaultdict

from independent_coaching import coach_parts, coaching
from independent_figures import ASKS_FROM
from independent_load import leaders, weeks
from independent_reports import goal_line
from independent_titles import titles
from independent_words import (
    DASH,
    counted,
    iso,
    length,
    listed,
    long_day,
    percent,
    rounded,
    share_of,
    short_day,
)

ALL = "All together"
STATUSES = ("drafted", "shared", "approved", "revised")


def pair(row):
    return (row["numerator"], row["denominator"]) if row else (0, 0)


def programs(mine):
    """A plan is one person's and in no report of several programs."""
    return [one for one in mine.programs if one.kind != "plan"]


def apart(mine, *, sides):
    """Whose people's levels and hours are counted: for who may not see people, of two that share some the larger."""
    found = []
    for program in sorted(programs(mine), key=lambda one: -len(one.stays)):
        people = {stay.person for stay in program.stays}
        if not sides or not any(people & {stay.person for stay in other.stays} for other in found):
            found.append(program)
    return found


def schools_of(mine, program):
    there = {mine.people.school(stay.person) for stay in program.stays} | set(program.schools)
    return [name for name in mine.calendar["schools"] if name in there]


def schools(mine):
    there = {name for one in programs(mine) for name in schools_of(mine, one)}
    return [name for name in mine.calendar["schools"] if name in there]


def school_name(mine, school):
    return mine.calendar["schools"][school]["name"] if school else ALL


def focus_title(mine, focus):
    area = mine.reading.rubric["focus"].get(focus)
    return area["title"] if area else focus or DASH


def component_title(mine, component):
    title = mine.reading.rubric["components"][component]
    return f"{component} {title['title'] if isinstance(title, dict) else title}"


def program_title(program):
    return program.written[program.kind]


# Parts


def goals(mine, school=None):
    rows = []
    for program, owner, now, history in mine.goals():
        if program.kind == "plan" or school not in (None, owner):
            continue
        line = goal_line(mine, program, owner, now, history)
        by = iso(line["by"])
        earlier = [one["target"] for one in line["history"].values() if one["target"] != line["target"]]
        target = f"{line['target']} by {short_day(by)}, {by.year}"
        target += f", before: {', '.join(earlier)}" if earlier else ""
        rows.append((
            school_name(mine, owner) if owner else program_title(program), now["text"], line["baseline"], target,
            pair(line["figure"]) if line["way"] else "not measured yet",
            long_day(iso(line["day"])) if line["way"] else DASH, left(line),
        ))  # fmt: skip
    return [], rows


def left(line):
    top, whole = pair(line["figure"])
    if not whole:
        return ""
    missing = share_of(line["target"]) - share_of(f"{top} of {whole}")
    return "reached" if missing <= 0 else f"{rounded(missing * 100)} points to go"


def usual(mine, program, school):
    """The usual shares of a school in a program, in the order of their columns."""
    id_ = program.id
    return tuple(
        pair(row)
        for row in (
            mine.completion().get((id_, None, school)),
            mine.on_time().get((id_, school)),
            mine.courses().get((id_, "completion", school)),
            mine.courses().get((id_, "check", school)),
            mine.artifacts().get((id_, school)),
            mine.break_outs().get((id_, school)),
        )
    )


def shares(mine, school):
    rows = [(program_title(one), *usual(mine, one, school)) for one in programs(mine)]
    return [], [row for row in rows if any(whole for _, whole in row[1:])]


def shares_by_school(mine, program):
    places = [*schools_of(mine, program), None]
    return [], [(school_name(mine, place), *usual(mine, program, place)) for place in places]


def months(mine, program, school=None):
    rows, before = [], None
    for key, row in sorted(mine.participation().items(), key=str):
        if key[:2] == (program.id, "month") and key[3] == school:
            now, name = pair(row), f"{iso(key[2]):%B %Y}"
            change = f"{now[0] - before[0]:+d}".replace("+0", "0") if before else ""
            rows.append((name, now, before, change))
            before = now
    said = "Members who showed anything in the month: a course, a session, a talk, something handed in."
    since = f"Counted from {long_day(ASKS_FROM[program.id])}, when the program first asks for anything."
    return [f"{said} {since}"] if rows else [], rows


def by_week(mine, program, school=None):
    found = mine.participation()
    days = sorted({key[2] for key in found if key[:2] == (program.id, "week")})
    places = [school] if school else [*schools_of(mine, program), None]
    if school and not any((program.id, "week", day, school) in found for day in days):
        return [], []
    return [], [
        (day, *(pair(found.get((program.id, "week", day, place))) for place in places)) for day in days
    ]


def plans(mine, school=None):
    found = mine.plan_status()
    rows = [
        (program_title(one), *(pair(found.get((one.id, status, school))) for status in STATUSES))
        for one in programs(mine)
    ]
    return [], [row for row in rows if any(whole for _, whole in row[1:])]


def observations(mine):
    found = defaultdict(dict)
    for (school, component, level), row in mine.observations().items():
        if school is None:
            found[component][level] = row
    return [], [
        (component_title(mine, component), *levels(mine, by_level, sides=False))
        for component, by_level in found.items()
    ]


def levels(mine, by_level, *, sides):
    """How many at each level, or on each side of the scale's middle; of how many, and of how many people."""
    counts = [by_level[rank]["numerator"] if rank in by_level else 0 for rank in sorted(mine.levels.values())]
    if sides:
        middle = len(counts) // 2
        counts = [sum(counts[:middle]), sum(counts[middle:])]
    row = next(iter(by_level.values()))
    assert sum(counts) == row["denominator"]
    return (*counts, row["denominator"], row["people"])


def sub_goals(mine, school=None, *, sides=False):
    found = defaultdict(dict)
    for (place, goal, component, level), row in mine.sub_goals().items():
        if school in (None, place):
            found[place, goal, component][level] = row
    return [], [
        (
            *(() if school else (school_name(mine, place),)),
            focus_title(mine, goal),
            component_title(mine, component),
            *levels(mine, by_level, sides=sides),
        )
        for (place, goal, component), by_level in found.items()
    ]


def growth(mine, school=None, *, sides=False):
    found = defaultdict(dict)
    for (program, component, moved, place), row in mine.rubric_growth().items():
        if place == school:
            found[program, component][moved] = row
    rows = [
        (
            program_title(one), component_title(mine, component),
            *(ways[way]["numerator"] for way in ("down", "same", "up")), ways["up"]["denominator"],
        )
        for one in apart(mine, sides=sides)
        for (program, component), ways in found.items()
        if program == one.id
    ]  # fmt: skip
    return [], rows


def surveys(mine, school=None):
    found = defaultdict(lambda: [0, 0])
    for (survey, place, audience, period), row in mine.survey().items():
        assert not period
        if school in (None, place):
            found[mine.survey_titles[survey], audience][0] += row["numerator"]
            found[mine.survey_titles[survey], audience][1] += row["denominator"]
    return [], [(*key, DASH, tuple(figure)) for key, figure in found.items()]


def answered(mine):
    assert not mine.survey_answered()
    rows = [
        (
            program_title(one),
            "results that came of those due",
            pair(mine.survey_response().get((one.id, None))),
        )
        for one in programs(mine)
    ]
    return [], [row for row in rows if row[2][1]]


def hours(mine, school=None, *, sides=False):
    found = mine.hours_pace()
    rows = [
        (rule["hours"], program_title(one), pair(found.get((id_, one.id, school))))
        for id_, rule in mine.hours_rules.items()
        for one in apart(mine, sides=sides)
    ]
    rows = [row for row in rows if row[2][1]]
    lines = []
    for rule in mine.hours_rules.values() if rows else ():
        lines.append(
            f"{rule['hours']}: {rule['required']} in {rule['years']} years, each activity rounded "
            f"{rule['rounding']['how']} to {rule['rounding']['to']}; read on {rule['as_of']} from {rule['source']}."
        )
        untold = [f"the cap on {cap['category']}" for cap in rule.get("caps", ())]
        untold += [f"the part for {part['tag']}" for part in rule.get("parts", ())]
        lines.append(f"{rule['hours']}, not checked, as no export tells it: {', '.join(untold)}.")
    return lines, rows


def substitutes(mine, school=None):
    found, rows = mine.substitutes(), []
    for program in programs(mine):
        for place in [school] if school else [*schools(mine), None]:
            for way, words in (("used", "covered by substitutes"), ("avoided", "done without")):
                row = found.get((program.id, way, place))
                if row:
                    whole, rest = divmod(row["cost"], 100)
                    price = f"{whole:,}.{rest:02} {row['currency']}".replace(".00 ", " ")
                    where = () if school else (school_name(mine, place),)
                    rows.append((program_title(program), *where, words, row["half_days"], price))
    costs = mine.settings["costs"]
    lines = [
        f"A substitute's day costs {costs['substitute_day']} {costs['currency']} ({costs['source']}).",
        "A half-day is 3 h 30 min and the least that is paid; a course at one's own pace counts as one session.",
    ]
    return (lines, rows) if rows else ([], [])


def load(mine):
    """Everybody who leads: weeks, those that ask too much, and the fullest."""
    rows = []
    for person in leaders(mine):
        found = weeks(mine, person)
        busy = [(week.asked - week.available, week.asked, -monday.toordinal(), monday) for monday, week in found.items() if week.asked]  # fmt: skip
        said = "nothing asked so far"
        if busy:
            monday = max(busy)[-1]
            said = f"{short_day(monday)}: {length(found[monday].asked)} of {length(found[monday].available)}"
        over = sum(week.asked > week.available for week in found.values())
        rows.append((mine.people.rows[person]["name"], len(found), over, said))
    return ["Available is 60% of the time on duty; asked are meetings, talks and visits, the ways between buildings and the logs to write."], rows  # fmt: skip


# Reports


def kept(parts):
    return {id_: part for id_, part in parts.items() if part[0] or part[1]}


def taking_part(mine, program, school=None):
    return {
        f"participation-{program.id}": months(mine, program, school),
        f"weeks-{program.id}": by_week(mine, program, school),
    }


def district(mine, *, sides=False):
    parts = {"goals": goals(mine)}
    for one in programs(mine):
        parts[f"shares-{one.id}"] = shares_by_school(mine, one)
        parts |= taking_part(mine, one)
    parts |= {
        "plans": plans(mine), "coaching": coaching(mine, programs(mine)), "observations": observations(mine),
        "sub-goals": sub_goals(mine, sides=sides), "growth": growth(mine, sides=sides), "surveys": surveys(mine),
        "answered": answered(mine), "hours": hours(mine, sides=sides), "substitutes": substitutes(mine), "load": load(mine),
    }  # fmt: skip
    lead = f"{counted(len(schools(mine)), 'school')}, {counted(len(programs(mine)), 'program')}."
    return [lead], kept(parts)


def school(mine, id_, *, sides=False):
    parts = {"goals": goals(mine, id_), "shares": shares(mine, id_)}
    for one in programs(mine):
        if id_ in schools_of(mine, one):
            parts |= taking_part(mine, one, id_)
    parts |= {
        "plans": plans(mine, id_), "coaching": coaching(mine, programs(mine), id_),
        "sub-goals": sub_goals(mine, id_, sides=sides), "growth": growth(mine, id_, sides=sides), "surveys": surveys(mine, id_),
        "hours": hours(mine, id_, sides=sides), "substitutes": substitutes(mine, id_),
    }  # fmt: skip
    staff = sum(id_ in row["schools"].split(";") for row in mine.people.rows.values())
    lead = [f"{program_title(one)}: {focus_title(mine, one.written['schools'][id_]['focus'])}." for one in initiatives(mine)]  # fmt: skip
    return [*lead, f"{counted(staff, 'person', 'people')} on the staff."], kept(parts)


def initiatives(mine):
    return [one for one in programs(mine) if one.schools]


def half_day(mine, *, sides=False):
    (program,) = initiatives(mine)
    parts = {}
    for place in schools(mine):
        pack = {
            "agenda": ([agenda(mine, program, place)], []),
            "goals": goals(mine, place), "shares": shares(mine, place),
            f"participation-{program.id}": months(mine, program, place),
            "sub-goals": sub_goals(mine, place, sides=sides), "surveys": surveys(mine, place),
            "courses": ([], further(mine, program, place)), "rewrite": ([reads(mine, place)], []),
        }  # fmt: skip
        parts |= {f"{place}-{id_}": part for id_, part in kept(pack).items()}
    return [f"{program_title(program)}."], parts


def agenda(mine, program, place):
    """The next half-day of the lock, else the last."""
    days = sorted(
        iso(row["day"])
        for name, row in program.lock["events"].items()
        if name.split("/")[2] == "half-day" and place in row["schools"] and row["state"] != "cancelled"
    )
    day = next((day for day in days if day >= mine.as_of), days[-1])
    focus = focus_title(mine, program.written["schools"][place]["focus"])
    return f"{program_title(program)}: {focus}. It is on {long_day(day)}."


def further(mine, program, place):
    """What the catalog has for the focus that the program does not ask for."""
    wanted = set(mine.reading.rubric["focus"][program.written["schools"][place]["focus"]]["components"])
    asked = {one.item for one in mine.asked if one.program == program.id}
    return [
        (one["title"], one.get("hours", DASH), listed(sorted(wanted & set(one.get("components", ())))))
        for id_, one in mine.catalog.items()
        if id_ not in asked and wanted & set(one.get("components", ()))
    ]


def reads(mine, place):
    (now,) = (now for _, owner, now, _ in mine.goals() if owner == place)
    return f"It reads today: {now['text'].rstrip('.')}, from {now['baseline']} to {now['target']}."


def celebration(mine, *, sides=False):
    del sides
    (program,) = initiatives(mine)
    words = ("courses completed", "checks passed", "artifacts shared", "break-outs held")
    together = [
        (program_title(one), said, figure)
        for one in programs(mine)
        for said, figure in zip(words, usual(mine, one, None)[2:], strict=True)
        if figure[1]
    ]
    parts = {"together": ([], together), "goals": goals(mine), "next": ([], [])}
    for place in schools(mine):
        made, kept_out = titles(mine, programs(mine), [place])
        lines = [f"Focus: {focus_title(mine, program.written['schools'][place]['focus'])}."]
        lines += [story(mine, place), *kept_out]
        parts[f"school-{place}"] = (lines, [(title,) for title in made])
    parts["next"] = ([], [
        (school_name(mine, place), focus_title(mine, one["focus"]), now["text"])
        for place, one in program.written["schools"].items()
        for _, owner, now, _ in mine.goals()
        if owner == place
    ])  # fmt: skip
    return [f"{program_title(program)}."], kept(parts)


def story(mine, place):
    ((program, owner, now, history),) = (one for one in mine.goals() if one[1] == place)
    line = goal_line(mine, program, owner, now, history)
    said = f"Goal: {now['text'].rstrip('.')}, from {line['baseline']} to {line['target']}."
    if not line["way"]:
        return f"{said} It has not been measured yet."
    top, whole = pair(line["figure"])
    share = share_of(f"{top} of {whole}")
    figure = f"{top} of {whole} ({percent(share)}) by {long_day(iso(line['day']))}"
    if share >= share_of(line["target"]):
        return f"{said} Reached: {figure}."
    more = share - share_of(line["baseline"])
    grown = f", {rounded(more * 100)} points more than at the start" if more > 0 else ""
    return f"{said} On the way: {figure}{grown}."


def coach(mine, id_, *, sides=False):
    del sides
    own = [one for one in mine.programs if mine.coach_of(one) == id_]
    people = {stay.person for one in own for stay in one.stays if stay.holds(mine.as_of)}
    parts = {"programs": ([], [_coached(mine, one) for one in own])}
    parts |= coach_parts(mine, id_, own)
    rows = [
        (monday.isoformat(), length(week.asked), length(week.available),
         "too much" if week.asked > week.available else "fits")
        for monday, week in weeks(mine, id_).items()
        if week.asked
    ]  # fmt: skip
    said = load(mine)[0] if rows else ["Nothing is asked of a week so far."]
    parts["weeks"] = (said, rows)
    lead = f"{counted(len(people), 'person', 'people')} in {counted(len(own), 'program')}."
    return [lead], kept(parts)


def _coached(mine, program):
    terms = {
        name: [iso(mine.year_days.get(text, text)) for text in when.split(" .. ")]
        for name, when in mine.calendar["terms"].items()
    }
    now = [
        cycle["focus"]
        for cycle in program.cycles
        if "focus" in cycle and terms[cycle["when"]][0] <= mine.as_of <= terms[cycle["when"]][1]
    ]
    focus = focus_title(mine, (now or [program.written.get("focus")])[0])
    members = sum(stay.holds(mine.as_of) for stay in program.stays)
    return (program_title(program), focus, members, *usual(mine, program, None)[:2])


def digests(mine, *, sides=False):
    """Every report of a kind there is, as `school:lincoln` or `district`, with its lead and parts."""
    coaches = sorted({mine.coach_of(one) for one in mine.programs} - {None, ""})
    return {
        **{f"coach:{id_}": coach(mine, id_) for id_ in coaches},
        **{f"school:{id_}": school(mine, id_, sides=sides) for id_ in schools(mine)},
        "district": district(mine, sides=sides),
        "half-day": half_day(mine, sides=sides),
        "celebration": celebration(mine),
    }
