"""Each measure on a group of six in two schools, its figures worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pdcycle import shipped
from pdcycle.errors import PdcycleError
from pdcycle.language.document import read
from pdcycle.model.binding import bind
from pdcycle.model.catalog import Catalog
from pdcycle.model.hours import HoursRule
from pdcycle.model.kinds import Kind, Step
from pdcycle.model.people import Person
from pdcycle.model.results import CycleSpan, Event, Goal, Revision, Schedule, Stay, SurveyAnswers
from pdcycle.model.settings import Costs
from pdcycle.model.survey import Survey
from pdcycle.progress.breakdowns import breakdown
from pdcycle.progress.columns import COLUMNS
from pdcycle.progress.facts import Facts
from pdcycle.progress.levels import level, parse_wanted
from pdcycle.progress.matching import progress
from pdcycle.progress.measures import Cell, measure, texts
from pdcycle.progress.measuring import goal_names, measurements
from pdcycle.progress.privacy import Audience

AS_OF = date(2026, 11, 30)
SCHOOLS = {"ana": "oak", "ben": "oak", "cam": "oak", "dee": "elm", "eli": "elm", "fay": "elm"}
GRADES = {"ana": ("3",), "ben": ("3", "4"), "cam": ("4",), "dee": ("3",), "eli": (), "fay": ("5",)}
CATALOG = Catalog.model_validate(
    {"catalog": "C", "list": {"probes": {"title": "Probes", "hours": "2 h", "check": {"pass_mark": "80%"}}}}
)
SURVEY = Survey.model_validate(
    {
        "survey": "How it lands",
        "scales": {"agree": {"options": ["no", "yes"], "favourable": ["yes"]}},
        "items": {name: {"text": name, "scale": "agree"} for name in ("clear", "kind", "new")},
    }
)


def rule(name):
    path = shipped.data("hours") / f"{name}.yaml"
    model, problems = bind(read(path.read_bytes(), path.name), HoursRule)
    assert not problems
    return model


def school_days():
    """Weekdays of September to November, two of them closed."""
    first, closed = date(2026, 9, 1), {date(2026, 11, 26), date(2026, 11, 27)}
    days = [first + timedelta(days=at) for at in range(91)]
    open_ = tuple(day for day in days if day.weekday() < 5 and day not in closed)
    return {"oak": open_, "elm": open_}


@pytest.fixture(scope="module")
def facts(build):
    asked, seen = [], []
    for who in SCHOOLS:
        first, last = date(2026, 9, 7), date(2026, 9, 25)
        asked.append(
            build.occurrence("g", "learn", 1, who, "course", first, last, "completion of probes, check")
        )
        asked.append(
            build.occurrence(
                "g", "commit", 1, who, "submission", date(2026, 9, 28), date(2026, 10, 4), "artifact",
                step=Step.PLAN, share="group", group="team", document="commitment-card",
                approver="pat" if who in ("ana", "ben") else None,
                approved=date(2026, 10, 8) if who == "ana" else None,
            )
        )  # fmt: skip
        asked.extend(
            build.occurrence("g", "talk", n, who, "coaching", day, day, "log", minutes=30)
            for n, day in ((1, date(2026, 10, 8)), (2, date(2026, 10, 29)))
        )
    seen.extend(
        build.evidence(
            f"c-{who}", who, "completion", "probes", date(2026, 9, 20), passed=who != "dee" or None
        )
        for who in ("ana", "ben", "cam", "dee")
    )
    for who, day in (("ana", date(2026, 10, 1)), ("ben", date(2026, 10, 6)), ("dee", date(2026, 10, 2))):
        seen.append(build.evidence(f"a-{who}", who, "artifact", "commit", day))
    talks = {
        "ana": [(8, 10, 25), (22, 10, 40), (29, 10, None)],
        "ben": [(8, 10, 30), (29, 10, 30)],
        "dee": [(29, 10, 30)],
    }
    for who, days in talks.items():
        for day, month, minutes in days:
            when = date(2026, month, day)
            seen.append(build.evidence(f"l-{who}-{day}", who, "log", "talk", when, minutes=minutes))
    seen.append(build.evidence("m-1", "", "minutes", "team", date(2026, 10, 5), value="commitment-card"))
    seen.append(build.evidence("m-2", "", "minutes", "choir", date(2026, 10, 5), value="commitment-card"))
    levels = {
        "ana": ("basic", "proficient"),
        "ben": ("proficient", "proficient"),
        "dee": ("proficient", "basic"),
        "eli": ("basic",),
    }
    for who, given in levels.items():
        for at, value in enumerate(given):
            day = date(2026, 9, 10) + timedelta(days=60 * at)
            goal = "wait-time" if at else None
            seen.append(
                build.evidence(
                    f"o-{who}-{at}", who, "observation", "", day, component="3a", value=value, title=goal
                )
            )
    seen.append(build.evidence("g-1", "", "measurement", "g/oak", date(2026, 10, 1), value="11 of 20"))
    seen.append(build.evidence("g-2", "", "measurement", "g/oak", date(2026, 11, 1), value="15 of 20"))
    stays = [Stay(who, last=date(2026, 10, 15) if who == "fay" else None) for who in SCHOOLS]
    goals = (
        Goal("oak", (Revision(None, "Talk", None, None, None, None, "55%", "75%", None),), ()),
        Goal(
            "ana",
            tuple(
                Revision(since, "Own", None, None, None, None, None, None, None) for since in (None, AS_OF)
            ),
            (),
        ),
    )
    program = build.program("g", asked, stays, group="team", goals=goals,
        cycles=(CycleSpan("fall", "Fall", date(2026, 9, 1), date(2027, 1, 22), None),))  # fmt: skip
    book = build.ledger(seen)
    released = Event(
        "g/fall/learn/x/1",
        "g",
        "Data day",
        Kind.WORKSHOP,
        date(2026, 10, 2),
        480,
        240,
        (),
        (),
        ("oak",),
        None,
        "release",
        "placed",
        substitutes=3,
    )
    return Facts(
        (program,),
        progress((program,), book, AS_OF, build.rubric),
        book,
        {who: Person(who, who.title(), at, schools=(school,), grades=GRADES[who], department="math" if at < 4 else "arts")
         for at, (who, school) in enumerate(SCHOOLS.items(), 1)},
        {"oak": "Oak", "elm": "Elm"},
        surveys={"lands": SURVEY},
        catalog=CATALOG,
        rubric=build.rubric,
        answers=(
            *answers("fall", date(2026, 9, 15), clear=(2, 4), kind=(1, 4), new=(4, 4)),
            *answers("winter", date(2026, 11, 15), clear=(5, 6), kind=(3, 6)),
        ),
        measurements=measurements((program,), book),
        schedule=Schedule((released,)),
        school_days=school_days(),
        hours={name: rule(name) for name in ("pennsylvania-act-48", "texas-cpe")},
        costs=Costs(substitute_day=Decimal(128)),
    )  # fmt: skip


def answers(period, day, **items):
    for item, (yes, all_) in items.items():
        counts = (("no", all_ - yes), ("yes", yes))
        yield SurveyAnswers("lands", item, "families", counts, all_, "ana", period, day=day, asked=12)


@pytest.fixture(scope="module")
def measures(facts):
    return measure(facts)


def shares(measures, name, *columns, **where):
    return {
        tuple(row[column] for column in columns): (row["numerator"], row["denominator"], row["people"])
        for row in measures.of(name, **where)
    }


def test_participation_grows_and_shrinks_by_month_and_week(measures):
    months = measures.of("participation", unit="month", school=None)
    assert [(str(row["first_day"]), row["numerator"], row["denominator"]) for row in months] == [
        ("2026-09-01", 4, 6),  # the completions; the observations belong to nothing the program asks
        ("2026-10-01", 3, 6),  # fay is in until the 15th
        ("2026-11-01", 0, 5),
    ]
    assert [row["numerator_before"] for row in months] == [None, 4, 3]
    weeks = {
        str(row["first_day"]): row["numerator"]
        for row in measures.of("participation", unit="week", school="oak")
    }
    assert weeks["2026-09-14"] == 3
    assert weeks["2026-10-26"] == 2
    assert (
        sum(weeks.values()) == 3 + 1 + 2 + 1 + 2
    )  # completions, a card, a card and two talks, a talk, two talks


def test_plans_are_drafted_shared_approved_and_revised(measures):
    assert shares(measures, "plan_status", "status", school=None) == {
        ("drafted",): (3, 6, 6),
        ("shared",): (6, 6, 6),  # one line of the group's minutes, for all of them
        ("approved",): (1, 2, 2),
        ("revised",): (1, 1, 1),
    }
    assert shares(measures, "plan_status", "status", school="elm") == {
        ("drafted",): (1, 3, 3),
        ("shared",): (3, 3, 3),
    }


def test_minutes_of_another_group_share_nothing(facts):
    assert facts.progress.unmatched == (
        "o-ana-0",
        "o-ben-0",
        "o-dee-0",
        "o-eli-0",
        "m-2",
        "o-ana-1",
        "o-ben-1",
        "o-dee-1",
    )
    shared = [match for match in facts.progress.matches if match.expectation.piece == "shared"]
    assert {match.evidence for match in shared} == {"m-1"}
    assert all(match.expectation.optional for match in shared)


def test_pages_somebody_opened_share_nothing(facts, build):
    """A course's access report tells minutes of a person; what was shared stands in minutes of a group alone."""
    opened = build.evidence("v-1", "ana", "minutes", "", date(2026, 10, 5))
    seen = [item for item in facts.ledger.evidence if item.id != "m-1"]
    found = progress(facts.programs, build.ledger([*seen, opened]), AS_OF, build.rubric)
    assert not [match for match in found.matches if match.expectation.piece == "shared" and match.evidence]
    assert opened.id in found.unmatched


def test_what_is_shared_or_measured_changes_no_completion(measures):
    asked = 6 + 6 + 6 + 6 + 5  # fay's second talk came after she had left
    assert measures.cell("completion", program="g", wants=None, school=None) == Cell(
        4 + 3 + 3 + 2 + 3, asked, 6
    )


def test_the_dose_and_the_longest_gap_in_days_of_school(measures):
    doses = {
        row["person"]: (row["talks"], row["minutes"], row["beyond"], row["untold"])
        for row in measures.of("dose")
    }
    assert doses == {"ana": (3, 65, 1, 1), "ben": (2, 60, 0, 0), "dee": (1, 30, 0, 0)}
    gaps = {
        row["person"]: (row["gap"], str(row["from_day"]), row["talks"])
        for row in measures.of("coaching_gaps")
    }
    assert gaps["ana"] == (26, "2026-09-01", 3)  # until the first talk
    assert gaps["dee"] == (41, "2026-09-01", 1)
    assert gaps["cam"] == (61, "2026-09-01", 0)  # to the day of the report, two closed days not counted
    assert gaps["fay"] == (31, "2026-09-01", 0)  # until she left
    # ana's talks lie 9 and 4 school days apart, ben's 14; dee had one only.
    assert shares(measures, "coaching_regularity", "school") == {("oak",): (1, 2, 2), (None,): (1, 2, 2)}


def test_levels_move_and_are_never_averaged(measures):
    assert shares(measures, "rubric_growth", "moved", school=None) == {
        ("up",): (1, 3, 3),
        ("same",): (1, 3, 3),
        ("down",): (1, 3, 3),
    }
    assert shares(measures, "sub_goals", "school", "sub_goal", "level") == {
        ("elm", "wait-time", 1): (1, 1, 1),
        ("oak", "wait-time", 2): (2, 2, 2),
    }


def test_surveys_before_and_after_count_what_was_asked_both_times(measures):
    row = measures.of("survey_change", audience="families", school="oak")[0]
    assert (row["period_before"], row["numerator_before"], row["denominator_before"]) == ("fall", 3, 8)
    assert (row["period"], row["numerator"], row["denominator"], row["people"]) == ("winter", 8, 12, 4)
    assert shares(measures, "survey_answered", "period") == {("fall",): (4, 12, 12), ("winter",): (6, 12, 12)}
    assert shares(measures, "survey", "period", school="oak") == {
        ("fall",): (7, 12, 4),
        ("winter",): (8, 12, 6),
    }


def test_hours_are_rounded_as_the_rule_says_and_held_against_it(facts, measures):
    credit = {
        row["person"]: (row["seen_minutes"], row["credited_minutes"])
        for row in measures.of("hours", rule="texas-cpe")
    }
    # A course of 2 h; talks at most as long as planned: 25, and 30 of 40, each down to 15 minutes. The third talk is
    # beyond what was asked and tells no length, so that nobody knows its worth.
    assert credit["ana"] == (120 + 25 + 30, 120 + 15 + 30)
    assert credit["ben"] == (180, 180)
    assert credit["cam"] == (120, 120)
    assert "eli" not in credit
    assert facts.hours["texas-cpe"].unchecked == (
        "the cap on independent-study", "the cap on presenting", "the cap on mentoring", "the part for related-to-certificate",
    )  # fmt: skip
    assert facts.hours["texas-cpe"].required / facts.hours["texas-cpe"].years == 30
    assert measures.cell("hours_pace", rule="texas-cpe", program="g", school=None) == Cell(0, 5, 5)


def test_a_cap_and_rounding_to_the_nearest(facts):
    strict = HoursRule.model_validate(
        {
            "hours": "Ours", "required": "1 h", "years": "1", "rounding": {"to": "60 min", "how": "nearest"},
            "caps": [{"category": "self-paced", "share": "50%"}], "counts": {"online": "self-paced"},
            "source": "the board", "as_of": "2026-07-01",
        }
    )  # fmt: skip
    found = measure(replace(facts, hours={"ours": strict}))
    credit = {row["person"]: row["credited_minutes"] for row in found.of("hours")}
    # The course is cut to half an hour; a talk of 25 minutes rounds to none, those of 30 to an hour.
    assert credit == {"ana": 30 + 60, "ben": 30 + 120, "cam": 30, "dee": 30 + 60}
    assert found.cell("hours_pace", rule="ours", program="g", school=None) == Cell(3, 5, 5)


@pytest.mark.parametrize("path", sorted(shipped.data("hours").glob("*.yaml")), ids=lambda path: path.stem)
def test_hours_rules_are_dated_and_say_where_they_are_from(path):
    found = rule(path.stem)
    assert found.source.startswith("https://")
    assert found.as_of >= date(2026, 1, 1)
    assert found.rounding.note


def test_a_goal_measured_stands_against_its_target(measures, facts):
    row = measures.of("goal", owner="oak")[0]
    assert (row["way"], row["numerator"], row["denominator"], row["target"], row["is_reached"]) == (
        "measured",
        15,
        20,
        750,
        True,
    )
    assert goal_names(facts.programs) == {
        "ana": "g/ana",
        "g/ana": "g/ana",
        "g/oak": "g/oak",
        "oak": "g/oak",
        "own": "g/ana",
        "talk": "g/oak",
    }


def test_substitutes_cost_what_the_assumptions_say(measures):
    used = measures.of("substitutes", way="used", school=None)[0]
    assert (used["half_days"], used["cost"], used["currency"]) == (
        6,
        38400,
        "USD",
    )  # 4 h: two half-days, three people
    avoided = measures.of("substitutes", way="avoided", school=None)[0]
    assert (avoided["half_days"], avoided["cost"]) == (4, 25600)
    assert {row["name"]: row["number"] for row in measures.of("assumptions")} == {
        "half_day_minutes": 210,
        "source": 0,
        "substitute_day": 12800,
    }


def test_a_breakdown_adds_up_to_the_measure_it_breaks_down(facts, measures):
    program = facts.programs[0]
    for dimension in ("school", "department", "role", "month"):
        found = breakdown(facts, measures, program, dimension, Audience.COACH)
        for at, total in enumerate(found.total):
            parts = [line.figures[at] for line in found.parts]
            assert sum(part.numerator for part in parts) == total.numerator
            assert sum(part.denominator for part in parts) == total.denominator
    grades = breakdown(facts, measures, program, "grade", Audience.COACH)
    assert [(line.name, line.figures[0].text) for line in grades.parts] == [
        ("no grade", "0 of 5"), ("3", "13 of 15"), ("4", "7 of 10"), ("5", "0 of 4"),
    ]  # fmt: skip
    hidden = breakdown(facts, measures, program, "school", Audience.SCHOOL)
    assert all(line.figures[0].hidden for line in hidden.parts)


@pytest.mark.parametrize(
    ("text", "reached"),
    [("completion >= 50%", True), ("completion>=52%", False), ("on_time < 60%", True), ("drafted >= 3 of 6", True),
     ("shared = 100%", True), ("participation > 0%", False), ("break-outs >= 90%", True)],
)  # fmt: skip
def test_a_level_is_reached_or_missed(facts, measures, text, reached):
    wanted = parse_wanted(text, measures)
    assert level(measures, facts.programs[0], wanted, 0).reached is reached


def test_a_level_that_cannot_be_read_or_seen_is_said(facts, measures):
    assert parse_wanted("completon >= 50%", measures) == "did you mean `completion`?"
    assert parse_wanted("completion >= a lot", measures) == "write it as 'completion >= 80%'"
    assert level(measures, facts.programs[0], parse_wanted("revised >= 1%", measures), 5).reached is None


def test_a_workspace_adds_a_measure_of_its_own(facts, tmp_path):
    (tmp_path / "talkers.sql").write_text(
        "-- Talkers.\nSELECT program, count(DISTINCT person) AS numerator, 6 AS denominator, 6 AS people\n"
        "FROM expectation WHERE wants = 'log' AND is_met GROUP BY program"
    )
    found = measure(facts, texts(tmp_path))
    assert found.cell("talkers", program="g") == Cell(3, 6, 6)
    assert level(found, facts.programs[0], parse_wanted("talkers >= 50%", found), 0).reached


def test_a_measure_that_cannot_be_worked_out_is_said_by_name(facts, tmp_path):
    (tmp_path / "broken.sql").write_text("-- Broken.\nSELECT person FROM expectations")
    with pytest.raises(
        PdcycleError, match="the measure `broken` cannot be worked out: Table with name expectations"
    ):
        measure(facts, texts(tmp_path))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "the measure `mine` is not one query"),
        (b"-- Mine.\nDELETE FROM expectation", "the measure `mine` is not one query"),
        (b"-- Mine.\nSELECT 1 AS a; DROP TABLE evidence", "the measure `mine` is not one query"),
        (b"\xff\xfeS\x00", "measures/mine.sql is not UTF-8 text"),
        (b"-- Mine.\nCOPY (SELECT 1) TO 'x.csv'", "the measure `mine` is not one query"),
        (b"-- Mine.\nSELECT * FROM read_csv('people.csv')", "the measure `mine` cannot be worked out: Cannot access"),
        (b"-- Mine.\nSELECT 1/0 AS numerator, 1 AS denominator", "gives inf as its numerator, which is no whole number"),
        (b"-- Mine.\nSELECT 'a' AS numerator, 1 AS denominator", "gives a as its numerator, which is no whole number"),
        (b"-- Mine.\nSELECT 2 AS numerator, 2.5 AS denominator", "gives 2.5 as its denominator"),
    ],
)  # fmt: skip
def test_a_measure_that_is_no_count_is_said_by_name_and_reaches_no_file(facts, tmp_path, text, said):
    (tmp_path / "mine.sql").write_bytes(text)
    with pytest.raises(PdcycleError, match=said):
        measure(facts, texts(tmp_path))


def test_a_measure_of_nothing_is_nothing(facts, tmp_path):
    (tmp_path / "mine.sql").write_text("-- Mine.\nSELECT sum(level) AS numerator, count(*) AS denominator FROM evidence WHERE false")  # fmt: skip
    found = measure(facts, texts(tmp_path))
    assert level(found, facts.programs[0], parse_wanted("mine >= 50%", found), 0).reached
    assert found.cell("mine") == Cell(0, 0, None)


def test_the_docs_name_every_measure_table_and_column():
    page = (Path(__file__).parents[2] / "docs" / "measures.md").read_text()
    assert not [name for name in texts() if f"`{name}`" not in page]
    assert not [name for name in COLUMNS if f"| `{name}` |" not in page]
    assert not [name for columns in COLUMNS.values() for name, _ in columns if f"`{name}`" not in page]


def test_the_measure_of_the_docs_runs(facts):
    page = (Path(__file__).parents[2] / "docs" / "measures.md").read_text()
    sql = page.split("```sql\n")[1].split("```")[0]
    assert measure(facts, {"early_birds": sql}).of("early_birds")[0]["denominator"] == 15
