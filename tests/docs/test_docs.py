"""What the documents say is so: links resolve, commands exist, YAML is what the program reads."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from pdcycle.cli.app import app
from pdcycle.diagnostics import has_errors
from pdcycle.language.document import read
from pdcycle.model.binding import bind
from pdcycle.workspace.load import KINDS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^( *)```([a-z]*)[^\n]*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)


def blocks(page, *languages):
    text = page.read_text()
    for found in BLOCK.finditer(text):
        if found[2] in languages:
            yield (
                text.count("\n", 0, found.start()) + 1,
                re.sub(f"^{found[1]}", "", found[3], flags=re.MULTILINE),
            )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_resolve(page):
    prose = BLOCK.sub("", page.read_text())
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = page.parent / path if path else page
        assert there.exists(), f"{page.name} links to {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", there.read_text(), re.MULTILINE)
            known = {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in headings}
            assert anchor in known, f"{page.name} links to {target}"


def commands(page):
    for line, text in blocks(page, "sh", "bash", "console", ""):
        for number, row in enumerate(text.splitlines()):
            for part in re.split(r"&&|\||>", row.strip().removeprefix("$ ")):
                if part.strip().startswith("pdcycle "):
                    yield line + number + 1, part.split(" #")[0].strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_shown_exist(page):
    group = typer.main.get_command(app)
    shared = {name for param in group.params for name in (*param.opts, *param.secondary_opts)} | {
        "-h",
        "--help",
    }
    for line, text in commands(page):
        words = shlex.split(text)[1:]
        while words and words[0].startswith("-"):
            assert words[0].split("=")[0] in shared, f"{page.name}:{line}: {text}"
            words = words[2:] if words[0] in ("-C", "--directory", "--color") else words[1:]
        if not words:
            continue
        assert words[0] in group.commands, f"{page.name}:{line}: {text}"
        command = group.commands[words.pop(0)]
        if hasattr(command, "commands"):
            assert words, f"{page.name}:{line}: {text}"
            assert words[0] in command.commands, f"{page.name}:{line}: {text}"
            command = command.commands[words.pop(0)]
        known = {name for param in command.params for name in param.opts} | {"-h", "--help"}
        for word in words:
            if word.startswith("-") and word != "-":
                assert word.split("=")[0] in known, f"{page.name}:{line}: {text}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_yaml_shown_is_read(page):
    for line, text in blocks(page, "yaml"):
        if "…" in text or "..." in text.replace(" .. ", ""):
            continue
        document = read(text, page.name)
        assert not has_errors(document.diagnostics), f"{page.name}:{line}: {document.diagnostics}"
        kind = (
            next((key for key in document.value if key in KINDS), None)
            if isinstance(document.value, dict)
            else None
        )
        first = next(iter(document.value)) if isinstance(document.value, dict) else None
        if kind is not None and kind == first:
            _, problems = bind(document, KINDS[kind])
            assert not has_errors(problems), f"{page.name}:{line}: {problems}"
