"""The district's initiative, read off the output in the order the document tells it."""

import csv
import io
from collections import Counter, defaultdict
from datetime import date

import pytest

SCHOOLS = ("birch", "cedar", "lincoln", "river-high")
SNOW = "  - {when: 2027-02-15 mon"
ONE_MORE = "  - {when: 2027-02-23 tue, status: closed, unplanned: true, name: Snow day}\n"


@pytest.fixture(scope="module")
def events(built):
    return built.events("rti")


@pytest.fixture(scope="module")
def report(built):
    return built.report("rti")


@pytest.fixture(scope="module")
def page(built):
    return built.page("documents/initiative/rti.md")


def of(events, activity):
    return {key: event for key, event in events.items() if key.split("/")[1] == activity}


def line(page, title):
    return next(line for line in page.splitlines() if f"| {title} |" in line)


def test_1_courses_are_open_all_summer_at_ones_own_pace(events, report, page):
    assert not of(events, "learn")
    assert "| Jun 22 \N{EN DASH} Aug 25, 2026 | 123 people | completion and check passed |" in line(
        page, "Courses"
    )
    total = report["total"]["courses"]
    assert total["numerator"] / total["denominator"] > 0.9


def test_2_principals_are_trained_before_the_first_session_with_teachers(built, events, page):
    first = line(page, "Principals learn first: Leading Response to Intervention in a school")
    assert "| Jun 22 \N{EN DASH} Aug 25, 2026 | 4 people | completion |" in first
    first_session = min(event["date"] for event in of(events, "preservice").values())
    assert first_session == date(2026, 8, 25)
    journeys = built.page("reports/rti.csv", "coach")
    assert "completion done" in journeys.splitlines()[0]


def test_3_teachers_come_together_for_a_week_from_august_25(events):
    days = defaultdict(set)
    for key, event in of(events, "preservice").items():
        days[key.split("/")[2]].add(event["date"])
        assert event["in"] == "staff-time"
        assert event["min"] == "180"
    assert set(days) == set(SCHOOLS)
    for found in days.values():
        assert sorted(found) == [date(2026, 8, day) for day in (25, 26, 27, 28)]


def test_4_each_school_picks_one_focus_and_they_differ(report, page):
    focus = {school["school"]: school["focus"] for school in report["schools"]}
    assert focus == {
        "birch": "Rules for when to change a plan",
        "cedar": "Small groups that work in tier 2",
        "lincoln": "Watching progress in tier 2",
        "river-high": "Finding out early who needs help",
    }
    assert "| Jun 22 \N{EN DASH} Aug 25, 2026 | 4 people | artifact of the group |" in line(
        page, "The school picks its one focus"
    )


def test_5_the_principal_visits_department_meetings_for_twenty_minutes(built, events, report):
    lead = {"birch": "pham", "cedar": "whitfield", "lincoln": "ortiz", "river-high": "okafor"}
    visits = of(events, "break-out")
    count = Counter(key.split("/")[2] for key in visits)
    assert len(count) == 20
    assert set(count.values()) == {8}  # each department once a month
    for key, event in visits.items():
        (school,) = event["schools"]
        assert key.split("/")[2].endswith(school)
        assert (event["min"], event["in"], event["lead"]) == ("20", "meeting", [lead[school]])
    # Two departments share an afternoon: the principal goes from one to the other.
    first = {key.split("/")[2]: event for key, event in visits.items() if key.endswith("/1")}
    assert first["primary-lincoln"]["date"] == first["specials-lincoln"]["date"] == date(2026, 10, 6)
    assert {first["math-river-high"]["at"], first["science-river-high"]["at"]} == {"14:35", "14:55"}
    assert first["math-river-high"]["date"] == first["science-river-high"]["date"] == date(2026, 9, 14)
    held = {one["school"]: one["break_outs"] for one in report["schools"]}
    assert held["lincoln"]["numerator"] == held["lincoln"]["denominator"] == 20
    assert held["birch"]["numerator"] == 12


def test_5_each_break_out_is_shared_to_the_group(built):
    page = built.page("programs/rti.html")
    assert "Break-out in the department meeting" in page
    agenda = built.page("documents/plc-agenda/math-river-high/2026-09-14.md")
    assert "Break-out in the department meeting" in agenda
    assert "What we decided" in agenda


def test_6_the_districts_goal_and_the_schools_sub_goals_stand_on_the_observation_form(built, events):
    for school, focus, goal in (
        ("lincoln", "Watching progress in tier 2", "Weekly probes in every tier-2 group"),
        ("cedar", "Small groups that work in tier 2", "Groups of five or fewer meet four times a week"),
        ("birch", "Rules for when to change a plan", "Each plan says when it will be changed"),
        ("river-high", "Finding out early who needs help", "Every ninth grader is screened twice"),
    ):
        form = built.page(f"documents/observation-form/rti-{school}.md")
        assert "- **Goal:** Every teacher works the RTI process as it was meant" in form
        assert f"## School sub-goal: {focus}\n\n- **Goal:** {goal}\n" in form
        assert "| rti Response to Intervention in the classroom |" in form
        assert "This form holds no rating." in form


def test_7_a_half_day_each_semester_to_examine_data(events, built):
    found = defaultdict(dict)
    for key, event in of(events, "half-day").items():
        _, _, school, n = key.split("/")
        found[school][n] = event["date"]
        assert (event["min"], event["in"]) == ("180", "staff-time")
    assert set(found) == set(SCHOOLS)
    fall = (date(2026, 8, 31), date(2027, 1, 22))
    spring = (date(2027, 1, 25), date(2027, 6, 15))
    for days in found.values():
        assert set(days) == {"1", "2"}
        assert fall[0] <= days["1"] <= fall[1]
        assert spring[0] <= days["2"] <= spring[1]


def test_7_sub_goals_are_rewritten_there_and_their_history_is_kept(report, built):
    goal = next(one["goal"] for one in report["schools"] if one["school"] == "lincoln")
    assert goal["target"] == "65%"
    assert [(one["since"], one["target"]) for one in goal["history"]] == [
        ("2026-09-14", "80%"),
        ("2027-01-22", "65%"),
    ]
    assert {one["text"] for one in goal["history"]} == {"Weekly probes in every tier-2 group"}
    assert "**Target:** 65%" in built.page("documents/observation-form/rti-lincoln.md")
    assert "80%" in built.page("schools/lincoln.html") or "80%" in built.page("reports/rti.html")


def test_8_each_teacher_shows_one_artifact_at_years_end(report, page):
    assert "| May 18 \N{EN DASH} Jun 15, 2027 | 123 people | artifact |" in line(
        page, "One artifact that shows this year's skills"
    )
    assert (report["total"]["artifacts"]["numerator"], report["total"]["artifacts"]["denominator"]) == (
        0,
        123,
    )
    states = {step["step"]: step for step in report["steps"]}
    assert (states["evidence"]["state"], states["evidence"]["ahead"]) == ("ahead", 123)


def test_9_the_day_after_school_lets_out_everybody_meets(built, events):
    (day,) = of(events, "growth-day").values()
    assert day["date"] == date(2027, 6, 16)
    assert (day["at"], day["min"]) == ("08:30", "360")
    assert set(day["schools"]) == set(SCHOOLS)
    assert len(day["people"]) + len(day.get("lead", ())) >= 125
    for school in SCHOOLS:
        assert (date(2027, 6, 16), "District growth day") in built.calendar(f"schools/{school}", "school")


def test_10_each_school_sets_next_years_goal_and_sees_the_others(page, built):
    assert "| Jun 16 \N{EN DASH} 29, 2027 | 4 people | artifact of the group |" in line(
        page, "Next year's school goal"
    )
    rows = list(csv.DictReader(io.StringIO(built.page("reports/rti.csv"))))
    assert {row["School"]: row["Target"] for row in rows}["Cedar Elementary School"] == "12 of 14"
    assert len({row["Goal"] for row in rows if row["Goal"]}) == 4


def test_every_step_of_the_cycle_but_the_first_is_in_the_year(report):
    assert [step["step"] for step in report["steps"] if step["state"] == "none"] == ["reflect"]


def test_the_year_breaks_no_rule(built, check_schedule):
    assert [line for line in check_schedule(built.root) if "rti/" in line or line.startswith("rti")] == []


def test_a_closure_that_extends_the_year_moves_the_growth_day(variant, check_schedule):
    """Three snow days are built in and March 26 makes up for a fourth: the fifth and sixth add days in June."""
    another, fifth, sixth = (
        ONE_MORE.replace("02-23 tue", day) for day in ("02-24 wed", "02-25 thu", "02-26 fri")
    )
    district = variant("rti", {"calendar.yaml": [(SNOW, ONE_MORE + another + SNOW)]})
    district.run("schedule")
    fourth = district.events("rti")["year/growth-day/-/1"]["date"]
    assert fourth == date(2027, 6, 16)
    more = fifth + sixth
    path = district.root / "calendar.yaml"
    path.write_text(path.read_text("utf-8").replace(SNOW, more + SNOW), "utf-8")
    district.run("schedule")
    (day,) = of(district.events("rti"), "growth-day").values()
    assert day["date"] == date(2027, 6, 18)
    assert day["seq"] == "1"  # calendars that hold the old day learn of the new one
    assert check_schedule(district.root) == []
    district.run("build")
    page = district.page("documents/initiative/rti.md")
    assert "| Fri, Jun 18, 2027 |" in line(page, "District growth day")
    assert (date(2027, 6, 18), "District growth day") in district.calendar("schools/birch", "school")
