"""A long search on a real terminal: its line, Ctrl-C once and twice, and a limit, each with a process of its own."""

import os
import pty
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bench.workspaces import write
from tests.conftest import Output

PROGRAM = "import sys; from pdcycle.cli.main import main; sys.exit(main())"
TERMINAL = "import os; os.close(os.open(os.ttyname(0), os.O_RDWR)); "
"""The first terminal that the leader of a session opens is the one whose keys it hears."""

LINE = re.compile(r"Placing: cost [\d,]+, at best [\d,]+ \(gap [\d.]+ %\), \d+ of 20 parts proven, \d+ s")
CTRL_C = b"\x03"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a terminal and processes as Linux has them")


@dataclass
class Session:
    """What a command said on a terminal of 80 columns, and how it ended."""

    code: int
    text: str

    @property
    def shown(self):
        """Every state of the last line, and every line that stayed."""
        return [part.rstrip() for part in re.split(r"[\r\n]+", self.text) if part.strip()]


@pytest.fixture(scope="session")
def district(tmp_path_factory):
    """Three hundred teachers: some seconds of searching on any machine."""
    root = tmp_path_factory.mktemp("long") / "d"
    write(root, 300)
    return root


@pytest.fixture
def root(district, tmp_path):
    shutil.copytree(district, tmp_path / "d")
    return tmp_path / "d"


def environment(**more):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    where = str(Path(__file__).parents[2])
    return {
        **kept,
        "TERM": "xterm",
        "PYTHONPATH": os.pathsep.join(filter(None, (where, kept.get("PYTHONPATH")))),
        **more,
    }


def on_terminal(root, *argv, answers=(), **more):
    """Run it on a terminal; each answer is typed once its text has been seen, in this order."""
    home, away = pty.openpty()
    command = [sys.executable, "-c", TERMINAL + PROGRAM, "-C", str(root), *argv]
    ran = subprocess.Popen(
        command,
        stdin=away,
        stdout=away,
        stderr=away,
        env=environment(**more),
        start_new_session=True,
    )
    os.close(away)
    said, waiting = b"", list(answers)
    try:
        while True:
            try:
                piece = os.read(home, 65536)
            except OSError:  # Linux says so when the last who could write has gone
                break
            if not piece:
                break
            said += piece
            if waiting and re.search(waiting[0].encode(), said):
                waiting.pop(0)
                os.write(home, CTRL_C)
    finally:
        os.close(home)
    return Session(ran.wait(), said.decode())


def left_behind(root):
    """Processes that still work for this workspace."""
    mine = str(root).encode()
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mine in path.read_bytes():
                found.append(path)
        except OSError:
            continue
    return found


def stopped_locks(root):
    return [
        path.name
        for path in sorted((root / "schedule").iterdir())
        if "\nstopped: true\n" in path.read_text("utf-8")
    ]


def test_one_line_tells_the_best_the_bound_and_the_gap_and_is_gone_at_the_end(root):
    session = on_terminal(root, "schedule")
    assert session.code == 0
    lines = [text for text in session.shown if text.startswith("Placing")]
    assert any(LINE.fullmatch(text) for text in lines), lines
    assert max(map(len, session.shown)) < 80
    assert "\x1b" not in session.text  # nothing but spaces and returns: it reads the same without colours
    assert re.search(r"\r +\r(?!Placing)[^\r\n]+\r?\n", session.text)
    assert re.fullmatch(
        r"placed in \d+ seconds?: cost [\d,]+, (proven the best|at best .*)", session.shown[-1]
    )
    assert stopped_locks(root) == []


def test_ctrl_c_keeps_the_best_so_far_marks_it_and_leaves_nobody_behind(root):
    session = on_terminal(root, "schedule", answers=[r"parts proven"])
    assert session.code == 130
    assert "Traceback" not in session.text
    assert any(text.startswith("Stopping with the best so far") for text in session.shown)
    assert re.fullmatch(r"stopped by Ctrl-C: cost [\d,]+, at best [\d,]+ \(gap .* %\)", session.shown[-2])
    assert session.shown[-1].startswith("these dates break no rule; `schedule --fresh`")
    assert len(stopped_locks(root)) == 20
    assert left_behind(root) == []
    checked = Output(root).command("schedule", "--check")
    assert (checked.code, checked.err.strip()) == (0, "the published schedule holds: 4,200 dates")


def test_ctrl_c_before_any_date_is_known_still_gives_every_event_one_and_a_second_leaves_at_once(root):
    session = on_terminal(root, "schedule", answers=[r"Placing, \d+ s", r"Stopping with"])
    assert session.code == 130
    assert "Traceback" not in session.text
    assert session.shown[-1].endswith("interrupted; nothing more was written")
    assert not (root / "schedule").exists()
    assert not [path for path in root.rglob("*") if path.name.startswith(".pdcycle")]
    assert left_behind(root) == []

    session = on_terminal(root, "schedule", answers=[r"Placing, \d+ s"])
    assert session.code == 130
    assert len(stopped_locks(root)) == 20
    assert Output(root).command("schedule", "--check").code == 0


def test_no_terminal_no_line_but_a_limit_says_that_it_ended_the_search(root):
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, "-C", str(root), "schedule", "--time-limit", "0.5"],
        capture_output=True,
        env=environment(),
        check=False,
    )
    said = ran.stderr.decode()
    assert (ran.returncode, "\r" in said, "Placing" in said) == (0, False, False)
    assert "stopped by --time-limit: cost " in said
    assert len(stopped_locks(root)) == 20
    assert Output(root).command("schedule", "--check").code == 0


def test_ctrl_c_while_it_looks_for_what_is_in_the_way_ends_that_and_says_what_is_known(tmp_path):
    root = tmp_path / "d"
    write(root, 30)
    for path in (root / "curricula").iterdir():
        text = path.read_text("utf-8").replace("every: 2 weeks", "every: 1 week")
        path.write_text(text.replace("in: {member: class}", "in: prep").replace("12-18", "10-09"), "utf-8")
    answers = [r"Looking for what is in the way, 2 of 2"]
    session = on_terminal(root, "schedule", answers=answers, NO_COLOR="1")
    assert session.code == 130
    assert "Traceback" not in session.text
    assert re.search(r"50\s+events\s+ask\s+for\s+26\s+places\s+of\s+coach-001", session.text)
    assert max(map(len, session.shown)) <= 80
    assert session.shown[-1] == "stopped by Ctrl-C: some of it was not looked into; run it again to see why"
    assert not (root / "schedule").exists()
