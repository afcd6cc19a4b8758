"""The same input gives the same bytes: whatever the hash seed, and in whatever order a table's rows stand."""

import os
import random
import subprocess
import sys


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def events(folder):
    """The locks but for their fingerprint, which is of the files' bytes: it differs where a file does."""
    return {
        path: [line for line in data.decode().splitlines() if not line.startswith("fingerprint: ")]
        for path, data in contents(folder).items()
    }


def shuffled(path, seed):
    """The rows of a CSV in another order; its header stays first, and no row of these spans two lines."""
    header, *rows = path.read_bytes().splitlines(keepends=True)
    before = list(rows)
    random.Random(seed).shuffle(rows)
    assert rows != before
    path.write_bytes(header + b"".join(rows))


def run(seed, *argv):
    program = "import sys; from pdcycle.cli.main import main; sys.exit(main())"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    for name in ("PDCYCLE_AS_OF", "NO_COLOR", "FORCE_COLOR"):
        environment.pop(name, None)
    ran = subprocess.run(
        [sys.executable, "-c", program, *map(str, argv)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran


def test_hash_seeds_and_the_order_of_rows_change_no_byte(built, riverbend, tmp_path, district_of):
    other = district_of(riverbend, tmp_path / "elsewhere").root
    for seed, name in enumerate(("people.csv", "timetable.csv", "absences.csv")):
        shuffled(other / name, seed)
    run("1", "-C", other, "schedule")
    assert events(other / "schedule") == events(built.root / "schedule")
    run("2", "build", other)
    ours, theirs = contents(other / "build" / "school"), contents(built.root / "build" / "school")
    assert sorted(ours) == sorted(theirs)
    assert [path for path in ours if ours[path] != theirs[path]] == []
    assert {path.rsplit(".", 1)[-1] for path in ours} >= {"html", "md", "ics", "csv", "json"}
    calendars = contents(other / "build" / "coach" / "calendars")
    assert calendars == contents(built.root / "build" / "coach" / "calendars")
    assert len(calendars) > 150


def test_a_second_schedule_and_a_second_build_change_nothing(built, tmp_path):
    before = {name: contents(built.root / name) for name in ("schedule", "build")}
    times = {path: path.stat().st_mtime_ns for path in (built.root / "build").rglob("*") if path.is_file()}
    built.run("schedule")
    said = built.run("build").err
    assert ", 0 of them new or changed" in said
    assert {name: contents(built.root / name) for name in ("schedule", "build")} == before
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_as_of_comes_from_the_workspace_and_never_from_the_clock(built):
    """No file holds today's date: everything is said as of February 12, 2027, or planned for another day."""
    stamps = {
        line
        for path, data in contents(built.root / "build" / "coach" / "calendars").items()
        for line in data.decode().splitlines()
        if line.startswith("DTSTAMP")
    }
    assert stamps == {"DTSTAMP:20270212T000000Z"}
