"""The commands about exports: what a file is, and what evaluation results ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pdcycle.cli.options import (
    AsOf,
    ColorOption,
    CountBy,
    Debug,
    Directory,
    Quiet,
    Reader,
    Shared,
    Shown,
    Table,
    start,
)


def inspect(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An export.")],
    shown: Annotated[Table, typer.Option("--format", help="How to show it.")] = Table.TEXT,
    write: Annotated[
        bool, typer.Option("--write", help="Put a starting profile for an unknown file into profiles/.")
    ] = False,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Say what an export is and how it is read; people in it are masked."""
    from pdcycle.cli import inspect as command

    start(
        context,
        Shared(directory, color, quiet, debug),
        lambda call: command.run(call, file, shown, write=write),
    )


def needs(
    context: typer.Context,
    about: Annotated[str, typer.Argument(metavar="ID", help="A group or a program.")],
    source: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The evaluation to go by.", show_default="the one it cites"),
    ] = None,
    shown: Annotated[Table, typer.Option("--format", help="How to show it.")] = Table.TEXT,
    as_of: AsOf = None,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Propose the focus areas that evaluation results ask for most, ready to paste."""
    from pdcycle.cli import needs as command

    start(
        context,
        Shared(directory, color, quiet, debug),
        lambda call: command.run(call, about, source, shown, as_of),
    )


def count(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="ID", help="A source whose export is one long table.")],
    by: Annotated[CountBy | None, typer.Option("--by", help="Only this table.", show_default="all")] = None,
    every_row: Annotated[
        bool, typer.Option("--every-row", help="Count rows as they stand, also those that repeat.")
    ] = False,
    shown: Annotated[
        Shown, typer.Option("--format", help="How to show it: text, md, csv or json.")
    ] = Shown.TEXT,
    audience: Annotated[Reader, typer.Option("--audience", help="For whom.")] = Reader.COACH,
    engine: Annotated[
        str | None,
        typer.Option("--engine", metavar="sc://HOST:PORT", help="Let a Spark cluster read the export."),
    ] = None,
    as_of: AsOf = None,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Count a learning platform's export of any length: assigned, completed, overdue, hours."""
    from pdcycle.cli import count as command

    start(
        context,
        Shared(directory, color, quiet, debug),
        lambda call: command.run(
            call, source, by, shown, audience, as_of, every_row=every_row, engine=engine
        ),
    )
