"""Every command by name; signatures and help are in verbs_*.py, what it does is in the file of its name."""

from __future__ import annotations

from typing import Annotated

import typer

from pdcycle import __version__
from pdcycle.cli import verbs_evidence, verbs_import, verbs_people, verbs_start, verbs_year
from pdcycle.cli.options import ColorOption, Debug, Directory, Quiet, Shared

app = typer.Typer(
    name="pdcycle",
    help="Blended professional learning as code: a year's curriculum, its schedule, its documents, its progress.",
    epilog="Start with: pdcycle init my-district",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


app.command(
    epilog='Example: pdcycle init my-district --name "Maple Grove Schools" --school oak:"Oak Elementary"'
)(verbs_start.init)
app.command(epilog="Example: pdcycle new curriculum clear-talk --from communication")(verbs_start.new)
app.command(epilog="Example: pdcycle validate examples/riverbend")(verbs_year.validate)
app.command(epilog="Example: pdcycle -C examples/riverbend schedule --check")(verbs_year.schedule)
app.command(epilog="Example: pdcycle -C examples/riverbend render schooley --document impact-plan")(
    verbs_year.render
)
app.command(epilog="Example: pdcycle -C examples/riverbend report rti")(verbs_year.report)
app.command(epilog="Example: pdcycle build examples/riverbend")(verbs_year.build)
app.command(
    epilog='Example: pdcycle -C examples/riverbend groups "teachers of lincoln, cedar and birch in primary" --size 6..8'
)(verbs_people.groups)
app.command(epilog="Example: pdcycle -C examples/riverbend capacity")(verbs_people.capacity)
app.command(epilog="Example: pdcycle inspect examples/riverbend/exports/moodle-rti.csv")(
    verbs_evidence.inspect
)
app.command(epilog="Example: pdcycle -C examples/riverbend needs grades-3-5")(verbs_evidence.needs)
app.command(epilog="Example: pdcycle -C examples/platform count platform --by school")(verbs_evidence.count)
app.add_typer(verbs_import.app, name="import")
