from __future__ import annotations

import pytest

from pdcycle.documents.audience import Audience, Sees
from pdcycle.documents.entries import heading
from pdcycle.documents.report_pages import report_html, report_page
from pdcycle.documents.site import site
from pdcycle.model.results import Accounting, Ledger
from pdcycle.progress.facts import Facts
from pdcycle.progress.group_report import group_report
from pdcycle.progress.initiative_report import initiative_report
from pdcycle.progress.journey import journey_report
from pdcycle.progress.matching import progress
from pdcycle.progress.measures import measure
from pdcycle.progress.privacy import Audience as Reader


@pytest.fixture(scope="module")
def facts(small):
    material = small.material()
    counted = Accounting("exports/moodle.csv", "moodle", "moodle", "utf-8", 9, 6, 1, (("no such person", 2),))
    ledger = Ledger((), (counted,))
    found = progress(material.programs, ledger, material.as_of, material.rubric, material.schedule)
    return Facts(
        material.programs,
        found,
        ledger,
        people=material.people,
        schools=material.schools,
        catalog=material.catalog,
        rubric=material.rubric,
        surveys=material.surveys,
        schedule=material.schedule,
    )


def reports(facts, reader):
    measures = measure(facts)
    group, initiative, plan = facts.programs
    made = [
        group_report(facts, measures, group, reader),
        initiative_report(facts, measures, initiative, reader),
    ]
    journey = journey_report(facts, measures, plan, reader)
    return [*made, *([journey] if journey else [])]


def test_reports_become_pages_that_the_site_links(small, facts, templates):
    pages = [report_page(report, {"steps": "<svg></svg>"}) for report in reports(facts, Reader.COACH)]
    artefacts, wrong = site(small.material(), Sees(Audience.COACH), templates, reports=pages)
    files = {artefact.path: artefact.content.decode() for artefact in artefacts}
    assert wrong == []
    assert [page.path for page in pages] == [
        "reports/grade-5.html",
        "reports/rti.html",
        "reports/calm-talk.html",
    ]
    assert 'href="../reports/grade-5.html"' in files["programs/grade-5.html"]
    assert "9 rows read: 6 rows used, 1 row told again, 2 rows set aside." in files["reports/grade-5.html"]
    assert "Ana Diaz" in files["reports/grade-5.html"]
    assert "<svg></svg>" in files["reports/rti.html"]
    assert "Ruth Schooley" in files["reports/calm-talk.html"]


def test_a_principals_report_names_nobody(small, facts, templates):
    made = reports(facts, Reader.SCHOOL)
    assert len(made) == 2
    for report in made:
        text = report_html(report, {}, heading(small.material()), "school", templates)
        assert "<nav" not in text
        assert not [name for name in small.TEACHERS.values() if name in text]
