"""The rules on real workspaces: what is said, where, and that good ones are left in peace."""

import inspect

import pytest

from pdcycle.diagnostics import Severity
from pdcycle.files import write
from pdcycle.flows.init import beginning, starter
from pdcycle.flows.new import Wish, new
from pdcycle.flows.ready import FOLDERS, names
from pdcycle.flows.validate import validate
from pdcycle.rules import research
from pdcycle.rules.run import RULES
from pdcycle.workspace import load


@pytest.fixture
def district(tmp_path):
    write(tmp_path, starter(beginning("D", "2026-27", "America/Chicago", ["oak", "elm"])))
    return tmp_path


def said(folder):
    return [
        (item.code, f"{item.place.file}:{item.place.start.line}:{item.place.start.column}", item.message)
        for item in validate(folder).diagnostics
    ]


def add(folder, kind, name, source=None):
    write(folder, new(load(folder), Wish(kind, name, source or name)).artefacts)


def change(folder, file, old, new_text):
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new_text, 1))


def test_the_example_and_the_ready_programs_together_have_no_errors(riverbend, district):
    assert said(riverbend) == []
    for kind in FOLDERS:
        for name in names(kind):
            add(district, kind, f"{kind}-{name}", name)
    assert said(district) == []


def test_a_school_without_a_focus(district):
    add(district, "initiative", "literacy")
    change(district, "initiatives/literacy.yaml", "elm: {focus: close-reading}", "elm: {}")
    assert said(district) == [
        ("PD015", "initiatives/literacy.yaml:15:3", "'elm' has no focus, and each school picks exactly one")
    ]


def test_one_slip_is_one_complaint_at_its_exact_place(district):
    add(district, "plan", "p", "english-learners")
    change(district, "plans/p.yaml", "focus: talk-with", "focus: talks-with")
    change(district, "plans/p.yaml", "[ell-elementary-1, ell-", "[ell-elementary-1, el-")
    file = (district / "plans/p.yaml").read_text().splitlines()
    courses = next(row for row in file if "el-elementary-2" in row)
    assert said(district) == [
        ("PD346", "plans/p.yaml:6:8", "there is no focus area 'talks-with-english-learners'"),
        (
            "PD350",
            f"plans/p.yaml:9:{courses.index(' el-elem') + 2}",
            "there is no course 'el-elementary-2'",
        ),
    ]


def test_programs_in_order_of_precedence(district):
    add(district, "plan", "p", "english-learners")
    add(district, "initiative", "rti")
    settings = district / "pdcycle.yaml"
    settings.write_text(settings.read_text() + "programs: [rit]\n")
    found = said(district)
    assert [(code, message) for code, _, message in found] == [
        ("PD354", "`programs:` leaves out p, rti, which then yield to all others"),
        ("PD353", "there is no program 'rit'"),
    ]


def test_a_check_of_retention_needs_one_in_the_catalog(district):
    add(district, "plan", "p", "english-learners")
    change(district, "catalog.yaml", '    check: {title: "English learners 2: check", pass_mark: 80%}\n', "")
    assert [(code, place.split(":")[0]) for code, place, _ in said(district)] == [("PD005", "plans/p.yaml")]


def test_an_effect_that_cannot_be_told(district):
    add(district, "plan", "p", "english-learners")
    change(district, "plans/p.yaml", "    measure: on-task share in 10-minute scans\n", "")
    assert [(code, message) for code, _, message in said(district)] == [
        ("PD013", "the goal's effect cannot be told: it has no measure")
    ]


def test_nobody_has_a_timetable(district):
    people = district / "people.csv"
    rows = [line.split(",") for line in people.read_text().splitlines()]
    prep = rows[0].index("prep")
    people.write_text(
        "\n".join(
            ",".join("" if at == prep and n else cell for at, cell in enumerate(row))
            for n, row in enumerate(rows)
        )
    )
    assert [code for code, _, _ in said(district)] == ["PD344"]


def test_rows_of_people_are_never_quoted(district):
    change(district, "people.csv", "teacher,oak", "teacher,")
    checked = validate(district)
    assert [item.severity for item in checked.diagnostics] == [Severity.ERROR]
    assert not [name for name in checked.sources if name.endswith(".csv")]


def test_each_rule_says_what_it_holds_with_an_example():
    for rule in (*RULES, *research.RULES):
        assert inspect.getdoc(rule), rule


def mends(folder):
    return [(item.code, item.message, item.help) for item in validate(folder).diagnostics]


def test_a_column_a_letter_off_is_said_once_and_read_as_what_is_meant(district):
    change(district, "people.csv", "role,schools,", "role,school,")
    assert mends(district) == [
        ("PD330", "the column `school` is read as `schools`", "rename it to `schools`")
    ]


def test_a_column_of_the_districts_own_is_left_alone(district):
    text = (district / "people.csv").read_text()
    rows = [line + (",mentor_id" if number == 0 else ",") for number, line in enumerate(text.splitlines())]
    (district / "people.csv").write_text("\n".join(rows) + "\n")
    assert said(district) == []


def test_a_group_that_is_not_there_is_said_once(district):
    add(district, "curriculum", "talk", "communication")
    change(district, "curricula/talk.yaml", "group: oak-plc", "group: oak-plcs")
    assert mends(district) == [("PD347", "there is no group 'oak-plcs'", "did you mean `oak-plc`?")]


def test_a_school_with_two_letters_swapped(district):
    change(district, "people.csv", "principal,oak", "principal,oka")
    assert mends(district) == [("PD341", "there is no school 'oka'", "did you mean `oak`?")]


def test_a_shortened_profile_is_told_the_full_names(district):
    (district / "sources").mkdir()
    (district / "sources/platform.yaml").write_text(
        "source: The platform\nfile: exports/moodle.csv\nprofile: moodle\nproves: {Coaching: welcome-to-coaching}\n"
    )
    assert mends(district) == [
        (
            "PD358",
            "there is no profile 'moodle'",
            "did you mean `moodle-activity-completion`, `moodle-course-completion` or `moodle-grades`?",
        )
    ]


def test_what_a_source_proves_is_something_there_is(district):
    (district / "sources").mkdir()
    (district / "sources/platform.yaml").write_text(
        "source: The platform\nfile: exports/moodle.csv\nprofile: moodle-activity-completion\n"
        "proves: {Coaching: welcome-to-coachin}\n"
    )
    assert mends(district) == [
        (
            "PD359",
            "nothing is called 'welcome-to-coachin', so this proves nothing",
            "did you mean `welcome-to-coaching`?",
        )
    ]


def test_the_group_whose_meeting_is_used_is_there(district):
    add(district, "curriculum", "talk", "communication")
    change(
        district,
        "curricula/talk.yaml",
        "share-exemplars: {every: 3 weeks}",
        "discuss: {in: meeting of oak-plcs}",
    )
    assert mends(district) == [("PD347", "there is no group 'oak-plcs'", "did you mean `oak-plc`?")]


@pytest.mark.parametrize(
    ("file", "old", "new_text"),
    [
        ("groups.yaml", "meets: every wednesday", "meets: evry wednesday"),
        ("catalog.yaml", "hours: 1 h", "hurs: 1 h"),
        ("rubric.yaml", "levels: [", "lvels: ["),
        ("surveys/communication-360.yaml", "items:", "itms:"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_also_complained_of_as_missing(district, file, old, new_text):
    add(district, "curriculum", "talk", "communication")
    change(district, file, old, new_text)
    assert {item.place.file for item in validate(district).diagnostics} == {file}


def test_a_quote_that_is_never_closed_is_said_at_its_row(district):
    change(district, "people.csv", "hale,Hugo Hale,", 'hale,"Hugo Hale,')
    assert ("PD338", "people.csv:9:1", "a quote in this row is never closed") in said(district)


@pytest.mark.parametrize(
    ("line", "code", "mend"),
    [
        ("commit: {share: everybody}", "PD326", "did you mean `everyone`?"),
        ("commit: {approve: principl}", "PD314", "did you mean `principal`?"),
    ],
)
def test_who_a_commitment_goes_to(district, line, code, mend):
    add(district, "curriculum", "talk", "communication")
    change(district, "curricula/talk.yaml", "share-exemplars: {every: 3 weeks}", line)
    assert [(item.code, item.help) for item in validate(district).diagnostics] == [(code, mend)]


def test_who_approved_is_a_person(district):
    add(district, "curriculum", "talk", "communication")
    text = (district / "curricula/talk.yaml").read_text()
    dates = "dates:\n  commit.approved: 2026-10-20 by castor\n"
    (district / "curricula/talk.yaml").write_text(text + dates)
    assert ("PD342", "there is no person 'castor'", "did you mean `castro`?") in mends(district)


def test_a_workspace_without_people_is_said_once(district):
    add(district, "curriculum", "talk", "communication")
    (district / "people.csv").unlink()
    assert said(district) == [("PD369", "people.csv:1:1", "there is nobody in people.csv, or no such file")]


def test_documents_that_activities_call_for(district):
    add(district, "curriculum", "c", "communication")
    extra = "      share-exemplars: {every: 3 weeks}\n"
    slip = "      share-exemplars: {every: 3 weeks, document: comitment-card}\n"
    change(district, "curricula/c.yaml", extra, slip)
    assert [(code, message) for code, _, message in said(district)] == [
        ("PD378", "there is no document 'comitment-card'")
    ]
    (district / "templates").mkdir()
    (district / "templates" / "comitment-card.md.j2").write_text("# {{ title }}\n")
    assert said(district) == []


def test_a_date_without_a_number_fixes_no_whole_series(district):
    add(district, "curriculum", "c", "communication")
    path = district / "curricula" / "c.yaml"
    path.write_text(path.read_text() + "dates:\n  talk dunn: 2026-11-05 10:15\n  commit: 2026-09-22\n")
    (found,) = validate(district).diagnostics
    line = path.read_text().splitlines().index("  talk dunn: 2026-11-05 10:15") + 1
    assert (found.code, found.place.start.line) == ("PD327", line)
    assert found.message == "'talk dunn' has the numbers 1 to 7, and this would put all of them on one date"
    assert found.help == "say which one, from `talk dunn 1` to `talk dunn 7`"
    path.write_text(path.read_text().replace("talk dunn: 2026-11-05 10:15", "talk dunn: cancelled"))
    assert said(district) == []
