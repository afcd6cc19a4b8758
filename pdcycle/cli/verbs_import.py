"""Signatures of `import` and what it imports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pdcycle.cli.options import Check, ColorOption, Debug, Diff, Directory, Quiet, Shared, start

app = typer.Typer(
    help="Read what other systems know: a district's published calendar, a OneRoster bundle.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Source = Annotated[Path, typer.Argument(metavar="FILE", help="The file; for oneroster a .zip or its folder.")]
Out = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Where to; - is the terminal.", show_default="the workspace, else here"),
]


@app.command("calendar", epilog="Example: pdcycle import calendar district.ics --diff")
def import_calendar(
    context: typer.Context,
    source: Source,
    zone: Annotated[
        str | None, typer.Option(help="Time zone of times in UTC.", show_default="the workspace's")
    ] = None,
    school_year: Annotated[
        str | None, typer.Option(help="Such as 2026-27.", show_default="calendar.yaml's")
    ] = None,
    days: Annotated[
        int | None, typer.Option(metavar="N", help="School days there should be.", show_default=False)
    ] = None,
    out: Out = None,
    check: Check = False,
    diff: Diff = False,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Lay a published calendar (.ics or .csv) into calendar.yaml; what is not used is listed."""
    from pdcycle.cli import import_ as command

    how = command.How(check=check, diff=diff, out=out)
    start(
        context,
        Shared(directory, color, quiet, debug),
        lambda call: command.run_calendar(call, source, how, zone=zone, school_year=school_year, days=days),
    )


@app.command("oneroster", epilog="Example: pdcycle import oneroster bundle.zip --check")
def import_oneroster(
    context: typer.Context,
    source: Source,
    out: Out = None,
    check: Check = False,
    diff: Diff = False,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Lay staff and their classes into people.csv and timetable.csv; no students, no passwords."""
    from pdcycle.cli import import_ as command

    how = command.How(check=check, diff=diff, out=out)
    start(
        context, Shared(directory, color, quiet, debug), lambda call: command.run_oneroster(call, source, how)
    )
