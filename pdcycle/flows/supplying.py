"""What a ready program needs and a workspace lacks: courses, focus areas, components, surveys."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from pdcycle.files import Artefact
from pdcycle.flows.appending import appended, entry_lines
from pdcycle.flows.ready import Needs, shipped_document
from pdcycle.flows.schemas import schema_line
from pdcycle.language.document import Document, Plain, read
from pdcycle.workspace.load import Workspace


def supplied(workspace: Workspace, wanted: Needs, since: date | None) -> tuple[list[Artefact], list[str]]:
    """Files with what is missing, and what was added; components are on the rubric from the day `since`, if given."""
    supplies = _Supplies(workspace, since)
    catalog = workspace.catalog.list if workspace.catalog else {}
    rubric = workspace.rubric
    supplies.add("catalog.yaml", "list", wanted.courses, catalog)
    supplies.add("rubric.yaml", "focus", wanted.focus, rubric.focus if rubric else {})
    supplies.add("rubric.yaml", "components", wanted.components, rubric.components if rubric else {})
    artefacts = [Artefact.text(file, text) for file, text in supplies.texts.items()]
    for survey in wanted.surveys:
        if survey not in workspace.surveys:
            file = f"surveys/{survey}.yaml"
            artefacts.append(Artefact.text(file, schema_line("survey", 1) + shipped_document(file).text))
            supplies.added.append(file)
    return artefacts, supplies.added


class _Supplies:
    def __init__(self, workspace: Workspace, since: date | None) -> None:
        self.workspace, self.since = workspace, since
        self.texts: dict[str, str] = {}
        self.added: list[str] = []

    def add(self, file: str, section: str, names: Sequence[str], there: Mapping[str, object]) -> None:
        """Add to a section what is named, is not there, and is shipped."""
        source = shipped_document(file)
        section_of = source.value[section] if isinstance(source.value, dict) else None
        offered = section_of if isinstance(section_of, dict) else {}
        missing = [name for name in names if name not in there and name in offered]
        if not missing:
            return
        self.added.append(f"{file}: {', '.join(missing)}")
        entries = {name: self._entry(source, section, name, offered[name]) for name in missing}
        path = self.workspace.root / file
        if file == "rubric.yaml" and not path.exists():
            self.texts[file] = self._whole(source, section, entries)
            return
        before = self.texts.get(file) or (path.read_bytes() if path.exists() else "catalog: Courses\n")
        self.texts[file] = appended(read(before, file), section, list(entries.values()))

    def _whole(self, source: Document, section: str, entries: Mapping[str, list[str]]) -> str:
        """The shipped rubric, as there is none, with these entries of a section as they are to be."""
        text = self.texts.get("rubric.yaml") or schema_line("rubric", 0) + source.text
        for name, lines in entries.items():
            as_shipped = entry_lines(source, section, name)
            text = text.replace(_indented(as_shipped), _indented(lines), 1)
        return text

    def _entry(self, source: Document, section: str, name: str, value: Plain) -> list[str]:
        """An entry as shipped; a component's with its first day: what was seen earlier is no growth in it."""
        if section == "components" and self.since is not None and isinstance(value, str):
            title = json.dumps(value, ensure_ascii=False)
            return [f"{name}: {{title: {title}, since: {self.since.isoformat()}}}"]
        return entry_lines(source, section, name)


def _indented(lines: Sequence[str]) -> str:
    return "".join(f"  {line}\n" for line in lines)
