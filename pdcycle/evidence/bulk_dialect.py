"""How the engines that count a file spell what SQL leaves to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pdcycle.duck import literal


@dataclass(frozen=True, slots=True)
class Dialect:
    """One engine's spelling: patterns to be formatted with the values they work on.

    `days` and `seconds` of a date or moment are since 1970; `literal` writes a text as the engine reads it.
    """

    days: str
    seconds: str
    whole: str
    left: str
    right: str
    stop: str
    literal: Callable[[str], str]


def _escaped(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


DUCKDB = Dialect(
    days="CAST({} - DATE '1970-01-01' AS BIGINT)",
    seconds="CAST(epoch({}) AS BIGINT)",
    whole="({} // {})",
    left="({} << {})",
    right="({} >> {})",
    stop="error('{}')",
    literal=literal,
)
SPARK = Dialect(
    days="CAST(unix_date({}) AS BIGINT)",
    seconds="unix_seconds({})",
    whole="({} div {})",
    left="shiftleft({}, {})",
    right="shiftright({}, {})",
    stop="raise_error('{}')",
    literal=_escaped,
)
