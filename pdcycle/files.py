"""Writing what commands make: whole files or none, and only where something changed."""

from __future__ import annotations

import contextlib
import difflib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pdcycle.errors import PdcycleError


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file to be: its path relative to the folder it is written under, and its bytes."""

    path: str
    content: bytes

    @classmethod
    def text(cls, path: str, content: str) -> Artefact:
        """An artefact of UTF-8 text."""
        return cls(path, content.encode())


class Outcome(Enum):
    """What happened, or with `check` would happen, to a file."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def read_bytes(path: Path) -> bytes:
    """The file's bytes; raises PdcycleError with the reason in plain words."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise PdcycleError(f"cannot read {path}: {_reason(problem)}") from problem


def outcome(root: Path, artefact: Artefact) -> Outcome:
    """How the artefact compares with the file on disk."""
    target = root / artefact.path
    try:
        current = target.read_bytes()
    except FileNotFoundError:
        return Outcome.CREATED
    except OSError as problem:
        raise PdcycleError(f"cannot read {target}: {_reason(problem)}") from problem
    return Outcome.UNCHANGED if current == artefact.content else Outcome.CHANGED


def write(root: Path, artefacts: Iterable[Artefact]) -> dict[str, Outcome]:
    """Write each artefact that differs, all of them or none.

    Every changed file is first written in full beside its target; only when all are on disk
    are they put in place, so that a full disk or a folder without permission leaves what was there.
    """
    done: dict[str, Outcome] = {}
    staged: list[tuple[str, Path]] = []
    try:
        for artefact in artefacts:
            done[artefact.path] = state = outcome(root, artefact)
            if state is not Outcome.UNCHANGED:
                target = root / artefact.path
                staged.append((_stage(target, artefact.content), target))
        for temporary, target in staged:
            os.replace(temporary, target)  # noqa: PTH105 - atomic on one file system
    except OSError as problem:
        name = problem.filename or root
        raise PdcycleError(
            f"cannot write {name}: {_reason(problem)}",
            "nothing was changed; free some space or choose another folder",
        ) from problem
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 - the name came from os
    return done


def _stage(target: Path, content: bytes) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".pdcycle-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(temporary, 0o666 & ~_umask())  # noqa: PTH101 - mkstemp makes private files
    except BaseException as problem:
        os.unlink(temporary)  # noqa: PTH108 - the name came from os
        if isinstance(problem, OSError):
            problem.filename = str(target)
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def diff(root: Path, artefacts: Iterable[Artefact]) -> Iterator[str]:
    """A unified diff of what writing the artefacts would change."""
    for artefact in artefacts:
        target = root / artefact.path
        old = target.read_bytes() if target.exists() else b""
        if old != artefact.content:
            yield from difflib.unified_diff(
                old.decode(errors="replace").splitlines(keepends=True),
                artefact.content.decode(errors="replace").splitlines(keepends=True),
                f"a/{artefact.path}",
                f"b/{artefact.path}",
            )


def _reason(problem: OSError) -> str:
    return (problem.strerror or str(problem)).lower()
