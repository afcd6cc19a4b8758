"""Names that help and completion show; read from file names, without opening a file."""

from __future__ import annotations

from pdcycle import shipped


def ready_names() -> list[str]:
    """The ready programs, of all kinds."""
    home = shipped.folder("curricula")
    folders = ("curricula", "initiatives", "plans")
    return sorted({path.stem for folder in folders for path in (home / folder).glob("*.yaml")})
