"""What research on professional learning says of a plan, where a rule is cheap and sure; warnings, never errors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pdcycle.diagnostics import Diagnostic, Route, warning
from pdcycle.model.kinds import Kind, Step
from pdcycle.model.program import Plan
from pdcycle.model.results import Occurrence, Program
from pdcycle.workspace.load import Workspace


def one_shot(workspace: Workspace, program: Program) -> Iterator[Diagnostic]:
    """PD001: a program that is over in less than two weeks is a one-day workshop by another name."""
    live = [item for item in program.occurrences if item.event]
    if not live:
        return
    days = (
        max(item.last for item in program.occurrences) - min(item.first for item in program.occurrences)
    ).days
    if days < 14:
        yield warning(
            "PD001",
            f"'{program.id}' is over in {days + 1} days; learning that changes practice is not",
            workspace.place("program", program.id),
            help="add talks, meetings or practice in the weeks after it",
        )


def no_check(workspace: Workspace, program: Program) -> Iterator[Diagnostic]:
    """PD005: a course that is to check retention has a check in the catalog."""
    catalog = workspace.catalog.list if workspace.catalog else {}
    seen: dict[tuple[str, Route], Occurrence] = {}
    for item in program.occurrences:
        if item.kind is Kind.COURSE and item.check and item.item in catalog:
            seen.setdefault((item.item, item.place), item)
    for (course, place), _ in sorted(seen.items(), key=lambda entry: entry[0][0]):
        if catalog[course].check is None:
            yield warning(
                "PD005",
                f"'{course}' is to check what was retained, but has no `check:` in the catalog",
                place,
                help=f"add `check:` to `{course}` in catalog.yaml",
            )


def measurable(workspace: Workspace, program: Program) -> Iterator[Diagnostic]:
    """PD013: a teacher's plan says what is measured, from where to where, by when."""
    authored = workspace.programs.get(program.id)
    if not isinstance(authored, Plan) or not authored.goal:
        return
    for goal in program.goals:
        last = goal.revisions[-1]
        lacking = [name for name in ("measure", "baseline", "target", "by") if getattr(last, name) is None]
        if last.component:
            lacking = [name for name in lacking if name != "measure"]
        if lacking:
            yield warning(
                "PD013",
                f"the goal's effect cannot be told: it has no {', '.join(lacking)}",
                workspace.place("program", program.id).at("goal"),
                help=f"add `{lacking[0]}:` to the goal",
            )


def leaders_first(workspace: Workspace, program: Program) -> Iterator[Diagnostic]:
    """PD016: principals finish their own training before they first meet teachers about it."""
    if program.kind != "initiative":
        return
    by_activity: dict[str, list[Occurrence]] = defaultdict(list)
    for item in program.occurrences:
        by_activity[item.activity].append(item)
    roles = {person.id: person.role for person in workspace.people.values()}
    for items in by_activity.values():
        owners = {owner for item in items for owner in item.owners}
        if items[0].kind is not Kind.COURSE or not owners or any(roles[one] != "principal" for one in owners):
            continue
        sessions = [item.first for item in program.occurrences if item.event and _leads(item, owners)]
        ends = max(item.last for item in items)
        if sessions and min(sessions) < ends:
            yield warning(
                "PD016",
                "principals are still learning when they first meet teachers about it",
                workspace.place("program", program.id),
                help="let their courses end before the first session they lead",
            )


def _leads(item: Occurrence, people: set[str]) -> bool:
    return (
        item.step is not Step.IDENTIFY and bool(set(item.lead) & people) and bool(set(item.people) - people)
    )


RULES = (one_shot, no_check, measurable, leaders_first)


def research(workspace: Workspace, programs: Sequence[Program]) -> Iterator[Diagnostic]:
    """Every finding of this family."""
    for program in programs:
        for rule in RULES:
            yield from rule(workspace, program)
