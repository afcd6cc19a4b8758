from __future__ import annotations

import posixpath
import re
import shutil
from html.parser import HTMLParser

import pytest

from pdcycle.documents.audience import Audience, Sees
from pdcycle.documents.pages import Link
from pdcycle.documents.site import site
from pdcycle.files import write

EVERYBODY = [Sees(Audience.SCHOOL), Sees(Audience.COACH), Sees(Audience.SELF, "schooley")]


def made(small, templates, sees):
    artefacts, wrong = site(
        small.material(), sees, templates, calendars=[Link("Lincoln", "calendars/lincoln.ics")]
    )
    assert wrong == []
    return {artefact.path: artefact.content.decode() for artefact in artefacts}


class _Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.levels, self.ids, self.tags = [], [], [], []
        self.language = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags.append(tag)
        self.links += [values[name] for name in ("href", "src") if name in values]
        self.ids += [values["id"]] if "id" in values else []
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "html":
            self.language = values.get("lang")


@pytest.mark.parametrize("sees", EVERYBODY, ids=lambda sees: sees.audience.value)
def test_every_page_stands_alone_and_every_link_leads_somewhere(small, templates, sees):
    files = made(small, templates, sees)
    for path, text in files.items():
        if not path.endswith(".html"):
            continue
        page = _Page(text)
        assert page.language, path
        assert "script" not in page.tags, path
        assert "url(" not in text, path
        assert "main" in page.tags, path
        assert page.levels.count(1) == 1, path
        assert all(
            after <= before + 1 for before, after in zip([0, *page.levels], page.levels, strict=False)
        ), path
        assert len(page.ids) == len(set(page.ids)), path
        for href in page.links:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), href.split("#")[0]))
            assert href.startswith("#") or target in files or target == "calendars/lincoln.ics", (path, href)


@pytest.mark.parametrize("sees", EVERYBODY, ids=lambda sees: sees.audience.value)
def test_the_same_input_gives_the_same_bytes(small, templates, sees):
    assert made(small, templates, sees) == made(small, templates, sees)


PRIVATE = ("Students stay on task", "picture cues", "75%", "Rephrase", "observations of", "Coaching log")


def test_a_principal_reads_nothing_of_a_persons_own(small, templates):
    files = made(small, templates, Sees(Audience.SCHOOL))
    assert [(path, word) for path, text in files.items() for word in PRIVATE if word in text] == []
    coach = "".join(made(small, templates, Sees(Audience.COACH)).values())
    assert all(word in coach for word in PRIVATE)


def test_talks_of_two_are_counted_for_a_principal_and_named_for_the_coach(small, templates):
    school = made(small, templates, Sees(Audience.SCHOOL))["programs/grade-5.html"]
    coach = made(small, templates, Sees(Audience.COACH))["programs/grade-5.html"]
    assert "3 \N{MULTIPLICATION SIGN} Coaching talk" in school
    assert "Ana Diaz" not in school
    assert "Ana Diaz" in coach


def test_ones_own_pages_name_no_colleagues_talks(small, templates):
    files = made(small, templates, Sees(Audience.SELF, "schooley"))
    text = "".join(files.values())
    assert "programs/calm-talk.html" in files
    assert "programs/grade-5.html" not in files
    assert "Students stay on task" in text
    assert "Ana Diaz" not in text


def test_home_tells_where_each_program_stands_and_what_is_next(small, templates):
    text = made(small, templates, Sees(Audience.SCHOOL))["index.html"]
    assert text.count('<ol class="steps"') == 3
    states = re.findall(
        r'<span class="state is-(\w+)">', text.split("The ten steps of Three areas")[1].split("</ol>")[0]
    )
    assert states == ["past", "none", "past", "past", "now", "none", "none", "none", "now", "none"]
    coming = text.split("What happens next")[1].split("</table>")[0]
    assert re.findall(r'scope="row">([^<]+)<', coming)[:3] == [
        "3 \N{MULTIPLICATION SIGN} Coaching talk",
        "Bring the plan",
        "Discuss",
    ]


@pytest.mark.chromium
@pytest.mark.parametrize("sees", EVERYBODY, ids=lambda sees: sees.audience.value)
def test_no_page_is_wider_than_a_phone(small, templates, sees, tmp_path):
    browser = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )
    if browser is None:
        pytest.skip("no Chromium found")
    playwright = pytest.importorskip("playwright.sync_api")
    artefacts, _ = site(small.material(), sees, templates)
    root = tmp_path / "site"
    root.mkdir()
    write(root, artefacts)
    with playwright.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = opened.new_page(viewport={"width": 375, "height": 800})
        wide = []
        for artefact in artefacts:
            if artefact.path.endswith(".html"):
                page.goto((root / artefact.path).as_uri())
                if page.evaluate("document.documentElement.scrollWidth") > 375:
                    wide.append(artefact.path)
        opened.close()
    assert wide == []
