"""The tutorial, done as it says: every command it shows is run and every answer it shows is the answer."""

import re
from pathlib import Path

from tests.conftest import pdcycle

TEXT = (Path(__file__).parents[2] / "docs" / "tutorial.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)


def test_the_tutorial_is_true(tmp_path, monkeypatch):
    spring, course, dates = (block for kind, block in BLOCKS if kind == "yaml")
    curriculum, catalog = tmp_path / "maple/curricula/our-year.yaml", tmp_path / "maple/catalog.yaml"

    def change(old, new):
        text = curriculum.read_text("utf-8")
        assert re.search(old, text)
        curriculum.write_text(re.sub(old, lambda _: new, text), "utf-8")

    edits = iter(
        [
            lambda: change(r"next:.*\n", spring),
            lambda: (change(r"comit", "commit"), catalog.write_text(catalog.read_text("utf-8") + course)),
            lambda: change(r"(?<=every: 3 weeks}\n)", dates),
        ]
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for kind, block in BLOCKS:
        if kind == "yaml":
            next(edits)()
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            if command.startswith("cd "):
                monkeypatch.chdir(tmp_path / command.removeprefix("cd "))
                continue
            if "--check" in command:
                change(r" *discuss 4:.*\n", "")
                assert pdcycle("schedule", "--as-of", "2026-08-20").code == 0
            answer = _run(command)
            assert not shown.strip() or answer.strip() == shown.strip()
    agenda = tmp_path / "maple/build/coach/documents/plc-agenda/oak-plc/2026-09-30.md"
    assert agenda.read_text("utf-8").startswith(next(block for kind, block in BLOCKS if kind == "markdown"))


def _run(command):
    words = [one or two for one, two in re.findall(r'((?:[^\s"]|"[^"]*")+)|(\S+)', command)]
    ran = pdcycle(*(word.replace('"', "") for word in words[1:]))
    assert ran.code in (0, 1), ran.err
    return ran.out + ran.err
