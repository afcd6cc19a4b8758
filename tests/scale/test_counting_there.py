"""An export counted by a cluster has the figures, and the accounting, that it has counted here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pdcycle.cli.main import main

MAKER = Path(__file__).parents[1] / "bench" / "learning_platform.py"
ROWS = 10_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    target = tmp_path_factory.mktemp("state")
    subprocess.run([sys.executable, str(MAKER), str(target), str(ROWS)], check=True)
    export = target / "exports" / "platform.csv"
    lines = export.read_text().splitlines(keepends=True)
    # Rows that repeat, nobody, an unknown state, a course nothing is said of, and days of another year.
    row = ",,School 001,C1001,A,2026-08-03,2026-09-03,2026-09-01,completed,80,1.5\n"
    lines += [*lines[1:400], row, row.replace("completed", "what's \\this"), row.replace("C1001", "X1"), row.replace("2026-09-01", "2025-09-01")]  # fmt: skip
    export.write_text("".join(lines))
    return target


def said(capsys, folder, *options):
    code = main(["-C", str(folder), "count", *options, "--format", "json", "--as-of", "2026-12-01"])
    shown = capsys.readouterr()
    assert code == 0, shown.err
    return json.loads(shown.out)


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("options", [("platform", "--every-row"), ("platform",), ("latest",), ("latest", "--audience", "public")])  # fmt: skip
def test_the_figures_are_those_counted_here(folder, address, capsys, options):
    here = said(capsys, folder, *options)
    assert here["accounting"]["read"] == ROWS + 403
    assert len(here["accounting"]["aside"]) >= 3
    assert said(capsys, folder, *options, "--engine", address) == here


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("2026-08-03,2026-09-03,2026-09-01", "2026-08-03,2026-09-03,soon"), "the engine cannot read it"),
        ((",80,1.5", ",80"), "the engine cannot read it"),
        ((",80,1.5", ",80.125,1.5"), "its scores are finer than hundredths"),
    ],
    ids=["no date", "a short row", "fine scores"],
)
def test_what_it_cannot_read_is_refused_without_the_row(folder, address, capsys, tmp_path, change, reason):
    again = tmp_path / "state"
    subprocess.run(["cp", "-r", str(folder), str(again)], check=True)
    export = again / "exports" / "platform.csv"
    text = export.read_text()
    extra = (
        "ana.abara0@state.example,A,School 001,C1001,A,2026-08-03,2026-09-03,2026-09-01,completed,80,1.5\n"
    )
    export.write_text(text + extra.replace(*change))
    assert main(["-C", str(again), "count", "latest", "--engine", address]) != 0
    shown = capsys.readouterr().err
    assert "exports/platform.csv cannot be counted at once" in shown
    assert reason in " ".join(shown.split())
    assert "ana.abara0" not in shown


def test_another_engine_is_refused_by_name(folder, capsys):
    assert main(["-C", str(folder), "count", "latest", "--engine", "spark://here:7077"]) != 0
    assert "'spark://here:7077' is no engine" in capsys.readouterr().err
