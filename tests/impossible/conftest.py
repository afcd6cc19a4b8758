"""A small district, one fact a line, that each impossible case changes."""

import re
import shutil
from datetime import date

import pytest

from pdcycle.diagnostics import has_errors
from pdcycle.flows import district as districts
from pdcycle.flows.schedule import schedule

AS_OF = date(2026, 8, 20)
LIFTED = {
    "when": "start .. end",
    "in": "prep or after-school or before-school or staff-time or release",
    "length": "10 min",
}
BASE = {
    "pdcycle.yaml": """\
district: Maple
language: 1
time_zone: America/Denver
school_year: 2026-27
substitutes:
  elm: 1
travel:
  default: 15 min
rooms:
  elm:
    - gym
    - library
""",
    "calendar.yaml": """\
calendar: Maple 2026-27
year: 2026-08-24 .. 2027-05-28
levels:
  k8: {duty: 07:30 .. 15:30, students: 08:00 .. 14:45}
schools:
  elm: {name: Elm, level: k8}
terms:
  fall: 2026-08-24 .. 2026-12-18
  spring: 2027-01-04 .. year.end
days:
  - {when: 2026-10-12 .. 2026-10-16, status: closed, name: Fall break}
  - {when: 2026-11-11, status: closed, name: Veterans Day}
bells:
  k8:
    regular: {1: 08:00 .. 08:50, 2: 08:55 .. 09:45, 3: 09:50 .. 10:40, 4: 10:45 .. 11:35, 5: 12:15 .. 13:05}
""",
    "people.csv": """\
id,name,role,schools,prep
rivera,Ana Rivera,coach,elm,
kim,Dana Kim,teacher,elm,2
lee,Joy Lee,teacher,elm,2
diaz,Sam Diaz,teacher,elm,2
ngo,Bao Ngo,teacher,elm,2
""",
    "groups.yaml": """\
groups: Maple
list:
  solo:
    coach: rivera
    members: [kim]
  three:
    coach: rivera
    members: [kim, lee, diaz]
  team:
    coach: rivera
    members: [kim, lee, diaz, ngo]
""",
}


def program(group, activities, rest=""):
    """A curriculum of one cycle; `activities` and `rest` are its text at the left margin."""
    text = "".join(f"      {line}\n" for line in activities.strip("\n").splitlines())
    more = "".join(f"    {line}\n" for line in rest.strip("\n").splitlines())
    return f"curriculum: Fall\ngroup: {group}\ncycles:\n  - when: fall\n    activities:\n{text}{more}"


def solve(root):
    """The errors of a run, and what has no place."""
    district = districts.read(root)
    assert not has_errors(district.diagnostics), district.diagnostics
    done = schedule(district, AS_OF)
    assert done.faults == (), done.faults
    return districts.settled(district, [one for one in done.diagnostics if one.code == "PD401"]), done


def placed(root):
    """Whether everything has a place."""
    return not solve(root)[0]


def line(root, place):
    return (root / place.file).read_text().splitlines()[place.start.line - 1].strip()


def lift(root, place):
    """Delete the line a place names, with what is indented below it; or give it the widest value it can have."""
    path = root / place.file
    lines = path.read_text().splitlines()
    at = place.start.line - 1
    words = re.match(r"\s*(\w+):", lines[at])
    if place.file == "people.csv":
        lines[at] = lines[at].rpartition(",")[0] + ",1 2 3 4 5"
    elif words and words[1] in LIFTED:
        lines[at] = re.sub(r":.*", f": {LIFTED[words[1]]}", lines[at], count=1)
    elif "substitutes" in lines[at - 1]:
        lines[at] = re.sub(r":.*", ": 99", lines[at])
    elif words and words[1] == "minutes":
        lines[at] = re.sub(r":.*", ": 600", lines[at])
    else:
        deep = len(lines[at]) - len(lines[at].lstrip())
        end = at + 1
        while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > deep:
            end += 1
        empty = " []" if lines[at].strip().startswith("- ") else " {}"
        del lines[at:end]
        above = lines[at - 1]
        if above.endswith(":") and (at == len(lines) or len(lines[at]) - len(lines[at].lstrip()) <= deep - 2):
            lines[at - 1] += empty
    path.write_text("\n".join(lines) + "\n")


@pytest.fixture
def district(tmp_path):
    """Makes a folder of the base with other files over it, and copies of it."""
    count = iter(range(1000))

    def make(files):
        root = tmp_path / "district"
        for name, text in {**BASE, **files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return root

    def copy(root):
        target = tmp_path / f"copy-{next(count)}"
        shutil.copytree(root, target)
        return target

    make.copy = copy
    return make
