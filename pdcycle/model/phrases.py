"""Short phrases with a meaning of their own: what is expected, in which time, whose turn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, InstanceOf, model_validator

from pdcycle.model.authored import Authored
from pdcycle.model.fields import FieldError, Slug, Whole
from pdcycle.model.kinds import TimeKind
from pdcycle.model.near import near

EVIDENCE_WORDS = (
    "completion", "check", "attendance", "log", "observation", "video", "result", "reflection", "artifact", "minutes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expects:
    """What proves an occurrence: any one of `kinds`, `count` times; `of_group` when one serves all.

    `component` and `at_least` ask for an observed level (`3a at least proficient`).
    """

    kinds: tuple[str, ...]
    count: int = 1
    of_group: bool = False
    component: str | None = None
    at_least: str | None = None


def parse_expects(text: str) -> Expects:
    """Read a phrase such as `log`, `2 artifacts`, `observation or video`, `3a at least proficient`."""
    words = text.strip()
    if found := re.fullmatch(r"([0-9a-z-]+) at least ([a-z-]+)", words):
        return Expects(("observation",), component=found[1], at_least=found[2])
    of_group = words.endswith(" of group")
    words = words.removesuffix(" of group")
    count = 1
    if found := re.match(r"(\d+) +", words):
        count = int(found[1])
        words = words[found.end() :]
    kinds = tuple(_kind(word, text) for word in re.split(r" or ", words))
    if count < 1:
        raise FieldError("expecting 0 of something expects nothing", help="write `optional: true` instead")
    return Expects(kinds, count, of_group)


def _kind(word: str, text: str) -> str:
    plain = word.strip()
    if plain not in EVIDENCE_WORDS:
        plain = plain.removesuffix("s")
    if plain not in EVIDENCE_WORDS:
        guess = near(plain, EVIDENCE_WORDS)
        offset = text.find(word)
        raise FieldError(
            f"'{word}' is nothing that can be shown",
            help=f"did you mean `{guess}`?" if guess else f"use one of {', '.join(EVIDENCE_WORDS)}",
            offset=max(offset, 0),
            length=len(word),
        )
    return plain


def _expectations(value: Any) -> Any:
    entries = [value] if isinstance(value, str) else value
    if not isinstance(entries, list | tuple) or not all(isinstance(entry, str) for entry in entries):
        raise FieldError("`expects` wants a phrase", help="write for example `expects: 2 artifacts`")
    return tuple(parse_expects(entry) for entry in entries)


Expectations = Annotated[tuple[InstanceOf[Expects], ...], BeforeValidator(_expectations)]


@dataclass(frozen=True, slots=True)
class TimeChoice:
    """A kind of time, in order of preference; `group` names whose standing meeting (`meeting of $plc`)."""

    kind: TimeKind
    group: str | None = None


@dataclass(frozen=True, slots=True)
class TimeChoicesOf:
    """Which kinds of time each role may use; the key "" is everybody not named."""

    by_role: tuple[tuple[str, tuple[TimeChoice, ...]], ...]

    def of(self, role: str) -> tuple[TimeChoice, ...]:
        """The choices of a role, falling back to everybody's; empty where nothing is asked of them."""
        table = dict(self.by_role)
        return table.get(role, table.get("", ()))


def _time_choices(text: str) -> tuple[TimeChoice, ...]:
    choices = []
    for part in re.split(r" or ", text):
        word, _, group = part.strip().partition(" of ")
        try:
            kind = TimeKind(word)
        except ValueError:
            guess = near(word, [kind.value for kind in TimeKind])
            raise FieldError(
                f"'{word}' is no kind of time",
                help=f"did you mean `{guess}`?"
                if guess
                else "use prep, class, meeting, staff-time, after-school, before-school, release or own-time",
                offset=text.find(word),
                length=len(word),
            ) from None
        choices.append(TimeChoice(kind, group.strip() or None))
    return tuple(choices)


def _in(value: Any) -> Any:
    if isinstance(value, str):
        return TimeChoicesOf((("", _time_choices(value)),))
    if isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
        return TimeChoicesOf(tuple((role, _time_choices(text)) for role, text in value.items()))
    return value


TimeChoices = Annotated[InstanceOf[TimeChoicesOf], BeforeValidator(_in)]


class Turns(Authored):
    """Who has a turn in each round: `members` (up to `at_most` a round), or a `host` from among them."""

    members: Slug | tuple[Slug, ...] | None = None
    host: Slug | tuple[Slug, ...] | None = None
    at_most: Whole | None = None

    @model_validator(mode="after")
    def _one(self) -> Turns:
        if (self.members is None) == (self.host is None):
            raise FieldError(
                "turns are of members or of hosts", help="write `turns: {members: teachers, at_most: 7}`"
            )
        return self
