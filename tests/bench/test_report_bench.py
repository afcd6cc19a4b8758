"""`pdcycle count` against reports written by hand for one engine each (run with --benchmark-only -s).

Rows: PDCYCLE_BENCH_ROWS, 100,000 where it is not set. Engines that are not installed are left out; they may stand in
another environment, whose Python PDCYCLE_BENCH_PYTHON names.
"""

import hashlib
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ROWS = int(os.environ.get("PDCYCLE_BENCH_ROWS", "100000"))
PYTHON = os.environ.get("PDCYCLE_BENCH_PYTHON", sys.executable)
AS_OF = "2027-12-01"
MAIN = "import sys; from pdcycle.cli.main import main; sys.exit(main(sys.argv[1:]))"


def timed(argv, **kwargs):
    """Output, wall seconds, processor seconds and peak MiB of one whole process."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    wrapped = [sys.executable, "-c", WRAP, *argv]
    ran = subprocess.run(wrapped, capture_output=True, text=True, check=False, **kwargs)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = int(ran.stderr.splitlines()[-1]) // 1024 if ran.stderr.strip() else 0
    return ran, wall, cpu, peak


# A child of its own, so that the peak is this process's and not an earlier one's.
WRAP = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
sys.stderr.write("\\n%d" % resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def ours(folder, *options):
    argv = [
        sys.executable,
        "-c",
        MAIN,
        "-C",
        str(folder),
        "count",
        *options,
        "--format",
        "json",
        "--as-of",
        AS_OF,
    ]
    ran, *cost = timed(argv, env={**os.environ, "PYTHONPATH": str(ROOT)})
    said = json.loads(ran.stdout)
    account = said["accounting"]
    assert account["read"] == ROWS == account["used"] + account["folded"] + sum(account["aside"].values())
    by = {
        part: sorted(
            [one["key"], one["assigned"], one["done"], one["late"], one["minutes"]]
            for one in said["by"][part]
        )
        for part in ("school", "course", "teacher")
    }
    weeks = sorted([one["key"], one["done"], one["minutes"]] for one in said["by"]["week"])
    tables = [by["school"], by["course"], by["teacher"], weeks]
    return hashlib.sha256(json.dumps(tables).encode()).hexdigest()[:12], *cost


def by_hand(folder, engine):
    ran, *cost = timed([PYTHON, str(HERE / "by_hand.py"), engine, str(folder)])
    return (json.loads(ran.stdout)["digest"], *cost) if ran.returncode == 0 else None


def csvkit(folder):
    """Schools alone, and only where there are few rows: it reads every cell as a value of Python."""
    tool = Path(PYTHON).with_name("csvsql")
    if not tool.exists() or ROWS > 100_000:
        return None
    question = "SELECT school, count(*), sum(status = 'completed') FROM platform GROUP BY school"
    argv = [str(tool), "-I", "--query", question, str(folder / "exports" / "platform.csv")]
    ran, *cost = timed(argv)
    return ("(schools only)", *cost) if ran.returncode == 0 else None


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    given = os.environ.get("PDCYCLE_BENCH_FOLDER")
    target = Path(given) if given else tmp_path_factory.mktemp("platform")
    subprocess.run([sys.executable, str(HERE / "learning_platform.py"), str(target), str(ROWS)], check=True)
    return target


@pytest.mark.parametrize(
    ("options", "peers"),
    [
        (("platform", "--every-row"), ("duckdb", "polars", "pandas", "csvkit")),
        (("latest",), ("duckdb-folded", "duckdb-plain", "polars-folded")),
    ],
    ids=["every row", "folded to the latest"],
)
def test_as_fast_as_by_hand(benchmark, folder, options, peers):
    rounds = []
    for _ in range(int(os.environ.get("PDCYCLE_BENCH_ROUNDS", "3"))):
        found = {"pdcycle": ours(folder, *options)}
        for peer in peers:
            one = csvkit(folder) if peer == "csvkit" else by_hand(folder, peer)
            if one is not None:
                found[peer] = one
        rounds.append(found)
    benchmark.pedantic(ours, (folder, *options), rounds=1)
    print(f"\n{ROWS:,} rows, {' '.join(options)}")
    for name in rounds[0]:
        costs = [sorted(found[name][at] for found in rounds)[len(rounds) // 2] for at in (1, 2, 3)]
        ratio = sorted(found["pdcycle"][2] / found[name][2] for found in rounds)[len(rounds) // 2]
        print(
            f"{name:15} {costs[0]:7.2f} s  {costs[1]:7.2f} s of processor  {costs[2]:6} MiB  pdcycle/it {ratio:.2f}"
        )
    digests = {found[name][0] for found in rounds for name in found if name != "csvkit"}
    assert len(digests) == 1, rounds[0]
