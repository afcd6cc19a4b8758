"""A ready program put into a workspace, with what it needs there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pdcycle.diagnostics import Route
from pdcycle.errors import PdcycleError
from pdcycle.files import Artefact
from pdcycle.flows.proposing import proposed
from pdcycle.flows.ready import FOLDERS, needs, ready, shipped_document
from pdcycle.flows.schemas import schema_line
from pdcycle.flows.supplying import supplied
from pdcycle.language.document import Document, read
from pdcycle.model.near import near
from pdcycle.model.program import Curriculum, Plan
from pdcycle.workspace.load import Workspace


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made, and what the person said about it; what was left out is chosen, and told."""

    kind: str
    name: str
    source: str
    group: str | None = None
    teacher: str | None = None
    lead: str | None = None
    schools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """Files to write, what was chosen for the person, and what was added to files that are there."""

    artefacts: tuple[Artefact, ...]
    chosen: tuple[str, ...]
    added: tuple[str, ...]


def new(workspace: Workspace, wish: Wish) -> Made:
    """The program's file, and the workspace's files with the courses, surveys and areas it needs."""
    _free(workspace, wish)
    document, model = ready(wish.kind, wish.source)
    chooser = _Chooser(workspace, wish)
    text = document.text
    swaps: dict[tuple[str, ...], str] = {}
    if isinstance(model, Curriculum):
        group = chooser.group(_kind_of_group(model.group))
        swaps[("group",)] = group
        if model.coach:
            swaps["coach",] = chooser.coach(group)
    elif isinstance(model, Plan):
        teacher = chooser.teacher()
        swaps[("teacher",)] = teacher
        swaps["with", "plc"] = chooser.plc(teacher)
    else:
        text = _schools(document, chooser.schools())
        swaps[("lead",)] = chooser.lead()
    text = _swapped(read(text, document.file), swaps)
    if isinstance(model, Plan):
        text = _with_proposal(workspace, text, chooser, swaps)
    text = schema_line(wish.kind, 1) + text
    since = workspace.settings.year_starts if wish.kind == "initiative" else None
    artefacts, added = supplied(workspace, needs(model, workspace.patterns), since)
    program = Artefact.text(f"{FOLDERS[wish.kind]}/{wish.name}.yaml", text)
    ranked = _ranked(workspace, wish.name)
    return Made((program, *artefacts, *ranked), tuple(chooser.said), tuple(added))


def _free(workspace: Workspace, wish: Wish) -> None:
    file = f"{FOLDERS[wish.kind]}/{wish.name}.yaml"
    taken = workspace.files.get(("program", wish.name))
    if taken or (workspace.root / file).exists():
        raise PdcycleError(
            f"'{wish.name}' is taken by {taken or file}", "nothing was changed; choose another id"
        )


def _kind_of_group(name: str) -> str:
    groups = shipped_document("groups.yaml").value
    entry = (
        groups["list"].get(name, {}) if isinstance(groups, dict) and isinstance(groups["list"], dict) else {}
    )
    kind = entry.get("kind", "plc") if isinstance(entry, dict) else "plc"
    return str(kind)


class _Chooser:
    """Finds who is meant: as said, else the first that fits, which is told."""

    def __init__(self, workspace: Workspace, wish: Wish) -> None:
        self.workspace = workspace
        self.wish = wish
        self.said: list[str] = []
        self.groups = workspace.groups.list if workspace.groups else {}

    def _picked(
        self, what: str, given: str | None, known: Mapping[str, object], fitting: Sequence[str], mend: str
    ) -> str:
        if given is not None:
            if given in known:
                return given
            guess = near(given, known)
            raise PdcycleError(f"there is no {what} '{given}'", f"did you mean `{guess}`?" if guess else mend)
        if not fitting:
            raise PdcycleError(f"no {what} was found for this", mend)
        if len(fitting) > 1:
            self.said.append(f"{what}: {fitting[0]} (or another: {', '.join(fitting[1:4])})")
        return fitting[0]

    def group(self, kind: str) -> str:
        fitting = [name for name, entry in self.groups.items() if entry.kind == kind]
        return self._picked(
            "group", self.wish.group, self.groups, fitting, f"add a group of kind {kind} to groups.yaml"
        )

    def plc(self, teacher: str) -> str:
        plcs = [name for name, entry in self.groups.items() if entry.kind == "plc"]
        own = [
            name
            for name in plcs
            if not isinstance(self.groups[name].members, str)
            and any(not isinstance(one, str) and one.person == teacher for one in self.groups[name].members)
        ]
        return self._picked("group", self.wish.group, self.groups, own or plcs, "add a PLC to groups.yaml")

    def teacher(self) -> str:
        teachers = [one.id for one in self.workspace.people.values() if one.role == "teacher"]
        return self._picked(
            "teacher", self.wish.teacher, self.workspace.people, teachers, "add teachers to people.csv"
        )

    def coach(self, group: str) -> str:
        of_group = self.groups[group].coach
        if self.wish.lead is None and of_group:
            return of_group
        coaches = [one.id for one in self.workspace.people.values() if one.role == "coach"]
        return self._picked(
            "coach", self.wish.lead, self.workspace.people, coaches, "add a coach to people.csv"
        )

    def lead(self) -> str:
        people = self.workspace.people.values()
        roles = ("superintendent", "director", "assistant-superintendent", "principal")
        leads = [one.id for role in roles for one in people if one.role == role]
        return self._picked(
            "lead", self.wish.lead, self.workspace.people, leads, "say who leads it with --lead"
        )

    def schools(self) -> list[str]:
        known = dict(self.workspace.calendar.schools) if self.workspace.calendar else {}
        for school in self.wish.schools:
            self._picked("school", school, known, (), "add the school to calendar.yaml")
        staffed = {
            school
            for one in self.workspace.people.values()
            if one.role == "teacher"
            for school in one.schools
        }
        chosen = list(self.wish.schools) or [school for school in known if school in staffed]
        if not chosen:
            raise PdcycleError(
                "no school with teachers was found", "name schools in calendar.yaml and in people.csv"
            )
        return chosen


def _with_proposal(
    workspace: Workspace, text: str, chooser: _Chooser, swaps: Mapping[tuple[str, ...], str]
) -> str:
    """The plan with what the teacher's ratings propose as comments before its focus, in place of the example."""
    found = proposed(workspace, swaps["teacher",])
    if found is None:
        return text
    chooser.said.append(
        f"component the plan could begin with: {found.component} {found.title}, by `{found.source}`; it stands there "
        "as a comment"
    )
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith("# because:")]
    at = next((place for place, line in enumerate(kept) if line.startswith("focus:")), len(kept))
    return "".join([*kept[:at], *found.lines(swaps["with", "plc"]), *kept[at:]])


def _schools(document: Document, schools: Sequence[str]) -> str:
    """The ready initiative with one line for each school in place of its only one."""
    value = document.value
    example = (
        next(iter(value["schools"])) if isinstance(value, dict) and isinstance(value["schools"], dict) else ""
    )
    row = document.span(Route(document.file, ("schools", example)).on_key()).start.line - 1
    lines = document.text.splitlines(keepends=True)
    lines[row : row + 1] = [lines[row].replace(example, school, 1) for school in schools]
    return "".join(lines)


def _swapped(document: Document, swaps: Mapping[tuple[str, ...], str]) -> str:
    """The text with single-line values replaced, comments after them kept in their column where they fit."""
    lines = document.text.splitlines(keepends=True)
    for path, value in swaps.items():
        span = document.span(Route(document.file, path))
        line = lines[span.start.line - 1]
        head, rest = line[: span.start.column - 1], line[span.end.column - 1 :]
        grown = len(value) - (span.end.column - span.start.column)
        comment = rest.lstrip(" ")
        if comment.startswith("#"):
            rest = " " * max(len(rest) - len(comment) - grown, 2) + comment
        lines[span.start.line - 1] = head + value + rest
    return "".join(lines)


def _ranked(workspace: Workspace, name: str) -> list[Artefact]:
    """pdcycle.yaml with the program at the end of `programs:`, where that list is kept."""
    ranks = workspace.settings.programs
    document = workspace.documents.get("pdcycle.yaml")
    if not ranks or name in ranks or document is None:
        return []
    span = document.span(Route(document.file, ("programs", len(ranks) - 1)))
    lines = document.text.splitlines(keepends=True)
    line, at = lines[span.end.line - 1], span.end.column - 1
    head = line[: span.start.column - 1]
    if head.strip() == "-":
        lines[span.end.line - 1] = line.rstrip("\n") + f"\n{head}{name}\n"
    elif "[" in head or "," in head or not head.strip():
        lines[span.end.line - 1] = f"{line[:at]}, {name}{line[at:]}"
    else:
        return []
    return [Artefact.text("pdcycle.yaml", "".join(lines))]
