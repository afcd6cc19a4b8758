"""The words by which districts' titles are told apart, read from `data/calendar_words.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pdcycle import shipped
from pdcycle.language.document import read

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a title means that holds one of `any`, one of `also` (if there are any) and none of `without`."""

    means: str
    any: tuple[str, ...]
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    ask: str = ""
    before: str = ""

    def fits(self, plain: str) -> bool:
        """Whether text made plain holds what the rule wants."""
        return (
            holds(plain, self.any)
            and (not self.also or holds(plain, self.also))
            and not holds(plain, self.without)
        )


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the file says, in its order; `levels` with their grades, `columns` by what they hold."""

    marks: tuple[Rule, ...]
    days: tuple[Rule, ...]
    refine: tuple[Rule, ...]
    not_weekdays: tuple[str, ...]
    levels: Mapping[str, tuple[str, ...]]
    grades: Mapping[str, tuple[str, ...]]
    everyone: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]


def plain(text: str) -> str:
    """Lower case, every sign a space, a space at both ends, so that a phrase stands between spaces."""
    words = " ".join(_WORD.findall(text.casefold()))
    return f" {words} "


def holds(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases stands in text made plain; a word with * is the beginning of a word."""
    return any(_pattern(phrase).search(text) for phrase in phrases)


@lru_cache(maxsize=2048)
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(f" {re.escape(phrase)} ".replace(r"\*", r"[^ ]*"))


def load() -> Words:
    """The shipped words."""
    path = shipped.data("calendar_words.yaml")
    value: Any = read(path.read_bytes(), path.name).value
    return Words(
        marks=tuple(_rule(entry, means) for means, entry in value["marks"].items()),
        days=tuple(_rule(entry, entry["as"]) for entry in value["days"]),
        refine=tuple(_rule(entry, entry["as"]) for entry in value["refine"]),
        not_weekdays=tuple(value["not_weekdays"]),
        levels={name: tuple(entry["any"]) for name, entry in value["levels"].items()},
        grades={name: tuple(entry["grades"]) for name, entry in value["levels"].items()},
        everyone=tuple(value["everyone"]),
        columns={name: tuple(names) for name, names in value["columns"].items()},
    )


def _rule(entry: Mapping[str, Any], means: str) -> Rule:
    return Rule(
        means=means,
        any=tuple(entry["any"]),
        also=tuple(entry.get("with", ())),
        without=tuple(entry.get("without", ())),
        ask=entry.get("ask", ""),
        before=entry.get("from", ""),
    )
