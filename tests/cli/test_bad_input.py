"""What goes wrong is said once, clearly, with the right exit code, and nothing is half-written."""

import errno
import json
import os
import subprocess
import sys

import pytest


def files_of(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_no_workspace(run):
    ran = run("validate")
    assert ran.code == 2
    assert "there is no pdcycle.yaml in" in ran.err
    assert "help: run `pdcycle init FOLDER`" in ran.err


def test_no_folder(run):
    assert run("-C", "nowhere", "validate").code == 2
    assert "there is no folder" in run("validate", "nowhere").err


def test_an_empty_workspace(run, tmp_path):
    (tmp_path / "pdcycle.yaml").write_text("")
    ran = run("validate")
    assert ran.code == 1
    assert "pdcycle.yaml" in ran.out
    assert "error[" in ran.out
    assert "Traceback" not in ran.out + ran.err


def test_only_settings(run, tmp_path):
    (tmp_path / "pdcycle.yaml").write_text(
        "district: D\nlanguage: 1\ntime_zone: America/Chicago\nschool_year: 2026-27\n"
    )
    ran = run("validate")
    assert ran.code == 1
    assert "there is no calendar.yaml, so nothing can have a date" in ran.out
    for command in ("schedule", "render", "report", "build"):
        assert run(command).code == 1
    assert files_of(tmp_path) == {"pdcycle.yaml"}


def test_no_program_yet(run, district):
    assert run("validate", district).code == 0
    for command in ("schedule", "render", "report", "build"):
        ran = run("-C", district, command)
        assert (ran.code, "Traceback" in ran.err) == (0, False), (command, ran.err)


@pytest.mark.parametrize(
    ("file", "old", "new", "said", "mend"),
    [
        ("curricula/ours.yaml", "group: oak-plc ", "group: oak-plcs ", "there is no group 'oak-plcs'", "did you mean `oak-plc`?"),
        ("curricula/ours.yaml", "focus: communication", "focus: comunication", "there is no focus area 'comunication'", "did you mean `communication`?"),
        ("curricula/ours.yaml", "talking-with-families]", "talking-with-familys]", "there is no course 'talking-with-familys'", "did you mean `talking-with-families`?"),
        ("curricula/ours.yaml", "communication-360", "communication-36", "there is no survey 'communication-36'", "did you mean `communication-360`?"),
        ("curricula/ours.yaml", "small-group-semester", "small-group-semster", "there is no pattern 'small-group-semster'", "did you mean `small-group-semester`?"),
        ("curricula/ours.yaml", "every: 3 weeks", "every: 3 weaks", "weaks", "help:"),
        ("curricula/ours.yaml", "share-exemplars: {every: 3 weeks}", "commit: {when: talk.end .. +1 week}", "talk", "help:"),
        ("groups.yaml", "members: [dunn, eckert, fiore, galvan, hale, ibarra]", "members: [dun, eckert, fiore]", "there is no person 'dun'", "did you mean `dunn`?"),
        ("groups.yaml", "galvan, hale, ibarra]", "galvan, hale, hale]", "'hale' is listed twice", "leave one of them out"),
        ("people.csv", "teacher,oak,primary,K", "teacher,,primary,K", "is a teacher but in no school", "column `schools`"),
        ("people.csv", "teacher,oak,primary,K", "teacher,oaks,primary,K", "there is no school 'oaks'", "did you mean `oak`?"),
        ("people.csv", "id,name", "handle,name", "id", "help:"),
        ("pdcycle.yaml", "oak: 4", "oaks: 4", "there is no school 'oaks'", "did you mean `oak`?"),
        ("surveys/communication-360.yaml", "- {en: Agree, es", '- {en: "Agree, mostly", es', "the option holds ','", "Agree mostly"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.endswith((".yaml", ".csv")) else "",
)  # fmt: skip
def test_a_slip_is_said_at_its_place_with_its_mend(run, district, file, old, new, said, mend):
    assert run("-C", district, "new", "curriculum", "ours", "--from", "communication").code == 0
    text = (district / file).read_text()
    assert old in text
    (district / file).write_text(text.replace(old, new, 1))
    ran = run("validate", district)
    assert said in ran.out
    assert mend in ran.out
    assert f"{file}:" in ran.out
    assert ran.code == (0 if "option" in said else 1)
    assert "Traceback" not in ran.out + ran.err
    if ran.code:
        before = files_of(district)
        assert run("-C", district, "schedule").code == 1
        assert run("-C", district, "build").code == 1
        assert files_of(district) == before


def test_a_loop_of_dates_names_every_edge(run, district):
    (district / "curricula").mkdir()
    (district / "curricula" / "loop.yaml").write_text(
        "curriculum: Round and round\ngroup: oak-plc\nactivities:\n"
        "  alpha: {kind: meeting, when: omega + 1 week}\n  omega: {kind: meeting, when: alpha + 1 week}\n"
        "cycles:\n  - {when: fall}\n"
    )
    ran = run("validate", district)
    assert ran.code == 1
    assert "curricula/loop.yaml:4:" in ran.out
    assert "omega waits here" in ran.out
    assert "alpha waits here" in ran.out


def test_an_export_with_a_wrong_header(run, copy):
    export = copy / "exports" / "evaluations-2026.csv"
    lines = export.read_bytes().split(b"\n")
    export.write_bytes(b"\n".join([b"When,Who,What", *lines[1:]]))
    ran = run("-C", copy, "report", "rti")
    assert ran.code == 1
    assert "exports/evaluations-2026.csv:1:1: error[" in ran.err
    assert "help: " in ran.err
    assert "Traceback" not in ran.err


def test_json_has_one_shape_and_github_one_line_each(run, district):
    (district / "groups.yaml").write_text("groups: G\nlist:\n  a: {members: [nobody-here]}\n")
    for extra in ([], ["-q"], ["--color", "always"]):
        ran = run("validate", district, "--format", "json", *extra)
        document = json.loads(ran.out)
        assert (ran.code, document["version"], list(document)) == (
            1,
            1,
            ["version", "diagnostics", "summary"],
        )
        assert document["diagnostics"][0]["place"]["start"] == {"line": 3, "column": 17}
    ran = run("validate", district, "--format", "github")
    assert ran.out.startswith("::error file=groups.yaml,line=3,endLine=3,col=17,")


def test_a_file_where_a_folder_should_be(run, district):
    run("-C", district, "new", "plan", "p")
    (district / "build").write_text("mine")
    before = files_of(district)
    for command in ("schedule", "render", "build"):
        ran = run("-C", district, command)
        assert ran.code == 2, command
        assert "error: cannot " in ran.err
        assert "Traceback" not in ran.err
    assert files_of(district) == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_full_disk_leaves_what_was_there(run, district, monkeypatch, number):
    run("-C", district, "new", "plan", "p")
    assert run("-C", district, "schedule", "--as-of", "2026-08-01").code == 0
    before = {name: (district / name).read_bytes() for name in files_of(district)}
    write = os.fdopen
    count = iter(range(100))

    def failing(handle, *rest, **more):
        if next(count) == 2:
            os.close(handle)
            raise OSError(number, os.strerror(number))
        return write(handle, *rest, **more)

    monkeypatch.setattr("pdcycle.files.os.fdopen", failing)
    ran = run("-C", district, "render")
    monkeypatch.undo()
    assert ran.code == 2
    assert ran.err.startswith("error: cannot write ")
    assert os.strerror(number).lower() in ran.err
    assert {name: (district / name).read_bytes() for name in files_of(district)} == before


def test_a_date_that_is_none(run, district):
    run("-C", district, "new", "plan", "p")
    ran = run("-C", district, "report", "--as-of", "tomorrow")
    assert ran.code == 2
    assert "error: --as-of is 'tomorrow', which is not a date" in ran.err


def test_an_id_that_names_nothing(run, copy):
    ran = run("-C", copy, "report", "scholey")
    assert (ran.code, ran.err) == (
        2,
        "error: there is no program 'scholey'\nhelp: did you mean `schooley`?\n",
    )
    assert "did you mean `impact-plan`?" in run("-C", copy, "render", "--document", "impact-plans").err


def test_a_bug_is_an_apology_and_a_traceback_only_on_request(run, district, monkeypatch):
    monkeypatch.setattr("pdcycle.cli.validate.validate", lambda _: 1 / 0)
    ran = run("validate", district)
    assert ran.code == 3
    assert "this is a bug in pdcycle, sorry" in ran.err
    assert "Traceback" not in ran.err
    assert "ZeroDivisionError: " in run("validate", district, "--debug").err


def test_interrupted(run, district, monkeypatch):
    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("pdcycle.cli.validate.validate", stop)
    assert run("validate", district).code == 130


def test_nobody_reads_on(copy):
    program = "import sys; from pdcycle.cli.main import main; sys.exit(main())"
    ran = subprocess.Popen(
        [sys.executable, "-c", program, "-C", str(copy), "schedule", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    ran.stdout.close()
    said = ran.stderr.read()
    ran.stderr.close()
    ran.wait()
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


def test_a_document_on_the_terminal_is_chosen_among_those_there_are(run, district):
    assert run("-C", district, "new", "plan", "p", "--from", "english-learners").code == 0
    assert run("-C", district, "new", "initiative", "i", "--from", "rti").code == 0
    asked = ("-C", district, "render", "i", "--document", "observation-form", "--format", "md", "--out", "-")
    several = run(*asked)
    assert several.code == 2
    assert "`--out -` shows one document, and these are 2" in several.err
    assert (
        "--document observation-form/i-elm; there are observation-form/i-elm, observation-form/i-oak"
        in several.err
    )
    chosen = run(*asked[:4], "--document", "observation-form/i-elm", "--format", "md", "--out", "-")
    assert (chosen.code, chosen.out[:2]) == (0, "# ")
    forms = run("-C", district, "render", "p", "--document", "impact-plan", "--out", "-")
    assert "say --format md or --format html: impact-plan/p.html, impact-plan/p.md" in forms.err
