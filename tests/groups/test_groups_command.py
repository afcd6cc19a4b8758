import io
import json
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
    assert problem.value.message == "'teechers' does not say which people"


def test_entries_are_appended_to_groups_yaml_and_everything_else_stays(pinecrest):
    found = formed(pinecrest, "circle", Wish(4, 4), 45)
    made = entries(pinecrest, found.groups, "plc")
    before = (PINECREST / "groups.yaml").read_text(encoding="utf-8")
    after = written(pinecrest, made).content.decode()
    assert after.startswith(before)
    assert [entry.id for entry in made] == ["plc-1", "plc-2"]
    assert [entry.group.members for entry in made] == [
        ("abel", "kim", "marsh", "tran"),
        ("lind", "okoye", "petit", "ruiz"),
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
    assert "They lose 5 points, and no grouping of these people loses fewer: this is proven." in out
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
