"""Running command lines as a person would."""

from dataclasses import dataclass

import pytest

from pdcycle.cli.main import main


@dataclass
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """`run("validate", "-C", folder)`: the exit code and what was said, started in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "PDCYCLE_AS_OF"):
        monkeypatch.delenv(name, raising=False)

    def run(*argv):
        capsys.readouterr()
        code = main([str(part) for part in argv])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture
def district(run, tmp_path):
    """A workspace as `init` makes it."""
    made = run(
        "init",
        "d",
        "--name",
        "Maple Grove Schools",
        "--school-year",
        "2026-27",
        "--school",
        "oak",
        "--school",
        "elm",
    )
    assert made.code == 0, made.err
    return tmp_path / "d"
