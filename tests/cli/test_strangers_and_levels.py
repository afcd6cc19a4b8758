"""People nobody matches are listed for who may know them; plans get proposals; hidden levels give no answer."""

import json
import re

import pytest

AS_OF = ("--as-of", "2027-02-12")
WORDS = ("Marchetti-Bell", "M Chen", "Delacroix", "iPhone", "mrs.k@home.example")


def told(run, root, *argv):
    return json.loads(run("-C", root, "report", *argv, *AS_OF, "--format", "json").out)["reports"][0]["basis"]


@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_the_coachs_report_lists_them_in_every_form_and_other_readers_get_the_number(run, riverbend, form):
    argv = ("-C", riverbend, "report", "rti", *AS_OF, "--format", form, "--audience")
    coach = " ".join(run(*argv, "coach").out.replace("-\n", "-").split())
    assert all(word in coach for word in ("Marchetti", "Delacroix", "iPhone", "mrs.k"))
    if form != "json":
        assert "People we could not match" in coach
    for audience in ("school", "district", "public"):
        said = run(*argv, audience)
        assert not [word for word in WORDS if word in said.out + said.err]
        assert '"unresolved": 9' in said.out if form == "json" else "9 people" in said.out


def test_each_is_told_with_the_line_and_the_cell_that_mends_it(run, copy):
    listed = {one["shown"]: one for one in told(run, copy, "rti")["strangers"]}
    assert len(listed) == 9
    assert listed["Chen, M."] == {
        "file": "exports/observations.csv",
        "row": 131,
        "shown": "Chen, M.",
        "candidates": ["chen-maria", "chen-michael"],
        "rows": 1,
        "places": [["exports/observations.csv", 131]],
        "mends": [
            {"person": "chen-maria", "line": 26, "column": "aliases", "cell": '"Chen, M."'},
            {"person": "chen-michael", "line": 47, "column": "aliases", "cell": '"Chen, M."'},
        ],
    }
    mend = listed["Jo Marchetti-Bell"]["mends"][0]
    people = copy / "people.csv"
    lines = people.read_text().splitlines()
    assert lines[0].endswith(",aliases")
    assert lines[mend["line"] - 1].startswith("marchetti,")
    lines[mend["line"] - 1] = (
        lines[mend["line"] - 1].rstrip(",")
        + "," * lines[mend["line"] - 1].count(",", len(lines[mend["line"] - 1].rstrip(",")))
        + mend["cell"]
    )
    people.write_text("\n".join(lines) + "\n")
    assert len(told(run, copy, "rti")["strangers"]) == 8


def test_ones_own_report_lists_only_who_may_be_oneself(run, riverbend):
    own = told(run, riverbend, "grades-3-5", "--audience", "self", "--person", "chen-maria")
    assert [one["shown"] for one in own["strangers"]] == ["Chen", "Chen, M.", "M Chen"]
    assert {tuple(one["candidates"]) for one in own["strangers"]} == {("chen-maria",)}
    assert {mend["person"] for one in own["strangers"] for mend in one["mends"]} == {"chen-maria"}
    other = told(run, riverbend, "schooley", "--audience", "self", "--person", "schooley")
    assert (other["strangers"], other["unresolved"]) == ([], 9)


def test_inspect_lists_them_where_it_knows_the_staff(run, riverbend):
    found = run("-C", riverbend, "inspect", "exports/observations.csv")
    assert "2 people, 2 rows: none of it counts until people.csv says who they are." in found.out
    assert "Jo Marchetti-Bell" in found.out
    assert max(map(len, found.out.splitlines())) <= 80
    assert "could not match" not in run("inspect", riverbend / "exports" / "observations.csv").out


def test_a_new_plan_proposes_by_the_teachers_ratings_and_says_no_level(run, copy):
    made = run("-C", copy, "new", "plan", "ours", "--teacher", "diaz")
    assert made.code == 0
    text = (copy / "plans" / "ours.yaml").read_text()
    assert (
        "# Proposed by `evaluations-2026`, component 1f Planning assessment. DECIDE: keep what is below, or write\n"
        "# because: {source: evaluations-2026, date: 2026-05-20, component: 1f}    # cited, never repeated\n"
        "# focus: assessment-consistency\n"
        "# with: {courses: [grading-together], plc: grades-3-5}\n"
        "focus: talk-with-english-learners\n"
    ) in text
    levels = ("unsatisfactory", "basic", "proficient", "distinguished")
    assert not [level for level in levels if level in text + made.err]
    assert run("validate", copy).code == 0
    # What it proposes holds once somebody takes it.
    taken = re.sub(r"(?m)^(focus|with): .*\n", "", text)
    taken = re.sub(r"(?m)^# (because|focus|with):", r"\1:", taken)
    (copy / "plans" / "ours.yaml").write_text(taken)
    assert run("validate", copy).code == 0


def test_a_new_plan_without_ratings_is_as_it_was(run, district):
    assert run("-C", district, "new", "plan", "p").code == 0
    assert "Proposed" not in (district / "plans" / "p.yaml").read_text()


def test_a_new_initiative_dates_the_component_it_adds(run, district):
    rubric = district / "rubric.yaml"
    text = rubric.read_text()
    line = "  rti: Response to Intervention in the classroom\n"
    assert line in text
    rubric.write_text(text.replace(line, ""))
    assert run("-C", district, "new", "initiative", "rti").code == 0
    assert (
        '  rti: {title: "Response to Intervention in the classroom", since: 2026-07-01}\n'
        in rubric.read_text()
    )
    assert run("validate", district).code == 0


def test_what_was_seen_before_a_component_was_on_the_rubric_is_no_growth(run, copy):
    rubric = copy / "rubric.yaml"
    before = json.loads(
        run("-C", copy, "report", "rti", *AS_OF, "--measure", "rubric-growth", "--format", "json").out
    )
    assert any(row["component"].startswith("rti") for row in before["rows"])
    rubric.write_text(rubric.read_text().replace("since: 2026-08-25", "since: 2027-02-12"))
    after = json.loads(
        run("-C", copy, "report", "rti", *AS_OF, "--measure", "rubric-growth", "--format", "json").out
    )
    assert not any(row["component"].startswith("rti") for row in after["rows"])
    aside = told(run, copy, "rti")["accounting"]
    assert any(
        reason == "a component the rubric did not have yet" for one in aside for reason, _ in one["aside"]
    )


def test_a_hidden_level_has_no_answer_whatever_is_asked(run, riverbend):
    argv = ("-C", riverbend, "report", "grades-3-5", *AS_OF, "--audience", "public", "--format", "json")
    seen = set()
    for wanted in ("participation >= 1%", "participation >= 100%"):
        found = run(*argv, "--require", wanted)
        assert f"grades-3-5: {wanted}? not shown for this audience" in found.err
        seen.add((found.code, json.loads(found.out)["levels"][0]["reached"]))
    assert seen == {(2, None)}
