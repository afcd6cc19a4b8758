"""What is wrong with text that cannot be read as YAML, in words for people who never heard of YAML."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from pdcycle.diagnostics import Diagnostic, Label, error
from pdcycle.language.quoting import quoted, slip_in
from pdcycle.language.source import Source
from pdcycle.language.tree import At

__all__ = ["bad_alias", "bad_key", "empty", "explain", "second_document", "too_deep", "too_large"]

_CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_LINES_BACK = 3


def explain(source: Source, problem: Exception) -> Diagnostic:
    """The parser's complaint as a diagnostic; what most likely was meant comes first."""
    if not isinstance(problem, yaml.MarkedYAMLError):
        return _control(source)
    mark = problem.problem_mark or problem.context_mark
    index = min(mark.index if mark is not None else 0, max(len(source.text) - 1, 0))
    context = problem.context_mark.index if problem.context_mark is not None else -1
    return (
        _tab(source, index)
        or _prose(source, index, context)
        or _unclosed(source, problem, index, max(context, 0))
        or _layout(source, problem, index, context if context >= 0 else index)
    )


def _control(source: Source) -> Diagnostic:
    found = _CONTROL.search(source.text)
    at = found.span() if found is not None else (0, 1)
    name = f"U+{ord(found.group()):04X}" if found is not None else "one"
    return error(
        "PD113",
        f"a character that cannot be seen or typed ({name}) stands here",
        source.span(*at),
        help="delete it; it often comes along when text is pasted from another program",
    )


def _tab(source: Source, index: int) -> Diagnostic | None:
    start, end = source.bounds(index)
    found = re.match(r" *\t+", source.text[start:end])
    if found is None:
        return None
    return error(
        "PD104",
        "this line is indented with a tab",
        source.span(start + found.group().index("\t"), start + found.end()),
        help="use spaces instead, two for each level",
    )


def _prose(source: Source, index: int, context: int) -> Diagnostic | None:
    for start in _suspects(source, index, context):
        line = source.line(start)
        slip = slip_in(line)
        if slip is not None:
            fixed = (line[: slip.start] + quoted(slip.text) + line[slip.end :]).strip()
            return error(
                slip.code,
                slip.message,
                source.span(start + slip.spot, start + (slip.end if slip.code == "PD121" else slip.spot + 1)),
                help=f"put it in quotes: {fixed}",
            )
        dash = re.match(r"\s*-(?=[A-Za-z][\w.-]*:(?:\s|$))", line)
        if dash is not None and start <= index:
            return error(
                "PD130",
                "there is no space after the dash, so YAML does not see a list here",
                source.span(start + dash.end() - 1, start + dash.end()),
                help=f"put one space after it: - {line[dash.end() :].strip()}",
            )
        space = re.match(r"\s*(?:- +)*[A-Za-z][\w.-]*:(?=[^ \t/])", line)
        if space is not None and start <= index:
            return _glued_colon(source, start, line, space.end())
    return None


def _suspects(source: Source, index: int, context: int) -> list[int]:
    """The starts of the lines most likely at fault: the parser's own, the one before it, the block's first."""
    starts = [source.bounds(index)[0]]
    while len(starts) < _LINES_BACK and starts[-1] > 0:
        starts.append(source.bounds(starts[-1] - 1)[0])
    begun = source.bounds(context)[0] if context >= 0 else starts[-1]
    return [start for start in starts if start >= begun] + [begun]


def _glued_colon(source: Source, start: int, line: str, at: int) -> Diagnostic:
    fixed = f"{line[:at]} {line[at:].lstrip()}".strip()
    what = "a no-break space" if line[at].isspace() else "no space"
    return error(
        "PD127",
        f"there is {what} after the colon, so YAML does not see a key here",
        source.span(start + at - 1, start + at),
        help=f"put one plain space after it: {fixed}",
    )


def _unclosed(source: Source, problem: yaml.MarkedYAMLError, index: int, context: int) -> Diagnostic | None:
    doing = problem.context or ""
    if "quoted scalar" in doing:
        return error(
            "PD128",
            "this quote is never closed",
            source.span(context, context + 1),
            help="close it at the end of the text; inside single quotes write ' twice",
        )
    if "flow" not in doing:
        return None
    opening = source.text[context : context + 1]
    closing = "}" if opening == "{" else "]"
    related = (Label(source.span(index, index + 1), "not expected inside it"),)
    return error(
        "PD129",
        f"this `{opening}` is not closed by a `{closing}`, or something in between is out of place",
        source.span(context, context + 1),
        help=f"close it with `{closing}`, put a comma between the parts, and quote text that holds , : or #",
        related=related,
    )


def _layout(source: Source, problem: yaml.MarkedYAMLError, index: int, context: int) -> Diagnostic:
    start, end = source.bounds(index)
    first = start + len(source.text[start:end]) - len(source.text[start:end].lstrip())
    if "could not find expected ':'" in (problem.problem or ""):
        at, stop = context, source.bounds(context)[1]
        message = "this line is neither `key: value` nor a part of the text above it"
        return error(
            "PD103", message, source.span(at, stop), help="write `key: value`, or indent it under its key"
        )
    related: tuple[Label, ...] = ()
    if source.bounds(context)[0] != start:
        related = (
            Label(source.span(context, source.bounds(context)[1]), "the block it follows begins here"),
        )
    return error(
        "PD103",
        "this line does not fit the lines above it",
        source.span(first, max(end, first + 1)),
        help="give it the same indent as its neighbours, two spaces more than the key they belong to",
        related=related,
    )


def empty(source: Source) -> Diagnostic:
    """The error for a file with nothing in it, or only comments."""
    message = f"{source.file} is empty" if not source.text.strip() else f"{source.file} holds comments only"
    return error(
        "PD102",
        message,
        source.span(0, 1),
        help=f"write its kind and title first, such as `{_kind(source.file)}: Calm, clear talk`",
    )


# The folders that hold one file each of a kind; files such as calendar.yaml are named after theirs.
_FOLDERS = {
    "curricula": "curriculum",
    "initiatives": "initiative",
    "patterns": "pattern",
    "profiles": "profile",
    "sources": "source",
    "surveys": "survey",
}
_FILES = ("calendar", "groups", "catalog", "rubric")


def _kind(file: str) -> str:
    folder, _, name = file.rpartition("/")
    stem = name.partition(".")[0]
    if name == "pdcycle.yaml":
        return "district"
    return stem if stem in _FILES else _FOLDERS.get(folder.rpartition("/")[2], "plan")


def bad_key(source: Source, at: At) -> Diagnostic:
    """The error for a key that is empty, a list, a mapping or an alias."""
    written = source.text[at[0] : min(at[1], source.bounds(at[0])[1])].rstrip()
    message = f"`{written}` cannot be a key" if written else "the key before this colon is missing"
    return error(
        "PD106",
        message,
        source.span(at[0], at[0] + len(written)),
        help="write a word or a text in quotes before the colon",
    )


def bad_alias(source: Source, name: str, at: At, known: Sequence[str], *, inside: bool) -> Diagnostic:
    """The error for a star that refers to nothing, or to what it is a part of."""
    if inside:
        return error(
            "PD111",
            f"`*{name}` refers to the very block it stands in",
            source.span(*at),
            help="write out what it should hold",
        )
    line_start, stop = source.bounds(at[0])
    written = source.text[at[0] : stop].rstrip()
    fixed = f"{source.text[line_start : at[0]]}{quoted(written)}".strip()
    named = f", or use one of: {', '.join('*' + item for item in known)}" if known else ""
    return error(
        "PD110",
        f"`*{name}` refers to nothing in this file",
        source.span(*at),
        help=f"put it in quotes: {fixed}{named}",
    )


def too_deep(source: Source, index: int, limit: int) -> Diagnostic:
    """The error for more levels than anyone means to write."""
    return error(
        "PD112",
        f"this is nested more than {limit} levels deep",
        source.span(index, index + 1),
        help="flatten it",
    )


def too_large(source: Source, at: At, limit: int) -> Diagnostic:
    """The error for aliases that blow a small file up."""
    return error(
        "PD112",
        f"with its aliases written out this file holds more than {limit:,} values",
        source.span(*at),
        help="write out what is needed, or use a pattern",
    )


def second_document(source: Source, index: int) -> Diagnostic:
    """The error for a `---` that starts another document."""
    return error(
        "PD109",
        "a second document begins here, but a file holds one",
        source.span(index, index + 3),
        help="move it to a file of its own",
    )
