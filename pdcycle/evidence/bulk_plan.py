"""Whether a file is a plain long table that a database can count, and which of its columns is what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from pdcycle.duck import literal
from pdcycle.evidence.clock import Clock, clock_of
from pdcycle.evidence.plan import Layout, layout_of
from pdcycle.evidence.recognise import Misfit, fit
from pdcycle.model.profile import Profile
from pdcycle.model.sources import Source
from pdcycle.tables.encoding import NotText
from pdcycle.tables.sheet import Row, Sheet, open_sheet
from pdcycle.tables.table import Table, table_at

_SAMPLE = 1 << 20
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}")
_NUMBER = re.compile(r"[+-]?\d{1,8}(?:\.\d{1,9})?")
_ROW_BY_ROW = ("name", "first", "last", "about", "time", "until")
READ = ("staff_id", "email", "subject", "status", "when", "due", "minutes", "value")
"""The roles that are counted, in the order of the tables made of them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How one clean file is counted: the index and SQL type of each role's column, its dates, and its first rows.

    `unit` is what `minutes` counts, `percent` whether scores are in percent; `sample` the cells by role of the rows in the file's first megabyte, from which words are learned.
    """

    path: Path
    encoding: str
    delimiter: str
    width: int
    columns: Mapping[str, int]
    types: Mapping[str, str]
    clock: Clock
    percent: bool
    unit: str
    sample: tuple[Mapping[str, str], ...]

    def has(self, role: str) -> bool:
        """Whether the file has a column of this role."""
        return role in self.columns

    @property
    def timed(self) -> bool:
        """Whether moments have a time of day."""
        return self.types["when"] == "TIMESTAMP"

    @property
    def who(self) -> tuple[str, ...]:
        """The columns that say whom a row is about."""
        return tuple(role for role in ("staff_id", "email") if role in self.columns)

    def shape(self, *, typed: bool = True) -> tuple[tuple[str, str], ...]:
        """The file's columns `c0`, `c1` and so on with their SQL types."""
        kinds = {index: self.types.get(role, "VARCHAR") for role, index in self.columns.items()}
        return tuple((f"c{at}", kinds.get(at, "VARCHAR") if typed else "VARCHAR") for at in range(self.width))

    def file(self, *, typed: bool = True) -> str:
        """The file as a table of DuckDB; cells that are not of their types are an error on reading."""
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in self.shape(typed=typed))
        # Detection stays on for the file's size, without which joins are planned the wrong way round.
        return (
            f"read_csv({literal(str(self.path))}, header = true, delim = {literal(self.delimiter)},"
            " quote = '\"', escape = '\"', comment = '', skip = 0, strict_mode = true, null_padding = false,"
            " dateformat = '%Y-%m-%d', timestampformat = '%Y-%m-%d %H:%M:%S',"
            # The buffers are most of what a reading holds; smaller ones take no longer.
            " buffer_size = 8388608,"
            f" columns = {{{columns}}})"
        )


def plan_of(
    path: Path, source: Source, profile: Profile, district: ZoneInfo, year: tuple[date, date]
) -> Plan | str:
    """The plan, or the reason why this file can only be read row by row."""
    reason = _unfit(source, profile)
    if reason is not None:
        return reason
    sheet = _opening(path)
    if isinstance(sheet, str):
        return sheet
    found = fit(profile, sheet, source)
    if isinstance(found, Misfit):
        return (
            f"it has no column `{found.missing[0][0]}`"
            if found.missing
            else "its header is another profile's"
        )
    if found != 0 or sheet.head[0].line != 1:
        return "lines stand before its header"
    table = table_at(sheet, 0)
    layout = layout_of(table, profile, source)
    reason = _unread(layout, table)
    if reason is not None:
        return reason
    clock = clock_of(table, layout.dated, profile, source, district, year)
    return _typed(path, sheet, table, layout, clock, profile)


def _unfit(source: Source, profile: Profile) -> str | None:
    if profile.layout != "rows" or profile.evidence not in ("completion", "check"):
        return f"the profile `{source.profile}` is no list of completions or checks, one row each"
    if (
        profile.header.rows != 1
        or profile.header.section
        or profile.skip
        or profile.dates.file
        or profile.dates.formats
    ):
        return f"the profile `{source.profile}` asks for more than a database reads"
    if source.person or any(len(proofs) > 1 for proofs in source.proves.values()):
        return "a row of this source proves several things, or is about a person the source names"
    return None


def _opening(path: Path) -> Sheet | str:
    """The file's first megabyte as a sheet, without the line that is cut off."""
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE)
        stream.seek(-min(path.stat().st_size, 64), 2)
        end = stream.read()
    if len(head) == _SAMPLE:
        head = head[: head.rfind(b"\n") + 1]
    sheet = open_sheet(partial(BytesIO, head), path.name)
    if isinstance(sheet, NotText):
        return f"it is {sheet.what}"
    if end.endswith(b"\0\0"):
        return "it ends in empty bytes: half a file?"
    if sheet.encoding.codec != "utf-8":
        return f"it is in {sheet.encoding.name}, not in UTF-8"
    return sheet if sheet.head else "it has no rows"


def _unread(layout: Layout, table: Table) -> str | None:
    if layout.lost:
        return f"it has no column `{layout.lost[0][1]}`"
    for role in _ROW_BY_ROW:
        if role in layout.roles:
            return f"its column `{table.columns[layout.roles[role]].name}` is read row by row only"
    if not {"staff_id", "email"} & layout.roles.keys():
        return "it names people neither by staff id nor by e-mail address"
    if not {"when", "subject"} <= layout.roles.keys():
        return "it has no column for the date or for what was completed"
    indexes = [layout.roles[role] for role in READ if role in layout.roles]
    return None if len(set(indexes)) == len(indexes) else "one of its columns is two things at once"


def _typed(
    path: Path, sheet: Sheet, table: Table, layout: Layout, clock: Clock, profile: Profile
) -> Plan | str:
    columns = {role: layout.roles[role] for role in READ if role in layout.roles}
    sample = _sample(table, columns)
    if isinstance(sample, str):
        return sample
    types = _dates(table, columns, sample)
    if isinstance(types, str):
        return types
    if types["when"] == "TIMESTAMP" and clock.zone is not None and clock.zone != clock.district:
        return "its clock is not the district's"
    if "minutes" in columns:
        if not _numeric(row["minutes"] for row in sample):
            return f"its column `{table.columns[columns['minutes']].name}` does not hold plain numbers"
        types["minutes"] = "DOUBLE"
    if "value" in columns:
        if _numeric(row["value"] for row in sample):
            types["value"] = "DOUBLE"
        elif profile.evidence == "check":
            return f"its column `{table.columns[columns['value']].name}` does not hold plain numbers"
        else:
            del columns["value"]
    percent = "value" in columns and "percent" in table.columns[columns["value"]].name.casefold()
    return Plan(
        path, sheet.encoding.name, sheet.delimiter, len(table.columns), columns, types, clock, percent,
        profile.minutes_in, sample,
    )  # fmt: skip


def _sample(table: Table, columns: Mapping[str, int]) -> tuple[dict[str, str], ...] | str:
    """The cells by role of the file's first rows, or the reason why there are none to go by."""
    sample = tuple(islice(_sampled(table.rows(), columns), 20_000))
    broken = table.reading.broken
    if broken is not None:
        return f"line {broken.line} opens quotes that never close, or holds too much: half a file?"
    return sample or "it has no rows"


def _sampled(rows: Iterable[Row], columns: Mapping[str, int]) -> Iterator[dict[str, str]]:
    for row in rows:
        yield {role: row.cells[index] for role, index in columns.items()}


def _dates(
    table: Table, columns: Mapping[str, int], sample: Iterable[Mapping[str, str]]
) -> dict[str, str] | str:
    types = {}
    for role in ("when", "due"):
        if role in columns:
            kind = _date_type(row[role] for row in sample)
            if kind is None:
                return f"its column `{table.columns[columns[role]].name}` does not write dates as 2026-09-30"
            types[role] = kind
    return types


def _date_type(cells: Iterable[str]) -> str | None:
    """DATE or TIMESTAMP; None where a cell is neither, or the two are mixed."""
    kind = ""
    for cell in cells:
        if not cell:
            continue
        seen = "DATE" if _DAY.fullmatch(cell) else "TIMESTAMP" if _MOMENT.fullmatch(cell) else ""
        if not seen or kind not in ("", seen):
            return None
        kind = seen
    return kind or "DATE"


def _numeric(cells: Iterable[str]) -> bool:
    return all(not cell or _NUMBER.fullmatch(cell) for cell in cells)
