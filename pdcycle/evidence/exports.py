"""The files a source reads, opened only when their turn comes."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file by its path relative to the workspace's root; `open` gives its bytes from the start each time."""

    path: str
    open: Callable[[], BinaryIO]

    @classmethod
    def of(cls, path: str, data: bytes) -> ExportFile:
        """A file whose bytes are at hand."""
        return cls(path, partial(io.BytesIO, data))

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        return self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
