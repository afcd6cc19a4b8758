"""Ms. Schooley's cycle, read off the output in the order the document tells it."""

from datetime import date

import pytest

PLAN = "plans/schooley.yaml"


@pytest.fixture(scope="module")
def events(built):
    return {key.split("/")[1]: event for key, event in built.events("schooley").items()}


@pytest.fixture(scope="module")
def journey(built):
    return built.report("schooley", "self/schooley")


@pytest.fixture(scope="module")
def plan(built):
    return built.page("documents/impact-plan/schooley.md", "self/schooley")


def moments(journey, **where):
    return [one for one in journey["moments"] if all(one[key] == value for key, value in where.items())]


def line(plan, title):
    return next(line for line in plan.splitlines() if line.startswith("|") and f"| {title} |" in line)


def test_1_an_observation_is_cited_and_not_repeated(built, journey, plan):
    (because,) = moments(journey, kind="because")
    assert because["day"] == "2026-09-11"
    assert "3a Communicating with students" in because["title"]
    assert "observations of Fri, Sep 11, 2026, component 3a Communicating with students" in plan
    written = (built.root / PLAN).read_text("utf-8").casefold()
    assert not [level for level in ("unsatisfactory", "basic", "proficient") if level in written]


def test_2_they_agree_and_set_the_conversation_for_two_weeks_later(events):
    assert events["agree"]["date"] == date(2026, 9, 14)
    assert events["plan-talk"]["date"] == date(2026, 9, 28)
    for name in ("agree", "plan-talk"):
        assert events[name]["lead"] == ["ortiz"]
        assert events[name]["people"] == ["schooley"]


def test_3_she_takes_the_courses_on_her_own_time_and_keeps_what_she_learned(events, journey, plan):
    assert "learn" not in events
    assert (
        "| English learners in the elementary classroom, part 1 (2 h) | Sep 14 \N{EN DASH} 27, 2026 |" in plan
    )
    assert (
        "| English learners in the elementary classroom, part 2 (2 h) | Sep 14 \N{EN DASH} 27, 2026 |" in plan
    )
    courses = moments(journey, kind="planned", step="learn")
    assert [one["title"] for one in courses] == [
        "Course: English learners in the elementary classroom, part 1",
        "Course: English learners in the elementary classroom, part 2",
    ]
    assert {one["state"] for one in courses} == {"on time"}
    shown = [
        (one["day"], one["title"].split(":")[0])
        for one in moments(journey, kind="evidence", step="learn", program="schooley")
    ]
    assert shown == [
        ("2026-09-19", "Check"),
        ("2026-09-19", "Completion"),
        ("2026-09-26", "Check"),
        ("2026-09-26", "Completion"),
    ]


def test_3_she_bounces_ideas_off_a_colleague_without_a_form(journey):
    (idea,) = moments(journey, title="Bounce ideas off a colleague")
    assert (idea["day"], idea["until"], idea["state"]) == ("2026-09-14", "2026-09-27", "nothing to hand in")


def test_4_the_plan_says_what_she_will_do_and_how_impact_is_measured(plan, journey):
    assert plan.startswith("# Application & Impact Plan: ")
    for fact in (
        "- **Goal:** Students stay on task and ask questions",
        "- **Measured by:** on-task share in 10-minute scans",
        "- **Baseline:** 55%",
        "- **Target:** 75%",
        "- **By:** Fri, Nov 20, 2026",
    ):
        assert fact in plan
    assert "- **In class:** " in plan
    (handed,) = moments(journey, title="Artifact: Application & Impact Plan")
    assert handed["day"] == "2026-09-26"


def test_5_the_principal_approves_and_a_conference_is_set_one_month_later(events, journey, plan):
    (approval,) = moments(journey, kind="approval")
    assert approval["day"] == "2026-09-28"
    assert "approved by Gloria Ortiz on Mon, Sep 28, 2026" in plan
    assert events["follow-up"]["date"] == date(2026, 10, 28)
    assert (events["follow-up"]["in"], events["follow-up"]["kind"]) == ("prep", "conference")


def test_6_two_weeks_on_she_brings_it_to_her_plc(built, events, journey):
    talk = events["plc-talk"]
    assert talk["date"] == date(2026, 10, 14)  # the PLC's first meeting from October 12 on
    assert (talk["at"], talk["min"], talk["in"], talk["where"]) == ("13:50", "45", "meeting", "online")
    agenda = built.page("documents/plc-agenda/ell-elementary/2026-10-14.md", "self/schooley")
    assert "Bring it to the PLC" in agenda
    assert "led by Beth Schooley" in agenda
    members = next(line for line in agenda.splitlines() if line.startswith("- **Members:**"))
    for colleague in ("Beth Schooley", "Quinn", "Haddad", "Asante"):
        assert colleague in members
    (attended,) = moments(journey, title="Attendance: Bring it to the PLC")
    assert attended["day"] == "2026-10-14"


def test_6_she_adjusts_the_plan_and_shares_it_again_and_both_wordings_stay(plan, journey):
    (adjusted,) = moments(journey, title="Artifact: Adjusted Application & Impact Plan")
    assert (adjusted["day"], adjusted["state"]) == ("2026-10-15", "on time")
    assert [one["day"] for one in moments(journey, kind="goal")] == ["2026-09-28", "2026-10-15"]
    assert "with a partner talk first" in plan
    assert "lower my voice" in plan


def test_7_the_follow_up_conference_was_held(journey):
    (held,) = moments(journey, title="Log: Follow-up conference")
    assert (held["day"], held["state"]) == ("2026-10-28", "on time")
    (looked_back,) = moments(journey, title="Reflection: How did it go?")
    assert looked_back["day"] == "2026-10-27"


def test_8_a_week_later_the_principal_visits_her_class(events, journey):
    visit = events["see-it"]
    assert visit["date"] == date(2026, 11, 4)
    assert (visit["in"], visit["kind"], visit["lead"]) == ("class", "observation", ["ortiz"])
    seen = moments(journey, day="2026-11-04", kind="evidence")
    assert {one["title"] for one in seen} == {
        "Observation: 2a Respect and rapport",
        "Observation: 3a Communicating with students",
    }
    assert {one["state"] for one in seen} == {"on time"}


def test_9_her_growth_shows_through_multiple_sources_and_nine_steps(journey):
    own = {one["source"] for one in journey["moments"] if one["program"] == "schooley" and one["source"]}
    assert own == {
        "Activity completion from the learning platform, every course",
        "Coaching log",
        "Observations, with the school's sub-goals",
        "What people handed in",
        "Who was in the English learners meetings",
    }
    assert [one["day"] for one in journey["moments"]] == sorted(one["day"] for one in journey["moments"])
    states = {one["step"]: one["state"] for one in journey["steps"]}
    assert len(states) == 10
    assert set(states.values()) == {"done", "untracked"}


def test_the_order_is_the_documents_and_everybody_is_on_duty(built, events, check_schedule):
    order = ["agree", "plan-talk", "plc-talk", "follow-up", "see-it"]
    assert sorted(events, key=lambda name: events[name]["date"]) == order
    assert [line for line in check_schedule(built.root) if "schooley" in line] == []


def test_her_calendar_and_her_principals_hold_the_same_days(built, events):
    days = {(event["date"], event["title"]) for event in events.values()}
    assert days <= set(built.calendar("people/schooley", "self/schooley"))
    together = {(event["date"], event["title"]) for event in events.values() if "lead" in event}
    assert together <= set(built.calendar("people/ortiz"))
    assert len(together) == 4


def moved(variant, *changes):
    district = variant("schooley", {PLAN: list(changes)})
    district.run("schedule")
    return district, {key.split("/")[1]: event for key, event in district.events("schooley").items()}


def test_into_thanksgiving_each_date_moves_to_a_day_on_duty(variant, check_schedule):
    """Approved on October 27: the PLC's own Wednesdays are Veterans Day and Thanksgiving Eve."""
    district, events = moved(
        variant,
        ("when: 2026-09-11 .. 2026-12-18", "when: 2026-10-05 .. 2026-12-18"),
        ("agree: 2026-09-14", "agree: 2026-10-13"),
        ("plan.approved: 2026-09-28", "plan.approved: 2026-10-27"),
        ("since: 2026-09-28", "since: 2026-10-27"),
        ("since: 2026-10-15 ", "since: 2026-12-10 "),
    )
    assert {name: event["date"] for name, event in events.items()} == {
        "agree": date(2026, 10, 13),
        "plan-talk": date(2026, 10, 27),
        "plc-talk": date(2026, 12, 9),  # November 11 and 25 are closed: the next one two weeks on
        "follow-up": date(2026, 11, 30),  # a month from October 27 is the Friday after Thanksgiving
        "see-it": date(2026, 12, 7),  # a week after the conference as it moved, not as it was wished
    }
    assert check_schedule(district.root) == []
    district.run("build", "--audience", "self", "--person", "schooley")
    plan = district.page("documents/impact-plan/schooley.md", "self/schooley")
    assert "| Mon, Nov 30, 2026" in line(plan, "Follow-up conference")
    assert "| Dec 9 \N{EN DASH} 13, 2026 |" in line(plan, "Adjust the plan and share it again")
    calendar = district.calendar("people/schooley", "self/schooley")
    assert (date(2026, 12, 9), "Bring it to the PLC") in calendar


def test_a_visit_on_veterans_day_waits_for_the_next_day_with_students(variant, check_schedule):
    district, events = moved(
        variant,
        ("plan.approved: 2026-09-28 by ortiz", "plan.approved: 2026-09-28 by ortiz\n  follow-up: 2026-11-04"),
    )
    assert events["follow-up"]["date"] == date(2026, 11, 4)
    assert events["see-it"]["date"] == date(2026, 11, 12)
    assert "08:00" <= events["see-it"]["at"] < "12:00"  # conferences dismiss the students at noon
    assert check_schedule(district.root) == []
