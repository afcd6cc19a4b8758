from __future__ import annotations

import pytest

from pdcycle.documents.audience import Audience, Sees
from pdcycle.documents.meetings import agendas
from pdcycle.documents.render import document, documents_of

COACH = Sees(Audience.COACH)


def of(small, id_):
    return next(one for one in documents_of(small.material(), COACH) if one.id == id_)


@pytest.mark.parametrize(
    "id_",
    [
        "impact-plan/calm-talk",
        "coaching-log/grade-5/fall/diaz",
        "plc-agenda/grade-5/2026-10-21",
        "observation-form/rti-lincoln",
        "commitment-card/grade-5-fall",
        "curriculum/grade-5",
        "initiative/rti",
        "survey/communication-360-families-es",
    ],
)
@pytest.mark.parametrize("form", ["md", "html"])
def test_document_reads_as_before(small, templates, golden, id_, form):
    one = of(small, id_)
    text = document(one.template, one.context, form, templates)
    if form == "html":
        text = "<body>" + text.split("<body>")[1]
    golden(f"{one.template}.{form}", text)


def test_markdown_of_prose_with_marks_stays_one_cell(small, templates):
    one = of(small, "impact-plan/calm-talk")
    text = document(one.template, one.context, "md", templates)
    assert "- **Goal:** Students stay on task \\| and ask \\*questions\\*" in text
    table = text.split("## Timeline")[1].split("## ")[0].strip().splitlines()
    assert {line.replace("\\|", "").count("|") for line in table} == {5}


def test_a_goal_shows_no_revision_of_a_later_day(small, templates):
    plan = of(small, "impact-plan/calm-talk").context
    assert [one.apply for one in plan.goal.history] == ["Rephrase with picture cues"]


def test_two_programs_share_one_meeting_and_its_minutes(small):
    by_name = dict(agendas(small.material(), "grade-5"))
    assert list(by_name) == ["grade-5/2026-10-07", "grade-5/2026-10-21"]
    both = by_name["grade-5/2026-10-21"]
    assert [(item.title, item.program, item.minutes, item.starts) for item in both.items] == [
        ("Discuss", "Three areas that matter most", 20, 915),
        ("Bring the plan", "Calm, clear talk with English learners", 15, 935),
    ]
    assert (both.start, both.minutes, both.lead) == (910, 45, ("Sam Park",))
    assert by_name["grade-5/2026-10-07"].next_day == both.day


def test_a_cancelled_meeting_has_no_agenda_and_no_line(small):
    curriculum = of(small, "curriculum/grade-5").context
    assert [line.step.number for line in curriculum.cycles[0].lines] == [3, 4, 5, 9]


def test_the_log_is_blank_but_for_dates(small, templates):
    one = of(small, "coaching-log/grade-5/fall/kent")
    text = document(one.template, one.context, "md", templates)
    assert "## Talk 1: Tue, Oct 6, 2026, 10:30 \N{EN DASH} 11:00 am" in text
    assert "- What works:\n- What is hard:\n" in text


def test_who_may_have_which_sheet(small):
    def made(audience, person=None):
        return {one.id for one in documents_of(small.material(), Sees(audience, person))}

    personal = {id_ for id_ in made(Audience.COACH) if id_.startswith(("impact-plan", "coaching-log"))}
    assert len(personal) == 5
    assert not personal & made(Audience.SCHOOL)
    assert personal & made(Audience.SELF, "diaz") == {"coaching-log/grade-5/fall/diaz"}
    assert personal & made(Audience.SELF, "schooley") == {
        "impact-plan/calm-talk",
        "coaching-log/calm-talk/year/schooley",
    }
