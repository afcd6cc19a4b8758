"""What a model refuses, in a coach's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pdcycle.model.near import did_you_mean
from pdcycle.model.slips import FieldError, described, shown

_KINDS = {
    "string": ("text", "put it in quotes, or write it on one line"),
    "int": ("a whole number", "write for example `3`"),
    "float": ("a number", "write for example `1.5`"),
    "decimal": ("a number", "write for example `1.5`"),
    "bool": ("true or false", "write `true` or `false`"),
    "date": ("a date", "write for example `2026-09-21`"),
    "time": ("a time of day", "write for example `15:30`"),
    "list": ("a list", "write `[one, two]`, or each item on a line of its own after `- `"),
    "tuple": ("a list", "write `[one, two]`, or each item on a line of its own after `- `"),
    "set": ("a list", "write `[one, two]`, or each item on a line of its own after `- `"),
    "frozen_set": ("a list", "write `[one, two]`, or each item on a line of its own after `- `"),
    "dict": ("a block of keys", "write its keys below it, each `key: value`, indented by two spaces"),
    "mapping": ("a block of keys", "write its keys below it, each `key: value`, indented by two spaces"),
    "model": ("a block of keys", "write its keys below it, each `key: value`, indented by two spaces"),
    "model_attributes": (
        "a block of keys",
        "write its keys below it, each `key: value`, indented by two spaces",
    ),
}
_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """A diagnostic in the making: everything but its place and severity."""

    code: str
    message: str
    help: str | None = None
    offset: int | None = None
    length: int | None = None


def kind_wanted(name: str) -> tuple[str, str] | None:
    """What an error named `<kind>_type` or `<kind>_parsing` asks for, and how to write it."""
    for ending in ("_type", "_parsing", "_from_datetime_parsing", "_from_date_parsing", "_from_float"):
        if name.endswith(ending) and name.removesuffix(ending) in _KINDS:
            return _KINDS[name.removesuffix(ending)]
    return None


def complaint(error: Any) -> Complaint:
    """What one of pydantic's errors says, all but those about missing and unknown keys."""
    name, value, context = error["type"], error["input"], error.get("ctx", {})
    if name in ("value_error", "assertion_error"):
        return _raised(context["error"])
    wanted = kind_wanted(name)
    if wanted is not None:
        return wrong_kinds(value, [wanted], parsed="_type" not in name)
    if name in ("literal_error", "enum"):
        return _choice(
            value, re.findall(r"'((?:[^'\\]|\\.)*)'", context["expected"]) or [context["expected"]]
        )
    if name in ("union_tag_invalid", "union_tag_not_found"):
        return _tagless(value, context)
    if name in _BOUNDS:
        key, words = _BOUNDS[name]
        return Complaint("PD207", f"{value} is out of range", f"write {words} {context[key]}")
    return _sized(name, value, context) or _other(error)


def choices_of(error: Any) -> list[str]:
    """The words that an error about a choice names; none for other errors."""
    if error["type"] not in ("literal_error", "enum"):
        return []
    expected = error["ctx"]["expected"]
    return re.findall(r"'((?:[^'\\]|\\.)*)'", expected) or [expected]


def wrong_kinds(value: Any, wanted: list[tuple[str, str]], *, parsed: bool = False) -> Complaint:
    """The complaint that a value is none of the kinds wanted (words and mends)."""
    words = " or ".join(dict.fromkeys(kind for kind, _ in wanted))
    mend = wanted[0][1]
    if value is None:
        return Complaint(
            "PD204", f"there is no value here, but {words} is wanted", "write it, or leave the key out"
        )
    if parsed:
        return Complaint("PD206", f"{shown(str(value))} is not {words}", mend)
    return Complaint("PD203", f"this is {described(value)}, but {words} is wanted", mend)


def _raised(problem: Exception) -> Complaint:
    if isinstance(problem, FieldError):
        return Complaint(problem.code, problem.message, problem.help, problem.offset, problem.length)
    return Complaint("PD210", str(problem))


def _choice(value: Any, choices: list[str]) -> Complaint:
    if not isinstance(value, str):
        words = ", ".join(f"`{choice}`" for choice in choices)
        return wrong_kinds(
            value, [(f"one of {words}" if len(choices) > 1 else words, f"write `{choices[0]}`")]
        )
    return Complaint("PD205", f"{shown(value)} is none of the words known here", did_you_mean(value, choices))


def _tagless(value: Any, context: dict[str, Any]) -> Complaint:
    key = str(context.get("discriminator", "kind")).strip("'")
    known = re.findall(r"'([^']*)'", str(context.get("expected_tags", "")))
    if not isinstance(value, dict) or value.get(key) is None:
        return Complaint(
            "PD201", f"`{key}` is missing here", f"add `{key}: {known[0]}`" if known else f"add `{key}:`"
        )
    return Complaint(
        "PD205", f"{shown(str(value[key]))} is no {key} known here", did_you_mean(str(value[key]), known)
    )


def _sized(name: str, value: Any, context: dict[str, Any]) -> Complaint | None:
    if name == "too_short":
        least = context["min_length"]
        return Complaint("PD208", f"there are {context['actual_length']} here", f"write at least {least}")
    if name == "too_long":
        most = context["max_length"]
        return Complaint("PD208", f"there are {context['actual_length']} here", f"write at most {most}")
    if name == "string_too_short":
        return Complaint(
            "PD208", f"{described(value)} is too short", f"write at least {context['min_length']} characters"
        )
    if name == "string_too_long":
        return Complaint(
            "PD208", f"{described(value)} is too long", f"write at most {context['max_length']} characters"
        )
    if name == "string_pattern_mismatch":
        return Complaint(
            "PD209",
            f"{described(value)} is not written as it has to be",
            f"it has to match {context['pattern']}",
        )
    return None


def _other(error: Any) -> Complaint:
    reason = str(error["msg"]).replace("Input should be", "wanted is").replace("Input", "it")
    return Complaint(
        "PD209", f"{described(error['input'])} does not fit here", f"{reason[:1].lower()}{reason[1:]}"
    )
