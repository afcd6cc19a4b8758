"""What each figure of a report is called, and which rows of which measure it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pdcycle import wording
from pdcycle.progress.breakdowns import TITLES, Part
from pdcycle.progress.group_report import Call, Dose, GroupReport, SchoolCompletion
from pdcycle.progress.initiative_report import GoalLine, SchoolLine
from pdcycle.progress.journey import JourneyReport
from pdcycle.progress.matrix import MatrixRow
from pdcycle.progress.privacy import Origin
from pdcycle.progress.reports import StepLine
from pdcycle.progress.shares import USUAL
from pdcycle.progress.survey_lines import SurveyLine

Where = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """A figure before it has a number."""

    id: str
    title: str
    measure: str
    where: Where
    text: str = ""
    count: int | None = None


_UNNAMED = ("program", "file", "line", "made_for", "named", "done", "of")
"""What a figure's name does not say once more, or needs not."""


def of_origin(origin: Origin, title: str) -> Named:
    """The figure of a digest: named by its program or measure and by what tells it from others."""
    where = dict(origin.where)
    first = [str(where.get("program") or ""), origin.measure.replace("_", "-")]
    more = [
        "-".join(str(value).split())
        for name, value in where.items()
        if value not in (None, "") and name not in _UNNAMED
    ]
    return Named(
        "/".join(part for part in dict.fromkeys((*first, *more)) if part), title, origin.measure, where
    )


_TITLES = {
    **TITLES,
    "completion": "Shown of what was due",
    "on-time": "Shown on time, of what was due",
}


def usual(name: str, school: str | None, place: str) -> Named:
    """One of the usual shares, of a school or of all."""
    measure, where = USUAL[name]
    id_ = f"{name}/{school}" if school is not None else name
    return Named(id_, f"{_TITLES[name]}, {place}", measure, {**where, "school": school})


def of_part(dimension: str, part: Part, name: str) -> Named:
    """A usual share of one part of a breakdown."""
    if dimension == "school":
        return usual(name, part.part, part.name)
    where = {"measure": name, "dimension": dimension, "part": part.part}
    title = f"{_TITLES[name]}, {dimension} {part.name}" if part.part else f"{_TITLES[name]}, {part.name}"
    return Named(f"{dimension}/{part.part or '-'}/{name}", title, "breakdown", where)


def _group(_: GroupReport, __: object) -> dict[str, Named]:
    return {
        "completion": usual("completion", None, "all"),
        "on_time": usual("on-time", None, "all"),
    }


def _school_completion(line: SchoolCompletion, _: object) -> dict[str, Named]:
    school, name = (line.school, line.name) if line.school else (None, "all")
    return {
        "completion": usual("completion", school, name),
        "on_time": usual("on-time", school, name),
    }


def _school(line: SchoolLine, report: Any) -> dict[str, Named]:
    school, name = (line.school, line.name) if line.school else (None, "all")
    end = f"/{line.school}" if line.school else ""
    surveys = {"program": report.program, "school": school}
    found = {
        measure: usual(measure, school, name) for measure in ("completion", "courses", "checks", "artifacts")
    }
    return {
        **found,
        "break_outs": Named(f"break-outs{end}", f"Break-outs held, {name}", "break_outs", {"school": school}),
        "survey": Named(f"survey{end}", f"Favourable answers, {name}", "survey", surveys),
    }  # fmt: skip


def _step(line: StepLine, report: object) -> dict[str, Named]:
    where: dict[str, Any] = {"step": line.step.value, "cycle": None, "school": None}
    if isinstance(report, JourneyReport):
        where["person"] = report.teacher
    title = f"Step {line.step.number}, {line.step.heading}"
    return {"figure": Named(f"step/{line.step.value}", title, "steps", where)}


def _goal(line: GoalLine, report: Any) -> dict[str, Named]:
    own = line.owner == report.program
    where = {"owner": "" if own else line.owner, "way": line.way}
    return {"figure": Named("goal" if own else f"goal/{line.owner}", f"The goal: {line.text}", "goal", where)}


def _survey(line: SurveyLine, _: object) -> dict[str, Named]:
    parts = (line.survey, line.audience, line.period, line.item)
    where = dict(zip(("survey", "audience", "period", "item"), parts, strict=True))
    title = f"{line.title}, answered by {line.audience}: {line.text}"
    id_ = "/".join(("survey", *(part for part in parts if part)))
    return {"figure": Named(id_, title, "survey", where)}


def _dose(dose: Dose, _: object) -> dict[str, Named]:
    said = f"{wording.count(dose.talks, 'talk')}, {wording.minutes(dose.minutes)}"
    named = Named(
        f"talks/{dose.person}", f"Coaching talks, {dose.name}", "dose", {"person": dose.person}, said
    )
    return {"number": named}


def _call(call: Call, _: object) -> dict[str, Named]:
    said = f"{wording.count(len(call.overdue), 'piece')} overdue"
    title = f"Overdue, {call.name}"
    return {"number": Named(f"overdue/{call.person}", title, "overdue", {"person": call.person}, said)}


def _row(row: MatrixRow, _: object) -> dict[str, Named]:
    where = {"person": row.person}
    title = f"{row.name}, piece by piece"
    return {
        "number": Named(f"person/{row.person}", title, "person", where, f"{row.done} of {row.asked} shown")
    }


def _journey(report: JourneyReport, _: object) -> dict[str, Named]:
    seen = sum(1 for item in report.moments if item.kind == "evidence")
    title = f"What the exports tell of {report.name}"
    said = wording.count(seen, "piece") + " of evidence"
    return {"number": Named("journey", title, "journey", {"person": report.teacher}, said)}


NAMING: dict[type, Callable[[Any, Any], dict[str, Named]]] = {
    GroupReport: _group,
    SchoolCompletion: _school_completion,
    SchoolLine: _school,
    StepLine: _step,
    GoalLine: _goal,
    SurveyLine: _survey,
    Dose: _dose,
    Call: _call,
    MatrixRow: _row,
    JourneyReport: _journey,
}
"""How each part of a report names the figures in its fields; a part that is not here has no numbers."""
