"""Finds the files that ship with pdcycle, in an installed wheel or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The shipped `curricula` or `templates` folder.

    A wheel carries them under `pdcycle/shipped`, a checkout keeps them beside the package.
    """
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def data(*parts: str) -> Path:
    """A file or folder of `pdcycle/data`."""
    return _PACKAGE.joinpath("data", *parts)
