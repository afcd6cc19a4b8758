"""A OneRoster bundle, zipped or in a folder: its CSV files by name, opened one at a time and never unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from pdcycle.errors import PdcycleError
from pdcycle.tables import NotText, detect

LARGEST = 1 << 30
"""Bytes of one file, unpacked."""
LARGEST_BUNDLE = 4 << 30
MOST = 20_000
"""Files in one bundle."""
_JUNK = frozenset({"__macosx", ".ds_store", "thumbs.db", "desktop.ini"})
_KNOWN = (
    "manifest.csv",
    "users.csv",
    "orgs.csv",
    "academicsessions.csv",
    "roles.csv",
    "classes.csv",
    "enrollments.csv",
)


@dataclass(frozen=True, slots=True)
class Bundle:
    """`files` opens each CSV file of the bundle's folder by its name in lower case; `others` names the rest."""

    name: str
    files: Mapping[str, Callable[[], BinaryIO]] = field(repr=False)
    others: tuple[str, ...] = ()


def open_bundle(path: Path) -> Bundle:
    """The bundle at a path; raises PdcycleError where it is none, or is not safe to read."""
    try:
        if path.is_dir():
            found = {one.relative_to(path).as_posix(): partial(_opened, one) for one in _walk(path)}
            return _bundle(path.name, found)
        if not path.exists():
            raise PdcycleError(
                f"there is no {path}", "name the OneRoster .zip, or the folder it was unpacked to"
            )
        return _zipped(path)
    except OSError as problem:
        raise PdcycleError(f"cannot read {path}: {(problem.strerror or str(problem)).lower()}") from problem


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _walk(path: Path) -> list[Path]:
    found = sorted(one for one in path.rglob("*") if one.is_file() and not one.is_symlink())
    if len(found) > MOST:
        raise PdcycleError(f"{path} holds more than {MOST:,} files", "name the folder that holds users.csv")
    return found


def _zipped(path: Path) -> Bundle:
    if not zipfile.is_zipfile(path):
        with path.open("rb") as stream:
            what = detect(stream)
        said = (
            what.what
            if isinstance(what, NotText) and "zip" not in what.what
            else "not a zip archive, or cut off"
        )
        raise PdcycleError(
            f"{path.name} is {said}", "name the OneRoster .zip, or the folder it was unpacked to"
        )
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as problem:
        raise PdcycleError(f"{path.name} is a damaged zip archive", "download it again") from problem
    wanted = {entry.filename: entry for entry in entries if not _is_junk(entry.filename)}
    _check(path.name, list(wanted.values()))
    return _bundle(path.name, {name: partial(_member, path, name) for name in wanted})


def _check(name: str, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST:
        raise PdcycleError(
            f"{name} holds more than {MOST:,} files", "make a zip of the OneRoster files alone"
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise PdcycleError(f"{name} is locked with a password", "unpack it, then name the folder")
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or (parts.parts and ":" in parts.parts[0]):
            raise PdcycleError(
                f"{name} holds a file that would land outside its folder: {entry.filename}",
                "do not unpack it; ask whoever made it for another",
            )
    if (
        any(entry.file_size > LARGEST for entry in entries)
        or sum(entry.file_size for entry in entries) > LARGEST_BUNDLE
    ):
        raise PdcycleError(
            f"{name} unpacks to more than pdcycle reads ({LARGEST >> 30} GiB a file)",
            "export staff, schools, terms and classes only",
        )


def _member(path: Path, name: str) -> BinaryIO:
    """One file of the archive; the archive is closed with it."""
    archive = zipfile.ZipFile(path)
    try:
        return cast("BinaryIO", io.BufferedReader(_Member(archive.open(name), archive)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as problem:
        archive.close()
        raise PdcycleError(f"{name} in {path.name} cannot be unpacked", "make the zip again") from problem


class _Member(io.RawIOBase):
    """The bytes of a file in an archive; damage is said in plain words."""

    def __init__(self, stream: IO[bytes], archive: zipfile.ZipFile) -> None:
        super().__init__()
        self._stream, self._archive = stream, archive

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer; 0 at the end."""
        try:
            data = self._stream.read(len(buffer))
        except (zipfile.BadZipFile, EOFError, ValueError) as problem:
            raise PdcycleError("a file in the zip archive is damaged", "download it again") from problem
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the archive too."""
        if not self.closed:
            self._stream.close()
            self._archive.close()
        super().close()


def _is_junk(name: str) -> bool:
    parts = name.replace("\\", "/").casefold().split("/")
    return any(part in _JUNK or part.startswith("._") for part in parts)


def _bundle(name: str, found: Mapping[str, Callable[[], BinaryIO]]) -> Bundle:
    """The files of the folder that holds the bundle; two such folders are two bundles."""
    plain = {path: opened for path, opened in found.items() if not _is_junk(path)}
    folders: dict[str, int] = {}
    for path in plain:
        folder, base = _split(path)
        folders[folder] = folders.get(folder, 0) + (base in _KNOWN)
    holding = sorted(
        folder for folder, count in folders.items() if count and f"{folder}users.csv" in _lower(plain)
    )
    if not holding:
        raise PdcycleError(
            f"{name} holds no users.csv, so it is no OneRoster bundle",
            "export it as OneRoster CSV, 1.1 or 1.2",
        )
    if len(holding) > 1:
        shown = ", ".join(folder.rstrip("/") or "the top" for folder in holding)
        raise PdcycleError(f"{name} holds several bundles: {shown}", "import them one at a time")
    files = {
        base: plain[path]
        for path in plain
        for folder, base in [_split(path)]
        if folder == holding[0] and base.endswith(".csv")
    }
    others = sorted(
        path for path in plain if _split(path)[0] != holding[0] or not _split(path)[1].endswith(".csv")
    )
    return Bundle(name, files, tuple(others))


def _lower(found: Mapping[str, object]) -> set[str]:
    return {"".join(_split(path)) for path in found}


def _split(path: str) -> tuple[str, str]:
    """The folder, with a slash behind it, and the name in lower case."""
    folder, _, base = path.replace("\\", "/").rpartition("/")
    return (f"{folder}/" if folder else ""), base.casefold()
