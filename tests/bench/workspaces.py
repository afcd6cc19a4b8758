"""Whole workspaces, seeded and of any size: schools of thirty teachers, two coaches each, a fall of visits and talks.

Run: python tests/bench/workspaces.py TEACHERS FOLDER [SEED]
"""

import random
import sys
from pathlib import Path

GROUP, SCHOOL = 15, 30
SETTINGS = """\
district: Fairlake Public Schools
language: 1
time_zone: America/New_York
school_year: 2026-27
as_of: 2026-08-24
substitutes: {{{supply}}}
"""
CALENDAR = """\
calendar: Fairlake Public Schools 2026-27
year: 2026-08-31 mon .. 2027-06-15 tue
staff_year: 2026-08-24 mon .. 2027-06-17 thu
levels:
  middle: {duty: 08:00 .. 15:30, students: 08:30 .. 15:10}
schools:
SCHOOLS
terms:
  fall: 2026-08-31 .. 2027-01-22
  spring: 2027-01-25 .. year.end
days:
  - {when: 2026-09-07 mon, status: closed, name: Labor Day}
  - {when: 2026-10-12 mon, status: closed, name: Columbus Day}
  - {when: 2026-11-11 wed, status: closed, name: Veterans Day}
  - {when: 2026-11-25 .. 2026-11-27, status: closed, name: Thanksgiving recess}
  - {when: 2026-12-21 .. 2027-01-01, status: closed, name: Winter recess}
  - {when: 2027-01-18 mon, status: closed, name: Martin Luther King Jr. Day}
bells:
  middle:
    regular:
      1: 08:30 .. 09:15
      2: 09:20 .. 10:05
      3: 10:10 .. 10:55
      4: 11:00 .. 11:45
      5: 11:50 .. 12:35
      6: 12:40 .. 13:25
      7: 13:30 .. 14:15
      8: 14:20 .. 15:05
"""
CURRICULUM = """\
curriculum: Coaching in {group}
group: {group}
cycles:
  - when: fall
    activities:
      visit:
        kind: observation
        each: member
        lead: coach
        every: 2 weeks
        when: 2026-09-08 .. 2026-12-18
        length: 45 min
        in: {{member: class}}
      talk:
        kind: coaching
        each: member
        lead: coach
        when: visit .. +3 school days
        length: 40 min
        in: prep or after-school
"""
PEOPLE = "id,name,email,staff_id,role,schools,department,grades,subjects,years,prep,coach,mentor,principal,evaluator,aliases"


def write(root, teachers, seed=1):
    """Write a workspace; the same files for the same numbers."""
    chance = random.Random(seed)
    people, rows, groups, away = (
        [PEOPLE],
        ["person,term,day,period,kind,room"],
        ["groups: Fairlake", "list:"],
        [],
    )
    schools = [f"school-{number + 1:03}" for number in range(-(-teachers // SCHOOL))]
    (root / "curricula").mkdir(parents=True)
    for first in range(0, teachers, GROUP):
        school, group = schools[first // SCHOOL], f"team-{first // GROUP + 1:03}"
        coach = f"coach-{first // GROUP + 1:03}"
        members = [f"t{number + 1:05}" for number in range(first, min(teachers, first + GROUP))]
        people.append(f"{coach},Coach {coach[-3:]},{coach}@fairlake.example,,coach,{school},,,,12,,,,,,")
        day = chance.randrange(13, 30)
        away.append(f"{coach},2026-10-{day},2026-10-{day},all")
        for number, name in enumerate(members):
            people.append(
                f"{name},Teacher {name[1:]},{name}@fairlake.example,,teacher,{school},,6-8,,{number % 20},,,,,,"
            )
            prep, lunch = chance.choice((1, 2, 3, 6, 7, 8)), chance.choice((4, 5))
            kinds = {prep: "prep", lunch: "lunch"}
            rows += [f"{name},,,{period},{kinds.get(period, 'class')},R{number}" for period in range(1, 9)]
            day = chance.randrange(13, 30)
            away += [f"{name},2026-10-{day},2026-10-{day},all"] if chance.random() < 0.2 else []
        groups += [
            f"  {group}:",
            f"    title: Team {group[-3:]}",
            f"    school: {school}",
            f"    coach: {coach}",
        ]
        groups += [f"    members: [{', '.join(members)}]"]
        (root / "curricula" / f"{group}.yaml").write_text(CURRICULUM.format(group=group))
    supply = ", ".join(f"{school}: 2" for school in schools)
    listed = "\n".join(f"  {school}: {{name: School {school[-3:]}, level: middle}}" for school in schools)
    (root / "pdcycle.yaml").write_text(SETTINGS.format(supply=supply))
    (root / "calendar.yaml").write_text(CALENDAR.replace("SCHOOLS", listed))
    for name, lines in (
        ("people", people),
        ("timetable", rows),
        ("absences", ["person,from,to,part", *away]),
    ):
        (root / f"{name}.csv").write_text("\n".join(lines) + "\n")
    (root / "groups.yaml").write_text("\n".join(groups) + "\n")


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]), *map(int, sys.argv[3:]))
