"""A click on a figure leads to what was counted, and the file and line it names hold that very row."""

import csv
import re

import pytest

pytestmark = pytest.mark.chromium


def line_at(root, place):
    """The line that `exports/a.csv:12` names."""
    file, _, line = place.rpartition(":")
    raw = (root / file).read_bytes()
    text = raw.decode("utf-16" if raw[:2] == b"\xff\xfe" else "utf-8-sig", errors="replace")
    return text.splitlines()[int(line) - 1]


@pytest.mark.parametrize(
    ("path", "section", "button"),
    [
        ("coach/reports/grades-3-5.html", "The ten steps", "25 of 52"),
        ("coach/reports/half-day/all.html", "Cedar Elementary School: Who took part", "28 of 28"),
        ("coach/reports/celebration/all.html", "Together", "245 of 250"),
        (
            "self/schooley/reports/schooley.html",
            "The journey, day by day",
            "Every row of every export behind it",
        ),
    ],
)
def test_a_click_leads_from_a_figure_to_its_rows(built, page, path, section, button):
    with (built.root / "people.csv").open(encoding="utf-8", newline="") as file:
        people = {one["name"]: one for one in csv.DictReader(file)}
    page.goto((built.root / "build" / path).as_uri(), wait_until="load")
    part = page.locator("section").filter(has=page.get_by_role("heading", name=section))
    part.get_by_role("link", name=re.compile(f"^{button}")).first.click()

    rows = page.locator("table.rows tbody tr")
    shown = rows.filter(has=page.locator("code"))
    assert shown.count() >= 20
    for at in range(shown.count()):
        row = shown.nth(at)
        known = people[row.locator("th").inner_text()]
        for place in row.locator("code").all_inner_texts():
            line = line_at(built.root, place)
            parts = known["name"].split()
            assert known["email"] in line or all(part in line for part in parts), (place, known["id"])
    assert page.asked == []

    page.get_by_role("link", name="Back to the report").click()
    assert page.url.endswith(path)


def test_the_keyboard_is_enough(built, page):
    page.goto((built.root / "build/coach/reports/rti.html").as_uri(), wait_until="load")
    link = page.locator("a.figure").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/rti/*.html")
    assert "pdcycle/data/measures/" in page.locator("main").inner_text()


def test_a_page_that_stands_alone_holds_what_is_behind_its_figures(built, page, tmp_path):
    alone = tmp_path / "rti.html"
    alone.write_text(built.run("report", "rti", "--format", "html").out, "utf-8")
    page.goto(alone.as_uri(), wait_until="load")
    behind = page.locator(".behind > section")
    assert behind.count() > 20
    assert not any(one.is_visible() for one in behind.all())
    page.locator("a.figure").first.click()
    assert [one.is_visible() for one in behind.all()].count(True) == 1
    assert re.search(r"exports/[\w-]+\.csv:\d+", page.locator(".behind > section:target").inner_text())


@pytest.mark.parametrize("folder", ["coach/reports/grades-3-5", "coach/reports/rti"])
def test_the_page_of_a_figure_prints(built, page, folder):
    target = built.root / "build" / folder / "9.html"
    page.goto(target.as_uri(), wait_until="load")
    page.emulate_media(media="print")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 1280
    assert page.pdf(format="Letter").startswith(b"%PDF")
