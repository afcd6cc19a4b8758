"""The one place that knows of stdout, stderr, the environment and the clock."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from pdcycle.errors import PdcycleError


class Color(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where results and words about the run go; results to `out`, everything else to `err`."""

    out: TextIO
    err: TextIO
    source: TextIO
    environment: Mapping[str, str] = field(default_factory=dict)
    color: Color = Color.AUTO
    quiet: bool = False
    debug: bool = False

    @classmethod
    def standard(cls, color: Color, *, quiet: bool, debug: bool) -> Terminal:
        """This process's streams; a character they cannot write becomes a question mark."""
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="replace")
        out, err = sys.stdout or _nowhere(), sys.stderr or _nowhere()
        return cls(out, err, sys.stdin, os.environ, color, quiet, debug)

    def result(self, text: str) -> None:
        """What the command was asked for."""
        self.out.write(text if text.endswith("\n") or not text else f"{text}\n")

    def say(self, text: str) -> None:
        """A word about the run, unless it was asked to be quiet."""
        if not self.quiet:
            self.tell(text)

    def tell(self, text: str) -> None:
        """A word about the run that is never left out, laid between the edges of a terminal."""
        self.complain(self._fitted(text))

    def complain(self, text: str) -> None:
        """What is never left out, just as it is."""
        self.err.write(text if text.endswith("\n") else f"{text}\n")

    def error(self, message: str, mend: str | None = None) -> None:
        """What stands in the way, and what to do about it."""
        self._headed("error:", "31", message)
        if mend:
            self._headed("help:", "32", mend)

    def _headed(self, head: str, colour: str, text: str) -> None:
        said = self._fitted(f"{head} {text}")
        painted = f"\x1b[1;{colour}m{head}\x1b[0m" if self.coloured(self.err) else head
        self.complain(painted + said.removeprefix(head))

    def _fitted(self, text: str) -> str:
        """The text between words into the width of a terminal; elsewhere as it is, a line a word about the run."""
        if not self.err.isatty():
            return text
        width = self.width_of(self.err)
        return "\n".join(
            textwrap.fill(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
            if len(line) > width
            else line
            for line in text.splitlines()
        )

    def coloured(self, stream: TextIO) -> bool:
        """Whether to colour what goes to this stream."""
        if self.color is not Color.AUTO:
            return self.color is Color.ALWAYS
        if self.environment.get("NO_COLOR"):
            return False
        if self.environment.get("FORCE_COLOR"):
            return True
        return stream.isatty() and self.environment.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """Columns; 80 where nobody looks."""
        return self.width_of(self.out)

    def width_of(self, stream: TextIO) -> int:
        """Columns of a stream; 80 where nobody looks."""
        return shutil.get_terminal_size((80, 24)).columns if stream.isatty() else 80

    @property
    def talks(self) -> bool:
        """Whether somebody can answer a question."""
        return self.source.isatty() and self.err.isatty()

    def ask(self, question: str, default: str) -> str:
        """An answer from the person at the terminal, or the default."""
        self.err.write(f"{question} [{default}]: ")
        self.err.flush()
        return self.source.readline().strip() or default

    def here(self) -> Path:
        """The folder the command was started in."""
        return Path.cwd()

    def as_of(self, given: str | None, written: date | None, zone: tzinfo) -> date:
        """Today, as far as this run is concerned: `--as-of`, else PDCYCLE_AS_OF, else as written, else the clock."""
        for text, origin in ((given, "--as-of"), (self.environment.get("PDCYCLE_AS_OF"), "PDCYCLE_AS_OF")):
            if text:
                try:
                    return date.fromisoformat(text)
                except ValueError:
                    raise PdcycleError(
                        f"{origin} is '{text}', which is not a date", "write it as 2026-09-21"
                    ) from None
        return written or datetime.now(zone).date()

    def seconds(self) -> float:
        """Seconds on a clock that only goes forward; what it began with means nothing."""
        return time.monotonic()

    @property
    def live(self) -> bool:
        """Whether somebody sees what happens: a terminal that can write its last line anew, and nobody asked for quiet."""
        plain = self.environment.get("TERM") == "dumb" or self.environment.get("CI")
        return self.err.isatty() and not self.quiet and not plain

    def last_line(self, text: str) -> None:
        """Write a terminal's last line anew; nothing clears it."""
        self.err.write(f"\r{text.ljust(self.width_of(self.err) - 1)}\r{text}" if text else self._blank())
        self.err.flush()

    def _blank(self) -> str:
        return f"\r{' ' * (self.width_of(self.err) - 1)}\r"

    def flush(self) -> None:
        """Send what was written."""
        self.out.flush()
        self.err.flush()

    def hang_up(self) -> None:
        """Leave quietly when nobody reads on, or nothing more fits: Python would complain when it closes stdout."""
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.out.fileno())


def _nowhere() -> TextIO:
    """In place of a stream that whoever started the command has closed."""
    return Path(os.devnull).open("w", encoding="utf-8")
