"""init and new: what they make runs clean through every command, and nobody's text is lost."""

import json

import pytest

from pdcycle.flows.ready import FOLDERS, names

READY = [(kind, name) for kind in FOLDERS for name in names(kind)]


@pytest.mark.parametrize(("kind", "name"), READY, ids=lambda value: value)
def test_each_ready_program_runs_clean_through_every_command(run, district, kind, name):
    made = run("-C", district, "new", kind, "ours", "--from", name)
    assert made.code == 0, made.err
    checked = run("validate", district)
    assert (checked.code, checked.out) == (0, "")
    assert checked.err == "1 program checked, nothing wrong\n"
    for command in (["schedule"], ["render"], ["report", "ours"], ["build"], ["schedule", "--check"]):
        ran = run("-C", district, *command, *(["--as-of", "2026-08-10"] if command[-1] != "--check" else []))
        assert ran.code == 0, (command, ran.err)
    assert "dates: key" in run("-C", district, "schedule").out
    assert (district / "schedule" / "ours.lock.yaml").is_file()
    assert (district / "build" / "school" / "index.html").is_file()


def test_init_makes_a_workspace_that_keeps_exports_out_and_asks_where_one_decides(district):
    assert (district / ".gitignore").read_text().split("\n")[1:3] == ["exports/", "private/"]
    assert "DECIDE" in (district / "calendar.yaml").read_text()
    first = (district / "groups.yaml").read_text().split("\n")[0]
    assert first == "# yaml-language-server: $schema=.pdcycle/groups.json"
    schema = json.loads((district / ".pdcycle" / "curriculum.json").read_text())
    assert {"curriculum", "group"} <= set(schema["required"])


def test_init_touches_nothing_that_exists(run, tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "people.csv").write_text("id,name,role,schools\nortiz,Gloria Ortiz,principal,oak\n")
    made = run("init", "d", "--school", "oak")
    assert made.code == 0
    assert "left as it is: people.csv" in made.err
    assert "Gloria" in (tmp_path / "d" / "people.csv").read_text()
    again = run("init", "d")
    assert again.code == 1
    assert "is a workspace already" in again.err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--zone", "Mars/Olympus"], "'Mars/Olympus' is not a time zone"),
        (["--school-year", "2026"], "'2026' is not a school year"),
        (["--school", "Oak Elementary"], "'Oak Elementary' is no id for a school"),
        (["--school", "oak", "--school", "oak"], "two schools have the id 'oak'"),
    ],
)
def test_init_refuses_what_cannot_be_and_writes_nothing(run, tmp_path, argv, said):
    refused = run("init", "d", *argv)
    assert refused.code == 2
    assert said in refused.err
    assert "help: " in refused.err
    assert not (tmp_path / "d").exists()


def test_names_of_districts_and_schools_are_never_read_as_yaml(run, tmp_path):
    name = 'Maple & Oak: "North" #4'
    assert run("init", "d", "--name", name, "--school", "oak:on: yes, #1").code == 0
    assert run("-C", "d", "new", "plan", "p").code == 0
    checked = run("validate", "d", "--format", "json")
    assert json.loads(checked.out)["diagnostics"] == []


def test_new_keeps_comments_and_order_and_adds_only_what_is_missing(run, district):
    catalog = district / "catalog.yaml"
    catalog.write_text(
        "catalog: Ours   # kept\nlist:\n    # first\n    talking-with-families:\n"
        "        title: 'Our own'   # quoted\n\n# the end\n"
    )
    made = run("-C", district, "new", "curriculum", "talk", "--from", "communication", "--group", "elm-plc")
    assert made.code == 0, made.err
    assert "added to catalog.yaml: talking-with-students, talking-with-colleagues" in made.err
    text = catalog.read_text()
    assert text.startswith(
        "catalog: Ours   # kept\nlist:\n    # first\n    talking-with-families:\n"
        "        title: 'Our own'   # quoted\n    talking-with-students:\n      title: Talking with students\n"
    )
    assert text.endswith("\n\n# the end\n")
    assert text.count("talking-with-families") == 1
    program = (district / "curricula" / "talk.yaml").read_text()
    assert "group: elm-plc                       # DECIDE" in program


def test_new_joins_the_order_of_precedence_where_one_is_kept(run, district):
    settings = district / "pdcycle.yaml"
    run("-C", district, "new", "plan", "first")
    settings.write_text(settings.read_text() + "programs: [first]   # in this order\n")
    assert run("-C", district, "new", "initiative", "rti").code == 0
    assert "programs: [first, rti]   # in this order\n" in settings.read_text()


@pytest.mark.parametrize(
    ("argv", "said", "mend"),
    [
        (["curiculum", "x"], "'curiculum' is nothing that can be made", "did you mean `curriculum`?"),
        (
            ["curriculum", "x", "--from", "comunication"],
            "no ready curriculum 'comunication'",
            "`communication`",
        ),
        (
            ["curriculum", "x", "--group", "oak-plcs"],
            "there is no group 'oak-plcs'",
            "did you mean `oak-plc`?",
        ),
        (["plan", "x", "--teacher", "dun"], "there is no teacher 'dun'", "did you mean `dunn`?"),
        (["plan", "X Y"], "'X Y' is not an id", "lower-case"),
    ],
)
def test_new_says_what_it_does_not_know(run, district, argv, said, mend):
    refused = run("-C", district, "new", *argv)
    assert refused.code == 2
    assert said in refused.err
    assert mend in refused.err
    assert not list((district / "curricula").glob("*"))


def test_new_never_overwrites(run, district):
    assert run("-C", district, "new", "plan", "talk").code == 0
    again = run("-C", district, "new", "curriculum", "talk")
    assert again.code == 2
    assert "'talk' is taken by plans/talk.yaml" in again.err


def test_init_takes_a_schools_level_from_its_name_and_says_so(run, tmp_path):
    schools = ["oak:Oak Elementary", "elm:Elm Middle", "pine:Pine High School", "birch"]
    made = run("init", "d", *(part for school in schools for part in ("--school", school)))
    assert "(oak elementary, elm middle, pine high, birch elementary)" in made.err
    people = (tmp_path / "d" / "people.csv").read_text().splitlines()
    grades = {line.split(",")[4]: set() for line in people[1:]}
    for line in people[1:]:
        grades[line.split(",")[4]].add(line.split(",")[6])
    assert grades["elm"] - {""} == {"6", "7", "8"}
    assert grades["pine"] - {""} == {"9", "10", "11", "12"}
    assert "K" in grades["birch"]
    assert run("validate", tmp_path / "d").out == ""
    assert run("-C", tmp_path / "d", "new", "curriculum", "c", "--from", "communication").code == 0
    assert run("-C", tmp_path / "d", "schedule").code == 0
