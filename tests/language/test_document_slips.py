"""What a coach reads in the morning: each slip of YAML with its place and its mend, word for word."""

from __future__ import annotations

import pytest

from pdcycle.language.document import read
from pdcycle.output.diagnostics import text

GALLERY = {
    'a_number_sign_cuts_the_end': (
        'plan: Talk\n'
        'where: Room #4\n',
        'plan.yaml:2:13: error[PD121] `#4` is read as a comment and would be lost\n'
        '  |\n'
        '2 | where: Room #4\n'
        '  |             ^^ cut off here\n'
        '  = help: put it in quotes: where: "Room #4"\n',
    ),
    'a_number_sign_cuts_everything': (
        'where: #4\n'
        'at: 15:30  # after the buses\n',
        'plan.yaml:1:8: error[PD121] `#4` is read as a comment and would be lost\n'
        '  |\n'
        '1 | where: #4\n'
        '  |        ^^ cut off here\n'
        '  = help: put it in quotes: where: "#4"\n',
    ),
    'a_number_sign_inside_braces': (
        'family-night: {where: Room #4, at: 18:00}\n',
        'plan.yaml:1:28: error[PD121] `#4` is read as a comment and would be lost\n'
        '  |\n'
        '1 | family-night: {where: Room #4, at: 18:00}\n'
        '  |                            ^^\n'
        '  = help: put it in quotes: family-night: {where: "Room #4", at: 18:00}\n',
    ),
    'a_comma_inside_braces': (
        'goal:\n'
        '  - {since: 2026-10-19, text: Calm, clear talk, target: 75%}\n',
        'plan.yaml:2:31: error[PD122] the comma inside the braces cuts `text` in two\n'
        '  |\n'
        '2 |   - {since: 2026-10-19, text: Calm, clear talk, target: 75%}\n'
        '  |                               ^^^^^^^^^^^^^^^^ a comma ends a value here\n'
        '  = help: put it in quotes: - {since: 2026-10-19, text: "Calm, clear talk", target: 75%}\n',
    ),
    'keys_without_values_in_braces': (
        'courses: {listening, rephrasing}\n',
        'plan.yaml:1:11: error[PD122] `listening` has no value inside the braces\n'
        '  |\n'
        '1 | courses: {listening, rephrasing}\n'
        '  |           ^^^^^^^^^\n'
        '  = help: for a list, use square brackets: [listening, rephrasing]\n',
    ),
    'a_second_colon': (
        'goal:\n'
        '  - since: 2026-10-19\n'
        '    text: Goal: all students\n',
        'plan.yaml:3:15: error[PD123] `text` holds a second colon, which YAML takes for another key\n'
        '  |\n'
        '3 |     text: Goal: all students\n'
        '  |               ^\n'
        '  = help: put it in quotes: text: "Goal: all students"\n',
    ),
    'a_per_cent_sign': (
        'measure: % of students on task\n',
        'plan.yaml:1:10: error[PD124] `measure` begins with `%` (per cent sign), which means something else to YAML\n'
        '  |\n'
        '1 | measure: % of students on task\n'
        '  |          ^\n'
        '  = help: put it in quotes: measure: "% of students on task"\n',
    ),
    'an_exclamation_mark': (
        'text: !important for families\n',
        'plan.yaml:1:7: error[PD108] `!important` is read as the name of a type, not as text\n'
        '  |\n'
        '1 | text: !important for families\n'
        '  |       ^^^^^^^^^^\n'
        '  = help: put it in quotes: text: "!important for families"\n',
    ),
    'a_star': (
        'text: *all* students\n',
        'plan.yaml:1:7: error[PD124] `text` begins with `*` (star), which means something else to YAML\n'
        '  |\n'
        '1 | text: *all* students\n'
        '  |       ^\n'
        '  = help: put it in quotes: text: "*all* students"\n',
    ),
    'an_ampersand': (
        'text: &more talk\n',
        'plan.yaml:1:7: error[PD126] `&more` is read as a name for the text after it and would be lost\n'
        '  |\n'
        '1 | text: &more talk\n'
        '  |       ^^^^^\n'
        '  = help: put it in quotes: text: "&more talk"\n',
    ),
    'text_behind_a_quote': (
        "text: 'It's time to talk'\n",
        'plan.yaml:1:11: error[PD125] `text` goes on after its closing quote\n'
        '  |\n'
        "1 | text: 'It's time to talk'\n"
        '  |           ^\n'
        '  = help: put it in quotes: text: "It\'s time to talk"\n',
    ),
    'text_behind_a_bracket': (
        'text: [draft] Talk with families\n',
        'plan.yaml:1:14: error[PD125] `text` goes on after its closing bracket\n'
        '  |\n'
        '1 | text: [draft] Talk with families\n'
        '  |              ^\n'
        '  = help: put it in quotes: text: "[draft] Talk with families"\n',
    ),
    'a_tab': (
        'cycles:\n'
        '\t- when: fall\n',
        'plan.yaml:2:1: error[PD104] this line is indented with a tab\n'
        '  |\n'
        '2 |     - when: fall\n'
        '  | ^^^^\n'
        '  = help: use spaces instead, two for each level\n',
    ),
    'a_missing_space': (
        'plan:Talk\n'
        'teacher: schooley\n',
        'plan.yaml:1:5: error[PD127] there is no space after the colon, so YAML does not see a key here\n'
        '  |\n'
        '1 | plan:Talk\n'
        '  |     ^\n'
        '  = help: put one plain space after it: plan: Talk\n',
    ),
    'a_key_twice': (
        'plan: Talk\n'
        'teacher: schooley\n'
        'plan: Listen\n',
        'plan.yaml:3:1: error[PD105] `plan` is written twice in the same block\n'
        '  |\n'
        '3 | plan: Listen\n'
        '  | ^^^^ again here\n'
        '  |\n'
        '1 | plan: Talk\n'
        '  | ---- first written here\n'
        '  = help: keep one of the two, or put both into one\n',
    ),
    'an_open_bracket': (
        'courses: [listening, rephrasing\n'
        'teacher: schooley\n',
        'plan.yaml:1:10: error[PD129] this `[` is not closed by a `]`, or something in between is out of place\n'
        '  |\n'
        '1 | courses: [listening, rephrasing\n'
        '  |          ^\n'
        '  |\n'
        '2 | teacher: schooley\n'
        '  |        - not expected inside it\n'
        '  = help: close it with `]`, put a comma between the parts, and quote text that holds , : or #\n',
    ),
    'an_indent_too_far': (
        'plan: Talk\n'
        '   teacher: schooley\n',
        'plan.yaml:2:4: error[PD103] this line does not fit the lines above it\n'
        '  |\n'
        '2 |    teacher: schooley\n'
        '  |    ^^^^^^^^^^^^^^^^^\n'
        '  = help: give it the same indent as its neighbours, two spaces more than the key they belong to\n',
    ),
    'a_line_without_colon': (
        'plan: Talk\n'
        'teacher\n'
        'focus: talk\n',
        'plan.yaml:2:1: error[PD103] this line is neither `key: value` nor a part of the text above it\n'
        '  |\n'
        '2 | teacher\n'
        '  | ^^^^^^^\n'
        '  = help: write `key: value`, or indent it under its key\n',
    ),
    'a_merge': (
        'base: &base {at: 15:30}\n'
        'talk: {<<: *base}\n',
        'plan.yaml:2:8: error[PD107] `<<` copies keys out of sight of whoever reads the file\n'
        '  |\n'
        '2 | talk: {<<: *base}\n'
        '  |        ^^\n'
        '  = help: put what is shared into a pattern, or write the keys out\n',
    ),
    'two_documents': (
        'plan: Talk\n'
        '---\n'
        'plan: Listen\n',
        'plan.yaml:2:1: error[PD109] a second document begins here, but a file holds one\n'
        '  |\n'
        '2 | ---\n'
        '  | ^^^\n'
        '  = help: move it to a file of its own\n',
    ),
    'an_unknown_alias': (
        'text: *note\n',
        'plan.yaml:1:7: error[PD110] `*note` refers to nothing in this file\n'
        '  |\n'
        '1 | text: *note\n'
        '  |       ^^^^^\n'
        '  = help: put it in quotes: text: "*note"\n',
    ),
    'an_alias_inside_itself': (
        'courses: &all [listening, *all]\n',
        'plan.yaml:1:27: error[PD111] `*all` refers to the very block it stands in\n'
        '  |\n'
        '1 | courses: &all [listening, *all]\n'
        '  |                           ^^^^\n'
        '  = help: write out what it should hold\n',
    ),
    'nothing_but_comments': (
        '# to be written\n',
        'plan.yaml:1:1: error[PD102] plan.yaml holds comments only\n'
        '  |\n'
        '1 | # to be written\n'
        '  | ^\n'
        '  = help: write its kind and title first, such as `plan: Calm, clear talk`\n',
    ),
    'a_list_as_a_key': (
        '? [listening, rephrasing]\n'
        ': fall\n',
        'plan.yaml:1:3: error[PD106] `[listening, rephrasing]` cannot be a key\n'
        '  |\n'
        '1 | ? [listening, rephrasing]\n'
        '  |   ^^^^^^^^^^^^^^^^^^^^^^^\n'
        '  = help: write a word or a text in quotes before the colon\n',
    ),
    'a_quote_left_open': (
        'plan: "Talk\n'
        'teacher: schooley\n',
        'plan.yaml:1:7: error[PD128] this quote is never closed\n'
        '  |\n'
        '1 | plan: "Talk\n'
        '  |       ^\n'
        "  = help: close it at the end of the text; inside single quotes write ' twice\n",
    ),
}


@pytest.mark.parametrize(("source", "said"), GALLERY.values(), ids=GALLERY.keys())
def test_slip_is_told_with_its_mend(source, said):
    document = read(source, "plan.yaml")
    assert text(document.diagnostics, {"plan.yaml": source}) == said
