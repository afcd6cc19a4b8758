"""What one teacher's ratings propose for a new plan: the component, an area and courses, and never a level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pdcycle.evidence.ledger import read_ledger
from pdcycle.flows.district import district_of
from pdcycle.flows.export_files import exports, year_of
from pdcycle.model.catalog import Rubric
from pdcycle.model.results import Evidence
from pdcycle.progress.needs import areas_of, courses_for, most_needed
from pdcycle.workspace.load import Workspace


@dataclass(frozen=True, slots=True)
class PlanProposal:
    """The component in which the teacher's latest rating lies lowest below the target, where it was seen, what fits.

    Which level it was is not kept: the plan is read by others too.
    """

    source: str
    day: date
    component: str
    title: str
    area: str
    courses: tuple[str, ...]

    def lines(self, group: str) -> list[str]:
        """What is written into the plan, as comments: the teacher and the principal decide."""
        courses = f"courses: [{', '.join(self.courses)}], " if self.courses else ""
        cited = f"source: {self.source}, date: {self.day.isoformat()}, component: {self.component}"
        none = [] if self.courses else ["# (no course of catalog.yaml has this component yet)\n"]
        return [
            f"# Proposed by `{self.source}`, component {self.component} {self.title}. DECIDE: keep what is below, or write\n",
            f"# because: {{{cited}}}    # cited, never repeated\n",
            f"# focus: {self.area}\n",
            *none,
            f"# with: {{{courses}plc: {group}}}\n",
        ]


def proposed(workspace: Workspace, teacher: str) -> PlanProposal | None:
    """What the ratings of every source propose; None where there are none, or none lies below the target."""
    rubric = workspace.rubric
    if rubric is None:
        return None
    found = most_needed(teacher, _ratings(workspace, rubric), rubric)
    if found is None:
        return None
    component = found.component or ""
    return PlanProposal(
        source=found.source,
        day=found.when.date(),
        component=component,
        title=rubric.title_of(component),
        area=areas_of(component, rubric)[0],
        courses=courses_for((component,), workspace.catalog, {}),
    )


def _ratings(workspace: Workspace, rubric: Rubric) -> tuple[Evidence, ...]:
    """The ledger of every source of ratings; what is wrong with a file is `report`'s to say."""
    sources = {
        name: one
        for name, one in workspace.sources.items()
        if one.profile in workspace.profiles and workspace.profiles[one.profile].evidence == "observation"
    }
    if not sources:
        return ()
    ledger, _ = read_ledger(
        sources,
        workspace.profiles,
        workspace.people,
        exports(workspace.root, {name: one.file for name, one in sources.items()}),
        workspace.settings.zone,
        year_of(district_of(workspace)),
        rubric=rubric,
    )
    return ledger.evidence
