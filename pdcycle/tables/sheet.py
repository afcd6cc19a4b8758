"""Bytes to records with their lines, streamed: a file is never held in memory as a whole."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import BinaryIO, NamedTuple, TextIO

from pdcycle.tables.encoding import Encoding, NotText, detect

LONGEST_LINE = 8 << 20
"""In characters; a longer line is no row of an export, and reading it would take the memory."""

DELIMITERS = (",", "\t", ";", "|")
_HEAD = 60
_END = "\x1f\x1fend of the file\x1f\x1f"


class Row(NamedTuple):
    """A record: the physical line it starts on, counted from 1, and its cells as text."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Break:
    """Reading ended early at this line: `kind` is `unclosed` (quotes) or `long` (a cell or line)."""

    kind: str
    line: int


@dataclass(slots=True)
class Reading:
    """What came to light while the records were read: filled in by `Sheet.records`."""

    broken: Break | None = None
    nuls: int = 0
    last_line_open: bool = False
    """The file does not end with a line break."""
    short: int = 0
    """The line of the latest row with fewer cells than the header."""

    def reset(self) -> None:
        """Forget what an earlier reading of the same file found."""
        self.broken, self.nuls, self.last_line_open, self.short = None, 0, False, 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A decoded file of records; `head` holds the first ones, for finding the header."""

    file: str
    encoding: Encoding
    delimiter: str
    head: tuple[Row, ...]
    _open: Callable[[], BinaryIO] = field(repr=False, compare=False)

    def records(self, reading: Reading | None = None) -> Iterator[Row]:
        """Every record that is not an empty line, from the file's beginning; may be asked for again."""
        return _records(self._open, self.encoding, self.delimiter, reading or Reading())


def open_sheet(
    source: bytes | Callable[[], BinaryIO], file: str, delimiter: str | None = None
) -> Sheet | NotText:
    """The sheet in some bytes, or in what a function opens anew each time; or what it is instead of text.

    The delimiter is the one under which the first lines, quotes honoured, make the widest even table.
    """
    opened = partial(io.BytesIO, source) if isinstance(source, bytes) else source
    with opened() as stream:
        encoding = detect(stream)
    if isinstance(encoding, NotText):
        return encoding
    chosen = delimiter or _sniff(opened, encoding)
    head = tuple(islice(_records(opened, encoding, chosen, Reading()), _HEAD))
    return Sheet(file, encoding, chosen, head, opened)


def _text(opened: Callable[[], BinaryIO], encoding: Encoding) -> TextIO:
    return io.TextIOWrapper(opened(), encoding=encoding.codec, errors="replace", newline="")


def _lines(stream: TextIO, reading: Reading) -> Iterator[str]:
    """Lines up to the limit, and a mark after the last one that tells whether quotes are still open."""
    line = ""
    for number, line in enumerate(iter(partial(stream.readline, LONGEST_LINE), ""), 1):
        if len(line) >= LONGEST_LINE:
            reading.broken = Break("long", number)
            return
        if "\0" in line:
            reading.nuls += 1
            yield line.replace("\0", "")
        else:
            yield line
    reading.last_line_open = bool(line) and line[-1] not in "\r\n"
    yield _END


def _records(
    opened: Callable[[], BinaryIO], encoding: Encoding, delimiter: str, reading: Reading
) -> Iterator[Row]:
    with _text(opened, encoding) as stream:
        reader = csv.reader(_lines(stream, reading), delimiter=delimiter, skipinitialspace=True)
        start = 1
        try:
            for cells in reader:
                if cells:
                    if cells[-1].endswith(_END):
                        if cells != [_END]:
                            reading.broken = Break("unclosed", start)
                        return
                    yield Row(start, cells)
                start = reader.line_num + 1
        except csv.Error:
            # The one error left without strict mode: a cell beyond the csv module's limit of 128 Ki characters.
            reading.broken = reading.broken or Break("long", start)


def _sniff(opened: Callable[[], BinaryIO], encoding: Encoding) -> str:
    with _text(opened, encoding) as stream:
        first = stream.readline(LONGEST_LINE).strip().casefold()
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    return max(DELIMITERS, key=lambda delimiter: _evenness(opened, encoding, delimiter))


def _evenness(opened: Callable[[], BinaryIO], encoding: Encoding, delimiter: str) -> tuple[int, int]:
    widths = [len(row.cells) for row in islice(_records(opened, encoding, delimiter, Reading()), _HEAD)]
    counted = Counter(width for width in widths if width > 1)
    if not counted:
        return 0, 0
    return max((width * count, width) for width, count in counted.items())
