"""The pictures of the kinds: small multiples, goals on their way, before and after, levels; nothing cut off."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pdcycle.model.kinds import Kind, Step
from pdcycle.model.results import CycleSpan, Met, Occurrence, Program
from pdcycle.output import charts
from pdcycle.output.capacity_chart import load_chart
from pdcycle.output.charts_panels import panels_chart, tracks_chart
from pdcycle.output.charts_rows import bands_chart, dots_chart
from pdcycle.output.charts_svg import wide, wrapped
from pdcycle.progress.digest import (
    Band,
    Bands,
    Dots,
    Load,
    LoadRow,
    LoadWeek,
    Pair,
    Panel,
    Panels,
    Point,
    Track,
    Tracks,
)
from pdcycle.progress.matrix import Matrix, MatrixCell, MatrixColumn, MatrixRow
from pdcycle.progress.privacy import Hidden, Shown

SVG = "{http://www.w3.org/2000/svg}"
LONG = (
    "A school whose name is far longer than any column that a chart ever set aside for the names of schools"
)
FIRST, LAST = date(2026, 9, 1), date(2027, 6, 15)
HIDDEN = Shown(None, None, Hidden.FEW, 5)
POINTS = (
    Point(FIRST, Shown(3, 9)),
    Point(date(2026, 10, 5), Shown(5, 9)),
    Point(date(2026, 11, 2), HIDDEN),
    Point(date(2026, 12, 7), Shown(9, 9)),
)
COLUMNS = tuple(
    MatrixColumn(f"c{at}", "fall", f"{LONG} {at // 3}", f"Piece {at}", Step.LEARN, FIRST) for at in range(6)
)
OCCURRENCE = Occurrence("p/fall/a/-/1", "p", "fall", "a", (), 1, Kind.COURSE, Step.LEARN, LONG, False, (), (), (), (), FIRST, LAST, ())  # fmt: skip

PICTURES = {
    "panels": lambda: panels_chart(
        Panels("Took part", (Panel(LONG, POINTS), Panel("Oak", POINTS), Panel("Elm", POINTS[2:3])))
    ),
    "one panel": lambda: panels_chart(Panels("Took part", (Panel("Oak", POINTS),))),
    "tracks": lambda: tracks_chart(
        Tracks(
            "Goals",
            date(2027, 2, 12),
            (
                Track(
                    LONG,
                    LONG,
                    FIRST,
                    LAST,
                    Fraction(1, 3),
                    ((FIRST, Fraction(4, 5)), (date(2027, 1, 22), Fraction(3, 5))),
                    POINTS,
                ),
                Track("Oak", "Probes", FIRST, LAST, None, ((FIRST, Fraction(1)),), ()),
            ),
        )
    ),
    "dots": lambda: dots_chart(
        Dots(
            "Favourable",
            "fall",
            "spring",
            (Pair(LONG, Shown(3, 9), Shown(6, 9)), Pair("Oak", HIDDEN, Shown(6, 9))),
        )
    ),
    "bands": lambda: bands_chart(
        Bands(
            "Levels",
            ("basic", "proficient", "distinguished"),
            (Band(LONG, (3, 0, 6)), Band("Oak", None, "fewer than 5")),
        )
    ),
    "load": lambda: load_chart(
        Load("What each week asks", Fraction(3, 5), (LoadRow(LONG, (LoadWeek(FIRST, 400, 300),)),))
    ),
    "matrix": lambda: charts.matrix_chart(
        Matrix(COLUMNS, (MatrixRow("ana", LONG[:60], tuple(MatrixCell(Met.LATE) for _ in COLUMNS), 1, 2),)),
        "Progress",
    ),
    "year": lambda: charts.year_chart(
        Program(
            "p",
            "curriculum",
            "A year",
            (),
            (),
            (CycleSpan("fall", "Fall", FIRST, LAST, None),),
            (OCCURRENCE,),
        ),
        FIRST,
    ),
}


def words(text):
    return " ".join(item.text or "" for item in ET.fromstring(text).iter(f"{SVG}text"))


@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)
def test_a_picture_is_whole_named_and_the_same_every_time(draw):
    text = draw()
    root = ET.fromstring(text)
    assert root.find(f"{SVG}title").text
    assert root.find(f"{SVG}desc").text
    assert not re.search(r"<script|<image|https?://(?!www\.w3\.org/2000/svg)", text)
    assert draw() == text


@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)
def test_no_label_is_cut_and_none_leaves_its_picture(draw):
    text = draw()
    assert "…" not in text
    root = ET.fromstring(text)
    right, bottom = map(float, root.get("viewBox").split()[2:])
    for item in root.iter(f"{SVG}text"):
        x, y, size = (float(item.get(key)) for key in ("x", "y", "font-size"))
        long = wide(item.text or "", size)
        if item.get("transform"):  # names that rise at 60 degrees
            assert y - long * 0.87 >= -2
            assert x + long * 0.5 <= right
            continue
        start = {"start": x, "middle": x - long / 2, "end": x - long}[item.get("text-anchor")]
        assert start >= -2, item.text
        assert start + long <= right + 2, item.text
        assert y <= bottom


@pytest.mark.parametrize("name", ["panels", "tracks", "dots", "bands", "load", "year"])
def test_a_long_name_wraps_and_is_there_whole(name):
    assert LONG in words(PICTURES[name]()).replace("1 A school", "A school")


def test_lines_hold_every_letter():
    word = "Donaudampfschifffahrtsgesellschaft"
    lines = wrapped(f"{word} und {word}", 80)
    assert "".join(lines) == f"{word}und{word}"
    assert all(wide(line) <= 80 for line in lines)


def test_hidden_figures_are_gaps_and_words():
    text = PICTURES["panels"]()
    assert text.count("<circle") == 6
    assert "not shown" in words(text)
    assert "fewer than 5 → 67%" in words(PICTURES["dots"]())
    assert "fewer than 5" in words(PICTURES["bands"]())


def test_levels_are_told_apart_without_colour():
    """The number stands in each piece, the legend is in the pieces' order, and shades only get darker."""
    text = PICTURES["bands"]()
    legend = re.findall(r'<rect x="[\d.]+" y="8" width="12" height="12" fill="#(..)(..)(..)"', text)
    light = [sum(int(part, 16) for part in shade) for shade in legend]
    assert light == sorted(light, reverse=True)
    assert len(set(light)) == 3
    assert words(text).startswith("basic proficient distinguished")


def test_the_numbers_stand_beside_every_picture_of_the_site(built):
    """Each picture's part has a table in the same section, and no picture of the site shortens a word."""
    seen = 0
    for audience in ("school", "coach"):
        reports: Path = built.root / "build" / audience / "reports"
        for path in sorted(reports.rglob("*.html")):
            if path.parent.name not in ("coach", "school", "district", "half-day", "celebration"):
                continue
            for section in re.findall(r"<section.*?</section>", path.read_text("utf-8"), re.DOTALL):
                for picture in re.findall(r"<svg.*?</svg>", section, re.DOTALL):
                    seen += 1
                    assert "…" not in picture
                    assert "<table" in section
    assert seen > 40


def test_a_coach_sees_the_weeks_and_the_district_all_who_lead(built):
    assert "What the weeks ask" in built.page("reports/coach/rivera.html", "coach")
    assert "What the weeks ask of those who lead" in built.page("reports/district/all.html", "coach")
    assert "What the weeks ask" not in built.page("reports/district/all.html")


def test_the_load_of_nobody_is_a_picture_too():
    empty = replace(Load("What each week asks", Fraction(3, 5), ()), rows=())
    assert ET.fromstring(load_chart(empty)).find(f"{SVG}title").text == "What each week asks"
