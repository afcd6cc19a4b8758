"""What a file is: how it is read, which profile reads it and why, its columns with people masked, and the doubts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from zoneinfo import ZoneInfo

from pdcycle.diagnostics import Diagnostic, Route, warning
from pdcycle.evidence import complaints
from pdcycle.evidence.drafting import draft, header_at, is_never_read, roles_guessed
from pdcycle.evidence.exports import ExportFile
from pdcycle.evidence.intake import Intake, skip_reason
from pdcycle.evidence.masking import example, names_people
from pdcycle.evidence.people import PeopleIndex
from pdcycle.evidence.plan import Layout, is_dropped
from pdcycle.evidence.recognise import Misfit, fit, fitting
from pdcycle.evidence.tables import Opened, open_export
from pdcycle.evidence.unmatched import Known, unmatched
from pdcycle.evidence.unread import troubles
from pdcycle.model.profile import Profile
from pdcycle.model.results import Unresolved
from pdcycle.model.sources import Source
from pdcycle.tables.encoding import NotText
from pdcycle.tables.header import Column, normalised
from pdcycle.tables.moments import AMBIGUOUS, order_of, read_moment
from pdcycle.tables.sheet import Row, Sheet, open_sheet
from pdcycle.tables.table import Table, table_at

LOOKED_AT = 10_000
"""Rows of a file that are looked at."""

_ANY_YEAR = (date(1900, 1, 1), date(2999, 12, 31))
_MISSES = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """A column: its name as the file has it, what it is taken for, and a few cells, people's masked."""

    name: str
    is_: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A profile that nearly reads the file, and the columns it lacks, each by its first name."""

    profile: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file was recognised as.

    `what` says what it is where it is no table. `profile` is the one that reads it, `why` the columns it knows it by,
    `others` those that would read it too. `rows` counts the rows looked at, `more` whether there are others. `draft` is
    a starting profile where none reads it, `names` what its names may prove where one does. `strangers` are the
    people of the rows looked at whom nobody in people.csv matches for sure, where there is a people.csv.
    """

    file: str
    what: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_line: int = 0
    header_rows: int = 0
    profile: str | None = None
    why: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    misses: tuple[NearMiss, ...] = ()
    columns: tuple[Seen, ...] = ()
    rows: int = 0
    more: bool = False
    date_order: str | None = None
    zone: str | None = None
    names: tuple[str, ...] = ()
    draft: str = ""
    strangers: tuple[Unresolved, ...] = ()
    doubts: tuple[Diagnostic, ...] = field(default=())


def inspect(
    file: ExportFile,
    profiles: Mapping[str, Profile],
    zone: ZoneInfo,
    staff: Callable[[str], Known] = lambda _: Known({}),
) -> Inspection:
    """Look at a file, whatever it is; `staff` says by the profile's id who may be named in it."""
    sheet = open_sheet(file.open, file.path)
    if isinstance(sheet, NotText):
        return Inspection(file.path, sheet.what, doubts=(complaints.not_text(file.path, sheet),))
    if not sheet.head:
        return Inspection(file.path, "an empty file", doubts=(complaints.no_rows(file.path),))
    found = fitting(profiles, sheet)
    if not found:
        return _unknown(sheet, profiles)
    return _known(file, found, profiles, zone, staff(found[0]))


def _known(
    file: ExportFile, found: list[str], profiles: Mapping[str, Profile], zone: ZoneInfo, staff: Known
) -> Inspection:
    name = found[0]
    profile = profiles[name]
    source = Source.model_construct(source=file.stem, file=file.path, profile=name)
    opened, problems = open_export(file, source, profiles, zone, _ANY_YEAR, Route(file.path))
    if opened is None:
        raise AssertionError(problems)
    table, layout = opened.table, opened.layout
    rows = list(islice(table.rows(), LOOKED_AT + 1))
    roles = _roles(table, layout, profile)
    return Inspection(
        file=file.path,
        encoding=table.encoding,
        delimiter=table.delimiter,
        header_line=table.header_line,
        header_rows=profile.header.rows,
        profile=name,
        why=_why(profile, table),
        others=tuple(found[1:]),
        columns=_columns(table.columns, roles, rows),
        rows=min(len(rows), LOOKED_AT),
        more=len(rows) > LOOKED_AT,
        date_order=opened.clock.order,
        zone=opened.clock.zone.key if opened.clock.zone else None,
        names=_names(table, profile, layout, rows[:LOOKED_AT]),
        strangers=unmatched(opened, profile, staff, source, file.stem, rows[:LOOKED_AT]),
        doubts=tuple(_doubts(opened, source, profile, rows[:LOOKED_AT])),
    )


def _unknown(sheet: Sheet, profiles: Mapping[str, Profile]) -> Inspection:
    index = header_at(sheet, profiles)
    table = table_at(sheet, index)
    rows = list(islice(table.rows(), LOOKED_AT + 1))
    guessed = roles_guessed(table.columns, rows[:200], profiles)
    roles = {at: role for role, at in guessed.items()}
    roles |= {column.index: "dropped" for column in table.columns if is_never_read(column)}
    return Inspection(
        file=sheet.file,
        encoding=table.encoding,
        delimiter=table.delimiter,
        header_line=table.header_line,
        header_rows=1,
        misses=_misses(sheet, profiles),
        columns=_columns(table.columns, roles, rows),
        rows=min(len(rows), LOOKED_AT),
        more=len(rows) > LOOKED_AT,
        draft=draft(sheet.file, table.columns, guessed),
        doubts=tuple(_doubts_of_unknown(table, guessed.get("when"), rows[:LOOKED_AT])),
    )


def _misses(sheet: Sheet, profiles: Mapping[str, Profile]) -> tuple[NearMiss, ...]:
    """The profiles that lack at most half of what they need, the nearest first."""
    found = []
    for name, profile in sorted(profiles.items()):
        misfit = fit(profile, sheet)
        needed = len(profile.header.needs)
        if isinstance(misfit, Misfit) and len(misfit.missing) * 2 <= needed and misfit.keys:
            lacking = tuple(need[0] for need in misfit.missing)
            found.append((len(misfit.missing) / needed, name, NearMiss(name, lacking)))
    return tuple(miss for _, _, miss in sorted(found, key=lambda entry: entry[:2])[:_MISSES])


def _why(profile: Profile, table: Table) -> tuple[str, ...]:
    """The columns it was known by, each as the file has it."""
    by_key = {column.key: column.name for column in table.columns}
    found = []
    for need in profile.header.needs:
        name = next((by_key[key] for key in map(normalised, need) if key in by_key), None)
        found.append(name or ("a first column without a name" if need[0] == "(empty)" else need[0]))
    return tuple(found)


def _roles(table: Table, layout: Layout, profile: Profile) -> dict[int, str]:
    """What each column is taken for."""
    roles = {index: role for role, index in layout.roles.items()}
    for entry in layout.activities:
        roles[entry.index] = f"an activity's {entry.rule.holds}"
        if entry.date is not None and entry.date != entry.index:
            roles[entry.date] = "its date"
    for column in table.columns:
        if is_dropped(column, profile):
            roles[column.index] = "dropped"
    return roles


def _columns(columns: tuple[Column, ...], roles: Mapping[int, str], rows: list[Row]) -> tuple[Seen, ...]:
    found = []
    for column in columns:
        cells = [row.cells[column.index].strip() for row in rows[:200] if column.index < len(row.cells)]
        role = roles.get(column.index, "")
        masked = not role and names_people(column.key)
        found.append(Seen(column.name, role or "not read", example(cells, "name" if masked else role)))
    return tuple(found)


def _names(table: Table, profile: Profile, layout: Layout, rows: list[Row]) -> tuple[str, ...]:
    """The names `proves` may speak of: activities of a wide table, what minutes tell, else what a row is about."""
    if layout.activities:
        columns = [table.columns[entry.index] for entry in layout.activities]
        return tuple(
            one.name + "".join(one.key.rpartition("#")[1:] if "#" in one.key else ()) for one in columns
        )
    if profile.evidence == "measurement":  # which names its goals itself
        return ()
    index = layout.roles.get("value" if profile.layout == "aggregates" else "subject")
    if index is None:
        return ()
    return tuple(sorted({row.cells[index].strip() for row in rows if row.cells[index].strip()}))


def _doubts(opened: Opened, source: Source, profile: Profile, rows: list[Row]) -> list[Diagnostic]:
    """What `report` would complain of: dates, doubled columns, ragged rows, an early end."""
    table = opened.table
    intake = Intake("x", source, profile, PeopleIndex({}), {})
    for row in rows:
        if table.is_header(row) or skip_reason(row.cells, opened.layout.skips) is not None:
            continue
        for index in opened.layout.dated:
            cell = row.cells[index].strip()
            read = opened.clock.read(cell) if cell and not _is_hour(cell) else None
            if isinstance(read, str):
                intake.trouble(read, table.file, table.columns[index].name, row.line)
    found = troubles(intake, Route("sources/NAME.yaml"))
    return [*found, *complaints.table_doubts(table, opened.layout, profile), *_ragged(table, rows)]


def _is_hour(cell: str) -> bool:
    """Whether a cell is a time of day alone, whose day stands in another column."""
    return not isinstance(read_moment(f"2000-01-01 {cell}"), str)


def _doubts_of_unknown(table: Table, dated: int | None, rows: list[Row]) -> list[Diagnostic]:
    """Two columns of one name, dates that could be either, ragged rows."""
    found = []
    if table.duplicates:
        named = ", ".join(f"`{name}`" for name in table.duplicates[:_MISSES])
        found.append(
            warning(
                "PD512", f"several columns are called {named}", complaints.at(table.file, table.header_line),
                help="the second is called `NAME#2`",
            )
        )  # fmt: skip
    cells = [row.cells[dated] for row in rows] if dated is not None else []
    if (
        dated is not None
        and order_of(cells) is None
        and any(read_moment(cell) == AMBIGUOUS for cell in cells)
    ):
        found.append(
            warning(
                "PD507",
                f"the dates of `{table.columns[dated].name}` could be day/month or month/day",
                complaints.at(table.file, table.header_line),
                help="write `date_order: mdy` or `date_order: dmy` in the source",
            )
        )
    return [*found, *_ragged(table, rows)]


def _ragged(table: Table, rows: list[Row]) -> list[Diagnostic]:
    long = [row.line for row in rows if len(row.cells) > len(table.columns)]
    found = complaints.ragged(table.file, len(long), long[0] if long else 0)
    return found if rows else [*found, complaints.empty(table.file, table.header_line)]
