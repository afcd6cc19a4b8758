"""axe-core finds nothing serious in any kind of page, at a phone's and a desk's width."""

import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

pytestmark = pytest.mark.chromium

WIDTHS = (375, 1280)
GRAVE = ("serious", "critical")

# One page of each kind; of documents, the first of each folder, and every survey, as their questions differ.
PAGES = (
    "school/index.html",
    "school/calendar.html",
    "school/programs/index.html",
    "school/programs/rti.html",
    "school/programs/schooley.html",
    "school/groups/index.html",
    "school/groups/math-river-high.html",
    "school/schools/index.html",
    "school/schools/lincoln.html",
    "school/reports/index.html",
    "school/reports/rti.html",
    "school/reports/grades-3-5.html",
    "school/reports/school/birch.html",
    "school/reports/district/all.html",
    "school/reports/half-day/all.html",
    "school/reports/celebration/all.html",
    "school/documents/index.html",
    "school/documents/survey/*.html",
    "coach/index.html",
    "coach/weeks/index.html",
    "coach/weeks/people/rivera.html",
    "coach/weeks/schools/river-high.html",
    "coach/reports/grades-3-5.html",
    "coach/reports/grades-3-5/3.html",
    "coach/reports/coach/rivera.html",
    "coach/reports/school/river-high.html",
    "coach/reports/schooley.html",
    "self/schooley/index.html",
    "self/schooley/reports/schooley.html",
    "self/schooley/reports/schooley/1.html",
)
FOLDERS = ("school/documents", "coach/documents", "self/schooley/documents")

# What is folded away, or shown only when a link leads to it, is read too.
OPEN = """() => {
  document.querySelectorAll('details').forEach(one => { one.open = true; });
  document.querySelectorAll('.behind > section').forEach(one => { one.style.display = 'block'; });
}"""

RUN = """async grave => {
  const found = await axe.run(document, {resultTypes: ['violations']});
  return {checked: found.passes.length, grave: found.violations.filter(one => grave.includes(one.impact)).map(
    one => [one.impact, one.id, one.nodes.length, one.nodes[0].html.slice(0, 160)])};
}"""


@pytest.fixture(scope="module")
def axe():
    """axe-core's own text, from the npm package that node finds."""
    node = shutil.which("node")
    ran = node and subprocess.run(
        [node, "-p", "require.resolve('axe-core/axe.min.js')"],
        capture_output=True, check=False, timeout=60, encoding="utf-8",
    )  # fmt: skip
    if not ran or ran.returncode:
        pytest.skip("node or its package axe-core is not there: `npm install axe-core@4`, and set NODE_PATH")
    return Path(ran.stdout.strip()).read_text("utf-8")


@pytest.fixture
def findings(page, axe):
    """`findings(files)`: what axe finds that is grave, by rule and width, with the pages."""

    def look(files):
        wrong = defaultdict(list)
        for path in files:
            page.goto(path.as_uri(), wait_until="load")
            page.evaluate(OPEN)
            page.evaluate(axe)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                told = page.evaluate(RUN, GRAVE)
                assert told["checked"] > 10, path
                for impact, rule, *rest in told["grave"]:
                    wrong[impact, rule, width].append((path.name, *rest))
        assert page.asked == []
        return dict(wrong)

    return look


def test_every_kind_of_page(built, findings):
    root = built.root / "build"
    files = {one for pattern in PAGES for one in sorted(root.glob(pattern))}
    assert all(any(root.glob(pattern)) for pattern in PAGES)
    for folder in FOLDERS:
        kinds = [one for one in sorted((root / folder).iterdir()) if one.is_dir()]
        files |= {next(iter(sorted(kind.rglob("*.html")))) for kind in kinds}
    assert len(files) > 40
    assert findings(sorted(files)) == {}


def test_reports_that_leave_the_district(built, findings, tmp_path):
    files = []
    for what, audience in (
        ("celebration", "public"),
        ("district", "district"),
        ("rti", "public"),
        ("years", "district"),
    ):
        path = tmp_path / f"{what}-{audience}.html"
        path.write_text(
            built.run("report", what, "--audience", audience, "--format", "html").out, encoding="utf-8"
        )
        files.append(path)
    assert findings(files) == {}


def test_it_would_find_a_fault(findings, tmp_path):
    page = tmp_path / "faults.html"
    words = "".join(f"<p style='color:#aaa'>Too pale to read, {at}</p>" for at in range(3))
    page.write_text(
        f"<!doctype html><html lang=en><title>Faults</title><main><h1>Faults</h1><img src='x.png'>{words}"
        "<ul><li>one</li></ul><table><tr><th scope=col>A</th></tr><tr><td>1</td></tr></table></main></html>",
        encoding="utf-8",
    )
    assert {rule for _, rule, _ in findings([page])} == {"color-contrast", "image-alt"}
