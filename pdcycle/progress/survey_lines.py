"""What a group's surveys say, question by question."""

from __future__ import annotations

from dataclasses import dataclass

from pdcycle.model.results import Program
from pdcycle.progress.facts import Facts
from pdcycle.progress.measures import Measures
from pdcycle.progress.privacy import Shown
from pdcycle.progress.survey_shares import survey_shares


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


def survey_lines(facts: Facts, measures: Measures, program: Program, floor: int) -> tuple[SurveyLine, ...]:
    """The answers to the program's surveys about its people, in the order of the surveys' questions.

    Hidden where fewer than `floor` people answered, or fewer were answered about, or where it would follow from the rest.
    """
    found = survey_shares(facts, measures, floor)
    lines = []
    for key in found.asked(program.id):
        survey = facts.surveys[key[0]]
        shown = found.items(program.id, key)
        lines += [
            SurveyLine(key[0], survey.survey, *key[1:], item, next(iter(entry.text.values())), shown[item])
            for item, entry in survey.items.items()
            if item in shown
        ]
    return tuple(lines)
