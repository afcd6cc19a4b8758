"""Every command's signature and help; what it does is in the file of its name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pdcycle import __version__
from pdcycle.cli.completion import ready_names
from pdcycle.cli.options import (
    AsOf,
    Check,
    ColorOption,
    Debug,
    Diff,
    Directory,
    For,
    Page,
    Quiet,
    Said,
    Shared,
    Shown,
    Table,
    start,
)

app = typer.Typer(
    name="pdcycle",
    help="Blended professional learning as code: a year's curriculum, its schedule, its documents, its progress.",
    epilog="Start with: pdcycle init my-district",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

READY = f"The ready one to start from: {', '.join(ready_names())}."
Folder = Annotated[
    Path | None,
    typer.Argument(metavar="[DIR]", help="The workspace's folder.", show_default="the one you are in"),
]
Programs = Annotated[
    list[str] | None, typer.Argument(metavar="[ID]...", help="Ids of programs.", show_default="all")
]


def _version(value: bool) -> None:
    if value:
        typer.echo(f"pdcycle {__version__}")
        raise typer.Exit


@app.callback()
def _before(
    context: typer.Context,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
    version: Annotated[  # noqa: ARG001 - typer acts on it
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = Shared(directory, color, quiet, debug)


@app.command(
    epilog='Example: pdcycle init my-district --name "Maple Grove Schools" --school oak:"Oak Elementary"'
)
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


@app.command(epilog="Example: pdcycle new curriculum clear-talk --from communication")
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


@app.command(epilog="Example: pdcycle validate examples/riverbend")
def validate(
    context: typer.Context,
    folder: Folder = None,
    said: Annotated[Said, typer.Option("--format", help="How to say it.")] = Said.TEXT,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every finding, also the sixth of a kind.")
    ] = False,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Check a workspace: syntax, shape, references and dates."""
    from pdcycle.cli import validate as command

    start(
        context,
        Shared(directory, color, quiet, debug),
        lambda call: command.run(call, folder, said=said, everything=everything),
    )


@app.command(epilog="Example: pdcycle -C examples/riverbend schedule --check")
def schedule(
    context: typer.Context,
    check: Annotated[
        bool,
        typer.Option("--check", help="Solve and write nothing; exit with 1 if the schedule no longer holds."),
    ] = False,
    diff: Diff = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Forget what was published, and place everything anew.")
    ] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="Write the rest where something has no place.")
    ] = False,
    time_limit: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", help="Stop looking for better dates then.", show_default=False),
    ] = None,
    table: Annotated[Table, typer.Option("--format", help="How to show the dates.")] = Table.TEXT,
    as_of: AsOf = None,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Find dates, times and places; write locks and calendars."""
    from pdcycle.cli import schedule as command

    how = command.How(
        check=check, diff=diff, fresh=fresh, partial=partial, time_limit=time_limit, table=table
    )
    start(context, Shared(directory, color, quiet, debug), lambda call: command.run(call, how, as_of))


@app.command(epilog="Example: pdcycle -C examples/riverbend render schooley --document impact-plan")
def render(
    context: typer.Context,
    programs: Programs = None,
    document: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only this document, such as impact-plan.", show_default="all"),
    ] = None,
    page: Annotated[
        list[Page] | None, typer.Option("--format", help="md or html.", show_default="both")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to; - is the terminal.", show_default="build/documents"),
    ] = None,
    check: Check = False,
    diff: Diff = False,
    as_of: AsOf = None,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write plans, logs, agendas, forms and surveys."""
    from pdcycle.cli import render as command

    how = command.How(document, tuple(one.value for one in page or ()), out, check=check, diff=diff)
    start(
        context,
        Shared(directory, color, quiet, debug),
        lambda call: command.run(call, programs or [], how, as_of),
    )


@app.command(epilog="Example: pdcycle -C examples/riverbend report rti")
def report(
    context: typer.Context,
    programs: Programs = None,
    shown: Annotated[Shown, typer.Option("--format", help="How to show it.")] = Shown.TEXT,
    audience: Annotated[For, typer.Option("--audience", help="For whom.")] = For.COACH,
    person: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose, with --audience self.", show_default=False)
    ] = None,
    as_of: AsOf = None,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show what was asked for, what was shown, and what is due."""
    from pdcycle.cli import report as command

    how = command.How(shown, audience, person)
    start(
        context,
        Shared(directory, color, quiet, debug),
        lambda call: command.run(call, programs or [], how, as_of),
    )


@app.command(epilog="Example: pdcycle build examples/riverbend")
def build(
    context: typer.Context,
    folder: Folder = None,
    audience: Annotated[For, typer.Option("--audience", help="For whom.")] = For.SCHOOL,
    person: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose, with --audience self.", show_default=False)
    ] = None,
    check: Check = False,
    diff: Diff = False,
    as_of: AsOf = None,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make everything, as pages under build/<audience>/."""
    from pdcycle.cli import build as command

    how = command.How(audience, person, check=check, diff=diff)
    start(context, Shared(directory, color, quiet, debug), lambda call: command.run(call, folder, how, as_of))
