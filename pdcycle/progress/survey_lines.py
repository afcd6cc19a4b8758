"""What a group's surveys say, question by question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pdcycle.model.results import Program, SurveyAnswers
from pdcycle.progress.facts import Facts
from pdcycle.progress.measures import Cell
from pdcycle.progress.privacy import Shown, shown
from pdcycle.progress.surveying import favourable


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """What one audience answered to one question about a group's people together: favourable of all answers.

    `text` is the question's first wording, `period` the round it was asked in where a survey has several.
    """

    survey: str
    title: str
    audience: str
    period: str
    item: str
    text: str
    figure: Shown


def survey_lines(facts: Facts, program: Program, floor: int) -> tuple[SurveyLine, ...]:
    """The answers to the program's surveys about its people, in the order of the surveys' questions.

    Hidden where fewer than `floor` people answered, or fewer were answered about.
    """
    asked = {item.survey for item in program.occurrences if item.survey}
    people = {stay.person for stay in program.stays}
    found: dict[tuple[str, str, str, str], list[SurveyAnswers]] = defaultdict(list)
    for one in facts.answers:
        if one.survey in asked and one.about in people and one.item in facts.surveys[one.survey].items:
            found[one.survey, one.audience, one.period, one.item].append(one)
    lines = []
    for (name, audience, period, item), answers in found.items():
        survey = facts.surveys[name]
        counted = [(one, counts) for one in answers if (counts := favourable(one, survey)) is not None]
        if counted:
            behind = min(sum(one.respondents for one, _ in counted), len({one.about for one, _ in counted}))
            cell = Cell(
                sum(above for _, (above, _) in counted), sum(all_ for _, (_, all_) in counted), behind
            )
            text = next(iter(survey.items[item].text.values()))
            lines.append(SurveyLine(name, survey.survey, audience, period, item, text, shown(cell, floor)))
    order = {name: list(facts.surveys[name].items) for name in asked if name in facts.surveys}
    lines.sort(
        key=lambda line: (line.survey, line.audience, line.period, order[line.survey].index(line.item))
    )
    return tuple(lines)
