"""Lines that YAML cannot read as their author meant them, and the same lines quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(
    r"(?P<before>\s*(?:- +)*)(?:(?P<key>[^\s#'\"\[\]{},:%@`*&!|>][^:#]*?)\s*:[ \t]+)?(?P<value>\S.*)"
)
_PAIR = re.compile(r"(?:[{,]\s*)[\w.-]+:\s+(?P<value>[^\"'\s{\[][^,{}]*)")
_BLOCK = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?")
_OPENERS = {
    "%": "per cent sign",
    "@": "at sign",
    "`": "back quote",
    "*": "star",
    "&": "ampersand",
    "!": "exclamation mark",
}
_MARKS = {
    "|": "bar",
    ">": "greater-than sign",
    ",": "comma",
    "]": "square bracket",
    "}": "brace",
    "-": "dash",
    "?": "question mark",
}


@dataclass(frozen=True, slots=True)
class Slip:
    """Text on one line that YAML misreads: its columns from 0, why, and the text itself."""

    code: str
    message: str
    start: int
    end: int
    spot: int
    text: str


def quoted(text: str) -> str:
    """The text as one YAML scalar in quotes: double ones unless these stand in the text."""
    if "\\" in text or '"' in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def slip_in(line: str) -> Slip | None:
    """What on this line is likely prose that YAML takes for something else, if anything is."""
    found = _LINE.match(line)
    if found is None or found["value"].startswith("#"):
        return None
    start = found.start("value")
    value = found["value"].rstrip()
    named = f"`{found['key']}`" if found["key"] else "this text"
    if value[0] == "{":
        return _in_braces(line, start, value)
    if value[0] in "\"'":
        return _after_quote(start, value, named)
    if value[0] == "[":
        return _after_bracket(start, value, named)
    return (
        _in_plain(start, value, named)
        if found["key"] or found["before"].strip()
        else _opener(start, value, named)
    )


def _in_plain(start: int, value: str, named: str) -> Slip | None:
    slip = _opener(start, value, named)
    if slip is not None:
        return slip
    colon = re.search(r":(?=\s)|:$", value)
    end = start + len(value)
    if colon is not None:
        message = f"{named} holds a second colon, which YAML takes for another key"
        return Slip("PD123", message, start, end, start + colon.start(), value)
    return _comment(start, value)


def _comment(start: int, value: str) -> Slip | None:
    glued = re.search(r"[ \t]#(?=[^\s#!])", value)
    if glued is None:
        return None
    word = value[glued.start() + 1 :].split(maxsplit=1)[0]
    message = f"`{word}` is read as a comment and would be lost"
    return Slip("PD121", message, start, start + len(value), start + glued.start() + 1, value)


def _opener(start: int, value: str, named: str) -> Slip | None:
    first = value[0]
    name = _OPENERS.get(first)
    if (
        first in _MARKS
        and not (first in "|>" and _BLOCK.fullmatch(value))
        and (first not in "-?" or value[1:2] == " ")
    ):
        name = _MARKS[first]
    if name is None:
        return None
    message = f"{named} begins with `{first}` ({name}), which means something else to YAML"
    return Slip("PD124", message, start, start + len(value), start, value)


def _after_quote(start: int, value: str, named: str) -> Slip | None:
    mark = value[0]
    closing = re.match(r'"(?:[^"\\]|\\.)*"' if mark == '"' else r"'(?:[^']|'')*'", value)
    if closing is None or re.fullmatch(r"\s*(?:#.*)?", value[closing.end() :]):
        return None
    # `"Hello" she said` keeps its quotes; `'It's fine'` loses the outer ones, which were meant for YAML.
    inner = value[1:-1] if len(value) > 2 and value[-1] == mark else value
    message = f"{named} goes on after its closing quote"
    return Slip("PD125", message, start, start + len(value), start + closing.end(), inner)


def _after_bracket(start: int, value: str, named: str) -> Slip | None:
    close = value.find("]")
    if close < 0 or re.fullmatch(r"\s*(?:#.*)?", value[close + 1 :]):
        return None
    message = f"{named} goes on after its closing bracket"
    return Slip("PD125", message, start, start + len(value), start + close + 1, value)


def _in_braces(line: str, start: int, value: str) -> Slip | None:
    for pair in _PAIR.finditer(line, start):
        at = pair.start("value")
        text = pair["value"].rstrip()
        slip = _in_plain(at, text, "this text") if text else None
        if slip is not None:
            return slip
    close = value.rfind("}")
    if close < 0 or re.fullmatch(r"\s*(?:#.*)?", value[close + 1 :]):
        return None
    return Slip(
        "PD125",
        "this text goes on after its closing brace",
        start,
        start + len(value),
        start + close + 1,
        value,
    )
