"""Riverbend, stage by stage and as a whole process (run with `pytest tests/bench --benchmark-only`)."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pdcycle.flows.build import build
from pdcycle.flows.district import expanded, read
from pdcycle.flows.facts import facts
from pdcycle.flows.schedule import as_published, schedule

RIVERBEND = Path(__file__).parents[2] / "examples" / "riverbend"
COMMAND = [sys.executable, "-c", "import sys; from pdcycle.cli.main import main; sys.exit(main())"]


@pytest.fixture(scope="module")
def district():
    return read(RIVERBEND)


@pytest.fixture(scope="module")
def done(district):
    return as_published(district)


def test_read_and_bind(benchmark):
    benchmark.pedantic(read, args=(RIVERBEND,), rounds=5, warmup_rounds=1)


def test_expand(benchmark, district):
    benchmark.pedantic(expanded, args=(district,), rounds=5, warmup_rounds=1)


def test_schedule_from_nothing(benchmark, district):
    as_of = district.workspace.settings.as_of
    benchmark.pedantic(lambda: schedule(district, as_of, fresh=True), rounds=3)


def test_evidence_and_progress(benchmark, district, done):
    as_of = district.workspace.settings.as_of
    benchmark.pedantic(facts, args=(district, done, as_of), rounds=3)


def test_pages_documents_and_reports(benchmark, district, done):
    as_of = district.workspace.settings.as_of
    benchmark.pedantic(build, args=(district, done, as_of, "school"), rounds=3)


@pytest.mark.parametrize("lock", [False, True], ids=["without a lock", "with a lock"])
def test_build_as_a_command(benchmark, tmp_path, lock):
    copy = tmp_path / "riverbend"
    shutil.copytree(RIVERBEND, copy, ignore=shutil.ignore_patterns("build", *([] if lock else ["schedule"])))
    if lock and not (copy / "schedule").is_dir():
        subprocess.run([*COMMAND, "-C", str(copy), "schedule"], check=True, capture_output=True)

    def run():
        shutil.rmtree(copy / "build", ignore_errors=True)
        subprocess.run([*COMMAND, "build", str(copy)], check=True, capture_output=True)

    benchmark.pedantic(run, rounds=3)
