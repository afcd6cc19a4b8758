"""What a district's secretary reads when an export cannot be used: columns and lines, never a row's content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pdcycle import wording
from pdcycle.diagnostics import Diagnostic, Position, Route, Severity, Span, error, warning
from pdcycle.evidence.exports import ExportFile
from pdcycle.evidence.intake import Intake
from pdcycle.evidence.plan import Layout
from pdcycle.evidence.recognise import Misfit, fitting
from pdcycle.model.near import did_you_mean, near
from pdcycle.model.profile import Profile
from pdcycle.model.results import Unresolved
from pdcycle.model.sources import Source
from pdcycle.tables.encoding import NotText
from pdcycle.tables.header import EMPTY, Column, matches
from pdcycle.tables.sheet import Sheet
from pdcycle.tables.table import Table

_SHOWN = 8
_MOST_NEAR = 5


def at(file: str, line: int) -> Span:
    """A line of an export."""
    return Span(file, Position(line, 1), Position(line, 2))


def nothing_matches(source: Source, place: Route) -> Diagnostic:
    """No file has the name the source gives."""
    return error(
        "PD501",
        f"no file matches `{source.file}`",
        place.at("file"),
        help="put the export there, or write the name it has; `*` stands for any text",
    )


def unknown_profile(source: Source, profiles: Mapping[str, Profile], place: Route) -> Diagnostic:
    """The source names a profile there is not."""
    return error(
        "PD502",
        f"there is no profile `{source.profile}`",
        place.at("profile"),
        help=did_you_mean(source.profile, sorted(profiles)),
    )


def not_text(file: str, found: NotText) -> Diagnostic:
    """The file is another kind of file."""
    if "zip" in found.what or "archive" in found.what:
        mend = "unpack it and give the CSV file that is in it"
    elif "web page" in found.what:
        mend = "sign in, download the export again and check that the file opens as a table"
    else:
        mend = "open it and save it as CSV (UTF-8), or export it as CSV"
    return error("PD503", f"this is {found.what}, not a CSV file", at(file, 1), help=mend)


def wrong_header(
    misfit: Misfit, profile_id: str, sheet: Sheet, profiles: Mapping[str, Profile]
) -> Diagnostic:
    """The file is not what the profile reads: what is missing, what was found, and which profile would do."""
    profile = profiles[profile_id]
    known = _known_names(misfit.keys, profiles)
    found = (
        f"line {misfit.line} has {', '.join(f'`{key}`' for key in known)}"
        if known
        else "no line looks like a header"
    )
    others = [name for name in fitting(profiles, sheet) if name != profile_id]
    if others:
        mend = (
            f"it reads as `{others[0]}`: write `profile: {others[0]}`, or give the export this source is for"
        )
    elif slip := _slip(misfit):
        mend = f"if the column `{slip[1]}` is meant by `{slip[0]}`, name it under `columns:` of the source"
    else:
        mend = "export it again from the right place, or describe the file in a profile of your own in `profiles/`"
    return error(
        "PD504",
        f"this is no export of {profile.profile}: {_missing(misfit)}; {found}",
        at(sheet.file, misfit.line),
        help=mend,
    )


def _missing(misfit: Misfit) -> str:
    named = [" or ".join(f"`{name}`" for name in need[:3]) for need in misfit.missing if EMPTY not in need]
    if not named:
        return "no line begins with a column without a name"
    return (
        f"the column {named[0]} is missing"
        if len(named) == 1
        else f"the columns {', '.join(named)} are missing"
    )


def _known_names(keys: Iterable[str], profiles: Mapping[str, Profile]) -> list[str]:
    """Those cells that are names of columns in some profile; a line of people must not be shown."""
    names = {
        name
        for profile in profiles.values()
        for names in (*profile.header.needs, *profile.columns.values())
        for name in names
    }
    exact = {name.casefold() for name in names if "*" not in name}
    return [key for key in dict.fromkeys(keys) if key and key in exact][:_SHOWN]


def _slip(misfit: Misfit) -> tuple[str, str] | None:
    for need in misfit.missing:
        for name in need:
            guess = near(name, [key for key in misfit.keys if key and "@" not in key])
            if guess is not None:
                return name, guess
    return None


def lost_columns(layout: Layout, table: Table, place: Route) -> list[Diagnostic]:
    """Columns the source names and the table lacks."""
    names = [column.key for column in table.columns if column.key]
    return [
        error(
            "PD511",
            f"{table.file} has no column `{name}` to read",
            place.at("columns", role),
            help=did_you_mean(name.casefold(), names, "write the column's name as the file's header has it"),
        )
        for role, name in layout.lost
    ]


def table_doubts(table: Table, layout: Layout, profile: Profile) -> list[Diagnostic]:
    """What reading the table brought to light: two columns of one name that count, NUL bytes, an early end."""
    found = []
    counted = [column for column in table.columns if _counts(column, layout, profile)]
    twice = [name for name in table.duplicates if any(column.name == name for column in counted)]
    if twice:
        named = ", ".join(f"`{name}`" for name in twice[:_SHOWN])
        found.append(
            warning(
                "PD512",
                f"several columns are called {named}",
                at(table.file, table.header_line),
                help="all are read; in `proves` the second is called `NAME#2`",
            )
        )
    found.extend(_early_end(table))
    if table.reading.nuls:
        count = table.reading.nuls
        found.append(warning("PD522", f"NUL bytes on {count} lines were left out", at(table.file, 1)))
    return found


def _early_end(table: Table) -> list[Diagnostic]:
    broken = table.reading.broken
    if broken is None:
        return []
    if broken.kind == "unclosed":
        message, mend = "quotes open on this line and never close: half a file?", "download the export again"
        return [
            error("PD505", message, at(table.file, broken.line), help=f"the rows before it are read; {mend}")
        ]
    message = "this line holds more text than a row of an export can"
    mend = "look for a quote that never closes, or download the export again"
    return [error("PD506", message, at(table.file, broken.line), help=f"the rows before it are read; {mend}")]


def _counts(column: Column, layout: Layout, profile: Profile) -> bool:
    if column.index in layout.roles.values():
        return True
    return any(entry.index == column.index for entry in layout.activities) and not any(
        matches(column.key, name) for name in profile.ignore
    )


def ragged(file: str, long: int, first: int) -> list[Diagnostic]:
    """Rows with more cells than the header."""
    if not long:
        return []
    return [
        warning(
            "PD513",
            f"{long} rows have more cells than the header"
            if long > 1
            else "the row has more cells than the header",
            at(file, first),
            help="check for a comma or quote inside a cell; the cells beyond the header are not read",
        )
    ]


def cut_off(file: str, line: int) -> Diagnostic:
    """The last row is short and its line does not end."""
    return warning(
        "PD505",
        "the file ends in the middle of this row: half a file?",
        at(file, line),
        help="download the export again if rows are missing",
    )


def proves_doubts(intake: Intake, place: Route, seen: Iterable[str]) -> list[Diagnostic]:
    """Names under `proves` that the export never holds."""
    names = sorted(set(seen))
    return [
        warning(
            "PD510",
            f"the export never names `{name}`",
            place.at("proves", name).on_key(),
            help=did_you_mean(name.casefold(), names, "write the name as the export has it"),
        )
        for name in intake.proofs.unmet
    ]


def proves_nothing(profile: Profile, place: Route) -> Diagnostic:
    """The source says nothing of what its names prove, and the profile's evidence needs it."""
    return error(
        "PD519",
        f"nothing says which {profile.evidence} the names in this export prove",
        place,
        help="add for example `proves: {Course 1 - Rephrasing: ell-elementary-1}`",
    )


def another_year(file: ExportFile, rows: int, year: str) -> Diagnostic:
    """Every dated row lies outside the school year."""
    return error(
        "PD520",
        f"none of the {rows} rows with a date lies in {year}: an export of another year?",
        at(file.path, 1),
        help="give this year's export, or correct `school_year` in pdcycle.yaml",
    )


def unmatched(source: str, strangers: Sequence[Unresolved]) -> Diagnostic:
    """People of the export whom nobody matches for sure: a warning where somebody in people.csv is near.

    Ids only: how the export calls them stands in the coach's reports.
    """
    ids = sorted({id_ for one in strangers for id_ in one.candidates})
    nearest = next((one for one in strangers if one.candidates), strangers[0])
    counted = wording.count(sum(one.rows for one in strangers), "row")
    who = wording.count(len(strangers), "person", "people")
    more = f" and {len(ids) - _MOST_NEAR} more" if len(ids) > _MOST_NEAR else ""
    mend = "if they are staff, add their e-mail address or an alias to people.csv"
    if ids:
        said = ", ".join(f"`{id_}`" for id_ in ids[:_MOST_NEAR])
        mend = (
            f"near them are {said}{more}: where one of these is meant, add what the export says to their `aliases` "
            "in people.csv; the coach's report lists them with the cell to write"
        )
    return Diagnostic(
        "PD516",
        Severity.WARNING if ids else Severity.INFO,
        f"nobody in people.csv matches {who} of `{source}` for sure ({counted})",
        at(nearest.file, nearest.row),
        help=mend,
    )


def empty(file: str, line: int) -> Diagnostic:
    """A header and no row."""
    return warning("PD515", "the export has a header but no rows", at(file, line))


def no_rows(file: str) -> Diagnostic:
    """Nothing at all."""
    return error("PD515", "the file is empty", at(file, 1), help="download the export again")
