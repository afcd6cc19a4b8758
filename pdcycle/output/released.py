"""Released tables as a file that people and later releases read: counts only, sorted, a line a place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

from pdcycle.progress.suppression import Hidden, Place, Released, numbers

HEAD = """\
# What was released of this program on this day: counts, no person. Later releases are held against it.
# `hidden` says why a place has no numbers. Made by `pdcycle report --publish`.
"""
_PLAIN = re.compile(r"[a-z][a-z0-9-]*")


def released_text(
    program: str, as_of: date, audience: str, against: Sequence[date], tables: Mapping[str, Released]
) -> str:
    """The file's YAML; `against` are the days of the releases it was held against."""
    days = ", ".join(day.isoformat() for day in against)
    lines = [
        f"program: {_word(program)}",
        f"as_of: {as_of.isoformat()}",
        f"audience: {audience}",
        f"against: [{days}]",
        "tables:",
    ]
    for name, table in sorted(tables.items()):
        lines += _table(name, table)
    return HEAD + "\n".join(lines) + "\n"


def _table(name: str, table: Released) -> list[str]:
    adds: dict[str, list[str]] = {}
    for dimension, count in sorted(table.adds):
        adds.setdefault(dimension, []).append(count)
    return [
        f"  {_word(name)}:",
        f"    floor: {table.floor}",
        f"    measures: {_list(table.measures)}",
        "    within:",
        *(f"      {_word(smaller)}: {_word(larger)}" for smaller, larger in sorted(table.within)),
        "    adds_up:",
        *(f"      {_word(dimension)}: {_list(counts)}" for dimension, counts in adds.items()),
        "    each:",
        *(
            f"      - {{by: {_list(shape)}, least: {least}, most: {most}}}"
            for shape, (least, most) in sorted(table.each.items())
        ),
        "    places:",
        *(_place(table, place) for place in sorted(table.cells)),
    ]


def _place(table: Released, place: Place) -> str:
    value = table.cells[place]
    entries = [f"{_word(dimension)}: {_word(part)}" for dimension, part in place]
    if isinstance(value, Hidden):
        entries.append(f"hidden: {value.words(table.floor)}")
    else:
        entries += [
            f"{_word(name)}: {count}" for name, count in zip(table.counts, numbers(value), strict=True)
        ]
    return f"      - {{{', '.join(entries)}}}"


def _list(words: Sequence[str]) -> str:
    return f"[{', '.join(_word(word) for word in words)}]"


def _word(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
