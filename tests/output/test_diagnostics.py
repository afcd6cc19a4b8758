from __future__ import annotations

import json

from pdcycle.diagnostics import Label, Position, Route, Span, error, warning
from pdcycle.output.diagnostics import ANSI, as_json, github, text

SOURCE = "list:\n" + "  - {id: wed-pm, length: 60 min}\n" * 8 + "\ttalk: 90 min\n"


def span(line, start, end, file="groups.yaml"):
    return Span(file, Position(line, start), Position(line, end))


CLASH = error(
    "PD301",
    "talk needs 90 min, wed-pm has 60",
    span(10, 8, 14),
    label="longer than the slot",
    help="shorten the talk or split it into two",
    related=(Label(span(9, 24, 30), "the slot"), Label(span(1, 1, 5, "plan.yaml"), "asked for here")),
)


def test_excerpt_has_the_line_the_underline_related_places_and_the_mend():
    assert text([CLASH], {"groups.yaml": SOURCE, "plan.yaml": "plan: Talk\n"}) == (
        "groups.yaml:10:8: error[PD301] talk needs 90 min, wed-pm has 60\n"
        "   |\n"
        "10 |     talk: 90 min\n"
        "   |           ^^^^^^ longer than the slot\n"
        "   |\n"
        " 9 |   - {id: wed-pm, length: 60 min}\n"
        "   |                        ------ the slot\n"
        "   --> plan.yaml:1:1\n"
        " 1 | plan: Talk\n"
        "   | ---- asked for here\n"
        "   = help: shorten the talk or split it into two\n"
    )


def test_a_long_line_is_cut_around_what_matters():
    line = "text: " + "word " * 30 + "SLIP" + " tail" * 30
    shown = text([error("PD1", "m", span(1, 157, 161, "f"))], {"f": line}).splitlines()
    assert len(shown[2]) <= 80
    assert shown[2][shown[3].index("^") : shown[3].rindex("^") + 1] == "SLIP"
    assert shown[2].startswith("1 | ...")
    assert shown[2].endswith("...")


def test_wide_letters_keep_the_underline_in_place():
    shown = text([error("PD1", "m", span(1, 7, 9, "f"))], {"f": "a: 日本 xy"}).splitlines()
    assert shown[2:] == ["1 | a: 日本 xy", "  |         ^^"]


def test_the_sixth_of_a_kind_is_counted():
    many = [error("PD204", f"m{row}", span(row, 1, 2)) for row in range(1, 8)]
    shown = text([*many, warning("PD205", "other", span(9, 1, 2))], {})
    assert shown.count("error[PD204]") == 5
    assert "groups.yaml: and 2 more PD204; --all shows them\n\ngroups.yaml:9:1: warning[PD205] other" in shown
    assert text(many, {}, everything=True).count("error[PD204]") == 7


def test_without_a_place_or_a_source_the_message_stands_alone():
    assert text([error("PD1", "no workspace here", help="run `pdcycle init`")], {}) == (
        "error[PD1] no workspace here\n  = help: run `pdcycle init`\n"
    )
    assert text([error("PD1", "m", Route("p.yaml", ("a",)))], {"p.yaml": "a: b"}) == "p.yaml: error[PD1] m\n"


def test_colour_only_adds_escapes():
    import re

    sources = {"groups.yaml": SOURCE, "plan.yaml": "plan: Talk\n"}
    assert re.sub(r"\x1b\[[0-9;]*m", "", text([CLASH], sources, style=ANSI)) == text([CLASH], sources)


def test_control_characters_of_a_file_never_reach_the_terminal():
    shown = text([error("PD1", "m", span(1, 4, 5, "f"))], {"f": "a: \x1b[31mred"})
    assert "\x1b" not in shown


def test_json_is_one_versioned_object():
    assert json.loads(as_json([CLASH, warning("PD9", "w")])) == {
        "version": 1,
        "diagnostics": [
            {
                "code": "PD301",
                "severity": "error",
                "message": "talk needs 90 min, wed-pm has 60",
                "place": {
                    "file": "groups.yaml",
                    "start": {"line": 10, "column": 8},
                    "end": {"line": 10, "column": 14},
                },
                "label": "longer than the slot",
                "help": "shorten the talk or split it into two",
                "related": [
                    {
                        "place": {
                            "file": "groups.yaml",
                            "start": {"line": 9, "column": 24},
                            "end": {"line": 9, "column": 30},
                        },
                        "text": "the slot",
                    },
                    {
                        "place": {
                            "file": "plan.yaml",
                            "start": {"line": 1, "column": 1},
                            "end": {"line": 1, "column": 5},
                        },
                        "text": "asked for here",
                    },
                ],
            },
            {
                "code": "PD9",
                "severity": "warning",
                "message": "w",
                "place": None,
                "label": "",
                "help": None,
                "related": [],
            },
        ],
        "summary": {"errors": 1, "warnings": 1, "infos": 0},
    }


def test_github_commands_escape_what_would_end_them():
    assert github([error("PD1", "55% of\nit", span(2, 3, 5, "a,b.yaml"), help="x: y")]) == (
        "::error file=a%2Cb.yaml,line=2,endLine=2,col=3,endColumn=5,title=PD1::55%25 of%0Ait%0Ahelp: x: y\n"
    )


def test_on_a_terminal_no_sentence_is_wider_than_it_and_the_place_stays_whole():
    long = error(
        "PD301",
        "talk needs 90 min, and the only slot that this group has on wednesdays is one of 60 minutes",
        span(10, 8, 14),
        label="longer than the slot, which the calendar gives as 60 minutes on every wednesday there is",
        help="shorten the talk, split it into two, or let the group meet on another day of the week instead",
    )
    shown = text([long], {"groups.yaml": SOURCE}, wrap=True, width=80)
    assert shown == (
        "groups.yaml:10:8: error[PD301] talk needs 90 min, and the only slot that this\n"
        "    group has on wednesdays is one of 60 minutes\n"
        "   |\n"
        "10 |     talk: 90 min\n"
        "   |           ^^^^^^ longer than the slot, which the calendar gives as 60\n"
        "   |                  minutes on every wednesday there is\n"
        "   = help: shorten the talk, split it into two, or let the group meet on another\n"
        "           day of the week instead\n"
    )
    assert text([long], {"groups.yaml": SOURCE}).startswith(
        f"groups.yaml:10:8: error[PD301] {long.message}\n"
    )
