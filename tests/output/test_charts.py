"""Pictures: well-formed, named, the same every time, and never by colour alone."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from pdcycle.model.kinds import Kind, Step
from pdcycle.model.results import Accounting, CycleSpan, Event, Met, Occurrence, Program
from pdcycle.output import charts
from pdcycle.progress.initiative_report import GoalLine, GoalPoint, InitiativeReport, SchoolLine
from pdcycle.progress.journey import JourneyReport, Moment
from pdcycle.progress.matrix import Matrix, MatrixCell, MatrixColumn, MatrixRow
from pdcycle.progress.privacy import NOTHING, Audience, Hidden, Shown
from pdcycle.progress.reports import Basis, StepLine

DAY = date(2026, 10, 5)
BASIS = Basis(DAY, Audience.COACH, 0, (Accounting("a", "a", "a", "utf-8", 1, 1, 0),), 0, 0, 0, ())
COLUMNS = tuple(
    MatrixColumn(f"c{at}", "fall", "Learn & <check>", f"Piece {at}", Step.LEARN, DAY) for at in range(7)
)
ROW = MatrixRow("ana", "Ana <Diaz>\x00", tuple(MatrixCell(met) for met in Met), 1, 2)
GOAL = GoalLine(
    "rti", "Weekly probes", "34%", "60%", None,
    (GoalPoint(None, "Probes", "34%", "80%"), GoalPoint(DAY, "Weekly probes", "34%", "60%")), "rubric", DAY, Shown(3, 6),
)  # fmt: skip
LINE = SchoolLine(
    "a",
    "Adams",
    "Probes",
    GOAL,
    Shown(1, 2),
    Shown(1, 2),
    NOTHING,
    Shown(3, 6),
    9,
    Shown(None, None, Hidden.FEW, 5),
    NOTHING,
)
STEPS = tuple(
    StepLine(step, state, Shown(1, 2))
    for step, state in zip(
        Step,
        ["done", "due", "skipped", "ahead", "none", "partly", "hidden", "untracked", "done", "done"],
        strict=True,
    )
)
MOMENTS = (
    Moment(DAY, "because", "Observation", Step.REFLECT),
    Moment(date(2026, 11, 2), "planned", "Learn", Step.LEARN, date(2026, 12, 1), "due"),
    Moment(date(2026, 11, 3), "evidence", "Log", None),
)
EVENTS = [
    Event(
        f"e{at}",
        "p",
        f"Talk {at}",
        Kind.COACHING,
        date(2026, 10, 5 + at % 2),
        480 + 20 * at,
        30,
        (),
        (),
        (),
        None,
        "prep",
        "placed",
    )
    for at in range(4)
]
PROGRAM = Program(
    "p", "curriculum", "A year", (), (), (CycleSpan("fall", "Fall", date(2026, 9, 1), date(2027, 1, 20), None),),
    (Occurrence("p/fall/learn/-/1", "p", "fall", "learn", (), 1, Kind.COURSE, Step.LEARN, "Learn", False, (), (), (), (), date(2026, 9, 1), date(2026, 9, 20), ()),),
)  # fmt: skip

PICTURES = {
    "matrix": lambda: charts.matrix_chart(Matrix(COLUMNS, (ROW,)), "Progress"),
    "steps": lambda: charts.steps_chart(STEPS, "The ten steps"),
    "schools": lambda: charts.schools_chart(InitiativeReport("rti", "RTI", BASIS, (), (LINE,), LINE, STEPS)),
    "goals": lambda: charts.goals_chart([GOAL], "Goals"),
    "journey": lambda: charts.journey_chart(
        JourneyReport("p", "Plan", "ana", "Ana", "Talk", "", BASIS, MOMENTS, (GOAL,), STEPS)
    ),
    "nothing": lambda: charts.journey_chart(
        JourneyReport("p", "Plan", "ana", "Ana", "Talk", "", BASIS, (), (), STEPS)
    ),
    "year": lambda: charts.year_chart(PROGRAM, DAY),
    "week": lambda: charts.week_chart(EVENTS, DAY, "A week"),
}


@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)
def test_a_picture_is_whole_named_and_needs_nothing(draw):
    text = draw()
    root = ET.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text
    assert root.find(f"{space}desc").text
    assert root.get("role") == "img"
    assert (
        root.get("aria-labelledby")
        == f"{root.find(f'{space}title').get('id')} {root.find(f'{space}desc').get('id')}"
    )
    assert not re.search(r"<script|<image|<foreignObject|https?://(?!www\.w3\.org/2000/svg)|\son\w+=", text)
    ids = {item.get("id") for item in root.iter() if item.get("id")}
    assert {item.get("href").removeprefix("#") for item in root.iter(f"{space}use")} <= ids
    assert draw() == text


def test_each_state_has_a_shape_of_its_own():
    text = charts.matrix_chart(Matrix(COLUMNS, (ROW,)), "Progress")
    shapes = re.findall(r'<g id="matrix-[a-z-]+">(.*?)</g>', text)
    colourless = [re.sub(r"#[0-9a-f]{3,6}", "", shape) for shape in shapes]
    assert len(set(colourless)) == len(shapes) == 7


def test_a_hidden_figure_is_words_and_no_bar():
    text = PICTURES["schools"]()
    assert text.count("fewer than 5") == 2
    assert "Artifacts: " not in text


def test_a_schools_whole_name_stands_in_its_row():
    from dataclasses import replace

    long = replace(LINE, name="Birch Elementary School", focus="Progress monitoring")
    shown = charts.schools_chart(InitiativeReport("rti", "RTI", BASIS, (), (long,), LINE, STEPS))
    assert ">Birch Elementary School</text>" in shown
    assert ">Progress monitoring</text>" in shown
