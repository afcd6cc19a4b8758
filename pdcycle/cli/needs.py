"""pdcycle needs: the focus areas with the most impact for a group, with the evidence, ready to paste."""

from __future__ import annotations

import json
from dataclasses import asdict

from pdcycle import wording
from pdcycle.cli.exits import DONE, PROBLEMS
from pdcycle.cli.options import Call, Table
from pdcycle.cli.schedule import refuse
from pdcycle.cli.validate import explain
from pdcycle.diagnostics import has_errors
from pdcycle.flows.district import read, settled, sources
from pdcycle.flows.needs import Needed, needed
from pdcycle.output.tables import Block, Grid, terminal
from pdcycle.progress.needs import ComponentNeed, GroupNeeds
from pdcycle.workspace import find_root

KEPT = "*"
"""What stands for a count that is kept back."""


def run(call: Call, about: str, source: str | None, shown: Table, as_of: str | None) -> int:
    """Show what is proposed; what could not be read is said on stderr."""
    district = read(find_root(call.start))
    if has_errors(district.diagnostics):
        return refuse(call.terminal, district)
    settings = district.workspace.settings
    found = needed(district, about, source, call.terminal.as_of(as_of, settings.as_of, settings.zone))
    problems = settled(district, list(found.diagnostics))
    explain(call.terminal, problems, sources(district))
    call.terminal.result(as_json(found) if shown is Table.JSON else text(found, call.terminal.width))
    return PROBLEMS if has_errors(problems) or not found.lines else DONE


def as_json(found: Needed) -> str:
    """One object; None stands for what is kept back."""
    whole = {"version": 1, "about": found.about, "title": found.title, "paste": list(found.lines)}
    part = found.needs or found.proposal
    whole["needs" if found.needs else "proposal"] = asdict(part) if part else None
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str) + "\n"


def text(found: Needed, width: int = 80) -> str:
    """The evidence as tables, the areas in order, and the lines to paste."""
    blocks = _group(found.title, found.needs) if found.needs else _plan(found)
    said = terminal(blocks, width)
    if not found.lines:
        return said
    return said + "\nReady to paste\n--------------\n" + "".join(f"{line}\n" for line in found.lines)


def _group(title: str, needs: GroupNeeds) -> list[Block]:
    who = wording.count(needs.people, "person", "people")
    until = f", the latest of {wording.day(needs.day)}" if needs.day else ""
    head = (
        f"{who}, by the ratings of `{needs.source}`{until}. Below means below {needs.target}.",
        f"Counts of fewer than {needs.floor} people, and what would give them away, are kept back: {KEPT}.",
    )
    if not needs.areas:
        return [
            Block(f"What {title} could grow in most", (*head, "No area stands out, or too few are rated."))
        ]
    rows = tuple(
        (place, area.focus, ", ".join(area.components), _of(area.below, area.rated), ", ".join(area.courses))
        for place, area in enumerate(needs.areas, 1)
    )
    areas = Grid(("#", "Focus area", "Components", "Ratings below", "Courses"), rows, frozenset({0}))
    levels = tuple(dict.fromkeys(level for one in needs.components for level, _ in one.levels or ()))
    grid = Grid(
        ("Component", "Rated", "Below", *levels),
        tuple(_component(one, levels) for one in needs.components),
        frozenset(range(1, 3 + len(levels))),
    )
    return [Block(f"What {title} could grow in most", head, areas), Block("The evidence", (), grid)]


def _component(one: ComponentNeed, levels: tuple[str, ...]) -> tuple[str, ...]:
    by_level = dict(one.levels or ())
    counts = (str(by_level[level]) if one.levels else KEPT for level in levels)
    return (f"{one.component} {one.title}", _told(one.rated), _told(one.below), *counts)


def _told(value: int | None) -> str:
    return KEPT if value is None else str(value)


def _of(below: int | None, rated: int | None) -> str:
    return KEPT if below is None or rated is None else f"{below} of {rated}"


def _plan(found: Needed) -> list[Block]:
    one = found.proposal
    if one is None:
        return [Block(found.title)]
    lines = (
        f"It cites {one.component} {one.title}; no rating is looked at.",
        f"Focus areas: {', '.join(one.areas) or 'none of rubric.yaml has it'}.",
        f"Courses: {', '.join(one.courses) or 'none of catalog.yaml has it'}.",
    )
    return [Block(f"What fits the plan {found.title}", lines)]
