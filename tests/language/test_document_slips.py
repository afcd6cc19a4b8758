"""What a coach reads in the morning: each slip of YAML with its place and its mend, word for word."""

from __future__ import annotations

import pytest

from pdcycle.language.document import read
from pdcycle.output.diagnostics import text

GALLERY = {
    "a_dash_without_a_space": (
        "plan: Talk\ncycles:\n  -when: fall\n    focus: talk\n",
        """\
plan.yaml:3:3: error[PD130] there is no space after the dash, so YAML does not see a list here
  |
3 |   -when: fall
  |   ^
  = help: put one space after it: - when: fall
""",
    ),
    "a_number_sign_cuts_the_end": (
        "plan: Talk\nwhere: Room #4\n",
        """\
plan.yaml:2:13: error[PD121] `#4` is read as a comment and would be lost
  |
2 | where: Room #4
  |             ^^ cut off here
  = help: put it in quotes: where: "Room #4"
""",
    ),
    "a_number_sign_cuts_everything": (
        "where: #4\nat: 15:30  # after the buses\n",
        """\
plan.yaml:1:8: error[PD121] `#4` is read as a comment and would be lost
  |
1 | where: #4
  |        ^^ cut off here
  = help: put it in quotes: where: "#4"
""",
    ),
    "a_number_sign_inside_braces": (
        "family-night: {where: Room #4, at: 18:00}\n",
        """\
plan.yaml:1:28: error[PD121] `#4` is read as a comment and would be lost
  |
1 | family-night: {where: Room #4, at: 18:00}
  |                            ^^
  = help: put it in quotes: family-night: {where: "Room #4", at: 18:00}
""",
    ),
    "a_comma_inside_braces": (
        "goal:\n  - {since: 2026-10-19, text: Calm, clear talk, target: 75%}\n",
        """\
plan.yaml:2:31: error[PD122] the comma inside the braces cuts `text` in two
  |
2 |   - {since: 2026-10-19, text: Calm, clear talk, target: 75%}
  |                               ^^^^^^^^^^^^^^^^ a comma ends a value here
  = help: put it in quotes: - {since: 2026-10-19, text: "Calm, clear talk", target: 75%}
""",
    ),
    "keys_without_values_in_braces": (
        "courses: {listening, rephrasing}\n",
        """\
plan.yaml:1:11: error[PD122] `listening` has no value inside the braces
  |
1 | courses: {listening, rephrasing}
  |           ^^^^^^^^^
  = help: for a list, use square brackets: [listening, rephrasing]
""",
    ),
    "a_second_colon": (
        "goal:\n  - since: 2026-10-19\n    text: Goal: all students\n",
        """\
plan.yaml:3:15: error[PD123] `text` holds a second colon, which YAML takes for another key
  |
3 |     text: Goal: all students
  |               ^
  = help: put it in quotes: text: "Goal: all students"
""",
    ),
    "a_per_cent_sign": (
        "measure: % of students on task\n",
        """\
plan.yaml:1:10: error[PD124] `measure` begins with `%` (per cent sign), which means something else to YAML
  |
1 | measure: % of students on task
  |          ^
  = help: put it in quotes: measure: "% of students on task"
""",
    ),
    "an_exclamation_mark": (
        "text: !important for families\n",
        """\
plan.yaml:1:7: error[PD108] `!important` is read as the name of a type, not as text
  |
1 | text: !important for families
  |       ^^^^^^^^^^
  = help: put it in quotes: text: "!important for families"
""",
    ),
    "a_star": (
        "text: *all* students\n",
        """\
plan.yaml:1:7: error[PD124] `text` begins with `*` (star), which means something else to YAML
  |
1 | text: *all* students
  |       ^
  = help: put it in quotes: text: "*all* students"
""",
    ),
    "an_ampersand": (
        "text: &more talk\n",
        """\
plan.yaml:1:7: error[PD126] `&more` is read as a name for the text after it and would be lost
  |
1 | text: &more talk
  |       ^^^^^
  = help: put it in quotes: text: "&more talk"
""",
    ),
    "text_behind_a_quote": (
        "text: 'It's time to talk'\n",
        """\
plan.yaml:1:11: error[PD125] `text` goes on after its closing quote
  |
1 | text: 'It's time to talk'
  |           ^
  = help: put it in quotes: text: "It's time to talk"
""",
    ),
    "text_behind_a_bracket": (
        "text: [draft] Talk with families\n",
        """\
plan.yaml:1:14: error[PD125] `text` goes on after its closing bracket
  |
1 | text: [draft] Talk with families
  |              ^
  = help: put it in quotes: text: "[draft] Talk with families"
""",
    ),
    "a_tab": (
        "cycles:\n\t- when: fall\n",
        """\
plan.yaml:2:1: error[PD104] this line is indented with a tab
  |
2 |     - when: fall
  | ^^^^
  = help: use spaces instead, two for each level
""",
    ),
    "a_missing_space": (
        "plan:Talk\nteacher: schooley\n",
        """\
plan.yaml:1:5: error[PD127] there is no space after the colon, so YAML does not see a key here
  |
1 | plan:Talk
  |     ^
  = help: put one plain space after it: plan: Talk
""",
    ),
    "a_key_twice": (
        "plan: Talk\nteacher: schooley\nplan: Listen\n",
        """\
plan.yaml:3:1: error[PD105] `plan` is written twice in the same block
  |
3 | plan: Listen
  | ^^^^ again here
  |
1 | plan: Talk
  | ---- first written here
  = help: keep one of the two, or put both into one
""",
    ),
    "an_open_bracket": (
        "courses: [listening, rephrasing\nteacher: schooley\n",
        """\
plan.yaml:1:10: error[PD129] this `[` is not closed by a `]`, or something in between is out of place
  |
1 | courses: [listening, rephrasing
  |          ^
  |
2 | teacher: schooley
  |        - not expected inside it
  = help: close it with `]`, put a comma between the parts, and quote text that holds , : or #
""",
    ),
    "an_indent_too_far": (
        "plan: Talk\n   teacher: schooley\n",
        """\
plan.yaml:2:4: error[PD103] this line does not fit the lines above it
  |
2 |    teacher: schooley
  |    ^^^^^^^^^^^^^^^^^
  = help: give it the same indent as its neighbours, two spaces more than the key they belong to
""",
    ),
    "a_line_without_colon": (
        "plan: Talk\nteacher\nfocus: talk\n",
        """\
plan.yaml:2:1: error[PD103] this line is neither `key: value` nor a part of the text above it
  |
2 | teacher
  | ^^^^^^^
  = help: write `key: value`, or indent it under its key
""",
    ),
    "a_merge": (
        "base: &base {at: 15:30}\ntalk: {<<: *base}\n",
        """\
plan.yaml:2:8: error[PD107] `<<` copies keys out of sight of whoever reads the file
  |
2 | talk: {<<: *base}
  |        ^^
  = help: put what is shared into a pattern, or write the keys out
""",
    ),
    "two_documents": (
        "plan: Talk\n---\nplan: Listen\n",
        """\
plan.yaml:2:1: error[PD109] a second document begins here, but a file holds one
  |
2 | ---
  | ^^^
  = help: move it to a file of its own
""",
    ),
    "an_unknown_alias": (
        "text: *note\n",
        """\
plan.yaml:1:7: error[PD110] `*note` refers to nothing in this file
  |
1 | text: *note
  |       ^^^^^
  = help: put it in quotes: text: "*note"
""",
    ),
    "an_alias_inside_itself": (
        "courses: &all [listening, *all]\n",
        """\
plan.yaml:1:27: error[PD111] `*all` refers to the very block it stands in
  |
1 | courses: &all [listening, *all]
  |                           ^^^^
  = help: write out what it should hold
""",
    ),
    "nothing_but_comments": (
        "# to be written\n",
        """\
plan.yaml:1:1: error[PD102] plan.yaml holds comments only
  |
1 | # to be written
  | ^
  = help: write its kind and title first, such as `plan: Calm, clear talk`
""",
    ),
    "a_list_as_a_key": (
        "? [listening, rephrasing]\n: fall\n",
        """\
plan.yaml:1:3: error[PD106] `[listening, rephrasing]` cannot be a key
  |
1 | ? [listening, rephrasing]
  |   ^^^^^^^^^^^^^^^^^^^^^^^
  = help: write a word or a text in quotes before the colon
""",
    ),
    "a_quote_left_open": (
        'plan: "Talk\nteacher: schooley\n',
        """\
plan.yaml:1:7: error[PD128] this quote is never closed
  |
1 | plan: "Talk
  |       ^
  = help: close it at the end of the text; inside single quotes write ' twice
""",
    ),
}


@pytest.mark.parametrize(("source", "said"), GALLERY.values(), ids=GALLERY.keys())
def test_slip_is_told_with_its_mend(source, said):
    document = read(source, "plan.yaml")
    assert text(document.diagnostics, {"plan.yaml": source}) == said


@pytest.mark.parametrize(
    ("file", "kind"),
    [("calendar.yaml", "calendar"), ("curricula/grade-5.yaml", "curriculum"), ("pdcycle.yaml", "district")],
)
def test_an_empty_file_is_told_its_own_kind(file, kind):
    [problem] = read(b"", file).diagnostics
    assert problem.help == f"write its kind and title first, such as `{kind}: Calm, clear talk`"
