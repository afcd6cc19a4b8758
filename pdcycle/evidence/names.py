"""People's names, in the forms exports write them, made alike."""

from __future__ import annotations

import re
import unicodedata

_SUFFIXES = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "phd", "edd", "med", "ma", "ms.ed", "nbct", "md", "esq"}
)
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "coach", "principal"})
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "\u0131": "i"}
)
_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)\s*")
_SILENT = re.compile(r"[.'\u2019`\u00b4]")
_GAPS = re.compile(r"[^\w]+|_")


def plain(text: str) -> str:
    """Trimmed, white space collapsed, case folded."""
    return " ".join(text.split()).casefold()


def name_keys(text: str) -> tuple[str, ...]:
    """The keys a written name may be known under, the fullest first.

    `Last, First` is turned round; of `First (Original)` both are tried; titles go, suffixes go last;
    marks over letters, points, apostrophes and hyphens make no difference.
    """
    inner = _PARENTHESIS.search(text)
    outer = _PARENTHESIS.sub(" ", text).strip()
    keys: list[str] = []
    for form in (outer, inner[1]) if inner else (text,):
        words = _words(form)
        keys.append(" ".join(words))
        keys.append(" ".join(word for word in words if word not in _SUFFIXES))
    return tuple(dict.fromkeys(key for key in keys if " " in key))


def _words(name: str) -> list[str]:
    parts = [_folded(part) for part in name.split(",")]
    last, *rest = parts
    behind = [part for part in rest if not part or all(word in _SUFFIXES for word in part)]
    before = [part for part in rest if part not in behind]
    words = [word for part in (*before, last) for word in part]
    words = [word for word in words if word not in _TITLES] or words
    suffixes = [word for word in words if word in _SUFFIXES] + [word for part in behind for word in part]
    return [word for word in words if word not in _SUFFIXES] + suffixes


def _folded(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _GAPS.sub(" ", _SILENT.sub("", bare)).split()
