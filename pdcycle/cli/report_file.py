"""A report as a file: a workbook, or any text, where `-o` says."""

from __future__ import annotations

from pathlib import Path

from pdcycle import files
from pdcycle.cli.options import Call, Shown
from pdcycle.errors import PdcycleError
from pdcycle.files import Artefact
from pdcycle.flows.facts import Account
from pdcycle.flows.report import Reports
from pdcycle.progress.listing import Listing


def checked(shown: Shown, out: Path | None) -> None:
    """Raise where a workbook has no file to be, or a file's ending promises something else."""
    workbook = shown is Shown.XLSX
    if workbook and (out is None or out.name == "-"):
        raise PdcycleError("a workbook is a file, nothing for a terminal", "say which: -o report.xlsx")
    if out is None:
        return
    if workbook and out.suffix.casefold() != ".xlsx":
        raise PdcycleError(f"{out.name} is no workbook's name", f"call it {out.stem}.xlsx")
    if not workbook and out.suffix.casefold() == ".xlsx":
        raise PdcycleError(
            f"{out.name} is a workbook's name", "say --format xlsx too, or give another ending"
        )
    if workbook:
        _door()


def written(call: Call, out: Path, content: str | bytes) -> None:
    """Put the file there, whole, and say so."""
    target = call.inside(out)
    if not target.parent.is_dir():
        raise PdcycleError(f"there is no folder {target.parent}", "make it, or write elsewhere")
    data = content.encode() if isinstance(content, str) else content
    if target.is_dir():
        raise PdcycleError(f"{target} is a folder", "name a file in it")
    if target.exists() and not target.is_file():  # a pipe or a device is written to, never replaced
        with target.open("wb") as stream:
            stream.write(data)
        return
    target = target.resolve()  # a link goes on leading where it led
    for name, state in files.write(target.parent, [Artefact(target.name, data)]).items():
        call.terminal.say(f"{name}: {state.value}")


def reports_file(made: Reports) -> bytes:
    """The reports as one workbook."""
    if not made.reports:
        raise PdcycleError("there is no report to put into a workbook", "see what stands above")
    _door()
    from pdcycle.output.reports_xlsx import reports_xlsx

    return reports_xlsx(made.reports, made.breakdowns)


def listing_file(found: Listing, account: Account) -> bytes:
    """A measure's table as a workbook."""
    _door()
    from pdcycle.output.reports_xlsx import listing_xlsx

    return listing_xlsx(found, account.facts.ledger.accounting, account.facts.as_of)


def _door() -> None:
    try:
        import pdcycle.output.xlsx  # noqa: F401 - whether it can be had
    except ModuleNotFoundError as problem:
        if problem.name != "xlsxwriter":
            raise
        raise PdcycleError(
            "a workbook needs the extra `xlsx`, which is not installed", "install `pdcycle[xlsx]`"
        ) from None
