"""Small districts drawn from a seed: some easy, some that cannot be; every rule of the schedule occurs in many."""

from datetime import date, timedelta

TIMES = (
    "prep",
    "prep or after-school",
    "class",
    "after-school",
    "before-school",
    "staff-time",
    "release",
    "prep or release",
)
FIRST = date(2026, 9, 7)


def district(draw):
    """The files of one district; `draw` is a random.Random."""
    mild = draw.random() < 0.5
    schools = ["elm", "oak"][: draw.choice((1, 2, 2))]
    teachers = [f"t{n}" for n in range(draw.randint(2, 7))]
    homes = {name: draw.choice(schools) for name in teachers}
    return {
        "pdcycle.yaml": _settings(draw, schools, 2 if mild else 0),
        "calendar.yaml": _calendar(draw, schools, 0.1 if mild else 0.6),
        "people.csv": _people(draw, homes, schools),
        "timetable.csv": _timetable(draw, teachers),
        "absences.csv": _absences(draw, [*teachers, "coach-a"]),
        "groups.yaml": _groups(draw, teachers, schools),
        **{f"curricula/p{n}.yaml": _program(draw, n, mild) for n in range(draw.randint(1, 3))},
    }


def _settings(draw, schools, least):
    supply = "".join(f"  {name}: {draw.randint(least, least + 2)}\n" for name in schools)
    rooms = "".join(f"  {name}: [gym, library]\n" for name in schools)
    return (
        "district: Random\nlanguage: 1\ntime_zone: America/Denver\nschool_year: 2026-27\n"
        f"substitutes:\n{supply}travel:\n  default: {draw.choice((5, 10, 25))} min\nrooms:\n{rooms}"
    )


def _calendar(draw, schools, often):
    lines = []
    for _ in range(draw.randint(0, 4)):
        day = FIRST + timedelta(days=7 * draw.randint(0, 5) + draw.randint(1, 4))
        status = draw.choice(("closed", "staff", "early-release, dismissal: 12:30", "closed"))
        school = f", school: {draw.choice(schools)}" if draw.random() < 0.3 else ""
        lines.append(f"  - {{when: {day}, status: {status}{school}, name: Day}}\n")
    if draw.random() < 0.4:
        lines.append("  - {when: wednesdays, status: early-release, dismissal: 13:15}\n")
    days = "days:\n" + "".join(lines) if lines else ""
    black = FIRST + timedelta(days=draw.randint(0, 20))
    of = draw.choice(("coaching", "class", "after-school"))
    blackouts = f"blackouts:\n  - {{when: {black} .. {black + timedelta(days=4)}, of: [{of}], name: Tests}}\n"
    contract = "contract:\n  notice: 1 day\n"
    if draw.random() < often:
        contract += f"  meetings: {draw.randint(1, 3)} a {draw.choice(('month', 'week', 'term'))}\n"
    if draw.random() < often:
        contract += f"  after_school: {{minutes: {draw.choice((30, 45, 90))}, per: {draw.choice(('week', 'month'))}}}\n"
    if draw.random() < often:
        contract += "  meeting_length: 40 min\n"
    if draw.random() < often:
        contract += f"  coaching: {draw.choice((3, 8, 20))}%\n"
    rotation = draw.random() < 0.5
    entries = "".join(
        f"  {name}: {{name: S, level: k8{', rotation: ab' if rotation else ''}}}\n" for name in schools
    )
    return (
        "calendar: Random\nyear: 2026-08-31 .. 2027-05-28\nstaff_year: 2026-08-24 .. 2027-06-01\n"
        "levels:\n  k8: {duty: 07:30 .. 15:30, students: 08:00 .. 14:45}\n"
        f"schools:\n{entries}terms:\n  fall: 2026-08-31 .. 2026-10-30\n  spring: 2026-11-02 .. year.end\n{days}{blackouts}"
        "bells:\n  k8:\n    regular: {1: 08:00 .. 08:50, 2: 08:55 .. 09:45, 3: 09:50 .. 10:40, 4: 10:45 .. 11:35, 5: 12:15 .. 13:05}\n"
        "rotations:\n  ab: {letters: [A, B]}\n" + contract
    )


def _people(draw, homes, schools):
    rows = ["id,name,role,schools", f"coach-a,A,coach,{';'.join(schools)}"]
    for name, school in homes.items():
        both = ";".join(schools) if draw.random() < 0.1 else school
        rows.append(f"{name},T,teacher,{both}")
    return "\n".join(rows) + "\n"


def _timetable(draw, teachers):
    rows = ["person,term,day,period,kind,room"]
    for name in teachers:
        preps = {
            letter: draw.choice(("1", "2", "2", "3", "24", "5"))
            for letter in draw.choice((("",), ("A", "B")))
        }
        rows += [
            f"{name},,{letter},{period},{'prep' if period in free else 'class'},R{name}"
            for letter, free in preps.items()
            for period in "12345"
        ]
    return "\n".join(rows) + "\n"


def _absences(draw, people):
    rows = ["person,from,to,part"]
    for _ in range(draw.randint(0, 5)):
        first = FIRST + timedelta(days=draw.randint(0, 25))
        last = first + timedelta(days=draw.randint(0, 4))
        rows.append(f"{draw.choice(people)},{first},{last},{draw.choice(('all', 'am', 'pm'))}")
    return "\n".join(rows) + "\n"


def _groups(draw, teachers, schools):
    text = "groups: Random\nlist:\n"
    for name in ("g0", "g1"):
        members = sorted(draw.sample(teachers, draw.randint(1, len(teachers))))
        meets = draw.choice(("tuesdays 14:45, 40 min", "thursdays 08:55, 50 min", "fridays 14:50, 30 min"))
        where = draw.choice(("library", "online", "gym"))
        text += f"  {name}:\n    coach: coach-a\n    meets: {meets}\n    where: {where}\n    members: [{', '.join(members)}]\n"
    return text


def _program(draw, number, mild):
    text = f"curriculum: Random\ngroup: g{draw.randint(0, 1)}\ncycles:\n  - when: fall\n    id: c{number}\n    activities:\n"
    dates = []
    for n in range(draw.randint(1, 3)):
        kind = draw.choice(("coaching", "meeting", "observation", "event", "workshop", "meeting"))
        first = FIRST + timedelta(days=draw.randint(0, 20))
        last = first + timedelta(days=draw.choice((13, 20) if mild else (0, 2, 6, 6, 13)))
        text += f"      a{n}:\n        kind: {kind}\n        when: {first} .. {last}\n"
        if draw.random() < 0.7:
            text += "        lead: coach\n"
        if kind in ("coaching", "observation"):
            text += "        each: member\n"
        if kind == "meeting" and draw.random() < 0.5:
            text += "        in: meeting\n"
        elif kind != "observation":
            text += f"        in: {draw.choice(TIMES[:2] if mild and kind == 'coaching' else TIMES)}\n"
        if draw.random() < 0.8:
            text += f"        length: {draw.choice((20, 30) if mild else (20, 30, 40, 45, 90))} min\n"
        if kind == "event" and draw.random() < 0.6:
            text += "        at: 18:00\n"
        if kind in ("event", "workshop") and draw.random() < 0.7:
            text += f"        where: {draw.choice(('gym', 'library'))}\n"
        if (
            draw.random() < 0.15 and kind in ("event", "workshop", "meeting") and first.weekday() == 0
        ):  # no line closes a Monday
            dates.append(f"      a{n}: {first} 15:00\n")
    return text + ("    dates:\n" + "".join(dates) if dates else "")
