"""The Application & Impact Plan of a teacher, from the teacher's program."""

from __future__ import annotations

from pdcycle.documents.context import ImpactPlan
from pdcycle.documents.entries import because, courses, entries, goals, heading
from pdcycle.documents.material import Material
from pdcycle.documents.pieces import Approval
from pdcycle.model.results import Occurrence, Program, Standing

_GONE = (Standing.CANCELLED, Standing.SKIPPED)


def impact_plan(program: Program, material: Material) -> ImpactPlan:
    """The plan of a program of kind `plan`, with every revision of its goal."""
    teacher = program.teacher or ""
    events = material.schedule.by_id()
    stories = goals(program, material)
    kept = [item for item in program.occurrences if item.standing not in _GONE]
    return ImpactPlan(
        heading=heading(material),
        title=program.title,
        teacher=material.name(teacher),
        school=material.school_of(teacher),
        focus=material.focus(program.focus),
        because=because(program, material),
        goal=stories[0] if stories else None,
        courses=courses(kept, material),
        approvals=tuple(_approval(item, material) for item in kept if item.approver is not None),
        timeline=entries((item for item in kept if item.item is None), material, events),
        signers=_signers(program, kept, material),
    )


def _approval(item: Occurrence, material: Material) -> Approval:
    given = item.approved is not None and item.approved <= material.as_of
    return Approval(item.title, material.name(item.approver or ""), item.approved if given else None)


def _signers(program: Program, items: list[Occurrence], material: Material) -> tuple[tuple[str, str], ...]:
    rows = [("Teacher", material.name(program.teacher or ""))]
    rows += [
        ("Approved by", material.name(name)) for name in sorted({i.approver for i in items if i.approver})
    ]
    if program.coach:
        rows.append(("Coach", material.name(program.coach)))
    return tuple(rows)
