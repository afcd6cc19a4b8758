"""A workspace around a learning platform's export of any length, seeded and invented.

Run:  python learning_platform.py FOLDER ROWS
About 140 bytes a row; a person for 66 rows; 3 % of the people are not in people.csv, a few addresses are in capitals.
Where PDCYCLE_PEER_BENCH names a folder with another benchmark's `gen_export.py`, its export is taken, wrapped in the
same workspace: a person's id stands for the name, which that roster gives to several.
"""

import csv
import os
import random
import runpy
import sys
from datetime import date, timedelta
from pathlib import Path

GIVEN = (
    "Ana",
    "Bo",
    "Cleo",
    "Dara",
    "Eli",
    "Fay",
    "Gil",
    "Hana",
    "Ivo",
    "June",
    "Kai",
    "Lena",
    "Milo",
    "Nora",
)
FAMILY = (
    "Abara",
    "Brook",
    "Castro",
    "Dunn",
    "Engel",
    "Falk",
    "Grant",
    "Haas",
    "Ito",
    "Jensen",
    "Kumar",
    "Lund",
)
TITLES = (
    "Number talks",
    "Close reading",
    "Lab safety",
    "Small groups",
    "Data, evidence and feedback",
    "Special education law",
)
FIRST = date(2026, 8, 3)
COURSES = 120


def people(folder, count, rng):
    schools = max(10, min(400, count // 38))
    users = []
    with (folder / "people.csv").open("w") as stream:
        stream.write("id,name,email,role,schools\n")
        for number in range(count):
            given, family = rng.choice(GIVEN), rng.choice(FAMILY)
            email, school = f"{given}.{family}{number}@state.example".lower(), rng.randrange(schools) + 1
            name = f'"{family}, {given}"' if number % 9 == 0 else f"{given} {family}"
            if rng.random() > 0.03:
                stream.write(f"p{number},{name},{email},teacher,school-{school:03}\n")
            users.append(f"{email.upper() if number % 50 == 0 else email},{name},School {school:03},")
    return users


def export(folder, rows, users, rng):
    days = [(FIRST + timedelta(days=day)).isoformat() for day in range(420)]
    hours = [f"{quarter / 4:.2f}" for quarter in range(1, 33)]
    courses = []
    for number in range(COURSES):
        title = f"{TITLES[number % len(TITLES)]} {number // 10 + 1}"
        courses.append(f'C{1000 + number},"{title}",' if "," in title else f"C{1000 + number},{title},")
    with (folder / "exports" / "platform.csv").open("w") as stream:
        stream.write(
            "user_email,user_name,school,course_id,course_title,assigned_date,due_date,completion_date,status,score,hours\n"
        )
        for _ in range(rows):
            bits = rng.getrandbits(64)
            start, kind = (bits & 0xFFFF) % 300, (bits >> 24) & 0xFF
            due, took = start + 14 + ((bits >> 16) & 63), (bits >> 32) & 0xFF
            if kind < 166:
                rest = f"{days[min(419, start + 1 + took % 90)]},completed,{50 + ((bits >> 40) & 0x3FF) % 51},{hours[bits >> 52 & 31]}"
            elif kind < 215:
                rest = f",in_progress,,{hours[(bits >> 52 & 31) % 8]}"
            else:
                rest = ",not_started,,0"
            user, course = users[int(rng.random() * len(users))], courses[int(rng.random() * COURSES)]
            stream.write(f"{user}{course}{days[start]},{days[due]},{rest}\n")


def wrapped(folder, rows, peer):
    """The other benchmark's export and its roster as people.csv."""
    sys.path.insert(0, str(peer))
    runpy.run_path(str(peer / "gen_export.py"))["generate"](folder / "made", rows)
    (folder / "made" / "export.csv").rename(folder / "exports" / "platform.csv")
    with (
        (folder / "made" / "roster.csv").open(newline="") as roster,
        (folder / "people.csv").open("w") as out,
    ):
        out.write("id,name,email,role,schools\n")
        for number, row in enumerate(csv.DictReader(roster)):
            out.write(f"p{number},p{number},{row['email']},teacher,school-{row['school_id'][1:]}\n")


def build(folder, rows):
    """The workspace in `folder`; one that is there already is left alone."""
    if (folder / "done").exists():
        return folder
    rng = random.Random(7)
    for name in ("exports", "sources"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "pdcycle.yaml").write_text(
        "district: Invented State\nlanguage: 1\ntime_zone: America/New_York\nschool_year: 2026-27\n"
    )
    proves = "".join(f"  C{1000 + number}: c{1000 + number}\n" for number in range(COURSES))
    head = "source: Learning platform\nfile: exports/platform.csv\nprofile: learning-platform\nuntil: 2027-12-31\nproves:\n"
    (folder / "sources" / "platform.yaml").write_text(head + proves)
    as_checks = "".join(
        f"  C{1000 + number}: {{item: c{1000 + number}, as: check}}\n" for number in range(COURSES)
    )
    (folder / "sources" / "latest.yaml").write_text(head + as_checks)
    catalog = "".join(f"  c{1000 + number}:\n    title: Course {number}\n" for number in range(COURSES))
    (folder / "catalog.yaml").write_text(f"catalog: Courses\nlist:\n{catalog}")
    peer = Path(os.environ.get("PDCYCLE_PEER_BENCH", "/nonexistent"))
    if (peer / "gen_export.py").is_file():
        wrapped(folder, rows, peer)
    else:
        export(folder, rows, people(folder, max(200, rows // 66), rng), rng)
    (folder / "done").touch()
    return folder


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]))
