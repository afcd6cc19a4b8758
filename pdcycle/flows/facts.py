"""What happened: the exports read, held against what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pdcycle.diagnostics import Diagnostic
from pdcycle.documents.almanac import school_titles
from pdcycle.documents.material import PastTalk
from pdcycle.evidence.answers import survey_answers
from pdcycle.evidence.ledger import read_ledger
from pdcycle.evidence.notes import private_notes
from pdcycle.flows.district import District
from pdcycle.flows.export_files import exports, year_of
from pdcycle.flows.hours import hours_rules
from pdcycle.flows.schedule import Scheduling, live
from pdcycle.model.results import Ledger, SurveyAnswers
from pdcycle.progress.facts import Facts
from pdcycle.progress.matching import progress
from pdcycle.progress.measures import texts
from pdcycle.progress.measuring import goal_names, measurements
from pdcycle.tables.header import normalised


@dataclass(frozen=True, slots=True)
class Account:
    """The facts of a day, and what kept rows or files out of them."""

    facts: Facts
    diagnostics: tuple[Diagnostic, ...]
    measures: Mapping[str, str] = field(default_factory=dict)
    """The SQL of every measure, the workspace's own among them."""
    root: Path | None = None
    """The workspace's folder, for what was released before."""


def facts(district: District, done: Scheduling, as_of: date) -> Account:
    """Every export that a source names, read and matched with the programs' expectations."""
    workspace = district.workspace
    ledger, answers, found = _read(district, done)
    rules, wrong = hours_rules(workspace.root)
    schedule = live(done.schedule)
    made = Facts(
        programs=done.programs,
        progress=progress(done.programs, ledger, as_of, workspace.rubric, schedule),
        ledger=ledger,
        people=workspace.people,
        schools=school_titles(workspace.calendar) if workspace.calendar else {},
        groups={name: entry.title or name for name, entry in workspace.groups.list.items()}
        if workspace.groups
        else {},
        sources={name: source.source for name, source in workspace.sources.items()},
        surveys=workspace.surveys,
        catalog=workspace.catalog,
        rubric=workspace.rubric,
        answers=answers,
        measurements=measurements(done.programs, ledger),
        privacy=workspace.settings.privacy,
        schedule=schedule,
        school_days=_school_days(district),
        hours=rules,
        costs=workspace.settings.costs,
    )
    return Account(
        made, tuple(dict.fromkeys((*found, *wrong))), texts(workspace.root / "measures"), workspace.root
    )


def _read(district: District, done: Scheduling) -> tuple[Ledger, tuple[SurveyAnswers, ...], list[Diagnostic]]:
    """The ledger and the counted answers of every source."""
    workspace = district.workspace
    files = exports(workspace.root, {name: source.file for name, source in workspace.sources.items()})
    places = {name: workspace.place("source", name) for name in workspace.sources}
    shared = (workspace.sources, workspace.profiles, workspace.people, files)
    zone, year = workspace.settings.zone, year_of(district)
    catalog = workspace.catalog.list if workspace.catalog else {}
    marks = {name: entry.check.pass_mark for name, entry in catalog.items() if entry.check is not None}
    subjects = _subjects(district, done)
    ledger, found = read_ledger(
        *shared, zone, year, pass_marks=marks, rubric=workspace.rubric, subjects=subjects, places=places
    )
    answers, doubts = survey_answers(*shared, workspace.surveys, zone, year, places=places)
    return ledger, answers, [*found, *doubts]


def _subjects(district: District, done: Scheduling) -> dict[str, dict[str, str]]:
    """What measurements and minutes may name: goals; groups and schools by id and title."""
    groups = district.workspace.groups.list if district.workspace.groups else {}
    calendar = district.workspace.calendar
    titles = {name: group.title or name for name, group in groups.items()}
    schools = school_titles(calendar) if calendar else {}
    named = {normalised(title): name for name, title in (*schools.items(), *titles.items())}
    named |= {name: name for name in (*schools, *groups)}
    return {"measurement": goal_names(done.programs), "minutes": named}


def _school_days(district: District) -> dict[str, tuple[date, ...]]:
    calendar = district.calendar
    if calendar is None:
        return {}
    return {school: calendar.school_days((school,), *calendar.span) for school in calendar.schools}


def notes(district: District, person: str | None = None) -> dict[str, tuple[PastTalk, ...]]:
    """What coaches wrote down, by teacher, oldest first: for pages of a coach or of the teacher alone."""
    workspace = district.workspace
    files = exports(workspace.root, {name: source.file for name, source in workspace.sources.items()})
    logs = {
        name: source
        for name, source in workspace.sources.items()
        if source.profile in workspace.profiles and workspace.profiles[source.profile].evidence == "log"
    }
    shared = (logs, workspace.profiles, workspace.people, files)
    found: dict[str, list[PastTalk]] = {}
    for note in private_notes(*shared, workspace.settings.zone, year_of(district), person=person):
        found.setdefault(note.person, []).append(PastTalk(note.when.date(), note.text, note.actor))
    return {name: tuple(talks) for name, talks in found.items()}
