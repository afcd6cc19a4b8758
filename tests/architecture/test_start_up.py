"""Help, version and slips of usage load none of the heavy libraries, and only the terminal knows the world."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "pdcycle"
HEAVY = {"pydantic", "yaml", "jinja2", "duckdb", "ortools", "rich", "lark", "numpy", "pandas"}
SCRIPT = """
import json, sys
from pdcycle.cli.main import main
code = main(json.loads(sys.argv[1]))
sys.stderr.write("\\n" + json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


@pytest.mark.parametrize(
    ("argv", "code"),
    [(["--help"], 0), (["--version"], 0), (["valdate"], 2), (["validate", "--no-such"], 2)],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_light_start(argv, code):
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(argv)], capture_output=True, text=True, check=True
    )
    got, loaded = json.loads(ran.stderr.splitlines()[-1])
    assert got == code
    assert HEAVY & set(loaded) == set()


def test_only_the_terminal_knows_stdout_the_environment_and_the_clock():
    forbidden = {"print", "input"}
    calls = {"today", "now", "utcnow", "getenv", "getcwd", "cwd"}
    for path in sorted(ROOT.rglob("*.py")):
        if path.name in ("terminal.py", "main.py") and path.parent.name == "cli":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in forbidden, f"{path}:{node.lineno}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                if isinstance(owner, ast.Name) and owner.id in ("date", "datetime", "os", "Path"):
                    assert node.func.attr not in calls, f"{path}:{node.lineno}"
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("stdout", "stderr", "environ"), f"{path}:{node.lineno}"
