"""Every figure of every report on riverbend, worked out a second time from the raw exports.

The calculation (the other modules of this folder) imports nothing of pdcycle. It covers the kinds of report in `REPORTS`,
the measures in `MEASURES` and every breakdown; a report, a measure or a field of a report that it does not cover fails
here until it is added there, or listed in `WORDS` with the reason.
"""

import ast
import json
from collections import Counter
from pathlib import Path

import pytest
from independent_exports import load
from independent_figures import DAYS
from independent_reports import REPORTS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

WORDS = {
    "report": "the kind",
    "program": "an id",
    "title": "words; moments are told apart by day, kind, step and state",
    "name": "words",
    "teacher": "an id",
    "person": "names the entry",
    "school": "names the entry",
    "group": "an id",
    "focus": "words",
    "because": "words",
    "text": "words",
    "item": "names the entry",
    "audience": "for whom, or names the entry",
    "survey": "names the entry; an initiative's survey figure is compared under its own line",
    "period": "names the entry",
    "source": "an id",
    "profile": "an id",
    "encoding": "how a file was read; tests/tables holds it",
    "file": "names the entry",
    "number": "names a figure for --explain",
    "figure_number": "names a figure for --explain",
    "columns": "titles and the latest due day of a column; every cell's own due day is compared",
    "step": "names the entry, or part of a moment",
}
"""Fields of a report that are no figures, and why each is none."""

MEASURES = {
    "artifacts": ("program", "school"),
    "assumptions": ("name",),
    "break_outs": ("program", "school"),
    "breakdown": ("program", "measure", "dimension", "part"),
    "coaching_gaps": ("program", "school", "person"),
    "coaching_regularity": ("program", "school"),
    "completion": ("program", "wants", "school"),
    "courses": ("program", "wants", "school"),
    "dose": ("program", "school", "person"),
    "goal": ("program", "owner", "way"),
    "hours": ("rule", "school", "person"),
    "hours_pace": ("rule", "program", "school"),
    "observations": ("school", "component", "level"),
    "on_time": ("program", "school"),
    "participation": ("program", "unit", "first_day", "school"),
    "plan_status": ("program", "status", "school"),
    "rubric_growth": ("program", "component", "moved", "school"),
    "steps": ("program", "cycle", "step", "step_number", "school"),
    "sub_goals": ("school", "sub_goal", "component", "level"),
    "substitutes": ("program", "way", "school"),
    "survey": ("survey", "school", "audience", "period"),
    "survey_answered": ("survey", "audience", "period"),
    "survey_change": ("survey", "audience", "school"),
    "survey_response": ("program", "school"),
}
"""The columns that name a row; all others are figures."""

NAMED_BY = ("file", "school", "person", "owner", "step", "since", "part")


@pytest.fixture(scope="module")
def told(asked):
    return {one["program"]: one for one in asked(DAYS[0])["reports"]}


def figures(value, lock):
    """The report without its words, lists as dictionaries by what names their entries."""
    if isinstance(value, dict):
        if "moments" in value:
            value = value | {"moments": sorted(map(moment, value["moments"]), key=str)}
        if "columns" in value and "rows" in value:
            return {"rows": matrix(value, lock)}
        if "strangers" in value:
            listed = value["strangers"]
            value = value | {"strangers": {"people": len(listed), "rows": sum(one["rows"] for one in listed)}}
        if "overdue" in value and "days" in value:
            value = value | {"overdue": sorted(day for _, day in value["overdue"])}
        return {
            key: figures(one, lock) for key, one in value.items() if key not in WORDS or is_survey(value, key)
        }
    if isinstance(value, list) and value and isinstance(value[0], dict):
        named = {name_of(one): figures(one, lock) for one in value}
        assert len(named) == len(value)
        return named
    return value


def is_survey(value, key):
    """An initiative's line has a figure called `survey`."""
    return key == "survey" and isinstance(value[key], dict)


def name_of(entry):
    if "item" in entry:
        return entry["survey"], entry["audience"], entry["period"], entry["item"]
    return next(entry[key] for key in NAMED_BY if key in entry)


def moment(one):
    return tuple(one[key] for key in ("day", "kind", "step", "until", "state", "program"))


def matrix(value, lock):
    """Cells by person and column. What was cancelled or skipped is in no lock and owes nothing; it is left out."""
    found = {}
    for row in value["rows"]:
        cells = {}
        for column, cell in zip(value["columns"], row["cells"], strict=True):
            if cell["met"] == "excused":
                assert gone(column["id"], row["person"], lock), (column["id"], row["person"])
            elif cell["met"] is not None:
                cells[column["id"]] = {key: cell[key] for key in cell if key != "number"}
        figures_ = {key: row[key] for key in row if key not in WORDS and key != "cells"}
        found[row["person"]] = {**figures_, "cells": cells}
    return found


def gone(column, person, lock):
    cycle, activity, keys, n, _ = column.split("/")
    names = {f"{cycle}/{activity}/{key}/{n}" for key in (keys, person, f"{person}.{keys}")}
    return not any(
        name.partition("/")[2] in names and row["state"] != "cancelled"
        for name, row in lock["events"].items()
    )


def differences(ours, theirs, path=()):
    """What differs, as (path, ours, theirs); every leaf of either side is looked at."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in {**ours, **theirs}:
            missing = f"<no {key}>"
            yield from differences(ours.get(key, missing), theirs.get(key, missing), (*path, key))
    elif ours != theirs and (ours or theirs not in ([], {})):
        yield path, ours, theirs


def test_the_calculation_imports_nothing_of_pdcycle():
    for path in HERE.glob("independent_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert [name for name in names if name.partition(".")[0] == "pdcycle"] == [], path.name


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("program", ["rti", "grades-3-5", "schooley"])
def test_every_figure_of_a_report(on, asked, program, day):
    mine = on(day)
    (report,) = (one for one in asked(day)["reports"] if one["program"] == program)
    assert report["report"] in REPORTS, "a kind of report nobody has worked out a second time"
    owner = next(one for one in mine.programs if one.id == program)
    ours = REPORTS[report["report"]](mine, owner)
    assert list(differences(ours, figures(report, owner.lock))) == []
    assert (day, program) != (DAYS[1], "grades-3-5") or ours["calls"]


@pytest.mark.parametrize("audience", ["school", "public"])
def test_what_others_are_shown_is_hidden_or_the_same(mine, asked, audience):
    """Whoever it is for: no other figure than the coach's, with nobody by name."""
    reports = asked(DAYS[0], "--audience", audience)["reports"]
    assert [one["program"] for one in reports] == ["rti", "grades-3-5"], "a plan is nobody else's"
    for report in reports:
        owner = next(one for one in mine.programs if one.id == report["program"])
        ours = REPORTS[report["report"]](mine, owner)
        by_name = {"matrix", "calls", "doses", "strangers"}
        assert not any(
            report.get(key, {}).get("rows") if key == "matrix" else report.get(key) for key in by_name
        )
        theirs = figures({key: one for key, one in report.items() if key not in by_name}, owner.lock)
        theirs["basis"].pop("strangers")
        found = [
            (path, one, other)
            for path, one, other in differences(ours, theirs)
            if not (set(path) & (by_name | {"floor"}) or hidden(theirs, path))
        ]
        assert found == []


def hidden(report, path):
    """Whether what stands there belongs to a figure that this audience is not shown."""
    for key in path:
        report = report.get(key) if isinstance(report, dict) else None
        if isinstance(report, dict) and (report.get("hidden") or report.get("state") == "hidden"):
            return True
        if isinstance(report, dict) and isinstance(report.get("figure"), dict) and report["figure"]["hidden"]:
            return True
    return False


def test_every_program_and_kind_is_looked_at(mine, told):
    assert set(told) == {one.id for one in mine.programs} == {"rti", "grades-3-5", "schooley"}
    assert {one["report"] for one in told.values()} == set(REPORTS)


def test_every_measure_is_covered():
    there = {path.stem for path in (ROOT / "pdcycle" / "data" / "measures").glob("*.sql")}
    assert there == set(MEASURES)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", MEASURES)
def test_every_row_of_a_measure(on, asked, name, day):
    rows = {}
    for row in asked(day, "--measure", name.replace("_", "-"))["rows"]:
        plain = {**row, **row.get("share", {})}
        # The assumptions' own numbers are figures; elsewhere a number names a row for --explain.
        for word in ("text", "share", "figure", *(() if name == "assumptions" else ("number",))):
            plain.pop(word, None)
        rows[tuple(plain.pop(key) for key in MEASURES[name])] = plain
    assert list(differences(getattr(on(day), name)(), rows)) == []


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("dimension", ["school", "department", "role", "grade", "month"])
def test_every_figure_of_a_breakdown(on, asked, dimension, day):
    mine = on(day)
    ours = mine.breakdown()
    totals = {
        "completion": ("completion", (None, None)), "on-time": ("on_time", (None,)),
        "courses": ("courses", ("completion", None)), "checks": ("courses", ("check", None)),
        "artifacts": ("artifacts", (None,)),
    }  # fmt: skip
    seen = 0
    for report in asked(day, "--by", dimension)["reports"]:
        program, found = report["program"], report["breakdown"]
        for name, (measure, key) in totals.items():
            if name in found["total"]:
                whole = getattr(mine, measure)()[program, *key]
                assert pair(found["total"][name]) == pair(whole)
        parts = {
            (part["part"], name): pair(part[name])
            for part in found["parts"]
            for name in totals
            if name in part and part[name]["denominator"]
        }
        assert parts == {
            (key[3], key[1]): pair(row)
            for key, row in ours.items()
            if key[0] == program and key[2] == dimension
        }
        seen += len(parts)
    assert seen > 20


def pair(row):
    return row["numerator"], row["denominator"]


# What the exports show is what the truth says happened, but for what an export cannot show


@pytest.fixture(scope="module")
def truth(riverbend):
    return json.loads((riverbend / "truth.json").read_text("utf-8"))


def shown(mine, kind, of):
    """Counted rows of a kind of this year's exports."""
    return Counter(of(row) for row in mine.rows if row.kind == kind and row.source != "evaluations-2026")


def test_talks_observations_and_what_was_handed_in_are_those_that_happened(mine, truth):
    assert shown(
        mine, "log", lambda row: (row.person, row.when.isoformat(" "), row.minutes, row.value)
    ) == Counter((one["person"], one["when"], one["minutes"], one["kind"]) for one in truth["logs"])
    seen = shown(
        mine, "observation", lambda row: (row.person, f"{row.when:%F}", row.component, row.value, row.title)
    )
    assert seen == Counter(
        (one["person"], one["when"][:10], one["component"], one["level"], one["goal"])
        for one in truth["observations"]
    )
    for kind in ("artifact", "reflection"):
        assert shown(mine, kind, lambda row: (row.person, row.subject, f"{row.when:%F}")) == Counter(
            (one["person"], one["activity"], one["when"][:10]) for one in truth[f"{kind}s"]
        )


def test_courses_are_those_completed_but_for_one_whose_state_was_set_by_hand(mine, truth):
    ours = shown(mine, "completion", lambda row: (row.person, row.subject))
    happened = Counter((one["person"], one["item"]) for one in truth["completions"])
    undone = [fault for fault in truth["faults"] if fault["do"] == "count it as not completed"]
    assert not ours - happened
    assert {person for person, _ in happened - ours} <= {fault["person"] for fault in undone}
    assert len(undone) - 1 <= sum((happened - ours).values()) <= len(undone)


def test_checks_are_as_the_last_attempt_left_them(mine, truth):
    last = {}
    for one in sorted(truth["checks"], key=lambda one: one["when"]):
        last[one["person"], one["item"]] = one["passed"]
    assert {(row.person, row.subject): row.passed for row in mine.rows if row.kind == "check"} == last


def test_who_was_there_is_who_stayed_twenty_minutes(mine, truth):
    ours = shown(mine, "attendance", lambda row: (row.person, f"{row.when:%F}", row.subject))
    signed = ("preservice", "break-out", "half-day")
    happened = Counter(
        (one["person"], one["when"][:10], one["activity"] if one.get("activity") in signed else one["group"])
        for one in truth["attendances"]
        if one["minutes"] >= 20 or one.get("activity") in signed
    )
    assert ours == happened


def test_measurements_and_minutes_are_those_given(mine, truth):
    def goal(text):
        return text if "/" in text else f"{text}/{text}"

    assert shown(mine, "measurement", lambda row: (row.subject, f"{row.when:%F}", row.value)) == Counter(
        (goal(one["goal"]), one["when"], f"{one['reached']} of {one['of']}") for one in truth["measurements"]
    )
    assert shown(mine, "minutes", lambda row: (row.subject, f"{row.when:%F}", row.value)) == Counter(
        (one["group"], one["when"], one["activity"]) for one in truth["minutes"]
    )


def test_answers_are_those_given(mine, truth, riverbend):
    assert shown(mine, "result", lambda row: (row.subject, row.person, row.audience)) == Counter(
        (one["survey"], one["about"], one["audience"]) for one in truth["answers"]
    )
    happened = {}
    for one in truth["answers"]:
        survey = load(riverbend / "surveys" / f"{one['survey']}.yaml")
        found = happened.setdefault((one["survey"], one["about"], one["audience"]), {})
        for item, said in one["answers"].items():
            scale = survey["scales"].get(survey["items"][item].get("scale", ""), {})
            if scale.get("favourable") and said:
                counted = found.setdefault(item, [0, 0, 0])
                counted[0] += said in scale["favourable"]
                counted[1] += said in {text for option in scale["options"] for text in option.values()}
                counted[2] += 1
    assert mine.answers == happened
