"""What a principal's pages never hold: nobody's notes, ratings, own goals or progress, in any file or format."""

import csv
import io
import json
import re

import pytest

LEVELS = ("unsatisfactory", "basic", "proficient", "distinguished")


@pytest.fixture(scope="module")
def truth(built):
    return json.loads((built.root / "truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def people(built):
    text = (built.root / "people.csv").read_text("utf-8")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text))}


def files(built, audience):
    """Every file of an audience, hidden ones too, by its path."""
    folder = built.root / "build" / audience
    found = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    assert len(found) > 50
    return found


def unfolded(text):
    """A calendar's lines put together again, so that a fold hides nothing."""
    return re.sub(r"\r?\n[ \t]", "", text)


@pytest.fixture(scope="module")
def school(built):
    return {path: unfolded(text) for path, text in files(built, "school").items()}


MARK = re.compile(r"\b[a-z]+ [a-z]+ \d{4}\b")


def marks_in(text):
    """What may be a mark, with or without its brackets, which some formats escape."""
    return set(MARK.findall(text))


def seeded(truth):
    """Every piece of private text that stands in an export: marks, and the notes around them."""
    marks = {entry["mark"].strip("[]") for entry in truth["marks"]}
    notes = {record["note"].split(" [")[0] for name in ("logs", "observations") for record in truth[name]}
    return marks | {part for note in notes for part in note.split("; ") if len(part) > 12}


def split(wanted):
    marks = {one for one in wanted if MARK.fullmatch(one)}
    return marks, sorted(wanted - marks)


def test_the_seeds_are_really_in_the_exports(built, truth):
    text = "".join(
        (built.root / name).read_bytes().decode("utf-8", "replace")
        for name in ("private/coaching-log.csv", "exports/observations.csv", "exports/evaluations-2026.csv")
    )
    wanted = seeded(truth)
    marks, notes = split(wanted)
    assert len(marks) > 500
    assert len(notes) > 10
    assert marks <= marks_in(text)
    assert [one for one in notes if one not in text] == []


def leaks(texts, wanted):
    """Which pieces of private text stand in which file."""
    marks, notes = split(wanted)
    found = []
    for path, page in texts.items():
        text = unfolded(page)
        found += [(path, one) for one in sorted(marks_in(text) & marks)]
        found += [(path, one) for one in notes if one in text]
    return found


def test_no_seeded_note_is_on_any_page_but_a_coachs_and_ones_own(built, truth):
    """Also not in what `schedule` and `render` write beside the audiences' folders."""
    folder = built.root / "build"
    texts = {
        path.relative_to(built.root).as_posix(): path.read_text("utf-8")
        for home in (folder, built.root / "schedule")
        for path in home.rglob("*")
        if path.is_file() and path.relative_to(built.root).parts[1] not in ("coach", "self")
    }
    assert {path.split("/")[1] for path in texts} >= {"school", "rti.lock.yaml"}
    assert leaks(texts, seeded(truth)) == []


def test_a_coach_reads_each_persons_notes_on_that_persons_log_alone(built, truth):
    written = {}
    for record in truth["logs"]:
        written.setdefault(record["person"], set()).update(marks_in(record["note"]))
    texts = files(built, "coach")
    found = [(path, one) for path, one in leaks(texts, seeded(truth)) if MARK.fullmatch(one)]
    for path, one in found:
        assert path.startswith("documents/coaching-log/"), path
        person = path.rsplit("/", 1)[1].split(".")[0]
        assert one in written[person], (path, one)
    assert len({one for _, one in found}) > 100


def test_ones_own_pages_hold_ones_own_notes_and_no_others(built, truth):
    own = {
        mark
        for record in truth["logs"]
        if record["person"] == "schooley"
        for mark in marks_in(record["note"])
    }
    found = {one for _, one in leaks(files(built, "self/schooley"), seeded(truth)) if MARK.fullmatch(one)}
    assert found <= own


def test_no_rating_of_a_person_is_on_a_principals_page(school, people):
    """Levels are named only in goals, as a threshold; never on a line or in a row with somebody's name."""
    names = {row["name"] for row in people.values()}
    leaks = []
    for path, text in school.items():
        for line in text.replace("</tr>", "</tr>\n").replace("</li>", "</li>\n").splitlines():
            if re.search(rf"\b({'|'.join(LEVELS)})\b", line, re.IGNORECASE):
                allowed = "or higher" in line or "RTI" in line or "rti" in path
                leaks += [(path, name) for name in names if name in line]
                assert allowed, (path, line[:200])
    assert leaks == []


def test_every_level_an_observer_gave_stays_out_of_every_audience(built, truth):
    """A journey says that she was seen and what in, never how it was judged."""
    for audience in ("self/schooley", "coach"):
        told = built.page("reports/schooley.json", audience) + built.page("reports/schooley.html", audience)
        assert "3a Communicating with students" in told
        assert not re.search(rf"\b({'|'.join(LEVELS)})\b", told, re.IGNORECASE)


def test_a_plan_is_a_persons_own(built, school):
    plan = (built.root / "plans/schooley.yaml").read_text("utf-8")
    own = ["on-task share", "Students stay on task", "partner talk", "lower my voice", "3a Communicating"]
    assert all(text in plan for text in own[:4])
    allowed = re.compile(r"^documents/observation-form/|^documents/survey/")
    found = [
        (path, text)
        for path, page in school.items()
        for text in own
        if text in page and not allowed.match(path)
    ]
    assert found == []
    assert "reports/schooley.json" not in school
    assert not [
        path for path in school if path.startswith(("documents/impact-plan", "documents/coaching-log"))
    ]


def test_no_calendar_of_a_person_and_no_talk_by_name(school, people):
    assert not [path for path in school if path.startswith("calendars/people")]
    talks = [path for path, text in school.items() if path.endswith(".ics") and "Coaching talk" in text]
    assert talks == []
    page = school["programs/grades-3-5.html"]
    rows = [row for row in re.split(r"</tr>|</li>", page) if "Coaching talk" in row]
    names = {row["name"] for person, row in people.items() if row["role"] == "teacher"}
    assert rows
    assert not [name for row in rows for name in names if name in row]


def test_reports_for_a_school_hold_counts_and_no_rows_of_people(built, school, people):
    names = {row["name"] for row in people.values()} | {row["email"] for row in people.values()}
    for program in ("grades-3-5", "rti"):
        for ending in ("json", "csv", "md", "html"):
            text = school[f"reports/{program}.{ending}"]
            assert not [name for name in names if name in text], (program, ending)
        told = json.loads(school[f"reports/{program}.json"])
        assert told["basis"]["audience"] == "school"
        assert not told.get("matrix", {}).get("rows")
        assert not told.get("doses")
        assert not told.get("calls")


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_report_command_keeps_it_for_a_school_too(built, truth, people, form):
    names = {row["name"] for row in people.values()}
    said = built.run("report", "grades-3-5", "--audience", "school", "--format", form)
    marks, notes = split(seeded(truth))
    assert not marks & marks_in(said.out)
    assert not [one for one in (*notes, *names) if one in said.out]
    refused = built.command("report", "schooley", "--audience", "school", "--format", form)
    assert refused.code == 1
    assert refused.out == ""


def test_figures_of_few_are_hidden_in_every_format(built):
    report = built.report("grades-3-5", "school")
    assert report["basis"]["floor"] == 5
    hidden = [step for step in report["steps"] if step["figure"]["hidden"]]
    assert all(step["figure"]["numerator"] is None for step in hidden)
    for line in report["surveys"]:
        figure = line["figure"]
        assert figure["hidden"] or figure["denominator"] >= 5


def test_ones_own_pages_hold_nobody_elses(built, people):
    text = "".join(
        page for path, page in files(built, "self/schooley").items() if path.startswith("reports/schooley")
    )
    others = {
        row["name"] for person, row in people.items() if row["role"] == "teacher" and person != "schooley"
    }
    assert not [name for name in others if name in text]
    rti = json.loads(built.page("reports/rti.json", "self/schooley"))
    assert rti["basis"]["audience"] == "self"


def test_what_is_said_on_stderr_holds_no_names_and_no_rows(built, truth, people):
    wanted = seeded(truth)
    names = {row[key] for row in people.values() for key in ("name", "email")}
    for argv in (("validate",), ("report", "--format", "json"), ("report", "schooley")):
        said = built.run(*argv).err
        assert not [one for one in (*wanted, *names) if one in said], argv
    assert "PD5" in built.run("report", "rti").err  # there is something to complain about
