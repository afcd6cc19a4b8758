"""What is said while exports are missing, wrong or empty: nobody is behind, and nothing is called right."""

import json

import pytest

SOURCE = "source: Course completions\nfile: exports/courses.csv\nprofile: course-completions\n"


@pytest.fixture
def planned(run, district):
    assert run("-C", district, "new", "curriculum", "ours", "--from", "communication").code == 0
    return district


def write(district, text, name="courses.csv"):
    (district / "exports").mkdir(exist_ok=True)
    (district / "exports" / name).write_text(text)


def test_a_report_without_an_export_accuses_nobody(run, planned):
    ran = run("-C", planned, "report", "--as-of", "2027-03-01")
    assert ran.code == 0
    assert ran.out.splitlines()[2].startswith("No export has been read yet")
    for word in ("Whom to call", "overdue", "0 of", "x not seen"):
        assert word not in ran.out
    table = run("-C", planned, "report", "--as-of", "2027-03-01", "--format", "csv").out
    assert {line.split(",")[-2] for line in table.splitlines()[1:]} <= {"not known", "ahead", "cancelled"}
    found = json.loads(run("-C", planned, "report", "--as-of", "2027-03-01", "--format", "json").out)
    assert found["reports"][0]["calls"] == []
    page = run("-C", planned, "report", "ours", "--as-of", "2027-03-01", "--format", "html").out
    assert "No export has been read yet" in page
    assert "overdue" not in page.split("<main", 1)[1].replace("is-overdue", "").split("Person by activity")[0]


def test_a_level_cannot_be_reached_on_nothing(run, planned):
    ran = run("-C", planned, "report", "--as-of", "2027-03-01", "--require", "completion >= 80%")
    assert ran.code == 1
    assert "ours: completion >= 80%? nothing is known: no export was read" in ran.err


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", 1, "error[PD515] the file is empty"),
        ("Colour,Size\nred,4\n", 1, "error[PD504] this is no export of"),
    ],
)
def test_validate_looks_at_the_headers_of_exports(run, planned, text, code, said):
    (planned / "sources").mkdir()
    (planned / "sources" / "courses.yaml").write_text(SOURCE)
    before = run("validate", planned)
    assert (before.code, before.out) == (0, "")
    assert "no export that sources/ names is here yet" in before.err
    write(planned, text)
    ran = run("validate", planned)
    assert (ran.code, said in ran.out) == (code, True)


def test_validate_warns_of_an_export_that_alone_is_missing(run, planned):
    (planned / "sources").mkdir()
    (planned / "sources" / "courses.yaml").write_text(SOURCE)
    (planned / "sources" / "later.yaml").write_text(SOURCE.replace("courses.csv", "later.csv"))
    write(planned, "")
    assert (
        "sources/later.yaml:2:7: warning[PD501] no file matches `exports/later.csv`"
        in run("validate", planned).out
    )
