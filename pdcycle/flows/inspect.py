"""A file on disk, looked at with the profiles that ship and those of the workspace around it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from pdcycle import shipped
from pdcycle.errors import PdcycleError
from pdcycle.evidence.exports import ExportFile
from pdcycle.evidence.inspection import Inspection, inspect
from pdcycle.evidence.proofs import slug
from pdcycle.evidence.unmatched import Known
from pdcycle.files import Artefact, read_bytes
from pdcycle.flows.export_files import exports, opened
from pdcycle.language.document import read
from pdcycle.model.binding import bind
from pdcycle.model.profile import Profile
from pdcycle.workspace.load import Workspace, load


def inspected(path: Path, root: Path | None) -> Inspection:
    """What the file is; `root` is the workspace whose own profiles count too."""
    if not path.is_file():
        raise PdcycleError(f"there is no file {path}", "give the path of an export")
    workspace = load(root) if root is not None else None
    profiles = dict(workspace.profiles) if workspace is not None else {}
    zone = workspace.settings.zone if workspace is not None else ZoneInfo("UTC")
    shown = path.name
    if root is not None and path.resolve().is_relative_to(root):
        shown = path.resolve().relative_to(root).as_posix()
    staff = partial(_staff, workspace, shown)
    return inspect(ExportFile(shown, partial(opened, path)), {**shipped_profiles(), **profiles}, zone, staff)


def _staff(workspace: Workspace | None, file: str, profile: str) -> Known:
    """The workspace's people, and the source of this profile that reads the file."""
    if workspace is None:
        return Known({})
    for name, source in sorted(workspace.sources.items()):
        if source.profile == profile:
            files = exports(workspace.root, {name: source.file})[name]
            if any(one.path == file for one in files):
                return Known(workspace.people, source)
    return Known(workspace.people)


def shipped_profiles() -> dict[str, Profile]:
    """The profiles that ship, by id."""
    found = {}
    for path in sorted(shipped.data("profiles").glob("*.yaml")):
        model, problems = bind(read(read_bytes(path), path.name), Profile)
        if model is None:
            raise AssertionError(problems)
        found[path.stem] = model
    return found


def starting_profile(found: Inspection) -> Artefact:
    """The draft as a file of `profiles/`."""
    stem = found.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Artefact.text(f"profiles/{slug(stem) or 'export'}.yaml", found.draft)


def source_lines(found: Inspection) -> tuple[str, ...]:
    """A source to paste for a file that a profile reads."""
    stem = found.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    lines = [
        f"source: {' '.join(slug(stem).split('-')).capitalize() or 'An export'}",
        f"file: {found.file if '/' in found.file else 'exports/' + found.file}",
        f"profile: {found.profile}",
    ]
    if found.names:
        lines.append("proves:")
        lines += [
            f"  {_key(name)}: ...    # a course, group, survey or activity" for name in found.names[:MOST]
        ]
    return tuple(lines)


MOST = 20
"""Names of an export that are listed for a source."""


def _key(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
