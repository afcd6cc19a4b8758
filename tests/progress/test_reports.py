"""Reports of a small initiative, from expectations and evidence to figures."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pdcycle.model.kinds import Step
from pdcycle.model.results import Met
from pdcycle.output.reports import report_text
from pdcycle.progress.group_report import group_report
from pdcycle.progress.initiative_report import initiative_report
from pdcycle.progress.journey import journey_report
from pdcycle.progress.measures import Cell, measure, texts
from pdcycle.progress.privacy import Audience, Hidden


@pytest.fixture(scope="module")
def measures(facts):
    return measure(facts)


def test_every_measure_says_what_it_counts(measures):
    assert set(measures.rows) == set(texts())
    for text in texts().values():
        assert text.startswith("-- ")
        assert "\n-- " in text


def test_measures_count_what_the_matches_say(facts, measures):
    matches = [match for match in facts.progress.matches if match.expectation.due < facts.as_of]
    met = [match for match in matches if match.met in (Met.ON_TIME, Met.LATE)]
    assert measures.cell("completion", program="rti", wants=None, school=None) == Cell(
        len(met), len(matches), 22
    )
    assert measures.cell("courses", program="rti", wants="completion", school="lincoln") == Cell(8, 12, 12)
    assert measures.cell("on_time", program="rti", school="grant").numerator == 9
    assert measures.cell("break_outs", program="rti", school=None) == Cell(3, 6, None)
    assert measures.cell("goal", program="rti", owner="") == Cell(15, 22, 22)
    talks = measures.of("dose", program="rti", person="lincoln-1")[0]
    assert (talks["talks"], talks["minutes"], talks["beyond"]) == (1, 25, 0)


def test_an_initiative_by_school_hides_small_groups_and_what_gives_them_away(facts, measures):
    report = initiative_report(facts, measures, facts.programs[0], Audience.SCHOOL)
    lines = {line.school: line for line in report.schools}
    assert lines["adams"].courses.hidden is Hidden.FEW
    assert lines["adams"].courses.text == "fewer than 5"
    assert lines["lincoln"].courses.hidden is Hidden.ALONE
    assert lines["lincoln"].courses.text == "not shown"
    assert lines["grant"].courses.text == "5 of 7"
    assert lines["adams"].courses.numerator is None
    assert report.total.courses.share == Fraction(15, 22)
    assert lines["adams"].break_outs.text == "1 of 2"
    assert report.goals[0].figure.text == "15 of 22"
    coach = initiative_report(facts, measures, facts.programs[0], Audience.COACH)
    assert [line.courses.text for line in coach.schools] == ["8 of 12", "5 of 7", "2 of 3"]


def test_a_group_report_tells_the_coach_whom_to_call(facts, measures):
    report = group_report(facts, measures, facts.programs[0], Audience.COACH)
    first = report.calls[0]
    assert (first.person, first.days) == ("grant-6", 71)
    assert first.overdue == (
        ("Learn: probes", date(2026, 9, 30)),
        ("Talk 1", date(2026, 11, 6)),
        ("Visit 2", date(2026, 12, 9)),
    )
    assert [column.title for column in report.matrix.columns] == [
        "Learn: probes", "Show", "Visit 1", "Visit 2", "Visit 3", "Talk",
    ]  # fmt: skip
    row = next(row for row in report.matrix.rows if row.person == "lincoln-7")
    assert [cell.met for cell in row.cells] == [
        Met.LATE,
        Met.DUE,
        Met.MISSED,
        Met.DUE,
        Met.AHEAD,
        Met.ON_TIME,
    ]
    states = {line.step: line.state for line in report.steps}
    assert states[Step.LEARN] == "due"
    assert states[Step.RENEW] == "none"


@pytest.mark.parametrize("audience", [Audience.SCHOOL, Audience.DISTRICT, Audience.PUBLIC])
@pytest.mark.parametrize("form", ["text", "markdown", "csv", "json"])
def test_no_person_stands_in_what_others_see(facts, measures, audience, form):
    program = facts.programs[0]
    for report in (
        group_report(facts, measures, program, audience),
        initiative_report(facts, measures, program, audience),
    ):
        text = report_text(report, form)
        assert "Teacher" not in text
        assert "lincoln-1" not in text
        assert "distinguished" not in text
    assert journey_report(facts, measures, replace(program, teacher="grant-1"), audience) is None


def test_coaching_text_and_ratings_reach_no_report_at_all(facts, measures):
    program = replace(facts.programs[0], teacher="grant-1", kind="plan")
    for report in (
        group_report(facts, measures, program, Audience.COACH),
        journey_report(facts, measures, program, Audience.COACH),
    ):
        for form in ("text", "markdown", "csv", "json"):
            text = report_text(report, form)
            assert "SECRETNOTE" not in text
            assert "distinguished" not in text


def test_a_person_sees_the_own_line_only(facts, measures):
    report = group_report(facts, measures, facts.programs[0], Audience.SELF, "grant-1")
    assert [row.person for row in report.matrix.rows] == ["grant-1"]
    assert report.calls == ()
    assert "Grant Teacher2" not in report_text(report)
    plan = replace(facts.programs[0], teacher="grant-1")
    assert journey_report(facts, measures, plan, Audience.SELF, "grant-2") is None


def test_a_journey_gathers_what_was_planned_and_every_source(facts, measures):
    plan = replace(
        facts.programs[0], teacher="grant-1", kind="plan", because=("walks", date(2026, 8, 28), "3a")
    )
    report = journey_report(facts, measures, plan, Audience.COACH)
    told = [(str(item.day), item.kind, item.title, item.state) for item in report.moments]
    assert told == [
        ("2026-08-28", "because", "What led here: walks, 3a Talk", ""),
        ("2026-09-01", "planned", "Learn: probes", "on time"),
        ("2026-09-23", "evidence", "Completion: Learn: probes", "on time"),
        ("2026-10-01", "planned", "Show", "due"),
        ("2026-10-06", "planned", "Visit", "on time"),
        ("2026-10-06", "evidence", "Attendance: Visit 1", "on time"),
        ("2026-11-05", "planned", "Talk", "on time"),
        ("2026-11-05", "evidence", "Log: Talk 1", "on time"),
        ("2026-11-09", "evidence", "Observation: 3a Talk", "beyond"),
        ("2026-12-08", "planned", "Visit", "due"),
        ("2027-01-12", "planned", "Visit", "ahead"),
    ]


def test_rows_read_are_accounted_for_on_every_report(facts, measures):
    text = report_text(group_report(facts, measures, facts.programs[0], Audience.SCHOOL))
    read, used = facts.ledger.accounting[0].read, facts.ledger.accounting[0].used
    assert f"{read} rows read = {used} used + 1 folded + 2 set aside." in text
    assert max(len(line) for line in text.splitlines()) <= 80
