"""Values stay as they were written, and every one of them knows its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdcycle.diagnostics import Position, Route, Severity, Span, error
from pdcycle.language.document import read
from pdcycle.language.places import settle

PLAN = """\
# the plan
plan: Calm, clear talk
code: 010
grade: no   # not a boolean
at: 15:30
until: null
note:
quoted: "a \\"b\\" c\\t."
single: 'it''s 2026-09-31 here'
block: >-
  one
  two
goal:
  - {since: 2026-10-19, text: "x"}
  - target: 75%
    by: 2026-12-07

courses: &c [one, two]
again: *c
"""


def at(document, *path, **how):
    span = document.span(Route("p.yaml", path, **how))
    rows = PLAN.splitlines()
    return f"{span.start.line}:{span.start.column}", rows[span.start.line - 1][
        span.start.column - 1 : span.end.column - 1 if span.start.line == span.end.line else None
    ]


def test_every_scalar_stays_text():
    document = read(PLAN.encode(), "p.yaml")
    assert document.diagnostics == ()
    assert document.value == {
        "plan": "Calm, clear talk",
        "code": "010",
        "grade": "no",
        "at": "15:30",
        "until": "null",
        "note": None,
        "quoted": 'a "b" c\t.',
        "single": "it's 2026-09-31 here",
        "block": "one two",
        "goal": [{"since": "2026-10-19", "text": "x"}, {"target": "75%", "by": "2026-12-07"}],
        "courses": ["one", "two"],
        "again": ["one", "two"],
    }


@pytest.mark.parametrize(
    ("path", "how", "line_and_column", "text"),
    [
        (("plan",), {}, "2:7", "Calm, clear talk"),
        (("plan",), {"key": True}, "2:1", "plan"),
        (("plan",), {"offset": 6, "length": 5}, "2:13", "clear"),
        (("note",), {}, "7:1", "note"),
        (("quoted",), {"offset": 3, "length": 1}, "8:14", "b"),
        (("single",), {"offset": 5, "length": 10}, "9:16", "2026-09-31"),
        (("block",), {"offset": 2, "length": 1}, "10:8", ">-"),
        (("goal", 0), {}, "14:5", '{since: 2026-10-19, text: "x"}'),
        (("goal", 0, "text"), {}, "14:31", '"x"'),
        (("goal", 1), {}, "15:5", "target: 75%"),
        (("goal", 1, "text"), {}, "15:5", "target: 75%"),
        (("goal", 1, "by", "x", 3), {}, "16:5", "by"),
        (("courses",), {}, "18:13", "[one, two]"),
        (("courses", 7), {}, "18:1", "courses"),
        (("again",), {}, "19:8", "*c"),
        (("again", 1), {}, "18:19", "two"),
        (("teacher",), {}, "2:1", "plan: Calm, clear talk"),
    ],
)
def test_routes_find_their_place(path, how, line_and_column, text):
    assert at(read(PLAN, "p.yaml"), *path, **how) == (line_and_column, text)


def test_a_block_ends_on_its_last_word():
    span = read(PLAN, "p.yaml").span(Route("p.yaml", ("goal",)))
    assert (span.start, span.end) == (Position(14, 3), Position(16, 19))


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_lines_count_as_editors_count_them(breaks):
    document = read(
        "a: caf\u00e9\u2028 more\nb: x\u0085\nc: 日本 y\n".replace("\n", breaks).encode(), "p.yaml"
    )
    assert document.span(Route("p.yaml", ("c",))).start == Position(3, 4)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding(encoding):
    assert read("plan: Café\n".encode(encoding), "p.yaml").value == {"plan": "Café"}


def test_another_encoding_is_named_with_its_line():
    document = read("plan: Talk\nwhere: Café\n".encode("latin-1"), "p.yaml")
    assert document.value is None
    assert document.diagnostics == (
        error(
            "PD101",
            "line 2 holds a character that is not UTF-8",
            Span("p.yaml", Position(2, 11), Position(2, 12)),
            help="save the file again with the encoding UTF-8",
        ),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "p.yaml is empty"),
        ("[" * 60 + "]" * 60, "this is nested more than 40 levels deep"),
        (
            "a: &a [" + "x, " * 99 + "x]\nb: &b [" + "*a, " * 99 + "*a]\nc: [" + "*b, " * 99 + "*b]\n",
            "with its aliases written out this file holds more than 100,000 values",
        ),
        ("a: b\x00c\n", "a character that cannot be seen or typed (U+0000) stands here"),
    ],
)
def test_hostile_files_are_refused(text, message):
    document = read(text, "p.yaml")
    assert document.value is None
    assert [item.message for item in document.diagnostics] == [message]


def test_settled_diagnostics_are_sorted_and_shown_once():
    document = read("plan: Talk\nteacher: ortiz\n", "p.yaml")
    found = [
        error("PD2", "b", Route("p.yaml", ("teacher",))),
        error("PD1", "a", Route("p.yaml", ("plan",), key=True)),
        error("PD1", "a", Route("p.yaml", ("plan",), key=True)),
        error("PD3", "c", Route("absent.yaml", ("x",))),
    ]
    settled = settle(found, {"p.yaml": document})
    assert [(item.code, item.place.file, item.place.start) for item in settled] == [
        ("PD3", "absent.yaml", Position(1, 1)),
        ("PD1", "p.yaml", Position(1, 1)),
        ("PD2", "p.yaml", Position(2, 10)),
    ]


PROSE = st.lists(
    st.sampled_from(
        [
            "Room",
            "talk",
            "a",
            " ",
            " ",
            "#",
            "4",
            ",",
            ":",
            "{",
            "}",
            "]",
            "&",
            "*",
            "!",
            "%",
            "@",
            "`",
            "- ",
            "é",
        ]
    ),
    min_size=1,
    max_size=8,
).map(
    lambda parts: (
        "Talk" + "".join(parts).rstrip() + "." if parts[0] not in "&*!%@`" else "".join(parts).strip()
    )
)


@given(PROSE)
def test_prose_is_kept_or_complained_about(prose):
    if " # " in prose or prose.endswith(" #") or " ##" in prose or " #!" in prose:
        return  # a comment, and meant as one
    document = read(f"text: {prose}\n", "p.yaml")
    assert document.diagnostics or document.value == {"text": prose}


@given(st.text(alphabet=st.sampled_from("ab:-[]{},#&*!|>'\"%@ \n\t?<~\u00a0\u2028é"), max_size=40))
def test_any_text_is_read_and_every_complaint_stands_inside_it(text):
    document = read(text, "p.yaml")
    assert document.value is not None or any(item.severity is Severity.ERROR for item in document.diagnostics)
    for item in document.diagnostics:
        assert item.place.start < item.place.end
        assert item.place.start.line <= text.count("\n") + 1
