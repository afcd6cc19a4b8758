"""Options that mean the same in every command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from pdcycle.cli.exits import guarded
from pdcycle.cli.terminal import Color, Terminal


class Said(StrEnum):
    """How diagnostics are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class Table(StrEnum):
    """How a table of results is written."""

    TEXT = "text"
    JSON = "json"


class Weeks(StrEnum):
    """How weeks are written; `csv` has a row for each week of each person."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


class Sketch(StrEnum):
    """How groups are written; `yaml` is for groups.yaml."""

    TEXT = "text"
    JSON = "json"
    YAML = "yaml"


class Shown(StrEnum):
    """How a report is written."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


class By(StrEnum):
    """What a report's shares are broken down by."""

    SCHOOL = "school"
    DEPARTMENT = "department"
    ROLE = "role"
    GRADE = "grade"
    MONTH = "month"


class CountBy(StrEnum):
    """What an export's rows are counted by."""

    SCHOOL = "school"
    COURSE = "course"
    TEACHER = "teacher"
    WEEK = "week"


class Page(StrEnum):
    """How a document is written."""

    MD = "md"
    HTML = "html"


class For(StrEnum):
    """For whom pages are made."""

    SCHOOL = "school"
    COACH = "coach"
    SELF = "self"


class Reader(StrEnum):
    """For whom a report is made."""

    SELF = "self"
    COACH = "coach"
    SCHOOL = "school"
    DISTRICT = "district"
    PUBLIC = "public"


Directory: TypeAlias = Annotated[
    Path | None,
    typer.Option("-C", "--directory", metavar="DIR", help="Work in this folder instead.", show_default=False),
]
ColorOption: TypeAlias = Annotated[
    Color | None,
    typer.Option("--color", help="When to colour.", show_default="auto", metavar="auto|always|never"),
]
Ledger: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--ledger", metavar="FILE", help="Write the ledger too: .parquet or .csv.", show_default=False
    ),
]
Out: TypeAlias = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="FILE", help="Write it there instead.", show_default=False),
]
Engine: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="sc://HOST:PORT", help="Let a Spark cluster work out the measures.", show_default=False
    ),
]
Explain: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="NUMBER", help="Say where the figure [NUMBER] comes from, row by row.", show_default=False
    ),
]
Quiet: TypeAlias = Annotated[bool, typer.Option("-q", "--quiet", help="Say less about the run.")]
Debug: TypeAlias = Annotated[bool, typer.Option("--debug", help="Show a traceback when pdcycle has a bug.")]
AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="The day to take for today.", show_default="pdcycle.yaml, else today"
    ),
]
Check: TypeAlias = Annotated[
    bool, typer.Option("--check", help="Write nothing; exit with 1 if something would change.")
]
Diff: TypeAlias = Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change.")]


@dataclass(frozen=True, slots=True)
class Shared:
    """What was said before the command's name, or after it."""

    directory: Path | None = None
    color: Color | None = None
    quiet: bool = False
    debug: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One command's surroundings: its terminal and the folder it works in."""

    terminal: Terminal
    start: Path

    def inside(self, folder: Path | None) -> Path:
        """A folder named on the command line, seen from where the command works."""
        return self.start if folder is None else self.start / folder


def start(context: typer.Context, shared: Shared, command: Callable[[Call], int]) -> None:
    """Run the command with the options said on either side of its name, and leave with its exit code."""
    before = context.obj if isinstance(context.obj, Shared) else Shared()
    terminal = Terminal.standard(
        shared.color or before.color or Color.AUTO,
        quiet=shared.quiet or before.quiet,
        debug=shared.debug or before.debug,
    )
    folder = shared.directory or before.directory
    call = Call(terminal, terminal.here() / folder if folder else terminal.here())
    raise typer.Exit(guarded(terminal, lambda: command(call)))
