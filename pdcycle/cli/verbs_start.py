"""How workspaces and programs begin: the signatures of init and new."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pdcycle.cli.completion import ready_names
from pdcycle.cli.options import ColorOption, Debug, Diff, Directory, Quiet, Shared, start

READY = f"The ready one to start from: {', '.join(ready_names())}."


def init(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The folder to fill.", show_default="here")
    ] = None,
    name: Annotated[str | None, typer.Option(help="The district's name.", show_default=False)] = None,
    school_year: Annotated[str | None, typer.Option(help="Such as 2026-27.", show_default=False)] = None,
    zone: Annotated[
        str | None, typer.Option(help="Time zone, such as America/Chicago.", show_default=False)
    ] = None,
    school: Annotated[
        list[str] | None,
        typer.Option(metavar="ID:NAME", help="A school; say it again for each.", show_default=False),
    ] = None,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make a workspace to start from; what exists is left alone."""
    from pdcycle.cli import init as command

    start(
        context,
        Shared(directory, color, quiet, debug),
        lambda call: command.run(
            call, folder, name=name, school_year=school_year, zone=zone, schools=school or []
        ),
    )


def new(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="curriculum, initiative or plan.")],
    name: Annotated[
        str, typer.Argument(metavar="ID", help="The id of what is made; its file is named after it.")
    ],
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="NAME", help=READY, show_default=False),
    ] = None,
    group: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose curriculum or PLC.", show_default=False)
    ] = None,
    teacher: Annotated[str | None, typer.Option(metavar="ID", help="Whose plan.", show_default=False)] = None,
    lead: Annotated[str | None, typer.Option(metavar="ID", help="Who leads it.", show_default=False)] = None,
    school: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID", help="A school that takes part; say it again for each.", show_default="all"
        ),
    ] = None,
    diff: Diff = False,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Add a curriculum, an initiative or a plan, with all it needs."""
    from pdcycle.cli import new as command

    how = command.How(source, group, teacher, lead, tuple(school or ()), diff=diff)
    start(context, Shared(directory, color, quiet, debug), lambda call: command.run(call, kind, name, how))
