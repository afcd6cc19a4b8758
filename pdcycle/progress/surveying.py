"""What counted survey answers come to."""

from __future__ import annotations

from pdcycle.model.results import SurveyAnswers
from pdcycle.model.survey import Survey


def favourable(answers: SurveyAnswers, survey: Survey | None) -> tuple[int, int] | None:
    """Favourable answers and answers on the scale; "not applicable" stands apart.

    None where the item is free text, or the survey does not say which options are favourable.
    """
    item = survey.items.get(answers.item) if survey else None
    scale = survey.scales.get(item.scale) if survey and item and item.scale else None
    if scale is None or not scale.favourable:
        return None
    good = {text.casefold() for text in scale.favourable}
    # An option is the same in every language: any of its wordings names it.
    options = {
        text.casefold(): {*(word.casefold() for word in option.values())}
        for option in scale.options
        for text in option.values()
    }
    above = all_ = 0
    for text, count in answers.counts:
        wordings = options.get(text.casefold())
        if wordings is not None:
            all_ += count
            above += count if wordings & good else 0
    return above, all_
