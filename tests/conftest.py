"""What all tests share: where things are, and that nothing is skipped where everything is installed."""

import importlib.util
import io
import json
import os
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
import yaml
from icalendar import Calendar

from pdcycle.cli.main import main

ROOT = Path(__file__).parents[1]
MUST_RUN = bool(os.environ.get("PDCYCLE_NO_SKIP"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """With PDCYCLE_NO_SKIP, as CI sets it, a test that skips has failed; benchmarks and the second engine are asked for."""
    report = yield
    asked_for = "bench" in Path(str(item.fspath)).parts or item.get_closest_marker("spark") is not None
    excused = hasattr(report, "wasxfail") or asked_for
    if MUST_RUN and report.skipped and not excused:
        report.outcome = "failed"
        report.longrepr = f"skipped, but PDCYCLE_NO_SKIP says that everything is installed: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def riverbend() -> Path:
    """The example district as committed; tests that write copy it."""
    return ROOT / "examples" / "riverbend"


@pytest.fixture
def copy(tmp_path, riverbend):
    """A copy of the example district to write in, without builds."""
    target = tmp_path / "riverbend"
    shutil.copytree(riverbend, target, ignore=shutil.ignore_patterns("build", "__pycache__"))
    return target


@dataclass(frozen=True)
class Ran:
    """What one command line said, and its exit code."""

    code: int
    out: str
    err: str


def pdcycle(*argv) -> Ran:
    """Run a command line in this process; usable where `capsys` is not, in fixtures of a session."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name in ("NO_COLOR", "FORCE_COLOR", "PDCYCLE_AS_OF"):
            patch.delenv(name, raising=False)
        code = main([str(part) for part in argv])
    return Ran(code, out.getvalue(), err.getvalue())


@dataclass(frozen=True)
class Output:
    """A workspace's folder, read as its people read it: locks, reports, documents and calendars."""

    root: Path

    def command(self, *argv) -> Ran:
        """A command line in this workspace, whatever comes of it."""
        return pdcycle("-C", self.root, *argv)

    def run(self, *argv) -> Ran:
        """A command line that has to succeed."""
        ran = self.command(*argv)
        assert ran.code == 0, ran.err
        return ran

    def events(self, program) -> dict[str, dict]:
        """The events of a lock by activity, keys and number: `talk/diaz/3`."""
        text = (self.root / "schedule" / f"{program}.lock.yaml").read_text("utf-8")
        found = yaml.load(text, Loader=yaml.CBaseLoader)["events"]
        for event in found.values():
            event["date"] = date.fromisoformat(event["day"].split()[0])
        return {key.removeprefix(f"{program}/"): event for key, event in found.items()}

    def page(self, path, audience="school") -> str:
        """The text of a file under `build/<audience>`."""
        return (self.root / "build" / audience / path).read_text("utf-8")

    def report(self, program, audience="coach") -> dict:
        """A report as JSON, as `build` writes it."""
        return json.loads(self.page(f"reports/{program}.json", audience))

    def calendar(self, path, audience="coach") -> list[tuple[date, str]]:
        """Days and summaries of a calendar's meetings, in order; windows at one's own pace are left out."""
        text = self.page(f"calendars/{path}.ics", audience)
        events = Calendar.from_ical(text).walk("VEVENT")
        timed = [event for event in events if isinstance(event.start, datetime)]
        return sorted((event.start.date(), str(event["SUMMARY"])) for event in timed)


def copied(source, target) -> Path:
    """A district without what commands made of it."""
    unwanted = shutil.ignore_patterns("build", "schedule", "__pycache__")
    return Path(shutil.copytree(source, target, ignore=unwanted))


@pytest.fixture(scope="session")
def district_of():
    """`district_of(source, target)`: a copy of a district to run commands in."""
    return lambda source, target: Output(copied(source, target))


@pytest.fixture(scope="session")
def built(tmp_path_factory, riverbend) -> Output:
    """Riverbend, scheduled once and built once for each audience. Nobody may write in it."""
    output = Output(copied(riverbend, tmp_path_factory.mktemp("built") / "riverbend"))
    output.run("schedule")
    output.run("build")
    output.run("build", "--audience", "coach")
    output.run("build", "--audience", "self", "--person", "schooley")
    output.run("render")
    return output


@pytest.fixture
def variant(tmp_path, riverbend):
    """`variant("rti", edits)`: riverbend with one program alone and some lines rewritten, as Output.

    `edits` maps a file to pairs of what stands there once and what is to stand there.
    """

    def make(program, edits) -> Output:
        root = copied(riverbend, tmp_path / "variant")
        for folder in ("curricula", "initiatives", "plans"):
            for path in (root / folder).glob("*.yaml"):
                if path.stem != program:
                    path.unlink()
        for name, changes in {
            "pdcycle.yaml": [("[rti, grades-3-5, schooley]", f"[{program}]")],
            **edits,
        }.items():
            path = root / name
            text = path.read_text("utf-8")
            for old, new in changes:
                assert text.count(old) == 1, (name, old)
                text = text.replace(old, new)
            path.write_text(text, "utf-8")
        return Output(root)

    return make


@pytest.fixture(scope="session")
def check_schedule():
    """The independent checker: what breaks a rule in the locks of a workspace's folder."""
    path = ROOT / "tests" / "checker" / "schedule_checker.py"
    spec = importlib.util.spec_from_file_location("independent_checker", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check
