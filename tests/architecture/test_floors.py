"""Imports go down only, each library has its owners, modules and functions stay small."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "pdcycle"
FLOORS = (
    {"diagnostics", "files", "errors", "shipped", "wording", "__init__"},
    {"language", "tables", "solver", "duck", "spark"},
    {"model", "templating"},
    {"workspace"},
    {"program", "evidence", "imports"},
    {"rules", "schedule", "groups", "progress"},
    {"output", "documents"},
    {"flows"},
    {"cli"},
)
GROUND = {"diagnostics", "errors"}
"""What the other modules of the lowest floor may use."""
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
OWNERS = {
    "typer": {"cli"},
    "yaml": {"language"},
    "lark": {"language"},
    "jinja2": {"templating"},
    "markupsafe": {"templating", "documents"},  # text that is safe already is made in both
    "markdown_it": {"documents"},
    "duckdb": {"duck"},
    "pyspark": {"spark"},
    "ortools": {"solver"},
    "tabulate": {"output"},
    "xlsxwriter": {"output"},
    "charset_normalizer": {"tables"},
    "icalendar": {"imports"},
    "dateutil": {"imports"},
    "rapidfuzz": {"model", "evidence"},  # near names, and people's names
    "pydantic": {"model", "workspace", "program", "flows"},  # binding, parameters, editors' schemas
}
MODULES = sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_down_and_libraries_have_owners(path):
    here = room(path)
    for name in imported(path):
        top, _, rest = name.partition(".")
        if top == "pdcycle":
            there = rest.partition(".")[0]
            if there == here or there.startswith("__") or (here in FLOORS[0] and there in GROUND):
                continue
            assert FLOOR[there] < FLOOR[here], f"{here} imports {name}, which is not below it"
        elif top not in sys.stdlib_module_names:
            assert here in OWNERS.get(top, ()), f"{name} is not {here}'s to import"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_and_functions_are_small(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 40, (
                f"{node.name} is {node.end_lineno - node.lineno + 1} lines long"
            )
