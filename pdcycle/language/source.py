"""A file's text and where its characters stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from pdcycle.diagnostics import Position, Span

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class Source:
    """The decoded text of one file; indexes count characters from 0, lines end as editors end them."""

    file: str
    text: str
    _starts: list[int] = field(default_factory=list, repr=False)

    def position(self, index: int) -> Position:
        """The line and column of a character."""
        starts = self._line_starts()
        row = bisect_right(starts, index) - 1
        return Position(row + 1, index - starts[row] + 1)

    def span(self, start: int, end: int) -> Span:
        """The stretch between two characters, at least one character wide."""
        return Span(self.file, self.position(start), self.position(max(end, start + 1)))

    def bounds(self, index: int) -> tuple[int, int]:
        """Where the line of a character starts and ends, without its line break."""
        starts = self._line_starts()
        row = bisect_right(starts, index) - 1
        start = starts[row]
        end = starts[row + 1] if row + 1 < len(starts) else len(self.text)
        return start, start + len(self.text[start:end].rstrip("\r\n"))

    def line(self, index: int) -> str:
        """The line that holds a character, without its line break."""
        start, end = self.bounds(index)
        return self.text[start:end]

    def _line_starts(self) -> list[int]:
        if not self._starts:
            self._starts.append(0)
            self._starts.extend(found.end() for found in _BREAK.finditer(self.text))
        return self._starts
