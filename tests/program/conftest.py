from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pdcycle.diagnostics import Diagnostic
from pdcycle.model.results import Binding, Occurrence, Program
from pdcycle.program.calendar import compile_calendar
from pdcycle.program.expand import expand
from pdcycle.program.staging import Authorship, Known
from pdcycle.workspace import Workspace, load

PINECREST = Path(__file__).parents[1] / "districts" / "pinecrest"


@dataclass
class Pinecrest:
    """A copy of the small district that a test may write into."""

    root: Path

    def write(self, file: str, text: str) -> None:
        target = self.root / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def replace(self, file: str, old: str, new: str) -> None:
        text = (self.root / file).read_text()
        assert old in text
        self.write(file, text.replace(old, new))

    def load(self) -> Workspace:
        return load(self.root)

    def expand(
        self, program: str, bindings: dict[str, Binding] | None = None
    ) -> tuple[Program | None, list[Diagnostic]]:
        workspace = self.load()
        assert workspace.diagnostics == ()
        places = {name: workspace.place("pattern", name) for name in workspace.patterns}
        known = Known(
            workspace.people,
            workspace.groups.list,
            workspace.patterns,
            places,
            compile_calendar(workspace.calendar),
        )
        authored = Authorship(program, workspace.programs[program], workspace.place("program", program))
        return expand(authored, known, bindings or {})

    def occurrences(self, program: str, activity: str, **bound: Binding) -> list[Occurrence]:
        expanded, found = self.expand(program, bound)
        assert found == []
        assert expanded is not None
        return [item for item in expanded.occurrences if item.activity == activity]


@pytest.fixture
def pinecrest(tmp_path: Path) -> Pinecrest:
    root = tmp_path / "pinecrest"
    shutil.copytree(PINECREST, root)
    return Pinecrest(root)


@pytest.fixture
def curriculum(pinecrest: Pinecrest) -> Callable[[str], Pinecrest]:
    """Writes a one-cycle curriculum called `trial` with these activities, from 2026-09-14 to 2026-11-13."""

    def write(activities: str, dates: str = "") -> Pinecrest:
        text = "curriculum: A trial\ngroup: circle\ncycles:\n  - id: c\n    when: 2026-09-14 .. 2026-11-13\n    activities:\n"
        text += "".join(f"      {line}\n" for line in activities.strip().splitlines())
        if dates:
            text += "    dates:\n" + "".join(f"      {line}\n" for line in dates.strip().splitlines())
        pinecrest.write("curricula/trial.yaml", text)
        return pinecrest

    return write
