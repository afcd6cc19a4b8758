"""Every figure of a report by a number and a name, so that anybody who may see people can ask where it comes from.

Figures are numbered in the order of the report's fields, the same for the same input. A figure that stands in two
places has one number; a figure in which nothing is counted has none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from pdcycle import wording
from pdcycle.progress import digest
from pdcycle.progress.breakdowns import TITLES, Breakdown, Part
from pdcycle.progress.digest import Digest
from pdcycle.progress.group_report import Call, Dose, GroupReport, SchoolCompletion
from pdcycle.progress.initiative_report import GoalLine, SchoolLine
from pdcycle.progress.journey import JourneyReport
from pdcycle.progress.listing import Listing
from pdcycle.progress.matrix import MatrixRow
from pdcycle.progress.privacy import Origin, Shown
from pdcycle.progress.reports import StepLine
from pdcycle.progress.shares import USUAL
from pdcycle.progress.survey_lines import SurveyLine

Where = Mapping[str, Any]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its number in the report, a name that reads (`courses/lincoln`), and what counts it.

    `measure` names a measure, or `overdue`, `person`, `journey`, which only reports count; `where` says which of its
    rows, None for all together. `text` is what stands where the figure is no share.
    """

    number: int
    id: str
    title: str
    measure: str
    where: Where
    value: Shown | None = None
    text: str = ""

    @property
    def said(self) -> str:
        """The figure as people read it, without its number."""
        if self.value is None:
            return self.text
        if self.value.share is None:
            return self.value.text
        return f"{self.value.text} ({wording.share(self.value.share)})"


@dataclass(frozen=True, slots=True)
class _Named:
    id: str
    title: str
    measure: str
    where: Where
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """Numbers the figures of one report, and of what is shown with it; `figures` holds them by name."""

    figures: dict[str, Figure] = field(default_factory=dict)

    def report(self, report: _T) -> _T:
        """The report with its figures numbered."""
        if isinstance(report, Digest):
            return replace(report, parts=tuple(self._part(part) for part in report.parts))
        return self._inside(report, report)

    def breakdown(self, found: Breakdown) -> Breakdown:
        """The breakdown with its figures numbered after those of the report."""
        parts = tuple(
            replace(part, figures=tuple(
                self._figure(value, _of_part(found.dimension, part, name))
                for name, value in zip(found.measures, part.figures, strict=True)
            ))
            for part in found.parts
        )  # fmt: skip
        total = tuple(
            self._figure(value, _usual(name, None, "all"))
            for name, value in zip(found.measures, found.total, strict=True)
        )
        return replace(found, parts=parts, total=total)

    def listing(self, found: Listing) -> Listing:
        """One measure's table with its rows numbered: by the share, or by the row where it has none."""
        rows: list[int] = []
        for row in found.rows:
            where = dict(zip(found.columns, row, strict=True))
            share = where.pop("share", None)
            said = ", ".join(f"{_plain(name)} {value}" for name, value in where.items() if _counts(value))
            title = ", ".join(_said(value) for value in where.values() if not _counts(value))
            name = f"{found.measure.replace('_', '-')}/{len(rows) + 1}"
            named = _Named(name, title or found.measure, found.measure, where, said)
            value = share if isinstance(share, Shown) else None
            figure = self._add(named, value)
            rows.append(figure.number)
        return replace(found, numbers=tuple(rows))

    def _part(self, part: digest.Part) -> digest.Part:
        """A part of a digest with those figures numbered that say what they are of."""
        return replace(part, rows=tuple(self._cells(part, row) for row in part.rows))

    def _cells(self, part: digest.Part, row: tuple[digest.Value, ...]) -> tuple[digest.Value, ...]:
        name = ", ".join(str(value) for value in row[:2] if isinstance(value, str | date))
        return tuple(
            self._figure(value, _of_origin(value.origin, f"{part.heading}, {name}, {column}"))
            if isinstance(value, Shown) and value.origin is not None
            else value
            for column, value in zip(part.columns, row, strict=True)
        )

    def _inside(self, value: _T, report: object) -> _T:
        if isinstance(value, tuple):
            return tuple(self._inside(item, report) for item in value)  # type: ignore[return-value]
        if not is_dataclass(value) or isinstance(value, type):
            return value
        naming = _NAMING.get(type(value))
        named = naming(value, report) if naming else {}
        made: dict[str, Any] = {}
        for item in fields(value):
            before = getattr(value, item.name)
            if item.name in named:
                made[item.name] = self._one(before, named[item.name])
            elif is_dataclass(before) or isinstance(before, tuple):
                made[item.name] = self._inside(before, report)
        return replace(value, **{name: one for name, one in made.items() if one is not getattr(value, name)})

    def _one(self, before: Any, named: _Named) -> Any:
        return self._figure(before, named) if isinstance(before, Shown) else self._add(named, None).number

    def _figure(self, value: Shown, named: _Named) -> Shown:
        if value.hidden is None and not value.denominator:
            return value
        return replace(value, number=self._add(named, value).number)

    def _add(self, named: _Named, value: Shown | None) -> Figure:
        made = Figure(
            len(self.figures) + 1, named.id, named.title, named.measure, named.where, value, named.text
        )
        return self.figures.setdefault(named.id, made)


def numbered(report: object) -> bool:
    """Whether any figure of the report has a number."""
    if isinstance(report, Digest):
        return any(
            isinstance(one, Shown) and one.number for part in report.parts for row in part.rows for one in row
        )
    return any(line.figure.number for line in getattr(report, "steps", ()))


def _of_origin(origin: Origin, title: str) -> _Named:
    where = dict(origin.where)
    first = [str(where.get("program") or origin.measure), origin.measure.replace("_", "-")]
    more = [str(value) for name, value in where.items() if value is not None and name != "program"]
    return _Named("/".join(dict.fromkeys((*first, *more))), title, origin.measure, where)


def _counts(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _said(value: object) -> str:
    return "all" if value is None else str(value)


def _plain(name: str) -> str:
    return name.replace("_", " ")


_TITLES = {
    **TITLES,
    "completion": "Shown of what was due",
    "on-time": "Shown on time, of what was due",
}


def _usual(name: str, school: str | None, place: str) -> _Named:
    measure, where = USUAL[name]
    id_ = f"{name}/{school}" if school is not None else name
    return _Named(id_, f"{_TITLES[name]}, {place}", measure, {**where, "school": school})


def _of_part(dimension: str, part: Part, name: str) -> _Named:
    if dimension == "school":
        return _usual(name, part.part, part.name)
    where = {"measure": name, "dimension": dimension, "part": part.part}
    title = f"{_TITLES[name]}, {dimension} {part.name}" if part.part else f"{_TITLES[name]}, {part.name}"
    return _Named(f"{dimension}/{part.part or '-'}/{name}", title, "breakdown", where)


def _group(_: GroupReport, __: object) -> dict[str, _Named]:
    return {
        "completion": _usual("completion", None, "all"),
        "on_time": _usual("on-time", None, "all"),
    }


def _school_completion(line: SchoolCompletion, _: object) -> dict[str, _Named]:
    school, name = (line.school, line.name) if line.school else (None, "all")
    return {
        "completion": _usual("completion", school, name),
        "on_time": _usual("on-time", school, name),
    }


def _school(line: SchoolLine, report: Any) -> dict[str, _Named]:
    school, name = (line.school, line.name) if line.school else (None, "all")
    end = f"/{line.school}" if line.school else ""
    surveys = {"program": report.program, "school": school}
    found = {
        measure: _usual(measure, school, name) for measure in ("completion", "courses", "checks", "artifacts")
    }
    return {
        **found,
        "break_outs": _Named(f"break-outs{end}", f"Break-outs held, {name}", "break_outs", {"school": school}),
        "survey": _Named(f"survey{end}", f"Favourable answers, {name}", "survey", surveys),
    }  # fmt: skip


def _step(line: StepLine, report: object) -> dict[str, _Named]:
    where: dict[str, Any] = {"step": line.step.value, "cycle": None, "school": None}
    if isinstance(report, JourneyReport):
        where["person"] = report.teacher
    title = f"Step {line.step.number}, {line.step.heading}"
    return {"figure": _Named(f"step/{line.step.value}", title, "steps", where)}


def _goal(line: GoalLine, report: Any) -> dict[str, _Named]:
    own = line.owner == report.program
    where = {"owner": "" if own else line.owner, "way": line.way}
    return {
        "figure": _Named("goal" if own else f"goal/{line.owner}", f"The goal: {line.text}", "goal", where)
    }


def _survey(line: SurveyLine, _: object) -> dict[str, _Named]:
    parts = (line.survey, line.audience, line.period, line.item)
    where = dict(zip(("survey", "audience", "period", "item"), parts, strict=True))
    title = f"{line.title}, answered by {line.audience}: {line.text}"
    id_ = "/".join(("survey", *(part for part in parts if part)))
    return {"figure": _Named(id_, title, "survey", where)}


def _dose(dose: Dose, _: object) -> dict[str, _Named]:
    said = f"{wording.count(dose.talks, 'talk')}, {wording.minutes(dose.minutes)}"
    named = _Named(
        f"talks/{dose.person}", f"Coaching talks, {dose.name}", "dose", {"person": dose.person}, said
    )
    return {"number": named}


def _call(call: Call, _: object) -> dict[str, _Named]:
    said = f"{wording.count(len(call.overdue), 'piece')} overdue"
    title = f"Overdue, {call.name}"
    return {"number": _Named(f"overdue/{call.person}", title, "overdue", {"person": call.person}, said)}


def _row(row: MatrixRow, _: object) -> dict[str, _Named]:
    where = {"person": row.person}
    title = f"{row.name}, piece by piece"
    return {
        "number": _Named(f"person/{row.person}", title, "person", where, f"{row.done} of {row.asked} shown")
    }


def _journey(report: JourneyReport, _: object) -> dict[str, _Named]:
    seen = sum(1 for item in report.moments if item.kind == "evidence")
    title = f"What the exports tell of {report.name}"
    said = wording.count(seen, "piece") + " of evidence"
    return {"number": _Named("journey", title, "journey", {"person": report.teacher}, said)}


_NAMING: dict[type, Callable[[Any, Any], dict[str, _Named]]] = {
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
