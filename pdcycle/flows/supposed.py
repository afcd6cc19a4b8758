"""A workspace as it would be: with days closed, people away, or another calendar; nothing is written."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from pdcycle.errors import PdcycleError
from pdcycle.files import Artefact, read_bytes
from pdcycle.flows.district import District, district_of
from pdcycle.imports.audience import Audience
from pdcycle.imports.calendar_text import Change, edited
from pdcycle.imports.csv_text import kept_table
from pdcycle.imports.day_lines import Line
from pdcycle.language.document import Document, read
from pdcycle.model.binding import bind
from pdcycle.model.calendar import Calendar
from pdcycle.model.near import near
from pdcycle.model.people import Absence
from pdcycle.rules.naming import home
from pdcycle.workspace.load import Workspace

ABSENCES = "absences.csv"
CLOSURE = "Unplanned closure"
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*\.\.\s*(\d{4}-\d{2}-\d{2}))?")
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is supposed: days closed with the school (empty for all), people away, another calendar's file."""

    closed: tuple[tuple[str, Days], ...] = ()
    away: tuple[tuple[str, Days], ...] = ()
    calendar: Path | None = None


@dataclass(frozen=True, slots=True)
class Supposed:
    """The workspace as it would be, and its files that would change."""

    district: District
    artefacts: tuple[Artefact, ...]


def supposition(
    district: District, close: Sequence[str], absent: Sequence[str], calendar: Path | None
) -> Supposition:
    """What was said on the command line: `2027-01-26,2027-01-27`, `lincoln:2027-01-26`, `diaz:2027-03-01..2027-03-05`."""
    schools = district.workspace.calendar.schools if district.workspace.calendar else {}
    closed: list[tuple[str, Days]] = []
    for text in close:
        name, _, days = text.rpartition(":")
        if name:
            _known("--close", "school", name, schools)
        closed += [(name, one) for one in days_of("--close", days)]
    for name, (first, last) in closed:
        calendar_ = district.calendar
        if calendar_ is not None and not calendar_.duty_days((name,) if name else (), first, last):
            raise PdcycleError(f"--close: nobody is on duty on {first} as it is", "name a day of work")
    away: list[tuple[str, Days]] = []
    for text in absent:
        name, _, days = text.partition(":")
        _known("--absent", "person", name, district.workspace.people)
        if not days.strip():
            raise PdcycleError(
                f"--absent: '{text}' does not say when",
                f"write {name}:2027-03-01..2027-03-05, or {name}:2027-03-01",
            )
        away += [(name, one) for one in days_of("--absent", days)]
    return Supposition(tuple(closed), tuple(away), calendar)


def _known(option: str, what: str, name: str, known: Mapping[str, object]) -> None:
    if name not in known:
        guess = near(name, known)
        mend = f"did you mean `{guess}`?" if guess else "use an id of the workspace"
        raise PdcycleError(f"{option}: there is no {what} '{name}'", mend)


def days_of(option: str, text: str) -> list[Days]:
    """Dates and ranges between commas; days that follow each other are one stretch."""
    found: list[Days] = []
    for part in text.split(","):
        days = _stretch(part.strip())
        if days is None:
            mend = "write 2027-01-26, or 2027-01-26..2027-01-28, or several with commas"
            raise PdcycleError(f"{option}: '{part.strip()}' is not a date", mend)
        if days[1] < days[0]:
            raise PdcycleError(f"{option}: {part.strip()} ends before it starts", "swap the dates")
        found.append(days)
    joined: list[Days] = []
    for first, last in sorted(found):
        if joined and first <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _stretch(text: str) -> Days | None:
    written = _DAYS.fullmatch(text)
    if written is None:
        return None
    try:
        return date.fromisoformat(written[1]), date.fromisoformat(written[2] or written[1])
    except ValueError:
        return None


def supposed(district: District, what: Supposition) -> Supposed:
    """The workspace with all of it in place, read and bound as if its files said so."""
    workspace, made = district.workspace, []
    if what.calendar is not None or what.closed:
        text = _calendar(workspace, what)
        file = home(workspace, "calendar").file
        workspace = _with_calendar(workspace, read(text, file))
        made.append(Artefact(file, text))
    changed: dict[str, bytes] = {}
    if what.away:
        changed[ABSENCES] = _absences(workspace.root, what)
        rows = tuple(Absence(person, first, last, "all", 0) for person, (first, last) in what.away)
        roster = replace(workspace.roster, absences=(*workspace.absences, *rows))
        workspace = replace(workspace, roster=roster)
        made.append(Artefact(ABSENCES, changed[ABSENCES]))
    return Supposed(district_of(workspace, changed), tuple(made))


def _with_calendar(workspace: Workspace, document: Document) -> Workspace:
    calendar, problems = bind(document, Calendar)
    kept = [item for item in workspace.diagnostics if getattr(item.place, "file", "") != document.file]
    return replace(
        workspace,
        calendar=calendar,
        documents={**workspace.documents, document.file: document},
        diagnostics=(*kept, *document.diagnostics, *problems),
    )


def _calendar(workspace: Workspace, what: Supposition) -> bytes:
    """The calendar's bytes: the other file's or its own, with a line for each closure, its author's text as it was."""
    file = home(workspace, "calendar").file
    if workspace.calendar is None:
        raise PdcycleError("there is no calendar yet", "write calendar.yaml first")
    data = read_bytes(workspace.root / file if what.calendar is None else what.calendar)
    if not what.closed:
        return data
    document = read(data, file)
    calendar, _ = bind(document, Calendar)
    if calendar is None:
        return data
    by_days: dict[Days, list[str]] = {}
    for school, days in what.closed:
        by_days.setdefault(days, []).append(school)
    changes = []
    for (first, last), schools in sorted(by_days.items()):
        audience = Audience() if "" in schools else Audience(schools=tuple(dict.fromkeys(schools)))
        line = Line(first, last, "closed", CLOSURE, audience, unplanned=True)
        changes.append(Change(_place(calendar, first, last), line))
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    return mark + edited(document, calendar, changes).encode()


def _place(calendar: Calendar, first: date, last: date) -> int:
    """Where a closure is written: by its date, but below every line that speaks of one of its days."""
    at = len(calendar.days)
    while at:
        days = calendar.days[at - 1].when.days
        if days is None or (days[0] <= last and first <= days[1]) or days[0] <= first:
            return at
        at -= 1
    return at


def _absences(root: Path, what: Supposition) -> bytes:
    path = root / ABSENCES
    table = kept_table(path.read_bytes() if path.is_file() else None, ("person", "from", "to", "part"))
    for person, (first, last) in what.away:
        table.add({"person": person, "from": first.isoformat(), "to": last.isoformat(), "part": "all"})
    return table.content()
