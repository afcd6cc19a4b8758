"""Riverbend's calendars as published, and after a change: one event moved, one came, one was cancelled."""

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import copied, pdcycle

GROUP = "curricula/grades-3-5.yaml"


def schedule(root):
    ran = pdcycle("-C", root, "schedule")
    assert ran.code == 0, ran.err


@pytest.fixture(scope="session")
def first(tmp_path_factory, riverbend) -> Path:
    """Riverbend with its calendars as first published."""
    root = copied(riverbend, tmp_path_factory.mktemp("calendars") / "riverbend")
    schedule(root)
    return root


@pytest.fixture(scope="session")
def second(tmp_path_factory, first) -> Path:
    """The same after the author moved one talk, added a meeting and cancelled another."""
    root = tmp_path_factory.mktemp("calendars-again") / "riverbend"
    shutil.copytree(first, root)
    path = root / GROUP
    text = path.read_text("utf-8")
    spring = "    activities:\n      talk: {in:"
    assert spring in text
    extra = "      guest: {kind: workshop, title: A guest shows her routines, when: 2027-04-14, at: 15:45, length: 45 min}\n"
    text = text.replace(spring, f"    activities:\n{extra}      talk: {{in:")
    text = re.sub(
        r"\nnext:",
        "\n    dates:\n      talk diaz 4: 2027-04-07 08:40\n      discuss 5: cancelled\nnext:",
        text,
    )
    path.write_text(text, "utf-8")
    schedule(root)
    return root
