"""The independent checker finds what is wrong, and nothing in what is right."""

import importlib.util
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
FILES = {
    "pdcycle.yaml": "district: Pinecrest\nsubstitutes: {lincoln: 1}\ntravel: {default: 20 min}\nrooms: {lincoln: [gym]}\n",
    "calendar.yaml": """\
calendar: Pinecrest
year: 2026-08-31 .. 2027-06-15
staff_year: 2026-08-24 .. 2027-06-17
levels:
  elementary: {duty: 08:00 .. 15:30, students: 08:30 .. 15:00}
schools:
  lincoln: {name: Lincoln, level: elementary, rotation: ab}
  grant: {name: Grant, level: elementary}
days:
  - {when: wednesdays, status: early-release, dismissal: 13:15}
  - {when: 2026-11-11 wed, status: closed}
  - {when: 2026-11-03 tue, status: staff}
bells:
  elementary:
    regular: {1: 08:40 .. 09:25, 2: 09:30 .. 10:15, 3: 10:20 .. 11:05}
rotations:
  ab: {letters: [A, B]}
contract:
  meetings: 1 a month
  meeting_length: 45 min
  after_school: {minutes: 60, per: month, time: 15:00 .. 16:00}
  coaching: 10%
""",
    "groups.yaml": "groups: x\nlist:\n  team: {meets: 'every other wednesday from 2026-09-09 13:45, 45 min', members: [diaz]}\n",
    "people.csv": "id,role,schools\ndiaz,teacher,lincoln\nkim,teacher,lincoln\nlee,teacher,grant\nrivera,coach,lincoln;grant\n",
    "timetable.csv": "person,term,day,period,kind,room\n"
    + "".join(
        f"{who},,{day},{n},{'prep' if n == prep else 'class'},R{n}\n"
        for who, day, prep in (("diaz", "A", 2), ("diaz", "B", 1), ("kim", "", 3), ("lee", "", 3))
        for n in (1, 2, 3)
    ),
    "absences.csv": "person,from,to,part\nrivera,2026-11-06,2026-11-06,am\n",
}
# 2026-11-02 is a B day: the 46th with students.
GOOD = {
    "g/fall/discuss/-/1": "day: 2026-11-04 wed, at: 13:45, min: 45, in: meeting, lead: [rivera], people: [diaz, kim]",
    "g/fall/night/-/1": "day: 2026-11-05 thu, at: 18:00, min: 90, in: at, people: [diaz], where: gym",
    "g/fall/shop/-/1": "day: 2026-11-03 tue, at: 08:00, min: 180, in: staff-time, people: [diaz, lee]",
    "g/fall/talk/diaz/1": "day: 2026-11-02 mon, at: 08:40, min: 30, in: prep, lead: [rivera], people: [diaz]",
    "g/fall/talk/kim/1": "day: 2026-11-02 mon, at: 10:20, min: 30, in: prep, lead: [rivera], people: [kim]",
    "g/fall/visit/diaz/1": "day: 2026-11-05 thu, at: 10:20, min: 45, in: class, lead: [rivera], people: [diaz]",
    "g/fall/work/kim/1": "day: 2026-11-02 mon, at: 08:40, min: 45, in: release, people: [kim]",
}


@pytest.fixture(scope="session")
def checker():
    spec = importlib.util.spec_from_file_location("schedule_checker", HERE / "schedule_checker.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def district(tmp_path, checker):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "schedule").mkdir()

    def run(**changes):
        rows = dict(GOOD)
        order = changes.pop("order", sorted)
        for key, value in changes.items():
            rows[f"g/fall/{key.replace('_', '/')}"] = value
        lines = []
        for n, name in enumerate(order(rows)):
            row = rows[name]
            rest = "" if "uid:" in row else f", uid: u{n}"
            school = "" if "schools:" in row else ", schools: [lincoln]"
            lines.append(f"  {name}: {{{row}{school}, state: placed{rest}, seq: 0}}")
        text = "lock: 1\nprogram: g\nevents:\n" + "\n".join(lines) + "\n"
        yaml.safe_load(text)
        (tmp_path / "schedule" / "g.lock.yaml").write_text(text)
        return [line.removeprefix("g/fall/") for line in checker.check(tmp_path)]

    return run


def test_a_right_schedule_passes(district):
    assert district() == []


RIGHT = "min: 30, in: prep, lead: [rivera], people: [diaz]"
VISIT = "in: class, lead: [rivera], people: [diaz]"


@pytest.mark.parametrize(
    ("key", "row", "finding"),
    [
        ("talk_diaz_1", f"day: 2026-11-02 tue, at: 08:40, {RIGHT}", "talk/diaz/1: weekday is wrong"),
        ("talk_diaz_1", f"day: 2026-11-11 wed, at: 08:40, {RIGHT}", "talk/diaz/1: diaz is off duty"),
        ("talk_diaz_1", f"day: 2026-11-07 sat, at: 08:40, {RIGHT}", "talk/diaz/1: diaz is off duty"),
        ("talk_diaz_1", f"day: 2027-06-18 fri, at: 08:40, {RIGHT}", "talk/diaz/1: diaz is off duty"),
        ("talk_diaz_1", f"day: 2026-11-02 mon, at: 09:00, {RIGHT}", "talk/diaz/1: not in a prep of diaz"),
        ("talk_diaz_1", f"day: 2026-11-02 mon, at: 09:30, {RIGHT}", "talk/diaz/1: not in a prep of diaz"),
        ("talk_diaz_1", f"day: 2026-11-04 wed, at: 08:40, {RIGHT}", "talk/diaz/1: not in a prep of diaz"),
        ("talk_diaz_1", f"day: 2026-11-06 fri, at: 08:40, {RIGHT}", "talk/diaz/1: rivera is absent"),
        ("visit_diaz_1", f"day: 2026-11-05 thu, at: 08:40, min: 45, {VISIT}", "visit/diaz/1: not in a class of diaz"),
        ("visit_diaz_1", f"day: 2026-11-05 thu, at: 10:25, min: 45, {VISIT}", "visit/diaz/1: not in a class of diaz"),
        ("visit_diaz_1", f"day: 2026-11-03 tue, at: 10:20, min: 45, {VISIT}", "visit/diaz/1: not in a class of diaz"),
        ("talk_x_1", f"day: 2026-11-02 mon, at: 08:50, {RIGHT}", "talk/diaz/1: rivera is also at g/fall/talk/x/1"),
        (
            "talk_lee_1",
            "day: 2026-11-02 mon, at: 11:00, min: 5, in: prep, lead: [rivera], people: [lee], schools: [grant]",
            "talk/kim/1: rivera has no time to travel to g/fall/talk/lee/1",
        ),
        (
            "discuss_-_1",
            "day: 2026-11-12 thu, at: 13:45, min: 45, in: meeting, lead: [rivera], people: [diaz]",
            "discuss/-/1: not inside a standing meeting",
        ),
        (
            "discuss_-_1",
            "day: 2026-11-04 wed, at: 14:00, min: 45, in: meeting, people: [diaz]",
            "discuss/-/1: not inside a standing meeting",
        ),
        (
            "shop_-_1",
            "day: 2026-11-04 wed, at: 13:00, min: 30, in: staff-time, people: [diaz]",
            "shop/-/1: before dismissal at lincoln",
        ),
        (
            "early_-_1",
            "day: 2026-11-05 thu, at: 08:10, min: 30, in: before-school, people: [kim]",
            "early/-/1: students are there at lincoln",
        ),
        (
            "late_-_1",
            "day: 2026-11-05 thu, at: 14:50, min: 30, in: after-school, people: [kim]",
            "late/-/1: before dismissal at lincoln",
        ),
        ("night_-_1", "day: 2026-11-05 thu, at: 09:30, min: 30, in: at, people: [kim]", "night/-/1: kim has class"),
        (
            "work_-_1",
            "day: 2026-11-02 mon, at: 09:30, min: 45, in: release, people: [diaz]",
            "lincoln 2026-11-02: 2 substitutes, 1 there are",
        ),
        (
            "show_-_1",
            "day: 2026-11-05 thu, at: 18:30, min: 30, in: at, people: [kim], where: gym",
            "night/-/1: gym is also taken by g/fall/show/-/1",
        ),
        (
            "discuss_-_2",
            "day: 2026-11-18 wed, at: 13:45, min: 45, in: meeting, people: [diaz]",
            "diaz (2026, 11): 2 meetings",
        ),
        (
            "late_-_1",
            "day: 2026-11-05 thu, at: 15:00, min: 61, in: after-school, people: [diaz]",
            "diaz (2026, 11): 61 minutes after school",
        ),
        (
            "late_-_1",
            "day: 2026-11-05 thu, at: 15:30, min: 40, in: after-school, people: [diaz]",
            "late/-/1: not when people may be kept after school",
        ),
        (
            "talk_diaz_1",
            "day: 2026-11-03 tue, at: 15:00, min: 200, in: staff-time, lead: [rivera], people: [diaz]",
            "rivera 2026-11-02: 320 minutes led",
        ),
        ("night_-_1", "day: 2026-11-05 thu, at: 18:00, min: 30, in: at, people: [nobody]", "night/-/1: nobody is nobody"),
        ("night_-_1", "day: 2026-11-05 thu, at: 18:00, min: 30, in: at, people: [kim], uid: u0", "u0: uid used 2 times"),
    ],
)  # fmt: skip
def test_each_seeded_violation_is_found(district, key, row, finding):
    assert finding in district(**{key: row})


def test_an_unsorted_lock_is_found(district):
    assert district(order=lambda rows: sorted(rows, reverse=True)) == ["g.lock.yaml: not sorted"]
