"""An export's clock: its dates become the district's local time, or a reason why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pdcycle.model.profile import Profile
from pdcycle.model.sources import Source
from pdcycle.tables.moments import Moment, order_of, read_moment
from pdcycle.tables.table import Table

UNSAID_ZONE = "its time zone is not said"
BEFORE_YEAR = "before the school year"
AFTER_YEAR = "after the school year"
BEFORE_SOURCE = "before the source's `since`"
AFTER_SOURCE = "after the source's `until`"

_ZONE_NOTE = re.compile(r'"timeZone"\s*:\s*"([^"]+)"')
_FILE_DATE = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?([0-3]\d)(?!\d)")
_NUMERIC = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")
_ENOUGH = 200


@dataclass(frozen=True, slots=True)
class Clock:
    """How one table's dates are read: order, zone, formats, and the days that count."""

    order: str | None
    formats: tuple[str, ...]
    zone: ZoneInfo | None
    """The export's own zone, where someone said it."""
    district: ZoneInfo
    first: date
    last: date
    since: date | None
    until: date | None

    def read(self, cell: str) -> datetime | str:
        """The local moment of a cell, or the reason why there is none."""
        moment = read_moment(cell, self.order, self.formats)
        return moment if isinstance(moment, str) else self.local(moment)

    def local(self, moment: Moment) -> datetime | str:
        """The moment in the district's zone, without an offset; a bare date stays the day it is."""
        at = moment.at
        if not moment.timed:
            return at
        if at.tzinfo is not None:
            return at.astimezone(self.district).replace(tzinfo=None)
        if moment.zone and self.zone is None and not _is_local(self.district, at, moment.zone):
            return UNSAID_ZONE
        if self.zone is None or self.zone is self.district:
            return at
        return at.replace(tzinfo=self.zone).astimezone(self.district).replace(tzinfo=None)

    def outside(self, at: datetime) -> str | None:
        """The reason why a moment does not count: the source's own dates come before the year's."""
        day = at.date()
        if self.since is None and day < self.first:
            return BEFORE_YEAR
        if self.until is None and day > self.last:
            return AFTER_YEAR
        if self.since is not None and day < self.since:
            return BEFORE_SOURCE
        if self.until is not None and day > self.until:
            return AFTER_SOURCE
        return None


def clock_of(
    table: Table,
    dated: Sequence[int],
    profile: Profile,
    source: Source,
    district: ZoneInfo,
    year: tuple[date, date],
) -> Clock:
    """The clock of a table whose columns `dated` hold dates.

    The order of day and month is the source's, else what these columns decide, else the profile's.
    """
    zone = source.zone or _noted_zone(table) or profile.dates.zone
    order = source.date_order or order_of(_numeric_cells(table, dated)) or profile.dates.order
    return Clock(
        order,
        profile.dates.formats,
        ZoneInfo(zone) if zone else None,
        district,
        *year,
        source.since,
        source.until,
    )


def file_date(stem: str) -> datetime | None:
    """The date in a file's name, as in `attendance-2026-09-16` or `20260916_grades`."""
    found = _FILE_DATE.search(stem)
    if found is None:
        return None
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]))  # noqa: DTZ001 - a day of the district
    except ValueError:
        return None


def _numeric_cells(table: Table, dated: Sequence[int]) -> Iterable[str]:
    """The cells that could tell; a table that writes its dates otherwise is not read to its end for it."""
    others = 0
    for row in table.rows() if dated else ():
        for index in dated:
            cell = row.cells[index].strip()
            if _NUMERIC.match(cell):
                yield cell
                others = -1
            elif cell and others >= 0:
                others += 1
                if others > _ENOUGH:
                    return


def _noted_zone(table: Table) -> str | None:
    """Qualtrics says its zone in the third header row only."""
    for cell in table.notes:
        if found := _ZONE_NOTE.search(cell):
            try:
                return ZoneInfo(found[1]).key
            except (KeyError, ValueError, OSError):
                return None
    return None


def _is_local(zone: ZoneInfo, at: datetime, abbreviation: str) -> bool:
    """Whether the district's own clock bears this abbreviation in one of its seasons."""
    seasons = {at.replace(month=month, day=1, tzinfo=zone).tzname() for month in (1, 7)}
    return abbreviation in seasons
