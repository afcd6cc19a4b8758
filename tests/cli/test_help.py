"""Each command's help shows an example, and each example runs."""

import shlex
import shutil

import pytest
import typer

from pdcycle.cli.app import app

COMMANDS = typer.main.get_command(app).commands


@pytest.mark.parametrize(
    "name", [name for name, command in COMMANDS.items() if not hasattr(command, "commands")]
)
def test_the_example_in_the_help_runs(run, district, riverbend, copy, tmp_path, name):
    shown = run(name, "--help").out.replace("\n", " ")
    assert "Example: pdcycle " in shown
    words = shlex.split(" ".join(COMMANDS[name].epilog.split()).removeprefix("Example: pdcycle "))
    (tmp_path / "examples").mkdir()
    shutil.copytree(riverbend.parent / "platform", tmp_path / "examples" / "platform")
    copy.rename(tmp_path / "examples" / "riverbend")
    if name == "schedule":
        assert run("-C", "examples/riverbend", "schedule").code == 0
    ran = run(*(["-C", district] if name == "new" else []), *words)
    assert ran.code == 0, ran.err


def test_options_mean_the_same_on_either_side_of_the_command(run, district):
    assert run("-C", district, "-q", "validate").err == run("validate", "-C", district, "-q").err == ""


def test_colour_is_asked_for_or_left_out(run, district):
    (district / "groups.yaml").write_text("groups: G\nlist:\n  a: {members: [nobody-here]}\n")
    assert "\x1b[" not in run("validate", district).out
    assert "\x1b[" in run("validate", district, "--color", "always").out


def test_today_is_said_then_the_environment_then_written(run, copy, monkeypatch):
    def day(*argv):
        return run(
            "-C", copy, "render", "rti", "--document", "initiative", "--format", "md", "--out", "-", *argv
        ).out

    written = day()
    monkeypatch.setenv("PDCYCLE_AS_OF", "2026-10-01")
    environment = day()
    said = day("--as-of", "2027-02-12")
    assert written == said
    assert written != environment


def test_the_examples_of_import_run(run, copy, monkeypatch):
    """On a calendar as a district would publish it, and on a folder that is no bundle."""
    monkeypatch.chdir(copy)
    event = "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260701T000000Z\r\nDTSTART;VALUE=DATE:20270308\r\nSUMMARY:No School\r\nEND:VEVENT\r\n"
    (copy / "district.ics").write_text(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{event}END:VCALENDAR\r\n"
    )
    ran = run("import", "calendar", "district.ics", "--diff")
    assert ran.code == 0, ran.err
    assert "+  - {when: 2027-03-08 mon, status: closed" in ran.out
    refused = run("import", "oneroster", "curricula", "--diff")
    assert refused.code in (1, 2)
    assert "Traceback" not in refused.err
