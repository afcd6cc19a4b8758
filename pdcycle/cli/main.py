"""The way in: `pdcycle` on a command line, and `main(argv)` in a test."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from pdcycle import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code is 0, 1, 2, 3 or 130, as `exits.py` says."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        sys.stdout.write(f"pdcycle {__version__}\n")
        return 0
    from pdcycle.cli.app import app

    try:
        app(arguments, prog_name="pdcycle")
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else 0
    return 0
