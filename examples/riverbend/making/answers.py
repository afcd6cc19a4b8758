"""What colleagues and families really answered in the two surveys."""

from __future__ import annotations

import random
from datetime import date, timedelta

from making.deeds import moment
from making.district import TODAY, District, chance, written
from making.life import GROUP

KEEP = {
    "en": (
        "The weekly note, it is short",
        "Calling before there is a problem",
        "Nothing to add",
        "Answers the same day",
        "The photos of what they made",
        "Saying what went well first",
    ),
    "es": (
        "La nota de los viernes",
        "Llamar antes de que haya un problema",
        "Contestar el mismo día",
        "Las fotos del trabajo",
    ),
}


CHANGE = {
    "en": (
        "One place for all dates",
        "Hand out the plan a day before",
        "Fewer things on a Monday",
        "A timer on the board",
    ),
    "es": ("Un solo lugar para las fechas", "Avisar un día antes", "Menos cosas los lunes"),
}


def given(district: District) -> list[dict]:
    """One record an answered form, sorted by time; `by` is empty for families, whom nobody asks who they are."""
    answers = []
    for person in district.members(GROUP, TODAY):
        answers += _about(district, "communication-360", person, date(2027, 1, 4), 11)
        if "lincoln" in district.people[person].schools:
            answers += _about(district, "time-and-routines", person, date(2027, 2, 1), 10)
    return sorted(answers, key=lambda answer: (answer["when"], answer["about"], answer["by"]))


def _about(district: District, survey: str, person: str, first: date, days: int) -> list[dict]:
    items = written(f"surveys/{survey}.yaml")
    dice = chance("answers", survey, person)
    near = [
        p.id
        for p in district.teachers
        if set(p.schools) & set(district.people[person].schools) and p.id != person
    ]
    if survey == "communication-360":
        numbers = {
            "colleagues": dice.choice((2, 5, 6, 6, 7, 8, 9)),
            "families": dice.choice((3, 4, 8, 9, 11, 12, 14)),
        }
    else:
        numbers = {"colleagues": dice.choice((3, 5, 6)), "families": dice.choice((5, 6, 9))}
    told = []
    for audience, number in numbers.items():
        asked = dice.sample(near, number) if audience == "colleagues" else [""] * number
        for n, colleague in enumerate(asked):
            day = first + timedelta(days=dice.randrange(days))
            when = moment(day, "07:10", "21:50", survey, person, audience, str(n))
            language = "es" if audience == "families" and dice.random() < 0.27 else "en"
            answer = {
                "survey": survey,
                "about": person,
                "audience": audience,
                "when": when,
                "language": language,
            }
            told.append(answer | {"by": colleague, "answers": _answers(items, audience, language, dice)})
    return told


def _answers(survey: dict, audience: str, language: str, dice: random.Random) -> dict[str, object]:
    answers: dict[str, object] = {}
    for item, asked in survey["items"].items():
        if audience not in asked.get("audience", [audience]):
            continue
        if "scale" not in asked:
            if dice.random() < 0.35:
                answers[item] = dice.choice((CHANGE if item == "one-change" else KEEP)[language])
            continue
        scale = survey["scales"][asked["scale"]]
        options = [option["en"] for option in scale["options"]]
        if asked["scale"] == "channels":
            answers[item] = [option for option in options if dice.random() < 0.45] or [options[0]]
        elif "not_applicable" in scale and dice.random() < 0.06:
            answers[item] = scale["not_applicable"]["en"]
        else:
            answers[item] = dice.choices(options, weights=(1, 3, 9, 7))[0]
    return answers
