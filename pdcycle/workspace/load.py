"""From a folder to bound values: every file is read, and one bad file never hides the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from pdcycle import shipped
from pdcycle.diagnostics import Diagnostic, Label, Route, error
from pdcycle.errors import PdcycleError
from pdcycle.files import read_bytes
from pdcycle.language.document import Document, read
from pdcycle.model.binding import bind
from pdcycle.model.calendar import Calendar
from pdcycle.model.catalog import Catalog, Rubric
from pdcycle.model.groups import Groups
from pdcycle.model.near import near
from pdcycle.model.people import Absence, Person, TimetableRow
from pdcycle.model.profile import Profile
from pdcycle.model.program import Authoring, Curriculum, Initiative, Pattern, Plan
from pdcycle.model.settings import Settings
from pdcycle.model.sources import Source
from pdcycle.model.survey import Survey
from pdcycle.workspace.roster import Roster, read_roster

SETTINGS = "pdcycle.yaml"
KINDS: Mapping[str, type[BaseModel]] = {
    "district": Settings,
    "calendar": Calendar,
    "groups": Groups,
    "catalog": Catalog,
    "rubric": Rubric,
    "survey": Survey,
    "curriculum": Curriculum,
    "initiative": Initiative,
    "plan": Plan,
    "pattern": Pattern,
    "source": Source,
    "profile": Profile,
}
FOLDERS = ("surveys", "curricula", "initiatives", "plans", "patterns", "sources", "profiles")
FILES = (SETTINGS, "calendar.yaml", "groups.yaml", "catalog.yaml", "rubric.yaml")
SHIPPED = "(pdcycle)"

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound file: its model and where it stands."""

    model: BaseModel
    file: str

    @property
    def place(self) -> Route:
        """The top of the file."""
        return Route(self.file)


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything people wrote, bound, with the texts it came from and what is wrong with them.

    `files` maps kind and id to the file's path; ids of programs share one name space.
    """

    root: Path
    settings: Settings
    calendar: Calendar | None
    roster: Roster
    groups: Groups | None
    catalog: Catalog | None
    rubric: Rubric | None
    surveys: Mapping[str, Survey]
    programs: Mapping[str, Authoring]
    patterns: Mapping[str, Pattern]
    sources: Mapping[str, Source]
    profiles: Mapping[str, Profile]
    files: Mapping[tuple[str, str], str]
    documents: Mapping[str, Document]
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @property
    def people(self) -> Mapping[str, Person]:
        """Staff by id."""
        return self.roster.people

    @property
    def timetable(self) -> tuple[TimetableRow, ...]:
        """Who has what when."""
        return self.roster.timetable

    @property
    def absences(self) -> tuple[Absence, ...]:
        """Who is away when."""
        return self.roster.absences

    def place(self, kind: str, name: str) -> Route:
        """The top of the file that holds this id."""
        return Route(self.files.get((kind, name), SETTINGS))


def find_root(start: Path) -> Path:
    """The workspace that holds `start`, found by walking up to pdcycle.yaml."""
    if not start.is_dir():
        raise PdcycleError(f"there is no folder {start}", "give an existing folder after -C")
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise PdcycleError(
        f"there is no {SETTINGS} in {start} or above it, so this is no pdcycle workspace",
        "run `pdcycle init FOLDER` to make one, or point at one with -C FOLDER",
    )


def load(root: Path, *, people: bool = True) -> Workspace:
    """Read and bind every file of the workspace; mistakes are collected, never raised.

    Without `people`, the tables of staff, lessons and absences are left for others to read.
    """
    reading = _Reading()
    for path in _authored(root):
        reading.take(path, path.relative_to(root).as_posix())
    patterns = _Reading()
    for folder in ("patterns", "profiles"):
        home = shipped.folder("curricula") / folder if folder == "patterns" else shipped.data("profiles")
        for path in sorted(home.glob("*.yaml")):
            patterns.take(path, f"{SHIPPED}/{folder}/{path.name}")
    roster, problems = read_roster(root) if people else (Roster(), [])
    found = [*reading.diagnostics, *problems]
    settings = reading.one(Settings)
    if settings is None and not any(item.place and item.place.file == SETTINGS for item in found):
        found.append(error("PD300", f"{SETTINGS} does not say which district this is", Route(SETTINGS)))
    return Workspace(
        root=root,
        settings=settings or _UNSAID,
        calendar=reading.one(Calendar),
        roster=roster,
        groups=reading.one(Groups),
        catalog=reading.one(Catalog),
        rubric=reading.one(Rubric),
        surveys=reading.all(Survey),
        programs={
            **reading.all(Curriculum),
            **reading.all(Initiative),
            **reading.all(Plan),
        },
        patterns={**patterns.all(Pattern), **reading.all(Pattern)},
        sources=reading.all(Source),
        profiles={**patterns.all(Profile), **reading.all(Profile)},
        files={**patterns.files, **reading.files},
        documents={**patterns.documents, **reading.documents},
        diagnostics=tuple(found),
    )


_UNSAID = Settings.model_construct(
    district="", language=1, time_zone="UTC", school_year="2026-27", as_of=None, programs=()
)


def _authored(root: Path) -> Iterator[Path]:
    for name in FILES:
        if (root / name).is_file():
            yield root / name
    for folder in FOLDERS:
        if (root / folder).is_dir():
            yield from sorted(path for path in (root / folder).iterdir() if path.suffix in (".yaml", ".yml"))


class _Reading:
    """Collects bound files, their texts and their mistakes."""

    def __init__(self) -> None:
        self.bound: dict[tuple[str, str], Bound] = {}
        self.files: dict[tuple[str, str], str] = {}
        self.documents: dict[str, Document] = {}
        self.diagnostics: list[Diagnostic] = []

    def take(self, path: Path, file: str) -> None:
        try:
            data = read_bytes(path)
        except PdcycleError as problem:
            self.diagnostics.append(
                error("PD301", problem.message, Route(file), help="check who may read the file")
            )
            return
        document = read(data, file)
        self.documents[file] = document
        self.diagnostics.extend(document.diagnostics)
        if document.value is None:
            return
        kind = self._kind(document)
        if kind is None:
            return
        model, problems = bind(document, KINDS[kind])
        self.diagnostics.extend(problems)
        if model is None:
            return
        self._keep(kind, path, document, model)

    def _kind(self, document: Document) -> str | None:
        keys = list(document.value) if isinstance(document.value, dict) else []
        found = [key for key in keys if key in KINDS]
        # A plan names its own `calendar:`-like words only at its first line; the first kind key decides.
        if found:
            return found[0]
        guess = next((near_kind for key in keys if (near_kind := near(key, KINDS))), None)
        self.diagnostics.append(
            error(
                "PD302",
                "the file does not say what it is",
                Route(document.file),
                help=f"did you mean `{guess}:`?" if guess else f"begin with one of {', '.join(KINDS)}",
            )
        )
        return None

    def _keep(self, kind: str, path: Path, document: Document, model: BaseModel) -> None:
        name = getattr(model, "id", None) or path.stem
        space = "program" if kind in ("curriculum", "initiative", "plan") else kind
        if (space, name) in self.files:
            first = self.files[space, name]
            self.diagnostics.append(
                error(
                    "PD303",
                    f"the id '{name}' is taken",
                    Route(document.file),
                    related=(Label(Route(first), "by this file"),),
                    help="rename the file, or give one of them another `id:`",
                )
            )
            return
        self.files[space, name] = document.file
        self.bound[space, name] = Bound(model, document.file)

    def one(self, kind: type[M]) -> M | None:
        found = list(self.all(kind).values())
        return found[0] if found else None

    def all(self, kind: type[M]) -> dict[str, M]:
        return {
            name: bound.model
            for (_, name), bound in sorted(self.bound.items())
            if isinstance(bound.model, kind)
        }
