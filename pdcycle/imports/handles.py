"""Ids for people: a handle from the surname, told apart by the given name, never one that was used."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence

from pdcycle.workspace.roster import RESERVED

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "\u0131": "i"}
)
_APART = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; empty where nothing of the text is Latin."""
    plain = (
        unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)).encode("ascii", "ignore").decode()
    )
    return _APART.sub("-", re.sub(r"['`]", "", plain.replace("\u2019", ""))).strip("-")


def handles(names: Sequence[tuple[str, str, str]], used: Collection[str]) -> list[str]:
    """An id for each (family, given, key), the same whatever order they come in.

    Of several new people with one surname none gets the bare surname; `used` are ids to keep away from.
    """
    taken = {*used, *RESERVED}
    bases = [_base(family, given) for family, given, _ in names]
    often = Counter(bases)
    found: dict[int, str] = {}
    for at in sorted(range(len(names)), key=lambda at: (bases[at], slug(names[at][1]), names[at][2])):
        base, given = bases[at], slug(names[at][1])
        choices = [base] if often[base] == 1 else []
        choices += [f"{base}-{given[:1]}", f"{base}-{given}"] if given and given != base else []
        number = 2
        while not choices or all(choice in taken for choice in choices):
            choices.append(f"{base}-{number}")
            number += 1
        found[at] = next(choice for choice in choices if choice not in taken)
        taken.add(found[at])
    return [found[at] for at in range(len(names))]


def _base(family: str, given: str) -> str:
    base = slug(family) or slug(given) or "person"
    return base if base[0].isalpha() else f"p-{base}"
