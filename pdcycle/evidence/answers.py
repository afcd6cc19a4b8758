"""Surveys to counted answers: option by option, never who answered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pdcycle.diagnostics import Diagnostic, Route, warning
from pdcycle.evidence import complaints
from pdcycle.evidence.exports import ExportFile
from pdcycle.evidence.intake import Intake
from pdcycle.evidence.people import PeopleIndex
from pdcycle.evidence.plan import questions
from pdcycle.evidence.rows import RowReader
from pdcycle.evidence.tables import Opened, open_export
from pdcycle.model.people import Person
from pdcycle.model.profile import Profile
from pdcycle.model.results import SurveyAnswers
from pdcycle.model.sources import Source
from pdcycle.model.survey import Item, Scale, Survey, Worded
from pdcycle.tables.header import Column, normalised
from pdcycle.tables.sheet import Row

OTHER = "(other)"
"""What is counted where an answer is none of the scale's options."""

_SPLIT = re.compile(r"\s*[;,]\s*")
_MATRIX = re.compile(r".*\[(.*)\]\Z", re.DOTALL)


@dataclass(slots=True)
class _Response:
    """One person's answers, in a key under which a later submission of theirs replaces it."""

    when: datetime
    about: str
    audience: str
    cells: dict[str, str] = field(default_factory=dict)


def survey_answers(
    sources: Mapping[str, Source],
    profiles: Mapping[str, Profile],
    people: Mapping[str, Person],
    files: Mapping[str, Sequence[ExportFile]],
    surveys: Mapping[str, Survey],
    zone: ZoneInfo,
    year: tuple[date, date],
    *,
    texts: bool = False,
    places: Mapping[str, Route] | None = None,
) -> tuple[tuple[SurveyAnswers, ...], list[Diagnostic]]:
    """Counted answers by survey, item, audience and about whom, and the questions no item fits.

    `about` is a person's id, or empty where the survey is about nobody in particular; of several submissions of one
    respondent the source's policy counts. Free text is kept only with `texts`.
    """
    index = PeopleIndex(people)
    found: list[SurveyAnswers] = []
    diagnostics: list[Diagnostic] = []
    for name, source in sorted(sources.items()):
        survey = surveys.get(source.survey or "")
        if survey is None or source.profile not in profiles:
            continue
        place = (places or {}).get(name, Route(f"sources/{name}.yaml"))
        intake = Intake(name, source, profiles[source.profile], index, {})
        responses: dict[tuple[str, str, str], _Response] = {}
        for file in sorted(files.get(name, ()), key=lambda entry: entry.path):
            opened, _ = open_export(file, source, profiles, zone, year, place)
            if opened is not None:
                diagnostics.extend(_collect(intake, opened, file, survey, responses))
        found.extend(
            replace(counted, period=source.period or "", asked=source.asked)
            for counted in _count(source.survey or "", survey, responses.values(), texts=texts)
        )
    order = sorted(found, key=lambda item: (item.survey, item.about, item.audience, item.period, item.item))
    return tuple(order), diagnostics


def _collect(
    intake: Intake,
    opened: Opened,
    file: ExportFile,
    survey: Survey,
    responses: dict[tuple[str, str, str], _Response],
) -> Iterator[Diagnostic]:
    reader = RowReader(intake, opened.table, opened.layout, opened.clock, file.stem)
    asked = questions(opened.table, intake.profile, intake.source, opened.layout)
    columns = _columns(asked, survey)
    policy = intake.source.submissions or intake.profile.submissions or "latest"
    for row in opened.table.rows():
        if opened.table.is_header(row) or reader.skipped(row) is not None:
            continue
        response = _response(reader, row, columns)
        if response is None:
            continue
        who = reader.salt(row.cells, *(() if policy == "all" else reader.person.read(row.cells)))
        key = (who, response.about, response.audience)
        held = responses.get(key)
        later = held is None or (
            held.when <= response.when if policy != "first" else response.when < held.when
        )
        if later:
            responses[key] = response
    asker = intake.source.audience
    for item, question in survey.items.items():
        asked_here = asker is None or not question.audience or asker in question.audience
        if asked_here and item not in columns.values():
            yield warning(
                "PD523",
                f"no column holds the survey's item `{item}`",
                complaints.at(file.path, opened.table.header_line),
                help="write the item's text as the form asks it",
            )


def _response(reader: RowReader, row: Row, columns: Mapping[int, str]) -> _Response | None:
    cells = row.cells
    when = reader.when(row)
    if isinstance(when, str) or reader.clock.outside(when) is not None:
        return None
    about = reader.intake.source.person or ""
    if "about" in reader.roles:
        person, _ = reader.subject_person(row, "", "", "")
        if person is None:
            return None
        about = person
    audience = reader.intake.audience(reader.cell(cells, "audience")) or ""
    answers: dict[str, str] = {}
    for index, item in columns.items():
        if cells[index].strip():
            answers.setdefault(item, cells[index].strip())
    return _Response(when, about, audience, answers)


def _columns(asked: Iterable[Column], survey: Survey) -> dict[int, str]:
    """Which column holds which item: by its text in any language, its id, or the row of a matrix.

    A question deleted and added again has two columns; each response stands in one of them.
    """
    known: dict[str, str] = {}
    for name, item in survey.items.items():
        for text in (name, *item.text.values()):
            known.setdefault(_question(text), name)
    found: dict[int, str] = {}
    for column in asked:
        matrix = _MATRIX.fullmatch(column.name)
        for text in (column.name, column.label, column.key, matrix[1] if matrix else ""):
            item_id = known.get(_question(text))
            if text and item_id is not None:
                found[column.index] = item_id
                break
    return found


def _question(text: str) -> str:
    return normalised(text).rstrip(" ?.:*")


def _count(
    name: str, survey: Survey, responses: Iterable[_Response], *, texts: bool
) -> Iterator[SurveyAnswers]:
    groups: dict[tuple[str, str], list[_Response]] = {}
    for response in responses:
        groups.setdefault((response.about, response.audience), []).append(response)
    for (about, audience), answered in sorted(groups.items()):
        for item_id, item in survey.items.items():
            cells = [response.cells[item_id] for response in answered if item_id in response.cells]
            if cells:
                found = _answers(name, survey, item_id, item, about, audience, cells, texts=texts)
                yield replace(found, day=max(response.when for response in answered).date())


def _answers(
    name: str,
    survey: Survey,
    item_id: str,
    item: Item,
    about: str,
    audience: str,
    cells: list[str],
    *,
    texts: bool,
) -> SurveyAnswers:
    if item.scale is None:
        said = tuple(sorted(cells)) if texts else ()
        return SurveyAnswers(name, item_id, audience, (), len(cells), about, texts=said)
    scale = survey.scales[item.scale]
    meanings = _meanings(scale)
    counted = Counter(option for cell in cells for option in _options(cell, meanings))
    order = [
        *(_first(option) for option in scale.options),
        *([_first(scale.not_applicable)] if scale.not_applicable else []),
    ]
    counts = [(option, counted[option]) for option in order]
    if counted[OTHER]:
        counts.append((OTHER, counted[OTHER]))
    return SurveyAnswers(name, item_id, audience, tuple(counts), len(cells), about)


def _meanings(scale: Scale) -> dict[str, str]:
    """Every wording of every option, in any language, to the first wording; longest first."""
    words = [*scale.options, *([scale.not_applicable] if scale.not_applicable else [])]
    known = {normalised(text): _first(option) for option in words for text in option.values()}
    return dict(sorted(known.items(), key=lambda entry: (-len(entry[0]), entry[0])))


def _first(option: Worded) -> str:
    return next(iter(option.values()))


def _options(cell: str, meanings: Mapping[str, str]) -> tuple[str, ...]:
    """The options ticked in a cell; several are joined by `;` or `, `, and options may hold commas themselves."""
    rest = normalised(cell)
    if rest in meanings:
        return (meanings[rest],)
    found = []
    for text, option in meanings.items():
        pattern = re.compile(rf"(?:^|(?<=[;,]))\s*{re.escape(text)}\s*(?=[;,]|$)")
        if pattern.search(rest):
            found.append(option)
            rest = pattern.sub("", rest)
    left = [part for part in _SPLIT.split(rest) if part]
    return (*dict.fromkeys(found), *((OTHER,) if left else ()))
