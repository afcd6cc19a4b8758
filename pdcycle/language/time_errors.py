"""What is said when a time expression cannot be read."""

from __future__ import annotations

import difflib
import re

EXAMPLES = {
    "when": "`2026-10-05`, `start .. +3 weeks`, `by learn.end`, `last thursday before end`",
    "every": "`2 weeks`, `month`, `term`, `every other wednesday`, `second tuesday of the month`",
    "meets": "`wednesdays 13:45, 45 min`, `first tuesday of the month 14:30`, `B days 10:05, 45 min`",
    "span": "`3 weeks`, `10 school days`, `1 month`",
    "recorded": "`2026-11-05 10:15`, `2026-10-20 by ortiz`, `2026-10-20 .. 2026-10-24`, `cancelled`",
}
TIME_WORDS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mondays", "tuesdays", "wednesdays", "thursdays", "fridays",
    "day", "days", "week", "weeks", "month", "months", "year", "years", "school", "term",
    "first", "second", "third", "fourth", "fifth", "last", "next", "every", "other",
    "before", "after", "from", "by", "same", "as", "and", "of", "min", "hours", "cancelled",
)  # fmt: skip
_TO = re.compile(r"(?:to|until|till|through|thru|bis|-|\u2013|\u2014|\.\.\.|\u2026)\Z")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\Z")
_GLUED = re.compile(r"(\d+)([a-z]+)\Z")


class TimeError(Exception):
    """A time expression that says nothing: message, mend, and the place inside its text, in characters."""

    def __init__(self, message: str, help: str | None = None, offset: int = 0, length: int = 1) -> None:  # noqa: A002 - the word the reader sees
        super().__init__(message)
        self.message = message
        self.help = help
        self.offset = offset
        self.length = length


def unreadable(text: str, offset: int, kind: str) -> TimeError:
    """The error for a text that the grammar of `kind` cannot follow past `offset`."""
    if not text.strip():
        return TimeError("nothing is said here", f"write for example {EXAMPLES[kind]}")
    words = [(found.start(), found[0]) for found in re.finditer(r"[^\s,()]+", text)]
    at = next((index for index, (start, word) in enumerate(words) if start + len(word) > offset), len(words))
    for index in (at, at - 1):
        if 0 <= index < len(words):
            start, word = words[index]
            if help_ := _mend(word.lower(), text, kind):
                return TimeError(f"`{word}` is not understood here", help_, start, len(word))
    example = f"write for example {EXAMPLES[kind]}"
    if at == len(words):
        end = len(text.rstrip())
        return TimeError(f"`{text.strip()}` stops too early", example, max(end - 1, 0), 1)
    start, word = words[at]
    return TimeError(f"`{word}` is not understood here", example, start, len(word))


def _mend(word: str, text: str, kind: str) -> str | None:
    """What to write instead of the word, where a slip is known."""
    if _TO.match(word) and kind in ("when", "recorded"):
        return "write a range with two dots: `start .. end`"
    if found := _AMERICAN.match(word):
        year = f"20{found[3]}" if len(found[3]) == 2 else found[3]
        return f"write dates as year-month-day: `{year}-{int(found[1]):02}-{int(found[2]):02}`"
    if (found := _GLUED.match(word)) and found[2] in TIME_WORDS:
        return f"put a space between: `{found[1]} {found[2]}`"
    if (found := re.match(r"(.+)-(\d+)\Z", word)) and re.search(re.escape(word) + r"\s+[a-z]", text.lower()):
        return f"put spaces round the minus: `{found[1]} - {found[2]}`"
    if word in TIME_WORDS or not word.isalpha():
        return None
    guess = difflib.get_close_matches(word, TIME_WORDS, n=1, cutoff=0.75)
    return f"did you mean `{guess[0]}`?" if guess else None
