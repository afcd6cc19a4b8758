"""What stands around a command that runs from a script: full disks, pipes, links, and streams nobody opened."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pdcycle.duck import write_table
from pdcycle.errors import PdcycleError

RUN = "import sys; from pdcycle.cli.main import main; sys.exit(main())"


def started(district, *argv, **streams):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", RUN, "-C", str(district), *argv]
    return subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, check=False, **streams)


@pytest.fixture
def planned(run, district):
    assert run("-C", district, "new", "curriculum", "ours", "--from", "communication").code == 0
    return district


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_behind_stdout_is_no_bug(planned):
    with Path("/dev/full").open("w") as full:
        ran = started(planned, "report", "--as-of", "2027-03-01", stdout=full)
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1] == "error: cannot write the result: no space left on device"


def test_a_closed_stdout_is_no_bug(planned):
    ran = started(planned, "validate", preexec_fn=lambda: os.close(1))
    assert (ran.returncode, "bug" in ran.stderr) == (0, False)


def test_what_is_no_file_is_written_to_and_never_replaced(run, planned):
    pipe = planned / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    ran = run("-C", planned, "report", "ours", "--format", "csv", "--as-of", "2027-03-01", "-o", pipe)
    assert ran.code == 0
    assert os.read(reader, 1 << 16).startswith(b"Name,Cycle,")
    os.close(reader)
    assert pipe.is_fifo()


def test_a_link_goes_on_leading_where_it_led_and_a_folder_is_no_file(run, planned):
    (planned / "shown").mkdir()
    (planned / "latest.md").symlink_to(planned / "shown" / "report.md")
    ran = run("-C", planned, "report", "--format", "md", "--as-of", "2027-03-01", "-o", "latest.md")
    assert ran.code == 0
    assert (planned / "latest.md").is_symlink()
    assert (planned / "shown" / "report.md").read_text().startswith("# ")
    ran = run("-C", planned, "report", "--as-of", "2027-03-01", "-o", "shown")
    assert (ran.code, ran.err.splitlines()[-2:]) == (
        2,
        [f"error: {planned / 'shown'} is a folder", "help: name a file in it"],
    )


def test_a_ledger_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path):
    (tmp_path / "ledger.csv").mkdir()
    with pytest.raises(PdcycleError, match=r"cannot write .*ledger\.csv"):
        write_table(tmp_path / "ledger.csv", (("a", "INTEGER"),), [(1,)])
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.csv"]


def test_a_person_named_without_the_audience_gets_nobody_elses_report(run, planned):
    ran = run("-C", planned, "report", "ours", "--person", "dunn", "--as-of", "2027-03-01")
    assert (ran.code, ran.out) == (2, "")
    assert "--person is for one's own report" in ran.err


def test_a_script_that_asked_for_quiet_is_still_told_why_there_is_nothing(run, planned):
    ran = run(
        "-q",
        "-C",
        planned,
        "report",
        "ours",
        "--audience",
        "self",
        "--person",
        "castro",
        "--as-of",
        "2027-03-01",
    )
    assert (ran.code, ran.out) == (1, "")
    assert "ours: a person's own, which this audience does not see" in ran.err
