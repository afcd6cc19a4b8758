"""Placing from cold: a coach's curriculum year, a district's break-outs and one plan (run with --benchmark-only)."""

import json
import runpy
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

BUILDER = Path(__file__).parents[1] / "schedule" / "conftest.py"
FIRST = date(2026, 9, 14)


def year(build, teachers=28, rounds=16):
    """One coach and a talk a fortnight with each teacher; a meeting a fortnight; four principals and 24 departments."""
    people = [build.person("rivera", "coach", ("lincoln", "grant"))]
    rows, asked, sittings = [], [], {}
    names = [f"t{n:02}" for n in range(teachers)]
    for n, name in enumerate(names):
        people.append(build.person(name, schools=("lincoln" if n % 2 else "grant",)))
        rows += build.teacher_rows(name, str(2 + n % 5))
    for k in range(rounds):
        start = FIRST + timedelta(weeks=2 * k)
        end = start + timedelta(days=13)
        meeting = start + timedelta(days=2)
        sittings.setdefault(meeting, []).append(build.sitting("team", 900, 45, names, where="online"))
        asked.append(
            build.talk(
                f"a/year/discuss/-/{k}",
                names,
                ["rivera"],
                start,
                end,
                kinds=("meeting",),
                minutes=None,
                group="team",
            )
        )
        for n, name in enumerate(names):
            school = "lincoln" if n % 2 else "grant"
            asked.append(
                build.talk(f"a/year/talk/{name}/{k}", [name], ["rivera"], start, end, schools=(school,))
            )
    for school in range(4):
        people.append(build.person(f"p{school}", "principal", (f"s{school}",)))
        for group in range(6):
            member = f"m{school}{group}"
            people.append(build.person(member, schools=(f"s{school}",)))
            for month in range(8):
                day = FIRST + timedelta(weeks=4 * month + 1, days=group // 2)
                sittings.setdefault(day, []).append(build.sitting(f"d{school}{group}", 900, 45, [member]))
                asked.append(
                    build.talk(
                        f"r/year/break-out/d{school}{group}/{month}",
                        [member],
                        [f"p{school}"],
                        FIRST + timedelta(weeks=4 * month),
                        FIRST + timedelta(weeks=4 * month + 4, days=-1),
                        kinds=("meeting",),
                        minutes=20,
                        group=f"d{school}{group}",
                        schools=(f"s{school}",),
                    )
                )
    days = {day: tuple(items) for day, items in sittings.items()}
    return asked, build.world(people, rows, sittings=days)


def main():
    began = time.perf_counter()
    from pdcycle.schedule.place import place

    asked, world = year(runpy.run_path(str(BUILDER))["Builder"]())
    done = place(asked, world)
    seconds = round(time.perf_counter() - began, 2)
    print(
        json.dumps([seconds, len(asked), len(done.unplaced), done.cost, done.bound, "ortools" in sys.modules])
    )


def test_a_district_year_from_cold(benchmark):
    def cold():
        run = subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True)
        return json.loads(run.stdout)

    seconds, asked, unplaced, cost, bound, solved = benchmark.pedantic(cold, rounds=3)
    benchmark.extra_info.update(asked=asked, cost=cost, bound=bound, ortools=solved)
    assert unplaced == 0
    assert seconds < 6


if __name__ == "__main__":
    main()
