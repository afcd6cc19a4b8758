"""Which files a workspace's sources name, and the days whose rows count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

from pdcycle.errors import PdcycleError
from pdcycle.evidence.exports import ExportFile
from pdcycle.flows.district import District


def exports(root: Path, patterns: Mapping[str, str]) -> dict[str, Sequence[ExportFile]]:
    """The files under the workspace that each source's pattern names, sorted by path."""
    found: dict[str, Sequence[ExportFile]] = {}
    for name, pattern in patterns.items():
        paths = sorted(
            path for path in root.glob(pattern) if path.is_file() and path.resolve().is_relative_to(root)
        )
        found[name] = [ExportFile(path.relative_to(root).as_posix(), partial(opened, path)) for path in paths]
    return found


def opened(path: Path) -> BinaryIO:
    """The file's bytes from the start; a file nobody may read is said by name."""
    try:
        return path.open("rb")
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise PdcycleError(f"cannot read {path}: {reason}", "check who may read the file") from problem


def year_of(district: District) -> tuple[date, date]:
    """The days whose evidence counts: from the first term, summer too, to the end of the calendar."""
    start = district.workspace.settings.year_starts
    end = date(start.year + 1, 8, 31)
    if district.calendar is None:
        return start, end
    first, last = district.calendar.span
    return min(first, start), max(last, end)
