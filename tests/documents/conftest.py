"""Golden files: set PDCYCLE_UPDATE_GOLDEN=1 to write them anew, then read the diff."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from pdcycle import shipped
from pdcycle.templating import Folder, Templates

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def small():
    """The small district of `small.py`."""
    spec = importlib.util.spec_from_file_location("pdcycle_small_district", HERE / "small.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def templates(tmp_path):
    """The shipped templates behind an empty workspace's folder, `tmp_path / "templates"`."""
    own = tmp_path / "templates"
    own.mkdir()
    return Templates([Folder(own), Folder(shipped.folder("templates"), "shipped templates")])


@pytest.fixture
def golden():
    """Compare text with the golden file of that name."""

    def compare(name, text):
        path = HERE / "golden" / name
        if os.environ.get("PDCYCLE_UPDATE_GOLDEN"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare
