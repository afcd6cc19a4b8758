"""A smaller district with terms, audiences and sizes of its own; and what it adds without a line of Python."""

import csv
import hashlib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

PINECREST = Path(__file__).with_name("pinecrest")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pinecrest(tmp_path_factory, district_of):
    district = district_of(PINECREST, tmp_path_factory.mktemp("pinecrest") / "d")
    district.run("schedule")
    district.run("build")
    district.run("build", "--audience", "coach")
    return district


@pytest.fixture
def copy(tmp_path, district_of):
    return district_of(PINECREST, tmp_path / "d")


PREPS = {"2": ("08:55", "10:00"), "3": ("10:05", "11:10"), "4": ("10:45", "11:35"), "5": ("12:15", "13:05")}
"""When the periods ring that people.csv names as somebody's prep: 2 and 3 at Crest, 4 and 5 at Pine."""


def broken(check_schedule, district):
    """Broken rules; the checker knows preps from a timetable, here they are told by people.csv's short form."""
    rows = csv.DictReader((district.root / "people.csv").read_text("utf-8").splitlines())
    prep = {row["id"]: PREPS[row["prep"]] for row in rows if row["prep"]}
    found = [line for line in check_schedule(district.root) if ": not in a prep of " not in line]
    found = [line for line in found if ": not in a class of " not in line]
    for program in ("staff-talk", "rounds", "kim-feedback"):
        for key, event in district.events(program).items():
            for person in event["people"] if event["in"] == "prep" else ():
                hour, minute = map(int, event["at"].split(":"))
                end = hour * 60 + minute + int(event["min"])
                until = f"{end // 60:02}:{end % 60:02}"
                if not prep[person][0] <= event["at"] < until <= prep[person][1]:
                    found.append(f"{program}/{key}: not in a prep")
    return found


def test_it_validates_clean_and_everything_has_a_place(pinecrest, check_schedule):
    checked = pinecrest.run("validate")
    assert checked.err.startswith("4 programs checked, nothing wrong")
    for program in ("readers", "staff-talk", "rounds", "kim-feedback"):
        assert pinecrest.events(program)
        assert "unplaced" not in (pinecrest.root / f"schedule/{program}.lock.yaml").read_text("utf-8")
    assert broken(check_schedule, pinecrest) == []
    assert pinecrest.run("schedule", "--check").code == 0


def test_a_semester_may_be_a_twelve_week_term_with_three_audiences(pinecrest):
    page = pinecrest.page("documents/curriculum/staff-talk.md")
    assert "## Autumn: Feedback that lands\n\nAug 17 \N{EN DASH} Nov 13, 2026" in page
    for audience in ("families", "aides", "counselors"):
        assert f"| One new tool for each audience ({audience}) |" in page
        assert pinecrest.page(f"documents/survey/how-it-lands-{audience}.md").startswith("# ")
    courses = next(line for line in page.splitlines() if "| Courses |" in line or "Talk moves |" in line)
    assert "Aug 17 \N{EN DASH} 30, 2026" in courses  # two weeks here
    talks = Counter(key.split("/")[2] for key in pinecrest.events("staff-talk") if "/talk/" in key)
    assert talks == dict.fromkeys(("abel", "kim", "lind", "marsh", "okoye", "petit", "ruiz", "tran"), 2)


def test_an_initiative_of_two_schools_and_three_terms_visits_every_second_month(pinecrest):
    events = pinecrest.events("readers")
    visits = Counter(
        (event["schools"][0], event["min"]) for key, event in events.items() if "/break-out/" in key
    )
    assert visits == {("pine", "20"): 8, ("crest", "15"): 8}
    half_days = {key.split("/")[-1] for key in events if "/half-day/" in key}
    assert half_days == {"1", "2", "3"}
    assert events["year/growth-day/-/1"]["date"] == date(2027, 5, 28)


def test_a_date_in_the_fall_break_moves_past_the_data_day_that_has_no_preps(pinecrest):
    events = {key.split("/")[1]: event["date"] for key, event in pinecrest.events("kim-feedback").items()}
    assert events == {
        "agree": date(2026, 8, 31),
        "plan-talk": date(2026, 9, 14),
        "plc-talk": date(2026, 10, 2),
        "follow-up": date(2026, 10, 20),
        "see-it": date(2026, 10, 27),
    }


def test_reports_speak_this_districts_rubric(pinecrest):
    report = pinecrest.report("readers")
    assert [school["focus"] for school in report["schools"]] == ["Talk about texts", "Students annotate"]
    journey = pinecrest.report("kim-feedback")
    assert "t2 Feedback to students" in journey["because"]
    text = pinecrest.run("report", "kim-feedback").out
    assert "5 rows read = 4 used + 0 folded + 1 set aside." in text


def test_reports_of_a_kind_know_its_schools_and_coaches(pinecrest):
    for kind in ("school/pine", "school/crest", "district/all", "half-day/all", "celebration/all"):
        assert "<h1>" in pinecrest.page(f"reports/{kind}.html")
    text = pinecrest.run("report", "half-day:pine").out
    assert "Pine" in text.splitlines()[0]
    told = " ".join(text.split())
    assert "Talk about texts" in told or "Students annotate" in told
    celebration = pinecrest.run("report", "celebration").out
    assert "fewer than 10" in celebration or "not shown" in celebration or "not been measured" in celebration
    coach = sorted(path.stem for path in (pinecrest.root / "build/coach/reports/coach").glob("*.html"))
    assert coach == ["sorrel"]


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


PATTERN = """\
# Evidence first, the course last: an order no shipped pattern has.
pattern: Show, then learn
parameters:
  courses: {type: courses}
activities:
  film: {kind: submission, step: evidence, each: member, title: A lesson on video, when: start .. +2 weeks, expects: 1 video}
  confer: {kind: meeting, lead: coach, title: Watch together, when: from film.end, in: meeting}
  plan: {kind: submission, each: member, title: Next try, document: next-try, when: confer.end .. +1 week}
  learn: {kind: course, each: member, items: $courses, when: plan.end .. +2 weeks, check: retention}
"""

PROGRAM = """\
curriculum: Show it first
group: circle
cycles:
  - id: late-winter
    when: 2027-01-19 .. 2027-03-19
    focus: feedback
    pattern: show-first
    with: {courses: [feedback-that-lands]}
"""

PROFILE = """\
profile: ClipShelf library export
about: One row a clip; the owner stands as Last, First.
evidence: video
header:
  needs: [[clip id], [added], [shelf owner]]
columns:
  when: [added]
  name: [shelf owner]
  title: [clip name]
dates: {order: dmy}
"""

SOURCE = """\
source: Lesson clips
file: exports/clips.csv
profile: clipshelf
proves: {"*": film}
"""

EXPORT = """\
ClipShelf 4.2 library export;;;
Clip ID;Added;Shelf owner;Clip name
00017;21/01/2027;Kim, Dana;Exit tickets, period 2
00018;25/01/2027;Tran, Bao;Morning meeting
00019;26/01/2027;Nobody, Alex;Something else
"""

OVERRIDE = """\
# {{ title }} (Pinecrest letterhead)

{% for cycle in cycles %}
{{ cycle.title }}: {{ cycle.focus }}

{% endfor %}
"""

SHEET = """\
# Next try: {{ title }}

Focus: {{ focus }}. Step {{ step.number }}.

{% for entry in entries %}
- {{ entry.people | names }}, by {{ entry.last | day }}: I will try ____
{% endfor %}
"""


def test_own_pattern_own_templates_and_own_profile_without_touching_pdcycle(copy, check_schedule):
    before = tree(ROOT / "pdcycle")
    added = {
        "patterns/show-first.yaml": PATTERN,
        "curricula/show-it.yaml": PROGRAM,
        "profiles/clipshelf.yaml": PROFILE,
        "sources/clips.yaml": SOURCE,
        "exports/clips.csv": EXPORT,
        "templates/curriculum.md.j2": OVERRIDE,
        "templates/next-try.md.j2": SHEET,
    }
    for name, text in added.items():
        path = copy.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    settings = copy.root / "pdcycle.yaml"
    settings.write_text(settings.read_text("utf-8").replace("rounds, kim", "rounds, show-it, kim"), "utf-8")
    assert copy.run("validate").err.startswith("5 programs checked, nothing wrong")
    copy.run("schedule")
    assert broken(check_schedule, copy) == []
    watch = copy.events("show-it")["late-winter/confer/-/1"]
    assert (watch["date"], watch["at"], watch["title"]) == (date(2027, 2, 5), "14:30", "Watch together")

    copy.run("build", "--audience", "coach", "--as-of", "2027-02-12")
    page = copy.page("documents/curriculum/show-it.md", "coach")
    assert page.startswith("# Show it first (Pinecrest letterhead)\n")
    html = copy.page("documents/curriculum/show-it.html", "coach")
    assert "<h1>Show it first (Pinecrest letterhead)</h1>" in html  # HTML follows the workspace's Markdown
    sheet = copy.page("documents/next-try/show-it-late-winter-plan.md", "coach")
    assert sheet.startswith("# Next try: Next try\n\nFocus: Feedback that lands. Step 4.")
    assert "- Dana Kim, by Thu, Feb 11, 2027: I will try" in sheet
    assert "next-try/show-it-late-winter-plan.html" in copy.page("documents/index.html", "coach")

    report = copy.report("show-it")
    at = [column["id"] for column in report["matrix"]["columns"]].index("late-winter/film/-/1/video")
    shown = {row["person"]: row["cells"][at]["met"] for row in report["matrix"]["rows"]}
    assert (shown["kim"], shown["tran"], shown["okoye"]) == ("on time", "on time", "due")
    told = next(one for one in report["basis"]["accounting"] if one["file"] == "exports/clips.csv")
    assert (told["profile"], told["read"], told["used"], told["folded"]) == ("clipshelf", 3, 2, 0)
    assert told["aside"] == [["nobody in people.csv matches", 1]]
    assert [step["step"] for step in report["steps"] if step["state"] != "none"] == [
        "learn", "plan", "evidence", "confer",
    ]  # fmt: skip
    assert tree(ROOT / "pdcycle") == before
