"""What a year asks for: the signatures of validate, schedule, render, report and build."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pdcycle.cli.options import (
    AsOf,
    By,
    Check,
    ColorOption,
    Debug,
    Diff,
    Directory,
    Engine,
    Explain,
    For,
    Ledger,
    Out,
    Page,
    Quiet,
    Reader,
    Said,
    Shared,
    Shown,
    Table,
    start,
)

Folder = Annotated[
    Path | None,
    typer.Argument(metavar="[DIR]", help="The workspace's folder.", show_default="the one you are in"),
]
Programs = Annotated[
    list[str] | None, typer.Argument(metavar="[ID]...", help="Ids of programs.", show_default="all")
]
Close = Annotated[
    list[str] | None,
    typer.Option(
        "--close",
        metavar="[SCHOOL:]DATES",
        help="What if these days were closed, such as 2027-01-26,2027-01-27? Writes nothing.",
        show_default=False,
    ),
]
Absent = Annotated[
    list[str] | None,
    typer.Option(
        "--absent",
        metavar="PERSON:DATES",
        help="What if somebody were away, such as diaz:2027-03-01..2027-03-05? Writes nothing.",
        show_default=False,
    ),
]
OtherCalendar = Annotated[
    Path | None,
    typer.Option(
        "--calendar",
        metavar="FILE",
        help="What if this were calendar.yaml? Writes nothing.",
        show_default=False,
    ),
]
Apply = Annotated[
    bool,
    typer.Option("--apply", help="Make what is asked about so: write it, and a notice for each concerned."),
]

TimeLimit = Annotated[
    float | None,
    typer.Option(metavar="SECONDS", min=0, help="Stop looking for better dates then.", show_default=False),
]
Holds = Annotated[
    bool,
    typer.Option(
        "--check", help="Write nothing and look for nothing; exit with 1 if the schedule no longer holds."
    ),
]
Fresh = Annotated[
    bool,
    typer.Option(
        "--fresh", help="Forget what was published, but for what is past or too near to move; place anew."
    ),
]
Partial = Annotated[bool, typer.Option("--partial", help="Write the rest where something has no place.")]
AllDates = Annotated[
    bool, typer.Option("--all", help="Show every date, also beyond the next weeks, and every finding.")
]

Whose = Annotated[
    str | None, typer.Option(metavar="ID", help="Whose, with --audience self.", show_default=False)
]
ReportFor = Annotated[
    Reader | None,
    typer.Option(
        "--audience", help="For whom.", show_default="coach, or a kind's own readers; public with --publish"
    ),
]
Reported = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]...",
        help="Ids of programs, or school:ID, coach:ID, district, half-day, celebration, years.",
        show_default="all programs",
    ),
]
Require = Annotated[
    list[str] | None,
    typer.Option(
        metavar="LEVEL", help="Exit with 1 below 'completion >= 80%'; say it again.", show_default=False
    ),
]
MeasureName = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Only this measure's table, such as hours.", show_default=False),
]
Against = Annotated[
    Path | None,
    typer.Option(
        "--against", metavar="DIR", help="Another year's workspace, for `years`.", show_default=False
    ),
]
Publish = Annotated[
    bool,
    typer.Option("--publish", help="Write counts for everybody to published/, held against what is out."),
]


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

    shared = Shared(directory, color, quiet, debug)
    start(context, shared, lambda call: command.run(call, folder, said=said, everything=everything))


def schedule(
    context: typer.Context,
    check: Holds = False,
    diff: Diff = False,
    fresh: Fresh = False,
    partial: Partial = False,
    time_limit: TimeLimit = None,
    close: Close = None,
    absent: Absent = None,
    calendar: OtherCalendar = None,
    apply: Apply = False,
    everything: AllDates = False,
    table: Annotated[Table, typer.Option("--format", help="How to show the dates.")] = Table.TEXT,
    as_of: AsOf = None,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Find dates, times and places; write locks and calendars. Or ask what a closure would move."""
    from pdcycle.cli import schedule as command

    how = command.How(
        check=check,
        diff=diff,
        fresh=fresh,
        partial=partial,
        time_limit=time_limit,
        table=table,
        everything=everything,
    )
    shared = Shared(directory, color, quiet, debug)
    if not (close or absent or calendar or apply):
        start(context, shared, lambda call: command.run(call, how, as_of))
    from pdcycle.cli import what_if

    asked = what_if.Asked(tuple(close or ()), tuple(absent or ()), calendar, apply)
    start(context, shared, lambda call: what_if.run(call, how, asked, as_of))


def render(
    context: typer.Context,
    programs: Programs = None,
    document: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Only these, such as impact-plan, or one, such as impact-plan/ID.",
            show_default="all",
        ),
    ] = None,
    page: Annotated[
        list[Page] | None, typer.Option("--format", help="md or html.", show_default="both")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Where to; - is the terminal.", show_default="build/coach/documents"
        ),
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
    shared = Shared(directory, color, quiet, debug)
    start(context, shared, lambda call: command.run(call, programs or [], how, as_of))


def report(
    context: typer.Context,
    programs: Reported = None,
    shown: Annotated[Shown, typer.Option("--format", help="How to show it.")] = Shown.TEXT,
    audience: ReportFor = None,
    person: Whose = None,
    by: Annotated[By | None, typer.Option("--by", help="Break the shares down.", show_default=False)] = None,
    require: Require = None,
    measure: MeasureName = None,
    against: Against = None,
    explain: Explain = None,
    publish: Publish = False,
    out: Out = None,
    ledger: Ledger = None,
    engine: Engine = None,
    check: Check = False,
    diff: Diff = False,
    as_of: AsOf = None,
    directory: Directory = None,
    color: ColorOption = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show what was asked for, what was shown, and what is due."""
    shared = Shared(directory, color, quiet, debug)
    if publish and explain is None:
        _publish(context, shared, programs or [], (audience or Reader.PUBLIC, check, diff), as_of)
    from pdcycle.cli import report as command

    named = by.value if by else None
    reader = audience or (Reader.PUBLIC if publish else Reader.COACH)
    levels, unsaid = tuple(require or ()), audience is None
    how = command.How(
        shown, reader, person, named, levels, measure, ledger, engine, out, explain, unsaid, against
    )
    start(context, shared, lambda call: command.run(call, programs or [], how, as_of))


def _publish(
    context: typer.Context,
    shared: Shared,
    programs: list[str],
    how: tuple[Reader, bool, bool],
    as_of: str | None,
) -> None:
    from pdcycle.cli import publish as command

    audience, check, diff = how
    asked = command.How(audience, check=check, diff=diff)
    start(context, shared, lambda call: command.run(call, programs, asked, as_of))


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
