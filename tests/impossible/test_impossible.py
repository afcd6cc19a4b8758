"""Ten impossible cases: each names a smallest clash of authored lines, and ways out that work."""

import importlib.util
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from pdcycle.diagnostics import Route
from pdcycle.flows import district as districts
from pdcycle.flows.causes import causes, no_place
from pdcycle.flows.schedule import schedule
from pdcycle.model.results import Unplaced
from pdcycle.schedule.watch import NOW, Watch

_SPEC = importlib.util.spec_from_file_location("impossible", Path(__file__).with_name("conftest.py"))
base = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(base)
BASE, program, solve, placed = base.BASE, base.program, base.solve, base.placed

TALK = """
talk:
  kind: coaching
  each: member
  lead: coach
  when: {when}
  in: {time}
  length: {length}
"""


def talk(when, time="prep", length="30 min"):
    return TALK.format(when=when, time=time, length=length)


def over(file, *edits):
    text = BASE[file]
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return {file: text}


@dataclass(frozen=True)
class Case:
    name: str
    files: dict[str, str]
    says: str
    clash: set[tuple[str, str]]
    ways: tuple[str, ...] = field(default=())


F, CAL, ABS, SET, PEOPLE, GROUPS = (
    "curricula/fall.yaml", "calendar.yaml", "absences.csv", "pdcycle.yaml", "people.csv", "groups.yaml",
)  # fmt: skip
OTHER = "curricula/other.yaml"
HERE = Route(F)
FIRST = over(SET, ("substitutes:", "programs: [other, fall]\nsubstitutes:"))
MEETING = "{}:\n  kind: meeting\n  when: {}\n  in: after-school\n  length: 40 min\n"
EVENING = "{}:\n  kind: event\n  who: {}\n  when: 2026-10-08\n  at: 18:00\n  length: 40 min\n  where: gym\n"
CASES = (
    Case(
        "no students, so no prep",
        {
            F: program("solo", talk("2026-10-19 .. 2026-10-19")),
            **over(CAL, ("bells:", "  - {when: 2026-10-19, status: staff, name: Data day}\nbells:")),
        },
        "kim has no prep period in common in that time",
        {
            (F, "when: 2026-10-19 .. 2026-10-19"),
            (F, "in: prep"),
            (CAL, "- {when: 2026-10-19, status: staff, name: Data day}"),
        },
        ("widen the window to 2026-10-20 tue", "allow staff-time too (`in: prep or staff-time`)"),
    ),
    Case(
        "a closure and an absence share the window's two days",
        {
            F: program("solo", talk("2026-11-11 .. 2026-11-12")),
            ABS: "person,from,to,part\nrivera,2026-11-12,2026-11-12,all\n",
        },
        "no prep period of kim is free for rivera",
        {
            (F, "when: 2026-11-11 .. 2026-11-12"),
            (F, "lead: coach"),
            (CAL, "- {when: 2026-11-11, status: closed, name: Veterans Day}"),
            (ABS, "rivera,2026-11-12,2026-11-12,all"),
        },
        ("widen the window to 2026-11-13 fri",),
    ),
    Case(
        "longer than the period it asks for",
        {F: program("solo", talk("2026-10-05 .. 2026-10-09", length="60 min"))},
        "no prep period of kim lasts 60 min; the longest lasts 50 min",
        {(F, "in: prep"), (F, "length: 60 min")},
        ("allow release too (`in: prep or release`)", "50 min instead of 60"),
    ),
    Case(
        "four talks for three places",
        {F: program("team", talk("2026-10-05 .. 2026-10-07"))},
        "4 talks ask for 3 places of rivera (2026-10-05 .. 2026-10-07)",
        {
            (F, "when: 2026-10-05 .. 2026-10-07"),
            (F, "lead: coach"),
            (F, "in: prep"),
            (F, "length: 30 min"),
            (PEOPLE, "kim,Dana Kim,teacher,elm,2"),
            (PEOPLE, "lee,Joy Lee,teacher,elm,2"),
            (PEOPLE, "diaz,Sam Diaz,teacher,elm,2"),
            (PEOPLE, "ngo,Bao Ngo,teacher,elm,2"),
        },
        (
            "widen the window to 2026-10-08 thu",
            "allow after-school too (`in: prep or after-school`)",
            "25 min instead of 30",
        ),
    ),
    Case(
        "three released teachers for two half-days of a substitute",
        {F: program("three", talk("2026-10-06 .. 2026-10-06", "release", "2 h"))},
        "3 talks ask for 2 places",
        {(F, "when: 2026-10-06 .. 2026-10-06"), (F, "length: 2 h"), (SET, "elm: 1")},
        ("widen the window to 2026-10-07 wed", "1 more substitute a day at elm (2 instead of 1)"),
    ),
    Case(
        "a blackout on one day, a fixed visit on the other",
        {
            F: program(
                "solo",
                talk("2026-10-06 .. 2026-10-07")
                + "visit:\n  kind: conference\n  when: 2026-10-07 .. 2026-10-09\n  length: 50 min\n",
                "dates:\n  visit: 2026-10-07 08:55",
            ),
            **over(
                CAL,
                ("bells:", "blackouts:\n  - {when: 2026-10-06, of: [coaching], name: Picture day}\nbells:"),
            ),
        },
        "every prep period is taken by what is fixed or placed before",
        {
            (F, "when: 2026-10-06 .. 2026-10-07"),
            (CAL, "- {when: 2026-10-06, of: [coaching], name: Picture day}"),
            (F, "visit: 2026-10-07 08:55"),
            (F, "in: prep"),
            (PEOPLE, "kim,Dana Kim,teacher,elm,2"),
        },
    ),
    Case(
        "the group's own meeting sits in the only prep",
        {
            F: program("solo", talk("2026-10-06 .. 2026-10-06")),
            **over(GROUPS, ("    members: [kim]", "    meets: tuesdays 08:55, 50 min\n    members: [kim]")),
        },
        "kim has no prep period in common in that time",
        {
            (F, "when: 2026-10-06 .. 2026-10-06"),
            (F, "in: prep"),
            (GROUPS, "meets: tuesdays 08:55, 50 min"),
            (PEOPLE, "kim,Dana Kim,teacher,elm,2"),
        },
    ),
    Case(
        "two meetings where the contract has one a month",
        {
            F: program("three", MEETING.format("open", "2026-10-05 .. 2026-10-09")),
            OTHER: program("three", MEETING.format("close", "2026-10-26 .. 2026-10-29")),
            **FIRST,
            **over(CAL, ("bells:", "contract:\n  notice: 2 days\n  meetings: 1 a month\nbells:")),
        },
        "the contract leaves too few meetings for",
        {(CAL, "meetings: 1 a month"), (F, "when: 2026-10-05 .. 2026-10-09"), (OTHER, "close:")},
        ("allow 2 meetings a month instead of 1", "widen the window to 2026-11-02 mon"),
    ),
    Case(
        "two evenings in one gym",
        {
            F: program("solo", EVENING.format("night", "[kim]")),
            OTHER: program("three", EVENING.format("concert", "[lee]")),
            **FIRST,
        },
        "2 events ask for 1 place of elm/gym",
        {
            (SET, "- gym"),
            (F, "when: 2026-10-08"),
            (F, "at: 18:00"),
            (OTHER, "concert:"),
        },
        ("widen the window to 2026-10-09 fri", "hold it in library instead of gym"),
    ),
    Case(
        "more minutes after school than the contract has",
        {
            F: program("solo", talk("2026-10-20 .. 2026-10-23", "after-school", "40 min")),
            OTHER: program(
                "solo", MEETING.format("shop", "2026-10-05 .. 2026-10-09").replace("40 min", "45 min")
            ),
            **FIRST,
            **over(CAL, ("bells:", "contract:\n  after_school:\n    minutes: 60\n    per: month\nbells:")),
        },
        "the contract leaves too little time after school for kim",
        {
            (F, "when: 2026-10-20 .. 2026-10-23"),
            (F, "in: after-school"),
            (F, "length: 40 min"),
            (OTHER, "shop:"),
            (CAL, "minutes: 60"),
        },
        ("allow 85 min after school a month instead of 60", "15 min instead of 40"),
    ),
    Case(
        "four visits on a day, where a coach leads three",
        {
            F: program("team", talk("2026-10-05 .. 2026-10-05")),
            **over(
                PEOPLE,
                ("lee,Joy Lee,teacher,elm,2", "lee,Joy Lee,teacher,elm,3"),
                ("diaz,Sam Diaz,teacher,elm,2", "diaz,Sam Diaz,teacher,elm,4"),
                ("ngo,Bao Ngo,teacher,elm,2", "ngo,Bao Ngo,teacher,elm,5"),
            ),
            **over(CAL, ("bells:", "contract:\n  visits: 3 a day\nbells:")),
        },
        "the contract leaves too few visits for rivera",
        {
            (F, "when: 2026-10-05 .. 2026-10-05"),
            (F, "lead: coach"),
            (CAL, "visits: 3 a day"),
        },
        ("widen the window to 2026-10-06 tue", "allow 4 visits a day instead of 3"),
    ),
    Case(
        "more talks in a week than a coach's share of it",
        {
            F: program("three", talk("2026-10-05 .. 2026-10-09", length="50 min")),
            **over(CAL, ("bells:", "contract:\n  coaching: 5%\nbells:")),
        },
        "3 talks ask for 2 places of rivera",
        {
            (F, "when: 2026-10-05 .. 2026-10-09"),
            (F, "length: 50 min"),
            (F, "lead: coach"),
            (CAL, "coaching: 5%"),
        },
        ("let coaches lead 7 % of their week instead of 5 %", "40 min instead of 50"),
    ),
    Case(
        "a standing meeting sits in the room",
        {
            F: program("solo", EVENING.format("shop", "[kim]").replace("18:00", "08:55")),
            **over(
                GROUPS,
                (
                    "    members: [kim, lee, diaz]\n",
                    "    members: [lee, diaz]\n    meets: thursdays 08:55, 50 min\n    where: gym\n",
                ),
                ("    coach: rivera\n    members: [lee", "    members: [lee"),
            ),
        },
        "shop (2026-10-08): a standing meeting has gym at that hour",
        {
            (F, "when: 2026-10-08"),
            (F, "at: 08:55"),
            (SET, "- gym"),
            (GROUPS, "meets: thursdays 08:55, 50 min"),
        },
        ("widen the window to 2026-10-09 fri", "hold it in library instead of gym"),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_clash_is_named_and_each_line_of_it_is_needed(case, district):
    root = district(case.files)
    (problem,), _ = solve(root)
    assert case.says in problem.message
    named = {(label.place.file, base.line(root, label.place)) for label in problem.related}
    assert named == case.clash, problem
    for label in problem.related:
        copy = district.copy(root)
        base.lift(copy, label.place)
        assert placed(copy), label


NUMBERS = (  # a way out, the file, its line, and the line with the number
    (r"allow (\d+) meetings", CAL, r"meetings: \d+", "meetings: {}"),
    (r"allow (\d+) min after school", CAL, r"minutes: \d+", "minutes: {}"),
    (r"allow (\d+) visits", CAL, r"visits: \d+", "visits: {}"),
    (r"let coaches lead (\d+) %", CAL, r"coaching: \d+", "coaching: {}"),
    (r"\d+ more substitutes? a day at elm \((\d+)", SET, r"elm: .*", "elm: {}"),
)
WIDEN, SHORTER = r"widen the window to (\S+)", r"(\d+) min instead of (\d+)"
OTHERS = (r"allow \S+ too \(`(in: .*)`\)", r"hold it (in) (\S+) instead")


def take(root, place, way, less):
    """Write the way out into the files; `less` takes it one step less far. False where there is no such step."""

    def edit(file, pattern, new, after=0):
        path = root / file
        lines = path.read_text().splitlines()
        at = next(n for n in range(after, len(lines)) if re.search(pattern, lines[n]))
        lines[at] = re.sub(pattern, new, lines[at])
        path.write_text("\n".join(lines) + "\n")

    own = place.start.line - 1
    for words, file, pattern, new in NUMBERS:
        if found := re.match(words, way):
            edit(file, pattern, new.format(int(found[1]) - less))
            return True
    if found := re.match(WIDEN, way):
        day = date.fromisoformat(found[1]) - timedelta(days=less)
        edit(place.file, r"when: (\S+).*", rf"when: \g<1> .. {day}", own)
        return True
    if found := re.match(SHORTER, way):
        edit(place.file, r"length: .*", f"length: {int(found[1]) + less} min", own)
        return True
    if found := re.match(OTHERS[0], way):
        edit(place.file, r"in: .*", found[1], own)
    else:
        edit(place.file, r"where: .*", f"where: {re.match(OTHERS[1], way)[2]}", own)
    return not less


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_way_out_works_and_a_smaller_step_does_not(case, district):
    root = district(case.files)
    (problem,), _ = solve(root)
    ways = problem.help.split("; or ")
    assert set(case.ways) <= set(ways)
    for way in ways:
        for less in (0, 1):
            copy = district.copy(root)
            if take(copy, problem.place, way, less):
                assert placed(copy) is not bool(less), (way, less)


def test_31_talks_for_30_places_are_one_sentence_at_the_lines_that_leave_30(district):
    names = [f"t{number:02}" for number in range(31)]
    rows = "".join(f"{name},Teacher {name[1:]},teacher,elm,2\n" for name in names)
    groups = f"groups: Maple\nlist:\n  all:\n    coach: rivera\n    members: [{', '.join(names)}]\n"
    root = district(
        {
            F: program("all", talk("2026-10-19 .. 2026-12-01")),
            PEOPLE: "id,name,role,schools,prep\nrivera,Ana Rivera,coach,elm,\n" + rows,
            GROUPS: groups,
            **over(CAL, ("bells:", "  - {when: 2026-11-26, status: closed, name: Thanksgiving}\nbells:")),
        }
    )
    (problem,), done = solve(root)
    (shown,) = done.schedule.unplaced
    assert problem.message == (
        f"{shown.label} (2026-10-19 .. 2026-12-01): "
        "31 talks ask for 30 places of rivera (2026-10-19 .. 2026-12-01)"
    )
    assert len(done.schedule.events) == 30
    assert [(label.place.file, base.line(root, label.place)) for label in problem.related] == [
        (F, "when: 2026-10-19 .. 2026-12-01"),
        (F, "in: prep"),
        (F, "length: 30 min"),
        (F, "lead: coach"),
        (CAL, "- {when: 2026-11-11, status: closed, name: Veterans Day}"),
        (CAL, "- {when: 2026-11-26, status: closed, name: Thanksgiving}"),
        (PEOPLE, "t00,Teacher 00,teacher,elm,2"),
    ]
    assert problem.related[-1].text == "when t00 and 30 others prepare"
    assert problem.help.startswith("widen the window to 2026-12-02 wed; or ")


def test_the_same_clash_week_after_week_is_one_sentence(district):
    activities = talk("2026-10-19 .. 2026-11-06") + "  every: 1 week\n"
    root = district(
        {
            F: program("team", activities),
            **over(CAL, ("bells:", "contract:\n  visits: 2 a week\nbells:")),
        }
    )
    (problem,), done = solve(root)
    assert " and 3 more have no place; talk " in problem.message
    assert (
        "4 talks ask for 2 places of rivera (2026-10-19 .. 2026-10-23), and 2 more crowds" in problem.message
    )
    assert len(done.schedule.events) == 6
    assert "allow 4 visits a week instead of 2" in problem.help


def test_what_was_not_looked_into_is_counted_in_one_sentence():
    told = Unplaced("a", "first", HERE.at("a"), "first: no", explained=True)
    rest = [Unplaced(f"b{n}", f"b {n}", HERE.at("b", n), f"b {n}: no") for n in range(5)]
    one, more = no_place([told, *rest])
    assert one.message == "first: no"
    assert more.message == "5 more have no place: b 0, b 1, b 2 and 2 more; these were not looked into"
    assert [label.place for label in more.related] == [item.place for item in rest[1:]]
    assert len(no_place(rest)) == 5


def test_a_crowd_that_was_not_looked_into_still_says_how_many_ask_for_how_many_places():
    told = Unplaced("a", "first", HERE.at("a"), "first: no", explained=True)
    alone = [Unplaced(f"b{n}", f"b {n}", HERE.at("b", n), f"b {n}: no") for n in range(5)]
    crowd = tuple(f"c{n}" for n in range(9))
    many = [Unplaced(n, n, HERE.at(n), f"{n}: 9 ask for 7 places", crowd=crowd, cause="9") for n in crowd[:2]]
    _, one, more = no_place([told, *alone, *many])
    assert one.message == "c0, c1 have no place; c0: 9 ask for 7 places"
    assert "`pdcycle capacity` shows each week" in one.help
    assert more.message.startswith("5 more have no place")


def test_what_follows_one_of_a_crowd_is_told_with_the_crowd():
    crowd = ("visit", "visit 2", "talk", "talk 2")
    visit = Unplaced(
        "visit", "visit", HERE.at("v"), "visit: 4 ask for 2 places", crowd=crowd, cause="4 for 2"
    )
    talk = Unplaced(
        "talk", "talk", HERE.at("t"), "talk: it follows visit", crowd=crowd, cause="it follows visit"
    )
    known = {
        "visit": SimpleNamespace(links=()),
        "talk": SimpleNamespace(links=(SimpleNamespace(anchor="visit"),)),
    }
    assert [[item.id for item in cause] for cause in causes([talk, visit], known)] == [["visit", "talk"]]


def test_what_all_the_others_hang_on_is_told_first(district):
    visits = talk("2026-10-19 .. 2026-10-23").replace("talk", "visit")
    after = talk("visit .. +2 school days").replace("talk", "debrief")
    away = "person,from,to,part\nrivera,2026-10-19,2026-10-30,all\n"
    (problem,), done = solve(district({F: program("three", visits + after), "absences.csv": away}))
    assert len(done.schedule.unplaced) == 6
    assert problem.message.startswith("visit diaz, visit kim, visit lee and 3 more have no place; visit diaz")
    assert " has no place;" not in problem.message.partition(" have no place; ")[2]


def test_an_id_that_is_part_of_a_word_is_no_other_cause(district):
    people = BASE[PEOPLE].replace("kim,", "cho,", 1)
    groups = BASE[GROUPS].replace("kim", "cho")
    away = "person,from,to,part\nrivera,2026-10-19,2026-10-19,all\n"
    text = talk("2026-10-19", "after-school")
    files = {F: program("team", text), PEOPLE: people, GROUPS: groups, "absences.csv": away}
    (problem,), done = solve(district(files))
    assert len(done.schedule.unplaced) == 4
    assert "no time after school of cho is free for rivera" in problem.message


def test_whoever_ends_it_while_it_looks_into_one_cause_keeps_what_is_known_of_the_others(district):
    two = talk("2026-10-19", "prep") + talk("2026-11-16", "prep").replace("talk:", "visit:")
    root = district({F: program("team", two)})
    turns = []

    def left():
        return NOW if turns[-1] == "Looking for what is in the way, 2 of 2" else None

    done = schedule(districts.read(root), base.AS_OF, watch=Watch(turn=turns.append, left=left))
    assert turns[1:] == [f"Looking for what is in the way, {number} of 2" for number in (1, 2)] + [
        "Finishing"
    ]
    assert (len(done.schedule.unplaced), done.schedule.stopped) == (6, False)
    first, second = done.diagnostics
    assert ("the window" in [label.text for label in first.related], second.related) == (True, ())
    assert "4 visits ask for 1 place of rivera (2026-11-16 .. 2026-11-16)" in second.message
