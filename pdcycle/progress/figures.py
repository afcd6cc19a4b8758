"""Every figure of a report by a number and a name, so that anybody who may see people can ask where it comes from.

Figures are numbered in the order of the report's fields, the same for the same input. A figure that stands in two
places has one number; a figure in which nothing is counted has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from pdcycle import wording
from pdcycle.progress import digest
from pdcycle.progress.breakdowns import Breakdown
from pdcycle.progress.digest import Digest
from pdcycle.progress.figure_names import NAMING, Named, Where, of_origin, of_part, usual
from pdcycle.progress.listing import Listing
from pdcycle.progress.privacy import Shown

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
    count: int | None = None
    """How many things stand behind a figure that is no share, where it counts these."""

    @property
    def said(self) -> str:
        """The figure as people read it, without its number."""
        if self.value is None:
            return self.text
        if self.value.share is None:
            return self.value.text
        return f"{self.value.text} ({wording.share(self.value.share)})"


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
                self._figure(value, of_part(found.dimension, part, name))
                for name, value in zip(found.measures, part.figures, strict=True)
            ))
            for part in found.parts
        )  # fmt: skip
        total = tuple(
            self._figure(value, usual(name, None, "all"))
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
            named = Named(name, title or found.measure, found.measure, where, said)
            value = share if isinstance(share, Shown) else None
            figure = self._add(named, value)
            rows.append(figure.number)
        return replace(found, numbers=tuple(rows))

    def _part(self, part: digest.Part) -> digest.Part:
        """A part of a digest with those figures numbered that say what they are of."""
        lines = tuple(self._line(part, line) for line in part.lines)
        return replace(part, lines=lines, rows=tuple(self._cells(part, row) for row in part.rows))

    def _line(self, part: digest.Part, line: digest.Line) -> digest.Line:
        if isinstance(line, str):
            return line
        title = f"{part.heading}, {line.about}"
        return replace(line, parts=tuple(self._asked(one, title) for one in line.parts))

    def _asked(self, value: _T, title: str) -> _T:
        """A figure or count that says what it is of, numbered; all else as it is."""
        if isinstance(value, Shown) and value.origin is not None:
            return self._figure(value, of_origin(value.origin, title))  # type: ignore[return-value]
        if isinstance(value, digest.Amount):
            named = of_origin(value.origin, title)
            named = replace(
                named, text=value.said or str(value.count), count=value.count if value.adds else None
            )
            return replace(value, number=self._add(named, None).number)
        return value

    def _cells(self, part: digest.Part, row: tuple[digest.Value, ...]) -> tuple[digest.Value, ...]:
        name = ", ".join(str(value) for value in row[:2] if isinstance(value, str | date))
        return tuple(
            self._asked(value, f"{part.heading}, {name}, {column}")
            for column, value in zip(part.columns, row, strict=True)
        )

    def _inside(self, value: _T, report: object) -> _T:
        if isinstance(value, tuple):
            return tuple(self._inside(item, report) for item in value)  # type: ignore[return-value]
        if not is_dataclass(value) or isinstance(value, type):
            return value
        naming = NAMING.get(type(value))
        named = naming(value, report) if naming else {}
        made: dict[str, Any] = {}
        for item in fields(value):
            before = getattr(value, item.name)
            if item.name in named:
                made[item.name] = self._one(before, named[item.name])
            elif is_dataclass(before) or isinstance(before, tuple):
                made[item.name] = self._inside(before, report)
        return replace(value, **{name: one for name, one in made.items() if one is not getattr(value, name)})

    def _one(self, before: Any, named: Named) -> Any:
        return self._figure(before, named) if isinstance(before, Shown) else self._add(named, None).number

    def _figure(self, value: Shown, named: Named) -> Shown:
        if value.hidden is None and not value.denominator:
            return value
        return replace(value, number=self._add(named, value).number)

    def _add(self, named: Named, value: Shown | None) -> Figure:
        made = Figure(
            len(self.figures) + 1,
            named.id,
            named.title,
            named.measure,
            named.where,
            value,
            named.text,
            named.count,
        )
        return self.figures.setdefault(named.id, made)


def numbered(report: object) -> bool:
    """Whether any figure of the report has a number."""
    if isinstance(report, Digest):
        return any(number_of(one) for part in report.parts for one in figures_of(part))
    return any(line.figure.number for line in getattr(report, "steps", ()))


def figures_of(part: digest.Part) -> Iterator[object]:
    """Everything in a part of a digest that may be a figure, in its order."""
    for line in part.lines:
        yield from () if isinstance(line, str) else line.parts
    for row in part.rows:
        yield from row


def number_of(value: object) -> int | None:
    """What a figure or count is asked for by, where it may be."""
    return value.number if isinstance(value, Shown | digest.Amount) else None


def _counts(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _said(value: object) -> str:
    return "all" if value is None else str(value)


def _plain(name: str) -> str:
    return name.replace("_", " ")
