"""Each command's help shows an example, and each example runs."""

import shlex

import pytest
import typer

from pdcycle.cli.app import app

COMMANDS = typer.main.get_command(app).commands


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_in_the_help_runs(run, district, copy, tmp_path, name):
    shown = run(name, "--help").out.replace("\n", " ")
    assert "Example: pdcycle " in shown
    words = shlex.split(" ".join(COMMANDS[name].epilog.split()).removeprefix("Example: pdcycle "))
    (tmp_path / "examples").mkdir()
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
