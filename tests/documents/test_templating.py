from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pdcycle import wording
from pdcycle.diagnostics import Diagnostic
from pdcycle.documents.audience import Audience, Sees
from pdcycle.documents.render import document, documents_of
from pdcycle.model.results import Schedule

TO = "\N{EN DASH}"


def write(tmp_path, name, text):
    (tmp_path / "templates" / name).write_text(text, encoding="utf-8")


def plan(small):
    return next(
        one for one in documents_of(small.material(), Sees(Audience.COACH)) if one.template == "impact-plan"
    )


@pytest.mark.parametrize(
    ("text", "code", "line", "words", "mend"),
    [
        ("# {{ title }}\n{% if goal %}\n", "PD701", 2, "does not parse", "braces"),
        ("ok\n\n  {{ teachr }}\n", "PD703", 3, "'teachr' is not among", "did you mean `teacher`?"),
        ("{{ goal.now.tagret }}", "PD703", 1, "'tagret' is not among", "did you mean `target`?"),
        ("{{ title.__class__.__mro__ }}", "PD704", 1, "may not touch", "only the document's values"),
        (
            "{% include 'goals.md.j2' %}",
            "PD702",
            1,
            "no template 'goals.md.j2'",
            "did you mean `goal.md.j2`?",
        ),
        ("{{ title | day }}", "PD705", 1, "cannot be filled here", "filters"),
    ],
)
def test_a_mistake_in_a_template_has_its_place_and_a_mend(
    small, templates, tmp_path, text, code, line, words, mend
):
    write(tmp_path, "impact-plan.md.j2", text)
    found = document("impact-plan", plan(small).context, "md", templates)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.place.file, found.place.start.line) == (
        code,
        "templates/impact-plan.md.j2",
        line,
    )
    assert words in found.message
    assert mend in found.help


def test_a_workspaces_markdown_template_serves_both_formats(small, templates, tmp_path):
    write(tmp_path, "impact-plan.md.j2", "# Our plan\n\n| For |\n| --- |\n| {{ teacher }} <b> |\n")
    html = document("impact-plan", plan(small).context, "html", templates)
    assert "<h1>Our plan</h1>" in html
    assert "<td>Ruth Schooley &lt;b&gt;</td>" in html
    assert "Riverbend Schools, 2026-27." in html


def test_an_activity_may_ask_for_a_document_of_the_workspaces_own(small, templates, tmp_path):
    material = small.material()
    first = replace(material.programs[0].occurrences[0], document="lesson-record")
    program = replace(material.programs[0], occurrences=(first,))
    material = replace(material, programs=(program,), schedule=Schedule(()), surveys={})
    write(
        tmp_path,
        "lesson-record.md.j2",
        "# {{ title }} ({{ step.heading }}): {{ entries[0].people | names }}\n",
    )
    one = next(one for one in documents_of(material, Sees(Audience.COACH)) if one.template == "lesson-record")
    assert (
        document(one.template, one.context, "md", templates)
        == "# Commitment (Set goals and plan): Ana Diaz\n"
    )


def test_html_is_escaped(small, templates, tmp_path):
    write(tmp_path, "impact-plan.html.j2", "{{ title }}|{{ because }}")
    context = replace(plan(small).context, title="<script>", because=None)
    assert document("impact-plan", context, "html", templates) == "&lt;script&gt;|"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_escaped_text_reads_as_itself_in_markdown(text):
    plain = " ".join(wording.markdown(text).split())
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"| {plain} |\n| --- |\n")
    cell = next((token for token in tokens if token.type == "inline"), None)
    shown = "".join(child.content for child in cell.children) if cell else ""
    wanted = wording._CONTROL.sub(" ", text).strip()
    assert shown.split() == wanted.split()
    paragraph = MarkdownIt("commonmark").parse(wording.markdown(text))
    assert [token.type for token in paragraph] in ([], ["paragraph_open", "inline", "paragraph_close"])


def test_values_as_people_read_them():
    assert wording.day(date(2026, 10, 14)) == "Wed, Oct 14, 2026"
    assert wording.days(date(2026, 10, 5), date(2026, 11, 20)) == f"Oct 5 {TO} Nov 20, 2026"
    assert wording.days(date(2026, 12, 21), date(2027, 1, 1)) == f"Dec 21, 2026 {TO} Jan 1, 2027"
    assert [wording.clock(at) for at in (0, 719, 720, 910)] == ["12:00 am", "11:59 am", "12:00 pm", "3:10 pm"]
    assert wording.clocks(700, 45) == f"11:40 am {TO} 12:25 pm"
    assert wording.clocks(910, 30) == f"3:10 {TO} 3:40 pm"
    assert [wording.minutes(value) for value in (0, 45, 60, 90)] == ["0 min", "45 min", "1 h", "1 h 30 min"]
    assert [wording.share(Fraction(value)) for value in ("1/3", "1/200", "1")] == ["33%", "1%", "100%"]
    assert wording.names(["Ana", "Bo", "Cy"]) == "Ana, Bo and Cy"
