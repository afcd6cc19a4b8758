"""Which encoding a file is in, and what it is where it is no text at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import BinaryIO

_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
    (b"%PDF", "a PDF"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PAR1", "a Parquet file"),
)
# The bytes cp1252 leaves undefined: a file that holds one of them is in something else.
_NOT_CP1252 = bytes.maketrans(b"", b""), b"\x81\x8d\x8f\x90\x9d"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode a file: Python's `codec`, the name people know, and whether its last character is cut off."""

    codec: str
    name: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class NotText:
    """The file is no text; `what` says what it is, as in `a zip archive`."""

    what: str


def detect(stream: BinaryIO) -> Encoding | NotText:
    """Byte order mark, then NUL bytes (UTF-16), then valid UTF-8, then cp1252, then a guess from the bytes.

    Reads the stream to its end in chunks; its position afterwards is undefined.
    """
    head = stream.read(_CHUNK)
    what = _what(head)
    if what is not None:
        return NotText(what)
    for mark, codec in _BOMS:
        if head.startswith(mark):
            return Encoding(codec, "UTF-8 with BOM" if codec == "utf-8-sig" else "UTF-16 with BOM")
    wide = _wide(head[:200])
    if wide is not None:
        return Encoding(wide, wide.upper() + " without BOM")
    return _narrow(stream, head)


def _what(head: bytes) -> str | None:
    if head.startswith(b"PK\x03\x04"):
        for part, what in (
            (b"xl/", "an Excel workbook (.xlsx)"),
            (b"word/", "a Word document (.docx)"),
            (b"opendocument", "an OpenDocument file"),
        ):
            if part in head:
                return what
        return "a zip archive"
    start = head[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page (perhaps a sign-in page)"
    return next((what for magic, what in _MAGIC if head.startswith(magic)), None)


def _wide(head: bytes) -> str | None:
    """UTF-16 shows as NUL bytes at every other place; a few strays are no UTF-16."""
    half = max(len(head) // 2, 1)
    if head[1::2].count(0) * 3 > half:
        return "utf-16-le"
    if head[0::2].count(0) * 3 > half:
        return "utf-16-be"
    return None


def _narrow(stream: BinaryIO, head: bytes) -> Encoding:
    decoder = codecs.getincrementaldecoder("utf-8")()
    undefined, sample, valid, chunk = False, head, True, head
    while chunk:
        if valid:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                valid, sample = False, chunk
        undefined = undefined or len(chunk.translate(*_NOT_CP1252)) != len(chunk)
        chunk = stream.read(_CHUNK)
    if valid:
        return Encoding("utf-8", "UTF-8", cut=bool(decoder.getstate()[0]))
    if not undefined:
        return Encoding("cp1252", "Windows-1252")
    return _guess(sample)


def _guess(sample: bytes) -> Encoding:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - few files need it

    best = from_bytes(sample[: 1 << 18]).best()
    codec = best.encoding if best is not None else "latin-1"
    return Encoding(codec, codec.replace("_", "-"))
