"""The only exceptions pdcycle raises on purpose: the environment, never the author."""

from __future__ import annotations


class PdcycleError(Exception):
    """Something outside the author's text stands in the way; exit code 2.

    `help` is the mend, in the imperative, or None.
    """

    def __init__(self, message: str, help: str | None = None) -> None:  # noqa: A002 - the word the reader sees
        super().__init__(message)
        self.message = message
        self.help = help
