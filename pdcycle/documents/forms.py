"""Forms that people fill in: the informal observation with a school's sub-goals, and surveys on paper."""

from __future__ import annotations

from pdcycle.documents.context import ObservationForm, SurveyForm
from pdcycle.documents.entries import goal_story, heading
from pdcycle.documents.material import Material
from pdcycle.documents.onepage import district_goal
from pdcycle.documents.pieces import Question
from pdcycle.model.results import Program, SchoolFocus
from pdcycle.model.survey import Item, Survey


def observation_forms(program: Program, material: Material) -> tuple[tuple[str, ObservationForm], ...]:
    """One form a school of the initiative, under the school's id."""
    return tuple((part.school, _observation(part, program, material)) for part in program.schools)


def _observation(part: SchoolFocus, program: Program, material: Material) -> ObservationForm:
    goal = next((goal for goal in program.goals if goal.owner == part.school), None)
    components: list[str] = []
    if material.rubric is not None and part.focus in material.rubric.focus:
        components += material.rubric.focus[part.focus].components
    for one in program.goals:
        components += [revision.component for revision in one.revisions if revision.component]
    rubric = material.rubric
    title = material.school(part.school)
    return ObservationForm(
        heading=heading(material),
        initiative=program.title,
        school=title,
        observer=material.name(part.lead) if part.lead else None,
        focus=material.focus(part.focus),
        goal=district_goal(program, material),
        sub_goal=goal_story(goal, title, material) if goal else None,
        look_for=tuple((name, rubric.title_of(name) if rubric else "") for name in dict.fromkeys(components)),
    )


def survey_forms(name: str, survey: Survey, material: Material) -> tuple[tuple[str, SurveyForm], ...]:
    """One form an audience and language, under `survey-audience-language`, leaving out what is not said."""
    made = []
    for audience in tuple(survey.audiences) or (None,):
        for language in survey.languages or ("en",):
            parts = [
                name,
                *([audience] if audience else []),
                *([language] if len(survey.languages) > 1 else []),
            ]
            made.append(("-".join(parts), _form(survey, audience, language, material)))
    return tuple(made)


def _form(survey: Survey, audience: str | None, language: str, material: Material) -> SurveyForm:
    items = [
        item
        for item in survey.items.values()
        if not item.audience or audience is None or audience in item.audience
    ]
    return SurveyForm(
        heading=heading(material),
        title=survey.survey,
        audience=survey.audiences[audience] if audience else None,
        language=language,
        intro=worded(survey.intro, language) if survey.intro else None,
        about=survey.about,
        floor=material.floor,
        questions=tuple(_question(at, item, survey, language) for at, item in enumerate(items, 1)),
    )


def _question(number: int, item: Item, survey: Survey, language: str) -> Question:
    scale = survey.scales[item.scale] if item.scale else None
    return Question(
        number=number,
        text=worded(item.text, language),
        options=tuple(worded(option, language) for option in scale.options) if scale else (),
        apart=worded(scale.not_applicable, language) if scale and scale.not_applicable else None,
    )


def worded(text: dict[str, str], language: str) -> str:
    """The text in a language, else in the one it has without a language, else in its first."""
    return text.get(language) or text.get("") or next(iter(text.values()))
