"""Who meets with whom, and who has the time: the signatures of groups and capacity."""

from __future__ import annotations

from typing import Annotated

import typer

from pdcycle.cli.options import AsOf, ColorOption, Debug, Diff, Directory, Quiet, Shared, Sketch, Weeks, start


def groups(
    context: typer.Context,
    who: Annotated[
        str, typer.Argument(metavar="[WHO]", help="People in words, a group, `focus ID` or ids with commas.")
    ] = "",
    size: Annotated[
        str | None, typer.Option(metavar="N..M", help="How many in a group.", show_default=False)
    ] = None,
    number: Annotated[
        int | None, typer.Option("--groups", metavar="N", help="How many groups.", show_default=False)
    ] = None,
    together: Annotated[
        list[str] | None, typer.Option(metavar="ID,ID", help="People in one group.", show_default=False)
    ] = None,
    apart: Annotated[
        list[str] | None,
        typer.Option(metavar="ID,ID", help="People in different groups.", show_default=False),
    ] = None,
    judge: Annotated[
        str | None, typer.Option(metavar="ID", help="Say how good this group is.", show_default=False)
    ] = None,
    name: Annotated[str, typer.Option(metavar="NAME", help="What the groups' ids begin with.")] = "plc",
    minutes: Annotated[int, typer.Option(metavar="MIN", help="The common time a meeting needs.")] = 45,
    shown: Annotated[Sketch, typer.Option("--format", help="How to show them.")] = Sketch.TEXT,
    write: Annotated[bool, typer.Option("--write", help="Add the groups to groups.yaml.")] = False,
    diff: Diff = False,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Form PLCs from a pool of people, or judge one that is there."""
    from pdcycle.cli import groups as command

    wanted = tuple(together or ()), tuple(apart or ())
    how = command.How(size, number, *wanted, judge, name, minutes, shown.value, write, diff)
    start(context, Shared(directory, color, quiet, debug), lambda call: command.run(call, who, how))


def capacity(
    context: typer.Context,
    people: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Ids of those who lead.", show_default="all"),
    ] = None,
    share: Annotated[
        str | None,
        typer.Option(
            metavar="PERCENT", help="The part of the week for this.", show_default="pdcycle.yaml, else 60%"
        ),
    ] = None,
    require: Annotated[
        bool, typer.Option("--require", help="Exit with 1 where a week asks too much.")
    ] = False,
    as_of: AsOf = None,
    shown: Annotated[Weeks, typer.Option("--format", help="How to show the weeks.")] = Weeks.TEXT,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show the time coaches and principals have, and are asked for."""
    from pdcycle.cli import capacity as command

    start(
        context,
        Shared(directory, color, quiet, debug),
        lambda call: command.run(call, people or [], share=share, shown=shown, require=require, as_of=as_of),
    )
