"""One measure as a table, for the coach, who sees every person anyway; other audiences get reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pdcycle.progress.facts import Facts
from pdcycle.progress.measures import Measures
from pdcycle.progress.privacy import Shown

Value = str | int | bool | date | Shown | None

_SHARE = ("numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Listing:
    """A measure's table: `about` is its file's first line, `notes` what is assumed and what is not checked.

    Numerator and denominator stand in one last column, `share`; None stands for all together.
    """

    measure: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    """What `--explain` calls each row."""


def listing(facts: Facts, measures: Measures, name: str, text: str, programs: Iterable[str] = ()) -> Listing:
    """The rows of some programs (all where none is named), in the measure's own order."""
    wanted = frozenset(programs)
    rows = [row for row in measures.rows[name] if not wanted or row.get("program", "") in ("", *wanted)]
    first: Mapping[str, Any] = rows[0] if rows else {}
    has_share = set(_SHARE) <= first.keys()
    plain = tuple(key for key in first if not has_share or key not in _SHARE)
    table = tuple(
        (*(row[key] for key in plain), *((Shown(row["numerator"], row["denominator"]),) if has_share else ()))
        for row in rows
    )
    columns = (*plain, *(("share",) if has_share else ()))
    return Listing(name, _about(text), columns, table, (*assumed(facts, name), *_units(name)))


def _about(text: str) -> str:
    return text.partition("\n")[0].removeprefix("--").strip()


def _units(name: str) -> Iterator[str]:
    if name == "substitutes":
        yield "Costs are in hundredths."


def assumed(facts: Facts, name: str) -> Iterator[str]:
    """What money and hours are reckoned with."""
    if name == "substitutes":
        price = facts.costs
        said = price.source or "pdcycle.yaml gives no source for it"
        yield f"A substitute's day costs {price.substitute_day} {price.currency} ({said})."
        yield "A half-day is 3 h 30 min and the least that is paid; a course at one's own pace counts as one session."
    if name in ("hours", "hours_pace"):
        for rule in facts.hours.values():
            way = "down" if rule.rounding.how == "down" else "to the nearest"
            yield (
                f"{rule.hours}: {rule.required} h in {rule.years} years, each activity rounded {way} to "
                f"{rule.rounding.to} min; read on {rule.as_of} from {rule.source}."
            )
            if rule.unchecked:
                yield f"{rule.hours}, not checked, as no export tells it: {', '.join(rule.unchecked)}."
