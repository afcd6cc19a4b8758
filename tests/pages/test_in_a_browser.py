"""Every page of a build in a real browser, at a phone's and a desk's width, on screen and on paper."""

import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.chromium

WIDTHS = (375, 1280)

LOOK = """() => {
  const levels = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]));
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  return {
    lang: document.documentElement.lang, title: document.title, levels,
    repeated: ids.filter((id, at) => ids.indexOf(id) !== at),
    links: [...document.querySelectorAll('[href],[src]')].map(e => e.href || e.src).filter(x => typeof x === 'string'),
    wide: document.documentElement.scrollWidth, unnamed: [...document.querySelectorAll('svg[role=img]')]
      .filter(s => !s.querySelector('title') && !s.getAttribute('aria-label') && !s.getAttribute('aria-labelledby')).length,
  };
}"""

CONTRAST = """() => {
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = c => { const f = c.slice(0, 3).map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
    return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
  const over = (top, under) => { const a = top.length > 3 ? top[3] : 1; return top.slice(0, 3).map((v, i) => v * a + under[i] * (1 - a)); };
  const ground = e => { const chain = []; for (let n = e; n; n = n.parentElement) chain.push(rgb(getComputedStyle(n).backgroundColor));
    let c = [255, 255, 255]; for (const b of chain.reverse()) if (b.length && (b[3] ?? 1) > 0) c = over(b, c); return c; };
  const bad = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let n = walk.nextNode(); n && seen < 1500; n = walk.nextNode()) {
    const e = n.parentElement, style = getComputedStyle(e);
    if (!n.data.trim() || !e.getClientRects().length || style.visibility !== 'visible' || e.closest('svg, .vh, [aria-hidden=true]')) continue;
    seen++;
    const under = ground(e), ink = over(rgb(style.color), under);
    const [a, b] = [light(ink), light(under)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if ((a + .05) / (b + .05) < (large ? 3 : 4.5)) bad.push([n.data.trim().slice(0, 40), ((a + .05) / (b + .05)).toFixed(2)]);
  }
  return {seen, bad};
}"""


CUT = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const box = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].map(t => [t.textContent.trim(), t.getBoundingClientRect()])
    .filter(([words, at]) => words && (at.left < box.left - 1 || at.right > box.right + 1
      || at.top < box.top - 1 || at.bottom > box.bottom + 1))
    .map(([words]) => words);
})"""


def chosen(built, audience="school"):
    """Every page, and one of the many agendas, of the coaching sheets, and of the figures behind each report."""
    root = built.root / "build" / audience
    kept, seen = [], set()
    for path in sorted(root.rglob("*.html")):
        inside = path.relative_to(root).as_posix()
        if inside.startswith(("documents/plc-agenda/", "documents/coaching-log/")):
            shelf = inside.split("/")[1]
            if shelf in seen:
                continue
            seen.add(shelf)
        elif inside.startswith("reports/") and path.stem.isdigit():
            shelf = path.parent
            if shelf in seen:
                continue
            seen.add(shelf)
        kept.append(path)
    return kept


@pytest.mark.parametrize("audience", ["school", "coach"])
def test_every_page_reads_well_at_both_widths(built, page, audience):
    wrong = defaultdict(list)
    pages = chosen(built, audience)
    assert len(pages) > 50
    for path in pages:
        name = path.relative_to(built.root / "build" / audience).as_posix()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if width == WIDTHS[0]:
                page.goto(path.as_uri(), wait_until="load")
            told = page.evaluate(LOOK)
            if told["wide"] > width:
                wrong[f"wider than {width}"].append((name, told["wide"]))
        levels = told["levels"]
        if levels.count(1) != 1:
            wrong["h1"].append(name)
        if any(after > before + 1 for before, after in zip([0, *levels], levels, strict=False)):
            wrong["headings"].append((name, levels))
        if not told["lang"] or not told["title"]:
            wrong["lang or title"].append(name)
        if told["repeated"]:
            wrong["ids"].append((name, told["repeated"][:3]))
        if told["unnamed"]:
            wrong["pictures without a name"].append(name)
    assert not dict(wrong)
    assert page.asked == []


def test_no_words_of_a_picture_are_cut_off(built, page):
    """The small multiples of weeks end at 100% in two schools, so that their last figure needs its room."""
    root = built.root / "build"
    cut, pictures = {}, 0
    for pattern in ("coach/weeks/*/*.html", "coach/reports/*.html", "coach/reports/[a-f]*/[a-z]*.html",
                    "coach/reports/[hs]*/[a-z]*.html", "school/*.html", "school/programs/*.html",
                    "self/schooley/reports/*.html"):  # fmt: skip
        for path in sorted(root.glob(pattern)):
            page.goto(path.as_uri(), wait_until="load")
            pictures += page.locator("svg").count()
            if words := page.evaluate(CUT):
                cut[path.relative_to(root).as_posix()] = words
    assert cut == {}
    assert pictures > 50


def test_every_link_leads_to_a_file_or_a_place_that_is_there(built, page):
    root = built.root / "build" / "school"
    pages = {path.as_uri(): path for path in chosen(built)}
    anchors, links = {}, []
    for address in pages:
        page.goto(address, wait_until="load")
        anchors[address] = set(page.evaluate("() => [...document.querySelectorAll('[id]')].map(e => e.id)"))
        links += [(address, one) for one in page.evaluate(LOOK)["links"]]
    lost, inside = [], 0
    for address, link in links:
        if not link.startswith("file:"):
            # A course's own page is the one address that may lead out, and only when somebody follows it.
            assert re.match(r"https://learn\.riverbend\.example/|mailto:", link), link
            continue
        base, _, place = link.partition("#")
        inside += 1
        there = Path(unquote(urlsplit(base).path)).is_file()
        if not there or (place and base in anchors and place not in anchors[base]):
            lost.append((address, link))
    assert lost == []
    assert inside > 500
    assert root.joinpath("index.html").is_file()


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("school/index.html", 4),
        ("school/programs/rti.html", 14),
        ("school/reports/rti.html", 6),
        ("school/documents/curriculum/grades-3-5.html", 1),
        ("school/documents/initiative/rti.html", 3),
        ("school/documents/observation-form/rti-lincoln.html", 2),
        ("self/schooley/documents/impact-plan/schooley.html", 3),
        ("self/schooley/reports/schooley.html", 8),
    ],
)
def test_it_prints_on_a_reasonable_number_of_pages(built, page, path, most):
    page.goto((built.root / "build" / path).as_uri(), wait_until="load")
    paper = page.pdf(format="Letter")
    sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", paper))
    assert 1 <= sheets <= most


@pytest.mark.parametrize(
    "path",
    [
        "school/index.html",
        "school/calendar.html",
        "school/programs/grades-3-5.html",
        "school/schools/lincoln.html",
        "school/reports/rti.html",
        "school/documents/index.html",
        "coach/reports/grades-3-5.html",
        "self/schooley/reports/schooley.html",
        "self/schooley/documents/impact-plan/schooley.html",
    ],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(built, page, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto((built.root / "build" / path).as_uri(), wait_until="load")
    told = page.evaluate(CONTRAST)
    assert told["seen"] > 20
    assert told["bad"] == []
