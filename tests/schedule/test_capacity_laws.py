"""What a year asks of its leaders is what they lead: the sums, before there is a lock and with one."""

import csv
import io
import json
import re
import shutil
from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdcycle.cli.main import main
from pdcycle.flows.capacity import demanded
from pdcycle.flows.district import read
from pdcycle.flows.inputs import inputs
from pdcycle.flows.schedule import as_published
from pdcycle.schedule.loads import Assumed
from pdcycle.schedule.spans import merged
from pdcycle.schedule.week_sums import whole

RIVERBEND = Path(__file__).parents[2] / "examples" / "riverbend"


def told(capsys, *args):
    code = main([str(arg) for arg in args])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def started(tmp_path, monkeypatch, capsys):
    """A workspace as `init` makes it, with a ready curriculum: the coach visits each class once a week."""
    monkeypatch.chdir(tmp_path)
    assert told(capsys, "init", "start", "--name", "Start", "--school-year", "2026-27")[0] == 0
    root = tmp_path / "start"
    made = told(
        capsys, "-C", root, "new", "curriculum", "visits", "--from", "coaching-cycle", "--group", "oak-plc"
    )
    assert made[0] == 0
    return root


def contract(root, line):
    file = root / "calendar.yaml"
    file.write_text(file.read_text().replace("contract:\n", f"contract:\n  {line}\n"))


def led_in_the_lock(root, log):
    """{person: (minutes led, those of two items at once counted once; of write-ups; of ways)} of every live event."""
    district = read(root)
    done, travel = as_published(district), district.workspace.settings.travel
    known = {item.id: item for program in done.programs for item in program.occurrences}
    spans, logs, stops = defaultdict(lambda: defaultdict(list)), Counter(), defaultdict(list)
    for event in done.schedule.events:
        if event.state == "cancelled":
            continue
        writes = any({"log", "observation"} & set(one.kinds) for one in known[event.id].expects)
        for person in event.lead:
            spans[person][event.day].append((event.start, event.start + event.minutes))
            logs[person] += log * writes
            if len(event.schools) == 1 and event.where != "online":
                stops[person, event.day].append((event.start, event.id, event.schools[0]))
    ways = Counter()
    for (person, _), visits in stops.items():
        schools = [school for _, _, school in sorted(visits)]
        ways[person] += sum(travel.minutes(here, there) for here, there in pairwise(schools))
    return {
        person: (
            sum(end - start for day in days.values() for start, end in merged(day)),
            logs[person],
            ways[person],
        )
        for person, days in spans.items()
    }


def everybody(found):
    return {one.person: one for one in (*found.people, *found.others)}


def sums(found):
    return {
        name: tuple(sum(getattr(week, part) for week in one.weeks) for part in ("led", "logs", "travel"))
        for name, one in everybody(found).items()
        if any(week.asked for week in one.weeks)
    }


def test_what_is_asked_is_what_is_led_in_riverbends_locks():
    found, _ = demanded(read(RIVERBEND))
    assert sums(found) == led_in_the_lock(RIVERBEND, 10)
    assert "bergstrom" in {one.person for one in found.others}  # leads a day, and is no coach


def test_a_start_asks_the_same_before_and_after_its_promises(started, capsys):
    before, _ = demanded(read(started))
    assert told(capsys, "-C", started, "schedule")[0] == 0
    after, _ = demanded(read(started))
    assert sums(after) == led_in_the_lock(started, 10)
    # 36 visits of 45 minutes, as many talks, 6 goals of 40; a write-up for each of the 78.
    assert sums(before) == sums(after) == {"castro": (36 * 45 + 36 * 30 + 6 * 40, 780, 0)}


def test_class_visits_are_asked_only_in_weeks_with_students(started):
    text = (started / "curricula" / "visits.yaml").read_text()
    (started / "curricula" / "visits.yaml").write_text(
        re.sub(r"(?ms)^cycles:.*", "", text.replace("pattern: coaching-cycle\n", ""))
        + "activities:\n  look: {kind: observation, each: member, lead: coach, in: {member: class},"
        " length: 45 min, when: 2026-08-24 .. 2026-09-11}\n"
    )
    found, problems = demanded(read(started))
    assert not problems
    weeks = {week.monday: week for week in everybody(found)["castro"].weeks}
    assert weeks[date(2026, 8, 24)].asked == 0  # staff only
    assert sum(week.led for week in weeks.values()) == 6 * 45


def test_time_away_and_in_class_is_not_available(started):
    def coach():
        return {week.monday: week.available for week in everybody(demanded(read(started))[0])["castro"].weeks}

    whole = coach()[date(2026, 10, 5)]
    (started / "absences.csv").write_text(
        "person,from,to,part\ncastro,2026-10-05,2026-10-05,all\ncastro,2026-10-06,2026-10-06,am\n"
    )
    # Duty is 08:00 to 15:30: a day of 450 minutes, a morning of 240, of which 60 % counts.
    assert whole == 5 * 450 * 3 // 5
    assert coach()[date(2026, 10, 5)] == (5 * 450 - 450 - 240) * 3 // 5
    (started / "absences.csv").unlink()
    (started / "timetable.csv").write_text(
        "person,term,day,period,kind,room\n"
        + "".join(f"castro,,,{n},{'class' if n < 4 else 'prep'},12\n" for n in range(1, 8))
    )
    half = coach()[date(2026, 10, 5)]
    assert whole // 4 < half < whole // 2 + whole // 10


def test_a_contracts_visits_limit_the_week(started, capsys):
    contract(started, "visits: 2 a day")
    (started / "absences.csv").write_text("person,from,to,part\ncastro,2026-09-14,2026-09-16,all\n")
    castro = everybody(demanded(read(started), today=date(2026, 8, 1))[0])["castro"]
    week = next(one for one in castro.weeks if one.monday == date(2026, 9, 14))
    assert (week.events_allowed, week.over) == (4, True)
    assert week.events > 4
    assert week.asked < week.available
    code, out, _ = told(capsys, "-C", started, "capacity", "--as-of", "2026-08-01", "--require")
    assert code == 1
    assert "of 4 that `contract: visits:` allows" in " ".join(out.split())


def test_settings_are_taken_told_and_leave_the_schedule_as_it_is(started, capsys):
    before = inputs(read(started))
    told(capsys, "-C", started, "schedule")
    file = started / "pdcycle.yaml"
    plain = file.read_text()
    file.write_text(f"{plain}\ncapacity: {{share: 25%, log: 0 min}}\n")
    assert inputs(read(started)) == before
    assert told(capsys, "-C", started, "schedule", "--check")[0] == 0
    found, _ = demanded(read(started))
    assert found.assumed == Assumed(Fraction(1, 4), 0)
    assert sums(found) == led_in_the_lock(started, 0)
    code, out, _ = told(capsys, "-C", started, "capacity")
    assert code == 0
    assert "25% of the time on duty" in out
    assert "0 min to write up" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80
    file.write_text(f"{plain}\ncapacity: {{share: 0%, log: long}}\n")
    code, out, err = told(capsys, "-C", started, "capacity")
    assert code == 1
    assert "a share of 0% leaves no time" in out + err
    assert "'long' is not a length of time" in out + err


def test_a_contracts_share_of_coaching_holds_where_it_is_the_smaller(started):
    contract(started, "coaching: 30%")
    people = everybody(demanded(read(started))[0])
    assert (people["castro"].share, people["bello"].share) == (Fraction(3, 10), Fraction(3, 5))
    assert {one.share for one in everybody(demanded(read(started), Fraction(1, 5))[0]).values()} == {
        Fraction(1, 5)
    }


def test_a_mentor_who_teaches_is_listed_and_a_teacher_who_leads_once_is_named(started, capsys):
    told(
        capsys,
        "-C",
        started,
        "new",
        "curriculum",
        "first",
        "--from",
        "induction-year-1",
        "--group",
        "new-teachers",
    )
    found, _ = demanded(read(started))
    assert {"fiore": "teacher", "galvan": "teacher"}.items() <= {
        one.person: one.role for one in found.people
    }.items()
    code, out, _ = told(capsys, "-C", started, "capacity", "fiore", "castro", "fiore")
    assert code == 0
    assert out.count("fiore:") == 1
    code, _, err = told(capsys, "-C", started, "capacity", "hale")
    assert (code, err) == (
        2,
        "error: 'hale' leads nothing\nhelp: those who lead are castro, bello, fiore and galvan\n",
    )
    code, _, err = told(capsys, "-C", started, "capacity", "halle")
    assert (code, err) == (2, "error: there is nobody with the id 'halle'\nhelp: did you mean `hale`?\n")


def test_a_week_over_is_said_first_and_what_would_bring_it_under_does(tmp_path, capsys):
    root = tmp_path / "riverbend"
    shutil.copytree(RIVERBEND, root, ignore=shutil.ignore_patterns("exports", "build", "private"))
    code, out, _ = told(capsys, "-C", root, "capacity", "--as-of", "2027-02-12")
    assert code == 0
    said = " ".join(out.split())
    first = re.search(r"rivera, the week of Mar 22: 1205 min of 1080 \(112%\)", said)
    assert first
    assert first.start() < said.index("rivera: 39 of 40 weeks fit")
    assert "let abebe lead 125 min of it; or allow `capacity: share:` 67%" in said.replace("Let", "let")
    found, _ = demanded(read(root), today=date(2027, 2, 12))
    [relief] = everybody(found)["rivera"].reliefs

    def over(part):
        return [week.monday for week in everybody(demanded(read(root), part)[0])["rivera"].over]

    assert (relief.share, over(relief.share)) == (Fraction(67, 100), [])
    assert over(relief.share - Fraction(1, 100)) == [date(2027, 3, 22)]


def test_events_moved_as_told_bring_the_week_under(started, capsys):
    assert told(capsys, "-C", started, "schedule")[0] == 0
    (started / "pdcycle.yaml").write_text(
        (started / "pdcycle.yaml").read_text() + "\ncapacity: {share: 20%}\n"
    )

    def castro():
        return everybody(demanded(read(started), today=date(2026, 8, 1))[0])["castro"]

    over = castro().over
    assert [one.monday for one in castro().reliefs] == [week.monday for week in over]
    assert [one.minutes for one in castro().reliefs] == [week.asked - week.available for week in over]
    relief = next(one for one in castro().reliefs if one.moves)
    file = started / "curricula" / "visits.yaml"
    dates = "".join(f"      {label}: {day.isoformat()}\n" for label, day in relief.moves)
    file.write_text(f"{file.read_text().rstrip()}\n    dates:\n{dates}")
    assert castro().over == tuple(week for week in over if week.monday != relief.monday)
    # And the schedule can do what was said: nothing that hangs on these events stands in its way.
    assert told(capsys, "-C", started, "schedule", "--as-of", "2026-08-01")[0] == 0
    assert relief.monday not in {week.monday for week in castro().over}


def test_no_event_moves_on_which_others_hang_nor_into_a_week_that_is_full(started, capsys):
    assert told(capsys, "-C", started, "schedule")[0] == 0
    contract(started, "visits: 1 a day")
    found, _ = demanded(read(started), today=date(2026, 8, 1))
    castro = everybody(found)["castro"]
    crowded = {week.monday for week in castro.over}
    moves = [move for relief in castro.reliefs for move in relief.moves]
    assert {relief.monday for relief in castro.reliefs} == crowded
    assert all(label.startswith("talk ") and there not in crowded for label, there in moves)
    first = castro.reliefs[0]
    assert (first.monday, first.events, first.share) == (date(2026, 9, 14), 3, None)


def test_the_weeks_as_rows(capsys):
    code, out, _ = told(capsys, "-C", RIVERBEND, "capacity", "rivera", "--format", "csv")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 40
    assert [row for row in rows if row["over"] == "yes"] == [
        {
            "person": "rivera", "role": "coach", "week": "2027-03-22", "asked": "1205", "led": rows[28]["led"],
            "travel": rows[28]["travel"], "logs": rows[28]["logs"], "available": "1080", "events": rows[28]["events"],
            "events_allowed": "", "over": "yes",
        }
    ]  # fmt: skip
    code, out, _ = told(
        capsys, "-C", RIVERBEND, "capacity", "rivera", "--format", "json", "--as-of", "2027-02-12"
    )
    document = json.loads(out)
    assert document["assumed"] == {"share": {"numerator": 3, "denominator": 5}, "log": 10}
    assert document["people"][0]["over"][0]["monday"] == "2027-03-22"


@given(st.lists(st.fractions(min_value=0, max_value=500), max_size=40))
def test_nothing_is_lost_in_rounding(parts):
    found = whole(parts)
    assert abs(sum(found) - sum(parts)) <= Fraction(1, 2)
    assert all(abs(number - part) < 1 for number, part in zip(found, parts, strict=True))
