import io
import json
import random
import shutil
from pathlib import Path

import pytest

from pdcycle.cli.groups import How, run
from pdcycle.cli.options import Call
from pdcycle.cli.terminal import Terminal
from pdcycle.errors import PdcycleError
from pdcycle.flows.district import read
from pdcycle.flows.groups import entries, formed, judged, pool, written
from pdcycle.groups.wish import Wish

PINECREST = Path(__file__).parents[1] / "districts" / "pinecrest"
RIVERBEND = Path(__file__).parents[2] / "examples" / "riverbend"


@pytest.fixture(scope="module")
def pinecrest():
    return read(PINECREST)


@pytest.fixture(scope="module")
def riverbend():
    return read(RIVERBEND)


def command(root, who="teachers", **how):
    out, err = io.StringIO(), io.StringIO()
    code = run(Call(Terminal(out, err, io.StringIO()), root), who, How(**how))
    return code, out.getvalue(), err.getvalue()


def test_people_are_said_by_words_group_focus_or_ids(pinecrest):
    assert pool(pinecrest, "teachers of pine in upper") == ("abel", "petit")
    assert pool(pinecrest, "circle") == ("abel", "kim", "lind", "marsh", "okoye", "petit", "ruiz", "tran")
    assert pool(pinecrest, "focus feedback") == ("kim",)
    assert pool(pinecrest, "tran, abel") == ("abel", "tran")
    with pytest.raises(PdcycleError) as problem:
        pool(pinecrest, "teechers")
    assert (problem.value.message, problem.value.help) == (
        "nobody is found by 'teechers'",
        "did you mean `teacher`?",
    )


def test_entries_are_appended_to_groups_yaml_and_everything_else_stays(pinecrest):
    found = formed(pinecrest, "circle", Wish(4, 4), 45)
    made = entries(pinecrest, found.groups, "plc")
    before = (PINECREST / "groups.yaml").read_text(encoding="utf-8")
    after = written(pinecrest, made).content.decode()
    assert after.startswith(before)
    assert [entry.id for entry in made] == ["plc-1", "plc-2"]
    assert [entry.group.members for entry in made] == [
        ("abel", "kim", "okoye", "petit"),
        ("lind", "marsh", "ruiz", "tran"),
    ]
    assert found.points == found.bound


def test_an_existing_group_is_judged_in_the_same_words(riverbend):
    group = judged(riverbend, "intermediate-lincoln", 45)
    assert group.good == (
        "all 9 are in intermediate",
        "all 9 teach in grades 3 to 5",
        "3 to 29 years, 1 novice and 7 veterans",
        "all 9 can meet Wednesdays 1:15 pm",
    )
    assert group.lacking == ("all are of lincoln",)


def test_the_command_writes_groups_that_validate_and_numbers_on(tmp_path):
    root = tmp_path / "riverbend"
    shutil.copytree(RIVERBEND, root, ignore=shutil.ignore_patterns("exports", "build", "private"))
    who = "teachers of lincoln, cedar and birch in primary"
    code, out, err = command(root, who, size="6..8", write=True)
    assert code == 0
    assert "They lose 5 points, and no other 4 groups of these people lose fewer: proven." in out
    assert max(map(len, out.splitlines())) <= 80
    assert err == "groups.yaml: changed, with plc-1, plc-2, plc-3 and plc-4\n"
    again = read(root)
    assert not [item for item in again.diagnostics if item.place and item.place.file == "groups.yaml"]
    assert judged(again, "plc-2", 45).points == 0
    _, shown, _ = command(root, who, size="6..8", shown="yaml")
    assert shown.startswith("  plc-5:\n    title: Primary, grades k to 2\n")


def test_what_cannot_be_exits_with_1_and_json_says_the_same():
    code, out, err = command(RIVERBEND, "teachers of cedar in primary", size="5..6", groups=3, shown="json")
    assert code == 1
    assert json.loads(out)["reason"] == "9 people cannot make 3 groups of 5 to 6: that takes 15 to 18"
    assert (
        err
        == "error: 9 people cannot make 3 groups of 5 to 6: that takes 15 to 18\nhelp: make 3 groups of 3\n"
    )


@pytest.mark.parametrize(
    ("who", "message", "mend"),
    [
        ("diaz, nobodi", "there is nobody with the id 'nobodi'", "ids are those of people.csv"),
        ("diaz, ramann", "there is nobody with the id 'ramann'", "did you mean `raman`?"),
        ("teachers of lincoln in latin", "nobody is found by 'teachers of lincoln in latin'",
         "no row of people.csv has the department or subject 'latin'"),
        ("teachers of licoln", "nobody is found by 'teachers of licoln'", "did you mean `lincoln`?"),
        ("intermediate-lincon", "nobody is found by 'intermediate-lincon'", "did you mean `intermediate-lincoln`?"),
        ("teachrs of lincoln", "nobody is found by 'teachrs of lincoln'", "did you mean `teacher`?"),
        ("teachers of lincoln in grade 12", "nobody is found by 'teachers of lincoln in grade 12'",
         "each part is known; no row of people.csv has all of it"),
        ("", "it is not said which people",
         "write for example `teachers of lincoln in primary`, a group's id, `focus ID`, or ids with commas"),
    ],
)  # fmt: skip
def test_people_nobody_is_found_by(riverbend, who, message, mend):
    with pytest.raises(PdcycleError) as problem:
        pool(riverbend, who)
    assert (problem.value.message, problem.value.help) == (message, mend)


def test_a_group_of_nobody_is_said_to_be_one(tmp_path):
    root = tmp_path / "pinecrest"
    shutil.copytree(PINECREST, root)
    (root / "groups.yaml").write_text(
        (root / "groups.yaml").read_text(encoding="utf-8") + "  empty:\n    title: Nobody yet\n",
        encoding="utf-8",
    )
    with pytest.raises(PdcycleError) as problem:
        judged(read(root), "empty", 45)
    assert problem.value.message == "nobody is in the group 'empty'"


@pytest.mark.parametrize(
    ("how", "message"),
    [({"groups": 0}, "--groups is 0"), ({"groups": -1}, "--groups is -1"), ({"minutes": 0}, "--minutes is 0"),
     ({"size": "5..5000"}, "--size is '5..5000'")],
)  # fmt: skip
def test_numbers_that_are_no_wish(how, message):
    with pytest.raises(PdcycleError) as problem:
        command(RIVERBEND, "teachers of lincoln", **how)
    assert problem.value.message == message


def test_shuffled_rows_give_the_same_bytes(tmp_path):
    root = tmp_path / "riverbend"
    shutil.copytree(RIVERBEND, root, ignore=shutil.ignore_patterns("exports", "build", "private"))
    before = [
        command(root, "teachers of lincoln, cedar and birch", size="6..8", shown=how)
        for how in ("json", "yaml")
    ]
    for name in ("people.csv", "timetable.csv"):
        head, *rows = (root / name).read_text(encoding="utf-8").splitlines()
        random.Random(7).shuffle(rows)
        (root / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    after = [
        command(root, "teachers of birch, lincoln and cedar", size="6..8", shown=how)
        for how in ("json", "yaml")
    ]
    assert after == before


def test_the_best_is_proven_where_topics_schools_and_experience_pull_apart(riverbend):
    found = formed(riverbend, "teachers in grades 12", Wish(), 45)
    assert len(found.groups) == 7
    assert found.points == found.bound == 12
