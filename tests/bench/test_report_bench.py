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
from itertools import islice
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ROWS = int(os.environ.get("PDCYCLE_BENCH_ROWS", "100000"))
PYTHON = os.environ.get("PDCYCLE_BENCH_PYTHON", sys.executable)
AS_OF = "2027-12-01"
NOT_MATCHED = "nobody in people.csv matches"
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
    aside = account["aside"]
    rows = [
        account["read"],
        account["used"],
        account["folded"],
        aside.pop("not completed yet"),
        aside.pop(NOT_MATCHED),
    ]
    assert not aside
    strangers = sorted([one["shown"], one["rows"]] for one in said["unmatched"])
    tables = [by["school"], by["course"], by["teacher"], weeks, rows, strangers]
    return hashlib.sha256(json.dumps(tables).encode()).hexdigest()[:12], *cost


def by_hand(folder, engine):
    ran, *cost = timed([PYTHON, str(HERE / "by_hand.py"), engine, str(folder)])
    return (json.loads(ran.stdout)["digest"], *cost) if ran.returncode == 0 else None


def csvkit(folder, tool):
    """A part of the report, schools alone or a summary of columns, of the first 100,000 rows."""
    path = Path(PYTHON).with_name(tool)
    if not path.exists():
        return None
    export = folder / "exports" / "platform.csv"
    part = folder / "part.csv"
    with export.open() as whole, part.open("w") as begun:
        begun.writelines(islice(whole, 100_001))
    question = "SELECT school, count(*), sum(status = 'completed') FROM part GROUP BY school"
    options = ["-I", "--query", question] if tool == "csvsql" else ["-I"]
    ran, *cost = timed([str(path), *options, str(part)])
    return ("(a part)", *cost) if ran.returncode == 0 else None


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    given = os.environ.get("PDCYCLE_BENCH_FOLDER")
    target = Path(given) if given else tmp_path_factory.mktemp("platform")
    subprocess.run([sys.executable, str(HERE / "learning_platform.py"), str(target), str(ROWS)], check=True)
    return target


@pytest.mark.parametrize(
    ("options", "peers"),
    [
        (("platform", "--every-row"), ("duckdb", "polars", "pandas", "pandas-plain", "csvsql", "csvstat")),
        (("latest",), ("duckdb-folded", "duckdb-plain", "polars-folded", "pandas-folded")),
    ],
    ids=["every row", "folded to the latest"],
)
def test_as_fast_as_by_hand(benchmark, folder, options, peers):
    rounds = []
    for number in range(int(os.environ.get("PDCYCLE_BENCH_ROUNDS", "3"))):
        found = {"pdcycle": ours(folder, *options)}
        for peer in peers:
            if peer.startswith("csv") and number:  # once, it takes so long
                found[peer] = rounds[0].get(peer)
            else:
                found[peer] = csvkit(folder, peer) if peer.startswith("csv") else by_hand(folder, peer)
        rounds.append({name: one for name, one in found.items() if one is not None})
    benchmark.pedantic(ours, (folder, *options), rounds=1)
    print(f"\n{ROWS:,} rows, {' '.join(options)}: medians, then pdcycle's share of each")
    print(f"{'':14} {'seconds':>8} {'of cpu':>8} {'MiB':>7}   {'time':>5} {'cpu':>5} {'memory':>6}")
    for name in rounds[0]:
        costs = [middle(found[name][at] for found in rounds) for at in (1, 2, 3)]
        shares = [
            middle(found["pdcycle"][at] / max(found[name][at], 1e-9) for found in rounds) for at in (1, 2, 3)
        ]
        part = " (of 100,000 rows)" if name.startswith("csv") else ""
        print(
            f"{name:14} {costs[0]:8.2f} {costs[1]:8.2f} {costs[2]:7.0f}   "
            f"{shares[0]:5.2f} {shares[1]:5.2f} {shares[2]:6.2f}{part}"
        )
    digests = {found[name][0] for found in rounds for name in found if not name.startswith("csv")}
    assert len(digests) == 1, rounds[0]


def middle(values):
    held = sorted(values)
    return held[len(held) // 2]
