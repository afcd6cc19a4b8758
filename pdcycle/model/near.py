"""Did you mean: the nearest of some words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

NEAR_ENOUGH = 66.0


def near(word: str, choices: Iterable[str], enough: float = NEAR_ENOUGH) -> str | None:
    """The choice most like the word, if any is like enough (of 100); upper and lower case are the same."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a mistake needs it

    listed = sorted({choice for choice in choices if choice != word})
    best = process.extractOne(
        word,
        listed,
        scorer=fuzz.ratio,
        processor=lambda text: text.casefold().replace("_", "-"),
        score_cutoff=enough,
    )
    return best[0] if best is not None else None


def did_you_mean(word: str, choices: Iterable[str], otherwise: str | None = None) -> str | None:
    """The help for a word that is none of the choices; without a near one, `otherwise` or the choices."""
    listed = list(choices)
    guess = near(word, listed)
    if guess is not None:
        return f"did you mean `{guess}`?"
    return otherwise or (f"use one of: {', '.join(listed)}" if listed else None)


def nearest(word: str, choices: Mapping[str, str], limit: int = 3) -> tuple[str, ...]:
    """The keys of the choices whose text is most like the word, best first; words may stand in any order."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a mistake needs it

    found = process.extract(word, choices, scorer=fuzz.token_set_ratio, score_cutoff=NEAR_ENOUGH, limit=limit)
    return tuple(key for _, _, key in found)
