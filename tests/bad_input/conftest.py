"""A small district with one curriculum, whose exports a test writes."""

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from pdcycle.cli.main import main

SOURCE = """source: Courses completed
file: exports/courses*.csv
profile: course-completions
date_order: mdy
proves:
  Talking with students: talking-with-students
  Talking with colleagues: talking-with-colleagues
"""
HEADER = "Name,Email,Course,Completion date,Status\n"
PEOPLE = ("dunn", "eckert", "fiore", "galvan", "hale", "ibarra")


def row(person, day="9/14/2026", course="Talking with students"):
    return f"{person.title()},{person}@maple-grove-schools.example,{course},{day},Completed\n"


GOOD = HEADER + "".join(row(person) for person in PEOPLE)


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Small:
    """The district's folder and the commands a secretary gives in it."""

    root: Path

    def run(self, *argv):
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["-C", str(self.root), *map(str, argv)])
        said = Said(code, out.getvalue(), err.getvalue())
        assert "Traceback" not in said.out + said.err
        assert code != 3
        return said

    def export(self, content, name="courses.csv"):
        data = content if isinstance(content, bytes) else content.encode()
        (self.root / "exports" / name).write_bytes(data)

    def report(self, *argv):
        """The report's exit code, what it said, and its figures."""
        said = self.run("report", "ours", "--as-of", "2026-12-01", "--format", "json", *argv)
        return said, json.loads(said.out)["reports"][0]

    def used(self):
        """Rows used of the courses' exports, and of how many."""
        files = self.report()[1]["basis"]["accounting"]
        for one in files:
            assert one["read"] == one["used"] + one["folded"] + sum(count for _, count in one["aside"])
        return sum(one["used"] for one in files), sum(one["read"] for one in files)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("small") / "d"
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        schools = ("--school", "oak", "--school", "elm")
        assert (
            main(["init", str(root), "--name", "Maple Grove Schools", "--school-year", "2026-27", *schools])
            == 0
        )
        assert main(["-C", str(root), "new", "curriculum", "ours", "--from", "communication"]) == 0
        assert main(["-C", str(root), "schedule", "--as-of", "2026-08-01"]) == 0
    for name in ("sources", "exports"):
        (root / name).mkdir(exist_ok=True)
    (root / "sources" / "courses.yaml").write_text(SOURCE, "utf-8")
    shutil.rmtree(root / "build", ignore_errors=True)
    return root


@pytest.fixture
def small(made, tmp_path, monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "PDCYCLE_AS_OF"):
        monkeypatch.delenv(name, raising=False)
    found = Small(Path(shutil.copytree(made, tmp_path / "d")))
    found.export(GOOD)
    return found
